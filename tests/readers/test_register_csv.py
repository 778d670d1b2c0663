# SPDX-License-Identifier: EUPL-1.2
"""CSV registers as spreadsheets and people write them; every defect has the address of its cell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.model import (
    ABSENT,
    Answer,
    Application,
    Contract,
    Dependency,
    Descriptions,
    Hosting,
    Organisation,
    Register,
    Service,
    Unknown,
)
from sovaudit.readers import Reader, register_csv
from sovaudit.readers._columns import SHEETS, headers
from sovaudit.readers._grid import letters
from tests.readers._reading import DATA, files, said

READER: Reader = register_csv

FOLDER = DATA / "register_csv"


def read(text: str | bytes, path: str = "services.csv") -> Register:
    data = text.encode() if isinstance(text, str) else text
    assert READER.recognises(data, path)
    found = READER.read(data, path, Descriptions())
    assert isinstance(found, Register)
    return found


def load(name: str) -> Register:
    """Read a test file under the name of the register it is."""
    return read((FOLDER / name).read_bytes())


def only(text: str | bytes, path: str = "services.csv"):
    (record,) = read(text, path).records
    return record


@pytest.mark.parametrize("name", files("register_csv", "ok"))
def test_a_sound_file_is_recognised(name):
    assert all(isinstance(each, Service) for each in load(name).records)


SEPARATORS = ["comma", "semicolon", "tab", "pipe"]
ENCODINGS = ["byte-order-mark", "utf-16-le", "utf-16-be", "windows-1252", "crlf", "old-mac"]


@pytest.mark.parametrize("name", [*SEPARATORS, *ENCODINGS])
def test_any_separator_and_any_encoding_say_the_same(name):
    found = load(f"ok-{name}.csv")
    services = [each for each in found.records if isinstance(each, Service)]
    rows = [(each.id, each.name, each.criticality, each.dmia_hours) for each in services]
    assert rows == [("etat-civil", "État civil", 4, 4.0), ("paie", "Paie", 3, 24.0)]
    assert found.rows == 2
    expected = ["not UTF-8: read as Windows-1252"] if name == "windows-1252" else []
    assert [each.message for each in found.issues] == expected


def test_an_accent_that_ends_the_file_is_not_lost():
    record = only("id;nom\na;Santé".encode("cp1252"))
    assert record.name == "Santé"


def test_separators_inside_quotes_do_not_count():
    found = load("ok-quotes.csv")
    assert [each.name for each in found.records if isinstance(each, Service)] == ['État "civil"; mairie']


def test_a_cell_may_hold_several_lines():
    found = load("ok-line-in-cell.csv")
    assert [(each.name, each.origin.row) for each in found.records if isinstance(each, Service)] == [
        ("État\ncivil", 2),
        ("Paie", 3),
    ]


def test_blank_rows_are_passed_over_but_numbered():
    found = load("ok-blank-rows.csv")
    assert (found.rows, found.issues) == (2, ())
    # csv.reader gives a row for every line, blank ones included: the header is the third
    assert [(each.origin.row, each.origin.source("name").place) for each in found.records] == [
        (6, "services!B6"),
        (8, "services!B8"),
    ]


@pytest.mark.parametrize("language", ["english", "french"])
def test_headers_in_both_languages(language):
    (record,) = load(f"ok-{language}.csv").records
    assert record == Service("a", "A", "D", 1, 2.0, 3.0, "c", record.origin)


def test_a_header_alone_is_a_register_without_rows():
    found = load("ok-header-only.csv")
    assert (found.records, found.rows, found.issues) == ((), 0, ())


def test_an_unknown_column_is_kept_and_reported_with_the_nearest_one():
    found = load("broken-unknown-column.csv")
    assert found.columns == (("services", "criticitee"), ("services", "météo"))
    assert said(found.issues) == [
        ("services!B1", "unknown column: criticitee"),
        ("services!C1", "unknown column: météo"),
    ]
    assert "criticality" in found.issues[0].hint
    assert "did you mean" not in found.issues[1].hint
    assert found.records


def test_cells_under_no_header_are_said_row_by_row():
    found = read("id;nom\na;A\nb;B;perdu\nc;C;perdu aussi;;encore\nd;D;;\n")
    assert len(found.records) == 4
    assert said(found.issues) == [
        ("row 3", "a row of 3 cells under a header of 2: the last ones are under no header"),
        ("row 4", "a row of 5 cells under a header of 2: the last ones are under no header"),
    ]


def test_the_first_of_two_columns_counts():
    found = load("broken-repeated-column.csv")
    assert [each.name for each in found.records if isinstance(each, Service)] == ["premier"]
    assert said(found.issues) == [("services!C1", "column given twice: name")]


def test_without_an_id_column_the_name_stands_for_it():
    found = load("broken-no-id-column.csv")
    assert [(each.id, each.name) for each in found.records if isinstance(each, Service)] == [("A", "A")]
    assert said(found.issues) == [("services!1", "no column « id »: « name » stands for it")]


def test_without_an_id_nor_a_name_no_row_is_kept_and_each_is_said():
    found = read("criticité;contact\n4;x\n3;y\n")
    assert (found.records, found.rows) == ((), 2)
    assert [each.place for each in found.issues] == ["services!1", "services!2", "services!3"]


def test_a_row_without_an_id_is_left_out_and_said():
    found = load("broken-no-id.csv")
    assert (len(found.records), found.rows) == (1, 2)
    assert said(found.issues) == [("services!2", "row without « id »")]


def test_a_cell_that_cannot_be_understood_is_unknown_and_said():
    found = load("broken-cells.csv")
    assert [each.place for each in found.issues] == [
        *("services!B2", "services!C2", "services!D2", "services!B3", "services!C3", "services!B4", "services!C4")
    ]
    first, second, third = (each for each in found.records if isinstance(each, Service))
    assert first.criticality == Unknown("invalid", "vital")
    assert first.dmia_hours == Unknown("invalid", "4 h")
    assert first.prd_hours == Unknown("invalid", "-1")
    assert (second.criticality, second.dmia_hours, second.prd_hours) == (
        Unknown("invalid", "5"),
        Unknown("invalid", "nan"),
        12.0,
    )
    assert third.criticality == Unknown("invalid", "2,5")
    assert third.dmia_hours == Unknown("invalid", "1e999")


def test_an_unclosed_quote_has_its_line():
    with pytest.raises(InputError) as error:
        load("broken-unclosed-quote.csv")
    assert error.value.where == "services.csv: row 3"  # where it opens, not where the file ends
    assert "line 3" in error.value.message


@pytest.mark.parametrize("length", [200_000, 1_200_000])
@pytest.mark.parametrize("row", ["id;{}\na;b\n", "id;nom\na;{}\n"], ids=["header", "cell"])
def test_a_huge_cell_is_read_or_refused(length, row):
    data = row.format("x" * length).encode()
    if length > 1_000_000:
        with pytest.raises(InputError):
            READER.read(data, "services.csv", Descriptions())
    else:
        assert read(data).rows == 1


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12.0),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("12 345,67", 12345.67),
        ("12\u202f345,67 €", 12345.67),
        ("12\u00a0000 € HT", 12000.0),
        ("1'000 euros", 1000.0),
        ("0", 0.0),
        ("", ABSENT),
        ("  ", ABSENT),
        ("-1", Unknown("invalid", "-1")),
        ("inf", Unknown("invalid", "inf")),
        ("douze", Unknown("invalid", "douze")),
    ],
)
def test_french_numbers(written, value):
    assert only(f"id;montant\na;{written}\n", "contrats.csv").amount_eur == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("1/2/2026", date(2026, 2, 1)),
        ("31.12.2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("2026-12-31T10:00:00", date(2026, 12, 31)),
        ("2026-02-30", Unknown("invalid", "2026-02-30")),
        ("31/02/2026", Unknown("invalid", "31/02/2026")),
        ("12/31/2026", Unknown("invalid", "12/31/2026")),
        ("2026-12-31 ou 2027", Unknown("invalid", "2026-12-31 ou 2027")),
        ("fin 2026", Unknown("invalid", "fin 2026")),
    ],
)
def test_french_dates(written, value):
    assert only(f"id;fin\na;{written}\n", "contrats.csv").end == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("SaaS", "saas"),
        ("Propriétaire", "proprietary"),
        ("logiciel libre", "open_source"),
        ("OPEN-SOURCE", "open_source"),
        ("développement spécifique", "custom"),
    ],
)
def test_words_of_a_vocabulary_in_both_languages(written, value):
    assert only(f"id;type\na;{written}\n", "applications.csv").kind == value


def test_a_misspelt_word_gets_a_suggestion():
    found = read("id;type\na;opensorce\nb;navire\n", "applications.csv")
    near, far = found.issues
    assert (near.place, far.place) == ("applications!B2", "applications!B3")
    assert "did you mean « open_source »?" in near.message
    assert "did you mean" not in far.message


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("130025265", "130025265"),
        ("130 025 265", "130025265"),
        ("13002526500013", "130025265"),  # a SIRET holds its SIREN
        ("35600000000048", "356000000"),  # La Poste, by Luhn
        ("35600000000010", "356000000"),  # La Poste, by the sum of its digits
        ("1,30025E+13", Unknown("invalid", "1,30025E+13")),
        ("1.30025265E+8", Unknown("invalid", "1.30025265E+8")),
        ("13002526500014", Unknown("invalid", "13002526500014")),
        ("1300252650001", Unknown("invalid", "1300252650001")),
        ("000000000", Unknown("invalid", "000000000")),
        ("35600000000011", Unknown("invalid", "35600000000011")),
        ("", ABSENT),
    ],
)
@pytest.mark.parametrize("header", ["siren", "Numéro SIRET"])
def test_siren_and_siret_are_verified(header, written, value):
    found = read(f'id;{header}\na;"{written}"\n', "organisations.csv")
    (record,) = found.records
    assert isinstance(record, Organisation)
    assert record.siren == value
    assert [each.place for each in found.issues] == (
        ["organisations!B2"] if isinstance(value, Unknown) and written else []
    )


def test_a_zero_that_a_spreadsheet_dropped_is_named():
    found = read("id;siren\na;055800502\nb;55800502\n", "organisations.csv")
    assert [each.place for each in found.issues] == ["organisations!B3"]
    assert "a 0 in front" in found.issues[0].message


def test_siren_and_siret_are_verified_even_in_a_column_that_is_not_used():
    found = read("id;nom;siret_editeur\na;A;13002526500014\nb;B;13002526500013\n", "applications.csv")
    assert [each.place for each in found.issues] == ["applications!C1", "applications!C2"]


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#NOM?", "#VALEUR!", "Err:502", "#NAME?"])
def test_a_spreadsheets_error_is_no_value(error):
    found = read(f"id;nom;contact\na;{error};# 3\n")
    (record,) = found.records
    assert isinstance(record, Service)
    assert (record.name, record.contact) == (Unknown("invalid", error), "# 3")
    assert [each.place for each in found.issues] == ["services!B2"]


def test_titles_above_the_header_are_passed_over_and_data_there_said():
    found = read("Services de la ville\n\nEdition;2026\nid;nom;criticité\na;A;4\n")
    assert [(each.id, each.origin.row) for each in found.records if isinstance(each, Service)] == [("a", 5)]
    assert said(found.issues)[-1] == ("services!3", "rows above the header, not read: 3")


def test_a_file_without_header_is_refused_with_the_columns_looked_for():
    for name in ("services.csv", "sans-nom.csv"):
        with pytest.raises(InputError) as error:
            READER.read(b"Libre;The Foundation;12000;MIT\nProp;Corp;1;x\n", name, Descriptions())
        assert "no header row" in error.value.message
        assert "criticality" in error.value.hint


@pytest.mark.parametrize(
    ("header", "noun"),
    [
        ("produit;editeur;montant;licence;siret", Application),
        ("produit;editeur;montant", Application),
        ("objet;titulaire;montant;dureeMois", Contract),
        ("id;dmia;prd;direction", Service),
    ],
)
def test_headers_that_leave_no_doubt_name_the_register_and_it_is_said(header, noun):
    row = ";".join("1" for _column in header.split(";"))
    found = read(f"{header}\n{row}\n", "export-2026.csv")
    assert [type(each) for each in found.records] == [noun]
    assert found.issues[-1].message.startswith("read as the register")


@pytest.mark.parametrize(
    "header", ["id;nom", "nom;responsable", "id;version;x;y;z;t;u", "a;b;c", "id;pays;fournisseur"]
)
def test_headers_that_leave_a_doubt_are_refused(header):
    with pytest.raises(InputError, match="no header row"):
        READER.read(f"{header}\n{header}\n".encode(), "export-2026.csv", Descriptions())


def test_every_row_is_counted_whether_kept_or_left_out():
    found = read("id;nom\na;A\nb,B\n;C\n")
    assert (len(found.records), found.rows) == (1, 3)


@pytest.mark.parametrize(("written", "value"), [("fr", "FR"), ("France", Unknown("invalid", "France")), ("", ABSENT)])
def test_countries_are_codes(written, value):
    assert only(f"id;pays\na;{written}\n", "organisations.csv").country == value


def test_lists_are_separated_by_semicolons_and_lines_and_have_no_doubles():
    record = only('id,services\na,"paie; état civil ;;paie\nged"\n', "applications.csv")
    assert record.services == ("paie", "état civil", "ged")


@pytest.mark.parametrize(
    ("path", "noun", "row"),
    [
        ("services.csv", Service, "id;nom\na;b\n"),
        ("Logiciels.CSV", Application, "id;nom\na;b\n"),
        ("éditeurs.csv", Organisation, "id;nom\na;b\n"),
        ("dossier/hébergements.csv", Hosting, "id;nom\na;b\n"),
        ("marchés.tsv", Contract, "id\tobjet\na\tb\n"),
        ("dépendances.csv", Dependency, "de;vers\na;b\n"),
        ("réponses.csv", Answer, "sujet;mesure;valeur\na;b;c\n"),
        ("export.txt", Contract, "id;titulaire;cpv;montant;objet\na;b;c;4;e\n"),
        # a text file's name says nothing of it: its headers do
        ("services.txt", Contract, "id;titulaire;cpv;montant;objet\na;b;c;4;e\n"),
    ],
)
def test_the_register_is_known_by_the_files_name_or_by_its_headers(path, noun, row):
    assert type(only(row, path)) is noun


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"Bonjour, ceci est un texte\n", "notes.txt"),
        (b"id;nom\na;b\n", "export.txt"),  # two headers that five registers share
        (b"id\na\n", "export.txt"),
        (b'{"id": 1, "nom": 2}', "services.csv"),
        (b"<id>;<nom>", "services.csv"),
        (bytes(range(32)) * 40, "services.csv"),
        (b"PK\x03\x04id;nom\n", "services.csv"),
    ],
)
def test_what_is_no_register(data, path):
    assert not READER.recognises(data, path)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_has_its_field_and_no_header_two_meanings(sheet):
    known = headers(sheet.name)
    names = {field.name for field in sheet.fields}
    assert names <= set(sheet.noun.__struct_fields__)
    assert set(sheet.noun.__struct_fields__) - names <= {"origin", "adopted", "ceiling", "amendments"}
    for field in sheet.fields:
        assert known[field.name] is field


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_in_a_spreadsheet(column, name):
    assert letters(column) == name


ids = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)


@given(st.lists(st.one_of(ids, st.just("")), max_size=8), st.sampled_from(",;\t|"))
def test_rows_in_are_rows_kept_and_rows_said(written, separator):
    def quoted(text):
        return '"' + text.replace('"', '""') + '"'

    text = f"id{separator}nom\n" + "".join(f"{quoted(each)}{separator}x\n" for each in written)
    found = read(text)
    kept = [each.id for each in found.records if isinstance(each, Service)]
    assert kept == [each.strip() for each in written if each.strip()]
    assert found.rows == len(written)
    assert found.rows == len(kept) + sum("row without" in each.message for each in found.issues)
