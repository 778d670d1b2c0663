# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit inventory --review` and `--confirm`: uncertain matches -> a sheet -> `corrections.yaml`."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sovaudit.errors import ConfigurationError, InputError, SovauditError, UsageError
from sovaudit.language import _, ngettext, safe, system_reason

if TYPE_CHECKING:
    from sovaudit.identity.corrections import Correction, Corrections
    from sovaudit.model import Inventory
    from sovaudit.model.identities import Match
    from sovaudit.readers._cells import Cell

SHOWN = 200
"""Rows shown in the terminal; a file has them all."""
_ANSWERS = {
    **dict.fromkeys(("oui", "o", "yes", "y", "vrai", "true", "x", "1"), True),
    **dict.fromkeys(("non", "n", "no", "faux", "false", "0"), False),
}
_NEEDED = ("name", "publisher", "candidate", "confirmed", "by", "on")


def corrections_of(root: Path) -> Corrections:
    """Read the corrections that lie beside the data; there may be none.

    Raises:
        ConfigurationError: they cannot be understood.
    """
    from sovaudit.identity.corrections import FILE, Corrections, read_corrections

    path = root / FILE
    return read_corrections(content_of(path), str(path)) if path.is_file() else Corrections(path=str(path))


def uncertain(inventory: Inventory) -> tuple[Match, ...]:
    """Return the matches that wait for a person."""
    from sovaudit.model import UNCERTAIN

    return tuple(each for each in inventory.matches if each.status == UNCERTAIN)


def write_review(matches: Sequence[Match], output: Path | None) -> str:
    """Write the sheet, or return it as a table for the terminal; what is returned is to be printed."""
    from sovaudit.reports._review import as_csv, as_xlsx

    if output is None:
        return _table(matches)
    makers = {".xlsx": as_xlsx, ".csv": as_csv}
    maker = makers.get(output.suffix.lower())
    if maker is None:
        hint = _("known formats: {names}").format(names=", ".join(each[1:] for each in makers))
        raise UsageError(_("no format for this file name"), str(output), hint)
    replace(output, maker(matches))
    text = ngettext("{count} match to confirm", "{count} matches to confirm", len(matches))
    return "\n".join((text.format(count=len(matches)), _("written: {path}").format(path=safe(str(output)))))


def _table(matches: Sequence[Match]) -> str:
    from tabulate import tabulate

    from sovaudit.reports._review import review

    sheet = review(matches)
    shown = ("name", "publisher", "candidate", "title", "rule", "score")
    places = [number for number, column in enumerate(sheet.columns) if column.key in shown]
    rows = [[safe(str(cells[each])) for each in places] for cells in sheet.rows()]
    lines = [tabulate(rows[:SHOWN], [sheet.columns[each].header for each in places], disable_numparse=True)]
    if len(rows) > SHOWN:
        lines.append(_("and {count} more: write them with -o review.xlsx").format(count=len(rows) - SHOWN))
    text = ngettext("{count} match to confirm", "{count} matches to confirm", len(matches))
    return "\n".join((*(lines if rows else ()), text.format(count=len(matches))))


def confirm(root: Path, filled: Path) -> str:
    """Take over the answers of a filled sheet; what is returned is to be printed.

    Raises:
        ConfigurationError: a cell cannot be understood; nothing is written then.
    """
    from sovaudit.identity.corrections import FILE, updated, written

    known = corrections_of(root)
    rows = list(_rows(filled))
    decided = [each for each in rows if each is not None]
    target = root / FILE
    replace(target, written(updated(known, decided)))
    text = ngettext("{count} answer taken over", "{count} answers taken over", len(decided)).format(count=len(decided))
    blank = len(rows) - len(decided)
    left = ngettext("{count} row left blank", "{count} rows left blank", blank).format(count=blank)
    return "\n".join((*((text, left) if blank else (text,)), _("written: {path}").format(path=safe(str(target)))))


def _rows(filled: Path) -> Iterator[Correction | None]:
    """Yield the answer of each row, None for a blank one."""
    from sovaudit.reports._review import HEADERS

    columns: dict[str, int] = {}
    for number, cells in _cells(filled):
        if not columns:
            columns = _header(cells, filled)
            missing = [key for key in _NEEDED if key not in columns]
            if missing:
                text = _("missing column: {header}").format(header=", ".join(HEADERS[key]["en"] for key in missing))
                raise ConfigurationError(text, str(filled), _("fill the sheet that --review writes"))
            continue
        yield _answer({key: cells[at] if at < len(cells) else None for key, at in columns.items()}, filled, number)
    if not columns:
        raise ConfigurationError(_("empty"), str(filled), _("fill the sheet that --review writes"))


def _cells(filled: Path) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Read a workbook's first sheet, or CSV: row numbers and cells, blank rows left out."""
    from sovaudit.readers._table import rows_of
    from sovaudit.readers._workbook import is_workbook, sheets_of

    data = content_of(filled)
    try:
        if is_workbook(data):
            rows = sheets_of(data, str(filled)).sheets[0][1]
            yield from ((number, each) for number, each in enumerate(rows, start=1) if any(each))
        else:
            table = rows_of(data, str(filled))
            if table.left_out:
                issue = table.issues[0]
                raise ConfigurationError(issue.message, f"{filled}: {issue.place}", issue.hint)
            yield from table.rows
    except InputError as error:
        raise ConfigurationError(error.message, error.where, error.hint) from None


def _header(cells: Sequence[Cell], filled: Path) -> dict[str, int]:
    from sovaudit.readers._cells import text_of
    from sovaudit.reports._review import known_headers

    known = known_headers()
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        written = text_of(cell).lower()
        key = known.get(written)
        if key in found:
            text = _("column given twice: {header}").format(header=written[:80])
            raise ConfigurationError(text, f"{filled}: {_address(at, 1)}", _("remove one of them"))
        if key:
            found[key] = at
    return found


def _answer(row: dict[str, Cell], filled: Path, number: int) -> Correction | None:
    from sovaudit.identity.corrections import NOTHING, TARGETS, Correction
    from sovaudit.readers._cells import CellError, text_of, understand
    from sovaudit.reports._csv import unguarded

    said = {key: unguarded(text_of(cell)) for key, cell in row.items()}
    if not said["confirmed"]:
        return None
    answer = _ANSWERS.get(said["confirmed"].lower())
    where = f"{filled}: " + _("row {row}").format(row=number)
    if answer is None:
        near = difflib.get_close_matches(said["confirmed"].lower(), ("oui", "non", "yes", "no"), n=1)
        hint = _("did you mean « {near} »?").format(near=near[0]) if near else _("write yes or no, or leave it blank")
        raise ConfigurationError(_("neither yes nor no: {text}").format(text=said["confirmed"][:80]), where, hint)
    if said["candidate"] != NOTHING and said["candidate"].partition(":")[0] not in TARGETS:
        text = _("not the name of a thing: {text}").format(text=said["candidate"][:80])
        raise ConfigurationError(text, where, ", ".join(f"{each}:…" for each in TARGETS))
    if not said["by"] or not said["on"]:
        hint = _("a decision has a person or a team, and a day")
        raise ConfigurationError(_("who decided, or when, is missing"), where, hint)
    try:
        day = str(understand(row["on"], "day"))
    except CellError as error:
        raise ConfigurationError(str(error), where, _("write it as 2026-12-31")) from None
    publisher = said["candidate"].startswith("organisation:")
    names = ("", said["name"]) if publisher else (said["name"], said["publisher"])
    return Correction(*names, said["candidate"], answer, said["by"], day, said.get("why", ""))


def _address(column: int, row: int) -> str:
    from sovaudit.readers._grid import letters

    return f"{letters(column)}{row}"


def content_of(path: Path) -> bytes:
    """Read a file of the city's own.

    Raises:
        UsageError: it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        text = _("cannot be opened: {reason}").format(reason=system_reason(error))
        raise UsageError(text, str(path), _("check the path")) from None


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; a link keeps pointing where it does.

    Raises:
        SovauditError: it cannot be written.
    """
    temporary = None
    try:
        place = path.resolve()
        mode = place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(mode)
        temporary.replace(place)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        hint = _("check that the folder exists, may be written and has room")
        raise SovauditError(
            _("cannot be written: {reason}").format(reason=system_reason(error)), str(path), hint
        ) from None


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current
