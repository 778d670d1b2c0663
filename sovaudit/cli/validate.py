# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit validate`: whether files keep the official schema of their format, and how complete they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from sovaudit.cli._output import write
from sovaudit.language import _, safe

if TYPE_CHECKING:
    from sovaudit.validation import Completeness, Validation

SHOWN = 20
"""Errors, and remarks, of one file shown in the terminal; the rest is counted."""


@click.command("validate", help=_("Hold bills of materials to the official schema of their format."))
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", help=_("Output format."))
@click.option("--profile", type=click.Choice(["ntia", "bsi"]), help=_("Score how complete the files are, too."))
@click.option("--jobs", type=click.IntRange(min=1), help=_("Processes at most; default: one per core."))
def COMMAND(paths: tuple[str, ...], form: str, profile: str | None, jobs: int | None) -> int:
    from sovaudit.cli._gather import cores, limit
    from sovaudit.cli._validating import validate_all
    from sovaudit.collect import name_one_by_one
    from sovaudit.model import City

    limit(City())
    found = validate_all(name_one_by_one(paths), profile or "", jobs or cores())
    if form == "json":
        import msgspec

        write(msgspec.json.encode([_plain(each) for each in found]) + b"\n")
    else:
        click.echo(_table(found))
    return 0 if all(each.valid for each in found) else 1


def _plain(each: Validation) -> dict[str, object]:
    """Return what is printed in JSON."""
    return {
        "path": each.path,
        "format": each.format,
        "version": each.version,
        "valid": each.valid,
        "errors": each.errors,
        "warnings": each.remarks,
        "completeness": each.completeness and _scores(each.completeness),
    }


def _scores(found: Completeness) -> dict[str, object]:
    have, of = found.overall
    return {
        "profile": found.profile,
        "version": found.version,
        "overall": {"have": have, "of": of, "share": have / of if of else None},
        "elements": [
            {
                "element": each.element,
                "subject": each.subject,
                "level": each.level,
                "have": each.have,
                "of": each.of,
                "share": each.share,
            }
            for each in found.elements
        ],
    }


def _table(found: list[Validation]) -> str:
    from tabulate import tabulate

    headers = [_("file"), _("format"), _("valid"), _("errors"), _("remarks")]
    rows = [
        [
            safe(each.path),
            f"{each.format} {safe(each.version)}".strip(),
            _("yes") if each.valid else _("no"),
            len(each.errors) or "",
            len(each.remarks) or "",
        ]
        for each in found
    ]
    lines = [tabulate(rows, headers, disable_numparse=True)]
    for each in found:
        lines += _details(each)
    counts = _("files: {files}; valid: {valid}").format(files=len(found), valid=sum(each.valid for each in found))
    return "\n".join([*lines, "", counts])


def _details(each: Validation) -> Iterator[str]:
    """Yield what is said of one file below the table."""
    from sovaudit.cli._errors import placed

    levels = {"error": _("error"), "warning": _("warning"), "information": _("information")}
    said = [(fault.place, fault.message, fault.hint) for fault in each.errors]
    remarks = [(note.place, f"{note.message} ({levels[note.level]})", "") for note in each.remarks]
    for title, listed in ((_("errors"), said), (_("remarks, beyond the schema"), remarks)):
        if listed:
            yield from ("", placed(safe(each.path), title))
        for place, message, hint in listed[:SHOWN]:
            yield "  " + placed(safe(place), safe(message))
            if hint:
                yield f"    → {safe(hint)}"
        if len(listed) > SHOWN:
            yield "  " + _("and {count} more").format(count=len(listed) - SHOWN)
    if each.completeness:
        yield from ("", *_score_lines(each.path, each.completeness))


def _score_lines(path: str, found: Completeness) -> Iterator[str]:
    from tabulate import tabulate

    from sovaudit.cli._errors import placed
    from sovaudit.reports._format import share

    levels = {"required": _("required"), "additional": _("where it exists"), "optional": _("optional")}
    subjects = {"document": _("document"), "component": _("components")}
    title = _("completeness by {profile} {version}").format(profile=found.profile.upper(), version=found.version)
    yield placed(safe(path), title)
    rows = [
        [
            _ELEMENTS[each.element](),
            subjects[each.subject],
            levels[each.level],
            f"{each.have} / {each.of}",
            share(each.have, each.of),
        ]
        for each in found.elements
    ]
    have, of = found.overall
    rows.append([_("all that is required"), "", "", f"{have} / {of}", share(have, of)])
    yield tabulate(rows, [_("element"), _("of"), "", _("known"), _("share")], disable_numparse=True)


_ELEMENTS = {
    "supplier_name": lambda: _("supplier name"),
    "component_name": lambda: _("component name"),
    "component_version": lambda: _("component version"),
    "other_unique_identifiers": lambda: _("other unique identifiers"),
    "dependency_relationship": lambda: _("dependency relationship"),
    "author_of_sbom_data": lambda: _("author of the SBOM data"),
    "timestamp": lambda: _("timestamp"),
    "format_version": lambda: _("admitted version of the format"),
    "sbom_creator": lambda: _("creator of the SBOM (address)"),
    "component_creator": lambda: _("component creator (address)"),
    "filename": lambda: _("file name"),
    "dependencies": lambda: _("dependencies"),
    "dependencies_completeness": lambda: _("whether the dependencies are complete"),
    "distribution_licences": lambda: _("distribution licences"),
    "hash_sha512": lambda: _("SHA-512 of the deployable component"),
    "executable_property": lambda: _("executable property"),
    "archive_property": lambda: _("archive property"),
    "structured_property": lambda: _("structured property"),
    "sbom_uri": lambda: _("URI of the SBOM"),
    "source_code_uri": lambda: _("URI of the source code"),
    "deployable_uri": lambda: _("URI of the deployable component"),
    "original_licences": lambda: _("original licences"),
    "effective_licence": lambda: _("effective licence"),
    "source_code_hash": lambda: _("SHA-512 of the source code"),
    "security_txt": lambda: _("address of security.txt"),
}
