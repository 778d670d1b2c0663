# SPDX-License-Identifier: EUPL-1.2
"""Well-formed files with a password or a token in each place where people and tools write one."""

from __future__ import annotations

from collections.abc import Iterator

from tests.promises._making import (
    REGISTER,
    SECRET,
    Case,
    cdx,
    cdx_xml,
    component,
    component_xml,
    dumped,
    package,
    package3,
    package_tags,
    spdx,
    spdx3,
    tag_value,
)


def secret_cases() -> Iterator[Case]:
    address = f"https://user:{SECRET}@exemple.invalid/a.tgz"
    token = f"https://exemple.invalid/a?token={SECRET}&x=1"
    never = (SECRET,)
    reference = [{"type": "vcs", "url": address}, {"type": "distribution", "url": token}]
    yield Case("secret-reference.cdx.json", cdx([component("a", externalReferences=reference)]), "warn", 1, never=never)
    yield Case(
        "secret-purl.cdx.json",
        cdx([component("a", purl=f"pkg:npm/a@1?download_url={address}")]),
        "warn",
        1,
        never=never,
    )
    locator = f"pkg:npm/a@1?repository_url=https://x:{SECRET}@r.invalid"
    external = {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": locator}
    yield Case("secret-purl.spdx.json", spdx([package("a", externalRefs=[external])]), "warn", 1, never=never)
    yield Case(
        "secret-homepage.spdx.json",
        spdx([package("a", homepage=address, downloadLocation=f"git+{token}")]),
        "warn",
        1,
        never=never,
    )
    more = f"<externalReferences><reference type='vcs'><url>{address}</url></reference></externalReferences>"
    yield Case(
        "secret-reference.cdx.xml",
        cdx_xml(f"<components>{component_xml('a', more)}</components>"),
        "warn",
        1,
        never=never,
    )
    yield Case(
        "secret-download.spdx",
        tag_value(package_tags("a", f"PackageDownloadLocation: {address}\n")),
        "warn",
        1,
        never=never,
    )
    yield Case(
        "secret-bad-purl.cdx.json", cdx([component("a", purl=f"pkg:npm/%zz?x={address}")]), "warn", 1, never=never
    )
    yield Case("secret-bad-type.cdx.json", cdx([component("a") | {"version": [address]}]), "warn", 1, never=never)
    yield Case(
        "secret-supplier.cdx.json",
        cdx([component("a", supplier={"name": "S", "url": [address]})]),
        "warn|accept",
        1,
        never=never,
    )
    service = {"name": "s", "endpoints": [address, token]}
    yield Case("secret-endpoint.cdx.json", cdx([component("a")], services=[service]), "warn", 1, never=never)
    yield Case(
        "secret-dangling.cdx.json",
        cdx([component("a")], dependencies=[{"ref": "a", "dependsOn": [address]}]),
        "warn",
        1,
        never=never,
    )
    yield Case(
        "secret-ref.cdx.json",
        cdx([component("a") | {"bom-ref": address}, component("b") | {"bom-ref": address}]),
        "warn",
        2,
        never=never,
    )
    yield Case("secret-serial.cdx.json", cdx([component("a")], serialNumber=address), "warn", 1, never=never)
    yield Case(
        "secret-licence-url.cdx.json",
        cdx([component("a", licenses=[{"license": {"name": "L", "url": address}}])]),
        "warn|accept",
        1,
        never=never,
    )
    yield Case(
        "secret-namespace.spdx.json", spdx([package("a")], documentNamespace=address), "warn|accept", 1, never=never
    )
    yield Case(
        "secret-bad-relation.spdx.json",
        spdx(
            [package("a")],
            relationships=[{"spdxElementId": "SPDXRef-a", "relationshipType": address, "relatedSpdxElement": address}],
        ),
        "warn",
        1,
        never=never,
    )
    download = package3("a", software_downloadLocation=address)
    yield Case("secret-download.spdx3.json", spdx3(download), "warn", 1, never=never)
    yield Case(
        "secret-register.csv",
        f"{REGISTER}a;Guichet;saas;1;{address}\nb;{token};saas;{address};x\n".encode(),
        "warn|accept",
        2,
        never=never,
    )
    vex = {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": address,
        "statements": [
            {
                "vulnerability": {"name": address},
                "products": [{"@id": f"pkg:npm/a@1?download_url={address}"}],
                "status": "fixed",
            }
        ],
    }
    yield Case("secret.openvex.json", dumped(vex), "warn|accept", 1, never=never)
