# SPDX-License-Identifier: EUPL-1.2
"""Small files in the form of each publisher, and stores made of them."""

from __future__ import annotations

import gzip
import ipaddress
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sovaudit.knowledge import Library, exploited
from sovaudit.knowledge._store import open_library
from sovaudit.knowledge._storing import Imported, writing
from sovaudit.model import Issue

ACME = "ACMEFICTIVE0000000" + "01"
HOLDING = "HOLDINGFICTIVE0000" + "02"
HIDDEN = "HIDDENFICTIVE00000" + "03"


def kev(*numbers: int, day: str = "2026-01-05", **changed: object) -> bytes:
    """Write CISA's JSON: one entry per number."""
    entries = [
        {
            "cveID": f"CVE-2026-{number:04}",
            "vendorProject": "Fictive",
            "product": "Product",
            "vulnerabilityName": "Name",
            "dateAdded": "2026-01-02",
            "shortDescription": "Text",
            "requiredAction": "Text",
            "dueDate": "2026-01-23",
            "knownRansomwareCampaignUse": "Known" if number % 2 else "Unknown",
            "notes": "",
        }
        for number in numbers
    ]
    document = {
        "title": "CISA Catalog of Known Exploited Vulnerabilities",
        "catalogVersion": day.replace("-", "."),
        "dateReleased": f"{day}T17:00:00.0000Z",
        "count": len(entries),
        "vulnerabilities": entries,
    }
    return json.dumps(document | changed).encode()


def epss(rows: Mapping[str, tuple[str, str]], day: str = "2026-01-05", packed: bool = True) -> bytes:
    """Write FIRST's CSV: probability and percentile by CVE."""
    lines = [f"#model_version:v2025.03.14,score_date:{day}T00:00:00+0000", "cve,epss,percentile"]
    lines += [f"{cve},{probability},{percentile}" for cve, (probability, percentile) in rows.items()]
    text = "\n".join((*lines, "")).encode()
    return gzip.compress(text, mtime=0) if packed else text


def answer(kind: str, *attributes: dict[str, object], many: bool = False, day: str = "2026-01-05") -> bytes:
    """Write an answer of GLEIF's API: one item, or a list."""
    items = [{"type": kind, "id": str(number), "attributes": each} for number, each in enumerate(attributes)]
    meta = {"goldenCopy": {"publishDate": f"{day}T00:00:00Z"}}
    return json.dumps({"meta": meta, "data": items if many else items[0]}).encode()


def record(lei: str, name: str, country: str = "FR", **entity: object) -> dict[str, object]:
    """Write the attributes of a legal entity."""
    return {
        "lei": lei,
        "entity": {
            "legalName": {"name": name},
            "legalAddress": {"country": country},
            "headquartersAddress": {"country": country},
            "jurisdiction": country,
            "status": "ACTIVE",
            **entity,
        },
        "registration": {"status": "ISSUED", "lastUpdateDate": "2026-01-01T00:00:00Z"},
    }


def link(lei: str, parent: str, kind: str = "IS_ULTIMATELY_CONSOLIDATED_BY", **changed: object) -> dict[str, object]:
    """Write the attributes of a relationship."""
    ends = {"startNode": {"id": lei, "type": "LEI"}, "endNode": {"id": parent, "type": "LEI"}}
    return {"relationship": {**ends, "type": kind, "status": "ACTIVE", **changed}, "extension": {"deletedAt": None}}


def exception(lei: str, reason: str, kind: str = "ULTIMATE") -> dict[str, object]:
    """Write the attributes of a reporting exception."""
    return {"lei": lei, "category": f"{kind}_ACCOUNTING_CONSOLIDATION_PARENT", "reason": reason}


def companies(*results: dict[str, object]) -> bytes:
    """Write an answer of the Recherche d'entreprises."""
    return json.dumps({"results": results, "total_results": len(results), "page": 1}).encode()


def company(siren: str, **changed: object) -> dict[str, object]:
    """Write one company of that answer."""
    return {
        "siren": siren,
        "nom_complet": "SOCIETE FICTIVE (SF)",
        "nom_raison_sociale": "SOCIETE FICTIVE",
        "nature_juridique": "5710",
        "activite_principale": "62.02A",
        "categorie_entreprise": "PME",
        "etat_administratif": "A",
        "siege": {"commune": "17300", "libelle_commune": "LA ROCHELLE", "libelle_pays_etranger": None},
        "dirigeants": [{"nom": "PERSONNE", "prenoms": "FICTIVE"}],
        "complements": {"est_entrepreneur_individuel": False},
        **changed,
    }


def mmdb(records: Mapping[str, Mapping[str, object]], title: str, built: int = 1_767_600_000) -> bytes:
    """Write an MMDB file of IPv4 networks (MaxMind DB format 2.0, records of 24 bits).

    Args:
        records: by network; no network within another.
        title: of the database.
        built: seconds since 1970; by default on 2026-01-05.
    """
    nodes: list[list[int | None]] = [[None, None]]
    data = b""
    leaves: dict[tuple[int, int], int] = {}
    for network, each in records.items():
        net = ipaddress.IPv4Network(network)
        bits = f"{int(net.network_address):032b}"[: net.prefixlen]
        node = 0
        for bit in map(int, bits[:-1]):
            if nodes[node][bit] is None:
                nodes[node][bit] = len(nodes)
                nodes.append([None, None])
            node = nodes[node][bit] or 0
        leaves[node, int(bits[-1])] = len(data)
        data += _field(each)
    tree = b""
    for number, pair in enumerate(nodes):
        for bit, below in enumerate(pair):
            at = leaves.get((number, bit))
            value = len(nodes) + 16 + at if at is not None else len(nodes) if below is None else below
            tree += value.to_bytes(3, "big")
    meta = {
        "binary_format_major_version": 2,
        "binary_format_minor_version": 0,
        "build_epoch": built,
        "database_type": title,
        "description": {"en": title},
        "ip_version": 4,
        "languages": ["en"],
        "node_count": len(nodes),
        "record_size": 24,
    }
    return tree + bytes(16) + data + b"\xab\xcd\xefMaxMind.com" + _field(meta)


def _field(value: object) -> bytes:
    """Encode a value of the data section."""
    if isinstance(value, str):
        return _control(2, len(value.encode())) + value.encode()
    if isinstance(value, int):
        raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
        return _control(9 if len(raw) > 4 else 6, len(raw)) + raw
    if isinstance(value, Mapping):
        return _control(7, len(value)) + b"".join(_field(key) + _field(each) for key, each in value.items())
    assert isinstance(value, list)
    return _control(11, len(value)) + b"".join(map(_field, value))


def _control(kind: int, size: int) -> bytes:
    short, more = (size, b"") if size < 29 else (29, bytes([size - 29]))
    return (bytes([kind << 5 | short]) if kind < 8 else bytes([short, kind - 7])) + more


def import_kev(folder: Path, *numbers: int, day: str = "2026-01-05") -> Imported:
    """Import a catalogue into a store."""
    with tempfile.TemporaryDirectory() as elsewhere:
        source = Path(elsewhere, "kev.json")
        source.write_bytes(kev(*numbers, day=day))
        with writing(folder) as writer:
            return writer.put(lambda target: exploited.convert(source, target), "kev.json")


def library(folder: Path) -> Library:
    """Open a store in which nothing is wrong."""
    doubts: list[Issue] = []
    found = open_library(folder, doubts)
    assert doubts == []
    return found
