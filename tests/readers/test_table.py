# SPDX-License-Identifier: EUPL-1.2
"""The door to CSV text: every row in is a row out or an issue, and no guess is silent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.readers._table import HEAD, header_of, rows_of
from tests.readers._reading import said


@pytest.fixture
def limited() -> Iterator[None]:
    before = limits()
    yield
    limit_by(before)


def table(text):
    return rows_of(text if isinstance(text, bytes) else text.encode(), "x.csv")


def cells(text):
    return [row for _number, row in table(text).rows]


def refused(text) -> InputError:
    with pytest.raises(InputError) as error:
        table(text)
    assert error.value.hint
    assert error.value.where.startswith("x.csv")
    return error.value


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"  \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b",", b";;\n; ;\n", b"sep=;\n"]
)
def test_an_empty_file_is_said_to_be_empty(data):
    assert refused(data).message == "the file is empty"


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("id;nom\na;b\n", ";"),
        ("id,nom\na,b\n", ","),
        ("id\tnom\na\tb\n", "\t"),
        ("id|nom\na|b\n", "|"),
        # decimal commas and commas in prose do not make a comma file
        ("id;montant\na;1,5\nb;2,5\nc;3,5\n", ";"),
        ("Liste des marchés, 2026, ville, DSI\nid;nom\na;b\nc;d\n", ";"),
        ('id;nom\na;"x,y,z"\nb;"x,y,z\nu,v,w"\n', ";"),
        ("sep=,\nid;x,nom\na,b\n", ","),
    ],
)
def test_the_separator_is_the_one_on_which_most_rows_agree(text, separator):
    assert table(text).separator == separator


def test_a_line_that_names_the_separator_is_a_row_of_its_own():
    assert table("sep=|\nid|nom\na|b\n").rows == [(2, ["id", "nom"]), (3, ["a", "b"])]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    text = 'id;nom\n\n"a";"deux\nlignes"\n;\nb;"""cité""; x"\n'
    assert table(text).rows == [(1, ["id", "nom"]), (3, ["a", "deux\nlignes"]), (5, ["b", '"cité"; x'])]
    assert table(text).issues == ()


@pytest.mark.parametrize(
    ("data", "encoding", "issues"),
    [
        ("é".encode("utf-8-sig"), "utf-8", []),
        ("é".encode("utf-16"), "utf-16", []),
        ("é".encode("cp1252"), "windows-1252", ["not UTF-8: read as Windows-1252"]),
        (
            b"\xe9\x81",
            "windows-1252",
            ["not UTF-8: read as Windows-1252", "1 characters cannot be read as windows-1252"],
        ),
        ("é".encode("utf-16") + b"\x00", "utf-16", ["1 characters cannot be read as utf-16"]),
    ],
)
def test_the_encoding_is_told_and_a_guess_or_a_loss_said(data, encoding, issues):
    found = table(data)
    assert found.rows[0][1][0][0] == "é"
    assert found.encoding == encoding
    assert [each.message for each in found.issues] == issues


@pytest.mark.parametrize(
    ("text", "row", "line"),
    [
        ('id;nom\n"un;fermé\na;b\nc;d\n', 2, 2),
        ('id;nom\n"deux\nlignes";b\n\na;"non fermé\nc;d\n', 4, 5),
        ('id;nom\na;"un" mot\nc;d\n', 2, 2),
        ('id;nom\n"un;a\nb;"x"\n', 2, 2),
        ('"id;nom\na;b\n', 1, 1),
        ('sep=;\nid;nom\n"a\n', 3, 3),
    ],
)
def test_a_quote_that_is_not_closed_is_placed_where_it_opens(text, row, line):
    found = refused(text)
    assert found.where == f"x.csv: row {row}"
    assert f"opens on line {line} " in found.message


def test_a_quote_that_swallows_rows_up_to_another_one_is_said():
    found = table('id;nom\n"a;A\nb;B\nc;C\n";D\ne;E\n')
    assert len(found.rows) == 3
    assert said(found.issues) == [("row 2", "a quoted cell that opens on line 2 holds 2 lines that look like rows")]
    assert table('id;nom\na;"une\nadresse\nlongue"\n').issues == ()


def test_short_and_long_rows_are_listed_by_row():
    found = table("id;nom;ville\na;b\nc;d;e;f\n\n;;;;\ng;h;i;;\n")
    assert said(found.issues) == [
        ("row 2", "a row of 2 cells under a header of 3: the last ones count as blank"),
        ("row 3", "a row of 4 cells under a header of 3: the last ones are under no header"),
        ("row 4", "blank rows, passed over: 4-5"),
    ]
    assert len(found.rows) == 4


def test_titles_above_the_header_are_not_short_rows():
    assert table("Contrats de la ville\n\nid;nom;ville\na;b;c\nd;e;f\n").issues == ()


def test_a_row_split_by_another_separator_is_left_out_and_counted():
    found = table('produit,éditeur,montant\n"a;b",c,"1,5"\nd;e;2\n')
    assert [row for _number, row in found.rows] == [["produit", "éditeur", "montant"], ["a;b", "c", "1,5"]]
    assert found.left_out == 1
    assert said(found.issues) == [("row 3", "a row split by « ; » in a file split by « , »: it is left out")]


def test_nul_characters_are_taken_out_and_said():
    found = table("id;nom\na\x00b;c\n")
    assert found.rows[1][1] == ["ab", "c"]
    assert said(found.issues) == [("line 2", "a NUL character: it is taken out")]
    assert "NUL" in refused("id;nom\n" + "\x00" * 100).message


def test_a_long_cell_is_said_and_one_past_the_limit_refused(limited):
    text = f"id;nom\na;{'x' * 40_000}\n"
    assert said(table(text).issues) == [
        ("row 2", "a cell of 40000 characters, more than a spreadsheet can hold (32767)")
    ]
    limit_by(Limits(text=39_999))
    found = refused(text)
    assert (found.where, "--limit text=40000" in found.hint) == ("x.csv: row 2", True)


def test_more_rows_than_the_limit_are_refused(limited):
    limit_by(Limits(rows=2))
    assert len(table("id;nom\na;b\n").rows) == 2
    assert "« rows » is 2" in refused("id;nom\na;b\nc;d\n").message


@pytest.mark.parametrize(
    ("data", "header"),
    [
        (b"id;nom\na;b\n", ["id", "nom"]),
        (b"Titre\n\nid;nom;ville\na;b;c\n", ["id", "nom", "ville"]),
        ("identité;nom\n".encode("utf-16"), ["identité", "nom"]),
        (b"", []),
        (b'{"id": 1}', []),
        (b"<a>;<b>", []),
        (b"PK\x03\x04;", []),
        (bytes(range(256)), []),
        (b'id;"no', ["id", "no"]),
        ("é".encode() * HEAD, None),
    ],
)
def test_the_header_is_seen_without_reading_the_file(data, header):
    found = header_of(data)
    assert header is None or found == header


written = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=["Cs"]), max_size=6)


@given(st.lists(st.lists(written, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read_back(rows, separator):
    stream = io.StringIO(newline="")
    out = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    out.writerow(["id", "nom", "ville"])
    out.writerows(rows)
    found = rows_of(f"sep={separator}\n{stream.getvalue()}".encode(), "x.csv")
    kept = [(number, row) for number, row in enumerate(rows, start=3) if any(cell.strip() for cell in row)]
    assert found.rows[1:] == kept


@given(st.binary(max_size=200), st.booleans())
def test_whatever_the_bytes_they_are_read_or_refused(data, headed):
    whole = b"id;nom\n" + data if headed else data
    header_of(whole)
    try:
        found = rows_of(whole, "x.csv")
    except InputError as error:
        assert error.where.startswith("x.csv")  # noqa: PT017 -- both ends are sound
    else:
        assert all(any(cell.strip() for cell in row) for _number, row in found.rows)
