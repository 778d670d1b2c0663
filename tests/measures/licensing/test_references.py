# SPDX-License-Identifier: EUPL-1.2
"""A document's own `LicenseRef-…` counts as the licence that the document says it is; evidence counts last."""

from __future__ import annotations

import pytest

from sovaudit.language import speak, spoken
from sovaudit.measures.licensing._readings import standing
from sovaudit.measures.licensing._statement import combine
from sovaudit.model import Declared

TAG = "SPDX-License-" + "Identifier"
"""In one piece, it would be taken for the licence of this file."""

MIT_TEXT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files.

The above copyright notice and this permission notice shall be included in all copies."""


def read(*statements):
    return combine(standing(tuple(Declared(kind, value) for kind, value in statements)))


def test_a_known_name():
    found = read(("expression", "LicenseRef-1"), ("reference", "LicenseRef-1=MIT License"))
    assert (found.expression, found.licence_class, found.recognised) == ("MIT", "permissive", True)
    assert "LicenseRef-1 = MIT License" in found.statement


@pytest.mark.parametrize(
    ("told", "expression"),
    [
        ("Apache License, Version 2.0", "Apache-2.0"),
        (MIT_TEXT, "MIT"),
        (f"/* {TAG}: GPL-2.0-only */\nint main;", "GPL-2.0-only"),
        (f"# {TAG}: MIT OR Apache-2.0\n", "MIT OR Apache-2.0"),
        (f"{TAG}: MIT\n{TAG}: ISC", "MIT AND ISC"),
    ],
    ids=["name", "text", "tag", "tag-expression", "two-tags"],
)
def test_what_is_understood(told, expression):
    assert read(("concluded", "LicenseRef-x"), ("reference", f"LicenseRef-x={told}")).expression == expression


@pytest.mark.parametrize(
    "told",
    [
        "CyberNeko License",
        "LicenseRef-x",
        "NOASSERTION",
        f"{TAG}: nonsense of ours",
        MIT_TEXT + "x" * 2000,  # cut off: what follows may say the contrary
        "",
    ],
    ids=["name", "itself", "nothing", "tag", "cut", "empty"],
)
def test_what_is_not_understood_stays_unknown_with_its_text(told):
    found = read(("expression", "LicenseRef-x"), ("reference", f"LicenseRef-x={told}"))
    assert (found.expression, found.licence_class, found.unknown) == ("LicenseRef-x", "unknown", "unrecognised")
    assert found.recognised is None
    assert told[:60] in found.statement


def test_inside_an_expression():
    stated = "(LicenseRef-1 OR LicenseRef-2) AND LicenseRef-1 WITH Classpath-exception-2.0"
    found = read(("expression", stated), ("reference", "LicenseRef-1=GPL-2.0-only"), ("reference", "LicenseRef-2=MIT"))
    assert found.expression == "(GPL-2.0-only OR MIT) AND GPL-2.0-only WITH Classpath-exception-2.0"


def test_one_that_is_not_understood_does_not_hide_the_others():
    stated = ("expression", "LicenseRef-1 OR LicenseRef-2")
    found = read(stated, ("reference", "LicenseRef-1=MIT"), ("reference", "LicenseRef-2=Maison"))
    assert (found.expression, found.licence_class, found.recognised) == ("MIT OR LicenseRef-2", "permissive", True)


def test_two_documents_that_mean_different_things_bind_to_both():
    """A component merged from two documents, each with its own LicenseRef-1: no obligation is forgotten."""
    stated = ("expression", "LicenseRef-1")
    both = read(stated, ("reference", "LicenseRef-1=MIT"), ("reference", "LicenseRef-1=GPL-3.0-only"))
    assert both.expression == "MIT AND GPL-3.0-only"
    one = read(stated, ("reference", "LicenseRef-1=MIT"), ("reference", "LicenseRef-1=Maison"))
    assert one.licence_class == "unknown"


def test_a_reference_that_no_statement_uses_says_nothing():
    found = read(("expression", "ISC"), ("reference", "LicenseRef-1=MIT"))
    assert (found.expression, found.statement) == ("ISC", "ISC")
    alone = read(("reference", "LicenseRef-1=MIT"))
    assert (alone.expression, alone.unknown) == (None, "absent")


def test_two_hundred_references_of_two_hundred_licences_do_not_multiply():
    told = " OR ".join(["MIT", "ISC"] * 50)
    refs = [f"LicenseRef-{number}" for number in range(150)]
    found = read(("expression", " AND ".join(refs)), *(("reference", f"{ref}={told} OR Zlib") for ref in refs))
    assert found.licence_class == "unknown", "left as it stands"


@pytest.mark.parametrize(
    ("statements", "expression"),
    [
        ([("expression", "Apache-2.0"), ("evidence", "GPL-3.0-only")], "Apache-2.0"),
        ([("expression", "NOASSERTION"), ("concluded", "ISC"), ("evidence", "GPL-3.0-only")], "ISC"),
        ([("evidence", "MIT"), ("id", "Zlib")], "Zlib"),
        ([("expression", "NOASSERTION"), ("evidence", "MIT")], "MIT"),
        ([("evidence", "MIT"), ("evidence", "ISC")], "MIT AND ISC"),
    ],
)
def test_evidence_counts_only_where_nothing_is_declared_or_concluded(statements, expression):
    assert read(*statements).expression == expression


def test_evidence_is_said_to_be_evidence():
    before = spoken()
    speak("en")
    try:
        assert read(("evidence", "MIT")).statement == "MIT (found in the files, not declared)"
        assert read(("id", "MIT"), ("evidence", "ISC")).statement == "MIT"
    finally:
        speak(before)


@pytest.mark.parametrize(("word", "unknown"), [("NOASSERTION", "noassertion"), ("NONE", "none")])
def test_noassertion_and_none_stay_apart(word, unknown):
    assert read(("expression", word), ("reference", "LicenseRef-1=MIT")).unknown == unknown
