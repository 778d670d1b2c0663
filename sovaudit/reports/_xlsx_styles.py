# SPDX-License-Identifier: EUPL-1.2
"""How the cells of the workbook look: a verdict is symbol, word and colour; what people fill in is yellow.

The colours are told apart by deuteranopes: blue for compliant, dark brown for not, grey hatching for unknown.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sovaudit import language
from sovaudit.reports._format import NOT_ASSESSED

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from sovaudit.reports._sheet import Cell, Column

_BASE = {"valign": "top", "border": 1, "border_color": "#D5D9DD", "font_size": 10}
_RIGHT = {"align": "right", "indent": 1}
_HATCHED = {"pattern": 14, "fg_color": "#D9D9D9", "bg_color": "#FFFFFF"}
_LOOKS: dict[str, dict[str, Any]] = {
    "header": {
        "bold": True,
        "text_wrap": True,
        "bg_color": "#1F3A5F",
        "font_color": "#FFFFFF",
        "valign": "vcenter",
        "border": 1,
        "border_color": "#FFFFFF",
    },
    "entry_header": {
        "bold": True,
        "text_wrap": True,
        "bg_color": "#FFD966",
        "valign": "vcenter",
        "border": 1,
        "border_color": "#7F6000",
    },
    "entry": {"bg_color": "#FFF2CC", "locked": False, "border": 1, "border_color": "#BF9000", "text_wrap": True},
    "absent": {"italic": True, "font_color": "#595959", **_HATCHED},
    "pass": {"bg_color": "#D6E6F5", "font_color": "#0B3C6F"},
    "fail": {"bg_color": "#7A2E0E", "font_color": "#FFFFFF", "bold": True},
    "unknown": {"italic": True, "font_color": "#3F3F3F", **_HATCHED},
    "not_applicable": {"font_color": "#595959"},
    NOT_ASSESSED: {"font_color": "#595959", "italic": True},
    "blocking": {"bold": True},
    "value": {"align": "left", "indent": 0},
}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        """Make none yet."""
        self._workbook = workbook
        self._made: dict[tuple[str, str, bool], Format] = {}

    def look(self, name: str, kind: str = "text", *, wrap: bool = False) -> Format:
        """Return the format of a look (empty for an ordinary cell) for a kind of value."""
        key = (name if name in _LOOKS else "", kind, wrap)
        if key not in self._made:
            properties = _BASE | _numbers().get(kind, {}) | _LOOKS.get(name, {})
            self._made[key] = self._workbook.add_format(properties | ({"text_wrap": True} if wrap else {}))
        return self._made[key]

    def cell(self, column: Column, value: Cell = "") -> Format:
        """Return the format of a column's cells; in a column of mixed values, it goes by the value."""
        if column.kind == "value":
            kind = "date" if isinstance(value, date) else "int" if isinstance(value, int) else "text"
            return self.look("value", kind, wrap=column.wrap)
        return self.look("entry" if column.entry else "", column.kind, wrap=column.wrap)


def _numbers() -> dict[str, dict[str, Any]]:
    french = language.spoken() == "fr"
    return {
        "int": {"num_format": "#,##0", **_RIGHT},
        "float": {"num_format": "#,##0.0", **_RIGHT},
        "euros": {"num_format": "#,##0.00", **_RIGHT},
        "share": {"num_format": '0.0"\u00a0"%' if french else "0.0%", **_RIGHT},
        "date": {"num_format": "dd/mm/yyyy" if french else "yyyy-mm-dd", "align": "left"},
    }
