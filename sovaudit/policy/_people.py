# SPDX-License-Identifier: EUPL-1.2
"""What people call a thing, and who can answer for it: its supplier, or the city's own department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sovaudit.graph import contained, operational_edges
from sovaudit.language import _
from sovaudit.model import Inventory, Unknown


class People:
    """Names things, and knows who can answer for them."""

    def __init__(self, inventory: Inventory) -> None:
        """Look at one inventory."""
        self._inventory = inventory
        self._organisations = {each.id: each.name for each in inventory.organisations}
        self._departments = {each.id: _text(each.department) or _text(each.contact) for each in inventory.services}
        self._relying: Mapping[str, list[str]] | None = None
        self._containing: list[list[int]] | None = None
        self._publishers = [self._called("publisher", each) for each in inventory.applications]

    def name(self, kind: str, position: int) -> str:
        """Return how people call a subject."""
        if kind == "portfolio":
            return _("the portfolio")
        record = getattr(self._inventory, kind + "s")[position]
        if kind == "component":
            return f"{record.name} {record.version}".strip() or str(record.id)
        name = getattr(record, "name", None) or getattr(record, "subject", None)
        return str(record.id) if name is None or isinstance(name, Unknown) else str(name)

    def who(self, kind: str, position: int, *, inside: bool = False) -> str:
        """Return who can answer; empty when no register says.

        Args:
            kind: of the subject.
            position: of the subject.
            inside: true for what only the city itself can tell, whoever supplies it.
        """
        if kind == "portfolio":
            return ""
        if kind == "service":
            return self._departments[self._inventory.services[position].id]
        if kind == "component":
            return self._component(position, inside=inside)
        supplier = "" if inside else self._supplier(kind, position)
        return supplier or self._department(kind, position)

    def holders(self, component: int) -> list[int]:
        """Return the positions of the applications that contain a component."""
        if self._containing is None:
            count = len(self._inventory.components)
            self._containing = list(contained(self._inventory).by_component(count))
        return self._containing[component]

    def _component(self, position: int, *, inside: bool) -> str:
        """Return the supplier of a component, else the one publisher of the applications that contain it."""
        holders = self.holders(position)
        if inside:
            return _most(self._department("application", each) for each in holders)
        supplier = self._inventory.components[position].supplier
        return supplier or _only(self._publishers[each] for each in holders)

    def _supplier(self, kind: str, position: int) -> str:
        """Return the publisher of an application, the holder of a contract, the provider of a hosting; who else.

        An organisation answers for itself.
        """
        record = getattr(self._inventory, kind + "s")[position]
        if kind == "organisation":
            return _text(record.name) or str(record.id)
        return self._called({"application": "publisher", "contract": "holder", "hosting": "provider"}[kind], record)

    def _called(self, column: str, record: object) -> str:
        """Return the name of the organisation that a column names by its id or its name."""
        stated = _text(getattr(record, column))
        return _text(self._organisations.get(stated, stated)) or stated

    def _department(self, kind: str, position: int) -> str:
        """Return the department of an application, or the one of most applications that a thing is for."""
        applications = self._inventory.applications
        if kind == "application":
            own = applications[position]
            return _text(own.owner) or _only(self._departments.get(each, "") for each in self._services(own.id))
        record = getattr(self._inventory, kind + "s")[position]
        if kind == "contract":
            served = [n for n, each in enumerate(applications) if self._serves(record, each)]
        else:
            column = "hosting" if kind == "hosting" else "publisher"
            served = [n for n, each in enumerate(applications) if getattr(each, column) == record.id]
        return _most(self._department("application", each) for each in served)

    def _services(self, application: str) -> list[str]:
        """Return the ids of the services that rely on an application, whichever register says so."""
        if self._relying is None:
            relying: dict[str, list[str]] = {}
            for edge in operational_edges(self._inventory):
                kind, _colon, service = edge.dependant.partition(":")
                if kind == "service" and edge.kind == "relies_on":
                    relying.setdefault(edge.dependency, []).append(service)
            self._relying = relying
        return self._relying.get(f"application:{application}", [])

    @staticmethod
    def _serves(contract: object, application: object) -> bool:
        """Tell whether a contract is for an application, whichever register names the other."""
        return (
            getattr(application, "id", "") in getattr(contract, "applications", ())
            or getattr(contract, "id", "") in getattr(application, "contracts", ())
        )  # fmt: skip


def _text(value: str | Unknown) -> str:
    return "" if isinstance(value, Unknown) else value


def _only(names: Iterable[str]) -> str:
    """Return the one name that there is; empty when there are several or none."""
    found = set(names) - {""}
    return found.pop() if len(found) == 1 else ""


def _most(names: Iterable[str]) -> str:
    """Return the name that stands more often than all others together; empty when there is none."""
    found = Counter(filter(None, names))
    name, count = max(found.items(), key=lambda each: each[1], default=("", 0))
    return name if 2 * count > found.total() else ""
