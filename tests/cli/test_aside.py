# SPDX-License-Identifier: EUPL-1.2
"""Work done in another process arrives whole, whoever did it and however it is copied."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sovaudit.cli._aside import aside, put, put_all

PARTS = (b"un", b"", b"deux" * 1_000_000, b"trois")


def parts() -> Iterator[bytes]:
    """Yield some pieces, one of them large."""
    yield from PARTS


def written(path: Path) -> bytes:
    """Write what another process made between two pieces of our own."""
    with path.open("wb") as stream:
        put(stream, b"[")
        for piece in aside(parts)():
            put(stream, piece)
        put(stream, b"]")
    return path.read_bytes()


def test_what_another_process_made_stands_between_our_own_pieces(tmp_path: Path) -> None:
    assert written(tmp_path / "a") == b"[" + b"".join(PARTS) + b"]"


def test_where_the_kernel_cannot_copy_the_bytes_are_read_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[int] = []
    real = os.copy_file_range

    def one_part_only(source: int, target: int, count: int) -> int:
        if copied:
            raise OSError(errno.EXDEV, "other file system")
        copied.append(real(source, target, min(count, 1000)))
        return copied[0]

    monkeypatch.setattr(os, "copy_file_range", one_part_only)
    assert written(tmp_path / "a") == b"[" + b"".join(PARTS) + b"]"
    assert copied == [1000]


def test_a_file_goes_into_a_stream_that_is_no_file() -> None:
    stream = io.BytesIO()
    with tempfile.TemporaryFile() as made:
        made.write(b"abc")
        put(stream, made)
        assert made.closed
    assert stream.getvalue() == b"abc"


def test_what_fails_elsewhere_is_done_here(tmp_path: Path) -> None:
    here = os.getpid()

    def fails_elsewhere() -> Iterator[bytes]:
        yield b"begun "
        if os.getpid() != here:
            os._exit(9)
        yield b"done here"

    assert b"".join(each for each in aside(fails_elsewhere)() if isinstance(each, bytes)) == b"begun done here"


def test_pieces_are_written_in_their_order_while_others_are_made() -> None:
    stream = io.BytesIO()
    parts = [number.to_bytes(2, "big") for number in range(500)]
    put_all(stream, iter(parts))
    assert stream.getvalue() == b"".join(parts)


class Full(io.BytesIO):
    """A disk with room for so many pieces."""

    room = 2

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        if not self.room:
            raise OSError(errno.ENOSPC, "full")
        self.room -= 1
        return super().write(data)


def test_what_cannot_be_written_is_said_by_who_asked_and_nothing_follows_it() -> None:
    stream = Full()
    with pytest.raises(OSError, match="full"):
        put_all(stream, [b"a", b"b", b"c", b"d"])
    assert stream.getvalue() == b"ab"


def test_what_was_made_before_a_defect_is_written_and_the_defect_is_not_hidden() -> None:
    stream = io.BytesIO()

    def pieces() -> Iterator[bytes]:
        yield b"a"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        put_all(stream, pieces())
    assert stream.getvalue() == b"a"
