# SPDX-License-Identifier: EUPL-1.2
"""What one contract of the procurement data says -> values, or why there is none; every defect with its place.

What is wrong and can be understood is kept and said (`31/01/2024`, 1 €, a SIRET with a wrong check digit); what cannot
is unknown and said. « NC » (*non communiqué*) and the like are unknown, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from sovaudit.language import _
from sovaudit.limits import limits, past
from sovaudit.model import ABSENT, Unknown
from sovaudit.readers._cells import CellError, text_of, understand
from sovaudit.readers._decp_fields import Fields
from sovaudit.readers._decp_scope import codes_of, folded_words
from sovaudit.readers._grouped import Grouped

NOT_SAID = frozenset(("", "nc", "n c", "non communique", "cdl", "mq", "nr", "non renseigne", "na", "n a", "nan", "null",
                      "none", "neant", "inconnu"))  # fmt: skip
"""Folded words by which platforms say that they say nothing; CDL and MQ are those of data.economie.gouv.fr."""
HIGHEST = 10_000_000_000
"""Euros above which an amount cannot be right: no French public contract comes near."""
YEARS = range(1950, 2101)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\D")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_FRENCH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_SHOWN = 80
"""Characters of a value that a message repeats."""


class Reading:
    """The members of one contract, or of one of its parts.

    Args:
        fields: as `fields_of` gathers them.
        place: key -> where it stands.
        said: where defects go.
        typed: the format tells numbers from texts (JSON): a number written as text is said.
    """

    def __init__(self, fields: Fields, place: Callable[[str], str], said: Grouped, typed: bool) -> None:
        """Keep what the values are read from."""
        self.fields = fields
        self.place = place
        self.said = said
        self.typed = typed

    def within(self, path: str, fields: Fields) -> Reading:
        """Return the reading of an object that stands below.

        Args:
            path: of the object, from the contract.
        """
        return Reading(fields, lambda key: self.place(f"{path}/{key}" if key else path), self.said, self.typed)

    def say(self, field: str, template: str, hint: str = "", **found: object) -> None:
        """Say what is wrong with a field."""
        self.said.say(self.place(self.fields[field][0] if field in self.fields else ""), template, hint, **found)

    def raw(self, field: str) -> object:
        """Return the member as it is; None when it is missing or says that it says nothing."""
        value = self.fields[field][1] if field in self.fields else None
        if isinstance(value, Unknown):
            return None
        if isinstance(value, str) and (len(value) < 32) and " ".join(folded_words(value)) in NOT_SAID:
            return None
        return value

    def text(self, field: str) -> str | Unknown:
        """Read a text, kept exactly."""
        value = self.raw(field)
        if value is None:
            return self._nothing(field)
        if isinstance(value, str):
            if len(value) <= limits().text:
                return value
            error = past("text", _("a text of {count} characters").format(count=len(value)), "", len(value))
            self.say(field, error.message, error.hint)
            return Unknown("invalid", value[:_SHOWN])
        if isinstance(value, bool) or not isinstance(value, int | float | date) or _is_vast(value):
            self._misfit(field, value, _("a text was expected"))
            return Unknown("invalid")
        return text_of(value)

    def number(self, field: str) -> float | Unknown:
        """Read a number, zero or more."""
        value = self.raw(field)
        if value is None:
            return self._nothing(field)
        if not isinstance(value, str | int | float) or isinstance(value, bool) or _is_vast(value):
            self._misfit(field, value, _("a number was expected"))
            return Unknown("invalid")
        try:
            number = understand(value[:_SHOWN] if isinstance(value, str) else value, "number")
        except CellError as error:
            self._misfit(field, value, str(error))
            return Unknown("invalid", str(value)[:_SHOWN])
        if self.typed and isinstance(value, str):
            text = _("a number written as text: « {written} »")
            self.say(field, text, _("it is understood all the same"), written=value[:_SHOWN])
        return number if isinstance(number, float) else ABSENT

    def amount(self, field: str) -> float | Unknown:
        """Read an amount; one that cannot be right is kept and said."""
        euros = self.number(field)
        hint = _("it is kept: check it against the contract")
        if not isinstance(euros, Unknown):
            if euros <= 1:
                self.say(field, _("an amount of {amount} € is hardly one"), hint, amount=f"{euros:g}")
            elif euros > HIGHEST or re.fullmatch(r"9{6,}", text_of(euros)):
                self.say(field, _("an amount of {amount} € cannot be right"), hint, amount=f"{euros:.16g}")
        return euros

    def months(self, field: str) -> float | Unknown:
        """Read a duration; 0 is no duration."""
        months = self.number(field)
        if months == 0:
            self.say(field, _("a duration of 0 months"), _("it counts as unknown"))
            return Unknown("invalid", "0")
        return months

    def bids(self, field: str) -> int | Unknown:
        """Read the number of bids received; a contract that was awarded had at least one."""
        bids = self.number(field)
        if isinstance(bids, Unknown):
            return bids
        if not bids.is_integer():
            self._misfit(field, bids, _("a whole number was expected"))
            return Unknown("invalid", f"{bids:g}")
        if bids == 0:
            self.say(field, _("0 bids received for a contract that was awarded"), _("it counts as unknown"))
            return Unknown("invalid", "0")
        return int(bids)

    def day(self, field: str) -> date | Unknown:
        """Read a day: ISO 8601, with or without time and zone; other forms are understood and said."""
        value = self.raw(field)
        if value is None:
            return self._nothing(field)
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return value
        written = text_of(value)[:_SHOWN] if isinstance(value, str | int | float) and not _is_vast(value) else ""
        regular = _ISO.fullmatch(written)
        found = _day(regular[1]) if regular else _irregular_day(written)
        if found is None:
            self._misfit(field, value, _("a date was expected, such as 2026-12-31"))
            return Unknown("invalid", written)
        if not regular and (self.typed or not _FRENCH.fullmatch(written)):
            text = _("a date that is not written as 2026-12-31: « {written} »")
            self.say(field, text, _("understood as {day}").format(day=found.isoformat()), written=written)
        return found

    def cpv(self, field: str) -> str | Unknown:
        """Read a CPV code: its eight digits, without the check digit."""
        written = self.text(field)
        if isinstance(written, Unknown):
            return written
        codes = codes_of(written)
        if not codes:
            self._misfit(field, written, _("a CPV code was expected, such as 72267000-4"))
            return Unknown("invalid", written[:_SHOWN])
        if len({code for code, _digit in codes}) > 1:
            text = _("several CPV codes: « {written} »")
            self.say(field, text, _("the first one counts"), written=written[:_SHOWN])
        return codes[0][0]

    def _nothing(self, field: str) -> Unknown:
        """Tell what says that it says nothing from what is missing."""
        value = self.fields[field][1] if field in self.fields else None
        if isinstance(value, Unknown):
            return value
        return Unknown("absent", value.strip()) if isinstance(value, str) and value.strip() else ABSENT

    def _misfit(self, field: str, value: object, expected: str) -> None:
        text = _("« {written} » cannot be understood: {expected}")
        plain = isinstance(value, str | int | float) and not _is_vast(value)
        shown = str(value)[:_SHOWN] if plain else "[…]" if isinstance(value, list) else "{…}"
        hint = _("it counts as unknown until it is mended")
        self.say(field, text, hint, written=shown, expected=expected)


def _is_vast(value: object) -> bool:
    """Tell a whole number of so many digits that Python would not write it."""
    return isinstance(value, int) and abs(value) > 10**30


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _irregular_day(written: str) -> date | None:
    """Understand `31/01/2024`, `20240131`, and a day that something unknown follows."""
    french = _FRENCH.fullmatch(written)
    if french:
        day, month, year = french.groups()
        return _day(f"{year}-{month:0>2}-{day:0>2}")
    compact = _COMPACT.fullmatch(written)
    if compact:
        return _day("-".join(compact.groups()))
    begun = _DAY.match(written)
    return _day(begun[1]) if begun else None
