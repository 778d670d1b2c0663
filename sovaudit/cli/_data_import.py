# SPDX-License-Identifier: EUPL-1.2
"""Publishers' files -> the store: each is recognised by its content before anything is written."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sovaudit.errors import SovauditError, UsageError
from sovaudit.language import _, safe, worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from types import ModuleType

    from sovaudit.knowledge._importing import Converted
    from sovaudit.knowledge._storing import Imported, Make, Writer

_CHUNK = 1 << 20


class Done(Struct, frozen=True):
    """What came of an import.

    Args:
        imported: each data set that was read.
        unknown: files of a folder that nobody recognises.
        refused: files that could not be read; what was there before stays in use.
    """

    imported: tuple[Imported, ...]
    unknown: tuple[Path, ...]
    refused: tuple[SovauditError, ...]


def import_all(paths: Sequence[Path], folder: Path, as_of: date | None) -> Done:
    """Recognise every file, then import those that are.

    Args:
        paths: files, and folders in which files are looked for.
        folder: the store.
        as_of: the day of files that do not tell their own.

    Raises:
        UsageError: a file that was named, or every file of the folders, is of no known kind; nothing was changed.
        StoreError: the store cannot be used.
    """
    from sovaudit.knowledge._storing import writing

    jobs, unknown = _sorted(paths)
    imported: list[Imported] = []
    refused: list[SovauditError] = []
    with writing(folder) as writer:
        for module, sources in jobs:
            try:
                imported += _import(writer, module, sources, as_of)
            except SovauditError as error:
                refused.append(error)
    return Done(tuple(imported), tuple(unknown), tuple(refused))


def _sorted(paths: Sequence[Path]) -> tuple[list[tuple[ModuleType | None, list[Path]]], list[Path]]:
    """Return what each module is to read, all at once where it can (None: a bundle), and the files of no known kind."""
    modules = _importers()
    jobs: list[tuple[ModuleType | None, list[Path]]] = []
    together: dict[str, list[Path]] = {}
    unknown: list[Path] = []
    for path, named in _files(paths):
        known, module, gathers = _recognised(path, modules)
        if not known:
            if named:
                raise _no_kind(path, modules)
            unknown.append(path)
        elif module is not None and gathers:
            if module.NAME not in together:
                together[module.NAME] = []
                jobs.append((module, together[module.NAME]))
            together[module.NAME].append(path)
        else:
            jobs.append((module, [path]))
    if not jobs:
        raise _no_kind(paths[0], modules)
    return jobs, unknown


def _importers() -> list[ModuleType]:
    import sovaudit.knowledge
    from sovaudit.registry import discover

    return [each for each in discover(sovaudit.knowledge).values() if hasattr(each, "recognises")]


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield the files, sorted within a folder, and whether each was named itself; links in folders are passed over."""
    for path in paths:
        if not path.is_dir():
            yield path, True
            continue
        for place, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                found = Path(place, name)
                if not found.is_symlink():
                    yield found, False


def _recognised(path: Path, modules: Sequence[ModuleType]) -> tuple[bool, ModuleType | None, bool]:
    """Tell whether a file is of a known kind, whose (None: a bundle), and whether it makes one data set with others.

    With `convert_all` a module reads all its files at once, unless its `gathers` says of one that it stands alone.
    """
    from sovaudit.knowledge._bundles import is_bundle
    from sovaudit.knowledge._importing import HEAD, opened

    with opened(path) as stream:
        head = stream.read(HEAD)
    if is_bundle(head):
        return True, None, False
    found = next((each for each in modules if each.recognises(head, path.name)), None)
    if found is None:
        return False, None, False
    return True, found, hasattr(found, "convert_all") and (not hasattr(found, "gathers") or found.gathers(head))


def _no_kind(path: Path, modules: Sequence[ModuleType]) -> UsageError:
    kinds = [worded(each.title) for module in modules for each in getattr(module, "PUBLISHED", ())]
    hint = _("known kinds: {names}").format(names="; ".join((*kinds, _("a bundle of `sovaudit data export`"))))
    return UsageError(_("no data of a known kind"), str(path), hint)


def _import(
    writer: Writer, module: ModuleType | None, sources: Sequence[Path], as_of: date | None
) -> Iterator[Imported]:
    if module is None:
        from sovaudit.knowledge._bundles import unbundled

        for origin, make in unbundled(sources[0]):
            yield writer.put(_checked(make, sources[0]), origin)
        return
    from sovaudit.cli._data_confined import convert

    yield writer.put(partial(convert, module, sources), "; ".join(map(_origin, sources[:20])), as_of)


def _checked(make: Make, source: Path) -> Make:
    """Have what a bundle brings checked by its data set before it is put in place."""

    def made_and_checked(target: Path) -> Converted:
        from sovaudit.cli._data_confined import check
        from sovaudit.knowledge._bundles import refused_bundle

        made = make(target)
        module = next((each for each in _importers() if made.name.partition(".")[0] == each.NAME), None)
        if module is not None and hasattr(module, "check"):
            try:
                check(module, source, target)
            except SovauditError as error:
                raise refused_bundle(source, error.message, made.name) from None
        return made

    return made_and_checked


def _origin(source: Path) -> str:
    """Name a publisher's file by its name and the sha256 of its bytes."""
    from sovaudit.knowledge._importing import opened

    made = hashlib.sha256()
    with opened(source) as stream:
        while piece := stream.read(_CHUNK):
            made.update(piece)
    return f"{safe(source.name)[:200]} sha256:{made.hexdigest()}"
