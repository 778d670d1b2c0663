# SPDX-License-Identifier: EUPL-1.2
"""A generator's bill of materials -> the file we keep: the same, less three things.

Taken out: addresses of package registries and paths of the machine; names and e-mail addresses of natural persons,
which a demonstration has no need to spread (GDPR article 5(1)(c)); whatever two runs would write differently.
Components, versions, purls, hashes, licences and dependencies stay as the generator wrote them.
"""

from __future__ import annotations

import json
import re
from typing import Any

from products import Product

# What gives a registry's download place or a local path away, in any text.
_NAMES = r"(?:npm" r"js\.|py" r"pi\.|python" r"hosted\.|deb\.deb" r"ian\.)"
_REGISTRY = re.compile(rf"[a-z+]+://[^\s\"')>]*{_NAMES}[^\s\"')>]*", re.I)
_LOCAL = re.compile(r"file:[^\s\"']*|(?<![\w.-])/(?:tmp|root|work|home)/[^\s\"']*")
_MAIL = re.compile(r"\s*[<(]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[>)]?")
# The words by which a supplier is seen to be a team, as Debian's own practice has it.
_TEAM = re.compile(
    r"^debian\b|team|maintainers?|developers?|group|project|packag|foundation|community|contributors?|"
    r"authors|\binc\b|\bltd\b|gmbh|\bsas?\b|organi[sz]ation|consortium|committee|network|university",
    re.I,
)


def clean(text: str, product: Product, timestamp: str, serial: str) -> str:
    """Return the file to keep."""
    document = json.loads(text)
    if product.format == "spdx":
        _spdx(document, timestamp, serial)
    else:
        _cyclonedx(document, timestamp, serial)
    document = _texts(document)
    if product.registry == "debian":  # debsbom walks sets
        _sort(document)
    style: dict[str, Any] = {"indent": product.indent} if product.indent else {"separators": (",", ":")}
    return json.dumps(document, ensure_ascii=False, **style) + "\n"


def _cyclonedx(document: dict[str, Any], timestamp: str, serial: str) -> None:
    """Mend a CycloneDX document in place."""
    document["serialNumber"] = f"urn:uuid:{serial}"
    metadata = document.setdefault("metadata", {})
    metadata["timestamp"] = timestamp
    tools = metadata.get("tools", [])
    named = tools if isinstance(tools, list) else [*tools.get("components", []), *tools.get("services", [])]
    for component in [metadata.get("component", {}), *document.get("components", []), *named]:
        _component(component)


def _component(component: dict[str, Any]) -> None:
    """Take places and persons out of a component and those inside it."""
    references = [each for each in component.get("externalReferences", []) if not _is_place(each)]
    if references:
        component["externalReferences"] = references
    else:
        component.pop("externalReferences", None)
    supplier = component.get("supplier")
    if supplier and not _TEAM.search(supplier.get("name", "")):
        del component["supplier"]
    elif supplier:
        supplier.pop("contact", None)
    for field in ("author", "publisher"):
        if field in component and not _TEAM.search(component[field]):
            del component[field]
    component.pop("authors", None)
    for inner in component.get("components", []):
        _component(inner)


def _is_place(reference: dict[str, Any]) -> bool:
    url = reference.get("url", "")
    return reference.get("type") == "distribution" or bool(_REGISTRY.search(url) or _LOCAL.search(url))


def _spdx(document: dict[str, Any], timestamp: str, serial: str) -> None:
    """Mend an SPDX 2 document in place."""
    document["creationInfo"]["created"] = timestamp.replace("+00:00", "Z")
    document["documentNamespace"] = f"urn:uuid:{serial}"
    for package in document["packages"]:
        package["downloadLocation"] = "NOASSERTION"
        for field in ("supplier", "originator"):
            who = package.get(field, "")
            if who.startswith("Person"):
                package[field] = "NOASSERTION"
        if _REGISTRY.search(package.get("homepage", "")):
            package["homepage"] = "NOASSERTION"


def _texts(value: Any) -> Any:
    """Return a JSON value without registry addresses, local paths and e-mail addresses in its texts."""
    if isinstance(value, dict):
        return {key: _texts(each) for key, each in value.items() if key != "resolved"}
    if isinstance(value, list):
        return [_texts(each) for each in value]
    if not isinstance(value, str):
        return value
    if value.startswith("pkg:") or ("@" in value and " " not in value and "://" not in value):
        return value  # a purl or a reference such as name@1.2.3, never a sentence
    return _MAIL.sub("", _LOCAL.sub("", _REGISTRY.sub("", value)))


def _sort(document: dict[str, Any]) -> None:
    """Put into one order what debsbom writes in any."""
    for name, key in (("components", "bom-ref"), ("dependencies", "ref"), ("packages", "SPDXID")):
        if name in document:
            document[name].sort(key=lambda row, key=key: str(row[key]))
    for row in document.get("dependencies", []):
        if "dependsOn" in row:
            row["dependsOn"].sort()
    if "relationships" in document:
        document["relationships"].sort(key=lambda row: json.dumps(row, sort_keys=True))


def count(document: dict[str, Any]) -> int:
    """Count components, nested ones included: not the subject of a CycloneDX file, every package of an SPDX one."""
    if "packages" in document:
        return len(document["packages"])
    return sum(1 + count(each) for each in document.get("components", []))
