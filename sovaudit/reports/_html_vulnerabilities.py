# SPDX-License-Identifier: EUPL-1.2
"""The page of the known vulnerabilities, the exploited and gravest first."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import Unknown
from sovaudit.model import Vulnerability as Flaw
from sovaudit.reports import _flaws, _format
from sovaudit.reports._html_lens import Lens
from sovaudit.reports._html_safe import shown
from sovaudit.reports._html_stated import NAMED, ROWS_SHOWN, Few, application, few, place, plain

NAMED_FLAWS = 10
"""Closed vulnerabilities that the page names before its table of statements."""


class FlawRow(Struct, frozen=True):
    """A vulnerability of one component as it is shown; `score`, `exploited_on` and `epss_order` are what sorts."""

    component: str
    link: str
    id: str
    others: str
    summary: str
    severity: str
    score: str
    exploited: str
    exploited_on: str
    epss: str
    epss_order: str
    fixed: Few
    status: str
    open: bool
    source: str
    applications: Few


class FlawPage(Struct, frozen=True):
    """Known vulnerabilities.

    Args:
        counts: (what, number) of the open ones.
        closed: ids that only statements speak of, and close: no advisory at hand says that a component has them.
    """

    rows: tuple[FlawRow, ...]
    total: int
    coverage: str
    counts: tuple[tuple[str, int], ...]
    closed: Few
    there: bool


def flaws(lens: Lens) -> FlawPage:
    """Draw the page; it is there when something was found or stated, or when components were looked for."""
    found = lens.audit.vulnerabilities
    ranks = Counter(_flaws.rank(each) for each in found if each.open)
    grave = ranks["critical"] + ranks["high"]
    counts = (
        (_("open, in at least one application or component"), sum(each.open for each in found)),
        (_("of these, listed as exploited (KEV)"), sum(each.open and bool(each.exploited) for each in found)),
        (_("of these, critical or high (CVSS 7.0 and more)"), grave),
        (_("of these, of a severity that nobody states"), ranks[""]),
        (_("closed by a statement (VEX)"), sum(not each.open for each in found)),
    )
    looked = any(each.name == _flaws.COVERAGE for each in lens.audit.measured)
    rows = tuple(_row(lens, each) for each in found[:ROWS_SHOWN])
    there = bool(found or lens.inventory.statements or looked)
    closed = few(_flaws.closed_alone(lens.audit), plain, NAMED_FLAWS)
    return FlawPage(rows, len(found), shown(_flaws.coverage(lens.audit)), counts, closed, there)


def _row(lens: Lens, one: Flaw) -> FlawRow:
    unstated = isinstance(one.epss, Unknown)
    positions = [lens.position[each] for each in one.applications if each in lens.position]
    return FlawRow(
        component=lens.label(one.subject),
        link=lens.link(one.subject),
        id=shown(one.id, 60),
        others=shown(", ".join(each for each in one.ids if each != one.id), NAMED),
        summary=shown(one.summary, 160),
        severity=shown(_flaws.severity(one)),
        score="-1" if isinstance(one.score, Unknown) else str(one.score),
        exploited=_flaws.exploited(one),
        exploited_on=one.exploited,
        epss=_("not stated") if isinstance(one.epss, Unknown) else _format.share(one.epss, 1),
        epss_order="-1" if unstated else str(one.epss),
        fixed=few(one.fixed, plain, 3),
        status=shown(_flaws.statement(one), 200),
        open=one.open,
        source=place(one.source) if one.status else "",
        applications=few(positions, lambda n: application(lens, n), 3),
    )
