# SPDX-License-Identifier: EUPL-1.2
"""Files of lifecycles as others write them -> products: endoflife.date's API answer, a table of the city."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from sovaudit.errors import InputError
from sovaudit.knowledge._importing import HEAD, Converted, content, day_of, decoded, fitting, plain_head, refused
from sovaudit.knowledge.lifecycles import HREF, NAME, OWN, SINGLE, Cycle, End, Product
from sovaudit.language import _
from sovaudit.model import Provenance

SHELF_DAYS = 180
COLUMNS = ("product", "cycle", "end_of_life", "as_of")
_OTHER = ("label", "aliases", "identifiers", "released", "extended_until", "latest", "latest_on", "source")
_TRUTH = {"yes": True, "oui": True, "true": True, "vrai": True, "no": False, "non": False, "false": False}
_TRUTH |= {"faux": False}

_ONE = re.compile(rb'"result"\s*:\s*\{')
Read = tuple[tuple[Product, ...], Converted]


def is_api(head: bytes) -> bool:
    """Tell whether a file begins as the answers of endoflife.date's API do."""
    head = plain_head(head)
    return head.startswith(b"{") and all(each in head for each in (b'"schema_version"', b'"generated_at"', b'"result"'))


def is_table(head: bytes) -> bool:
    """Tell whether the first line of a file holds the mandatory columns of a table of lifecycles."""
    first = plain_head(head).split(b"\n")[0].decode("utf-8", errors="replace")
    return set(COLUMNS) <= {each.strip().strip('"').lower() for each in first.replace(";", ",").split(",")}


def is_product(head: bytes) -> bool:
    """Tell whether a file begins as an answer about one product does."""
    return is_api(head) and _ONE.search(plain_head(head)) is not None


def read_all(sources: Sequence[Path]) -> Read:
    """Read one file, or answers about one product each.

    Raises:
        InputError: it is neither, or not whole.
    """
    first = content(sources[0]) if len(sources) == 1 else b""
    if first and not is_api(first[:HEAD]):
        return _table(first, sources[0])
    if first and not is_product(first[:HEAD]):
        return _api(first, sources[0])
    products, days, left_out = dict[str, Product](), dict[str, date](), []
    for source in sources:
        try:
            answer = decoded(_Single, first or content(source), source)
            product, day = _product(answer.result), day_of(answer.generated_at)
        except InputError as error:
            left_out.append((str(source), error.message))
        except ValueError as error:
            left_out.append((str(source), str(error)))
        else:
            if day >= days.get(product.name, day):  # of two answers about one product the newest counts
                products[product.name], days[product.name] = product, day
    if not products:
        raise _without_dates(sources[0], left_out[0][1])
    stated = _stated(min(days.values()), len(products))
    return tuple(products.values()), Converted(SINGLE, ".json", stated, tuple(left_out))


def _without_dates(source: Path, why: str = "") -> InputError:
    hint = _("take {href}: it holds all products with their dates").format(href=HREF)
    message = _("no product with its dates")
    return InputError(_("{label}: {value}").format(label=message, value=why) if why else message, str(source), hint)


def _stated(as_of: date, records: int) -> Provenance:
    note = "Copyright 2020 endoflife.date contributors"
    return Provenance("endoflife.date", "MIT", as_of, HREF, SHELF_DAYS, note=note, records=records)


class _Newest(Struct, frozen=True):
    name: str = ""
    date: str | None = None


class _Release(Struct, frozen=True, rename="camel"):
    """One release; their field names. A key that is not there says that the product does not track that phase."""

    name: str
    label: str = ""
    codename: str | None = None
    release_date: str | None = None
    is_eoas: bool | None = None
    eoas_from: str | None = None
    is_eol: bool | None = None
    eol_from: str | None = None
    is_eoes: bool | None = None
    eoes_from: str | None = None
    latest: _Newest | None = None


class _Identifier(Struct, frozen=True):
    type: str
    id: str


class _Product(Struct, frozen=True):
    name: str
    releases: tuple[_Release, ...]
    label: str = ""
    category: str = ""
    aliases: tuple[str, ...] = ()
    identifiers: tuple[_Identifier, ...] = ()


class _Single(Struct, frozen=True):
    generated_at: str
    result: _Product


class _Answer(Struct, frozen=True):
    generated_at: str
    result: list[msgspec.Raw]


def _api(data: bytes, source: Path) -> Read:
    answer = decoded(_Answer, data, source)
    fit, left_out = fitting(_Product, answer.result, "/result")
    products = []
    for place, each in fit:
        try:
            products.append(_product(each))
        except ValueError as error:
            left_out.append((place, str(error)))
    if not products:
        raise _without_dates(source)
    stated = _stated(day_of(answer.generated_at), len(products))
    return tuple(products), Converted(NAME, ".json", stated, tuple(left_out))


def _product(theirs: _Product) -> Product:
    """Keep what is asked for; Repology's names are of no use here."""
    return Product(
        name=theirs.name,
        label=theirs.label,
        category=theirs.category,
        aliases=theirs.aliases,
        identifiers=tuple(each.id for each in theirs.identifiers if each.type in ("purl", "cpe")),
        cycles=tuple(map(_cycle, theirs.releases)),
    )


def _cycle(theirs: _Release) -> Cycle:
    newest = theirs.latest or _Newest()
    return Cycle(
        cycle=theirs.name,
        label="" if theirs.label == theirs.name else theirs.label,
        codename=theirs.codename or "",
        released=_day(theirs.release_date),
        eoas=_day(theirs.eoas_from) or theirs.is_eoas,
        eol=_day(theirs.eol_from) or theirs.is_eol,
        eoes=_day(theirs.eoes_from) or theirs.is_eoes,
        latest=newest.name,
        latest_on=_day(newest.date),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _table(data: bytes, source: Path) -> Read:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    named = [each.strip().lower() for each in rows.fieldnames or ()]
    if missing := sorted(set(COLUMNS) - set(named)):
        hint = _("columns: {columns}").format(columns=", ".join((*COLUMNS, *_OTHER)))
        raise InputError(_("columns are missing: {columns}").format(columns=", ".join(missing)), str(source), hint)
    rows.fieldnames = named
    found: dict[str, Product] = {}
    left_out = []
    try:
        for row in rows:
            cells = {key: value.strip() for key, value in row.items() if key and isinstance(value, str)}
            try:
                product = _row(cells, found.get(cells.get("product", "")))
            except ValueError as error:
                left_out.append((f"line {rows.line_num}", str(error)))
            else:
                found[product.name] = product
    except csv.Error as error:
        raise refused(source, _("this is no table: {error}").format(error=error), f"line {rows.line_num}") from None
    days = [cycle.as_of for product in found.values() for cycle in product.cycles if cycle.as_of]
    if not days:
        why = left_out[0][1] if left_out else _("it has no row")
        raise InputError(_("no row of this table can be used: {why}").format(why=why), str(source))
    stated = Provenance(
        title="Cycles de vie relevés par la ville",
        licence="NOASSERTION",
        as_of=max(days),
        shelf_days=SHELF_DAYS,
        records=sum(len(each.cycles) for each in found.values()),
    )
    return tuple(found.values()), Converted(OWN, ".json", stated, tuple(left_out))


def _row(cells: Mapping[str, str], before: Product | None) -> Product:
    """Add one row to its product.

    Raises:
        ValueError: a mandatory cell is blank, or no day.
    """
    if blank := [each for each in COLUMNS if not cells.get(each)]:
        raise ValueError(_("blank: {columns}").format(columns=", ".join(blank)))
    cycle = Cycle(
        cycle=cells["cycle"],
        released=_written_day(cells, "released"),
        eol=_end(cells, "end_of_life"),
        eoes=_end(cells, "extended_until"),
        latest=cells.get("latest", ""),
        latest_on=_written_day(cells, "latest_on"),
        as_of=_written_day(cells, "as_of"),
        source=cells.get("source", ""),
    )
    before = before or Product(cells["product"])
    return Product(
        name=before.name,
        label=cells.get("label") or before.label,
        aliases=before.aliases or _list(cells, "aliases"),
        identifiers=before.identifiers or _list(cells, "identifiers"),
        cycles=(*before.cycles, cycle),
    )


def _list(cells: Mapping[str, str], column: str) -> tuple[str, ...]:
    parts = cells.get(column, "").replace("|", ";").split(";")
    return tuple(each.strip() for each in parts if each.strip())


def _end(cells: Mapping[str, str], column: str) -> End:
    truth = _TRUTH.get(cells.get(column, "").lower())
    return _written_day(cells, column) if truth is None else truth


def _written_day(cells: Mapping[str, str], column: str) -> date | None:
    """Read a day, as ISO 8601 or as the French write it."""
    text = cells.get(column, "")
    if not text:
        return None
    parts = text.split("/")
    try:
        return date(*map(int, reversed(parts))) if len(parts) == 3 else date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("{column}: no day: {text}").format(column=column, text=text[:40])) from None
