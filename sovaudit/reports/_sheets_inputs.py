# SPDX-License-Identifier: EUPL-1.2
"""The sheets on what was read: « Lisez-moi », the files, what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import OUTCOMES, Audit, InputFile
from sovaudit.reports import _format as words
from sovaudit.reports._flaws import coverage
from sovaudit.reports._sheet import Cell, Column, Row, Sheet
from sovaudit.reports._sheets_findings import day_of
from sovaudit.reports._sheets_questions import answers_name
from sovaudit.reports._sheets_stated import counts, moment, unsaid
from sovaudit.reports._words import completeness


class Limits(Struct):
    r"""What the file format could not hold as it is, counted while writing.

    Args:
        cut: texts cut at the longest a cell can hold.
        replaced: texts in which characters that a cell cannot hold, or that hide something, were written as `\x..`.
        split: sheets continued on a further one, because they have too many rows.
    """

    cut: int = 0
    replaced: int = 0
    split: int = 0


class Written(Struct, frozen=True):
    """A sheet as it was written: on its tab, its question, its rows."""

    name: str
    title: str
    rows: int


def files(audit: Audit) -> Sheet:
    """Describe « Entrées »: one row per file."""
    columns = (
        Column("path", _("File"), width=48, wrap=True),
        Column("status", _("Status"), width=16),
        Column("format", _("Format"), width=20),
        Column("version", _("Format version"), width=12),
        Column("bytes", _("Bytes"), "int", width=14),
        Column("components", _("Component entries"), "int", width=14),
        Column("dependencies", _("Dependencies"), "int", width=14),
        Column("rows", _("Rows (register, catalogue, statements)"), "int", width=14),
        Column("issues", _("Problems"), "int", width=12),
        Column("created", _("Made on"), "date", width=14),
        Column("completeness", _("Declared completeness"), width=30, wrap=True),
        Column("applications", _("Applications it describes"), width=30, wrap=True),
        Column("subject", _("Subject it names"), width=30, wrap=True),
        Column("sha256", "SHA-256", width=66),
    )
    title = _("What was read, and what could not be?")
    return Sheet("inputs", _("Inputs"), title, columns, lambda: _file_rows(audit))


def _file_rows(audit: Audit) -> Iterator[Row]:
    claimed: dict[int, list[str]] = {}
    for number, position in audit.inventory.claims:
        claimed.setdefault(number, []).append(audit.inventory.applications[position].id)
    for number, file in enumerate(audit.inventory.files):
        yield (
            file.path,
            words.file_status(file.status),
            file.format,
            file.version,
            file.bytes,
            file.components,
            file.dependencies,
            file.rows,
            len(file.issues),
            None if file.status == "rejected" else moment(file.created),
            _completeness(file),
            "; ".join(claimed.get(number, ())),
            _subject(file),
            file.sha256,
        )


def _completeness(file: InputFile) -> Cell:
    """Say what a bill of materials says of its own completeness: silence is not completeness."""
    if file.subject is None and not file.compositions:
        return None
    return "\n".join(completeness(file.compositions)) or unsaid()


def _subject(file: InputFile) -> str:
    return f"{file.subject.name} {file.subject.version}".strip() if file.subject else ""


def issues(audit: Audit) -> Sheet:
    """Describe « Problèmes »: one row per issue, those of a file first, then those between files."""
    columns = (
        Column("path", _("File"), width=48, wrap=True),
        Column("place", _("Place"), width=34, wrap=True),
        Column("message", _("What is wrong"), width=64, wrap=True),
        Column("hint", _("What to do"), width=64, wrap=True),
    )
    title = _("What is wrong in the files, and what to do?")
    return Sheet("issues", _("Problems"), title, columns, lambda: _issue_rows(audit))


def _issue_rows(audit: Audit) -> Iterator[Row]:
    for file in audit.inventory.files:
        for issue in file.issues:
            yield file.path, issue.place, issue.message, issue.hint
    for issue in audit.inventory.issues:
        yield _("between files"), issue.place, issue.message, issue.hint


def readme(audit: Audit, written: Sequence[Written], limits: Limits) -> Sheet:
    """Describe « Lisez-moi »: whose audit it is, how to read it, what is in it, what could not be."""
    columns = (
        Column("part", _("Part"), width=22),
        Column("item", _("Item"), width=42, wrap=True),
        Column("value", _("Value"), "value", width=30, wrap=True),
        Column("note", _("What it means"), width=90, wrap=True),
    )

    def rows() -> Iterator[Row]:
        yield from _audit_rows(audit)
        yield from _count_rows(audit)
        yield from _legend_rows()
        yield from _limit_rows(limits)
        yield from ((_("Sheets"), sheet.name, sheet.rows, sheet.title) for sheet in written)

    return Sheet("readme", _("Read me"), _("Whose audit is it, and how is it read?"), columns, rows)


def _audit_rows(audit: Audit) -> Iterator[Row]:
    part, city = _("Audit"), audit.inventory.city
    made_up = _("This city is made up: so are its applications, contracts and figures.")
    yield part, _("City"), city.name, made_up if city.fictitious else city.note
    if city.fictitious and city.note:
        yield part, _("Note"), None, city.note
    yield part, _("Fictitious"), words.value(city.fictitious), None
    yield part, "SIREN", city.siren, None
    yield part, _("As of"), audit.as_of, _("The day on which the audit speaks; deadlines are counted from it.")
    yield from _age_rows(audit)
    yield part, "sovaudit", audit.version, _("The version of the program that made this file.")
    for policy in audit.policies:
        note = f"{policy.title} – SHA-256 {policy.sha256}" if policy.title else f"SHA-256 {policy.sha256}"
        yield part, _("Policy {name}").format(name=policy.name), policy.version, note


def _age_rows(audit: Audit) -> Iterator[Row]:
    """Say how old the data about the world is, and which of it is past its shelf life."""
    part, note = (
        _("Audit"),
        _("Nothing that the audit says of the world rests on older data; see the sheet « Sources »."),
    )
    oldest: Cell = day_of(audit.oldest) if audit.oldest else _("no dated data")
    yield part, _("Oldest data used"), oldest, note
    past = [each for each in audit.knowledge if each.aged]
    names = ", ".join(f"{each.name} ({words.day(each.as_of)})" for each in past)
    yield part, _("Data sets past their shelf life"), len(past), names or None


def _count_rows(audit: Audit) -> Iterator[Row]:
    totals = audit.totals
    part, note = _("Files"), _("Those rejected or partly read are on the sheets « Inputs » and « Problems ».")
    for status in ("read", "partial", "rejected"):
        yield part, words.file_status(status).word, totals.files.get(status, 0), None if status == "read" else note
    yield part, _("Problems"), totals.issues, _("Everything that is wrong with an input; nothing is dropped silently.")
    part = _("Denominators")
    entry = _("Each time a file names a component; the same one in two files counts twice.")
    distinct = _("The same package URL is the same component: this is what shares are counted on.")
    weak = _("Without a package URL: known by supplier, name and version alone.")
    yield part, _("Component entries read"), totals.entries, entry
    yield part, _("Distinct components"), totals.components, distinct
    yield part, _("Distinct components with a weak id"), totals.components_weak, weak
    yield part, _("Applications"), totals.applications, None
    yield part, _("Services"), totals.services, None
    yield part, _("Organisations"), totals.organisations, None
    yield part, _("Hosting offers"), totals.hostings, None
    yield part, _("Contracts"), totals.contracts, None
    yield part, _("Dependencies"), totals.dependencies, None
    yield from counts(audit)
    looked = _("Components looked for in advisories: {share}; what could not be looked for is unknown, never safe.")
    yield part, _("Known vulnerabilities"), len(audit.vulnerabilities), looked.format(share=coverage(audit))
    counted = _("A rule applied to one subject is one verdict; components that pass are counted, not listed.")
    yield part, _("Verdicts"), sum(sum(found.values()) for found in totals.outcomes.values()), counted
    shared = _("Components of which nobody can know anything for one reason share one finding, which says how many.")
    yield part, _("Findings listed"), len(audit.findings), shared
    yield part, _("Waivers"), len(audit.waivers), _("A waived failure stays a failure, and is counted apart.")
    yield part, _("Unknown verdicts"), totals.unknown, _("Never counted as compliant, nor as non-compliant.")
    fill_in = _("Fill in the yellow cells of the sheet « {name} ».").format(name=answers_name())
    yield part, _("Questions to answer"), len(audit.questions), fill_in


def _legend_rows() -> Iterator[Row]:
    notes = {
        "pass": _("What the rule requires is so, on evidence."),
        "fail": _("What the rule requires is not so, on evidence."),
        "unknown": _("Nobody knows, for the reason given. It is a question to ask, never a pass."),
        "not_applicable": _("The rule does not concern this subject."),
        words.NOT_ASSESSED: _("No rule judges it in this audit: nothing can be said of it."),
    }
    for outcome in (*OUTCOMES, words.NOT_ASSESSED):
        yield _("Legend"), outcome, words.verdict(outcome), notes[outcome]


def _limit_rows(limits: Limits) -> Iterator[Row]:
    part, whole = _("Limits of the format"), _("The whole is in audit.json.")
    cut = _("A cell holds 32,767 characters; a cut text ends with a mark that says so.")
    replaced = _("Control characters, writing-direction marks and broken characters are shown as \\x1b or \\u202e.")
    split = _("A sheet holds 1,048,576 rows; the rest is on a sheet of the same name with a number.")
    yield part, _("Texts cut"), limits.cut, f"{cut} {whole}"
    yield part, _("Texts with characters made visible"), limits.replaced, replaced
    yield part, _("Sheets continued on another"), limits.split, split
