# SPDX-License-Identifier: EUPL-1.2
"""Who owns whom: links and exceptions of GLEIF, each with its own meaning."""

from __future__ import annotations

from datetime import date

import pytest

from sovaudit.errors import InputError
from sovaudit.knowledge import Library, Snapshot
from sovaudit.knowledge.entities import Entity, convert_all, entities, recognises
from sovaudit.model import ABSENT, Unknown
from tests.knowledge._publishers import ACME, HIDDEN, HOLDING, answer, exception, link, record

pytestmark = pytest.mark.usefixtures("english")

SIREN = "123456782"


@pytest.fixture
def read(tmp_path):
    def read_answers(*answers: bytes):
        sources = []
        for number, each in enumerate(answers):
            sources.append(tmp_path / f"{number}.json")
            sources[-1].write_bytes(each)
        made = convert_all(sources, tmp_path / "stored")
        library = Library({"entities": Snapshot("entities", made.provenance, tmp_path / "stored", imported=True)})
        return made, entities(library)

    return read_answers


def test_nothing_imported_tells_nothing():
    found = entities(Library({}))
    assert (found.snapshot, found.look_up(ACME), len(found)) == (None, None, 0)


def test_the_ultimate_parent_is_the_one_that_is_reported(read):
    """Its direct parent is hidden, and yet the top is known: nothing is climbed."""
    made, found = read(
        answer("lei-records", record(ACME, "Acme Fictive", "FR"), record(HOLDING, "Holding Fictive", "US"), many=True),
        answer("relationship-records", link(ACME, HOLDING)),
        answer("reporting-exceptions", exception(ACME, "NON_PUBLIC", "DIRECT")),
        answer("reporting-exceptions", exception(HOLDING, "NO_KNOWN_PERSON")),
    )
    assert made.left_out == ()
    acme = found.look_up(ACME)
    assert acme is not None
    assert acme.direct.lei == Unknown("noassertion", "NON_PUBLIC")
    top = found.top(acme)
    assert isinstance(top, Entity)
    assert (top.name, top.country, found.top(top)) == ("Holding Fictive", "US", top)


@pytest.mark.parametrize(
    ("reason", "top"),
    [
        ("NO_KNOWN_PERSON", True),
        ("NATURAL_PERSONS", True),
        ("NON_CONSOLIDATING", True),
        ("NON_PUBLIC", Unknown("noassertion", "NON_PUBLIC")),
        ("BINDING_LEGAL_COMMITMENTS", Unknown("noassertion", "BINDING_LEGAL_COMMITMENTS")),
        ("NO_LEI", Unknown("absent", "NO_LEI")),
        ("SOMETHING_NEW", Unknown("noassertion", "SOMETHING_NEW")),
    ],
)
def test_what_an_exception_means(read, reason, top):
    _made, found = read(
        answer("lei-records", record(HIDDEN, "Fictive")), answer("reporting-exceptions", exception(HIDDEN, reason))
    )
    entity = found.look_up(HIDDEN)
    assert entity is not None
    assert found.top(entity) == (entity if top is True else top)
    assert entity.ultimate.reason == reason


def test_a_link_counts_before_an_exception_in_any_order(read):
    parts = [
        answer("lei-records", record(ACME, "Fictive")),
        answer("relationship-records", link(ACME, HOLDING)),
        answer("reporting-exceptions", exception(ACME, "NON_PUBLIC")),
    ]
    for answers in (parts, parts[::-1]):
        entity = read(*answers)[1].look_up(ACME)
        assert entity is not None
        assert entity.ultimate.lei == HOLDING


def test_a_parent_that_was_not_imported_is_named_and_unknown(read):
    _made, found = read(
        answer("lei-records", record(ACME, "Fictive")), answer("relationship-records", link(ACME, HOLDING))
    )
    entity = found.look_up(ACME)
    assert entity is not None
    assert found.top(entity) == Unknown("undefined", HOLDING)


def test_an_entity_that_reports_nothing_is_unknown(read):
    _made, found = read(answer("lei-records", record(ACME, "Fictive")))
    entity = found.look_up(ACME)
    assert entity is not None
    assert found.top(entity) == ABSENT


def test_links_that_ended_are_left_out_and_said(read):
    gone = link(ACME, HOLDING) | {"extension": {"deletedAt": "2025-01-01T00:00:00Z"}}
    made, found = read(
        answer("lei-records", record(ACME, "Fictive")),
        answer("relationship-records", link(ACME, HOLDING, status="INACTIVE"), gone, many=True),
    )
    entity = found.look_up(ACME)
    assert entity is not None
    assert entity.ultimate.lei == ABSENT
    assert [place for place, _why in made.left_out] == ["1.json: /data/0", "1.json: /data/1"]


@pytest.mark.parametrize(
    ("register", "number", "siren"),
    [
        ("RA000189", SIREN, SIREN),
        ("RA000192", "123 456 782", SIREN),
        ("RA000585", SIREN, ABSENT),  # Companies House numbers are no SIREN, whatever they look like
        ("RA000189", "RCS 123", ABSENT),
    ],
)
def test_french_entities_are_found_by_siren(read, register, number, siren):
    _made, found = read(
        answer("lei-records", record(ACME, "Fictive", registeredAt={"id": register}, registeredAs=number))
    )
    entity = found.look_up(ACME)
    assert entity is not None
    assert entity.siren == siren
    assert (found.look_up("123 456 782") == entity) == (siren == SIREN)


def test_natural_persons_are_not_kept(read):
    made, found = read(
        answer("lei-records", record(ACME, "Fictive")),
        answer("lei-records", record(HIDDEN, "A person", category="SOLE_PROPRIETOR")),
    )
    assert found.look_up(HIDDEN) is None
    assert [place for place, _why in made.left_out] == ["1.json: /data"]


def test_the_newer_of_two_records_counts(read):
    old, new = record(ACME, "Before"), record(ACME, "After")
    new["registration"] = {"status": "LAPSED", "lastUpdateDate": "2026-02-01T00:00:00Z"}
    for answers in ((old, new), (new, old)):
        entity = read(answer("lei-records", *answers, many=True))[1].look_up(ACME)
        assert entity is not None
        assert (entity.name, entity.registration) == ("After", "LAPSED")


def test_the_day_is_that_of_the_oldest_answer(read):
    made, _found = read(
        answer("lei-records", record(ACME, "Fictive"), day="2026-02-01"),
        answer("relationship-records", link(ACME, HOLDING), day="2026-01-01"),
    )
    assert made.provenance.as_of == date(2026, 1, 1)


AUTHORITY = "Entity.RegistrationAuthority.RegistrationAuthority"
ENTITIES = f"""\
LEI,Entity.LegalName,Entity.LegalName.xmllang,Entity.LegalAddress.Country,Entity.HeadquartersAddress.Country,\
{AUTHORITY}ID,{AUTHORITY}EntityID,Entity.LegalJurisdiction,Entity.EntityCategory,Entity.EntityStatus,\
Registration.LastUpdateDate,Registration.RegistrationStatus
{ACME},"Fictive, SA",fr,FR,FR,RA000189,{SIREN},FR,GENERAL,ACTIVE,2026-01-01T00:00:00Z,ISSUED
{HOLDING},Holding Fictive,en,US,US,RA000602,77,US-DE,GENERAL,ACTIVE,2026-01-01T00:00:00Z,LAPSED
{HIDDEN},A person,fr,FR,FR,RA000189,,FR,SOLE_PROPRIETOR,ACTIVE,2026-01-01T00:00:00Z,ISSUED
"""
LINKS = f"""\
Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,\
Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus
{ACME},LEI,{HOLDING},LEI,IS_ULTIMATELY_CONSOLIDATED_BY,ACTIVE
{ACME},LEI,{HOLDING},LEI,IS_FUND-MANAGED_BY,ACTIVE
"""
EXCEPTIONS = f"""\
LEI,Exception.Category,Exception.Reason.1,Exception.Reference.1
{ACME},DIRECT_ACCOUNTING_CONSOLIDATION_PARENT,NON_PUBLIC,
{HOLDING},ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT,NO_KNOWN_PERSON,
short
"""


def test_the_golden_copy_tells_what_the_api_tells(read):
    """The three tables, under the headers of the golden copy; what is left out is said with its line."""
    tables = [each.encode() for each in (ENTITIES, LINKS, EXCEPTIONS)]
    assert all(recognises(each, "x") for each in tables)
    made, found = read(*tables)
    _made, told = read(
        answer(
            "lei-records",
            record(ACME, "Fictive, SA", "FR", registeredAt={"id": "RA000189"}, registeredAs=SIREN),
            record(HOLDING, "Holding Fictive", "US", jurisdiction="US-DE")
            | {"registration": {"status": "LAPSED", "lastUpdateDate": "2026-01-01T00:00:00Z"}},
            many=True,
        ),
        answer("relationship-records", link(ACME, HOLDING)),
        answer("reporting-exceptions", exception(ACME, "NON_PUBLIC", "DIRECT")),
        answer("reporting-exceptions", exception(HOLDING, "NO_KNOWN_PERSON")),
    )
    for lei in (ACME, HOLDING):
        assert found.look_up(lei) == told.look_up(lei) is not None
    assert found.look_up(HIDDEN) is None
    assert made.provenance.as_of == date.min  # the rows do not tell the day of the copy
    assert [place for place, _why in made.left_out] == ["0.json: line 4", "1.json: line 3", "2.json: line 4"]


def test_answers_without_an_entity_are_refused(read):
    with pytest.raises(InputError, match="no legal entity"):
        read(answer("relationship-records", link(ACME, HOLDING)))


def test_recorded_answers(samples, tmp_path):
    """46 recorded files: 44 tell of entities, two complete names. What they say of whom is in the README of GLEIF."""
    files = sorted((samples / "gleif").glob("*.json"))
    known = [path for path in files if recognises(path.read_bytes()[:4096], path.name)]
    assert len(files) - len(known) == 2
    made = convert_all(known, tmp_path / "stored")
    found = entities(Library({"entities": Snapshot("entities", made.provenance, tmp_path / "stored", imported=True)}))
    tops = {}
    for lei in ("549300YX4S1LLSMK2627", "254900LNRYNOQ9YPU758", "INR2EJN1ERAN0W5ZP974", "21380068P1DRHMJ8KU70"):
        entity = found.look_up(lei)
        assert entity is not None
        top = found.top(entity)
        assert isinstance(top, Entity)
        tops[entity.name] = (top.name, top.jurisdiction)
    assert tops == {
        "APPLE ENERGY LLC": ("Apple Inc.", "US-CA"),
        "Amazon Digital UK Limited": ("AMAZON.COM, INC.", "US-DE"),
        "MICROSOFT CORPORATION": ("MICROSOFT CORPORATION", "US-WA"),
        "SHELL PLC": ("SHELL PLC", "GB"),
    }
