# SPDX-License-Identifier: EUPL-1.2
"""What is kept of OSV records: the tables of a part, and an advisory as it stands in them."""

from __future__ import annotations

import re

from msgspec import Struct

ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*-[A-Za-z0-9_.:~-]{1,120}")
TABLES = """
create table about (name text primary key, value text) without rowid;
create table advisory (number integer primary key, body blob not null);
create table withdrawn (id text primary key, modified text not null) without rowid;
create table affected (package text not null, advisory integer not null, body blob not null);
"""
INDEX = "create index affected_package on affected (package);"
SCHEMA = TABLES + INDEX


class Advisory(Struct, frozen=True, array_like=True):
    """What is kept of an advisory, beside the packages.

    Args:
        aliases: ids of the same flaw.
        upstream: ids of the flaws that it speaks of in its turn: one for a distribution's copy, several for a bulletin.
        severity: (type, score): `("CVSS_V3", "CVSS:3.1/AV:N/…")`, `("Ubuntu", "medium")`.
        word: `database_specific.severity`, in lower case; empty when there is none.
    """

    id: str
    modified: str
    aliases: tuple[str, ...] = ()
    upstream: tuple[str, ...] = ()
    summary: str = ""
    severity: tuple[tuple[str, str], ...] = ()
    word: str = ""
