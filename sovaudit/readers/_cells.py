# SPDX-License-Identifier: EUPL-1.2
"""A cell as people fill it -> a value, or the reason why there is none."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

from sovaudit.language import _
from sovaudit.model import ABSENT, Unknown, Value
from sovaudit.readers._columns import VOCABULARIES, folded, words
from sovaudit.readers._siret import keeps_check

Meaning: TypeAlias = Value | date
Cell: TypeAlias = str | float | int | bool | date | datetime | Unknown | None
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MONEY = re.compile(r"\s*(?:€|eur|euros?)\s*(?:ht|ttc)?$", re.IGNORECASE)
_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|VALEUR|NAME|NOM|NUM|NOMBRE|NULL|NUL|SPILL|CALC)[!?]|#N/A|Err:\d{3}")
"""What spreadsheets write for a formula that failed, in English and in French."""
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f'’"))


class CellError(ValueError):
    """The cell is not blank and cannot be understood; the text says what was expected."""


def understand(cell: Cell, holds: str) -> Meaning | Unknown:
    """Understand one cell.

    Raises:
        CellError: the cell holds something else.
    """
    if isinstance(cell, str):
        cell = cell.strip()
        if cell[:1] in ("#", "E") and _ERROR.fullmatch(cell):
            raise CellError(_("a spreadsheet's error is no value"))
        if cell and holds == "text":
            return cell
    elif isinstance(cell, Unknown):  # said already, by the one who opened the workbook
        return () if holds == "words" else cell
    if cell is None or cell == "":
        return () if holds == "words" else ABSENT
    if holds in VOCABULARIES:
        return _word(text_of(cell), holds)
    return _READ[holds](cell)


def text_of(cell: Cell) -> str:
    """Write a cell as text: whole numbers without a decimal point, days in ISO 8601; no text for what is unknown."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, Unknown):
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def is_blank(cell: Cell) -> bool:
    """Tell whether there is nothing in a cell but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _words(cell: Cell) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[;\n]", text_of(cell)))
    return tuple(dict.fromkeys(part for part in parts if part))


def _number(cell: Cell) -> float:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = float(cell)
    else:
        written = _MONEY.sub("", text_of(cell)).translate(_SPACES).replace(",", ".")
        try:
            number = float(written)
        except ValueError:
            raise CellError(_("a number was expected")) from None
    if not math.isfinite(number) or number < 0:
        raise CellError(_("a number, zero or more, was expected"))
    return number


def _whole(cell: Cell) -> int:
    number = _number(cell)
    if not number.is_integer():
        raise CellError(_("a whole number was expected"))
    return int(number)


def _criticality(cell: Cell) -> int:
    number = _whole(cell)
    if not 1 <= number <= 4:
        raise CellError(_("a number from 1 to 4 was expected (4: vital)"))
    return number


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = text_of(cell)
    french = _FRENCH_DAY.fullmatch(written)
    try:
        if french:
            day, month, year = map(int, french.groups())
            return date(year, month, day)
        return datetime.fromisoformat(written).date()
    except ValueError:
        raise CellError(_("a date was expected, such as 31/12/2026 or 2026-12-31")) from None


def _country(cell: Cell) -> str:
    written = text_of(cell).upper()
    if not re.fullmatch(r"[A-Z]{2}", written):
        raise CellError(_("a country code of two letters was expected, such as FR"))
    return written


def _siren(cell: Cell) -> str:
    """Return the SIREN in a SIREN or a SIRET, its check digit verified."""
    written = text_of(cell).translate(_SPACES).replace(".", "") if isinstance(cell, str) else text_of(cell)
    if _SCIENTIFIC.fullmatch(text_of(cell).strip("'")):
        raise CellError(_("a spreadsheet rounded it and its digits are lost: type it again as text"))
    if not (written.isascii() and written.isdigit()) or len(written) not in (9, 14):
        if written.isascii() and written.isdigit() and len(written) in (8, 13) and keeps_check("0" + written):
            raise CellError(_("a digit is missing: a spreadsheet may have dropped a 0 in front"))
        raise CellError(_("a SIREN of 9 digits or a SIRET of 14 was expected"))
    if not keeps_check(written):
        raise CellError(_("a SIREN or SIRET was expected: its check digit is wrong"))
    return written[:9]


def _word(written: str, vocabulary: str) -> str:
    known = words(vocabulary)
    value = known.get(folded(written))
    if value is not None:
        return value
    expected = ", ".join(VOCABULARIES[vocabulary])
    near = difflib.get_close_matches(folded(written), known, n=1)
    if near:
        text = _("expected one of: {expected}; did you mean « {near} »?")
        raise CellError(text.format(expected=expected, near=known[near[0]]))
    raise CellError(_("expected one of: {expected}").format(expected=expected))


_READ: dict[str, Callable[[Cell], Meaning]] = {
    "text": text_of,
    "words": _words,
    "number": _number,
    "whole": _whole,
    "criticality": _criticality,
    "day": _day,
    "country": _country,
    "siren": _siren,
}
