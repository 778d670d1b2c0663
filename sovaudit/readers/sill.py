# SPDX-License-Identifier: EUPL-1.2
"""The SILL (*socle interministériel de logiciels libres*) as JSON, in its three shapes, as a catalogue.

| | 2022 | 2025 (v1) | 2026 (v2) |
| --- | --- | --- | --- |
| name, licence | `i`, `l` | `name`, `license` | the same |
| lowest version | `v-` | `versionMin` | `customAttributes.versionMin` |
| standing | `st`: R, O, FR | `isStillInObservation`, `dereferencing` | `dereferencing` |
| Wikidata | none | `externalId` | `identifiers` |
| since | `y`: years only, so no day | `referencedSinceTime` | `addedTime` |
| State support | none | `isPresentInSupportContract` | `customAttributes.isPresentInSupportContract` |

Source: etalab/sill-contents (2022); codegouvfr/catalogi, api/src/core: CompileData.ts (v1), SoftwareTypes.ts (v2).
Data under Licence Ouverte 2.0.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sovaudit.language import _
from sovaudit.model import ABSENT, CatalogueEntry, Descriptions, Issue, Origin, Register, Unknown
from sovaudit.readers._catalogue import (
    Item,
    catalogue,
    day,
    item,
    listed,
    names,
    spoken_in,
    stated,
    text,
    texts,
    wikidata,
)
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import BOM, decode

NAME = "sill"
RANK = 2
HEAD = 65_536
_OF_2022 = (b'"i"', b'"l"', b'"st"', b'"v-"')
_MARKS = (
    b'"isLibreSoftware"',
    b'"isStillInObservation"',
    b'"referencedSinceTime"',
    b'"isPresentInSupportContract"',
    b'"isFromFrenchPublicService"',
    b'"doRespectRgaa"',
    b'"userAndReferentCountByOrganization"',
    b'"similarSoftwares"',
)
_STANDING = {"R": "recommended", "O": "observed", "FR": "withdrawn"}
_catalogue = msgspec.json.Decoder(list[Any])


def recognises(data: bytes, name: str) -> bool:
    """Tell whether a JSON list begins with an object that has members of one of the three shapes."""
    head = data[:HEAD].removeprefix(BOM).lstrip()
    if not head.startswith(b"[") or not head[1:].lstrip().startswith(b"{"):
        return False
    return all(mark in head for mark in _OF_2022) or sum(mark in head for mark in _MARKS) > 1


def read(data: bytes, path: str, descriptions: Descriptions) -> Register:
    """Read every software of the catalogue.

    Raises:
        InputError: not JSON, or more entries than the limit on rows.
    """
    issues: list[Issue] = []
    items = decode(_catalogue, data, path, _nothing, issues)
    first = item(next(iter(items), None))
    version = "2022" if "i" in first else "v1" if "referencedSinceTime" in first else "v2"
    said = Grouped()
    found = catalogue(items, "", path, _of_2022 if version == "2022" else _entry, said, version)
    found.issues = (*issues, *said.issues())
    return found


def _nothing(document: Item, issues: list[Issue]) -> list[Any]:
    """Say that an object is not the list that was expected."""
    issues.append(Issue("", _("a list was expected")))
    return []


def _of_2022(software: Item, origin: Origin) -> CatalogueEntry:
    years = text(software.get("y"))
    return CatalogueEntry(
        id=f"sill:{text(software.get('id'))}",
        name=text(software.get("i")),
        licence=stated(software.get("l")),
        urls=texts(software.get("website"), software.get("sources")),
        listed=_STANDING.get(text(software.get("st")), ABSENT),
        version=stated(software.get("v-")),
        since=Unknown("unrecognised", years[:40]) if years else ABSENT,
        origin=origin,
    )


def _entry(software: Item, origin: Origin) -> CatalogueEntry:
    custom = item(software.get("customAttributes"))
    external = item(software.get("softwareExternalData"))
    identifiers = [item(each).get("value") for each in listed(software.get("identifiers"))]
    providers = ("providers", "serviceProviders", "annuaireCnllServiceProviders")
    similar = ("similarSoftwares", "similarExternalSoftwares")
    versions = (stated(holder.get("versionMin")) for holder in (software, custom))
    return CatalogueEntry(
        id=f"sill:{text(software.get('id'))}",
        name=spoken_in(software.get("name")),
        licence=stated(software.get("license")),
        urls=texts(
            software.get("url"),
            software.get("codeRepositoryUrl"),
            external.get("websiteUrl"),
            external.get("sourceUrl"),
        ),
        wikidata=wikidata(software.get("externalId"), *identifiers),
        listed=_standing(software, custom),
        version=next((each for each in versions if each is not ABSENT), ABSENT),
        since=day(software.get("addedTime") or software.get("referencedSinceTime")),
        providers=names(each for member in providers for each in listed(software.get(member))),
        similar=names(each for member in similar for each in listed(software.get(member))),
        state_support=_supported(software, custom),
        origin=origin,
    )


def _supported(*holders: Item) -> bool | Unknown:
    told = (holder.get("isPresentInSupportContract") for holder in holders)
    return next((each for each in told if isinstance(each, bool)), ABSENT)


def _standing(software: Item, custom: Item) -> str:
    if software.get("dereferencing"):
        return "withdrawn"
    observed = software.get("isStillInObservation") is True or custom.get("isStillInObservation") is True
    return "observed" if observed else "recommended"
