# SPDX-License-Identifier: EUPL-1.2
"""(format, version) -> the official schema, compiled when first asked for and kept by the process.

The schemas are those that two kept libraries ship; neither is imported and nothing is copied:

| schema | shipped by |
| --- | --- |
| CycloneDX JSON 1.2-1.7, XML 1.0-1.7, and those they refer to (licences, JSF, cryptography) | cyclonedx-python-lib |
| SPDX JSON 2.2 and 2.3, JSON-LD 3.0.1 | lib4sbom (identical to spdx-spec 2.2.2, 2.3 and 3.0.1) |

cyclonedx-python-lib asks less than the specification in two members that readers do without: `version` (required up
to 1.4, optional since) and the spelling of `$schema`. We follow it. Formats are checked, as the specification's own
test suite expects; an empty e-mail address is let through, since the same document in XML is valid.
"""

from __future__ import annotations

import importlib.resources
import json
from functools import cache
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jsonschema_rs
    from lxml import etree

JSON_SCHEMAS = {
    **{("cyclonedx-json", version): f"bom-{version}" for version in ("1.2", "1.3", "1.4", "1.5", "1.6", "1.7")},
    ("spdx-json", "2.2"): "2.2",
    ("spdx-json", "2.3"): "2.3",
    ("spdx3-jsonld", "3.0.1"): "3.0",
}
XML_VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
CYCLONEDX_XML = "http://cyclonedx.org/schema/bom/"
_REFERRED = ("spdx", "jsf-0.82", "cryptography-defs")
MASK = "…"
"""Stands for the value in the library's own sentences: it may be the whole document."""


def versions(form: str) -> tuple[str, ...]:
    """Return the versions of a format that there is an official schema for."""
    if form == "cyclonedx-xml":
        return XML_VERSIONS
    return tuple(version for known, version in JSON_SCHEMAS if known == form)


@cache
def json_schema(form: str, version: str) -> dict[str, Any] | None:
    """Return a JSON schema as it was published; None when there is none."""
    name = JSON_SCHEMAS.get((form, version))
    if name is None:
        return None
    found: dict[str, Any] = json.loads(_file(form, name).read_bytes())
    return found


@cache
def json_validator(form: str, version: str) -> jsonschema_rs.Validator | None:
    """Return a compiled JSON schema; None when there is none. It never asks the network."""
    schema = json_schema(form, version)
    if schema is None:
        return None
    import jsonschema_rs

    registry = _registry() if form == "cyclonedx-json" else None
    return jsonschema_rs.validator_for(
        schema,
        registry=registry,
        offline=True,
        mask=MASK,
        validate_formats=True,
        formats={"idn-email": lambda text: not text or "@" in text},
    )


@cache
def xml_schema(version: str) -> etree.XMLSchema | None:
    """Return a compiled XML schema of CycloneDX; None when there is none. It reads the files beside it, no others."""
    if version not in XML_VERSIONS:
        return None
    from lxml import etree

    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    with importlib.resources.as_file(_cyclonedx()) as folder:
        return etree.XMLSchema(etree.parse(folder / f"bom-{version}.SNAPSHOT.xsd", parser))


def _registry() -> jsonschema_rs.Registry:
    import jsonschema_rs

    named = [(f"{name}.SNAPSHOT.schema.json", _cyclonedx() / f"{name}.SNAPSHOT.schema.json") for name in _REFERRED]
    return jsonschema_rs.Registry(
        [(f"http://cyclonedx.org/schema/{name}", json.loads(file.read_bytes())) for name, file in named]
    )


def _file(form: str, name: str) -> Traversable:
    if form == "cyclonedx-json":
        return _cyclonedx() / f"{name}.SNAPSHOT.schema.json"
    return importlib.resources.files("lib4sbom") / "schemas" / "spdx" / f"{name}-schema.json"


def _cyclonedx() -> Traversable:
    return importlib.resources.files("cyclonedx") / "schema" / "_res"
