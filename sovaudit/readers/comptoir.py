# SPDX-License-Identifier: EUPL-1.2
"""The export of the Comptoir du Libre (ADULLACT) as JSON, as a catalogue.

It lists free software, who sells support for it and which public bodies use it; it recommends none. An empty object is
written as an empty list.

Source: https://comptoir-du-libre.org/public/export/comptoir-du-libre_export_v1.json, as codegouvfr/catalogi reads it
(api/src/core/ports/ComptoirDuLibreApi.ts).
"""

from __future__ import annotations

from typing import Any

import msgspec

from sovaudit.language import _
from sovaudit.model import CatalogueEntry, Descriptions, Issue, Origin, Register
from sovaudit.readers._catalogue import Item, catalogue, day, item, names, stated, text, texts, wikidata
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import decode, has_member, looks_like_object

NAME = "comptoir"
RANK = 2
_export = msgspec.json.Decoder(dict[str, Any])


def recognises(data: bytes, name: str) -> bool:
    """Tell whether the JSON object is an export: its date, its count and its list of software."""
    wanted = (b"softwares", b"number_of_software", b"date_of_export")
    return looks_like_object(data) and all(has_member(data, each) for each in wanted)


def read(data: bytes, path: str, descriptions: Descriptions) -> Register:
    """Read every software of the export.

    Raises:
        InputError: not JSON, or more entries than the limit on rows.
    """
    issues: list[Issue] = []
    export = decode(_export, data, path, lambda document, _issues: document, issues)
    softwares = export.get("softwares")
    said = Grouped()
    if not isinstance(softwares, list):
        said.say("/softwares", _("a list was expected"))
        softwares = []
    count = export.get("number_of_software")
    if isinstance(count, int) and count != len(softwares):
        message = _("{found} entries where {stated} are announced: ask for the whole file")
        said.say("/number_of_software", message, found=len(softwares), stated=count)
    found = catalogue(softwares, "/softwares", path, _entry, said, text(export.get("date_of_export"))[:40])
    found.issues = (*issues, *said.issues())
    return found


def _entry(software: Item, origin: Origin) -> CatalogueEntry:
    elsewhere = item(software.get("external_resources"))
    providers = software.get("providers")
    return CatalogueEntry(
        id=f"comptoir:{text(software.get('id'))}",
        name=text(software.get("name")),
        licence=stated(software.get("licence")),
        urls=texts(elsewhere.get("website"), elsewhere.get("repository"), software.get("url")),
        wikidata=wikidata(item(elsewhere.get("wikidata")).get("id")),
        since=day(software.get("created")),
        providers=names(providers) if isinstance(providers, list) else (),
        origin=origin,
    )
