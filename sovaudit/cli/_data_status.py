# SPDX-License-Identifier: EUPL-1.2
"""What data there is: what sovaudit ships, what was imported, what nothing provides, what is damaged."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

from sovaudit.language import _, safe, worded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from sovaudit.knowledge import Snapshot
    from sovaudit.knowledge._importing import Published
    from sovaudit.knowledge._store import Damage

Page = dict[str, Any]


def described(folder: Path, day: date) -> Page:
    """Describe every data set of a day.

    Returns:
        `as_of`; `folder`, and whether it `exists`;
        `data`: one object per data set in use; `missing`: what nothing provides; `damaged`.
    """
    from sovaudit.knowledge._store import changed, contents, open_library

    library = open_library(folder, [])
    held, damaged = contents(folder)
    rows = [_row(each, day) for each in library.snapshots()]
    from sovaudit.knowledge._store import Damage

    damaged += [Damage(each.name, each.path, why) for each in held if (why := changed(each))]
    return {
        "as_of": day.isoformat(),
        "folder": str(folder),
        "exists": os.path.lexists(folder),
        "data": rows,
        "missing": [
            {"name": each.name, "title": each.title, "href": each.href}
            for each in _published()
            if not library.of(each.name.removesuffix(".*"))
        ],
        "damaged": [_damage(each) for each in damaged],
    }


def _row(snapshot: Snapshot, day: date) -> Page:
    stated = snapshot.provenance
    return {
        "name": snapshot.name,
        "imported": snapshot.imported,
        "as_of": stated.as_of.isoformat(),
        "age_days": (day - stated.as_of).days,
        "shelf_days": stated.shelf_days,
        "aged": stated.aged(day),
        "records": stated.records,
        "licence": stated.licence,
        "title": stated.title,
        "href": stated.href,
        "sha256": stated.sha256,
        "origin": stated.origin,
    }


def _published() -> Iterable[Published]:
    """Yield every file that a data set takes."""
    import sovaudit.knowledge
    from sovaudit.registry import discover

    for module in discover(sovaudit.knowledge).values():
        yield from getattr(module, "PUBLISHED", ())


def _damage(damage: Damage) -> Page:
    from sovaudit.knowledge._store import mending

    return {"name": damage.name, "path": str(damage.path), "problem": damage.why, "hint": mending()}


def table(page: Page) -> str:
    """Write the page for a terminal."""
    from tabulate import tabulate

    headers = [_("data"), _("from"), _("as of"), _("days"), _("shelf life"), _("aged"), _("records"), _("licence")]
    rows = [
        (
            safe(each["name"]),
            _("imported") if each["imported"] else _("shipped"),
            each["as_of"],
            each["age_days"],
            each["shelf_days"] or _("none"),
            _("aged") if each["aged"] else "",
            each["records"] or "",
            _short(safe(worded(each["licence"]))),
            _short(safe(worded(each["title"]))),
        )
        for each in page["data"]
    ]
    lines = [tabulate(rows, [*headers, _("source")], disable_numparse=True)]
    if page["missing"]:
        lines += ["", _("nothing provides these; import the publisher's file with « sovaudit data import FILE »:"), ""]
        missing = [(each["name"], worded(each["title"]), each["href"]) for each in page["missing"]]
        lines.append(tabulate(missing, [_("data"), _("file"), _("published at")], disable_numparse=True))
    where = (
        _("folder of imported data: {path}") if page["exists"] else _("no data imported yet; it would lie in {path}")
    )
    lines += ["", where.format(path=safe(page["folder"]))]
    return "\n".join(lines)


def _short(text: str, width: int = 40) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def verified(folder: Path) -> list[Page]:
    """Compare every file with its sha256.

    Returns:
        `name`, `path`, `imported`, `problem` (empty when there is none) and `hint`, shipped ones first.
    """
    from sovaudit.knowledge._snapshots import shipped
    from sovaudit.knowledge._store import changed, contents, mending

    held, damaged = contents(folder)
    found = [_shipped(each) for each in shipped().snapshots() if each.path is not None]
    for each in held:
        why = changed(each, thoroughly=True)
        found.append(_checked(each.name, each.path, True, why, mending()))
    return found + [_checked(each.name, each.path, True, each.why, mending()) for each in damaged]


def _shipped(snapshot: Snapshot) -> Page:
    hint = _("install sovaudit again")
    try:
        same = hashlib.sha256(snapshot.read()).hexdigest() == snapshot.provenance.sha256
        why = "" if same else _("its content is not what it was (sha256 differs)")
    except OSError as error:
        why = str(error)
    return _checked(snapshot.name, snapshot.path, False, why, hint)


def _checked(name: str, path: Path | None, imported: bool, problem: str, hint: str) -> Page:
    return {"name": name, "path": str(path), "imported": imported, "problem": problem, "hint": hint}
