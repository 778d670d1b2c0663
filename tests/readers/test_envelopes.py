# SPDX-License-Identifier: EUPL-1.2
"""Whatever a document comes in, it is the same document; bombs and damage are named."""

from __future__ import annotations

import base64
import bz2
import codecs
import gzip
import json
import lzma
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.language import speak, spoken
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.readers._envelopes import unwrap

SBOM = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "été"}]}, ensure_ascii=False)
DATA = SBOM.encode()
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "xz": lzma.compress,
    "bzip2": bz2.compress,
    "zlib": zlib.compress,
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before, allowed = spoken(), limits()
    speak("en")
    yield
    speak(before)
    limit_by(allowed)


def test_a_plain_document_is_handed_on_untouched():
    inside = unwrap(DATA, "a.json")
    assert inside.data is DATA
    assert (inside.pointer, inside.issues) == ("", ())


@pytest.mark.parametrize("packing", PACKERS)
def test_compressed_documents_are_unpacked_and_it_is_said(packing):
    inside = unwrap(PACKERS[packing](DATA), "a.json.x")
    assert inside.data == DATA
    assert [each.message for each in inside.issues] == [f"unpacked ({packing}): {len(DATA)} bytes"]


@pytest.mark.parametrize("packing", ["gzip", "xz", "bzip2"])
def test_streams_in_a_row_are_one_document(packing):
    pack = PACKERS[packing]
    assert unwrap(pack(DATA[:20]) + pack(DATA[20:]), "a").data == DATA


@given(st.binary(max_size=4000), st.sampled_from(sorted(PACKERS)))
def test_what_is_packed_comes_out_again(content, packing):
    packed = PACKERS[packing](b"<" + content)
    assert unwrap(packed, "a").data[:1] in (b"<", content[1:2] or b"<")
    assert unwrap(packed, "a").data == b"<" + content or unwrap(b"<" + content, "a").data == unwrap(packed, "a").data


@pytest.mark.parametrize("packing", PACKERS)
def test_a_bomb_is_stopped_by_its_ratio(packing):
    bomb = PACKERS[packing](b"\0" * (11 * 1024**2))
    with pytest.raises(InputError) as error:
        unwrap(bomb, "bomb.gz")
    assert "« ratio »" in error.value.message
    assert "--limit ratio=" in error.value.hint
    limit_by(Limits(ratio=1_000_000))
    assert len(unwrap(bomb, "bomb.gz").data) == 11 * 1024**2


def test_what_unpacks_to_more_than_the_limit_is_refused():
    limit_by(Limits(unpacked_mib=2))
    with pytest.raises(InputError, match="unpacked_mib"):
        unwrap(gzip.compress(b"ab" * 2**20 + b"c"), "a.gz")


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("harm", [lambda d: d[:-6], lambda d: d[:12], lambda d: d[:14] + b"\xff\x00" * 9 + d[32:]])
def test_a_damaged_archive_is_said(packing, harm):
    with pytest.raises(InputError, match="cannot be unpacked"):
        unwrap(harm(PACKERS[packing](DATA * 3)), "a.gz")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_characters_are_made_utf_8(encoding):
    inside = unwrap(SBOM.encode(encoding), "a.json")
    assert inside.data == DATA
    assert len(inside.issues) == 1


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_an_xml_declaration_says_the_truth_afterwards(mark):
    text = '<?xml version="1.0" encoding="UTF-16"?><bom/>'
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert unwrap(mark + text.encode(encoding), "a.xml").data == b'<?xml version="1.0" encoding="UTF-8"?><bom/>'


def test_broken_utf_16_is_named():
    with pytest.raises(InputError, match="UTF-16"):
        unwrap(codecs.BOM_UTF16_LE + b"{\x00\x00\xd8", "a.json")


@pytest.mark.parametrize(
    ("name", "pointer", "wrap"),
    [
        ("GitHub", "/sbom", lambda text: '{ "sbom": ' + text + "}"),
        ("in-toto", "/predicate", lambda text: '{"_type":"x","predicateType":"y","predicate":' + text + "}"),
        ("in-toto", "/predicate", lambda text: '{"predicate":' + text + ',"predicateType":"y"}'),
        (
            "DSSE",
            "/payload",
            lambda text: json.dumps({"payloadType": "x", "payload": base64.b64encode(text.encode()).decode()}),
        ),
    ],
)
def test_a_document_in_another_is_found(name, pointer, wrap):
    inside = unwrap(wrap(SBOM).encode(), "a.json")
    assert json.loads(inside.data) == json.loads(SBOM)
    assert inside.pointer == pointer
    assert name in inside.issues[0].message


def test_layers_are_taken_off_one_after_another():
    text = json.dumps({"sbom": json.loads(SBOM)})
    assert json.loads(unwrap(gzip.compress(text.encode("utf-16")), "a").data) == json.loads(SBOM)


@pytest.mark.parametrize(
    "text", ['{"sbom": 3}', '{"sbom": ', '{"predicateType": "x"}', '{"payloadType": "", "payload"']
)
def test_what_only_looks_like_a_wrapping_is_left_to_the_readers(text):
    assert unwrap(text.encode(), "a.json").data == text.encode()


def test_a_payload_that_is_no_base64_is_said():
    with pytest.raises(InputError, match="base64"):
        unwrap(b'{"payloadType": "x", "payload": "a!b"}', "a.json")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x1f\x8b\x08", b"\xfd7zXZ\x00", b"BZh91AY&SY", b"\xff\xfe", b"x\x9c"]),
)
def test_any_bytes_are_handed_on_or_refused(content, head):
    try:
        unwrap(head + content, "a")
    except InputError as error:
        assert error.hint  # noqa: PT017 -- refusing is one of the two right answers
