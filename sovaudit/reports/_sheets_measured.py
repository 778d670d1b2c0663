# SPDX-License-Identifier: EUPL-1.2
"""The sheets of measures: one row a subject, one column a measure; whatever measures there are.

Applications have a sheet a dimension, because each dimension asks a question of its own; what else is measured has a
sheet a kind of subject. The note of a header and the sheet « Mesures » say what a measure rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from sovaudit.language import _
from sovaudit.model import Audit, Measured, MeasuredColumn, Unknown
from sovaudit.reports import _format as words
from sovaudit.reports import _waived
from sovaudit.reports._measured import Figure, Table, figure, readers, scale, tables, unit_word, value, wing_word
from sovaudit.reports._sheet import Cell, Column, Row, Sheet
from sovaudit.reports._sheets_findings import names_of

_NUMBERS = {"share": "share", "eur": "euros", "euros": "euros"}


def measured(audit: Audit) -> tuple[Sheet, ...]:
    """Describe every sheet of measures that has a column: those of applications first."""
    own = [_of_applications(audit, wing) for wing in ("jurisdiction", "lockin", "dependency", "frameworks")]
    others = [_of_kind(audit, kind) for kind in ("contract", "hosting", "organisation", "service")]
    return tuple(sheet for sheet in (*own, *others) if sheet is not None)


def _of_applications(audit: Audit, wing: str) -> Sheet | None:
    """Describe « Juridiction », « Verrouillage », « Dépendances », « Référentiels »: one row an application."""
    names = {
        "jurisdiction": (_("Jurisdiction"), _("Who can compel access to the data of each application?")),
        "lockin": (_("Lock-in"), _("How hard is it to leave each application?")),
        "dependency": (_("Dependencies"), _("What is no longer maintained, or known to be vulnerable?")),
        "frameworks": (_("Reference frameworks"), _("What do reference frameworks say of each application?")),
    }
    return _sheet(wing, *names[wing], tables(audit, wing, "application"))


def _of_kind(audit: Audit, kind: str) -> Sheet | None:
    """Describe « Marchés (signaux) », « Hébergements », « Organisations », « Services »: one row a subject."""
    names = {
        "contract": (_("Contracts (signals)"), _("What do public contracts signal? (a signal is no proof)")),
        "hosting": (_("Hosting (measures)"), _("What is known of each hosting offer?")),
        "organisation": (_("Organisations (measures)"), _("What is known of each organisation?")),
        "service": (_("Services (measures)"), _("What is known of each public service?")),
    }
    return _sheet(kind, *names[kind], tables(audit, kind=kind))


def _sheet(key: str, name: str, title: str, found: tuple[Table, ...]) -> Sheet | None:
    if not found or not found[0].subjects:
        return None
    columns = [column for table in found for column in table.columns]
    given = [table.columns for table in found]
    heads = (
        Column("id", f"{words.subject_kind(found[0].kind)} (id)", width=20, wrap=True),
        Column("name", _("Name"), width=28, wrap=True),
        *(_column(each, columns) for each in columns),
    )

    def rows() -> Iterator[Row]:
        for position, subject in enumerate(found[0].subjects):
            answers = (_cell(each, each.answers[position]) for each in chain.from_iterable(given))
            yield subject.id, subject.name, *answers

    return Sheet(f"measures_{key}", name, title, heads, rows)


def _column(each: MeasuredColumn, all_of_them: Iterable[MeasuredColumn]) -> Column:
    """Describe the column of a measure; titles that are not unique have the name of the measure behind them."""
    unique = sum(other.title == each.title for other in all_of_them) == 1
    kind = _kind(each)
    unit = f" ({unit_word(each.unit)})" if each.unit and kind in ("int", "float") and ".." not in each.unit else ""
    return Column(
        each.name,
        f"{each.title}{unit}" if unique else f"{each.title} [{each.name}]",
        kind,
        width=36 if each.type == "list" else 18 if kind == "value" else 14,
        wrap=kind == "value",
        note="\n".join(filter(None, (each.name, scale(each), f"{_('Basis')}{_(':')} {each.basis}"))),
    )


def _kind(each: MeasuredColumn) -> str:
    if each.type in ("int", "float"):
        return _NUMBERS.get(each.unit, each.type)
    return "date" if each.type == "date" else "value"


def _cell(column: MeasuredColumn, answer: Measured) -> Cell:
    """Write an answer: numbers and days as such, the rest in words."""
    thing = answer.value
    if isinstance(thing, Unknown) or (isinstance(thing, int | float) and not isinstance(thing, bool)):
        return thing
    if column.type == "date" and isinstance(thing, str):
        return _day(thing)
    return value(column, thing)


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def index(audit: Audit) -> Sheet:
    """Describe « Mesures »: one row a measure, with what it rests on, how much is known, and who judges by it."""
    columns = (
        Column("name", _("Measure (id)"), width=34, wrap=True),
        Column("title", _("Title"), width=40, wrap=True),
        Column("wing", _("Dimension"), width=20, wrap=True),
        Column("subject", _("Judges"), width=16),
        Column("known", _("Known answers"), "int", width=12),
        Column("total", _("Answers"), "int", width=12),
        Column("share", _("Share of known answers"), "share", width=12),
        Column("values", _("What is known"), width=40, wrap=True),
        Column("reasons", _("Why the rest is unknown"), width=36, wrap=True),
        Column("aged", _("Answers on aged data"), "int", width=12),
        Column("basis", _("Basis"), width=44, wrap=True),
        Column("rules", _("Rules that read it"), width=36, wrap=True),
    )
    title = _("What is measured, on what basis, and how much of it is known?")
    return Sheet("measures", _("Measures"), title, columns, lambda: _index_rows(audit))


def _index_rows(audit: Audit) -> Iterator[Row]:
    reading = readers(audit.rules, audit.measured)
    for table in tables(audit):
        for column in table.columns:
            yield _index_row(figure(column, reading))


def _index_row(each: Figure) -> Row:
    column = each.column
    return (
        column.name,
        column.title,
        wing_word(column.dimension),
        words.subject_kind(column.subject),
        each.known,
        each.total,
        each.known / each.total,
        each.values,
        each.reasons,
        each.aged,
        column.basis,
        "; ".join(each.rules) or _("no rule: shown only"),
    )


def waivers(audit: Audit) -> Sheet:
    """Describe « Dérogations »: one row a waiver, those that need a hand first."""
    columns = (
        Column("id", _("Waiver"), width=18),
        Column("state", _("State"), width=26, wrap=True),
        Column("until", _("Until"), "date", width=13),
        Column("rule", _("Rule"), width=28, wrap=True),
        Column("subject", _("Subject"), width=30, wrap=True),
        Column("name", _("Name"), width=24, wrap=True),
        Column("reason", _("Reason"), width=20, wrap=True),
        Column("text", _("Why"), width=40, wrap=True),
        Column("compensating", _("What is done meanwhile"), width=34, wrap=True),
        Column("owner", _("Who answers for it"), width=22, wrap=True),
        Column("decision", _("Decision"), width=26, wrap=True),
        Column("by", _("Decided by"), width=18, wrap=True),
        Column("on", _("Decided on"), "date", width=13),
        Column("failures", _("Failures covered"), "int", width=12),
        Column("unknowns", _("Unknowns covered"), "int", width=12),
    )
    title = _("What was accepted, by whom, until when?")
    return Sheet("waivers", _("Waivers"), title, columns, lambda: _waiver_rows(audit))


def _waiver_rows(audit: Audit) -> Iterator[Row]:
    names = names_of(audit, {each.waiver.subject for each in audit.waivers})
    for used in _waived.waivers(audit):
        each = used.waiver
        yield (
            each.id,
            _waived.state(used.state),
            each.until,
            each.rule,
            each.subject,
            names.get(each.subject),
            _waived.reason(each.reason),
            each.text,
            each.compensating,
            each.owner,
            each.decision,
            each.by,
            each.on,
            used.failures,
            used.unknowns,
        )
