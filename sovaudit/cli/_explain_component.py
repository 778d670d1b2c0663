# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit explain component:…`: the component, each file that names it and what that file says, what was merged.

The inventory is read anew, and then each file concerned once more, alone: what it says itself, before anything is
merged, is in no report.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from sovaudit.cli._gather import gather
from sovaudit.cli._library import known_of, said_of
from sovaudit.errors import UsageError
from sovaudit.language import _

if TYPE_CHECKING:
    from sovaudit.model import Component, Inventory

Page = dict[str, Any]
SHOWN = 20
"""Entries of one file, applications and services named at most; the rest is counted."""
NEAR = 10_000
"""Components among which similar ids are looked for at most."""


def explain(name: str, folder: Path, data: Path | None = None) -> Page:
    """Write the page of a component.

    Args:
        name: `component:` and its id, or the id alone.
        folder: of the inventory.
        data: folder of imported data; its catalogues belong to the inventory, as in an audit.

    Raises:
        UsageError: there is none of that id.
        StoreError: the folder of imported data that was named cannot be used.
    """
    known = known_of(data)
    inventory = gather((str(folder),), None, known=known)
    for line in said_of(known):
        click.echo(line, err=True)
    number = number_of(name.removeprefix("component:"), inventory, folder)
    found = inventory.components[number]
    said = _said(inventory, number, folder)
    return {
        "component": found.id,
        **_fields(found),
        "sources": {path: _source(one, found) for path, one in said.items()},
        "merged": _merged(found, said),
        "disagreements": _disagreements(found, said),
        "refused": _refused(found, inventory),
        **_holders(inventory, number),
    }


def number_of(wanted: str, inventory: Inventory, folder: Path) -> int:
    """Find a component by its id in any spelling.

    Raises:
        UsageError: there is none; the hint names a near one.
    """
    from sovaudit.identity import canonical
    from sovaudit.identity.cpes import identifying_cpe

    ids = {each.id: number for number, each in enumerate(inventory.components)}
    for spelled in (wanted, canonical(wanted), identifying_cpe(wanted)):
        if spelled and spelled in ids:
            return ids[spelled]
    by_key = {merge.merged: merge.id for merge in inventory.merges}
    if wanted in by_key:
        return ids[by_key[wanted]]
    message = _("no component {name} in this inventory").format(name=wanted)
    raise UsageError(message, str(folder), _nearest(canonical(wanted) or wanted, ids))


def _nearest(wanted: str, ids: Mapping[str, int]) -> str:
    """Suggest an id: the same package in another version, else a similar one."""
    package = wanted.partition("?")[0].partition("@")[0]
    others = sorted(each for each in ids if each.partition("?")[0].partition("@")[0] == package)
    near = others[:1] or difflib.get_close_matches(wanted, sorted(ids)[:NEAR], n=1)
    if near:
        return _("did you mean « {near} »?").format(near=near[0])
    return _("`sovaudit inventory -f json` lists the components")


def _said(inventory: Inventory, number: int, folder: Path) -> dict[str, dict[Component, list[str]]]:
    """Read the files concerned again: path -> what it says of the component -> the places where it says so."""
    from sovaudit.collect import find, read_all

    rows = np.flatnonzero(inventory.occurrence_component == number)
    entries = defaultdict(list)
    for row in rows.tolist():
        entries[int(inventory.occurrence_file[row])].append(int(inventory.occurrence_entry[row]))
    files = {each.path: each for each in find(folder)}
    said: dict[str, dict[Component, list[str]]] = {}
    for file, numbers in sorted(entries.items()):
        path = inventory.files[file].path
        own: dict[Component, list[str]] = defaultdict(list)
        for batch, _registers in read_all((files[path],), 1, lambda _done: None):
            described = np.frombuffer(batch.files[0].described, dtype="<i4")
            for entry in numbers:
                own[batch.components[int(described[entry])]].append(inventory.place(file, entry))
        said[path] = own
    return said


def _fields(one: Component) -> Page:
    """Write what is said of a component, empty fields left out by who prints."""
    return {
        "name": one.name,
        "version": one.version,
        "type": one.type,
        "supplier": one.supplier,
        "supplier_country": one.supplier_country,
        "licences": [each.value for each in one.licences],
        "hashes": list(one.hashes),
        "cpe": one.cpe,
        "swid": one.swid,
        "ancestors": list(one.ancestors),
    }


def _source(said: Mapping[Component, list[str]], found: Component) -> Page:
    """Write what one file says, and where; numbered when it says several things."""
    pages = [
        {
            "place": _some(places),
            **({"component": one.id} if one.id != found.id else {}),
            **{key: value for key, value in _fields(one).items() if value},
        }
        for one, places in said.items()
    ]
    return pages[0] if len(pages) == 1 else {str(number): page for number, page in enumerate(pages, start=1)}


def _some(texts: list[str]) -> str:
    shown = ", ".join(texts[:SHOWN])
    if len(texts) <= SHOWN:
        return shown
    return shown + " " + _("and {count} more").format(count=len(texts) - SHOWN)


def _merged(found: Component, said: Mapping[str, Mapping[Component, list[str]]]) -> list[str]:
    """Say which descriptions were merged, by which key."""
    whole = [(path, one) for path, own in said.items() for one in own]
    entries = sum(len(places) for own in said.values() for places in own.values())
    if entries < 2:
        return []
    key = "purl" if found.purl else "cpe" if found.id.startswith("cpe:") else "swid" if found.id[:5] == "swid:" else ""
    names = {"purl": _("package URL"), "cpe": "CPE", "swid": "SWID", "": _("supplier, name and version")}
    text = _("{count} entries of {files} files are one by the same key: {key}")
    lines = [text.format(count=entries, files=len(said), key=names[key])]
    for path, one in whole:
        if one.id != found.id:
            other = "CPE" if one.cpe and one.id.startswith("cpe:") else "SWID"
            text = _("{path}: {id} is the same one by its {key}, which no other component has")
            lines.append(text.format(path=path, id=one.id, key=other))
    return list(dict.fromkeys(lines))


def _disagreements(found: Component, said: Mapping[str, Mapping[Component, list[str]]]) -> Page:
    """Say on what the files disagree: field -> value -> the files that say so."""
    from sovaudit.identity.settling import differences, stated

    page: Page = {}
    for conflict in differences(found.id, {one for own in said.values() for one in own}):
        page[conflict.field] = {
            value: _some(
                sorted({path for path, own in said.items() for one in own if value in stated(one, conflict.field)})
            )
            for value in conflict.values
        }
    return page


def _refused(found: Component, inventory: Inventory) -> list[str]:
    """Say which other components it could be and is not, because several fit."""
    lines = []
    for each in inventory.refusals:
        if each.id == found.id:
            text = _("several components have this {key}: {value}: {candidates}")
            candidates = _some(list(each.candidates))
            lines.append(text.format(key=each.key.upper(), value=each.value, candidates=candidates))
    return lines


def _holders(inventory: Inventory, number: int) -> Page:
    """Name the applications that contain it and the services that rely on them."""
    rows = np.flatnonzero(inventory.contains_component == number)
    applications = [inventory.applications[each] for each in inventory.contains_application[rows].tolist()]
    names = {each.id: each.name for each in inventory.services}
    services = sorted({service for each in applications for service in each.services})
    return {
        "applications": _listed((each.id, each.name) for each in applications),
        "services": _listed((each, names.get(each, "")) for each in services),
    }


def _listed(pairs: Iterator[tuple[str, Any]]) -> list[str]:
    """Write ids with names, a blank or unknown name left out."""
    lines = [f"{id_} ({name})" if isinstance(name, str) and name else id_ for id_, name in pairs]
    rest = len(lines) - SHOWN
    return lines if rest <= 0 else [*lines[:SHOWN], _("and {count} more").format(count=rest)]
