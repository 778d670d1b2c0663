# SPDX-License-Identifier: EUPL-1.2
"""Objects of a Mercator cartography, one by one -> a register; what has no place in it is counted and said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.model import Application, Hosting, Organisation, Origin, Record, Register
from sovaudit.readers._columns import folded
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._mercator_item import Item
from sovaudit.readers._mercator_kinds import KINDS
from sovaudit.readers._mercator_records import records_of


class Cartography:
    """Takes in objects one by one and makes the register."""

    def __init__(self, path: str, said: Grouped) -> None:
        """Start empty."""
        self._path = path
        self._said = said
        self._records: list[Record] = []
        self._hostings: set[str] = set()
        self._rows = self._rejected = 0
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._unused: dict[tuple[str, str], None] = {}

    def add(self, kind: str, values: Mapping[str, object], origin: Origin, at: Callable[[str], str]) -> None:
        """Take in one object.

        Args:
            kind: one of KINDS, or another name: then it is only counted.
            values: its members, named in one spelling.
            at: member -> its place; of the object itself for an empty name.

        Raises:
            InputError: past the limit on records.
        """
        self._count(at(""))
        if kind not in KINDS:
            text = _("objects « {kind} » have no place in the inventory: left out: {count}")
            self._left_out[text, kind or "?"] += 1
            return
        item = Item(kind, values, origin, at, self._said)
        if not item.blank("deleted_at"):
            self._leave_deleted()
        elif kind == "relation" and item.flag("active") is False:
            self._left_out[_("relations that are no longer active: left out: {count}"), ""] += 1
        elif own := item.id:
            self._keep(item, own)
        else:
            self._rejected += 1
            item.say("", _("an object without id or name: it is left out"), _("give it one"))

    def delete(self, place: str) -> None:
        """Take in an object that is to be deleted, or was."""
        self._count(place)
        self._leave_deleted()

    def reject(self, place: str) -> None:
        """Take in what is no object."""
        self._count(place)
        self._rejected += 1
        self._said.say(place, _("an object was expected"))

    def register(self) -> Register:
        """Make the register: what was read, and what was left out, said."""
        for (text, kind), count in self._left_out.items():
            self._said.say("", text, kind=kind, count=count)
        for kind in dict.fromkeys(kind for kind, _name in self._unused):
            names = ", ".join(name for each, name in self._unused if each == kind)[:400]
            self._said.say("", _("members of « {kind} » that are not used: {members}"), kind=kind, members=names)
        entities = {
            folded(each.name): each.id
            for each in self._records
            if isinstance(each, Organisation) and isinstance(each.name, str)
        }
        return Register(
            records=tuple(_with_publisher(each, entities) for each in self._records),
            rows=self._rows,
            issues=self._said.issues(),
            columns=tuple(self._unused),
            left_out=self._left_out.total(),
            rejected=self._rejected,
        )

    def _leave_deleted(self) -> None:
        self._left_out[_("objects deleted in Mercator: left out: {count}"), ""] += 1

    def _count(self, place: str) -> None:
        self._rows += 1
        if self._rows > limits().rows:
            found = _("{count} records").format(count=self._rows)
            raise past("rows", found, f"{self._path}: {place}")

    def _keep(self, item: Item, own: str) -> None:
        """Keep the records of an object, each hosting that applications name only once."""
        found = 0
        for each in records_of(item, own):
            found += 1
            if item.kind == "application" and isinstance(each, Hosting):
                if each.id in self._hostings:
                    continue
                self._hostings.add(each.id)
            self._records.append(each)
        if not found and item.kind == "flux":
            self._left_out[_("fluxes between other things than applications and databases: left out: {count}"), ""] += 1
        else:
            self._rejected += not found
        self._unused.update(((item.kind, name), None) for name in item.unused())


def _with_publisher(record: Record, entities: dict[str, str]) -> Record:
    """Name the publisher by its id when the file holds the entity of that name."""
    if not isinstance(record, Application) or not isinstance(record.publisher, str):
        return record
    return replace(record, publisher=entities.get(folded(record.publisher), record.publisher))
