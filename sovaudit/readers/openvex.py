# SPDX-License-Identifier: EUPL-1.2
"""OpenVEX 0.0.1 to 0.2.0: what an author says of vulnerabilities in products.

A statement on a product and some of its subcomponents holds for those parts inside that product only; it is never a
statement on the parts wherever they are. A statement without a time has the document's.

Source: https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import Raw, Struct, field

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import STATUSES, Descriptions, Issue, Statement, Statements
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import decode, looks_like_object, salvage
from sovaudit.readers._json_strict import said_once

NAME = "openvex"
RANK = 1
HEAD = 4096
NOTHING = Raw(b"")
_CONTEXT = re.compile(r"https://(?:www\.)?openvex\.dev/ns(?:/v?(\d+(?:\.\d+){0,2}))?/?")
_KNOWN = ("", "0.0.1", "0.2.0")


class _Vulnerability(Struct):
    name: str = ""
    id: str | None = field(name="@id", default=None)
    aliases: list[str] | None = None


class _Component(Struct):
    id: str | None = field(name="@id", default=None)
    identifiers: dict[str, str] | None = None
    subcomponents: list[_Component | str] | None = None


class _Assertion(Struct):
    vulnerability: _Vulnerability | str = ""
    products: list[_Component | str] | None = None
    subcomponents: list[_Component | str] | None = None
    status: str = ""
    status_notes: str | None = None
    justification: str | None = None
    impact_statement: str | None = None
    action_statement: str | None = None
    timestamp: str | None = None
    last_updated: str | None = None


class _Document(Struct):
    context: Raw = field(name="@context", default=NOTHING)
    id: str | None = field(name="@id", default=None)
    timestamp: str | None = None
    last_updated: str | None = None
    statements: list[_Assertion] | None = None


_LOST = _Assertion()
"""Stands in a list for what was no statement, so that the places of the others stay right."""
_document = msgspec.json.Decoder(_Document)


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the context of the JSON object is OpenVEX's."""
    return looks_like_object(data) and b"openvex.dev/ns" in data[:HEAD] + data[-HEAD:] and b'"@context"' in data


def read(data: bytes, path: str, descriptions: Descriptions) -> Statements:
    """Read every statement; one without a vulnerability or with an unknown status is said and left out.

    Raises:
        InputError: not JSON, or a context that is not OpenVEX's alone.
    """
    issues: list[Issue] = []
    document = decode(_document, data, path, _leniently, issues, proof=said_once)
    version = _version(document.context, path, issues)
    said = Grouped()
    for issue in issues:
        said.add(issue, issue.message)
    listed = document.statements or []
    made = document.last_updated or document.timestamp or ""
    found = [_statement(each, f"/statements/{n}", made, said) for n, each in enumerate(listed) if each is not _LOST]
    if not listed:
        said.say("/statements", _("no statement"))
    return Statements(
        statements=tuple(each for each in found if each is not None),
        rows=len(listed),
        version=version,
        created=made,
        names=(document.id,) if document.id else (),
        issues=said.issues(),
    )


def _version(raw: Raw, path: str, issues: list[Issue]) -> str:
    """Return the version that the context states."""
    stated = msgspec.json.decode(bytes(raw)) if bytes(raw) else []
    version = ""
    for each in stated if isinstance(stated, list) else [stated]:
        found = _CONTEXT.fullmatch(each) if isinstance(each, str) else None
        if not found:
            said = _("a second context may change the meaning of the names; it is not fetched")
            hint = _("ask its author for a document with OpenVEX's own context alone")
            raise InputError(said, f"{path}: /@context", hint)
        version = found.group(1) or ""
    if version not in _KNOWN:
        hint = _("versions {first} to {last} are known").format(first=_KNOWN[1], last=_KNOWN[-1])
        issues.append(Issue("/@context", _("unknown version: {version}").format(version=version), hint))
    return version


def _statement(stated: _Assertion, place: str, made: str, said: Grouped) -> Statement | None:
    names = _names(stated.vulnerability)
    if not names:
        said.say(f"{place}/vulnerability", _("a statement without a vulnerability: left out"))
        return None
    if stated.status not in STATUSES[:4]:
        text = _("unknown status: « {status} »; the statement is left out")
        hint = _("one of: {values}").format(values=", ".join(STATUSES[:4]))
        said.say(f"{place}/status", text, hint, status=stated.status[:80])
        return None
    if not stated.products:
        said.say(f"{place}/products", _("a statement that names no product"))
    if stated.status == "not_affected" and not (stated.justification or stated.impact_statement):
        said.say(place, _("« not_affected » without saying why"))
    held = [each for one in stated.products or () if isinstance(one, _Component) for each in one.subcomponents or ()]
    texts = (stated.impact_statement, stated.action_statement, stated.status_notes)
    return Statement(
        vulnerability=names[0],
        aliases=names[1:],
        products=_products(stated.products or []),
        subcomponents=_products([*(stated.subcomponents or ()), *held]),
        status=stated.status,
        justification=stated.justification or "",
        detail="\n".join(filter(None, texts)),
        as_of=stated.last_updated or stated.timestamp or made,
        place=place,
    )


def _names(stated: _Vulnerability | str) -> tuple[str, ...]:
    if isinstance(stated, str):
        return (stated,) if stated else ()
    named = stated.name or (stated.id or "").rpartition("/")[2]
    return tuple(dict.fromkeys(filter(None, (named, *(stated.aliases or ())))))


def _products(stated: list[_Component | str]) -> tuple[str, ...]:
    """Name each product by its purl where it has one, else by its id, else by its CPE."""
    found: dict[str, None] = {}
    for each in stated:
        if isinstance(each, str):
            found[each] = None
            continue
        other = each.identifiers or {}
        cpe = other.get("cpe23") or other.get("cpe22") or ""
        ids = [each.id or "", other.get("purl") or "", cpe]
        named = next((one for one in ids if one.startswith("pkg:")), "") or next(filter(None, ids), "")
        if named:
            found[named] = None
    return tuple(found)


def _leniently(document: dict[str, Any], issues: list[Issue]) -> _Document:
    """Read what fits, statement by statement."""
    rest = {name: value for name, value in document.items() if name not in ("statements", "@context")}
    found = salvage(rest, _Document, "", issues) or _Document()
    if "@context" in document:
        found.context = Raw(msgspec.json.encode(document["@context"]))
    listed = document.get("statements")
    if not isinstance(listed, list):
        if listed is not None:
            issues.append(Issue("/statements", _("a list was expected")))
        return found
    found.statements = [salvage(each, _Assertion, f"/statements/{n}", issues) or _LOST for n, each in enumerate(listed)]
    return found
