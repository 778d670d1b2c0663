# SPDX-License-Identifier: EUPL-1.2
"""A page of `sovaudit explain`, as it is laid out for a terminal or written as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from sovaudit.language import _, safe

if TYPE_CHECKING:
    from collections.abc import Callable

Page = dict[str, Any]


def show(page: Page, form: str) -> None:
    """Print a page, as `text` or `json`."""
    click.echo(msgspec.json.encode(page) if form == "json" else "\n".join(map(_safe, _lines(page))))


def _lines(page: Page, indent: str = "") -> list[str]:
    """Lay a page out for a terminal: one key a line, lists below their key; what is empty is left out."""
    lines: list[str] = []
    for key, told in page.items():
        label = _LABELS[key]() if key in _LABELS else key
        value = _worded(key, told)
        if isinstance(value, dict):
            lines += [f"{indent}{label}", *_lines(value, indent + "  ")] if value else []
        elif isinstance(value, list):
            lines += [f"{indent}{label}", *(f"{indent}  - {each}" for each in value)] if value else []
        elif isinstance(value, str) and "\n" in value:
            lines += [f"{indent}{label}", *(f"{indent}  {line}".rstrip() for line in value.splitlines())]
        elif value not in ("", None):
            lines.append(_("{label}: {value}").format(label=indent + label, value=value))
    return lines


def _worded(key: str, value: object) -> object:
    """Return the words for a code of ours; anything else as it is."""
    if not isinstance(value, str):
        return value
    from sovaudit.reports import _format
    from sovaudit.reports._measured import unit_word, wing_word

    words: dict[str, Callable[[str], str]] = {
        "dimension": _format.dimension,
        "wing": wing_word,
        "severity": lambda code: _format.severity(code).word,
        "outcome": lambda code: _format.verdict(code).word,
        "on_unknown": lambda code: _format.verdict(code).word,
        "subject": _format.subject_kind,
        "unit": lambda code: _("share, 0 to 1") if code == "share" else unit_word(code),
    }
    return words[key](value) if key in words else value


def _safe(line: str) -> str:
    """Write out what could drive a terminal: an audit quotes files of unknown origin."""
    spaces = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
    return "".join(c if c in spaces else safe(c) for c in line)


_LABELS: dict[str, Callable[[], str]] = {
    "measure": lambda: _("measure"),
    "measures": lambda: _("measures"),
    "rule": lambda: _("rule"),
    "rules": lambda: _("rules"),
    "finding": lambda: _("finding"),
    "title": lambda: _("title"),
    "policy": lambda: _("policy"),
    "place": lambda: _("place"),
    "dimension": lambda: _("dimension"),
    "subject": lambda: _("subject"),
    "severity": lambda: _("severity"),
    "where": lambda: _("scope"),
    "require": lambda: _("condition"),
    "on_unknown": lambda: _("if unknown"),
    "same": lambda: _("same condition as"),
    "since": lambda: _("since"),
    "until": lambda: _("until"),
    "parameters": lambda: _("parameters"),
    "references": lambda: _("references"),
    "remedy": lambda: _("remedy"),
    "cases": lambda: _("cases"),
    "type": lambda: _("type"),
    "unit": lambda: _("unit"),
    "basis": lambda: _("basis"),
    "wing": lambda: _("dimension"),
    "judged": lambda: _("judged"),
    "question": lambda: _("question"),
    "answered": lambda: _("how to answer"),
    "value": lambda: _("value"),
    "count": lambda: _("stands for"),
    "description": lambda: _("description"),
    "audit": lambda: _("audit"),
    "as_of": lambda: _("as of"),
    "outcome": lambda: _("outcome"),
    "reason": lambda: _("reason"),
    "waiver": lambda: _("waiver"),
    "evidence": lambda: _("evidence"),
    "component": lambda: _("component"),
    "name": lambda: _("name"),
    "version": lambda: _("version"),
    "supplier": lambda: _("supplier"),
    "supplier_country": lambda: _("supplier's country"),
    "licences": lambda: _("licences"),
    "hashes": lambda: _("digests"),
    "cpe": lambda: "CPE",
    "swid": lambda: "SWID",
    "ancestors": lambda: _("made from"),
    "sources": lambda: _("what each file says"),
    "merged": lambda: _("why it is one"),
    "disagreements": lambda: _("on what the files disagree"),
    "refused": lambda: _("what it could be as well"),
    "applications": lambda: _("applications that contain it"),
    "services": lambda: _("services that rely on them"),
}
