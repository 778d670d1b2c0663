# SPDX-License-Identifier: EUPL-1.2
"""Software inside an application, as bills of materials describe it."""

from __future__ import annotations

from msgspec import Struct


class Declared(Struct, frozen=True, gc=False, array_like=True):
    """One licence statement as a file makes it.

    Args:
        kind: `id`, `name`, `expression`, `url` or `text`; `concluded` for what an analyst concluded; `evidence` for
            what a tool found in the files; `reference` for what a document says that its own `LicenseRef-…` is, as
            `LicenseRef-…=name or text`.
        value: the statement, untouched.
    """

    kind: str
    value: str


class Component(Struct, frozen=True, gc=False, array_like=True):
    """One component: everything the files say of it, merged.

    Args:
        id: its canonical purl; else a weak id, `supplier/name@version`.
        purl: the canonical purl, empty when there is none.
        name: with its group or namespace as the file gives it.
        type: library, application, operating-system... (CycloneDX's words; SPDX's purpose in lower case).
        supplier: who supplies it, by name; empty when no file says so.
        supplier_country: ISO 3166-1 alpha-2 of the supplier's address, empty when no file says so.
        licences: every distinct statement, in the order of the files.
        hashes: every distinct digest of its files, `ALGORITHM:hexadecimal`, the algorithm as the file writes it.
        cpe: Common Platform Enumeration name, 2.3 where there is one.
        swid: tag id of its ISO/IEC 19770-2 tag.
        ancestors: what it was made from, when it was modified (pedigree): purls, else names.
        built_from: source package of a distribution's binary one, as `upstream` of its package URL says it
            (`openssl`, `gcc-12@12.2.0-14`); empty when no file says so.
    """

    id: str
    purl: str
    name: str
    version: str
    type: str
    supplier: str
    supplier_country: str
    licences: tuple[Declared, ...]
    hashes: tuple[str, ...]
    cpe: str = ""
    swid: str = ""
    ancestors: tuple[str, ...] = ()
    built_from: str = ""

    @property
    def weak(self) -> bool:
        """Tell whether the id rests on names alone."""
        return not self.purl
