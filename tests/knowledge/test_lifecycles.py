# SPDX-License-Identifier: EUPL-1.2
"""Lifecycles: what is shipped, what is imported from endoflife.date, and the city's own table."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sovaudit.errors import InputError
from sovaudit.knowledge import Library, Snapshot, shipped
from sovaudit.knowledge.lifecycles import (
    NAME,
    OWN,
    SINGLE,
    Cycle,
    Product,
    convert,
    convert_all,
    gathers,
    lifecycles,
    recognises,
    written,
)
from sovaudit.model import Provenance

SHIPPED = lifecycles(shipped()).products

POSTGRESQL: dict[str, Any] = {
    "schema_version": "1.2.1",
    "generated_at": "2026-08-22T00:00:00+00:00",
    "total": 1,
    "result": [
        {
            "name": "postgresql",
            "aliases": ["postgres", "pg", "psql", "pgsql"],
            "label": "PostgreSQL",
            "category": "database",
            "tags": ["database"],
            "versionCommand": "psql --version",
            "identifiers": [
                {"type": "repology", "id": "postgresql"},
                {"type": "purl", "id": "pkg:generic/postgresql"},
                {"type": "cpe", "id": "cpe:2.3:a:postgresql:postgresql"},
            ],
            "labels": {"eol": "Support Status"},
            "links": {"html": "https://endoflife.date/postgresql"},
            "releases": [
                {
                    "name": "16",
                    "codename": None,
                    "label": "16",
                    "releaseDate": "2023-09-14",
                    "isLts": False,
                    "ltsFrom": None,
                    "isEol": True,  # wrong on purpose: worked out when their site was built, and not to be believed
                    "eolFrom": "2028-11-09",
                    "isMaintained": False,
                    "latest": {"name": "16.15", "date": "2026-08-10", "link": "https://example.org/"},
                    "custom": None,
                    "a field of tomorrow": 1,
                }
            ],
        }
    ],
}


def converted(tmp_path: Path, content: str | bytes, name: str = "file"):
    """Import a file, and return its products with what is said of it."""
    source, target = tmp_path / name, tmp_path / "stored"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert recognises(source.read_bytes()[:4096], name)
    told = convert(source, target)
    snapshot = Snapshot(told.name, told.provenance, target, imported=True)
    return lifecycles(Library({told.name: snapshot})).products, told


def test_what_is_shipped_is_what_its_source_says():
    (snapshot,) = shipped().of(NAME)
    assert hashlib.sha256(snapshot.read()).hexdigest() == snapshot.provenance.sha256
    assert snapshot.provenance.records == len(SHIPPED) >= 200
    assert all(product.cycles for product, _snapshot in SHIPPED.values())
    assert snapshot.provenance.licence == "MIT"
    assert "Copyright 2020 endoflife.date contributors" in snapshot.provenance.note
    assert written(tuple(product for product, _snapshot in SHIPPED.values())) == snapshot.read()


def test_the_api_says_the_same_as_the_transcription(tmp_path):
    products, told = converted(tmp_path, json.dumps(POSTGRESQL))
    (product,) = (each for each, _snapshot in products.values())
    ours = SHIPPED["postgresql"][0]
    assert product.cycles[0] == next(each for each in ours.cycles if each.cycle == "16")
    assert (product.name, product.label, product.aliases) == (ours.name, ours.label, ours.aliases)
    assert set(product.identifiers) < set(ours.identifiers)
    assert (told.name, told.provenance.as_of, told.left_out) == (NAME, date(2026, 8, 22), ())


def test_real_answers_of_the_api_say_the_same_as_the_transcription(tmp_path, samples):
    files = sorted((samples / "endoflife").glob("reconstructed-product-*.json"))
    assert len(files) > 10
    for file in files:
        answer = json.loads(file.read_bytes())
        whole = {"schema_version": "1", "generated_at": answer["generated_at"], "result": [answer["result"]]}
        products, _told = converted(tmp_path, json.dumps(whole))
        ((name, (product, _snapshot)),) = products.items()
        # Their labels say on which day a cycle becomes « LTS », which the transcription does not keep.
        unlabelled = [replace(each, label="") for each in product.cycles]
        assert unlabelled == [replace(each, label="") for each in SHIPPED[name][0].cycles], name
        assert product.identifiers == SHIPPED[name][0].identifiers


@pytest.mark.parametrize(
    ("release", "cycle"),
    [
        ({"isEol": True, "eolFrom": None}, Cycle("1", eol=True)),
        ({"isEol": False, "eolFrom": None}, Cycle("1", eol=False)),
        ({"isEol": False, "eolFrom": "2030-01-31"}, Cycle("1", eol=date(2030, 1, 31))),
        ({"isEol": True, "isEoes": None, "eoesFrom": None}, Cycle("1", eol=True)),  # not eligible for an extension
        ({"isEol": True, "isEoes": False, "eoesFrom": "2029-05-31"}, Cycle("1", eol=True, eoes=date(2029, 5, 31))),
        ({"isEol": False, "latest": None}, Cycle("1", eol=False)),
    ],
)
def test_a_day_counts_before_what_was_made_of_it(tmp_path, release, cycle):
    answer = {
        **POSTGRESQL,
        "result": [{"name": "x", "label": "X", "releases": [{"name": "1", "label": "1", **release}]}],
    }
    products, _told = converted(tmp_path, json.dumps(answer))
    assert products["x"][0].cycles == (cycle,)


def test_a_bad_product_is_left_out_and_said(tmp_path):
    good = POSTGRESQL["result"][0]
    bad = [{"name": "x"}, {"name": "y", "releases": [{"name": "1", "eolFrom": "soon"}]}, 7]
    products, told = converted(tmp_path, json.dumps({**POSTGRESQL, "result": [*bad, good]}))
    assert list(products) == ["postgresql"]
    assert sorted(place for place, _why in told.left_out) == ["/result/0", "/result/1", "/result/2"]


@pytest.mark.parametrize(
    "content",
    [
        '{"schema_version": "1", "generated_at": "2026-08-22", "result": [{"name": "a", "uri": "https://example.org"}]}',
        '{"schema_version": "1", "generated_at": "2026-08-22", "result": [',
        '{"schema_version": "1", "generated_at": "2026-08-22", "result": ' + "[" * 50_000,
        "product,cycle,end_of_life,as_of\n",
        "product,cycle,end_of_life,as_of\nx,1,soon,2026-01-01\n",
    ],
    ids=["the list without dates", "cut off", "deep", "no row", "no good row"],
)
def test_what_tells_nothing_is_refused(tmp_path, content):
    with pytest.raises(InputError):
        converted(tmp_path, content)


TABLE = """\
product;label;aliases;identifiers;cycle;released;end_of_life;extended_until;latest;as_of;source
paie-exemple;Paie Exemple;Paie Ex|PEX;pkg:generic/paie-exemple;7;2022-01-10;31/12/2027;;7.4;2026-10-01;courrier
paie-exemple;;;;6;;2025-06-30;2027-06-30;6.9;2026-09-01;courrier
etat-civil-exemple;;;;3;;non;;;2026-10-01;
paie-exemple;;;;;;2025-06-30;;;2026-10-01;
"""


def test_the_city_can_write_a_table_of_its_own(tmp_path):
    products, told = converted(tmp_path, TABLE.encode("cp1252"), "cycles.csv")
    pay, _snapshot = products["paie-exemple"]
    assert pay == Product(
        "paie-exemple",
        "Paie Exemple",
        aliases=("Paie Ex", "PEX"),
        identifiers=("pkg:generic/paie-exemple",),
        cycles=(
            Cycle(
                cycle="7",
                released=date(2022, 1, 10),
                eol=date(2027, 12, 31),
                latest="7.4",
                as_of=date(2026, 10, 1),
                source="courrier",
            ),
            Cycle(
                cycle="6",
                eol=date(2025, 6, 30),
                eoes=date(2027, 6, 30),
                latest="6.9",
                as_of=date(2026, 9, 1),
                source="courrier",
            ),
        ),
    )
    assert products["etat-civil-exemple"][0].cycles[0].eol is False
    assert told.name == OWN
    assert told.provenance.as_of == date(2026, 10, 1)
    assert [place for place, _why in told.left_out] == ["line 5"]


def test_a_product_of_the_city_takes_the_place_of_one_of_theirs(tmp_path):
    own = tmp_path / "own.json"
    own.write_bytes(written((Product("php", cycles=(Cycle("8.1", eol=date(2027, 1, 1)),)),)))
    stated = Provenance("own", "NOASSERTION", date(2026, 1, 1))
    (theirs,) = shipped().of(NAME)
    products = lifecycles(Library({NAME: theirs, OWN: Snapshot(OWN, stated, own, imported=True)})).products
    assert products["php"][0].cycles == (Cycle("8.1", eol=date(2027, 1, 1)),)
    assert products["postgresql"] == SHIPPED["postgresql"]


def test_without_a_snapshot_there_is_nothing():
    assert lifecycles(Library({})).products == {}


@pytest.mark.parametrize(
    ("head", "ours"),
    [
        (json.dumps(POSTGRESQL).encode()[:4096], True),
        (b"\xef\xbb\xbfproduct,cycle,end_of_life,as_of\r\n", True),
        (b'"as_of";"end_of_life";"cycle";"product"\n', True),
        (b"product,cycle,end_of_life\n", False),
        (b'{"bomFormat": "CycloneDX"}', False),
        (b"", False),
    ],
)
def test_it_knows_its_files_by_their_beginning(head, ours):
    assert recognises(head, "file") == ours


def single(name: str, day: str, ends: str) -> str:
    """Write an answer about one product."""
    product = {"name": name, "releases": [{"name": "1", "isEol": False, "eolFrom": ends}]}
    return json.dumps({"schema_version": "1", "generated_at": f"{day}T00:00:00Z", "result": product})


def test_answers_about_one_product_each_become_one_data_set_beside_the_others(tmp_path):
    sources = []
    for number, content in enumerate(
        (
            single("php", "2026-09-02", "2030-01-31"),
            single("neuf", "2026-09-01", "2031-01-31"),
            '{"result": 1}',
            single("php", "2026-06-01", "2029-01-31"),  # older: it does not count
        )
    ):
        sources.append(tmp_path / f"{number}.json")
        sources[-1].write_text(content)
    assert gathers(sources[0].read_bytes())
    assert not gathers(json.dumps(POSTGRESQL).encode())
    target = tmp_path / "stored"
    told = convert_all(sources, target)
    assert (told.name, told.provenance.as_of, told.provenance.records) == (SINGLE, date(2026, 9, 1), 2)
    assert [place for place, _why in told.left_out] == [str(sources[2])]
    (theirs,) = shipped().of(NAME)
    assert theirs.provenance.as_of < date(2026, 9, 1)
    single_ones = Snapshot(SINGLE, told.provenance, target, imported=True)
    found = lifecycles(Library({NAME: theirs, SINGLE: single_ones})).products
    assert found["php"] == (Product("php", cycles=(Cycle("1", eol=date(2030, 1, 31)),)), single_ones)
    assert found["postgresql"] == SHIPPED["postgresql"]  # the others are not lost
    newer = Snapshot(NAME, replace(theirs.provenance, as_of=date(2026, 9, 2)), theirs.path, imported=True)
    assert lifecycles(Library({NAME: newer, SINGLE: single_ones})).products["php"][1] == newer
