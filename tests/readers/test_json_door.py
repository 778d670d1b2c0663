# SPDX-License-Identifier: EUPL-1.2
"""The door for JSON: what two programs would read differently is refused, with its place, at any size and depth."""

from __future__ import annotations

import contextlib
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.model import Bom, Descriptions
from sovaudit.readers import cyclonedx_json
from sovaudit.readers._json_strict import WHOLE, check, mended_halves


def read(text: str | bytes) -> Bom:
    data = text if isinstance(text, bytes) else text.encode()
    found = cyclonedx_json.read(data, "f.json", Descriptions())
    assert isinstance(found, Bom)
    return found


def refused(text: str | bytes) -> tuple[str, str]:
    with pytest.raises(InputError) as error:
        read(text)
    return error.value.message, error.value.where.removeprefix("f.json").removeprefix(": ")


def document(members: str) -> str:
    return '{"bomFormat":"CycloneDX","specVersion":"1.6",' + members + "}"


MANY = json.dumps([{"type": "library", "name": f"paquet-{n}", "bom-ref": str(n)} for n in range(8000)])
assert len(MANY) > WHOLE


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ('"components":[{"name":"a"}],"components":[]', "/components"),
        (r'"components":[{"name":"a","n\u0061me":"b"}]', "/components/0/name"),
        ('"x":[0,{"a/b":1,"a~c":{"d":1,"d":2}}]', "/x/1/a~0c/d"),
        (f'"components":{MANY},"components":[]', "/components"),
        (rf'"components":{MANY},"c\u006fmponents":[]', "/components"),
        (f'"dependencies":[{{"ref":"1","dependsOn":["2"]}}],"components":{MANY},"dependencies":[]', "/dependencies"),
        (f'"components":[{{"name":"a","components":{MANY},"components":[]}}]', "/components/0/components"),
    ],
    ids=["root", "escaped", "deep", "large", "large-escaped", "large-edges", "large-nested"],
)
def test_a_member_that_stands_twice_is_refused_with_its_pointer(members, place):
    message, where = refused(document(members))
    assert "twice" in message
    assert where == place


def test_a_large_sound_file_is_read():
    assert len(read(document(f'"components":{MANY}')).described) == 8000


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=15,
)


@given(values, st.text(max_size=3), st.integers(0, 30), st.booleans())
def test_a_repeated_member_is_refused_at_any_depth(value, name, depth, escaped):
    first = json.dumps(name)
    second = '"' + "".join(f"\\u{ord(each):04x}" for each in name) + '"' if escaped and name.isascii() else first
    text = f"{{{first}:{json.dumps(value)},{second}:null}}"
    for _level in range(depth):
        text = f'{{"a":[{json.dumps(value)},{text}]}}'
    with pytest.raises(InputError, match="twice"):
        check(text.encode(), "f")


@given(values)
def test_sound_json_is_let_through(value):
    check(json.dumps(value).encode(), "f")
    check(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace"), "f")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e999"])
def test_a_number_that_is_none_is_refused_with_its_column(number):
    message, where = refused(document(f'"x":{number}'))
    assert number in message
    assert where == f"line 1, column {document('').index('}') + 5}"


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ('{"bomFormat":"CycloneDX",\n "components":[1,]}', "comma", "line 2, column 17"),
        ('{"bomFormat":"CycloneDX",\n}', "comma", "line 1, column 25"),
        ('{"bomFormat":"CycloneDX",\n // two\n"x":1}', "comment", "line 2, column 2"),
        ('/* one */{"bomFormat":"CycloneDX"}', "comment", "line 1, column 1"),
        ('{"bomFormat":"CycloneDX","é":tru}', "not JSON", "line 1, column 30"),
    ],
)
def test_what_people_write_and_json_does_not_have_is_said(text, said, place):
    assert cyclonedx_json.recognises(text.encode(), "")
    message, where = refused(text)
    assert said in message
    assert where == place


@pytest.mark.parametrize("depth", [limits().depth - 1, limits().depth])
def test_the_limit_of_depth_is_exact_and_named(depth):
    text = document('"x":' + "[" * depth + '"]}\\"[["' + "]" * depth)
    if depth < limits().depth:
        read(text)
    else:
        assert "128" in refused(text)[0]


def test_the_limit_of_depth_can_be_raised():
    before = limits()
    limit_by(Limits(depth=300))
    try:
        read(document('"x":' + "[" * 200 + "]" * 200))
    finally:
        limit_by(before)


def test_overlong_utf8_is_refused_and_one_accent_is_not():
    head = document("").removesuffix("}").encode()
    assert refused(head + b'"x":"a\xc0\xafb"}') == (
        "not UTF-8: bytes in a form that it forbids",
        f"line 1, column {len(head) + 7}",
    )
    assert refused(head + b'"x":"\xed\xa0\x80"}')[0].startswith("not UTF-8")
    found = read(head + b'"components":[{"name":"caf\xe9"}]}')
    assert [each.message for each in found.issues] == ["not UTF-8: read as Windows-1252"]


@pytest.mark.parametrize("more", ["", f',"components":{MANY}'], ids=["small", "large"])
def test_half_of_a_character_is_an_issue_and_no_surrogate_gets_in(more):
    table = Descriptions()
    text = document(r'"metadata":{"component":{"name":"a\ud800b\ud83d\ude00\udfff"}}' + more)
    found = cyclonedx_json.read(text.encode(), "f", table)
    assert isinstance(found, Bom)
    assert found.subject.name == "a�b\U0001f600�"
    assert [each.message for each in found.issues] == ["half of a character (lone surrogate)"]


@given(st.text(st.sampled_from('\\ud83d\\ude00aD8"'), max_size=24))
def test_mending_halves_leaves_whole_characters(inner):
    text = f'"{inner}"'.encode()
    try:
        plain = json.loads(text)
    except ValueError:
        return
    mended, _at = mended_halves(text)
    expected = "".join("�" if "\ud800" <= each <= "\udfff" else each for each in plain)
    assert msgspec.json.decode(mended) == expected


@given(
    st.binary(max_size=60), st.sampled_from([document('"components":[{"name":"a"}]'), "{}", "["]), st.integers(0, 90)
)
def test_any_bytes_are_read_or_refused(noise, text, at):
    data = text.encode()[:at] + noise + text.encode()[at:]
    with contextlib.suppress(InputError):
        assert isinstance(cyclonedx_json.read(data, "f", Descriptions()), Bom)
