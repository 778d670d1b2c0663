# SPDX-License-Identifier: EUPL-1.2
"""The order of restart, for people: waves with their hours, cycles, tight services, conflicts, what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabulate import tabulate

from sovaudit.cli._errors import placed
from sovaudit.cli._graph import Loaded
from sovaudit.cli._graph_impact_table import level
from sovaudit.cli._graph_words import Names, counted, hours
from sovaudit.continuity.recovery import Conflict, CriticalPath, Recovery
from sovaudit.language import _, ngettext
from sovaudit.model import Unknown
from sovaudit.reports import _format

SHOWN = 30
"""Rows of waves, of conflicts and of cycles; the rest is counted."""
TIGHTEST = 10
"""Services whose margin is shown."""
NAMED = 8
"""Nodes of a wave or of a cycle that are named, those that are up last first; the rest is counted."""
_STEPS = 8
"""Nodes of a path that are named."""
_WIDE = 80
"""Characters of a cell of several names, beyond which it goes on below."""


class Table:
    """The order of restart, line by line."""

    def __init__(self, loaded: Loaded, found: Recovery) -> None:
        """Take what was found."""
        self._found = found
        self._names = Names(loaded)
        self._services = {f"service:{each.id}": each for each in loaded.inventory.services}
        self._rto = {f"application:{each.id}": each.rto_hours for each in loaded.inventory.applications}

    def lines(self) -> Iterator[str]:
        """Yield what takes how long, wave by wave; then what is tight, what does not hold, and what nobody knows."""
        yield from self._waves()
        yield from self._cycles()
        yield from self._overall()
        yield from self._tightest()
        yield from self._conflicts()
        yield from self._unknown()

    def _waves(self) -> Iterator[str]:
        waves, restarts = self._found.waves, self._found.restarts
        number = len(waves)
        said = ngettext("{count} wave", "{count} waves", number).format(count=_format.number(number))
        yield placed(_("Restart in {waves}").format(waves=said), counted(each for wave in waves for each in wave))
        rows = []
        for at, wave in enumerate(waves[:SHOWN], 1):
            last = sorted(wave, key=lambda each: (-restarts[each].up, each))
            start = min(restarts[each].start for each in wave)
            up = max(restarts[each].up for each in wave)
            sure = all(restarts[each].sure for each in wave)
            what = self._names.labels(last, NAMED)
            rows.append([str(at), _format.number(len(wave)), hours(start), _least(up, sure), what])
        headers = [_("wave"), _("number"), _("starts at"), _("up at"), _("restart, the longest first")]
        yield tabulate(rows, headers, disable_numparse=True, maxcolwidths=[None, None, None, None, _WIDE])
        if number > SHOWN:
            yield _rest(number - SHOWN)
        yield _("Each restarts as soon as all that it requires is up, without waiting for the rest of its wave.")
        if any(each.startswith("hosting:") for wave in waves for each in wave):
            yield _("A hosting has no RTO in the registers: it counts for 0 h.")
        if not all(each.sure for each in restarts.values()):
            yield _("≥: an unknown RTO lies on the way; it is at least as long.")

    def _cycles(self) -> Iterator[str]:
        cycles = self._found.cycles
        if not cycles:
            return
        yield ""
        yield ngettext(
            "{count} cycle that no alternative breaks: its members restart together, in one wave",
            "{count} cycles that no alternative breaks: the members of each restart together, in one wave",
            len(cycles),
        ).format(count=_format.number(len(cycles)))
        wave_of = {node: at for at, wave in enumerate(self._found.waves, 1) for node in wave}
        for cycle in cycles[:SHOWN]:
            yield "- " + placed(_("wave {wave}").format(wave=wave_of[cycle[0]]), self._names.labels(cycle, NAMED))
        if len(cycles) > SHOWN:
            yield _rest(len(cycles) - SHOWN)

    def _overall(self) -> Iterator[str]:
        whole = self._found.overall
        if whole is not None:
            yield ""
            yield placed(_("All is up after"), _span(whole))
            yield "  " + self._path(whole.path, len(whole.path) - 1)

    def _tightest(self) -> Iterator[str]:
        rows: list[tuple[float, list[str]]] = []
        for node, path in self._found.critical_path.items():
            service = self._services.get(node)
            if service is None or isinstance(service.dmia_hours, Unknown) or path.unknown == (node,):
                continue
            margin = round(service.dmia_hours - path.hours, 6)
            most = hours(margin) if path.at_most == path.hours else f"≤ {hours(margin)}"
            cells = [self._names.label(node), level(service), hours(service.dmia_hours), _span(path), most]
            rows.append((margin, [*cells, self._path(path.path, len(path.path) - 1)]))
        rows.sort(key=lambda each: (each[0], each[1]))
        if not rows:
            return
        yield ""
        yield _("The tightest services")
        headers = [_("service"), _("criticality"), "DMIA", _("up after"), _("margin"), _("critical path (→: requires)")]
        widths = [40, None, None, None, None, _WIDE]
        yield tabulate([row for _margin, row in rows[:TIGHTEST]], headers, disable_numparse=True, maxcolwidths=widths)
        if len(rows) > TIGHTEST:
            yield _rest(len(rows) - TIGHTEST)

    def _conflicts(self) -> Iterator[str]:
        conflicts, left_out = self._found.conflicts, sum(self._found.left_out.values())
        yield ""
        if not conflicts:
            yield _("No conflict between what services may wait for and what restarting takes, as far as it is known.")
            return
        number = len(conflicts) + left_out
        yield ngettext("{count} conflict", "{count} conflicts", number).format(count=_format.number(number))
        rows = [self._conflict(each) for each in sorted(conflicts, key=self._worst)[:SHOWN]]
        headers = [_("conflict"), _("service"), _("allows"), _("what"), _("takes"), _("path (→: requires)")]
        yield tabulate(rows, headers, disable_numparse=True, maxcolwidths=[None, 36, None, 36, None, 60])
        if number > len(rows):
            yield _rest(number - len(rows)) + " " + _("(all of them: -f json)")

    def _conflict(self, conflict: Conflict) -> list[str]:
        whole = conflict.node == conflict.service
        has = _("unknown") if conflict.has is None else hours(conflict.has)
        return [
            _OF[conflict.kind, conflict.of](),
            self._names.label(conflict.service),
            _("unknown") if conflict.needs is None else hours(conflict.needs),
            "" if whole else self._names.label(conflict.node),
            _span(self._found.critical_path[conflict.service]) if whole else has,
            self._path(conflict.path, conflict.hops),
        ]

    def _worst(self, conflict: Conflict) -> tuple[int, str, str, float, str]:
        """Order conflicts: the most critical services first, of each what is latest, of equals by name."""
        service = self._services.get(conflict.service)
        criticality = 0 if service is None or isinstance(service.criticality, Unknown) else service.criticality
        late = 0 if conflict.has is None or conflict.needs is None else conflict.has - conflict.needs
        return (-criticality, conflict.kind, conflict.service, -late, conflict.node)

    def _unknown(self) -> Iterator[str]:
        missing = {name: nodes for name, nodes in self._found.missing.items() if nodes}
        if missing:
            yield ""
            yield _("What no register says, and the plan would need:")
        for name, nodes in missing.items():
            register, _dot, column = name.partition(".")
            said = _missing(name, len(nodes)).format(count=_format.number(len(nodes)))
            said = _("{said} (register {register}, column {column})").format(
                said=said, register=register, column=column
            )
            yield "- " + placed(said, self._names.labels(nodes))

    def _path(self, nodes: Sequence[str], hops: int) -> str:
        """Write a path by names, with the RTO of its applications; the middle of a long one is counted."""
        steps = [self._step(each) for each in nodes]
        if len(nodes) > _STEPS:
            more = _("… {count} more …").format(count=_format.number(hops + 1 - _STEPS))
            steps = [*steps[: _STEPS // 2], more, *steps[-_STEPS // 2 :]]
        return " → ".join(steps)

    def _step(self, node: str) -> str:
        name = self._names.name(node)
        if not node.startswith("application:"):
            return name
        rto = self._rto.get(node)
        return f"{name} ({'?' if rto is None or isinstance(rto, Unknown) else hours(rto)})"


def _least(value: float, sure: bool) -> str:
    return hours(value) if sure else f"≥ {hours(value)}"


def _span(path: CriticalPath) -> str:
    """Write how long a path takes: exactly, at least, or between two bounds."""
    if path.at_most is None or path.at_most == path.hours:
        return _least(path.hours, path.at_most is not None)
    return _("{least} to {most}").format(least=hours(path.hours), most=hours(path.at_most))


def _rest(count: int) -> str:
    return _("… and {count} more").format(count=_format.number(count))


def _missing(name: str, count: int) -> str:
    texts = {
        "services.criticality": ngettext(
            "{count} service without a criticality", "{count} services without a criticality", count
        ),
        "services.dmia_hours": ngettext("{count} service without a DMIA", "{count} services without a DMIA", count),
        "services.prd_hours": ngettext("{count} service without a PRD", "{count} services without a PRD", count),
        "applications.rto_hours": ngettext(
            "{count} application without an RTO", "{count} applications without an RTO", count
        ),
        "applications.rpo_hours": ngettext(
            "{count} application without an RPO", "{count} applications without an RPO", count
        ),
        "applications.services": ngettext(
            "{count} service that no application is said to serve",
            "{count} services that no application is said to serve",
            count,
        ),
    }
    return texts[name]


_OF = {
    ("dmia_rto", "critical_path"): lambda: _("DMIA < critical path"),
    ("dmia_rto", "rto"): lambda: _("DMIA < RTO"),
    ("prd_rpo", "rpo"): lambda: _("PRD < RPO"),
    ("unknown_rto", "rto"): lambda: _("unknown RTO"),
}
