# SPDX-License-Identifier: EUPL-1.2
"""A big made-up audit, for the limits of size and time of the reports. Every name in it is invented."""

from __future__ import annotations

import random

import msgspec
import numpy as np

from sovaudit.model import (
    Application,
    ApplicationLicensing,
    Audit,
    Component,
    Fact,
    Finding,
    InputFile,
    Inventory,
    Measured,
    MeasuredColumn,
    Question,
    Score,
    Source,
    Subject,
    Unknown,
)
from tests.reports._sample import OPEN_RULE, OWN_RULE, READ_RULE, finding, sample_audit, score, totals
from tests.reports._sample_inventory import LICENCES, digest

MEASURES = 120
KINDS = ("npm", "npm", "npm", "pypi", "maven/org.exemple.brique", "deb/debian")


def build(applications: int, components: int, each: int) -> Audit:
    """Build a synthetic city: as many applications and components, `each` components an application."""
    dice = random.Random(1)
    parts = _components(dice, components)
    codes = [dice.choices(range(5), (80, 10, 3, 5, 2))[0] for _ in parts]
    members = [sorted(dice.sample(range(components), each)) for _ in range(applications)]
    small = sample_audit(hostile=False)
    inventory = _inventory(small.inventory, parts, members, each)
    findings = (*_component_findings(parts, codes), *_application_findings(inventory.applications))
    return msgspec.structs.replace(
        small,
        inventory=inventory,
        licence_of=np.array(codes, dtype=np.int32),
        licensing=tuple(_licensing(a, m, codes) for a, m in zip(inventory.applications, members, strict=True)),
        findings=findings,
        scores=(small.scores[0], *(_score(a, each) for a in inventory.applications)),
        questions=tuple(_question(n, a) for n, a in enumerate(inventory.applications)),
        measured=measured(applications, MEASURES),
        totals=totals(inventory, findings, small.totals.outcomes["licensing"]),
    )


def _components(dice: random.Random, count: int) -> tuple[Component, ...]:
    def version() -> str:
        return f"{dice.randrange(20)}.{dice.randrange(30)}.{dice.randrange(9)}"

    rows = sorted(
        (f"pkg:{dice.choice(KINDS)}/brick-{dice.choice('abcdefgh')}-{n}", version(), f"Maison {dice.randrange(900)}")
        for n in range(count)
    )
    return tuple(
        Component(f"{p}@{v}", f"{p}@{v}", p.rsplit("/", 1)[1], v, "library", supplier, "FR", (), ())
        for p, v, supplier in rows
    )


def _inventory(small: Inventory, parts: tuple[Component, ...], members: list[list[int]], each: int) -> Inventory:
    count = len(members)
    files = tuple(
        InputFile(
            f"sbom/app-{n:03}.cdx.json", digest(str(n)), 5_000_000, "cyclonedx_json", "1.6", "read", each, each,
            subject=Subject(f"app-{n}"),
        )
        for n in range(count)
    )  # fmt: skip
    applications = tuple(
        Application(
            f"app-{n:03}", f"Application inventée {n}", "proprietary", "maison", "1", "Licence maison",
            owner=f"Direction {n % 17}", users=n, services=("etat-civil",), sbom=(file.path,),
        )
        for n, file in enumerate(files)
    )  # fmt: skip
    return msgspec.structs.replace(
        small,
        files=files,
        applications=applications,
        components=parts,
        occurrence_component=np.array([c for held in members for c in held], dtype=np.int32),
        contains_application=np.array([n for n, held in enumerate(members) for _c in set(held)], dtype=np.int32),
        contains_component=np.array([c for held in members for c in sorted(set(held))], dtype=np.int32),
        occurrence_file=np.repeat(np.arange(count, dtype=np.int32), each),
        occurrence_entry=np.tile(np.arange(each, dtype=np.int32), count),
        patterns=("/components/{}",) * count,
        places=({},) * count,
        claims=tuple((n, n) for n in range(count)),
    )


def _application_findings(applications: tuple[Application, ...]) -> list[Finding]:
    found = []
    for n, application in enumerate(applications):
        subject = f"application:{application.id}"
        fact = Fact("licence", "Licence maison", Source("registre.csv", f"applications!F{n + 2}"))
        outcome = ("fail", "unknown", "pass")[n % 3]
        found.append(finding(OWN_RULE, subject, outcome, "Licence maison is not open.", fact))
        outcome = ("unknown", "fail")[n % 2]
        found.append(finding(READ_RULE, subject, outcome, "The source code is not provided.", fact))
    return found


def _component_findings(parts: tuple[Component, ...], codes: list[int]) -> list[Finding]:
    fact = Fact("licences", "BUSL-1.1", Source("sbom/app-000.cdx.json", "/components/4/licenses"))
    return [
        finding(
            OPEN_RULE,
            f"component:{part.id}",
            "fail" if LICENCES[code].recognised is False else "unknown",
            "Not a recognised open licence.",
            fact,
        )
        for part, code in zip(parts, codes, strict=True)
        if LICENCES[code].recognised is not True
    ]


def _licensing(application: Application, held: list[int], codes: list[int]) -> ApplicationLicensing:
    classes: dict[str, int] = {}
    for position in held:
        name = LICENCES[codes[position]].licence_class
        classes[name] = classes.get(name, 0) + 1
    free = classes["permissive"] + classes["strong_copyleft"]
    known = len(held) - classes["unknown"]
    return ApplicationLicensing(application.id, "", "proprietary", free, known, len(held), classes)


def _score(application: Application, each: int) -> Score:
    counts = {"pass": each - 100, "fail": 60, "unknown": 40, "not_applicable": 0}
    return score(f"application:{application.id}", counts)


def _question(n: int, application: Application) -> Question:
    asked = f"Sous quelle licence est {application.name} ?"
    return Question(f"application:{application.id}", "application.licence", "absent", asked, f"Direction {n % 17}", 3)


def measured(applications: int, measures: int) -> tuple[MeasuredColumn, ...]:
    """Build as many measures of applications; as in the demonstration city, most answers are unknown."""
    wings = ("jurisdiction", "lockin", "dependency", "frameworks")
    return tuple(
        MeasuredColumn(
            f"application.{number}", "application", wings[number % 4], "string", "", f"Mesure inventée {number}",
            "Loi d’exemple", tuple(_answer(number, application) for application in range(applications)),
        )
        for number in range(measures)
    )  # fmt: skip


def _answer(measure: int, application: int) -> Measured:
    column = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[measure % 26]
    cell = Fact("declared", f"mot {measure % 7}", Source("registre.csv", f"applications!{column}{application + 2}"))
    more = Fact("exposure", "tier 2", Source("data:countries", f"pays {application % 30}"), note=f"note {measure}")
    if (measure + application) % 5 > 1:
        return Measured(Unknown("absent"))
    return Measured(f"valeur {measure % 5}", (cell, more))
