# SPDX-License-Identifier: EUPL-1.2
"""One object of a Mercator export, from JSON or from a table: its members as our values, what is odd said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from sovaudit.language import _
from sovaudit.model import ABSENT, Origin, Unknown
from sovaudit.readers._cells import text_of
from sovaudit.readers._columns import folded
from sovaudit.readers._grouped import Grouped

_NUMBER = re.compile(r"[0-9]{1,18}")
_SAFE = re.compile(r"[A-Za-z0-9_.-]|\\.")
SHOWN = 80
"""Characters of a value that a message shows."""


class Item:
    """The members of one object by their names in one spelling.

    Args:
        kind: as `KINDS` has it.
        values: member -> what JSON or a cell holds.
        origin: where the object stands.
        at: member -> its place.
    """

    def __init__(
        self, kind: str, values: Mapping[str, object], origin: Origin, at: Callable[[str], str], said: Grouped
    ) -> None:
        """Begin with no member used."""
        self.kind = kind
        self.origin = origin
        self.used: set[str] = set()
        self._values = values
        self._at = at
        self._said = said

    @property
    def id(self) -> str:
        """Return an id that other files can refer to: made of the kind and Mercator's number, else of the name."""
        number = number_of(self._take("id"))
        if number:
            return f"mercator-{self.kind}-{number}"
        name = folded(self.text("name") or "").replace("_", "-")
        return f"mercator-{self.kind}-{name}" if name else ""

    def unused(self) -> Iterator[str]:
        """Yield the members that hold something and were not asked for."""
        for name, value in self._values.items():
            if name not in self.used and value not in (None, "", [], {}) and name not in ("created_at", "updated_at"):
                yield name

    def say(self, member: str, template: str, hint: str = "", **found: object) -> None:
        """Say that something is wrong with a member."""
        self._said.say(self._at(member), template, hint, **found)

    def blank(self, name: str) -> bool:
        """Tell whether a member is absent or says nothing."""
        value = self._take(name)
        return value is None or value == "" or isinstance(value, Unknown)

    def text(self, name: str) -> str:
        """Return a text, blanks around it taken off; empty when there is none."""
        value = self._take(name)
        if value is None or isinstance(value, Unknown):
            return ""
        if isinstance(value, bool | list | dict):
            self.say(name, _("a text was expected"))
            return ""
        return text_of(value).strip()  # type: ignore[arg-type]  # a text, a number or a day

    def stated(self, *names: str) -> str | Unknown:
        """Return the first text that is stated."""
        return next(filter(None, map(self.text, names)), ABSENT)

    def hours(self, name: str) -> float | Unknown:
        """Return a length of time in hours; Mercator stores minutes, and 0 when its form was left blank."""
        if self.blank(name):
            return ABSENT
        written = number_of(self._values[name])
        if written and len(written) < 10:
            return int(written) / 60 if int(written) else ABSENT
        return self._odd(name, "invalid", _("« {written} » is no number of minutes"))

    def count(self, name: str) -> int | Unknown:
        """Return a whole number; Mercator's `users` is free text."""
        if self.blank(name):
            return ABSENT
        written = number_of(self._values[name])
        return int(written) if written else self._odd(name, "unrecognised", _("« {written} » is no whole number"))

    def flag(self, name: str) -> bool | None:
        """Return a truth value, None when nothing is said."""
        value = self._take(name)
        if isinstance(value, bool):
            return value
        written = folded(value) if isinstance(value, str) else number_of(value)
        return {"1": True, "true": True, "0": False, "false": False}.get(written)

    def links(self, *names: str) -> Iterator[str]:
        """Yield the distinct numbers of the objects that a member refers to: numbers, objects or « 1, 2 »."""
        seen: set[str] = set()
        for name in names:
            for each in self._referred(name):
                written = number_of(each.get("id") if isinstance(each, dict) else each)
                if not written:
                    shown = str(each)[:SHOWN]
                    self.say(name, _("« {written} » refers to no object: a number was expected"), written=shown)
                elif written not in seen:
                    seen.add(written)
                    yield written

    def _referred(self, name: str) -> list[object]:
        if self.blank(name):
            return []
        value = self._values[name]
        if isinstance(value, str):
            return [part.strip() for part in re.split(r"[,;\n]", value.strip("[] ")) if part.strip()]
        return value if isinstance(value, list) else [value]

    def _odd(self, name: str, reason: str, template: str) -> Unknown:
        written = str(self._values[name])[:SHOWN]
        self.say(name, template, _("it counts as unknown until it is mended"), written=written)
        return Unknown(reason, written)

    def _take(self, name: str) -> object:
        self.used.add(name)
        return self._values.get(name)


def number_of(value: object) -> str:
    """Return a whole number as it is written in an id, empty when it is none.

    >>> number_of(12.0), number_of("012"), number_of("> 100"), number_of(True)
    ('12', '12', '', '')
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ""
    written = text_of(value).strip()
    return str(int(written)) if written.isascii() and _NUMBER.fullmatch(written) else ""


def cpe_of(vendor: str, product: str, version: str) -> str:
    r"""Write a CPE 2.3 name of an application; empty without vendor or product.

    Source: NISTIR 7695, 6.2 (formatted strings).

    >>> cpe_of("apache", "http_server", "2.4.58")
    'cpe:2.3:a:apache:http_server:2.4.58:*:*:*:*:*:*:*'
    """
    if not vendor or not product:
        return ""
    parts = (_quoted(vendor), _quoted(product), _quoted(version) or "*")
    return f"cpe:2.3:a:{':'.join(parts)}:*:*:*:*:*:*:*"


def _quoted(part: str) -> str:
    plain = re.sub(r"\s+", "_", part.strip().lower())
    pieces = re.findall(r"\\.|.", plain, re.DOTALL)
    return "".join(each if _SAFE.fullmatch(each) else f"\\{each}" for each in pieces)
