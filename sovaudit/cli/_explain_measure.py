# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit explain MEASURE`: its manual page, who judges by it, how to answer it; with `--of`, what an audit found."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sovaudit.cli._explain_audit import fact, shown, told
from sovaudit.errors import UsageError
from sovaudit.language import _, localised, spoken

if TYPE_CHECKING:
    from sovaudit.measures import Measure
    from sovaudit.policy import Rule

Page = dict[str, Any]


def manual(measure: Measure, rules: Mapping[str, Rule]) -> Page:
    """Write the manual page of a measure."""
    from sovaudit.measures import wing

    readers = [rule.id for rule in rules.values() if any(read.name == measure.NAME for read in rule.reads)]
    return {
        "measure": measure.NAME,
        "title": localised(measure.TITLE),
        "wing": wing(measure),
        "subject": measure.SUBJECT,
        "type": measure.TYPE,
        "unit": measure.UNIT,
        "basis": measure.BASIS,
        "description": inspect.cleandoc(measure.__doc__ or ""),
        "rules": readers,
        "judged": "" if readers else _("by no rule: it is shown"),
        "question": _question(measure),
        "answered": _answered(measure),
    }


def _question(measure: Measure) -> str:
    """Return the question to ask a person, or the measure that is asked in its place."""
    question = getattr(measure, "QUESTION", None)
    if question:
        return localised(question).replace("{subject}", "…")
    other = getattr(measure, "ASKED_AS", "")
    return _("asked as {name}").format(name=other) if other else ""


def _answered(measure: Measure) -> str:
    """Say what to write into the `answers` register so that it is known."""
    forms = {
        "bool": _("yes or no"),
        "int": _("a whole number"),
        "float": _("a number; a share may be written as a percentage"),
        "date": _("a day, such as 2026-12-31"),
        "list": _("words with « ; » between them"),
        "string": _("a word or a text"),
    }
    subject = "portfolio" if measure.SUBJECT == "portfolio" else f"{measure.SUBJECT}:…"
    text = _("where the files leave it unknown, a row of the register « answers »: {subject}, {name}, {form}")
    return text.format(subject=subject, name=measure.NAME, form=_form(measure, forms))


def _form(measure: Measure, forms: Mapping[str, str]) -> str:
    """Say how a value is written: one of the measure's words, and in what other form where it takes one."""
    values: Mapping[str, tuple[str, ...]] = getattr(measure, "VALUES", {})
    if not values or measure.TYPE != "string":
        return forms[measure.TYPE]
    words = ", ".join(words[0] if spoken() == "fr" and words else value for value, words in values.items())
    other = forms.get(getattr(measure, "OTHERWISE", ""))
    return _("{words}, or {form}").format(words=words, form=other) if other else words


def answer(measure: Measure, subject: str, document: Path) -> Page:
    """Write what an audit measured of one subject, and where each fact stands.

    Raises:
        UsageError: the audit has no such answer, or it is no audit document.
    """
    return told(document, lambda audit: _answered_in(audit, measure, subject, document))


def _answered_in(audit: Mapping[str, Any], measure: Measure, subject: str, document: Path) -> Page:
    column = next((each for each in audit["measured"] if each["name"] == measure.NAME), None)
    answers = column["answers"] if column else ()
    found = next((each for each in answers if each["subject"] == subject), None)
    if found is None:
        hint = _("subjects are written {kind}:id; components are explained by « sovaudit explain component:… »")
        text = _("the audit has no answer of {name} for {subject}").format(name=measure.NAME, subject=subject)
        raise UsageError(text, str(document), hint.format(kind=measure.SUBJECT))
    return {
        "measure": measure.NAME,
        "title": localised(measure.TITLE),
        "subject": subject,
        "audit": str(document),
        "as_of": audit.get("as_of", ""),
        "value": _value(found, measure.NAME),
        "unit": measure.UNIT,
        "basis": measure.BASIS,
        "evidence": [fact(each) for each in found.get("evidence", ())],
    }


def _value(found: Mapping[str, Any], name: str) -> str:
    why = found.get("unknown")
    return shown({"unknown": why["reason"], "detail": why["detail"]} if why else found["value"], name)
