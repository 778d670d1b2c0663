# SPDX-License-Identifier: EUPL-1.2
"""A store as one file, for a computer without a network: `sovaudit data export`, then `import` there.

A zip of `sovaudit-data.toml` (the version of the layout), and of the pointer and the data file of each data set.
Nothing in it is packed and no time is told, so that the same store makes the same bytes on every computer.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from sovaudit import archives
from sovaudit.errors import InputError, StoreError
from sovaudit.knowledge._importing import Converted, opened, refused
from sovaudit.knowledge._locks import read_from
from sovaudit.knowledge._snapshots import SUFFIX
from sovaudit.knowledge._store import PLAIN, VERSION, Held, contents, digest, mending, pointer, pointer_name
from sovaudit.knowledge._storing import Make, replace_by
from sovaudit.language import _, system_reason
from sovaudit.limits import MIB, limits, past
from sovaudit.model import Provenance

INDEX = "sovaudit-data.toml"
_CHUNK = 1 << 20
_SMALL = 1 << 16
_MEMBERS = 2000
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_LOCAL = 30
"""Bytes before the name of a zip's first member."""


def is_bundle(head: bytes) -> bool:
    """Tell whether a file begins as a bundle does."""
    return head.startswith(b"PK\x03\x04") and head[_LOCAL:].startswith(INDEX.encode())


def export(folder: Path, target: Path) -> tuple[Held, ...]:
    """Write every imported data set of a store into one file, whole or not at all.

    Returns:
        What was written.

    Raises:
        StoreError: a data set is damaged, there is none, or the file cannot be written.
    """
    hold = read_from(folder)
    try:
        held, damaged = contents(folder)
        if damaged:
            raise StoreError(damaged[0].why, str(damaged[0].path), mending())
        if not held:
            hint = _("import some with « sovaudit data import »")
            raise StoreError(_("no imported data to export"), str(folder), hint)
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise StoreError(_("not a regular file"), str(target), _("name the file to write"))
        replace_by(target, lambda stream: _fill(stream, held))
    except OSError as error:
        hint = _("check that the folder exists, may be written and has room")
        text = _("cannot be written: {reason}").format(reason=system_reason(error))
        raise StoreError(text, str(target), hint) from None
    finally:
        if hold is not None:
            os.close(hold)
    return tuple(held)


def _fill(stream: BinaryIO, held: list[Held]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr(_member(INDEX), f"version = {VERSION}\n")
        for each in held:
            bundle.writestr(_member(pointer_name(each.name)), pointer(each.name, each.provenance))
            _copy(bundle, each)


def _copy(bundle: zipfile.ZipFile, held: Held) -> None:
    """Copy a data file, hashing what is copied."""
    made = hashlib.sha256()
    with opened(held.path) as source, bundle.open(_member(held.provenance.file), "w", force_zip64=True) as member:
        while piece := source.read(_CHUNK):
            made.update(piece)
            member.write(piece)
    if made.hexdigest() != held.provenance.sha256:
        raise StoreError(_("its content is not what it was (sha256 differs)"), str(held.path), mending())


def _member(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _BEGINNING)
    made.create_system = 3
    made.external_attr = (stat.S_IFREG | 0o600) << 16
    return made


def unbundled(source: Path) -> Iterator[tuple[str, Make]]:
    """Yield the origin of each data set of a bundle and what writes it; all are checked before the first.

    Raises:
        InputError: it is no bundle, one of a newer version, or damaged.
    """
    with opened(source) as stream:
        try:
            with archives.opened(stream, str(source)) as bundle:
                found = list(_described(bundle, source))
                for name, stated in found:
                    with bundle.open(stated.file) as member:
                        if digest(_pieces(member)) != stated.sha256:
                            raise refused_bundle(source, _("its content is not what it was (sha256 differs)"), name)
                for name, stated in found:
                    yield stated.origin, _maker(bundle, source, name, stated)
        except archives.DAMAGED as error:
            raise refused_bundle(source, str(error)) from None


def refused_bundle(source: Path, why: str, place: str = "") -> InputError:
    """Return the error for a bundle that is not whole."""
    text = _("not a whole bundle of data: {reason}").format(reason=why)
    return InputError(text, f"{source}: {place}" if place else str(source), _("export it again"))


def _described(bundle: zipfile.ZipFile, source: Path) -> Iterator[tuple[str, Provenance]]:
    """Read the pointers of a bundle, which name every other file in it."""
    members = {each.filename: each for each in bundle.infolist()}
    if len(members) != len(bundle.infolist()) or len(members) > _MEMBERS:
        raise refused_bundle(source, _("a file given twice, or too many of them"))
    large = sum(each.file_size for each in members.values())
    if large > limits().file_mib * MIB:
        raise past("file_mib", _("it unpacks to more"), str(source), -(-large // MIB))
    if any(archives.is_encrypted(each) or each.compress_type != zipfile.ZIP_STORED for each in members.values()):
        raise refused_bundle(source, _("a packed or encrypted file"))
    version = _toml(bundle, INDEX, source).get("version") if INDEX in members else None
    if version != VERSION:
        text = _("a bundle of another version of sovaudit (layout {found}, this one knows {known})")
        hint = _("export it again with this version")
        raise InputError(text.format(found=version, known=VERSION), str(source), hint)
    named = {INDEX}
    for member in sorted(each for each in members if each.endswith(SUFFIX)):
        document = _toml(bundle, member, source)
        try:
            name, stated = str(document.get("name")), msgspec.convert(document, Provenance)
            right = member == pointer_name(name) and stated.file in members and not stated.file.endswith(SUFFIX)
            right = right and PLAIN.fullmatch(stated.file) is not None
        except ValueError:
            right = False
        if not right:
            raise refused_bundle(source, _("its description is damaged"), member)
        named |= {member, stated.file}
        yield name, stated
    if named != set(members):
        raise refused_bundle(source, _("a file that no description names"), min(set(members) - named))


def _toml(bundle: zipfile.ZipFile, member: str, source: Path) -> dict[str, object]:
    try:
        with bundle.open(member) as stream:
            return tomllib.loads(stream.read(_SMALL).decode("utf-8"))
    except ValueError:
        raise refused(source, _("its description is damaged"), member) from None


def _maker(bundle: zipfile.ZipFile, source: Path, name: str, stated: Provenance) -> Make:
    def make(target: Path) -> Converted:
        with bundle.open(stated.file) as member, target.open("wb") as stream:
            stream.writelines(_pieces(member))
        return Converted(name, Path(stated.file).suffix, stated)

    return make


def _pieces(member: IO[bytes]) -> Iterator[bytes]:
    while piece := member.read(_CHUNK):
        yield piece
