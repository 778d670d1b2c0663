# SPDX-License-Identifier: EUPL-1.2
"""Mercator's API answers: objects become records whose ids other files can refer to."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.model import (
    ABSENT,
    Answer,
    Application,
    Dependency,
    Descriptions,
    Hosting,
    Organisation,
    Register,
    Service,
    Source,
    Unknown,
)
from sovaudit.readers import Reader, mercator_json
from sovaudit.readers._mercator_item import cpe_of, number_of
from tests.readers._reading import DATA, files, said

READER: Reader = mercator_json

FOLDER = DATA / "mercator_json"


def read(data: bytes | object, path: str = "export.json") -> Register:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    found = READER.read(content, path, Descriptions())
    assert isinstance(found, Register)
    return found


def load(name: str) -> Register:
    return read((FOLDER / name).read_bytes())


def of(register: Register, noun: type) -> list[Any]:
    return [each for each in register.records if type(each) is noun]


def needs(register: Register) -> set[tuple[str, str, object]]:
    return {(each.dependant, each.dependency, each.kind) for each in of(register, Dependency)}


@pytest.mark.parametrize("name", files("mercator_json", "ok"))
def test_a_sound_file_is_recognised(name):
    assert READER.recognises((FOLDER / name).read_bytes(), "export.json")
    assert load(name).rejected == 0


def test_what_is_said_of_an_application():
    one, two = of(load("ok-list.json"), Application)
    assert (one.id, one.name, one.kind, one.publisher) == (
        "mercator-application-1",
        "État civil",
        "proprietary",
        "Éditions Exemple",
    )
    assert (one.rto_hours, one.rpo_hours, one.owner, one.version) == (4, 1, "Service exemple", "4.2")
    assert one.cpe == "cpe:2.3:a:editions_exemple:etat_civil:4.2:*:*:*:*:*:*:*"
    assert one.users == Unknown("unrecognised", "> 100")
    assert (two.kind, two.users, two.hosting) == ("saas", 350, "mercator-hosting-nuage-exemple")
    assert one.data_sensitivity == ABSENT


def test_zero_minutes_is_a_form_left_blank():
    two = of(load("ok-list.json"), Application)[1]
    assert (two.rto_hours, two.rpo_hours) == (ABSENT, ABSENT)


def test_a_hosting_is_made_of_the_text_that_names_it():
    assert [(each.id, each.name) for each in of(load("ok-list.json"), Hosting)] == [
        ("mercator-hosting-nuage-exemple", "Nuage exemple")
    ]


def test_references_are_ids_that_other_files_define():
    register = load("ok-one-object.json")
    (one,) = of(register, Application)
    assert one.services == ("mercator-process-11", "mercator-activity-9")
    own = "application:mercator-application-1"
    assert needs(register) == {
        (own, "hosting:mercator-database-1", "runs_on"),
        (own, "hosting:mercator-logical-server-2", "runs_on"),
        (own, "organisation:mercator-entity-5", "operated_by"),
    }
    assert one.origin.source("rto_hours") == Source("export.json", "/data")


def test_several_kinds():
    register = load("ok-several-kinds.json")
    assert [(each.id, each.parent, each.roles) for each in of(register, Organisation)] == [
        ("mercator-entity-5", "mercator-entity-6", ("Supplier", "external")),
        ("mercator-entity-6", ABSENT, ("Supplier", "external")),
        ("mercator-entity-7", ABSENT, ("Internal", "internal")),
    ]
    assert [(each.id, each.dmia_hours, each.prd_hours, each.contact) for each in of(register, Service)] == [
        ("mercator-process-11", ABSENT, ABSENT, "Direction exemple"),
        ("mercator-activity-9", 8, 1.5, ABSENT),
    ]
    assert [(each.id, each.offer, each.provider) for each in of(register, Hosting)] == [
        ("mercator-database-1", "PostgreSQL", "mercator-entity-5"),
        ("mercator-logical-server-2", ABSENT, ABSENT),
    ]
    assert [each.origin.place for each in of(register, Organisation)] == [f"/entities/data/{n}" for n in range(3)]


def test_who_needs_whom():
    found = needs(load("ok-several-kinds.json"))
    application, database = "application:mercator-application-1", "hosting:mercator-database-1"
    assert ("organisation:mercator-entity-7", "organisation:mercator-entity-5", "supplied_by") in found
    assert ("organisation:mercator-entity-7", "organisation:mercator-entity-6", "membre") in found
    assert not any(kind == "maintained_by" for _a, _b, kind in found), "that relation has ended"
    assert ("service:mercator-process-11", "service:mercator-activity-9", "relies_on") in found
    assert ("service:mercator-activity-9", application, "relies_on") in found
    assert (database, "hosting:mercator-logical-server-2", "runs_on") in found
    assert (application, "hosting:mercator-logical-server-2", "runs_on") in found
    assert ("application:mercator-application-2", application, "exchanges_with") in found
    assert {(application, database, "exchanges_with"), (database, application, "exchanges_with")} <= found


def test_the_publisher_is_the_entity_of_that_name():
    assert of(load("ok-several-kinds.json"), Application)[0].publisher == "mercator-entity-5"


def test_everything_is_counted():
    register = load("ok-several-kinds.json")
    assert register.rows == 16
    assert register.left_out == 4  # a relation that ended, a deleted activity, a flux between services, a network
    assert register.rejected == 0
    told = " ".join(each.message for each in register.issues)
    for word in ("networks", "deleted", "no longer active", "security_need_c", "contact_point"):
        assert word in told


def test_values_that_cannot_be_understood():
    register = load("broken-values.json")
    assert (register.rows, register.rejected, len(of(register, Application))) == (4, 2, 2)
    assert {
        ("/0/rto", "« longtemps » is no number of minutes"),
        ("/1", "an object was expected"),
        ("/2", "an object without id or name: it is left out"),
    } <= set(said(register.issues))
    assert of(register, Application)[0].rto_hours == Unknown("invalid", "longtemps")
    assert of(register, Application)[1].services == ("mercator-process-1",)
    assert any(place == "/3/processes" for place, _message in said(register.issues))


def test_a_truncated_file_is_refused_with_its_place():
    with pytest.raises(InputError) as caught:
        load("broken-truncated.json")
    assert "line 1" in caught.value.where


@pytest.mark.parametrize(
    ("name", "kind"), [("containers.json", Hosting), ("api/logical-servers.json", Hosting), ("processes.json", Service)]
)
def test_the_name_of_the_file_tells_what_its_members_do_not(name, kind):
    data = b'[{"id":1,"name":"a","type":null,"created_at":"2025-01-01","updated_at":"2025-01-01"}]'
    assert READER.recognises(data, name)
    assert not READER.recognises(data, "notes.json")
    assert [type(each) for each in read(data, name).records] == [kind]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b'{"bomFormat":"CycloneDX","components":[]}',
        b'[{"id":1,"name":"a"}]',
        b'"application_block_id"',
        b'{"sill":[{"id":1,"i":"x"}]}',
    ],
)
def test_other_json_is_not_recognised(data):
    assert not READER.recognises(data, "export.json")


def test_many_unknown_kinds_and_defects_are_grouped():
    assert len(read({f"k{n}": [{"id": 1}] for n in range(300)}).issues) < 30
    register = read([{"id": n, "application_block_id": 1, "rto": "x"} for n in range(300)])
    assert len(register.issues) < 30
    assert register.rows == len(of(register, Application)) == 300


def test_more_records_than_the_limit_are_refused():
    before = limits()
    limit_by(Limits(rows=3))
    try:
        with pytest.raises(InputError) as caught:
            read([{"id": n, "application_block_id": 1} for n in range(4)])
    finally:
        limit_by(before)
    assert "rows" in caught.value.message
    assert "--limit rows" in caught.value.hint


@pytest.mark.parametrize(
    ("vendor", "product", "version", "expected"),
    [
        ("apache", "http_server", "", "cpe:2.3:a:apache:http_server:*:*:*:*:*:*:*:*"),
        ("gnu", "c++ tool", "1:2", r"cpe:2.3:a:gnu:c\+\+_tool:1\:2:*:*:*:*:*:*:*"),
        ("gnu", r"c\+\+", "1", r"cpe:2.3:a:gnu:c\+\+:1:*:*:*:*:*:*:*"),
        ("", "x", "1", ""),
    ],
)
def test_cpe_names(vendor, product, version, expected):
    assert cpe_of(vendor, product, version) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = st.sampled_from(
    (
        *("id", "name", "application_block_id", "rto", "rpo", "users", "processes", "logicalServers", "hosting"),
        *("source_id", "destination_id", "active", "type", "deleted_at", "bidirectional", "application_source_id"),
        *("database_dest_id", "entity_resp_id", "is_external", "cluster_id", "data"),
    )
)


@given(
    st.lists(st.dictionaries(MEMBERS, JSON, max_size=8) | JSON, max_size=4),
    st.sampled_from(("entities", "x", "fluxes")),
)
def test_whatever_the_values_objects_are_counted(objects, kind):
    register = read({kind: objects, "relations": objects})
    assert register.rows == 2 * len(objects)
    assert register.rejected + register.left_out <= register.rows
    assert all(
        each.id.startswith("mercator-") for each in register.records if not isinstance(each, Dependency | Answer)
    )


@given(JSON)
def test_any_json_is_read_or_refused(value):
    if isinstance(value, dict | list):
        found = read(value)
        assert found.rejected + found.left_out <= found.rows
    else:
        with pytest.raises(InputError, match="object"):
            read(value)


@given(st.integers(0, 10**17))
def test_a_number_is_the_same_however_it_is_written(number):
    assert number_of(number) == number_of(str(number)) == number_of(f" {number} ") == str(number)
