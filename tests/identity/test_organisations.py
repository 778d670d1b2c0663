# SPDX-License-Identifier: EUPL-1.2
"""One SIREN, one organisation: what public data says of a holder joins what the register says of it."""

from __future__ import annotations

import random

from sovaudit.identity.organisations import joined
from sovaudit.model import Amendment, Contract, Organisation, Record, Service

OWN = Organisation("rivage", name="Rivage Numérique", siren="000 000 042")
PUBLISHED = Organisation(
    "000000042", name="RIVAGE NUMERIQUE SAS", siren="000000042", country="FR", roles=("titulaire",)
)
OTHER = Organisation("000000091", siren="000000091")
LATER = Amendment("1", holders=("000000042",))
CONTRACT = Contract("m1", holder="000000042", co_holders=("000000091", "000000042"), amendments=(LATER,))


def test_the_register_keeps_its_id_and_gains_what_it_does_not_say():
    found = joined([OWN, PUBLISHED, OTHER])
    assert [each.id for each in found if isinstance(each, Organisation)] == ["rivage", "000000091"]
    (organisation, _other) = found
    assert isinstance(organisation, Organisation)
    assert (organisation.name, organisation.country, organisation.roles) == ("Rivage Numérique", "FR", ("titulaire",))


def test_contracts_follow():
    contract = next(each for each in joined([OWN, PUBLISHED, OTHER, CONTRACT]) if isinstance(each, Contract))
    assert contract.holder == "rivage"
    assert contract.co_holders == ("000000091", "rivage")
    assert contract.amendments[0].holders == ("rivage",)


def test_nothing_else_changes():
    same = Organisation("rivage-sud", siren="000000042")
    records: list[Record] = [OTHER, CONTRACT, Service("paie"), Organisation("a"), Organisation("b"), OWN, same]
    random.Random(1).shuffle(records)
    assert joined(records) == records, "without SIREN, or both of the register, they are not one"
