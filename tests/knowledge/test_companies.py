# SPDX-License-Identifier: EUPL-1.2
"""French companies: what is kept of an answer, and above all what is not."""

from __future__ import annotations

import pytest

from sovaudit.errors import InputError
from sovaudit.knowledge import Library, Snapshot, shipped
from sovaudit.knowledge.companies import Company, companies, convert, convert_all
from sovaudit.model import ABSENT, Unknown
from tests.knowledge import _publishers as publishers

pytestmark = pytest.mark.usefixtures("english")

ONE, OTHER = "123456782", "987654324"


@pytest.fixture
def read(tmp_path):
    def read_results(*results):
        source = tmp_path / "answer.json"
        source.write_bytes(publishers.companies(*results))
        made = convert(source, tmp_path / "stored")
        imported = Snapshot("companies", made.provenance, tmp_path / "stored", imported=True)
        return made, companies(Library({each.name: each for each in (*shipped().snapshots(), imported)}))

    return read_results


def test_nothing_imported_tells_nothing():
    found = companies(Library({}))
    assert (found.snapshot, found.look_up(ONE), len(found)) == (None, None, 0)


def test_what_is_kept(read):
    _made, found = read(publishers.company(ONE))
    assert found.look_up(ONE) == Company(
        ONE, "SOCIETE FICTIVE", country="FR", open=True, naf="62.02A", category="PME", form="5710"
    )
    assert found.look_up("123 456 782 00013") == found.look_up(ONE)
    assert found.look_up(OTHER) is None


def test_no_natural_person_reaches_the_disk(read, tmp_path):
    made, found = read(
        publishers.company(ONE),
        publishers.company(OTHER, nature_juridique="1000", nom_complet="PERSONNE FICTIVE"),
        publishers.company("111111118", complements={"est_entrepreneur_individuel": True}),
    )
    assert len(found) == 1
    assert [place for place, _why in made.left_out] == ["answer.json: /results/1", "answer.json: /results/2"]
    assert b"PERSONNE" not in (tmp_path / "stored").read_bytes()


@pytest.mark.parametrize(
    ("changed", "field", "value"),
    [
        ({"etat_administratif": "C"}, "open", False),
        ({"etat_administratif": "X"}, "open", Unknown("unrecognised", "X")),
        ({"etat_administratif": None}, "open", ABSENT),
        ({"siege": {"libelle_pays_etranger": "BELGIQUE"}}, "country", "BE"),
        ({"siege": {"libelle_pays_etranger": "ETATS-UNIS"}}, "country", "US"),
        ({"siege": {"libelle_pays_etranger": "SYLDAVIE"}}, "country", Unknown("unrecognised", "SYLDAVIE")),
        ({"siege": {}}, "country", ABSENT),
        ({"siege": None}, "country", ABSENT),
        ({"bodacc": {"procedure_collective": None}}, "insolvency", ""),
        ({"bodacc": {"procedure_collective": {"statut": "en_cours", "date": "2026-01-02"}}}, "insolvency", "en_cours"),
        ({"bodacc": {"procedure_collective": {"statut": "x", "date": "2026-01-02"}}}, "insolvency_since", "2026-01-02"),
        ({"nom_raison_sociale": None}, "name", "SOCIETE FICTIVE (SF)"),
    ],
)
def test_each_field(read, changed, field, value):
    found = read(publishers.company(ONE, **changed))[1].look_up(ONE)
    assert found is not None
    assert getattr(found, field) == value


def test_entries_that_are_no_company_are_said(read):
    made, found = read(
        publishers.company(ONE),
        publishers.company("12"),
        publishers.company(OTHER, nom_complet="", nom_raison_sociale=""),
    )
    assert (len(found), len(made.left_out)) == (1, 2)


def test_pages_are_read_together(tmp_path):
    for name, siren in (("a", ONE), ("b", OTHER)):
        (tmp_path / name).write_bytes(publishers.companies(publishers.company(siren)))
    assert convert_all([tmp_path / "a", tmp_path / "b"], tmp_path / "stored").provenance.records == 2


def test_an_answer_without_a_company_is_refused(read):
    with pytest.raises(InputError, match="no company"):
        read()


def test_a_recorded_answer(samples, tmp_path):
    made = convert(samples / "recherche-entreprises" / "search-carrefour.json", tmp_path / "stored")
    assert (made.provenance.records, made.left_out) == (1, ())
