# SPDX-License-Identifier: EUPL-1.2
"""One package or file of an SPDX 2 document -> its description; two that say the same are understood once."""

from __future__ import annotations

from typing import Any

import msgspec

from sovaudit.model import Declared, Description, Issue
from sovaudit.readers import _spdx, _spdx_licences
from sovaudit.readers._json import decode_list
from sovaudit.readers._spdx_document import Checksum, ExternalRef, File, Package

_external_refs = msgspec.json.Decoder(list[ExternalRef] | None)
_checksums = msgspec.json.Decoder(list[Checksum] | None)


def file_key(entry: File, references: tuple[Declared, ...]) -> tuple[Any, ...]:
    """Return all that the description of a file depends on."""
    return ("spdx-file", entry.fileName, entry.licenseConcluded, bytes(entry.checksums), references)


def package_key(entry: Package, references: tuple[Declared, ...]) -> tuple[Any, ...]:
    """Return all that the description of a package depends on."""
    return (
        entry.name,
        entry.versionInfo,
        entry.supplier,
        entry.originator,
        entry.licenseDeclared,
        entry.licenseConcluded,
        entry.primaryPackagePurpose,
        bytes(entry.externalRefs),
        bytes(entry.checksums),
        references,
    )


def package(key: tuple[Any, ...], misfits: list[Issue]) -> Description:
    """Describe a package by its key."""
    name, version, supplier, originator, stated, concluded, purpose, refs, checksums, references = key
    purl, cpe, swid = _names(refs, misfits)
    return Description(
        purl=purl,
        name=name,
        version=version or "",
        type=(purpose or "library").lower().replace("_", "-"),
        supplier=_spdx.actor(supplier) or _spdx.actor(originator),
        supplier_country="",
        licences=(*_spdx_licences.declared(stated, concluded), *references),
        hashes=_hashes(checksums, misfits),
        cpe=cpe,
        swid=swid,
    )


def file(key: tuple[Any, ...], misfits: list[Issue]) -> Description:
    """Describe a file by its key."""
    _kind, name, concluded, checksums, references = key
    licences = (*_spdx_licences.declared(None, concluded), *references)
    return Description("", name, "", "file", "", "", licences, _hashes(checksums, misfits))


def _names(raw: bytes, misfits: list[Issue]) -> tuple[str, str, str]:
    """Return the first package URL, CPE name (2.3 before 2.2) and SWID tag id among the external references."""
    purl = cpe = older = swid = ""
    for ref in decode_list(_external_refs, raw, ExternalRef, "externalRefs", misfits):
        kind, locator = ref.referenceType, ref.referenceLocator
        if kind == "purl" or locator.startswith("pkg:"):
            purl = purl or locator
        elif kind.endswith("cpe23Type"):
            cpe = cpe or locator
        elif kind.endswith("cpe22Type"):
            older = older or locator
        elif kind.endswith("swid"):
            swid = swid or locator.removeprefix("swid:")
    return purl, cpe or older, swid


def _hashes(raw: bytes, misfits: list[Issue]) -> tuple[str, ...]:
    found = decode_list(_checksums, raw, Checksum, "checksums", misfits)
    return tuple(f"{each.algorithm}:{each.checksumValue.lower()}" for each in found if each.checksumValue)
