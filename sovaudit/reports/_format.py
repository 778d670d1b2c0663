# SPDX-License-Identifier: EUPL-1.2
"""Numbers, dates and words as people read them, in the language of the run; shared by the page and the workbook.

French typography: U+202F groups the digits, U+00A0 stands before `%` and `:`. Dates are numeric in French, because
Babel and Intl both write « 1 septembre » where French wants « 1er ». Babel is imported when first asked.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from sovaudit import language
from sovaudit.language import _
from sovaudit.model import Unknown, Value

OPEN_CLASSES = ("public_domain", "permissive", "weak_copyleft", "strong_copyleft", "network_copyleft")
"""Licence classes that are open, from the fewest obligations to the most."""
LICENCE_CLASSES = (*OPEN_CLASSES, "unknown", "source_available", "proprietary")
_EXACT = 2**53
_LARGEST = 10**300
NOT_ASSESSED = "not_assessed"
"""What a dimension is that no rule judges: neither good, nor bad, nor unknown."""


class Word(Struct, frozen=True):
    """How a machine value is shown: never by colour alone."""

    value: str
    symbol: str
    word: str


@contextlib.contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """Speak one language for the time of a report, then the earlier one again."""
    before = language.spoken()
    language.speak(spoken)
    try:
        yield
    finally:
        language.speak(before)


def _locale() -> str:
    return {"fr": "fr_FR", "en": "en_GB"}[language.spoken()]


@functools.lru_cache(maxsize=65536)
def _decimal(value: float, decimals: int, locale: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0." + "#" * decimals if decimals else "#,##0", locale=locale)


def number(value: float, decimals: int = 1) -> str:
    """Write a number: `1 234 567,8`; one beyond what a double counts by ones is written with an exponent."""
    if abs(value) >= _EXACT:
        text = f"{float(value):.6g}" if abs(value) < _LARGEST else str(value)
        return text.replace(".", ",") if language.spoken() == "fr" else text
    return _decimal(value, 0 if isinstance(value, int) else decimals, _locale())


def share(part: float, whole: float) -> str:
    """Write a share in whole per cents, never rounded up to all nor down to nothing; `–` when there is no whole.

    >>> with speaking("en"): share(999, 1000), share(1, 1000), share(1, 2), share(0, 0)
    ('> 99%', '< 1%', '50%', '–')
    """
    if not whole:
        return "–"
    sign = "\u00a0%" if language.spoken() == "fr" else "%"
    percent = 100 * part / whole
    if 99 < percent < 100:
        return f">\u00a099{sign}" if language.spoken() == "fr" else f"> 99{sign}"
    if 0 < percent < 1:
        return f"<\u00a01{sign}" if language.spoken() == "fr" else f"< 1{sign}"
    return number(round(percent)) + sign


def ratio(part: int, whole: int) -> str:
    """Write a count with its denominator: `12 sur 40`."""
    return _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}


def day(when: date | Unknown | str) -> str:
    """Write a day: `01/11/2026` in French, `1 Nov 2026` in English; an ISO text is read first, else shown as it is."""
    if isinstance(when, Unknown):
        return unknown_reason(when.unknown)
    if isinstance(when, str):
        try:
            when = date.fromisoformat(when)
        except ValueError:
            return str(when) or _("unknown")
    if language.spoken() == "fr":
        return f"{when.day:02}/{when.month:02}/{when.year:04}"
    from babel.dates import format_date

    return str(format_date(when, "d MMM yyyy", locale="en_GB"))


def size(count: int) -> str:
    """Write a number of bytes: `1,2 Mo`."""
    french = language.spoken() == "fr"
    space = "\u00a0" if french else " "
    for factor, unit in (
        (10**9, "Go" if french else "GB"),
        (10**6, "Mo" if french else "MB"),
        (10**3, "ko" if french else "kB"),
    ):
        if count >= factor:
            return number(count / factor) + space + unit
    return number(count) + space + ("o" if french else "B")


def value(thing: Value | date | Unknown | None) -> str:
    """Write any value of a fact for a person to read; the cell of a register may hold a day as such."""
    if thing is None:
        return _("unknown")
    if isinstance(thing, Unknown):
        reason = unknown_reason(thing.unknown)
        return f"{reason} ({thing.detail})" if thing.detail else reason
    if isinstance(thing, bool):
        return _("yes") if thing else _("no")
    if isinstance(thing, int | float):
        return number(thing, 3)
    if isinstance(thing, date):
        return day(thing)
    return thing if isinstance(thing, str) else (" ; ".join(thing) or "–")


def verdict(outcome: str) -> Word:
    """Return symbol and word of an outcome, `not_assessed` included."""
    words = {
        "pass": ("✓", _("Compliant")),
        "fail": ("✕", _("Non-compliant")),
        "unknown": ("?", _("Unknown")),
        "not_applicable": ("–", _("Not applicable")),
        NOT_ASSESSED: ("·", _("Not assessed in this version")),
    }
    return Word(outcome, *words[outcome])


def severity(name: str) -> Word:
    """Return symbol and word of a severity."""
    words = {
        "blocking": ("■", _("Blocking")),
        "major": ("▲", _("Major")),
        "minor": ("◆", _("Minor")),
        "info": ("○", _("For information")),
    }
    return Word(name, *words.get(name, ("○", name)))


def licence_class(name: str) -> str:
    """Return the word for a licence class."""
    words = {
        "public_domain": _("Public domain"),
        "permissive": _("Permissive"),
        "weak_copyleft": _("Weak copyleft"),
        "strong_copyleft": _("Strong copyleft"),
        "network_copyleft": _("Network copyleft"),
        "unknown": _("Unknown licence"),
        "source_available": _("Source available, not open"),
        "proprietary": _("Proprietary"),
    }
    return words.get(name, name)


def dimension(name: str) -> str:
    """Return the word for a dimension."""
    words = {
        "licensing": _("Licences"),
        "jurisdiction": _("Jurisdiction"),
        "lockin": _("Lock-in"),
        "dependency": _("Dependency risk"),
        "continuity": _("Continuity"),
    }
    return words.get(name, name)


def unknown_reason(reason: str) -> str:
    """Say in words why a value is unknown."""
    words = {
        "absent": _("no source says"),
        "noassertion": _("the source declares that it does not know (NOASSERTION)"),
        "none": _("the source declares that there is none (NONE)"),
        "unrecognised": _("what is written is not recognised"),
        "invalid": _("what is written cannot be understood"),
        "undefined": _("the identifier is not defined by any register"),
        "no_sbom": _("no bill of materials was provided"),
        "conflict": _("the sources contradict each other"),
        "no_data": _("no data set was imported that could tell"),
        "no_lifecycle": _("no lifecycle data"),
        "no_advisories": _("nobody publishes advisories on packages of this kind"),
        "unchecked": _("a part could not be checked"),
        "too_few": _("too few to tell"),
    }
    return words.get(reason, reason)


def file_status(status: str) -> Word:
    """Return symbol and word of what became of an input file."""
    words = {
        "read": ("✓", _("Read")),
        "partial": ("◐", _("Partly read")),
        "rejected": ("✕", _("Rejected")),
    }
    return Word(status, *words.get(status, ("?", status)))


def reference_status(status: str) -> str:
    """Return the word for the standing of a law or standard."""
    words = {
        "in_force": _("in force"),
        "proposal": _("proposal"),
        "repealed": _("repealed"),
        "doctrine": _("doctrine"),
        "city": _("decision of the city"),
    }
    return words.get(status, status)


def subject_kind(kind: str) -> str:
    """Return the word for what a rule is about."""
    words = {
        "component": _("Component"),
        "application": _("Application"),
        "service": _("Service"),
        "organisation": _("Organisation"),
        "contract": _("Contract"),
        "hosting": _("Hosting"),
        "country": _("Country"),
        "online": _("Online service"),
        "portfolio": _("Portfolio"),
        "offer": _("Offer"),
    }
    return words.get(kind, kind)


def application_kind(kind: str) -> str:
    """Return the word for a kind of application."""
    words = {
        "saas": _("Software as a service"),
        "proprietary": _("Proprietary software"),
        "open_source": _("Open-source software"),
        "custom": _("Made for the city"),
    }
    return words.get(kind, kind)
