# SPDX-License-Identifier: EUPL-1.2
"""The sheet of what nobody knows: a row a question, yellow cells for the answer; it is read back as `answers`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from sovaudit.language import _, localised
from sovaudit.model import Audit, Question, Unknown
from sovaudit.reports._measured import unit_word
from sovaudit.reports._sheet import Column, Row, Sheet, unknown
from sovaudit.reports._sheets_findings import names_of


def answers_name() -> str:
    """Return the name of the sheet to fill in; `readers` knows it as the `answers` register, and its headers too."""
    return localised({"fr": "À compléter", "en": "Answers"})


def questions(audit: Audit, asked: Sequence[Question] | None = None) -> Sheet:
    """Describe « À compléter »: one row per unknown that somebody can answer.

    The columns `subject`, `measure`, `value`, `source`, `as_of` and `by` are those of the `answers` register, so that
    the filled sheet can be read back.

    Args:
        audit: the whole.
        asked: the questions to ask; None: all of them.
    """
    chosen = audit.questions if asked is None else asked
    answer = _("The answer, in a few words.")
    columns = (
        Column("id", _("Question (id)"), width=16),
        Column("name", _("Name"), width=28, wrap=True),
        Column("node", _("About"), width=30, wrap=True),
        Column("question", _("Question"), width=56, wrap=True),
        Column("who", _("Who can answer"), width=22, wrap=True),
        Column("reason", _("Why it is unknown"), width=34, wrap=True),
        Column("count", _("What hangs on it"), "int", width=12),
        Column("expected", _("Expected answer"), width=20, wrap=True),
        Column(
            "value",
            localised({"fr": "Réponse", "en": "Value"}),
            width=32,
            wrap=True,
            entry=True,
            hint=answer,
            choices=lambda: (each.choices for each in chosen),
        ),
        Column("source", _("Source"), width=26, wrap=True, entry=True, hint=_("Document, message or person.")),
        Column("as_of", _("Date"), "date", width=13, entry=True, hint=_("Day on which the answer was true.")),
        Column("by", _("By"), width=20, entry=True, hint=_("Your name and department.")),
        Column("subject", "subject", width=24, hidden=True),
        Column("measure", "measure", width=24, hidden=True),
    )
    title = _("What do we not know, and who can answer?")
    return Sheet("questions", answers_name(), title, columns, lambda: _rows(audit, chosen))


def _rows(audit: Audit, asked: Sequence[Question]) -> Iterator[Row]:
    names = names_of(audit, {question.subject for question in asked})
    for question in asked:
        yield (
            question_id(question),
            names.get(question.subject, Unknown("undefined")),
            question.subject,
            question.question,
            question.who or _("no register says who"),
            _reason(question.reason),
            question.count,
            expected(question),
            *(None,) * 4,
            question.subject,
            question.measure,
        )


def expected(question: Question) -> str:
    """Say what an answer looks like."""
    if question.choices:
        return " / ".join(question.choices)
    words = {
        "int": _("a whole number"),
        "float": _("a number"),
        "list": _("a list, separated by semicolons"),
        "date": _("a day, such as 31/12/2026"),
        "string": _("a text"),
    }
    if question.unit == "share":
        return _("a share, such as 40 %")
    kind = words.get(question.type, "")
    return f"{kind} ({unit_word(question.unit)})" if question.unit and question.type in ("int", "float") else kind


def _reason(reason: str) -> str:
    """Say why something is unknown; a reason that is already a sentence stays as it is."""
    return unknown(Unknown(reason)) if reason.isidentifier() else reason


def question_id(question: Question) -> str:
    """Return an id that stays the same as long as the subject and the measure do."""
    digest = hashlib.sha256(f"{question.subject}\n{question.measure}".encode("utf-8", "surrogatepass"))
    return f"q-{digest.hexdigest()[:12]}"
