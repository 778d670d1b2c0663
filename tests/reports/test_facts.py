# SPDX-License-Identifier: EUPL-1.2
"""Lines of evidence in words: what sovaudit writes in the language of the run, what others wrote as they wrote it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sovaudit.knowledge import shipped
from sovaudit.language import worded
from sovaudit.model import Source, Unknown
from sovaudit.readers._columns import VOCABULARIES
from sovaudit.reports import _facts
from sovaudit.reports._format import speaking

MEASURES = Path(__file__).resolve().parents[2] / "sovaudit" / "measures"
PUBLISHERS = {
    "endoflife.date",
    "CISA Catalog of Known Exploited Vulnerabilities",
    "Licences libres de la DINUM (code.gouv.fr)",
}
"""Titles that are a publisher's own name for its data."""


def french(code, value):
    with speaking("fr"):
        return f"{_facts.name(code)} = {_facts.value(code, value)}".replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("kind", "proprietary", "type = Logiciel propriétaire"),
        ("kind", "runs_on", "type = fonctionne sur"),
        ("data_sensitivity", "health", "sensibilité des données = données de santé"),
        ("gdpr_adequacy", "eu_eea", "adéquation RGPD = pays de l’EEE"),
        ("secnumcloud", "conflict", "qualification SecNumCloud = les sources se contredisent"),
        ("country", "US", "pays = États-Unis (US)"),
        ("end", "2027-03-31", "fin = 31/03/2027"),
        ("national_single_bid_share", 0.682, "part nationale à offre unique = 68,2 %"),
        ("supplier_name", 0.5, "composants avec un fournisseur = 50 %"),
        ("total_eur", 1200.5, "total = 1\N{NARROW NO-BREAK SPACE}200,5 €"),
        ("eu", False, "membre de l’Union = non"),
        ("country", Unknown("absent"), "pays = aucune source ne le dit"),
        ("application.key_custody", "city", "application.key_custody = ville"),
        # as people and publishers wrote it
        ("procedure", "proprietary", "procédure = proprietary"),
        ("holder", "public", "titulaire = public"),
        ("export_formats", ("CSV", "public"), "formats d’export = CSV ; public"),
        ("name", "US", "nom = US"),
        ("sov2-so1", 4, "sov2-so1 = 4"),
    ],
)
def test_what_is_ours_is_in_words(code, value, said):
    assert french(code, value) == said


def test_a_place_is_a_file_a_register_or_a_data_set():
    with speaking("fr"):
        assert _facts.place(Source("applications.csv", "applications!C5")) == "applications.csv applications!C5"
        assert _facts.place(Source("data:countries", "US")) == "données countries US"
        assert _facts.place(Source("inventory")) == "compté dans l’inventaire"


@pytest.mark.parametrize(("column", "vocabulary"), [("kind", "kind"), ("data_sensitivity", "sensitivity")])
def test_every_code_of_a_register_has_its_words(column, vocabulary):
    with speaking("fr"):
        assert {each for each in VOCABULARIES[vocabulary] if _facts.value(column, each) == each} <= {"public"}


def test_what_measures_count_has_a_french_name():
    """A new one may be shown as it is named until somebody words it; a report full of such names may not."""
    found = set()
    for path in MEASURES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func).rpartition(".")[2] not in ("Fact", "fact"):
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    assert len(found) > 50
    bare = sorted(each for each in found if each not in _facts._NAMES)
    assert len(bare) <= len(found) // 20, bare


def test_every_data_set_that_ships_has_a_french_title():
    with speaking("fr"):
        titles = {each.provenance.title for each in shipped().snapshots()} - PUBLISHERS
        assert sorted(each for each in titles if worded(each) == each) == []
        assert [worded(each) for each in (*PUBLISHERS, "")] == [*PUBLISHERS, ""]
    with speaking("en"):
        assert {worded(each) for each in titles} == titles
