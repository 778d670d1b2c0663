# SPDX-License-Identifier: EUPL-1.2
"""A CycloneDX document as plain JSON -> the same document as XML 1.6."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

Plain = dict[str, Any]
SPACE = "http://cyclonedx.org/schema/bom/1.6"


def xml(document: Plain, prefix: str = "") -> bytes:
    """Write every member that the readers know."""
    declared = f'xmlns:{prefix[:-1]}="{SPACE}"' if prefix else f'xmlns="{SPACE}"'
    own = {"serialNumber": document.get("serialNumber"), "version": document.get("version")}
    attributes = "".join(f" {name}={quoteattr(str(value))}" for name, value in own.items() if value is not None)
    writer = _Writer(prefix)
    body = writer.metadata(document.get("metadata")) + writer.all("components", document, writer.component)
    body += writer.all("services", document, writer.service) + writer.references(document)
    body += writer.all("dependencies", document, writer.dependency)
    body += writer.all("compositions", document, writer.composition)
    body += writer.all("vulnerabilities", document, writer.vulnerability)
    return f'<?xml version="1.0"?>\n<{prefix}bom {declared}{attributes}>\n{body}</{prefix}bom>'.encode()


class _Writer:
    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def tag(self, name: str, inner: str, **attributes: Any) -> str:
        said = "".join(
            f" {key.replace('_', '-')}={quoteattr(str(value))}"
            for key, value in attributes.items()
            if value is not None
        )
        return f"<{self._prefix}{name}{said}>{inner}</{self._prefix}{name}>\n"

    def texts(self, holder: Plain, *names: str) -> str:
        return "".join(self.tag(name, escape(str(holder[name]))) for name in names if holder.get(name) is not None)

    def all(self, name: str, holder: Plain, write: Any) -> str:
        if holder.get(name) is None:
            return ""
        return self.tag(name, "".join(map(write, holder[name])))

    def metadata(self, plain: Plain | None) -> str:
        if plain is None:
            return ""
        inner = self.texts(plain, "timestamp")
        if "component" in plain:
            inner += self.component(plain["component"])
        for name in ("manufacture", "supplier"):
            inner += self.organisation(name, plain)
        return self.tag("metadata", inner)

    def organisation(self, name: str, holder: Plain) -> str:
        plain = holder.get(name)
        if plain is None:
            return ""
        inner = self.texts(plain, "name")
        if "address" in plain:
            inner += self.tag("address", self.texts(plain["address"], "country"))
        return self.tag(name, inner)

    def licences(self, holder: Plain) -> str:
        if holder.get("licenses") is None:
            return ""
        inner = ""
        for each in holder["licenses"]:
            if "expression" in each:
                inner += self.tag("expression", escape(each["expression"]))
            else:
                said = each["license"]
                inner += self.tag("license", self.texts(said, "id", "name", "url"), **_only(said, "acknowledgement"))
        return self.tag("licenses", inner)

    def component(self, plain: Plain) -> str:
        inner = self.organisation("supplier", plain) + self.organisation("manufacturer", plain)
        inner += self.texts(plain, "author", "publisher", "group", "name", "version")
        inner += self.all("authors", plain, lambda each: self.tag("author", self.texts(each, "name")))
        inner += self.all("hashes", plain, lambda each: self.tag("hash", each["content"], alg=each["alg"]))
        inner += self.licences(plain) + self.texts(plain, "cpe", "purl")
        if "swid" in plain:
            inner += self.tag("swid", "", tagId=plain["swid"]["tagId"])
        if "pedigree" in plain:
            inner += self.tag("pedigree", self.all("ancestors", plain["pedigree"], self.component))
        inner += self.references(plain) + self.all("components", plain, self.component)
        if "evidence" in plain:
            inner += self.tag("evidence", self.licences(plain["evidence"]))
        return self.tag("component", inner, type=plain["type"], bom_ref=plain.get("bom-ref"))

    def references(self, holder: Plain) -> str:
        def write(each: Plain) -> str:
            return self.tag("reference", self.texts(each, "url"), type=each["type"])

        return self.all("externalReferences", holder, write)

    def service(self, plain: Plain) -> str:
        inner = self.organisation("provider", plain) + self.texts(plain, "group", "name", "version")
        inner += self.all("endpoints", plain, lambda each: self.tag("endpoint", escape(each)))
        for name in ("authenticated", "x-trust-boundary"):
            if name in plain:
                inner += self.tag(name, str(plain[name]).lower())
        inner += self.all(
            "data", plain, lambda each: self.tag("classification", each["classification"], flow=each["flow"])
        )
        inner += self.all("services", plain, self.service)
        return self.tag("service", inner, bom_ref=plain.get("bom-ref"))

    def dependency(self, plain: Plain) -> str:
        inner = "".join(self.tag("dependency", "", ref=each) for each in plain.get("dependsOn", ()))
        return self.tag("dependency", inner, ref=plain["ref"])

    def composition(self, plain: Plain) -> str:
        inner = self.texts(plain, "aggregate")
        for name, one in (("assemblies", "assembly"), ("dependencies", "dependency")):
            if name in plain:
                inner += self.tag(name, "".join(self.tag(one, "", ref=each) for each in plain[name]))
        return self.tag("composition", inner)

    def vulnerability(self, plain: Plain) -> str:
        inner = self.texts(plain, "id", "recommendation", "updated")
        inner += self.all("references", plain, lambda each: self.tag("reference", self.texts(each, "id")))
        inner += self.all("advisories", plain, lambda each: self.tag("advisory", self.texts(each, "url")))
        if "analysis" in plain:
            inner += self.tag("analysis", self.texts(plain["analysis"], "state", "justification", "detail"))
        inner += self.all("affects", plain, lambda each: self.tag("target", self.texts(each, "ref")))
        return self.tag("vulnerability", inner)


def _only(plain: Plain, name: str) -> Plain:
    return {name: plain[name]} if name in plain else {}
