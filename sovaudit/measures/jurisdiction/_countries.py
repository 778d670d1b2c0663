# SPDX-License-Identifier: EUPL-1.2
"""What a country means, as facts: its Union membership, tier, laws and adequacy; kept apart from each other."""

from __future__ import annotations

from sovaudit.knowledge.countries import TIERS, Country, countries
from sovaudit.language import _, localised
from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._notes import confidence, joined
from sovaudit.model import Fact, Measured, Unknown, Value

DECIDES = 3
"""The exposure tier that settles the question whatever else is unknown."""


def country(case: Case, written: Value | Unknown) -> Country | Unknown:
    """Return the country that a text means; unknown when nobody wrote one or it is not listed."""
    if isinstance(written, Unknown):
        return written
    found = countries(case.library).look_up(str(written))
    return found or Unknown("unrecognised", str(written)[:60])


def code(case: Case, written: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country, as written when it is not listed."""
    found = countries(case.library).look_up(written)
    return found.iso2 if found else written.strip()


def named(case: Case, written: str) -> str:
    """Return a country's name in the language of the run."""
    found = countries(case.library).look_up(written)
    return localised(found.name) if found else written


def fact(case: Case, found: Country, name: str, value: Value, *notes: str) -> Fact:
    """Return one fact of a country as evidence; `notes` come before what the list itself adds."""
    snapshot = countries(case.library).snapshot
    assert snapshot is not None, "a country was found, so there is a list"  # noqa: S101
    said = joined((*notes, confidence(found.confidence), localised(found.note)))
    return snapshot.fact(name, value, found.iso2, case.as_of, note=said)


def tier_fact(case: Case, found: Country) -> Fact:
    """Return the exposure tier of a country, said to be ours."""
    return fact(case, found, "exposure_tier", found.tier, localised(dict(TIERS[found.tier])))


def adequacy(case: Case, where: Measured) -> Measured:
    """Return what GDPR art. 45 says of transfers to a country: eu_eea, yes, partial or no."""
    found = country(case, where.value)
    if isinstance(found, Unknown):
        return Measured(found, where.evidence)
    notes = (found.adequacy_ref, localised(found.scope), _("of transfers only: it takes away no exposure"))
    stated = fact(case, found, "gdpr_adequacy", found.adequacy, *notes)
    if found.adequacy == "to_verify":
        return Measured(Unknown("unchecked", found.adequacy_ref), (stated, *where.evidence))
    return Measured(found.adequacy, (stated, *where.evidence))


def in_union(case: Case, where: Measured) -> Measured:
    """Tell whether a country is a Member State of the Union; EEA and Switzerland are not (SecNumCloud 19.6.a)."""
    found = country(case, where.value)
    if isinstance(found, Unknown):
        return Measured(found, where.evidence)
    return Measured(found.eu, (fact(case, found, "eu", found.eu), *where.evidence))
