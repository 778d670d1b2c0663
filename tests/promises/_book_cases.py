# SPDX-License-Identifier: EUPL-1.2
"""Hostile workbooks: the archive, its XML, its cells."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.promises._making import Case, cell, ods, ods_members, xlsx, xlsx_members, zipped
from tests.promises._xml_cases import LINE, bomb


def book_cases(lure: Path) -> Iterator[Case]:
    """Make the cases; `lure` is a file that no reader may open."""
    yield from _archives()
    yield from _document_types(lure)
    yield from _cells_xlsx()
    yield from _cells_ods()


def _archives() -> Iterator[Case]:
    good = xlsx()
    yield Case("zip-good.xlsx", good, "accept|warn", 1)
    yield Case("zip-good.ods", ods(), "accept|warn", 1)
    yield Case("zip-cut.xlsx", good[: len(good) // 2], "reject")
    yield Case("zip-no-directory.ods", ods()[:-60], "reject")
    yield Case("zip-text-before.xlsx", b"#!/bin/sh\n" * 500 + good, "reject|warn|accept", 1)
    yield Case("zip-empty.xlsx", zipped({}), "reject")
    yield Case("zip-not-a-book.xlsx", zipped({"readme.txt": "hello"}), "reject")
    yield Case("zip-70000-members.xlsx", _crowded(good, 70_000), "reject|accept|warn", 1)
    yield Case("zip-named-twice.xlsx", _named_twice("xl/worksheets/sheet1.xml"), "reject")
    yield Case(
        "zip-named-twice-case.xlsx", zipped({**xlsx_members(), "XL/workbook.xml": "<x/>"}), "accept|warn|reject", 1
    )
    yield Case("zip-encrypted.ods", _flagged(ods()), "reject")
    sheet = "xl/worksheets/sheet1.xml"
    bomb_of_rows = xlsx_members("<row><c><v>" + " " * 120_000_000 + "</v></c></row>")
    yield Case("zip-bomb-sheet.xlsx", zipped(bomb_of_rows), "reject", said="ratio")
    yield Case("zip-bomb-lying.xlsx", _lying(zipped(bomb_of_rows), sheet), "reject")
    yield Case("zip-bomb.ods", ods("<!--" + "x" * 120_000_000 + "-->"), "reject", said="ratio")
    picture = {**xlsx_members(), "xl/media/image1.png": "\0" * 60_000_000}
    yield Case("zip-bomb-picture.xlsx", zipped(picture), "reject|accept|warn", 1)
    yield Case("zip-crc.ods", _wrong_sum(ods()), "reject")
    outside = {**xlsx_members(), "../../tmp/sovaudit-promises-pwned": "x", "/tmp/sovaudit-promises-pwned": "x"}
    yield Case("zip-outside.xlsx", zipped(outside), "accept|warn|reject", 1)
    ties = xlsx_members()
    ties["xl/_rels/workbook.xml.rels"] = ties["xl/_rels/workbook.xml.rels"].replace(
        "worksheets/sheet1", "../../../etc/passwd"
    )
    yield Case("zip-tie-outside.xlsx", zipped(ties), "reject|warn")
    fetched = xlsx_members()
    fetched["xl/_rels/workbook.xml.rels"] = fetched["xl/_rels/workbook.xml.rels"].replace(
        'Target="worksheets/sheet1.xml"', 'Target="http://evil.invalid/sheet1.xml" TargetMode="External"'
    )
    yield Case("zip-tie-to-the-net.xlsx", zipped(fetched), "reject|warn")
    yield Case("zip-in-zip.xlsx", zipped({"a.xlsx": good}), "reject")


def _crowded(archive: bytes, more: int) -> bytes:
    """Add empty members to an archive: `zipfile` takes seconds for so many. See 4.3 of PKWARE's APPNOTE.TXT."""
    count, size, start = struct.unpack("<10xH2L2x", archive[-22:])
    added, entries, at = [], [], start
    for name in (b"x%d" % number for number in range(more)):
        head = struct.pack("<5H3L2H", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0)
        added.append(b"PK\3\4" + head + name)
        entries.append(b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<3H2L", 0, 0, 0, 0, at) + name)
        at += len(added[-1])
    directory = archive[start : start + size] + b"".join(entries)
    total = count + more
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, total, total, len(directory), at)
    end += struct.pack("<4sLQL", b"PK\6\7", 0, at + len(directory), 1)
    end += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(directory), at, 0)
    return archive[:start] + b"".join(added) + directory + end


def _named_twice(name: str) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w") as archive:
        warnings.simplefilter("ignore")
        for each, data in xlsx_members().items():
            archive.writestr(each, data)
        archive.writestr(name, xlsx_members("<row/>")[name])
    return target.getvalue()


def _flagged(data: bytes) -> bytes:
    """Say of every member that it is encrypted."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def _lying(data: bytes, name: str) -> bytes:
    """Say of one member that it unpacks to 100 bytes."""
    changed = bytearray(data)
    directory = changed.rfind(b"PK\x01\x02", 0, changed.rfind(name.encode()))
    struct.pack_into("<I", changed, directory + 24, 100)
    local = changed.rfind(b"PK\x03\x04", 0, changed.find(name.encode()))
    struct.pack_into("<I", changed, local + 22, 100)
    return bytes(changed)


def _wrong_sum(data: bytes) -> bytes:
    changed = bytearray(data)
    at = changed.rfind(b"PK\x01\x02", 0, changed.rfind(b"content.xml"))
    changed[at + 16] ^= 0xFF
    local = changed.rfind(b"PK\x03\x04", 0, changed.find(b"content.xml"))
    changed[local + 14] ^= 0xFF
    return bytes(changed)


def _document_types(lure: Path) -> Iterator[Case]:
    external = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{lure}">]>'
    for name in (
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
    ):
        members = xlsx_members()
        members[name] = '<?xml version="1.0"?>' + external + members[name].replace("Guichet", "&x;")
        # the list of types is not needed to read the cells: a reader that does not parse it opens nothing either
        expect = "reject|accept" if name in ("[Content_Types].xml", "_rels/.rels") else "reject"
        yield Case(f"zip-dtd-{name.replace('/', '-')}.xlsx", zipped(members), expect, never=(LINE,))
    wide = xlsx_members()
    sheet = (
        '<?xml version="1.0" encoding="UTF-16"?>'
        + external
        + wide["xl/worksheets/sheet1.xml"].replace("Guichet", "&x;")
    )
    data = zipped({**wide, "xl/worksheets/sheet1.xml": sheet.encode("utf-16")})
    yield Case("zip-dtd-utf-16.xlsx", data, "reject", never=(LINE,))
    for family, head in (("external", external), ("bomb", bomb("x"))):
        members = ods_members()
        entity = "&x;" if family == "external" else "&e6;"
        members["content.xml"] = head + members["content.xml"].replace("Guichet", entity)
        yield Case(
            f"zip-dtd-{family}.ods", zipped(members, ["mimetype"]), "reject", said="DOCTYPE", never=(LINE, "hahaha")
        )
    for name in ("META-INF/manifest.xml", "styles.xml", "settings.xml"):
        members = {**ods_members(), name: external + "<x>&x;</x>"}
        yield Case(f"zip-dtd-{name.replace('/', '-')}.ods", zipped(members), "reject|accept", 1, never=(LINE,))


def _text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _cells_xlsx() -> Iterator[Case]:
    header = "<row>" + _text("A1", "id") + _text("B1", "nom") + _text("C1", "type") + "</row>"
    row = "<row>" + _text("A2", "a") + _text("B2", "Guichet") + _text("C2", "saas")
    shapes = {
        "far-row": (f'{header}{row}</row><row r="1048576">{_text("A1048576", "z")}</row>', "accept|warn|reject", 2),
        "row-beyond": (
            f'{header}{row}</row><row r="99999999999">{_text("A99999999999", "z")}</row>',
            "warn|reject",
            None,
        ),
        "column-beyond": (f"{header}{row}{_text('AAAA2', 'z')}</row>", "warn|reject", 1),
        "backwards": (
            f'{header}<row r="5">{_text("B5", "x")}{_text("A5", "b")}</row><row r="2">{_text("A2", "a")}</row>',
            "warn|reject",
            None,
        ),
        "same-cell-twice": (f"{header}{row}{_text('B2', 'Other')}</row>", "warn|reject", 1),
        "no-such-reference": (f"{header}{row}{_text('2B', 'Other')}</row>", "warn|reject", 1),
        "string-out-of-range": (f'{header}{row}<c r="D2" t="s"><v>999999</v></c></row>', "warn|reject", 1),
        "string-negative": (f'{header}<row><c r="A2" t="s"><v>-1</v></c>{_text("B2", "x")}</row>', "warn|reject", None),
        "style-out-of-range": (f'{header}{row}<c r="D2" s="4294967295"><v>1</v></c></row>', "accept|warn|reject", 1),
        "boolean": (f'{header}{row}<c r="D2" t="b"><v>maybe</v></c></row>', "warn|accept|reject", 1),
        "merged": (f"{header}{row}</row>", "accept|warn", 1),
    }
    for name, (rows, expect, kept) in shapes.items():
        members = xlsx_members(rows)
        if name == "merged":
            merged = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"].replace("</sheetData>", merged)
        yield Case(f"xlsx-{name}.xlsx", zipped(members), expect, kept)
    wide = "<row>" + "".join(f'<c t="inlineStr"><is><t>c{n}</t></is></c>' for n in range(5000)) + "</row>"
    yield Case("xlsx-5000-columns.xlsx", xlsx(wide + row + "</row>"), "reject|warn")
    yield Case(
        "xlsx-date-huge.xlsx",
        xlsx(f'{header}{row}<c r="D2" t="d"><v>99999-99-99</v></c></row>'),
        "accept|warn|reject",
        1,
    )
    yield Case("xlsx-deep.xlsx", xlsx("<x>" * 5000 + "</x>" * 5000), "reject")
    yield Case(
        "xlsx-sheet-missing.xlsx", zipped({k: v for k, v in xlsx_members().items() if "sheet1" not in k}), "reject"
    )
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r1"/>' for n in range(2000))
    members = xlsx_members()
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace("<sheets>", "<sheets>" + sheets)
    yield Case("xlsx-sheet-2000-times.xlsx", zipped(members), "reject|warn|accept")


def _cells_ods() -> Iterator[Case]:
    row = cell("a") + cell("Guichet") + cell("saas") + cell("1")
    start, end = "<table:table-row", "</table:table-row>"
    repeated = "table:number-rows-repeated"
    yield Case("ods-rows-repeated.ods", ods(f'{start} {repeated}="1000000">{row}{end}'), "reject", said="repeats")
    yield Case(
        "ods-blank-repeated.ods",
        ods(f'{start}>{row}{end}{start} {repeated}="1048000"><table:table-cell/>{end}'),
        "accept|warn",
        1,
    )
    repeated_cell = cell("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16000"')
    yield Case("ods-columns-repeated.ods", ods(f"{start}>{repeated_cell}{end}"), "reject")
    yield Case(
        "ods-spaces.ods",
        ods(f"{start}>{cell('a')}{cell('x<text:s text:c=&quot;1&quot;/>'.replace('&quot;', chr(34)))}{end}"),
        "accept|warn",
        1,
    )
    for name, count in (("many", "999999999"), ("digits", "9" * 5000), ("text", "many"), ("minus", "-5")):
        spaces = cell(f'x<text:s text:c="{count}"/>y')
        yield Case(f"ods-spaces-{name}.ods", ods(f"{start}>{cell('a')}{spaces}{end}"), "reject|warn", 1)
        yield Case(f"ods-repeat-{name}.ods", ods(f'{start} {repeated}="{count}">{row}{end}'), "reject|warn")
    nested = "<table:table-row-group>" * 300 + f"{start}>{row}{end}" + "</table:table-row-group>" * 300
    yield Case("ods-deep.ods", ods(nested), "reject", said="xml_depth")
    values = '<table:table-cell office:value-type="float" office:value="NaN"><text:p>1</text:p></table:table-cell>'
    yield Case(
        "ods-not-a-number.ods",
        ods(f"{start}>{cell('a')}{cell('b')}{cell('saas')}{values}{end}"),
        "warn|accept|reject",
        1,
        never=(":NaN",),
    )
