# SPDX-License-Identifier: EUPL-1.2
"""Mercator's cartography as its API answers it: a list of objects of one kind, or several kinds under their names.

Accepted: `[…]`, `{"data": […]}`, `{"data": {…}}` or one object, whose kind their members tell, and failing that the
file's name; `{"applications": […], "entities": […]}`, each list as it is or under its own `data`.

Source: https://github.com/dbarzin/mercator, docs/api.fr.md; the mapping is in `_mercator_records`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.model import Descriptions, Issue, Origin, Register
from sovaudit.readers._grouped import Grouped
from sovaudit.readers._json import BOM, decode
from sovaudit.readers._mercator import Cartography
from sovaudit.readers._mercator_kinds import has_signature, kind_named, kind_of, member

NAME = "mercator-json"
RANK = 5
HEAD = 1024 * 1024
"""Bytes in which the members of the first object are looked for: its description may be long."""
LOOKED_AT = 20
"""Objects of a list whose members tell its kind."""
_STAMPS = ("id", "name", "created_at", "updated_at")
"""Members that every object of its API has."""
_any: msgspec.json.Decoder[Any] = msgspec.json.Decoder()


def recognises(data: bytes, name: str) -> bool:
    """Tell whether JSON objects have an `id` and the members of a kind; the file's name tells those that have few."""
    head = data[:HEAD]
    if head[:4096].removeprefix(BOM).lstrip()[:1] not in (b"{", b"[") or b'"id"' not in head:
        return False
    return has_signature(head, _STAMPS if kind_named(name) else ())


def read(data: bytes, path: str, descriptions: Descriptions) -> Register:
    """Read every object of a kind that has a noun of ours; the others are counted and said."""
    issues: list[Issue] = []
    document = decode(_any, data, path, lambda plain, _issues: plain, issues)
    if not isinstance(document, dict | list):
        hint = _("check that this is the whole file")
        raise InputError(_("not an export of Mercator: no object in it"), path, hint)
    said = Grouped()
    for each in issues:
        said.say(each.place, each.message, each.hint)
    cartography = Cartography(path, said)
    for kind, pointer, objects in _lists(document, path, said):
        for place, each in objects:
            _add(cartography, kind, each, f"{pointer}{place}", path)
    return cartography.register()


def _lists(document: Any, path: str, said: Grouped) -> Iterator[tuple[str, str, list[tuple[str, Any]]]]:  # noqa: ANN401 -- JSON
    """Yield (kind, pointer of the list, its objects with their places in it)."""
    pointer, inside = _unwrapped(document)
    if isinstance(inside, list) or _is_object(inside):
        objects = _placed(inside)
        yield _kind(objects) or kind_named(path), pointer, objects
        return
    for name, value in document.items():
        if not isinstance(value, dict | list):
            said.say(f"/{name[:40]}", _("neither an object nor a list of objects: it is not used"))
            continue
        pointer, inside = _unwrapped(value)
        objects = _placed(inside)
        here = f"/{name.replace('~', '~0').replace('/', '~1')}{pointer}"
        yield kind_named(name) or _kind(objects) or name[:40], here, objects


def _unwrapped(value: Any) -> tuple[str, Any]:  # noqa: ANN401 -- JSON
    if isinstance(value, dict) and isinstance(value.get("data"), list | dict):
        return "/data", value["data"]
    return "", value


def _is_object(value: Any) -> bool:  # noqa: ANN401 -- JSON
    return isinstance(value, dict) and "id" in value and not isinstance(value["id"], list | dict)


def _placed(value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 -- JSON
    if isinstance(value, list):
        return [(f"/{number}", each) for number, each in enumerate(value)]
    return [("", value)]


def _kind(objects: list[tuple[str, Any]]) -> str:
    members = {member(name) for _place, each in objects[:LOOKED_AT] if isinstance(each, dict) for name in each}
    return kind_of(members)


def _add(cartography: Cartography, kind: str, value: Any, pointer: str, path: str) -> None:  # noqa: ANN401 -- JSON
    if not isinstance(value, dict):
        cartography.reject(pointer)
        return
    names: dict[str, str] = {}
    for name in value:
        names.setdefault(member(name), name)
    values = {short: value[name] for short, name in names.items()}

    def at(wanted: str) -> str:
        return f"{pointer}/{names.get(wanted, wanted)}" if wanted else pointer

    cartography.add(kind, values, Origin(path, place=pointer), at)
