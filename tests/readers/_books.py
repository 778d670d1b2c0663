# SPDX-License-Identifier: EUPL-1.2
"""Workbooks written by hand, so that every byte of them can be wrong."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def packed(members, method=zipfile.ZIP_DEFLATED):
    """Write a zip: (name, content) in order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet_xml(rows, before="", after="", head=HEAD):
    """Write a worksheet around the inside of its `sheetData`."""
    return f'{head}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx(*sheets, states=(), texts=(), formats=(), days="", members=(), book=None):
    """Write an .xlsx of whole worksheets named S1, S2...

    Args:
        states: attributes of each sheet in the workbook.
        texts: shared texts, as XML.
        formats: number format of each cell style.
        days: attributes of `workbookPr`.
        members: further members, or others of the same name.
        book: target of the office document.
    """
    states = [*states, *[""] * (len(sheets) - len(states))]
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" {s} r:id="r{n}"/>' for n, s in enumerate(states, 1))
    leads = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    looks = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    own = {
        "[Content_Types].xml": f"{HEAD}<Types/>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument"'
        f' Target="{book or "xl/workbook.xml"}"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {days}/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}">{leads}</Relationships>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{looks}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{shared}</sst>',
        **{f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)},
    }
    return packed([*(own | dict(members)).items()])


def ods(*tables, styles="", body="", members=()):
    """Write an .ods of whole `table:table` elements."""
    spaces = "".join(f' xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style", "draw"))
    calc = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"{HEAD}<office:document-content{spaces}{calc}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    own = {"mimetype": KIND, "META-INF/manifest.xml": "<manifest/>", "content.xml": content}
    stored = [*(own | dict(members)).items()]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), KIND)
        for name, member in stored[1:]:
            archive.writestr(name, member)
    return buffer.getvalue()


def table(*rows, name="S1", attributes=""):
    """Write a table of whole rows."""
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def row(*cells, attributes=""):
    """Write a row of whole cells; a text stands for a cell that holds it."""
    return f"<table:table-row {attributes}>{''.join(map(cell, cells))}</table:table-row>"


def cell(text, attributes='office:value-type="string"'):
    """Write a cell that shows a text, unless it is one already."""
    if text.startswith("<table:"):
        return text
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"
