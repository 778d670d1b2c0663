# SPDX-License-Identifier: EUPL-1.2
"""The lists that GLPI's interface exports: French or English headers, several values in a cell."""

from __future__ import annotations

import pytest

from sovaudit.errors import InputError
from sovaudit.model import Bom, Descriptions
from sovaudit.readers import Reader, glpi_csv
from tests.readers._reading import DATA, Seen, files, said, see

READER: Reader = glpi_csv

FOLDER = DATA / "glpi_csv"


def load(name: str) -> Seen:
    return see(READER, (FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", files("glpi_csv", "ok"))
def test_a_sound_file_is_recognised(name):
    assert READER.recognises((FOLDER / name).read_bytes(), "glpi.csv")
    assert not load(name).partial


@pytest.mark.parametrize("name", ["ok-french.csv", "ok-windows-1252.csv"])
def test_one_entry_for_each_version(name):
    seen = load(name)
    assert [(each.name, each.version, each.supplier) for each in seen.entries] == [
        ("LogiExemple", "1.2", "Éditions Exemple"),
        ("LogiExemple", "1.3", "Éditions Exemple"),
        ("Outil sans version", "", ""),
        ("LibreOffice", "7.4.7", "The Document Foundation"),
    ]
    assert seen.places == ["file!A2", "file!A2", "file!A3", "file!A4"]
    assert seen.subject.type == "fleet"
    assert any("Nombre d'installations" in each.message for each in seen.issues)


def test_english_headers():
    seen = load("ok-english.csv")
    assert [(each.name, each.version) for each in seen.entries] == [("LibreOffice", "7.4.7")]


def test_computers_with_their_software():
    seen = load("ok-computers.csv")
    assert [(each.name, each.version) for each in seen.entries] == [
        ("LibreOffice", "7.4.7"),
        ("Paie", "2.0"),
        ("Paie", "2.1"),
    ]
    assert seen.places == ["file!C2", "file!C2", "file!C3"]


def test_a_row_without_a_name_is_left_out_and_said():
    seen = load("broken-nameless.csv")
    assert seen.names == ["Paie"]
    assert ("file!A2", "software without a name: it is left out") in said(seen.issues)
    assert seen.partial


def test_a_quote_that_is_not_closed_is_refused():
    with pytest.raises(InputError):
        load("broken-unclosed-quote.csv")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("id;nom;éditeur;version;licence\n1;a;b;c;d\n", "parc.csv"),
        ("Nom;Éditeur;Nombre d'installations\na;b;3\n", "applications.csv"),
        ("Nom;Statut;Fabricant\na;b;c\n", "ordinateurs.csv"),
        ("", "a.csv"),
        ("[1]", "a.csv"),
    ],
)
def test_registers_and_other_tables_are_not_recognised(text, name):
    assert not READER.recognises(text.encode(), name)


def test_a_table_without_names_is_refused():
    with pytest.raises(InputError, match="no column holds its names"):
        READER.read(b"Nombre d'installations;x\n3;4\n", "a.csv", Descriptions())


def test_versions_that_do_not_pair_with_names_are_not_guessed():
    data = b'"Ordinateur";"Logiciels - Nom";"Logiciels - Version"\n"p";"a\nb\nc";"1\n2"\n'
    bom = READER.read(data, "a.csv", table := Descriptions())
    assert isinstance(bom, Bom)
    assert [(table.distinct[n].name, table.distinct[n].version) for n in bom.described] == [
        ("a", ""),
        ("b", ""),
        ("c", ""),
    ]
