# SPDX-License-Identifier: EUPL-1.2
"""Units of measures and parameters, as people read them."""

from __future__ import annotations

from sovaudit.language import ngettext


def with_unit(written: str, unit: str, amount: float) -> str:
    """Write an amount with its unit, in the language of the run; a unit that is not known as it is.

    Args:
        written: the amount as it is to be read.
        amount: tells the singular from the plural.
    """
    several = 2 if abs(amount) >= 2 else 1
    words = {
        "eur": "{amount} €",
        "euros": "{amount} €",
        "months": ngettext("{amount} month", "{amount} months", several),
        "years": ngettext("{amount} year", "{amount} years", several),
        "days": ngettext("{amount} day", "{amount} days", several),
        "hours": ngettext("{amount} hour", "{amount} hours", several),
        "components": ngettext("{amount} component", "{amount} components", several),
        "organisations": ngettext("{amount} organisation", "{amount} organisations", several),
        "releases": ngettext("{amount} release", "{amount} releases", several),
        "steps": ngettext("{amount} step", "{amount} steps", several),
        "services": ngettext("{amount} service", "{amount} services", several),
        "conflicts": ngettext("{amount} conflict", "{amount} conflicts", several),
        "contracts": ngettext("{amount} contract", "{amount} contracts", several),
        "points": ngettext("{amount} point", "{amount} points", several),
        "providers": ngettext("{amount} provider", "{amount} providers", several),
        "software": ngettext("{amount} software", "{amount} software", several),
        "applications": ngettext("{amount} application", "{amount} applications", several),
        "people": ngettext("{amount} person", "{amount} people", several),
        "vulnerabilities": ngettext("{amount} vulnerability", "{amount} vulnerabilities", several),
    }
    text = words.get(unit.lower(), "{amount} " + unit)
    return text.replace(" ", "\N{NO-BREAK SPACE}", 1).replace("{amount}", written)
