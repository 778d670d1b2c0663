# SPDX-License-Identifier: EUPL-1.2
"""Every reader against any bytes: it recognises without raising, and reads or refuses with advice, nothing else.

What is tried: random bytes, and the sound files of each reader cut, overwritten, doubled, or with one value of their
JSON exchanged for another; then the same files through `collect`, where a defect of ours would be told as one.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sovaudit.collect import Found, read_all
from sovaudit.collect.confining import defect
from sovaudit.errors import InputError
from sovaudit.model import ROOT, Bom, Descriptions, Register, Statements
from sovaudit.readers import Reader, readers
from tests.readers._reading import DATA

EVERY = pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.NAME)
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LARGEST = 64 * 1024
NAMES = ("bom.json", "applications.csv", "bom.spdx", "applications.json", "publiccode.yml", "x.xlsx", "fichier")
HEADS = (
    b"",
    b"{",
    b"[",
    b"<",
    b"<?xml ",
    b"PK\x03\x04",
    b"\xef\xbb\xbf{",
    b"\xff\xfe",
    b"\xd0\xcf\x11\xe0",
    b"id;name\n",
    b"SPDXVersion: ",
    b'{"bomFormat":',
    b'{"@context":',
    b"<rdf:RDF ",
    b"publiccodeYmlVersion: ",
    b"<REQUEST><CONTENT>",
)
PIECES = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b'""',
    b"-1",
    b"1e400",
    b"true",
    b"0",
    b'"\\ud800"',
    b"<a>",
    b"</a>",
    b"&a;",
    b"\x00",
    b"\xff\xfe",
    b";;;",
    b"\n",
    b'"',
    b"\\",
    b"[[[[[[",
    b"\xc3",
    b"#REF!",
    b"\xe2\x80\xae",
)
VALUES: tuple[Any, ...] = (
    None,
    [],
    {},
    "",
    -1,
    1e300,
    True,
    [[]],
    [None],
    {"": None},
    "\x00",
    "\u202e",
    10**30,
    [{}],
    "NOASSERTION",
)


def samples(reader: Reader) -> list[Path]:
    """Return the sound files of a reader, small ones first."""
    folder = DATA / PurePath(reader.__file__ or "").stem  # type: ignore[attr-defined]  # a module
    found = [path for path in folder.glob("ok-*") if path.stat().st_size <= LARGEST]
    return sorted(found, key=lambda path: (path.stat().st_size, path.name))


def hurt(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one to three defects."""
    for _time in range(chance.randint(1, 3)):
        data = chance.choice((cut, overwritten, doubled, exchanged, exchanged))(data, chance)
    return data


def cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + data[at + chance.choice((1, 10, len(data))) :]


def overwritten(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(PIECES) + data[at + chance.choice((0, 1, 5)) :]


def doubled(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    piece = data[at : at + chance.choice((1, 40, 400))]
    return data[:at] + piece * 2 + data[at + len(piece) :]


def exchanged(data: bytes, chance: random.Random) -> bytes:
    """Exchange one value somewhere in JSON; other formats are overwritten."""
    try:
        document = json.loads(data)
    except ValueError:
        return overwritten(data, chance)
    places: list[tuple[Any, Any]] = []
    walk(document, places)
    if places:
        holder, key = chance.choice(places)
        holder[key] = chance.choice(VALUES)
    return json.dumps(document).encode()


def walk(value: Any, places: list[tuple[Any, Any]]) -> None:
    inside = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, each in inside:
        places.append((value, key))
        walk(each, places)


def read_or_refuse(
    reader: Reader, data: bytes, path: str, descriptions: Descriptions
) -> Bom | Register | Statements | InputError:
    try:
        return reader.read(data, path, descriptions)
    except InputError as error:
        return error


def check_read(reader: Reader, data: bytes, path: str) -> None:
    """Read a file: it is refused with a place and advice, or what came out is coherent."""
    descriptions = Descriptions()
    found = read_or_refuse(reader, data, path, descriptions)
    if isinstance(found, InputError):
        assert found.where.startswith(path)
        assert found.message
        assert found.hint
        return
    assert isinstance(found, Bom | Register | Statements)
    assert all(issue.message for issue in found.issues)
    if isinstance(found, Bom):
        count = len(found.described)
        assert all(0 <= number < len(descriptions.distinct) for number in found.described)
        ends = [*map(int, found.dependants), *map(int, found.dependencies)]
        assert all(ROOT <= end < count for end in ends)
        assert found.edge_count >= len(found.dependants)
        assert all(0 <= entry < count for entry in found.places)
        assert not found.partial or found.issues
    if isinstance(found, Register):
        assert found.rejected + found.left_out <= found.rows
        assert all(each.origin.path == path for each in found.records)


@EVERY
@given(head=st.sampled_from(HEADS), data=st.binary(max_size=200), name=st.sampled_from(NAMES))
@QUICK
def test_recognising_never_raises(reader: Reader, head: bytes, data: bytes, name: str) -> None:
    assert reader.recognises(head + data, name) in (True, False)


@EVERY
@given(head=st.sampled_from(HEADS), data=st.binary(max_size=200), name=st.sampled_from(NAMES))
@QUICK
def test_any_bytes_are_read_or_refused(reader: Reader, head: bytes, data: bytes, name: str) -> None:
    check_read(reader, head + data, name)


@EVERY
@given(chance=st.randoms(use_true_random=False), name=st.sampled_from(NAMES))
@QUICK
def test_a_hurt_file_is_read_or_refused(reader: Reader, chance: random.Random, name: str) -> None:
    found = samples(reader)
    if not found:
        pytest.skip("its files are written by its test")
    data = hurt(chance.choice(found).read_bytes(), chance)
    reader.recognises(data, name)
    check_read(reader, data, name)


@EVERY
def test_every_beginning_of_a_file_is_recognised_or_not(reader: Reader) -> None:
    """A file that is still being copied, or was cut, does not break the look at its head."""
    for path in samples(reader)[:2]:
        data = path.read_bytes()
        for end in range(0, len(data), max(1, len(data) // 60)):
            reader.recognises(data[:end], path.name)


def test_hurt_files_go_through_collect(tmp_path: Path) -> None:
    """Nothing ends a process, nothing is told as a defect of ours, and every file is accounted for."""
    chance = random.Random(20261123)
    every = [path for reader in readers() for path in samples(reader)]
    files = []
    for number in range(300):
        path = chance.choice(every)
        copy = tmp_path / f"{number:03}-{path.parent.name}{path.suffix}"
        copy.write_bytes(hurt(path.read_bytes(), chance))
        files.append(Found(copy.name, str(copy), copy.stat().st_size))
    read = [each for batch, _registers in read_all(files, 1, lambda _bytes: None) for each in batch.files]
    ours = defect(ValueError()).message.partition(":")[0]
    assert sorted(each.path for each in read) == [each.path for each in files]
    assert [(each.path, each.issues) for each in read if any(ours in issue.message for issue in each.issues)] == []
    assert {each.status for each in read} == {"read", "partial", "rejected"}
    assert all(each.issues and each.issues[0].hint for each in read if each.status == "rejected")


@EVERY
def test_hurting_hurts(reader: Reader) -> None:
    """The defects above do change the files: else the tests above would try nothing."""
    change: Callable[[bytes], bytes] = lambda data: hurt(data, random.Random(len(data)))  # noqa: E731
    found = samples(reader)
    assert not found or sum(change(path.read_bytes()) != path.read_bytes() for path in found) * 2 >= len(found)
