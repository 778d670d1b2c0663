# SPDX-License-Identifier: EUPL-1.2
"""The crisis sheets of `sovaudit graph impact -f sheet`: Markdown that reads as plain text, to print beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from sovaudit.cli._errors import placed
from sovaudit.cli._graph import Loaded
from sovaudit.cli._graph_impact_table import level, supposed
from sovaudit.cli._graph_words import Names, hours, kind_of, place, way
from sovaudit.continuity._crisis import Call, Said, Sheet, Step, sheets
from sovaudit.continuity._reasons import Alternatives
from sovaudit.continuity.impact import Impact
from sovaudit.language import _, safe
from sovaudit.model import Contract, Source, Unknown
from sovaudit.reports import _format

_MARKS = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
"""What Markdown reads as more than itself; `_` within a word, as in an address, it does not."""
_START = re.compile(r"^(\d*)((?<=\d)[.)]|(?<!\d)[#+=-])")
"""What makes a heading or a list of a line that begins with it."""


def sheet(loaded: Loaded, found: Impact) -> str:
    """Write a sheet for each service that stops, in order of DMIA; say so when none does."""
    writer = _Writer(loaded, found)
    written = list(sheets(loaded.network, loaded.inventory, found))
    if not written:
        return "\n".join(writer.nothing())
    return "\n\n---\n\n".join(
        "\n".join(writer.lines(each, number, len(written))) for number, each in enumerate(written, start=1)
    )


def escaped(text: str) -> str:
    r"""Write a text, already safe for a terminal, so that Markdown shows it as it is.

    >>> print(escaped("paie_rh@ville.example <b>*fort*</b> _soit_"))
    paie_rh@ville.example \<b\>\*fort\*\</b\> \_soit\_
    """
    return _START.sub(lambda found: f"{found[1]}\\{found[2]}", _MARKS.sub(lambda found: f"\\{found[0]}", text))


class _Writer:
    """Writes the sheets of one loss."""

    def __init__(self, loaded: Loaded, found: Impact) -> None:
        self._found = found
        self._names = Names(loaded)
        self._city = loaded.inventory.city

    def nothing(self) -> Iterator[str]:
        """Say that no service stops, and which ones degrade."""
        yield escaped(supposed(self._names, self._found.lost))
        yield ""
        yield _("No public service stops, as far as the registers say.")
        degraded = [each for each in self._found.degraded if kind_of(each) == "service"]
        if degraded:
            yield placed(_("Degraded, without stopping"), escaped(self._names.labels(degraded, len(degraded))))

    def lines(self, told: Sheet, number: int, count: int) -> Iterator[str]:
        """Yield one sheet: what the service is, why it stops, what still works, whom to call."""
        service, name = told.service, self._label(f"service:{told.service.id}")
        yield "# " + _("Crisis sheet {number} of {count}: {service}").format(number=number, count=count, service=name)
        yield ""
        yield escaped(supposed(self._names, self._found.lost))
        if isinstance(self._city.as_of, date):
            yield ""
            yield _("Inventory as of {day}").format(day=_format.day(self._city.as_of))
        yield ""
        source = service.origin.source
        known = service.criticality if isinstance(service.criticality, Unknown) else level(service)
        for title, column, value in (
            (_("Department"), "department", service.department),
            (_("Contact"), "contact", service.contact),
            (_("Criticality"), "criticality", known),
            ("DMIA", "dmia_hours", service.dmia_hours),
            ("PRD", "prd_hours", service.prd_hours),
        ):
            if isinstance(value, Unknown):
                said = _unknown(value, source(column), "services", column)
            else:
                said = _text(value) if isinstance(value, str) else hours(value)
            yield f"- {placed(title, said)}"
        yield from self._why(told)
        yield from self._standing(told.standing)
        if told.working:
            title = _("what else the service needs and works")
            yield f"- {placed(title, self._labels(told.working))}"
        yield from self._calls(told.calls)

    def _why(self, told: Sheet) -> Iterator[str]:
        yield from _title(_("Why it stops"))
        for number, step in enumerate(told.way, start=1):
            yield f"{number}. {self._step(step)}"
        if told.also:
            yield ""
            yield placed(_("It needs these, too, which do not work"), self._labels(told.also))

    def _step(self, step: Step) -> str:
        if step.reason is None:
            return _("{node}: lost").format(node=self._label(step.node))
        edge = step.reason.edge
        kind = replace(edge, group="")
        said = f"{escaped(way(kind))} {escaped(self._names.name(edge.dependency))} ({escaped(place(edge.source))})"
        if step.reason.others:
            said = _("{said}; alternatives « {group} » that fail, too: {others}").format(
                said=said, group=_text(edge.group), others=self._labels(step.reason.others)
            )
        return placed(self._label(step.node), said)

    def _standing(self, groups: Sequence[Alternatives]) -> Iterator[str]:
        yield from _title(_("What still stands"))
        for each in groups:
            said = [
                text.format(nodes=self._labels(nodes))
                for text, nodes in (
                    (_("works: {nodes}"), each.whole),
                    (_("works in part: {nodes}"), each.degraded),
                    (_("does not work: {nodes}"), each.failed),
                )
                if nodes
            ]
            title = _("{group} (alternatives of {node})").format(
                group=_text(each.name), node=escaped(self._names.name(each.node))
            )
            yield f"- {placed(title, _('; ').join(said))}"
        if not groups:
            text = _(
                "nothing: no alternative that a register states still works (register {register}, column {column})"
            )
            yield "- " + text.format(register="dependencies", column="alternatives")

    def _calls(self, calls: Sequence[Call]) -> Iterator[str]:
        yield from _title(_("Whom to call"))
        for each in calls:
            yield f"- {self._label(each.node)}"
            if not each.defined:
                yield "  - " + _("defined nowhere: add it to the register {register}").format(register=each.register)
            yield from (f"  - {placed(_title_of(said, each), self._said(said, each))}" for said in each.said)
            yield from (f"  - {self._contract(contract)}" for contract in each.contracts)
            if each.defined and not each.contracts:
                yield from self._no_contract(each)

    def _no_contract(self, call: Call) -> Iterator[str]:
        if call.register == "organisations":
            yield "  - " + placed(_("Contract"), _("it holds none, as far as the registers say"))
        elif call.register == "applications":
            yield "  - " + placed(_("Contract"), _blank(call.blank, call.register, "contracts"))

    def _said(self, said: Said, call: Call) -> str:
        if isinstance(said.value, Unknown):
            return _unknown(said.value, said.source, call.register, said.column)
        return self._label(said.value) if said.column in ("publisher", "hosting", "provider") else _text(said.value)

    def _contract(self, contract: Contract) -> str:
        """Name a contract, its holder, its end."""
        title = placed(_("Contract"), _text(contract.id))
        if not contract.origin.path:
            return f"{title} ({_('defined nowhere: add it to the register {register}').format(register='contracts')})"
        source = contract.origin.source
        if isinstance(contract.holder, Unknown):
            holder = _unknown(contract.holder, source("holder"), "contracts", "holder")
        else:
            holder = self._labels([f"organisation:{each}" for each in (contract.holder, *contract.co_holders)])
        if isinstance(contract.end, Unknown):
            end = _unknown(contract.end, source("end"), "contracts", "end")
        else:
            end = _format.day(contract.end)
            if isinstance(self._city.as_of, date) and contract.end < self._city.as_of:
                end = _("{day} (ended)").format(day=end)
        return _("; ").join((title, placed(_("holder"), holder), placed(_("end"), end)))

    def _label(self, node: str) -> str:
        return escaped(self._names.label(node))

    def _labels(self, nodes: Sequence[str]) -> str:
        return escaped(self._names.labels(nodes, len(nodes)))


def _title_of(said: Said, call: Call) -> str:
    if said.column == "provider" and call.register == "applications":
        return _("Provider of the hosting")
    return _COLUMNS[said.column]()


def _title(text: str) -> Iterator[str]:
    yield from ("", f"## {text}", "")


def _text(value: str) -> str:
    return escaped(safe(value))


def _unknown(value: Unknown, source: Source, register: str, column: str) -> str:
    """Say that a register says nothing, or nothing that can be understood, and where to fill it in."""
    if value.unknown == "absent":
        return _blank(source, register, column)
    return f"{_text(_format.value(value))} ({_blank(source, register, column)})"


def _blank(source: Source, register: str, column: str) -> str:
    """Say that a register says nothing, and where to fill it in."""
    where = escaped(place(source)) if source.path else _("register {register}").format(register=register)
    return _("not stated (to fill in: {where}, column {column})").format(where=where, column=escaped(column))


_COLUMNS = {
    "owner": lambda: _("Owner"),
    "publisher": lambda: _("Publisher"),
    "hosting": lambda: _("Hosting"),
    "provider": lambda: _("Run by"),
    "department": lambda: _("Department"),
    "contact": lambda: _("Contact"),
}
