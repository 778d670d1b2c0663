# SPDX-License-Identifier: EUPL-1.2
"""Audit -> sheets, one per question, without a file format: the workbook is written from them."""

from __future__ import annotations

from sovaudit.model import INSTALLED, Audit
from sovaudit.reports import _sheets_continuity
from sovaudit.reports._sheet import Sheet
from sovaudit.reports._sheets_corrected import corrections
from sovaudit.reports._sheets_findings import findings, rules, sources
from sovaudit.reports._sheets_inputs import files, issues
from sovaudit.reports._sheets_measured import index, measured, waivers
from sovaudit.reports._sheets_portfolio import applications, components, licences, summary
from sovaudit.reports._sheets_questions import questions
from sovaudit.reports._sheets_stated import contracts, installed, online, statements
from sovaudit.reports._sheets_vulnerabilities import vulnerabilities

_PORTFOLIO = (summary, applications, components, licences)
_OTHERS = (files, issues, rules)


def sheets(audit: Audit) -> tuple[Sheet, ...]:
    """Describe every sheet but « Lisez-moi », in the order of reading; those on what is rare only when there is any.

    « Lisez-moi » stands before them and is described last, by `_sheets_inputs.readme`: it counts what was written.
    """
    inventory = audit.inventory
    beside = (
        (online, inventory.online),
        (statements, inventory.statements),
        (
            installed,
            any(each.subject and each.subject.type in INSTALLED and each.components for each in inventory.files),
        ),
        (contracts, inventory.contracts),
        (corrections, inventory.corrected),
    )
    said = tuple(make(audit) for make, there in beside if there)
    judged = tuple(make(audit) for make in (findings, questions))
    waived = (waivers(audit),) if audit.waivers else ()
    flaws = (vulnerabilities(audit),) if audit.vulnerabilities else ()
    network = continuity(audit)
    known = (index(audit),) if audit.measured else ()
    first, last = (tuple(make(audit) for make in makers) for makers in (_PORTFOLIO, _OTHERS))
    return (*first, *measured(audit), *network, *flaws, *said, *judged, *waived, *last, *known, sources(audit))


def continuity(audit: Audit) -> tuple[Sheet, ...]:
    """Describe what stops if something stops; nothing where no register tells of a service."""
    found = audit.continuity
    if found is None:
        return ()
    makers = (_sheets_continuity.points, _sheets_continuity.conflicts, _sheets_continuity.restart)
    return tuple(make(audit, found) for make in makers)
