# SPDX-License-Identifier: EUPL-1.2
"""What follows from a loss, for people: services in order of DMIA, everything by round and through whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tabulate import tabulate

from sovaudit.cli._errors import placed
from sovaudit.cli._graph import Loaded
from sovaudit.cli._graph_words import LISTED, ORDER, Names, counted, hours, kind_of, text
from sovaudit.continuity._reasons import Reasons
from sovaudit.continuity._silences import WHERE, silences
from sovaudit.continuity.impact import Impact, by_dmia
from sovaudit.language import _, ngettext
from sovaudit.model import Service, Unknown
from sovaudit.reports import _format

SHOWN = 15
"""Rows of one round that a table shows; the rest is counted."""
ROWS = 60
"""Rows of a table, whatever the number of rounds; the rest is counted."""
_WIDTHS = (None, None, 36, 26, None, None, 36)
"""Characters of the cells of a service, beyond which they go on below; an address is never cut."""


class Table:
    """What follows from a loss, line by line."""

    def __init__(self, loaded: Loaded, found: Impact) -> None:
        """Take what was found."""
        self._loaded = loaded
        self._found = found
        self._names = Names(loaded)
        self._reasons = Reasons(loaded.network, found)

    def lines(self) -> Iterator[str]:
        """Yield what is lost; what stops, what degrades, what is exposed, by kind; what nobody knows."""
        found = self._found
        yield supposed(self._names, found.lost)
        if all(kind_of(each) == "component" for each in found.lost) and not found.stopped:
            yield _("A component stops nothing by itself.")
        elif not found.stopped:
            yield _("Nothing else stops, as far as the registers say.")
        elif not any(kind_of(each) == "service" for each in found.stopped):
            yield _("No public service stops, as far as the registers say.")
        parts = (
            (_("Stopped"), found.stopped),
            (_("Degraded, without stopping"), found.degraded),
            (_("Exposed, without stopping"), found.exposed),
        )
        yield from (placed(title, counted(nodes)) for title, nodes in parts if nodes)
        for title, nodes in parts:
            for kind in (*ORDER, *sorted({kind_of(each) for each in nodes}.difference(ORDER))):
                some = [each for each in nodes if kind_of(each) == kind]
                if some:
                    yield ""
                    yield placed(title, counted(some))
                    yield from self._services(some) if kind == "service" else self._others(some)
        silent = silences(self._loaded.network, self._loaded.inventory, found)
        if silent:
            yield ""
            yield _("What no register says, and may hide something that stops:")
            yield from (f"- {silence(name, count)}" for name, count in silent.items())

    def _services(self, nodes: Sequence[str]) -> Iterator[str]:
        """Tabulate services in order of DMIA; of each round the first ones."""
        headers = ["DMIA", _("criticality"), _("service"), _("department"), _("contact"), _("hop"), _("through")]
        rows: list[list[str]] = []
        shown: Counter[int] = Counter()
        for each in by_dmia(self._loaded.inventory, nodes):
            node = f"service:{each.id}"
            hop = self._found.hops[node]
            if shown[hop] < SHOWN and len(rows) < ROWS:
                who = [self._names.label(node), text(each.department), text(each.contact)]
                rows.append([hours(each.dmia_hours), level(each), *who, str(hop), self._through(node)])
                shown[hop] += 1
        yield tabulate(rows, headers, disable_numparse=True, maxcolwidths=_WIDTHS)
        yield from self._rest(nodes, shown)

    def _others(self, nodes: Sequence[str]) -> Iterator[str]:
        """Tabulate nodes round by round; of each round the first ones."""
        rows: list[list[str]] = []
        shown: Counter[int] = Counter()
        for each in sorted(nodes, key=lambda node: (self._found.hops[node], node)):
            hop = self._found.hops[each]
            if shown[hop] < SHOWN and len(rows) < ROWS:
                rows.append([str(hop), self._names.label(each), self._through(each)])
                shown[hop] += 1
        yield tabulate(rows, [_("hop"), _("name"), _("through")], disable_numparse=True)
        yield from self._rest(nodes, shown)

    def _rest(self, nodes: Sequence[str], shown: Counter[int]) -> Iterator[str]:
        """Count what a table leaves out, round by round; in one line beyond the last round that it shows."""
        rest = Counter(self._found.hops[each] for each in nodes) - shown
        last = max(shown, default=0)
        for hop in sorted(each for each in rest if each <= last):
            yield placed(_("hop {hop}").format(hop=hop), _more(rest[hop]))
        further = sum(count for hop, count in rest.items() if hop > last)
        if further:
            yield placed(_("further hops"), _more(further))

    def _through(self, node: str) -> str:
        """Say through whom a node fails, and which alternatives failed with it."""
        last, reason = self._names.name(self._found.why.last(node)), self._reasons.of(node)
        if reason is None or not reason.others:
            return last
        others = ", ".join(self._names.name(each) for each in reason.others[:LISTED])
        if len(reason.others) > LISTED:
            others += " " + _("and {count} more").format(count=_format.number(len(reason.others) - LISTED))
        return _("{last}; alternatives that fail, too: {others}").format(last=last, others=others)


def supposed(names: Names, lost: Sequence[str]) -> str:
    """Say what is supposed to be lost."""
    kinds = {kind_of(each) for each in lost}
    if kinds == {"component"}:
        return _("If {what} is at fault").format(what=names.labels(lost))
    if kinds == {"country"}:
        return _("If {what} can no longer be counted on").format(what=names.labels(lost))
    return ngettext("If {what} stops", "If {what} stop", len(lost)).format(what=names.labels(lost))


def level(service: Service) -> str:
    """Write how critical a service is."""
    if isinstance(service.criticality, Unknown):
        return _("unknown")
    return _("{level} (vital)").format(level=4) if service.criticality == 4 else str(service.criticality)


def _more(count: int) -> str:
    return _("… and {count} more").format(count=_format.number(count))


def silence(name: str, count: int) -> str:
    """Say what registers leave unsaid, and which one would say it."""
    texts = {
        "services_relying_on_nothing": ngettext(
            "{count} service for which no register says what it relies on: it cannot be said to be safe",
            "{count} services for which no register says what they rely on: they cannot be said to be safe",
            count,
        ),
        "applications_without_hosting": ngettext(
            "{count} application whose hosting is not stated", "{count} applications whose hosting is not stated", count
        ),
        "hostings_without_provider": ngettext(
            "{count} hosting whose provider is not stated", "{count} hostings whose provider is not stated", count
        ),
        "organisations_without_controller": ngettext(
            "{count} organisation of which it is not stated who controls it",
            "{count} organisations of which it is not stated who controls them",
            count,
        ),
        "organisations_controlled_from_there": ngettext(
            "{count} organisation ultimately controlled from there, through whom is not stated",
            "{count} organisations ultimately controlled from there, through whom is not stated",
            count,
        ),
        "organisations_without_country": ngettext(
            "{count} organisation whose country is not stated",
            "{count} organisations whose country is not stated",
            count,
        ),
        "hostings_without_country": ngettext(
            "{count} hosting whose country is not stated", "{count} hostings whose country is not stated", count
        ),
        "applications_without_bill": ngettext(
            "{count} application without a bill of materials", "{count} applications without a bill of materials", count
        ),
    }
    register, column = WHERE[name]
    said = texts[name].format(count=_format.number(count))
    return _("{said} (register {register}, column {column})").format(said=said, register=register, column=column)
