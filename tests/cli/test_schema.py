# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit schema`: the contract of what is written, for other programs."""

from __future__ import annotations

import json

import jsonschema_rs

from tests.cli._here import program as sovaudit


def test_it_is_json_schema_2020_12():
    done = sovaudit("schema", "audit")
    assert (done.code, done.err) == (0, "")
    schema = json.loads(done.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)


def test_it_says_the_same_in_any_language():
    assert sovaudit("schema", "audit", "--lang", "en").out == sovaudit("schema", "audit").out


def test_version_1_keeps_what_the_design_promises():
    """Additive only: these members of section 6 stay, under these names."""
    schema = json.loads(sovaudit("schema", "audit").out)
    definitions = schema["$defs"]
    promised = {
        "Document": "sovaudit as_of policy knowledge inputs inventory findings scores totals",
        "Input": "path sha256 bytes format version status components dependencies issues",
        "Issue": "place message hint",
        "InventoryPart": "services applications organisations hostings contracts components dependencies",
        "ComponentRow": "id purl name version type supplier licences hashes applications occurrences",
        "Licences": "declared concluded expression class",
        "Finding": "id rule dimension subject outcome severity reason evidence remedy reference waiver",
        "Score": "subject dimension outcomes waived seal",
    }
    for name, members in promised.items():
        assert set(members.split()) <= definitions[name]["properties"].keys(), name
    assert set(definitions["Input"]["properties"]["status"]["enum"]) == {"read", "partial", "rejected"}
