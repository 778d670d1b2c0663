# SPDX-License-Identifier: EUPL-1.2
"""What is no evidence is refused by its own name."""

from __future__ import annotations

import pytest

from sovaudit.errors import InputError
from sovaudit.readers._foreign import refuse_foreign


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "empty"),
        ("\ufeff \n", "nothing in the file"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n", "Git LFS pointer"),
        ('{ "$schema": "http://json-schema.org/draft-07/schema#", "properties": {"bomFormat": {}}}', "JSON Schema"),
        ('{"@context": {"Agent": "https://spdx.org/rdf/3.0.1/terms/Core/Agent"}}', "JSON-LD context"),
        ('{"version":0,"job":{},"detector":{"name":"x"},"manifests":{}}', "dependency snapshot"),
        ('{"artifacts": [{"id": "1", "name": "a"}]}', "Syft"),
        ('{"$schema":"https://example.org/sarif-2.1.0.json","version":"2.1.0","runs": []}', "SARIF"),
        ('{"name": "a", "lockfileVersion": 3, "packages": {}}', "lock file of npm"),
        ("<!DOCTYPE html>\n<html><body>404</body></html>", "HTML page"),
        ("<HTML><head>", "HTML page"),
        ('<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>', "XML schema"),
        ('<project xmlns="http://maven.apache.org/POM/4.0.0"/>', "Maven project"),
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/2002/07/owl#">',
            "ontology",
        ),
        ("%PDF-1.7", "PDF"),
        ('// a comment\nsyntax = "proto3";', "Protocol Buffers"),
    ],
)
def test_it_is_named_and_something_can_be_done(text, named):
    with pytest.raises(InputError) as error:
        refuse_foreign(text.encode(), "a.json")
    assert named in error.value.message
    assert error.value.hint


@pytest.mark.parametrize(
    "text",
    [
        '{"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX"}',
        '{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": []}',
        '{"bomFormat": "CycloneDX", "components": [{"name": "detector"}, {"name": "manifests"}]}',
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component><name>html</name></component></components></bom>',
        "id;nom\nged;<html>\n",
    ],
)
def test_evidence_is_not_taken_for_something_else(text):
    refuse_foreign(text.encode(), "a.json")
