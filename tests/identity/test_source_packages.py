# SPDX-License-Identifier: EUPL-1.2
"""The source package that a package URL names: it identifies nothing, and advisories of distributions speak of it."""

from __future__ import annotations

import msgspec
import pytest

from sovaudit.identity import Purls
from sovaudit.identity.components import component, merge
from sovaudit.model import Description


def described(purl: str):
    return component(Description(purl, "libssl3", "3.0.11-1", "library", "", "", (), ()), Purls())


@pytest.mark.parametrize(
    ("qualifiers", "built_from"),
    [
        ("arch=amd64&upstream=openssl&distro=debian-12", "openssl"),
        ("upstream=gcc-12%4012.2.0-14&arch=amd64", "gcc-12@12.2.0-14"),
        ("arch=x86_64&upstream=bash-5.1.8-6.el9.src.rpm", "bash-5.1.8-6.el9.src.rpm"),
        ("arch=amd64", ""),
        ("upstream=https%3A%2F%2Fuser%3Asecret%40example.org%2Fx", ""),  # an address is no package
        ("upstream=" + "a" * 300, ""),
        ("upstream=o\u0440enssl", ""),  # Cyrillic er: the whole package URL is refused
    ],
)
def test_the_source_package_is_kept_beside_the_identity(qualifiers, built_from):
    found = described(f"pkg:deb/debian/libssl3@3.0.11-1?{qualifiers}")
    assert found.built_from == built_from
    assert "upstream" not in found.purl


def test_of_two_files_the_one_that_says_it_is_heard_in_either_order():
    silent, telling = (
        described(f"pkg:deb/debian/libssl3@3.0.11-1?arch=amd64{more}") for more in ("", "&upstream=openssl")
    )
    assert silent.id == telling.id
    assert merge(silent, telling) == merge(telling, silent) == msgspec.structs.replace(silent, built_from="openssl")
