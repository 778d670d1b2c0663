# SPDX-License-Identifier: EUPL-1.2
"""The words of measures as people read them: `eu_eea` is « pays de l’EEE » in a sentence, `eu_eea` in a rule."""

from __future__ import annotations

from collections.abc import Callable

from sovaudit.language import _

_WORDS: dict[str, Callable[[], str]] = {
    "city": lambda: _("the city"),
    "clause": lambda: _("a clause"),
    "concession": lambda: _("rights granted"),
    "cost": lambda: _("at cost"),
    "costed": lambda: _("written and costed"),
    "custom": lambda: _("made to measure"),
    "delivered": lambda: _("delivered to the city"),
    "escrow": lambda: _("in escrow"),
    "eu_eea": lambda: _("country of the EEA"),
    "health": lambda: _("health data"),
    "holder": lambda: _("holds a contract"),
    "hoster": lambda: _("hosts"),
    "in_progress": lambda: _("qualification in progress"),
    "internal": lambda: _("internal data"),
    "local": lambda: _("accounts of its own"),
    "network_copyleft": lambda: _("network copyleft"),
    "never": lambda: _("never"),
    "no": lambda: _("no"),
    "none": lambda: _("none at all"),
    "not_applicable": lambda: _("does not apply"),
    "not_eligible": lambda: _("not eligible"),
    "not_qualified": lambda: _("not qualified"),
    "observed": lambda: _("under observation (RGI)"),
    "open_licence": lambda: _("open licence"),
    "open_source": lambda: _("open source"),
    "other": lambda: _("other charges"),
    "partial": lambda: _("for some recipients only"),
    "permissive": lambda: _("permissive"),
    "personal": lambda: _("personal data"),
    "plan": lambda: _("a clause and a plan"),
    "proprietary": lambda: _("proprietary"),
    "provider": lambda: _("the provider"),
    "public": lambda: _("public"),
    "public_domain": lambda: _("public domain"),
    "published": lambda: _("public specification"),
    "publisher": lambda: _("publishes software"),
    "qualified": lambda: _("qualified"),
    "recommended": lambda: _("recommended (RGI)"),
    "saas": lambda: _("online service"),
    "sensitive": lambda: _("sensitive data"),
    "separate": lambda: _("a directory apart"),
    "source_available": lambda: _("source-available, not open"),
    "strong_copyleft": lambda: _("strong copyleft"),
    "tested": lambda: _("written and tested"),
    "third_party_eu": lambda: _("a third party in the Union"),
    "transfer": lambda: _("rights transferred"),
    "vendor": lambda: _("the vendor’s directory"),
    "weak_copyleft": lambda: _("weak copyleft"),
    "written": lambda: _("written"),
    "yes": lambda: _("yes"),
}


def spelt(value: str) -> str:
    """Return the words for a code; anything else as it is."""
    return _WORDS[value]() if value in _WORDS else value
