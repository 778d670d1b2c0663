# SPDX-License-Identifier: EUPL-1.2
"""Audit -> sheets, one per question, without a file format: the workbook is written from them."""

from __future__ import annotations

from sovaudit.model import Audit
from sovaudit.reports._sheet import Sheet
from sovaudit.reports._sheets_findings import findings, questions, rules, sources
from sovaudit.reports._sheets_inputs import files, issues
from sovaudit.reports._sheets_portfolio import applications, components, licences, summary

_MAKERS = (summary, applications, components, licences, findings, questions, files, issues, rules, sources)


def sheets(audit: Audit) -> tuple[Sheet, ...]:
    """Describe every sheet but « Lisez-moi », in the order of reading.

    « Lisez-moi » stands before them and is described last, by `_sheets_inputs.readme`: it counts what was written.
    """
    return tuple(make(audit) for make in _MAKERS)
