# SPDX-License-Identifier: EUPL-1.2
"""What GLEIF publishes, in two forms -> items in one: the answers of its API, and rows of its golden copy.

The golden copy has three CSV files of many hundred megabytes: entities (LEI-CDF), relationships (RR-CDF), reporting
exceptions. A city takes the rows of its own suppliers out of them, under the same headers, and imports the three
extracts together. Rows do not tell the day of the copy.

Source: https://www.gleif.org/en/lei-data/gleif-golden-copy/download-the-golden-copy (headers of the CSV files).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from sovaudit.knowledge._importing import UNDATED, content, day_of, decoded, fitting, plain_head, refused
from sovaudit.language import _
from sovaudit.limits import limits, past

RECORD, LINK, EXCEPTION = "lei-records", "relationship-records", "reporting-exceptions"
_KIND = re.compile(rb'"type"\s*:\s*"(?:%s)"\s*,\s*"id"[^{]*"attributes"' % "|".join((RECORD, LINK, EXCEPTION)).encode())
Attributes = dict[str, Any]


class Items(NamedTuple):
    """What one file holds.

    Args:
        day: of its publication; `UNDATED` when it does not tell.
        items: kind, attributes as the API writes them, place.
        left_out: what is no item, as (place, why).
    """

    day: date
    items: list[tuple[str, Attributes, str]]
    left_out: list[tuple[str, str]]


def recognises(head: bytes) -> bool:
    """Tell whether a file begins as one of GLEIF's; completions of a name, also of its API, are none that is kept."""
    start = plain_head(head)
    if start.startswith(b"{"):
        return b'"data"' in start and _KIND.search(start) is not None
    return _rows_of(_columns(start)) is not None


def items_of(source: Path) -> Items:
    """Read a file in either form.

    Raises:
        InputError: it is in neither.
    """
    data = content(source)
    return _answer(data, source) if data[:100].lstrip().startswith(b"{") else _table(data, source)


class _Document(Struct):
    data: msgspec.Raw
    meta: dict[str, Any] = {}


class _Item(Struct):
    type: str
    attributes: Attributes


def _answer(data: bytes, source: Path) -> Items:
    document = decoded(_Document, data, source)
    many = bytes(document.data).lstrip().startswith(b"[")
    raws = decoded(list[msgspec.Raw], bytes(document.data), source) if many else [document.data]
    found, left_out = fitting(_Item, raws, "/data")
    items = [(each.type, each.attributes, place if many else "/data") for place, each in found]
    return Items(day_of(text(document.meta, "goldenCopy", "publishDate")), items, left_out)


def _table(data: bytes, source: Path) -> Items:
    make = _rows_of(_columns(data[:65_536]))
    if make is None:
        raise refused(source, _("neither an answer of GLEIF's API nor a table of its golden copy"))
    kind, attributes = make
    found: list[tuple[str, Attributes, str]] = []
    left_out = []
    lines = csv.DictReader(io.StringIO(data.decode("utf-8", "replace"), newline=""), strict=True)
    try:
        for number, row in enumerate(lines, start=2):
            place = _("line {number}").format(number=number)
            if number > limits().rows:
                raise past("rows", _("more than {count} rows").format(count=number - 2), str(source))
            if None in row or None in row.values():
                left_out.append((place, _("not as many cells as the header has")))
            else:
                found.append((kind, attributes(row), place))
    except csv.Error as error:
        raise refused(source, _("this is no table: {error}").format(error=error)) from None
    return Items(UNDATED, found, left_out)


def _columns(start: bytes) -> set[str]:
    line = start.partition(b"\n")[0].decode("utf-8", "replace")
    return {each.strip().strip('"') for each in line.split(",")}


def _rows_of(columns: set[str]) -> tuple[str, Callable[[Mapping[str, str]], Attributes]] | None:
    """Tell by its header which table it is."""
    if {"Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID", "Relationship.RelationshipType"} <= columns:
        return LINK, _link
    if {"LEI", "Exception.Category", "Exception.Reason.1"} <= columns:
        return EXCEPTION, _exception
    return (RECORD, _record) if {"LEI", "Entity.LegalName", "Entity.LegalAddress.Country"} <= columns else None


def _record(row: Mapping[str, str]) -> Attributes:
    authority = "Entity.RegistrationAuthority.RegistrationAuthority"
    return {
        "lei": row["LEI"],
        "entity": {
            "legalName": {"name": row["Entity.LegalName"]},
            "legalAddress": {"country": row["Entity.LegalAddress.Country"]},
            "headquartersAddress": {"country": row.get("Entity.HeadquartersAddress.Country", "")},
            "jurisdiction": row.get("Entity.LegalJurisdiction", ""),
            "category": row.get("Entity.EntityCategory", ""),
            "status": row.get("Entity.EntityStatus", ""),
            "registeredAt": {"id": row.get(f"{authority}ID", "")},
            "registeredAs": row.get(f"{authority}EntityID", ""),
        },
        "registration": {
            "status": row.get("Registration.RegistrationStatus", ""),
            "lastUpdateDate": row.get("Registration.LastUpdateDate", ""),
        },
    }


def _link(row: Mapping[str, str]) -> Attributes:
    return {
        "relationship": {
            "startNode": {"id": row["Relationship.StartNode.NodeID"]},
            "endNode": {"id": row["Relationship.EndNode.NodeID"]},
            "type": row["Relationship.RelationshipType"],
            "status": row.get("Relationship.RelationshipStatus", ""),
        }
    }


def _exception(row: Mapping[str, str]) -> Attributes:
    return {"lei": row["LEI"], "category": row["Exception.Category"], "reason": row["Exception.Reason.1"]}


def text(item: Any, *path: str) -> str:  # noqa: ANN401 -- whatever JSON holds
    """Return the text at a path of members; nothing when it is not there."""
    for each in path:
        item = item.get(each) if isinstance(item, dict) else None
    return item.strip() if isinstance(item, str) else ""
