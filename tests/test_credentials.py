# SPDX-License-Identifier: EUPL-1.2
"""Credentials in addresses and package URLs are found, however they are encoded, and nothing else is changed."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.identity import carries_secret, masked

SECRET = "hunter2secret"
HOLDERS = [
    "https://bob:{}@intra.example/x",
    "git+https://bob:{}@intra.example/x.git",
    "git+https://{}@intra.example/x.git",
    "ssh://bob:{}@intra.example/x",
    "https://b.example:8080/x?token={}",
    "https://b.example/x?v=1&access_token={}&w=2",
    "https://b.example/x?private-token={}",
    "https://b.example/x?api_key={}",
    "https://b.example/x?apikey={}",
    "https://b.example/x?password={}",
    "https://b.blob.example/x?sv=2020&sig={}",
    "https://s3.example/x?X-Amz-Signature={}",
    "https://b.example/x#pwd={}",
    "client_secret={}",
    "Server=db;Password={};",
    "pkg:generic/x@1?download_url=https://bob:{}@intra.example/x",
]


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("times", [0, 1, 2])
def test_it_is_found_and_does_not_survive(holder, times):
    text = holder.format(SECRET)
    for _time in range(times):
        text = quote(text, safe="")
    assert carries_secret(text)
    assert SECRET not in masked(text)
    assert not carries_secret(masked(text))


@pytest.mark.parametrize("token", ["ghp_" + "a1" * 18, "github_pat_" + "a1" * 30, "glpat-" + "a1" * 10])
def test_a_token_is_known_by_its_prefix(token):
    assert token not in masked(f"built with {token}.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "100 %",
        "https://example.org/a@b",
        "https://registry.example:4873/@acme/tool/-/tool-1.0.tgz",
        "ssh://git@forge.example/acme/tool.git",
        "git+ssh://git@forge.example/acme/tool.git#v1",
        "git@forge.example:acme/tool.git",
        "pkg:npm/%40acme/tool@1.0",
        "pkg:golang/forge.example/acme/tokens@v1?type=module",
        "keyring=1",
        "Author=Bob",
        "monkey=banana",
        "Alice <alice@example.org>",
    ],
)
def test_what_is_no_secret_stays_as_it_is(text):
    assert masked(text) == text
    assert not carries_secret(text)


@given(st.text())
def test_masking_twice_changes_nothing_more(text):
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "://" * 200_000,
        "a" * 600_000 + "://",
        "token " * 100_000,
        "token" + " " * 600_000,
        "%25" * 200_000,
        "=" * 600_000,
    ],
)
def test_time_is_linear(text):
    start = time.process_time()
    masked(text)
    assert time.process_time() - start < 2
