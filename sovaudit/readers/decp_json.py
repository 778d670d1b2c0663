# SPDX-License-Identifier: EUPL-1.2
"""French procurement data (DECP) as JSON: the formats of 2022 and 2019, and the answers of the platforms.

| top of the file | what it is |
| --- | --- |
| `{"marches": {"marche": […], "contrat-concession": […]}}` | regulatory format of 2022 |
| `{"marches": […]}` | regulatory format of 2019, `_type` tells concessions |
| `[…]`, `{"results": […]}`, `{"records": [{"fields": …}]}` | export and API of data.economie.gouv.fr |
| `{"data": […]}` | tabular API of data.gouv.fr |

Contracts in the international standard OCDS are recognised and refused by that name.

A record is decoded when its turn comes: a file of all France never stands in memory as objects.

Source: github.com/139bercy/format-commande-publique, schema_decp_v2.0.3.json;
github.com/etalab/format-commande-publique.
"""

from __future__ import annotations

from functools import partial

import msgspec
from msgspec import Raw, Struct

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Bom, Descriptions, Issue, Origin, Register
from sovaudit.readers import _json
from sovaudit.readers._decp import V2019, V2022, Ledger
from sovaudit.readers._decp_fields import fields_of

NAME = "decp-json"
EDGE = 65536
"""Bytes among which the members of a first contract are looked for."""
_CPV = (b'"codeCPV"', b'"codecpv"')
_OTHERS = (b'"bomFormat"', b'"spdxVersion"')
_OCDS = (b'"releases"', b'"ocid"')
_OF_SCHEMAS = (b'"definitions"', b'"properties"', b'"fields"')
_GROUPS = ("marche", "contrat-concession")


class _Document(Struct):
    """The members under which contracts stand, not decoded yet."""

    marches: Raw = Raw()
    data: Raw = Raw()
    results: Raw = Raw()
    records: Raw = Raw()


_document = msgspec.json.Decoder(_Document)
_list = msgspec.json.Decoder(list[Raw])
_members = msgspec.json.Decoder(dict[str, Raw])
_anything = msgspec.json.Decoder()


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the JSON begins with `marches`, or its first contract has a CPV code and a holder; or it is OCDS."""
    head = data[: _json.HEAD].removeprefix(_json.BOM).lstrip()
    if head[:1] not in (b"{", b"[") or any(each in head for each in _OTHERS):
        return False
    if head[:1] == b"{" and b'"marches"' in head:
        return True
    edge = data[:EDGE]
    if all(each in edge for each in _OCDS):
        return True
    return any(each in edge for each in _CPV) and b'"titulaire' in edge and b'"objet"' in edge


def read(data: bytes, path: str, descriptions: Descriptions) -> Bom | Register:
    """Read every contract and concession."""
    if all(each in data[:EDGE] for each in _OCDS):
        hint = _("ask for the same contracts as « données essentielles » (DECP)")
        raise InputError(_("contracts in the OCDS standard, which is not read"), path, hint)
    issues: list[Issue] = []
    content = data.removeprefix(_json.BOM)
    listed = content[: _json.HEAD].lstrip()[:1] == b"["
    if listed:
        content = b'{"records":%b}' % content
    name, held = _held(content, data, path, issues)
    pointer = "" if listed else f"/{name}"
    opens = _opening(held)
    if opens not in b"[{" or (opens == b"{" and name != "marches"):
        hint = _("ask who published it for the file again")
        text = _("« {name} » holds no contracts: a list or an object was expected")
        raise InputError(text.format(name=name), f"{path}: {pointer}", hint)
    ledger = Ledger(path, V2022 if opens == b"{" else V2019 if name == "marches" else "", typed=True)
    groups = [(pointer, held)] if opens == b"[" else _groups_in(ledger, held, pointer)
    for where, raw in groups:
        _read_all(ledger, raw, where)
    register = ledger.register()
    register.issues = (*issues, *register.issues)
    return register


def _held(content: bytes, data: bytes, path: str, issues: list[Issue]) -> tuple[str, Raw]:
    """Return the member that holds the contracts, by its name."""
    document = _json.decode(_document, content, path, lambda _plain, _issues: _Document(), issues)
    for name in _Document.__struct_fields__:
        raw: Raw = getattr(document, name)
        if bytes(memoryview(raw)[:1]):
            return name, raw
    hint = _("ask for the data themselves: a JSON object with « marches »")
    schema = b'"$schema"' in data[:EDGE] and any(each in data for each in _OF_SCHEMAS)
    nothing = _("there is no member « marches »: these are no procurement data")
    raise InputError(_("a schema of procurement data, not the data") if schema else nothing, path, hint)


def _opening(raw: Raw) -> bytes:
    return bytes(memoryview(raw)[:1])


def _groups_in(ledger: Ledger, raw: Raw, pointer: str) -> list[tuple[str, Raw]]:
    """Return (pointer, list) for the contracts and the concessions that an object holds; what else it holds is said."""
    found = []
    for key, value in _members.decode(raw).items():
        if key in _GROUPS:
            found.append((f"{pointer}/{key}", value))
        else:
            text = _("a member that holds neither contracts nor concessions: « {name} »")
            ledger.said.say(pointer, text, _("it is not read"), name=key[:80])
    return found


def _read_all(ledger: Ledger, raw: Raw, pointer: str) -> None:
    """Read the contracts of a list; one that stands alone is taken as a list of one."""
    opens = _opening(raw)
    elements = _list.decode(raw) if opens == b"[" else [] if opens == b"n" else [raw]
    for index, each in enumerate(elements):
        place = f"{pointer}/{index}" if opens == b"[" else pointer
        record = _object(ledger, each, place)
        if isinstance(record, dict) and isinstance(record.get("fields"), dict) and "objet" not in record:
            record, place = record["fields"], f"{place}/fields"
        fields = fields_of(record) if isinstance(record, dict) else {}
        subject, cpv = (fields.get(field, ("", None))[1] for field in ("subject", "cpv"))
        if not isinstance(record, dict):
            ledger.counts(None, None, place)
            ledger.reject(place, _("an object was expected here: a contract"), _("it is left out"))
        elif ledger.counts(cpv, subject, place):
            ledger.add(fields, partial(_below, place), Origin(ledger.path, place=place))


def _below(place: str, key: str) -> str:
    return f"{place}/{key}" if key else place


def _object(ledger: Ledger, raw: Raw, place: str) -> object:
    """Decode one element of a list; what cannot be is said and None."""
    try:
        return _anything.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        misfits: list[Issue] = []
        value: object = _json.plain(bytes(raw), place, misfits)
        for each in misfits:
            ledger.said.say(each.place, each.message, each.hint)
        return value
