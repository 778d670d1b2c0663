# SPDX-License-Identifier: EUPL-1.2
"""SIREN and SIRET: nine digits for a legal unit, fourteen for one of its establishments.

Source: INSEE; both carry the check of ISO/IEC 7812 (Luhn). Establishments of La Poste (SIREN 356000000) but its seat
do not: the sum of their digits is a multiple of five.
"""

from __future__ import annotations

import re

from sovaudit.language import _

LA_POSTE = "356000000"
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_EXCEL = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


def digits_of(written: str) -> str:
    """Take out what people and spreadsheets add: spaces, and the `.0` of a number.

    >>> digits_of("130 025 265 00013"), digits_of("13002526500013.0")
    ('13002526500013', '13002526500013')
    """
    return _SPACES.sub("", written).removesuffix(".0")


def siret_fault(siret: str) -> str:
    """Say what is wrong with a SIRET; empty when nothing is.

    Args:
        siret: without spaces.
    """
    if _EXCEL.fullmatch(siret):
        return _("a spreadsheet made a number of it and lost its last digits")
    if not re.fullmatch(r"[0-9]+", siret):
        return _("14 digits were expected")
    if len(siret) != 14:
        return _("14 digits were expected, not {count}").format(count=len(siret))
    if not keeps_check(siret):
        return _("its check digit is wrong")
    return ""


def is_siren(siren: str) -> bool:
    """Tell whether a text is nine digits that keep their check."""
    return re.fullmatch(r"[0-9]{9}", siren) is not None and keeps_check(siren)


def keeps_check(digits: str) -> bool:
    """Tell whether the digits of a SIREN or a SIRET keep their check.

    >>> keeps_check("356000000"), keeps_check("356000001")
    (True, False)
    """
    return bool(digits.strip("0")) and (_luhn(digits) or (len(digits) == 14 and _la_poste(digits)))


def _la_poste(siret: str) -> bool:
    return siret.startswith(LA_POSTE) and sum(map(int, siret)) % 5 == 0


def _luhn(digits: str) -> bool:
    doubled = (int(each) * (1 + position % 2) for position, each in enumerate(reversed(digits)))
    return sum(each - 9 * (each > 9) for each in doubled) % 10 == 0
