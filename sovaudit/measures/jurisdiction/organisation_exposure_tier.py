# SPDX-License-Identifier: EUPL-1.2
"""How far the laws that an organisation is under, and those of its ultimate controller, reach abroad: 0 to 3.

The tiers are our own classification, in no official text: 0 Union and EEA; 1 no documented law that compels providers
abroad; 2 documented compelled access; 3 laws named in the European debate (United States, China, Russia, Hong
Kong...). The higher of the two counts; tier 3 of one of them settles it, else both must be known.

Source: the data set « countries », whose note says what was read; GDPR adequacy changes nothing in it.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._countries import DECIDES, country, tier_fact
from sovaudit.model import Measured, Unknown

NAME = "organisation.exposure_tier"
SUBJECT = "organisation"
TYPE = "int"
UNIT = "0..3"
TITLE = {"fr": "Palier d’exposition (classement de sovaudit)", "en": "Exposure tier (sovaudit’s own)"}
BASIS = "sovaudit, countries"
ASKED_AS = "organisation.ultimate_country"


def measure(position: int, case: Case) -> Measured:
    """Return the higher tier of the seat and of the ultimate controller."""
    answers = [case.known(f"organisation.{name}").of(position) for name in ("country", "ultimate_country")]
    found = [(country(case, each.value), each.evidence) for each in answers]
    known = [(one, facts) for one, facts in found if not isinstance(one, Unknown)]
    known.sort(key=lambda pair: -pair[0].tier)
    evidence = tuple(fact for one, facts in known for fact in (tier_fact(case, one), *facts))
    highest = max((one.tier for one, _facts in known), default=0)
    missing = [one for one, _facts in found if isinstance(one, Unknown) and one.unknown != "none"]
    if highest < DECIDES and (missing or not known):
        return Measured(missing[0] if missing else Unknown("none"), evidence)
    return Measured(highest, evidence)
