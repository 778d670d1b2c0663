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
from sovaudit.readers import Reader, register_csv, sniff
from sovaudit.readers._columns import SHEETS, headers
from sovaudit.readers._rows import letters
from tests.readers._reading import DATA, files, said

READER: Reader = register_csv

FOLDER = DATA / "register_csv"


def read(text: str | bytes, path: str = "services.csv") -> Register:
    data = text.encode() if isinstance(text, str) else text
    assert sniff(data, path) is register_csv
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


def test_cells_under_no_header_are_said_once_a_column():
    found = read("id;nom\na;A\nb;B;perdu\nc;C;perdu aussi;;encore\n")
    assert len(found.records) == 3
    assert said(found.issues) == [("services!C3", "unknown column: C"), ("services!E4", "unknown column: E")]


def test_the_first_of_two_columns_counts():
    found = load("broken-repeated-column.csv")
    assert [each.name for each in found.records if isinstance(each, Service)] == ["premier"]
    assert said(found.issues) == [("services!C1", "column given twice: name")]


def test_without_an_id_column_no_row_is_kept_and_each_is_said():
    found = load("broken-no-id-column.csv")
    assert (found.records, found.rows) == ((), 1)
    assert [each.place for each in found.issues] == ["services!1", "services!2"]


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
    assert error.value.where == "services.csv: line 4"  # where the file ends inside the quote


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
        (b"", "services.csv"),
        (b"Bonjour, ceci est un texte\n", "notes.txt"),
        (b"id;nom\na;b\n", "export.txt"),  # two headers that five registers share
        (b"id\na\n", "services.csv"),
        (b'{"id": 1, "nom": 2}', "services.csv"),
        (b"<id>;<nom>", "services.csv"),
        (b"id;nom\n\x00;b\n", "services.csv"),
    ],
)
def test_what_is_no_register(data, path):
    assert not READER.recognises(data, path)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_has_its_field_and_no_header_two_meanings(sheet):
    known = headers(sheet.name)
    names = {field.name for field in sheet.fields}
    assert names <= set(sheet.noun.__struct_fields__)
    assert set(sheet.noun.__struct_fields__) - names <= {"origin", "adopted"}
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
