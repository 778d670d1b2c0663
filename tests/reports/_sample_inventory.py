# SPDX-License-Identifier: EUPL-1.2
"""The inventory of the small made-up audit: hostile names, or plain ones in their place. Every name is invented."""

from __future__ import annotations

import hashlib
from datetime import date

import numpy as np

from sovaudit.model import (
    ABSENT,
    Application,
    City,
    Component,
    ComponentLicence,
    Declared,
    InputFile,
    Inventory,
    Issue,
    Organisation,
    Origin,
    Service,
    Subject,
)

SCRIPT = "</script><img src=x onerror=alert(1)>"
FORMULA = "=cmd|' /C calc'!A0"
REVERSED = "fac\u202egnp.exe"
LONG = "a long description " * 2106  # 40,014 characters

LICENCES = (
    ComponentLicence("MIT", "MIT", "permissive", True, ("DINUM", "OSI", "FSF"), ""),
    ComponentLicence("GPL-3.0-or-later", "GPL-3.0-or-later", "strong_copyleft", True, ("DINUM", "OSI", "FSF"), ""),
    ComponentLicence("BUSL-1.1", "BUSL-1.1", "source_available", False, (), ""),
    ComponentLicence("", "", "unknown", None, (), "absent"),
    ComponentLicence("see our site", "", "unknown", None, (), "unrecognised"),
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make_components(hostile: bool) -> tuple[tuple[Component, ...], list[int]]:
    """Twelve components sorted by id, and the position of each one's licence."""
    names = [f"brick-{letter}" for letter in "abcdefghi"]
    rows = [
        (f"pkg:npm/{name}@1.{i}.0", name, f"1.{i}.0", (0, 0, 0, 1, 2, 3, 0, 4, 0)[i]) for i, name in enumerate(names)
    ]
    bad = (SCRIPT, FORMULA, REVERSED) if hostile else ("a-plain", "b-plain", "c-plain")
    rows += [(f"{name}@1", name, "1", (3, 0, 4)[i]) for i, name in enumerate(bad)]
    rows.sort()
    found = tuple(
        Component(
            id=identity,
            purl=identity if identity.startswith("pkg:") else "",
            name=name,
            version=version,
            type="library",
            supplier=LONG if hostile and name == FORMULA else "Maison Exemple",
            supplier_country="FR",
            licences=tuple(Declared("name", LICENCES[code].statement) for _ in "x" if LICENCES[code].statement),
            hashes=(f"SHA-256:{digest(identity)}",),
        )
        for identity, name, version, code in rows
    )
    return found, [code for *_, code in rows]


def _applications(hostile: bool) -> tuple[Application, ...]:
    return (
        Application(
            id="ged",
            name="Courrier d’Exemple",
            kind="open_source",
            publisher="maison",
            version="4.2",
            licence="AGPL-3.0-or-later",
            services=("etat-civil",),
            owner="Direction des exemples",
            users=120,
            sbom=("sbom/ged.cdx.json",),
            origin=Origin("registre.csv", "applications", 2, (("id", "A"), ("licence", "F"))),
        ),
        Application(
            id="<b>évil\u202e id" if hostile else "plain id",
            name=SCRIPT if hostile else "Application simple",
            kind="proprietary",
            publisher="maison",
            licence=FORMULA if hostile else "Licence maison",
            services=("cantine",),
            sbom=("sbom/two.cdx.json",),
            origin=Origin("registre.csv", "applications", 3, (("id", "A"),)),
        ),
        Application(id="silence", name=ABSENT, origin=Origin("registre.csv", "applications", 4, (("id", "A"),))),
    )


def _files(hostile: bool) -> tuple[InputFile, ...]:
    text = SCRIPT if hostile else "plain text"
    two = InputFile(
        "sbom/two.cdx.json",
        digest("two"),
        4_321,
        "cyclonedx_json",
        "1.6",
        "partial",
        6,
        2,
        issues=(Issue("/components/3", f"name {text} cannot be kept", "give it a name"),),
        subject=Subject("two", "1"),
    )
    return (
        InputFile("registre.csv", digest("registre"), 812, "register_csv", "", "read", rows=6),
        InputFile(
            f"sbom/{text}.json",
            digest("broken"),
            17,
            "",
            "",
            "rejected",
            issues=(Issue("line 1", "not JSON", "send it again"),),
        ),
        InputFile(
            "sbom/ged.cdx.json",
            digest("ged"),
            9_876,
            "cyclonedx_json",
            "1.5",
            "read",
            8,
            4,
            subject=Subject("ged", "4.2"),
        ),
        two,
    )


def make_inventory(hostile: bool, components: tuple[Component, ...]) -> Inventory:
    first, second = [0, 1, 2, 3, 4, 5, 6, 7], [6, 7, 8, 9, 10, 11]
    return Inventory(
        city=City(name="Exempleville", siren="000000000", as_of=date(2026, 11, 1), policies=("demo",), fictitious=True),
        files=_files(hostile),
        services=(Service("cantine", "Cantine", criticality=2), Service("etat-civil", "État civil", criticality=4)),
        applications=_applications(hostile),
        organisations=(Organisation("maison", "Maison Exemple", country="FR"),),
        hostings=(),
        contracts=(),
        dependencies=(),
        answers=(),
        components=components,
        occurrence_component=np.array(first + second, dtype=np.int32),
        occurrence_file=np.array([2] * len(first) + [3] * len(second), dtype=np.int32),
        occurrence_entry=np.array([*range(len(first)), *range(len(second))], dtype=np.int32),
        patterns=("", "", "/components/{}", "/components/{}"),
        places=({}, {}, {}, {}),
        edge_dependant=np.array([0, 1], dtype=np.int32),
        edge_dependency=np.array([1, 2], dtype=np.int32),
        root_application=np.array([0, 1], dtype=np.int32),
        root_dependency=np.array([0, 6], dtype=np.int32),
        contains_application=np.array([0] * len(first) + [1] * len(second), dtype=np.int32),
        contains_component=np.array(first + second, dtype=np.int32),
        claims=((2, 0), (3, 1)),
        issues=(Issue("registre.csv", "the hosting nuage-x is used and never defined", "add it to hostings"),),
    )
