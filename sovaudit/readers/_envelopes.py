# SPDX-License-Identifier: EUPL-1.2
"""What documents arrive in: compressed, in UTF-16, inside another document.

| wrapping | known by |
| --- | --- |
| gzip, xz, bzip2, zlib (OCS agents) | the first bytes |
| UTF-16, UTF-32 | the byte-order mark, or the zeros between the first characters |
| the answer of GitHub's dependency graph, `{"sbom": …}` | its only member |
| in-toto statement, `{"_type": …, "predicateType": …, "predicate": …}` | `predicateType` |
| DSSE envelope, `{"payloadType": …, "payload": base64}` | `payloadType` |

Source: RFC 1952, RFC 1950, https://tukaani.org/xz/xz-file-format.txt; https://github.com/in-toto/attestation (spec v1),
https://github.com/secure-systems-lab/dsse
"""

from __future__ import annotations

import binascii
import bz2
import codecs
import lzma
import re
import zlib
from collections.abc import Callable
from typing import Protocol

import msgspec
from msgspec import Raw, Struct

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import FREE, MIB, limits, past
from sovaudit.model import Issue

LAYERS = 4
"""Wrappings inside one another that are taken off."""
CHUNK = MIB
EDGE = 4096
"""Bytes at either end of a document among which the members that tell a wrapping are looked for."""
_ENCODING = re.compile(r'(<\?xml\b[^>]*?\bencoding\s*=\s*["\'])([^"\']*)')


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Sbom(Struct):
    sbom: Raw


class _InToto(Struct):
    predicateType: str
    predicate: Raw


class _Dsse(Struct):
    payloadType: str
    payload: str


class Unwrapped(Struct):
    """A document and what it came in.

    Args:
        data: the document; the very bytes that were given when there was no wrapping.
        pointer: JSON pointer of the document in the one that held it.
        issues: what was taken off, for people to know.
    """

    data: bytes
    pointer: str
    issues: tuple[Issue, ...]


def unwrap(data: bytes, path: str) -> Unwrapped:
    """Take off what a document came in, layer by layer.

    Raises:
        InputError: damaged, or past a limit.
    """
    pointer = ""
    issues: list[Issue] = []
    for _layer in range(LAYERS):
        packed = _packing(data)
        if packed:
            name, opened = packed
            inside = _unpacked(data, opened, name, path)
            issues.append(Issue("", _("unpacked ({format}): {size} bytes").format(format=name, size=len(inside))))
            data = inside
            continue
        encoding = _wide(data)
        if encoding:
            issues.append(Issue("", _("in {encoding}: read all the same").format(encoding=encoding.upper())))
            data = _narrowed(data, encoding, path)
            continue
        held = _held(data, path)
        if held is None:
            break
        name, member, data = held
        pointer += member
        issues.append(Issue(member, _("the document is held in another one: {format}").format(format=name)))
    return Unwrapped(data, pointer, tuple(issues))


def _packing(data: bytes) -> tuple[str, Callable[[], _Decompressor]] | None:
    """Tell how the bytes are compressed."""
    if data.startswith(b"\x1f\x8b"):
        return "gzip", lambda: _Zlib(16 + zlib.MAX_WBITS)
    if data.startswith(b"\xfd7zXZ\x00"):
        return "xz", lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=limits().memory_mib * MIB)
    if data.startswith(b"BZh") and data[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"):
        return "bzip2", bz2.BZ2Decompressor
    if (
        data[:1] == b"\x78"
        and len(data) > 2
        and int.from_bytes(data[:2]) % 31 == 0
        and data[1:2] in b"\x01\x5e\x9c\xda"
    ):
        return "zlib", lambda: _Zlib(zlib.MAX_WBITS)
    return None


class _Zlib:
    """zlib's decompressor with the manners of the other two."""

    def __init__(self, window: int) -> None:
        self._inner = zlib.decompressobj(window)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data


def _unpacked(data: bytes, opened: Callable[[], _Decompressor], name: str, path: str) -> bytes:
    """Decompress under the limits on size and ratio; several streams in a row are one document, as their tools do."""
    most = min(limits().unpacked_mib * MIB, max(FREE, limits().ratio * len(data)))
    parts: list[bytes] = []
    size = 0
    rest = data
    try:
        while rest:
            stream = opened()
            given = rest
            while not stream.eof:
                part = stream.decompress(given, CHUNK)
                given = b""
                size += len(part)
                if size > most:
                    raise _too_large(size, len(data), path)
                if not part and not stream.eof:
                    raise EOFError
                parts.append(part)
            rest = stream.unused_data.lstrip(b"\x00")
    except (OSError, EOFError, zlib.error, lzma.LZMAError):
        hint = _("ask its author for the file again: it is damaged or incomplete")
        raise InputError(_("cannot be unpacked ({format})").format(format=name), path, hint) from None
    return b"".join(parts)


def _too_large(size: int, packed: int, path: str) -> InputError:
    if size > limits().unpacked_mib * MIB:
        found = _("it unpacks to more than {size} MiB").format(size=limits().unpacked_mib)
        return past("unpacked_mib", found, path)
    found = _("it unpacks to more than {count} times its size").format(count=size // max(packed, 1))
    return past("ratio", found, path)


def _wide(data: bytes) -> str:
    """Return the encoding when characters take several bytes each; empty when they do not."""
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return encoding
    if len(data) >= 4 and data[0] in b"{<[" and data[1] == 0 and data[3] == 0 and data[2]:
        return "utf-16-le"
    if len(data) >= 4 and data[0] == 0 and data[1] in b"{<[" and data[2] == 0 and data[3]:
        return "utf-16-be"
    return ""


def _narrowed(data: bytes, encoding: str, path: str) -> bytes:
    """Return the same text in UTF-8; the encoding that an XML declaration states is made true."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        place = _("byte {number}").format(number=error.start)
        text = _("not readable as {encoding}").format(encoding=encoding.upper())
        raise InputError(text, f"{path}: {place}", _("save it as UTF-8")) from None
    head = _ENCODING.sub(r"\1UTF-8", text[:EDGE], count=1)
    return (head + text[EDGE:]).encode("utf-8")


def _held(data: bytes, path: str) -> tuple[str, str, bytes] | None:
    """Return the name of the wrapping, the pointer of the document in it, and the document."""
    if data[:EDGE].lstrip(codecs.BOM_UTF8).lstrip()[:1] != b"{":
        return None
    edges = data[:EDGE] + data[-EDGE:]
    if b'"sbom"' in data[:EDGE] and data[:EDGE].lstrip(codecs.BOM_UTF8 + b"{ \r\n\t").startswith(b'"sbom"'):
        return _member(data, _Sbom, "GitHub", "/sbom")
    if b'"predicateType"' in edges:
        return _member(data, _InToto, "in-toto", "/predicate")
    if b'"payloadType"' in edges and b'"payload"' in edges:
        return _payload(data, path)
    return None


def _member(data: bytes, kind: type[_Sbom] | type[_InToto], name: str, pointer: str) -> tuple[str, str, bytes] | None:
    try:
        found = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None  # the reader will say what is wrong with it
    held = bytes(found.sbom if isinstance(found, _Sbom) else found.predicate)
    return (name, pointer, held) if held.startswith(b"{") else None


def _payload(data: bytes, path: str) -> tuple[str, str, bytes] | None:
    try:
        found = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8), type=_Dsse)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    try:
        return (
            "DSSE",
            "/payload",
            binascii.a2b_base64(found.payload.replace("-", "+").replace("_", "/"), strict_mode=True),
        )
    except (binascii.Error, ValueError):
        hint = _("ask its author for the file again: it is damaged or incomplete")
        raise InputError(_("the payload is not base64"), f"{path}: /payload", hint) from None
