# SPDX-License-Identifier: EUPL-1.2
"""A workbook as others read it: its sheets by python-calamine, the XML inside."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from python_calamine import CalamineWorkbook

FRENCH = [
    "Lisez-moi", "Synthèse", "Applications", "Composants", "Licences", "Constats",
    "À compléter", "Entrées", "Problèmes", "Méthode", "Sources",
]  # fmt: skip


def pages(data: bytes) -> dict[str, list[list[Any]]]:
    """Read every sheet: name -> rows, the header first."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def records(rows: list[list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
