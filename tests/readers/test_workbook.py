# SPDX-License-Identifier: EUPL-1.2
"""The door to workbooks: what programs write is read alike, what is made to do harm is refused by its name."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.model import Contract, Descriptions, Register, Unknown
from sovaudit.readers import register_workbook
from sovaudit.readers._workbook import HEAD_ROWS, is_workbook, sheet_headers, sheets_of
from tests.readers._books import MAIN, cell, ods, packed, row, sheet_xml, table, xlsx
from tests.readers._reading import DATA, said

FOLDER = DATA / "register_workbook"
REPEAT = "table:number-columns-repeated"


@pytest.fixture
def limited() -> Iterator[None]:
    before = limits()
    yield
    limit_by(before)


def rows_of(data, sheet=0):
    return sheets_of(data, "x").sheets[sheet][1]


def issues_of(data):
    return said(sheets_of(data, "x").issues)


def refused(data) -> InputError:
    """Return why a file is refused; looking at its first rows never raises."""
    sheet_headers(data)
    with pytest.raises(InputError) as error:
        sheets_of(data, "x")
    assert error.value.hint
    assert error.value.where.startswith("x")
    return error.value


@pytest.mark.parametrize("name", ["ok-xlsxwriter.xlsx", "ok-libreoffice.ods", "ok-libreoffice.xlsx"])
def test_what_programs_save_is_read_alike_with_what_they_hide(name):
    data = (FOLDER / name).read_bytes()
    found = register_workbook.read(data, name, Descriptions())
    assert isinstance(found, Register)
    contracts = {each.id: each for each in found.records if isinstance(each, Contract)}
    assert list(contracts) == ["c-1", "c-2", "c-3", "c-4", "c-5", "c-6", "c-7"]
    assert contracts["c-1"].subject == "Support  du  guichet"
    assert (contracts["c-1"].amount_eur, contracts["c-1"].end) == (12000.5, date(2027, 12, 31))
    assert contracts["c-2"].amount_eur == 1001
    assert contracts["c-3"].amount_eur == Unknown("invalid", "#DIV/0!")
    assert contracts["c-7"].subject == "ligne une\nligne deux"
    assert said(found.issues)[:5] == [
        ("Contrats!D6", "an error instead of a value: #DIV/0!"),
        ("Contrats!7", "hidden rows, read like the others: 7"),
        ("Contrats!G", "hidden columns, read like the others: G"),
        ("Contrats!B8", "merged cells B8:B9"),
        ("Services", "hidden sheet: it is read like the others"),
    ]
    assert [name for name, _rows in sheet_headers(data)] == ["Contrats", "Services"]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["EncryptionInfo", "EncryptedPackage"], "protected by a password"),
        (["Workbook"], "old workbook"),
        (["WordDocument"], "OLE container"),
    ],
)
def test_an_ole_container_is_refused_for_what_it_is(names, told):
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"".join(name.encode("utf-16-le") for name in names)
    assert is_workbook(data)
    assert told in refused(data).message


def test_an_old_workbook_that_libreoffice_saved_is_refused_for_what_it_is():
    assert "old workbook" in refused((FOLDER / "broken-old.xls").read_bytes()).message


def test_other_documents_are_refused_for_what_they_are():
    assert "binary workbook" in refused(xlsx(sheet_xml(""), book="xl/workbook.bin")).message
    assert "another kind of document" in refused(xlsx(sheet_xml(""), book="word/document.xml")).message
    text = packed([("mimetype", "x"), ("content.xml", "<a/>")])
    assert "another kind of document" in refused(text).message


ONE = '<row r="1"><c r="A1" t="str"><v>id</v></c></row>'


@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "docProps/app.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_with_its_member_even_where_nobody_reads(member, encoding):
    bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    found = refused(xlsx(sheet_xml(ONE), members=[(member, bomb.encode(encoding))]))
    assert "DOCTYPE" in found.message
    assert found.where == f"x: {member}"


def test_a_document_type_in_an_opendocument_is_refused():
    assert "DOCTYPE" in refused(ods(table(), members=[("styles.xml", "<!-- a --><!DOCTYPE a><a/>")])).message
    assert "DOCTYPE" in refused(ods(table(), members=[("content.xml", "<!DOCTYPE a><a/>")])).message


def test_the_word_doctype_is_no_document_type():
    assert rows_of(xlsx(sheet_xml(ONE), members=[("docProps/app.xml", "<a><![CDATA[<!DOCTYPE a>]]></a>")]))


def test_a_member_given_twice_is_refused():
    buffer = io.BytesIO(xlsx(sheet_xml(ONE)))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/WorkSheets/sheet1.xml", sheet_xml(""))
    found = refused(buffer.getvalue())
    assert "given twice" in found.message
    assert "sheet1.xml" in found.where


def test_a_member_that_unpacks_to_more_than_it_says_is_not_unpacked():
    sound = xlsx(sheet_xml(ONE + " " * 3_000_000))
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        size = struct.pack("<L", archive.getinfo("xl/worksheets/sheet1.xml").file_size)
    assert sound.count(size) == 2
    found = refused(sound.replace(size, struct.pack("<L", 300)))
    assert "damaged" in found.message


def test_a_bomb_is_refused_by_its_ratio_and_its_size(limited):
    bomb = xlsx(sheet_xml(ONE + " " * 12_000_000))
    found = refused(bomb)
    assert "« ratio » is 100" in found.message
    assert "--limit ratio=" in found.hint
    limit_by(Limits(unpacked_mib=11))
    assert "« unpacked_mib » is 11" in refused(bomb).message
    limit_by(Limits(ratio=100_000))
    assert rows_of(bomb) == [["id"]]


def test_an_encrypted_member_and_an_unknown_packing_are_refused():
    sound = xlsx(sheet_xml(ONE))
    at = sound.rindex(b"PK\x01\x02")
    assert "password" in refused(sound[: at + 8] + b"\x01" + sound[at + 9 :]).message
    members = zipfile.ZipFile(io.BytesIO(sound))
    other = packed([(name, members.read(name)) for name in members.namelist()], zipfile.ZIP_BZIP2)
    assert "packed by a method" in refused(other).message
    protected = ods(table(), members=[("META-INF/manifest.xml", "<m:encryption-data/>")])
    assert "password" in refused(protected).message


def test_paths_that_leave_the_archive_lead_nowhere():
    lead = '<Relationship Id="r1" Type="x/worksheet" Target="{}"/>'
    for target in ("../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"):
        rels = f"<Relationships>{lead.format(target)}</Relationships>"
        found = refused(xlsx(sheet_xml(ONE), members=[("xl/_rels/workbook.xml.rels", rels)]))
        assert "a part is missing" in found.message
    assert rows_of(xlsx(sheet_xml(ONE), members=[("../../x", "1"), ("/tmp/x", "1")])) == [["id"]]


def test_a_cell_too_low_is_refused_and_one_too_far_right_left_out(limited):
    low = sheet_xml(ONE + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    found = refused(xlsx(low))
    assert found.where == "x: S1!1048576"
    assert "--limit rows=1048576" in found.hint
    limit_by(Limits(rows=1_048_576))
    assert len(rows_of(xlsx(low))) == 1_048_576
    right = xlsx(sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c><c r="XFE1"><v>3</v></c></row>'))
    assert rows_of(right) == [[1]]
    assert [place for place, _message in issues_of(right)] == ["S1!XFD1", "S1!1"]
    limit_by(Limits(columns=16_384))
    assert [cell for cell in rows_of(right)[0] if cell is not None] == [1, 2]


def test_the_rows_of_all_sheets_count_together(limited):
    sheet = sheet_xml('<row r="300"><c r="A300"><v>1</v></c></row>')
    limit_by(Limits(rows=500))
    assert rows_of(xlsx(sheet))
    assert refused(xlsx(sheet, sheet)).where == "x: S2!300"


def test_cells_far_apart_do_not_fill_the_memory(limited):
    limit_by(Limits(memory_mib=1))
    rows = "".join(f'<row r="{n}"><c r="AMJ{n}"><v>1</v></c></row>' for n in range(1, 2000))
    found = refused(xlsx(sheet_xml(rows)))
    assert "« memory_mib » is 1" in found.message


def test_a_dimension_that_lies_changes_nothing():
    lying = sheet_xml(ONE, before='<dimension ref="A1:XFD1048576"/>')
    assert sheets_of(xlsx(lying), "x").sheets == [("S1", [["id"]])]


def test_formulas_and_errors_without_a_value_are_unknown():
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1" t="e"><v>#N/A</v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>1+1</f><v>2</v></c><c r="F1" t="str"><f>X()</f></c></row>'
    )
    nothing, error = Unknown("invalid"), Unknown("invalid", "#N/A")
    assert rows_of(xlsx(sheet_xml(rows))) == [[nothing, nothing, error, "", 2, nothing]]
    assert [place for place, _message in issues_of(xlsx(sheet_xml(rows)))] == ["S1!A1", "S1!B1", "S1!C1", "S1!F1"]


@pytest.mark.parametrize("written", ["1e999", "-1e999", "NaN", "inf", "1_0", "0x10", "1,5", "1e5000"])
def test_what_is_no_finite_number_is_unknown(written):
    data = xlsx(sheet_xml(f'<row r="1"><c r="A1"><v>{written}</v></c></row>'))
    assert rows_of(data) == [[Unknown("invalid", written)]]
    assert issues_of(data) == [("S1!A1", f"not a number: {written}")]
    value = f'office:value-type="float" office:value="{written}"'
    assert rows_of(ods(table(row(cell("1", value))))) == [[Unknown("invalid", written)]]


@pytest.mark.parametrize("index", ["2", "-1", "x", "1.0", "9" * 5000])
def test_a_shared_text_that_is_not_there_is_unknown(index):
    data = xlsx(
        sheet_xml(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c><c r="B1" t="s"><v>1</v></c></row>'), texts="ab"
    )
    (found,) = rows_of(data)
    assert isinstance(found[0], Unknown)
    assert found[1] == "b"


@pytest.mark.parametrize("ref", ["A2", "XFE1", "AAAA1", "1", "A", "", "a1", "A01", "$A$1", "\u00c41"])
def test_an_impossible_reference_is_said_and_left_out(ref):
    data = xlsx(sheet_xml(f'<row r="1"><c r="{ref}"><v>1</v></c><c r="B1"><v>2</v></c></row>'))
    assert rows_of(data) == [[None, 2]]
    assert issues_of(data) == [("S1!1", f"impossible cell reference « {ref} »: it is left out")]


@pytest.mark.parametrize("number", ["0", "-1", "2", "1", "1048577", "x", "9" * 5000])
def test_an_impossible_row_is_said_and_left_out(number):
    data = xlsx(sheet_xml(f'<row r="2"><c r="A2"><v>1</v></c></row><row r="{number}"><c><v>2</v></c></row>'))
    assert rows_of(data) == [[], [1]]
    assert [place for place, _message in issues_of(data)] == ["S1!2"]


def test_rows_and_cells_without_reference_follow_each_other():
    data = xlsx(
        sheet_xml('<row><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c><c><v>4</v></c></row>')
    )
    assert rows_of(data) == [[1, 2], [], [None, 3, 4]]


def test_the_first_of_two_values_of_one_cell_counts():
    data = xlsx(sheet_xml('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c><c r="B1"><v>3</v></c></row>'))
    assert rows_of(data) == [[2, 1]]
    assert issues_of(data) == [("S1!B1", "a cell given twice: the first one counts")]


def test_names_may_stand_under_a_prefix():
    inline = '<x:c r="B1" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c>'
    rows = f'<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c>{inline}</x:row>'
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    shared = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>a</x:t></x:si></x:sst>'
    assert rows_of(xlsx(sheet, members=[("xl/sharedStrings.xml", shared)])) == [["a", "b"]]


def test_texts_in_parts_without_reading_aids_and_with_escapes():
    shared = (
        f'<sst xmlns="{MAIN}"><si><r><t>mai</t></r><r><t xml:space="preserve">rie </t></r><rPh><t>non</t></rPh></si>'
        "<si><t>a_x000D__x0009_b_x005F_x_x0007_</t></si></sst>"
    )
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    data = xlsx(sheet_xml(f'<row r="1">{cells}</row>'), members=[("xl/sharedStrings.xml", shared)])
    assert rows_of(data) == [["mairie ", "a\r\tb_x_x0007_"]]


@pytest.mark.parametrize(
    ("serial", "days", "expected"),
    [
        ("45658", "", date(2025, 1, 1)),
        ("45658.75", "", datetime(2025, 1, 1, 18)),
        ("44196", 'date1904="1"', date(2025, 1, 1)),
        ("0", 'date1904="1"', date(1904, 1, 1)),
        ("1", "", date(1900, 1, 1)),
        ("59", "", date(1900, 2, 28)),
        ("61", "", date(1900, 3, 1)),
        ("2958465", "", date(9999, 12, 31)),
        *((serial, "", Unknown("invalid", serial)) for serial in ("0", "60", "-1", "2958466", "1e300")),
    ],
)
def test_days_of_both_systems(serial, days, expected):
    data = xlsx(sheet_xml(f'<row r="1"><c r="A1" s="0"><v>{serial}</v></c></row>'), formats=["dd/mm/yyyy"], days=days)
    assert rows_of(data) == [[expected]]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("[$-40C]d mmmm yyyy;@", date(2025, 1, 1)),
        ("[h]:mm:ss", "1095792:00:00"),
        ("#,##0.00\\ &quot;jours&quot;", 45658),
        ("[Red]0.00_);[Red](0.00)", 45658),
        ("General", 45658),
    ],
)
def test_a_number_is_a_day_or_a_time_when_its_format_says_so(code, expected):
    assert rows_of(xlsx(sheet_xml('<row r="1"><c r="A1" s="0"><v>45658</v></c></row>'), formats=[code])) == [[expected]]


def test_hidden_and_very_hidden_sheets_rows_and_columns_are_said():
    rows = "".join(f'<row r="{n}" hidden="{n % 3 % 2}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 6))
    sheet = sheet_xml(
        rows, before='<cols><col min="1" max="1" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>'
    )
    data = xlsx(sheet, sheet_xml(ONE), states=["", 'state="veryHidden"'])
    assert issues_of(data) == [
        ("S1!1", "hidden rows, read like the others: 1, 4"),
        ("S1!A", "hidden columns, read like the others: A"),
        ("S2", "hidden sheet: it is read like the others"),
    ]


def test_of_merged_cells_those_that_hold_data_are_said():
    rows = "".join(
        f'<row r="{n}">{"".join(f"<c r={chr(34)}{c}{n}{chr(34)}><v>1</v></c>" for c in cells)}</row>'
        for n, cells in ((1, "A"), (2, "ABC"), (3, "AB"), (4, "AC"))
    )
    merged = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="C2:C3"/><mergeCell ref="A4:B4"/></mergeCells>'
    found = issues_of(xlsx(sheet_xml(rows, after=merged)))
    assert [message for _place, message in found] == ["merged cells C2:C3", "merged cells A4:B4"]


def test_sheets_of_one_name_are_said():
    book = '<workbook xmlns:r="x"><sheets><sheet name="S" r:id="r1"/><sheet name="S" r:id="r2"/></sheets></workbook>'
    same = xlsx(sheet_xml(ONE), sheet_xml(ONE), members=[("xl/workbook.xml", book)])
    assert issues_of(same) == [("S", "several sheets of this name: their cells cannot be told apart")]


def test_repeated_issues_are_counted():
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#REF!</v></c></row>' for n in range(1, 1001))
    found = issues_of(xlsx(sheet_xml(cells)))
    assert len(found) == 21
    assert found[-1] == ("S1!A21", "and 980 more of the same kind")


def test_what_a_spreadsheet_fills_to_its_end_costs_nothing():
    blank = f'<table:table-cell {REPEAT}="16380"/>'
    end = row(blank, attributes='table:number-rows-repeated="1048573"')
    data = ods(table(row("id", "nom", blank), row("a", f'<table:table-cell {REPEAT}="2"/>', "b"), end))
    assert sheets_of(data, "x").sheets == [("S1", [["id", "nom"], ["a", None, None, "b"]])]


def test_repeated_values_are_repeated_within_the_limit(limited):
    twice = cell("a", f'office:value-type="string" {REPEAT}="2"')
    data = ods(table(row(twice, "b", attributes='table:number-rows-repeated="3"'), row("c")))
    assert rows_of(data) == [["a", "a", "b"]] * 3 + [["c"]]
    limit_by(Limits(repeats=1))
    assert "repeated 2 times" in refused(data).message


@pytest.mark.parametrize("count", ["-1", "0", "1.5", "", "9" * 400, "0x10", "\u0662", " 2", "1e3"])
def test_a_count_that_is_none_is_refused(count):
    for broken in (
        row("a", attributes=f'table:number-rows-repeated="{count}"'),
        row(cell("a", f'office:value-type="string" {REPEAT}="{count}"')),
        row(cell(f'a<text:s text:c="{count}"/>b')),
    ):
        assert "impossible count" in refused(ods(table(row("id"), broken))).message


@pytest.mark.parametrize("count", [1001, 2_000_000_000, 99_999_999_999_999])
def test_a_count_past_the_limit_is_refused_with_its_flag(count):
    for heavy in (
        row("a", attributes=f'table:number-rows-repeated="{count}"'),
        row(cell("a", f'office:value-type="string" {REPEAT}="{count}"')),
        row(cell(f'a<text:s text:c="{count}"/>b')),
    ):
        found = refused(ods(table(row("id"), heavy)))
        assert f"--limit repeats={count}" in found.hint
        assert found.where in ("x: S1!A2", "x: S1!2")


def test_many_counts_within_the_limit_are_bounded_together():
    spaces = '<text:s text:c="1000"/>' * 1001
    assert "over and over" in refused(ods(table(row(cell(f"a{spaces}"))))).message
    many = [cell(str(n), f'office:value-type="string" {REPEAT}="100"') for n in range(10)]
    rows = [row(*many, attributes='table:number-rows-repeated="900"') for _row in range(2)]
    assert "over and over" in refused(ods(table(*rows))).message


def test_the_stored_value_counts_and_not_the_text_that_shows_it():
    cells = [
        cell("1,00", 'office:value-type="float" office:value="1000000"'),
        cell("40 %", 'office:value-type="percentage" office:value="0.4"'),
        cell("hier", 'office:value-type="date" office:date-value="2025-01-31"'),
        cell("x", 'office:value-type="date" office:date-value="2025-01-31T10:30:00"'),
        cell("x", 'office:value-type="time" office:time-value="PT36H05M00.000S"'),
        cell("VRAI", 'office:value-type="boolean" office:boolean-value="true"'),
        cell("vu", 'office:value-type="string" office:string-value="su"'),
        cell("x", 'office:value-type="date" office:date-value="2025-02-31"'),
    ]
    assert rows_of(ods(table(row(*cells)))) == [
        [
            1e6,
            0.4,
            date(2025, 1, 31),
            datetime(2025, 1, 31, 10, 30),
            "36:05:00",
            True,
            "su",
            Unknown("invalid", "2025-02-31"),
        ]
    ]


def test_errors_and_formulas_of_an_opendocument_are_unknown():
    formula = 'table:formula="of:=1/0"'
    cells = [
        cell("#DIV/0!", f'{formula} office:value-type="string" office:string-value="" calcext:value-type="error"'),
        cell("Err:502", f'{formula} office:value-type="string"'),
        f"<table:table-cell {formula}/>",
        cell("#1", 'office:value-type="string"'),
    ]
    data = ods(table(row(*cells)))
    assert rows_of(data)[0][2:] == [Unknown("invalid"), "#1"]
    assert rows_of(data)[0][:2] == [Unknown("invalid", "#DIV/0!"), Unknown("invalid", "Err:502")]
    assert [place for place, _message in issues_of(data)] == ["S1!A1", "S1!B1", "S1!C1"]


def test_comments_drawings_and_recorded_changes_are_no_cells():
    note = "<office:annotation><text:p>non</text:p></office:annotation>"
    inner = (
        f'<table:table-cell office:value-type="string">{note}<text:p>a</text:p><text:p>b</text:p></table:table-cell>'
    )
    shapes = f"<table:shapes><draw:frame>{table(row('non'))}</draw:frame></table:shapes>"
    changes = f"<table:tracked-changes>{row('non')}</table:tracked-changes>"
    spans = cell("<text:span>c<text:tab/>d</text:span><text:line-break/><text:s/>e")
    data = ods(table(shapes, row(inner, spans)), body=changes)
    assert sheets_of(data, "x").sheets == [("S1", [["a\nb", "c\td\n e"]])]


def test_a_table_within_a_cell_is_said():
    nested = f"<table:table-cell>{table(row('non'), name='in')}</table:table-cell>"
    data = ods(table(row("a", nested, "b")))
    assert rows_of(data) == [["a", None, "b"]]
    assert issues_of(data) == [("S1", "a table within a cell: it is not read")]


def test_what_an_opendocument_hides_is_said():
    style = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    columns = f'<table:table-column {REPEAT}="1"/><table:table-column table:visibility="collapse" {REPEAT}="2"/>'
    rows = [row("a", "b"), row("c", attributes='table:visibility="filter"')]
    data = ods(table(columns, *rows, attributes='table:style-name="h"'), styles=style)
    assert issues_of(data) == [
        ("S1", "hidden sheet: it is read like the others"),
        ("S1!2", "hidden rows, read like the others: 2"),
        ("S1!B", "hidden columns, read like the others: B"),
    ]


def test_the_first_rows_are_seen_without_the_others():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 100_000))
    ((name, head),) = sheet_headers(xlsx(sheet_xml(rows + "<broken")))
    assert (name, head) == ("S1", [[n] for n in range(1, HEAD_ROWS + 1)])
    lines = [row(str(n)) for n in range(1, 100)]
    assert [len(head) for _name, head in sheet_headers(ods(table(*lines), table(*lines)))] == [HEAD_ROWS, HEAD_ROWS]


def test_xml_that_is_not_well_formed_is_refused_with_its_line():
    found = refused(xlsx(sheet_xml(ONE + "\n<row r='2'></sheet>")))
    assert found.where == "x: xl/worksheets/sheet1.xml: line 3"
    cut = xlsx(sheet_xml(ONE))
    assert "damaged" in refused(cut[:-30]).message
    assert "damaged" in refused(cut[:200]).message


values = st.one_of(
    st.integers(-(10**6), 10**6).map(lambda n: f"{{}}><v>{n}</v></c>"),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda n: f"{{}}><v>{n!r}</v></c>"),
    st.sampled_from(
        [
            "{}/>",
            "{}></c>",
            '{} t="s"><v>0</v></c>',
            '{} t="s"><v>7</v></c>',
            '{} t="b"><v>1</v></c>',
            '{} t="e"><v>#REF!</v></c>',
            '{} t="str"><f>A1</f><v>x</v></c>',
            '{} t="str"><f>A1</f><v></v></c>',
            "{}><f>A1</f></c>",
            '{}><f t="shared" si="0"/><v>3</v></c>',
            '{} t="inlineStr"><is><t>a b</t></is></c>',
            '{} t="inlineStr"><is><t xml:space="preserve"> c </t></is></c>',
            '{} t="inlineStr"><is><t>&amp;</t></is></c>',
            '{} t="inlineStr"><is><t></t></is></c>',
            '{} s="1"><v>45658</v></c>',
            '{} s="0"><v>45658</v></c>',
            "{}><v>NaN</v></c>",
            '{} cm="1"><v>4</v></c>',
        ]
    ),
)
references = st.sampled_from(["A{}", "B{}", "C{}", "AZ{}", "XFD{}", "ZZZ{}", "A9{}"])
sheets = st.lists(
    st.tuples(
        st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' ht="0" x:y="1"']), st.lists(st.tuples(references, values))
    ),
    max_size=6,
)


@given(sheets, st.sampled_from(["", "\n", "<!-- -->"]))
def test_plain_rows_are_read_alike_by_both_ways(rows, between):
    written = between.join(
        f'<row r="{n}"{attributes}>'
        + "".join(value.format(f'<c r="{ref.format(n)}"') for ref, value in cells)
        + "</row>"
        for n, (attributes, cells) in enumerate(rows, start=1)
    )
    quick = sheet_xml(written).replace("<worksheet ", '<worksheet xmlns:x="x" ')
    slow = quick.replace("</worksheet>", "<!-- --></worksheet>")
    texts, formats = ["texte"], ["0.00", "dd/mm/yyyy"]
    found = [sheets_of(xlsx(each, texts=texts, formats=formats), "x") for each in (quick, slow)]
    assert found[0] == found[1]


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)


@given(st.lists(st.lists(st.one_of(texts, st.integers(-(2**50), 2**50), st.booleans()), max_size=5), max_size=5))
def test_what_is_written_is_read_back(rows):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.write(number, column, value)
    book.close()
    read = rows_of(buffer.getvalue())

    def trimmed(cells):
        kept = [None if cell == "" else cell for cell in cells]
        while kept and kept[-1] is None:
            kept.pop()
        return kept

    wanted = [trimmed(cells) for cells in rows]
    while wanted and not wanted[-1]:
        wanted.pop()
    assert [trimmed(cells) for cells in read] == wanted


@given(st.binary(max_size=60), st.integers(0, 5000), st.booleans())
def test_whatever_is_changed_it_is_read_or_refused(noise, at, openoffice):
    sound = ods(table(row("id", "b"))) if openoffice else xlsx(sheet_xml(ONE), texts=["a"])
    at %= len(sound)
    for data in (sound[:at] + noise + sound[at + len(noise) :], sound[:at] + noise):
        sheet_headers(data)
        try:
            sheets_of(data, "x")
        except InputError as error:
            assert re.match(r"x\b", error.where)  # noqa: PT017 -- both ends are sound
