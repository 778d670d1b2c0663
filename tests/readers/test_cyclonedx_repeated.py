# SPDX-License-Identifier: EUPL-1.2
"""Components that several files repeat: what was seen in one file changes nothing of what another one says."""

from __future__ import annotations

import json
import sys
from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from sovaudit.model import Descriptions
from sovaudit.readers import cyclonedx_json
from tests.readers._reading import see

FILLING = 300_000
"""Bytes past which a file is read by the typed decoder alone."""
members = st.fixed_dictionaries(
    {"type": st.sampled_from(["library", "strange"]), "name": st.sampled_from(["a", "b"])},
    optional={
        "bom-ref": st.sampled_from(["1", "2"]),
        "purl": st.sampled_from(["pkg:npm/a@1", "pkg:npm/b@1", ""]),
        "version": st.sampled_from(["1", "2"]),
        "group": st.sampled_from(["", "g"]),
        "author": st.sampled_from(["", "Exemple"]),
        "cpe": st.just("cpe:2.3:a:exemple:a:1:*:*:*:*:*:*:*"),
        "licenses": st.sampled_from([[], [{"license": {"id": "MIT"}}], [{"license": {"id": "ISC"}}], [{"license": 1}]]),
        "hashes": st.sampled_from([[], [{"alg": "SHA-1", "content": "AB"}], [{"alg": "SHA-1", "content": "cd"}]]),
        "supplier": st.sampled_from([{"name": "Exemple SA"}, {"name": "Autre SA"}, {"name": 1}]),
        "evidence": st.just({"licenses": [{"license": {"id": "MIT"}}]}),
        "swid": st.sampled_from([{"tagId": "a"}, {"tagId": "b"}]),
    },
)
documents = st.lists(st.tuples(st.lists(members, max_size=4), st.sampled_from([None, 1, 2, "\t"])), max_size=5)


def written(components: list[dict[str, Any]], indent: int | str | None = None) -> bytes:
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}
    return json.dumps(document, indent=indent).encode()


@given(documents)
def test_a_file_says_the_same_whatever_was_read_before_it(written_so):
    files = [written(components, indent) for components, indent in written_so]
    shared = Descriptions()
    for each in files:
        alone, after_others = see(cyclonedx_json, each), see(cyclonedx_json, each, shared)
        assert after_others == alone
    assert len(set(shared.distinct)) == len(shared.distinct)


def test_two_packages_of_one_package_url_take_turns():
    """Files contradict one another as to what a package is: each has its own say, in any order."""
    mit, isc = [{"license": {"id": "MIT"}}], [{"license": {"id": "ISC"}}]
    shared = Descriptions()
    said = [
        see(cyclonedx_json, written([{"name": "a", "purl": "pkg:npm/a@1", "licenses": each}]), shared)
        for each in (mit, isc, mit, isc)
    ]
    assert [each.entries[0].licences[0].value for each in said] == ["MIT", "ISC", "MIT", "ISC"]
    assert len(shared.distinct) == 2


def test_more_layouts_than_are_told_apart():
    component = {"name": "a", "purl": "pkg:npm/a@1", "hashes": [{"alg": "SHA-1", "content": "AB"}]}
    shared = Descriptions()
    said = [see(cyclonedx_json, written([component], indent), shared) for indent in range(40)]
    assert {each.entries[0].hashes for each in said} == {("SHA-1:ab",)}
    assert len(shared.distinct) == 1


def test_what_is_remembered_does_not_hold_on_to_the_file():
    """A worker remembers components of thousands of files: it must not keep those files in memory with them."""
    filling = [{"name": "x", "description": "x" * FILLING}]
    data = written([{"name": "a", "hashes": [{"alg": "SHA-1", "content": "ab"}], "swid": {"tagId": "b"}}, *filling])
    shared = Descriptions()
    before = sys.getrefcount(data)
    see(cyclonedx_json, data, shared)
    assert sys.getrefcount(data) == before
