# SPDX-License-Identifier: EUPL-1.2
"""What the page says of one input file, and of one component beside its licence."""

from __future__ import annotations

from sovaudit.language import _
from sovaudit.model import Component, InputFile
from sovaudit.reports import _words
from sovaudit.reports._html_safe import shown


def made(file: InputFile) -> str:
    """Say when a file says that it was made; one that was not read had no say."""
    return "–" if file.status == "rejected" else _words.moment(file.created)


def made_order(file: InputFile) -> str:
    """Return the day as it sorts, nothing where there is none."""
    day = _words.day_written(file.created)
    return day.isoformat() if day else ""


def completeness(file: InputFile) -> str:
    """Say what a bill of materials says of its own completeness: silence is not completeness."""
    if file.subject is None and not file.compositions:
        return "–"
    return ", ".join(_words.completeness(file.compositions)) or _("not stated")


def beside(component: Component) -> list[str]:
    """Say by which weaker names a component goes, and what it was made from."""
    found = [shown(component.cpe, 200)] if component.cpe else []
    if component.ancestors:
        found.append(_("modified from {ancestors}").format(ancestors=shown(_words.ancestry(component))))
    return found


FILTERS = {each.__name__: each for each in (made, made_order, completeness, beside)}
