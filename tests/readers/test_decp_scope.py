# SPDX-License-Identifier: EUPL-1.2
"""Which contracts are for information technology: by their CPV code, else by what they say that they are for."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit import knowledge
from sovaudit.errors import InputError
from sovaudit.model import Contract, Descriptions, Register
from sovaudit.readers import decp_json, decp_table, decp_xml
from sovaudit.readers._decp_scope import COMPANIONS, ENOUGH, FALSE_FRIENDS, folded_words, it_related, keyword_of, labels
from sovaudit.readers._siret import siret_fault

DATA = Path(knowledge.__file__).parent / "data"


def test_the_table_is_the_one_that_its_source_describes():
    stated = tomllib.loads((DATA / "cpv_it.source.toml").read_text(encoding="utf-8"))
    assert hashlib.sha256((DATA / "cpv_it.csv").read_bytes()).hexdigest() == stated["sha256"]
    assert len(labels()) == 657
    assert all(len(code) == 8 and label for code, label in labels().items())


@pytest.mark.parametrize(
    ("cpv", "within", "reason"),
    [
        ("72267000-4", True, "72267000 Services de maintenance et de réparation de logiciels"),
        ("72267000", True, "72267000 Services de maintenance et de réparation de logiciels"),
        ("48112345", True, "48110000 Logiciels de points de vente (POS)"),
        ("45000000-7 ; 48000000", True, "48000000 Logiciels et systèmes d'information"),
        ("72000000.0", True, labels()["72000000"]),
        ("30192000-1", False, ""),
        ("30000000-9", False, ""),
        ("64000000", False, ""),
        ("4800000", None, ""),
        ("480000000", None, ""),
        ("", None, ""),
        ("NC", None, ""),
    ],
)
def test_by_code(cpv, within, reason):
    found = it_related(cpv, "")
    assert found.within is within
    assert reason in found.reason


def test_every_code_of_the_table_speaks_for_itself():
    for code, label in labels().items():
        assert it_related(code, "").reason == f"{code} {label}"


@pytest.mark.parametrize(
    "subject",
    [
        "Acquisition d'un LOGICIEL de gestion du courrier",
        "Progiciels métiers",
        "Renouvellement de licences Exemple et support",
        "Licence d'utilisation",
        "Solution SaaS de gestion des temps",
        "Hébergement et infogérance du site internet",
        "Hébergement des données de santé",
        "Tierce maintenance applicative",
        "Maintenance corrective et évolutive des applications métiers",
        "Refonte du site web",
        "Mise en place d'une solution de sauvegarde externalisée",
        "Système d'information géographique",
        "Prestations de cybersécurité",
        "Migration vers le cloud de la ville de Saint-Cloud",
        "Messagerie collaborative",
        "Espace numérique de travail des collèges",
    ],
)
def test_a_keyword_in_the_subject(subject):
    found = it_related("79000000-4", subject)
    assert (found.within, found.by) == (True, "subject")
    assert set(found.reason.split()) <= set(folded_words(subject))


@pytest.mark.parametrize(
    "subject",
    [
        "Cession d'une licence de débit de boissons",
        "Licence IV du restaurant municipal",
        "Licences d'entrepreneur de spectacles",
        "Formation de la licence professionnelle",
        "Maintenance des ascenseurs",
        "Maintenance des installations de chauffage",
        "Hébergement d'urgence des familles",
        "Hébergement et restauration des stagiaires",
        "Plan communal de sauvegarde",
        "Messagerie et transport de colis",
        "Travaux de voirie à Saint-Cloud",
        "Application d'enrobés à froid",
        "Mise aux normes d'un ERP",
        "Gestion des déchets sur le site du port",
        "Signature du bâtiment : façade",
        "Services de nettoyage",
    ],
)
def test_false_friends(subject):
    assert it_related("79000000-4", subject).within is False
    assert it_related("", subject).within is False


@pytest.mark.parametrize("subject", ["", "x", "n° 12", "AB"])
def test_what_says_nothing_is_kept(subject):
    assert it_related("", subject).within is None


def test_the_words_are_folded_and_each_is_in_one_list():
    every = [*ENOUGH, *COMPANIONS, *FALSE_FRIENDS]
    assert len(every) == len(set(every))
    assert all(folded_words(word) == [word] for word in every)
    for after in COMPANIONS.values():
        assert all(" ".join(folded_words(each)) == each for each in after.split("|"))


@given(st.text())
def test_any_subject_is_answered(subject):
    assert isinstance(keyword_of(subject), str)


def test_a_hostile_subject_is_answered_quickly():
    for word in ("licence de debit ", "hebergement ", "maintenance a ", "cloud "):
        keyword_of(word * 100_000)


@pytest.mark.parametrize(
    ("siret", "right"),
    [
        ("13002526500013", True),
        ("35600000000048", True),
        ("35600000000010", True),
        ("13002526500014", False),
        ("1300252650001", False),
        ("1,30025E+13", False),
        ("00000000000000", False),
        ("1300252650001³", False),
        ("", False),
    ],
)
def test_siret(siret, right):
    assert (siret_fault(siret) == "") == right


def _expected(data: bytes, kind: str) -> int:
    """Count the records of a file without any of our code."""
    if kind == "xml":
        root = ET.fromstring(data)
        found = [each for each in root.iter() if each.tag in ("marche", "contrat-concession")]
        return len(found)
    if kind == "csv":
        return len(list(csv.DictReader(data.decode("utf-8-sig").splitlines())))
    held = json.loads(data)["marches"]
    return len(held) if isinstance(held, list) else sum(map(len, held.values()))


def test_the_records_of_real_files_are_counted_as_others_count_them(corpus):
    with (corpus / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong, counted = [], 0
    kinds = {"json": decp_json, "xml": decp_xml, "csv": decp_table, "xlsx": decp_table, "ods": decp_table}
    for row in rows:
        family, _colon, kind = row["format"].partition(":")
        reader = kinds.get(kind)
        if family not in ("decp", "decp-2019", "decp-table", "procurement", "scdl") or reader is None:
            continue
        data = (corpus / row["path"]).read_bytes()
        if not reader.recognises(data, row["path"]) or (b'"$schema": "http' in data[:400] and b'"properties"' in data):
            assert row["expected"] != "valid", row["path"]
            continue
        if row["path"].endswith("schema.json") or b'"ocid"' in data:
            with pytest.raises(InputError):
                reader.read(data, row["path"], Descriptions())
            continue
        found = reader.read(data, row["path"], Descriptions())
        assert isinstance(found, Register)
        kept = sum(isinstance(each, Contract) for each in found.records)
        expected = 4 if kind in ("xlsx", "ods") else _expected(data, kind)
        counted += 1
        if found.rows != expected or found.rows != kept + found.left_out + found.merged + found.rejected:
            wrong.append((row["path"], found.rows, expected))
    assert wrong == []
    assert counted >= 25
