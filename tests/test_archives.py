# SPDX-License-Identifier: EUPL-1.2
"""Of an archive of unknown origin no more is read than its directory declares, and that directory is in proportion."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

import pytest

from sovaudit import archives
from sovaudit.errors import InputError
from sovaudit.limits import Limits, limit_by, limits

PLAIN = [("a.json", b"{}"), ("b.json", b"[]")]


@pytest.fixture(autouse=True)
def unchanged() -> Iterator[None]:
    before = limits()
    yield
    limit_by(before)


def zipped(members=PLAIN, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return buffer.getvalue()


def opened(data):
    return archives.opened(io.BytesIO(data), "x.zip")


def end_record(members, size, at, comment=b""):
    """APPNOTE 4.3.16."""
    return struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, members, members, size, at, len(comment)) + comment


def wide_record(members, size, at):
    """APPNOTE 4.3.14."""
    return struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, members, members, size, at)


def wide_pointer(at):
    """APPNOTE 4.3.15."""
    return struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)


def parts(data):
    """Cut an archive before its directory and before its end record."""
    at, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    return data[:at], data[at:end], data[end:]


def widened(data, members=None, size=None, decoy=b"", pointed=None):
    """Rewrite the end of an archive as zip64 does for many members, with what is lied about it."""
    local, directory, end = parts(data)
    (count,) = struct.unpack("<H", end[10:12])
    at = len(local) + len(directory) + len(decoy)
    record = wide_record(count if members is None else members, len(directory) if size is None else size, len(local))
    narrow = end_record(count, len(directory), len(local))
    return local + directory + decoy + record + wide_pointer(at if pointed is None else pointed) + narrow


def test_a_sound_archive_is_read_with_a_long_comment_and_as_zip64():
    local, directory, _end = parts(zipped())
    comment = end_record(2, len(directory), len(local), b"c" * 0xFFFF)
    for data in (zipped(), local + directory + comment, widened(zipped())):
        archive = opened(data)
        assert [(each.filename, archives.content(archive, each)) for each in archive.infolist()] == PLAIN


@pytest.mark.parametrize("cut", [0, 3, 21, -1, -21, -22])
def test_what_is_no_archive_or_not_all_of_one_is_damaged(cut):
    with pytest.raises(zipfile.BadZipFile):
        opened(zipped()[:cut])


@pytest.mark.parametrize("wide", [False, True])
def test_members_are_counted_before_they_are_listed(wide):
    data = zipped([(str(n), b"") for n in range(12)])
    data = widened(data) if wide else data
    limit_by(Limits(rows=12))
    assert len(opened(data).infolist()) == 12
    limit_by(Limits(rows=11))
    with pytest.raises(InputError, match="12") as met:
        opened(data)
    assert "--limit rows=12" in met.value.hint
    assert met.value.where == "x.zip"


def test_a_directory_is_bounded_by_the_members_that_it_says_to_have():
    """Two members may have 3 x 512 bytes of directory: 46 each (APPNOTE 4.3.12), and the name."""
    just = (3 * 512 - 2 * 46) // 2
    assert len(opened(zipped([(letter * just, b"") for letter in "ab"])).infolist()) == 2
    with pytest.raises(InputError, match="proportion"):
        opened(zipped([(letter * (just + 1), b"") for letter in "ab"]))


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param({"size": 1 << 40}, id="size"),
        pytest.param({"members": 1 << 40}, id="count"),
        # a version of zipfile reads the record before the pointer, another the one that is pointed at
        pytest.param({"members": 1 << 40, "pointed": 0}, id="pointing elsewhere"),
        pytest.param({"members": 1 << 40, "pointed": (1 << 64) - 1}, id="pointing nowhere"),
        pytest.param(
            {"members": 1 << 40, "pointed": int.from_bytes(b"PK\x06\x06", "little")}, id="a pointer that looks so"
        ),
    ],
)
def test_a_wide_record_is_found_wherever_it_is_read_from(lie):
    with pytest.raises((InputError, zipfile.BadZipFile)):
        opened(widened(zipped(), **lie))


def test_a_record_that_is_pointed_at_counts_too():
    local, directory, _end = parts(zipped())
    decoy = wide_record(1 << 40, len(directory), len(local))
    with pytest.raises(InputError, match="rows"):
        opened(widened(zipped(), decoy=decoy, pointed=len(local) + len(directory)))


def test_a_member_is_read_to_its_declared_size_and_not_beyond():
    data = zipped([("a", b"x" * 100_000)])
    at = data.find(b"PK\x01\x02") + 24
    for declared in (99_999, 10):
        archive = opened(data[:at] + struct.pack("<I", declared) + data[at + 4 :])
        with pytest.raises(zipfile.BadZipFile):
            archives.content(archive, archive.infolist()[0])
    archive = opened(data)
    assert archives.content(archive, archive.infolist()[0], 7) == b"x" * 7


def test_a_member_whose_header_lies_outside_of_the_file_is_damaged():
    local, directory, _end = parts(zipped(PLAIN[:1]))
    extra = struct.pack("<HHQ", 1, 8, (1 << 63) + 5)
    far = directory[:30] + struct.pack("<H", len(extra)) + directory[32:42] + b"\xff" * 4 + directory[46:] + extra
    archive = opened(local + far + end_record(1, len(far), len(local)))
    with pytest.raises(zipfile.BadZipFile):
        archives.content(archive, archive.infolist()[0])


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_methods_that_unpack_by_the_byte_are_read(method):
    for fine in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert {archives.why_unread(each) for each in opened(zipped(PLAIN, fine)).infolist()} == {""}
    assert all(archives.why_unread(each) for each in opened(zipped(PLAIN, method)).infolist())


def test_a_password_is_seen():
    data = zipped(PLAIN[:1])
    at = data.find(b"PK\x01\x02") + 8
    (member,) = opened(data[:at] + b"\x01" + data[at + 1 :]).infolist()
    assert archives.is_encrypted(member)
    assert archives.why_unread(member)
    assert not archives.is_encrypted(opened(data).infolist()[0])


def test_growth_is_bounded_beyond_what_is_free():
    free = 10 * 1024**2
    archives.check_ratio(free, 1, "x.zip")
    archives.check_ratio(100 * free, free, "x.zip")
    archives.check_ratio(free + 1, 1 << 20, "x.zip")
    with pytest.raises(InputError) as met:
        archives.check_ratio(100 * free + 1, free, "x.zip")
    assert "--limit ratio=101" in met.value.hint
    limit_by(Limits(ratio=101))
    archives.check_ratio(100 * free + 1, free, "x.zip")
    with pytest.raises(InputError):
        archives.check_ratio(free + 1, 0, "x.zip")
