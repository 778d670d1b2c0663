# SPDX-License-Identifier: EUPL-1.2
"""Stand-ins for measures and inventories: a policy test needs the answers of measures, not their work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

import numpy as np
from msgspec import Struct

from sovaudit.measures import Case, Column, Measure, measures
from sovaudit.model import (
    Application,
    City,
    Component,
    Fact,
    InputFile,
    Inventory,
    Measured,
    Service,
    Source,
    Unknown,
    Value,
)
from sovaudit.policy import Policy, read

ROOT = Path(__file__).resolve().parent.parent.parent
DAY = date(2026, 11, 23)
NOBODY = Unknown("absent")


class Double(Struct, frozen=True):
    """A measure that only says what it is."""

    NAME: str
    SUBJECT: str
    TYPE: str
    UNIT: str
    TITLE: dict[str, str]
    BASIS: str = "none: a double"


KINDS = {
    "licence.class": ("component", "string", ""),
    "licence.recognised": ("component", "bool", ""),
    "application.has_sbom": ("application", "bool", ""),
    "application.criticality": ("application", "int", ""),
    "component.age_days": ("component", "int", "d"),
    "application.formats": ("application", "list", ""),
    "contract.end": ("contract", "date", ""),
    "portfolio.strict": ("portfolio", "bool", ""),
}
"""What the tests of judging read: measures that there are, some with another unit, and some that there are not."""


def doubles() -> dict[str, Measure]:
    """Return a stand-in for every measure there is, and for those that only the tests read."""
    kinds = {name: (each.SUBJECT, each.TYPE, each.UNIT) for name, each in measures().items()} | KINDS
    return {
        name: cast(Measure, Double(name, subject, kind, unit, {"fr": f"titre de {name}", "en": f"title of {name}"}))
        for name, (subject, kind, unit) in kinds.items()
    }


HEAD = b"""\
name: test
version: "1"
title: {fr: Essai, en: Trial}
description: {fr: Pour les essais, en: For the tests}
parameters:
  least: {title: {fr: minimum, en: least}, value: 0.5, unit: share}
"""

RULE = """\
- id: {id}
  title: {{fr: R\u00e8gle, en: Rule}}
  dimension: licensing
  subject: {subject}
  {where}
  require: {require}
  severity: {severity}
  on_unknown: {on_unknown}
  reference: [{{title: Loi, status: in_force, as_of: 2026-11-23}}]
  remedy: {{fr: Agir, en: Act}}
  {more}
"""


def rule_text(require: str, where: str = "", **other: str) -> str:
    """Write one rule; `more` adds lines at the level of the keys."""
    values = {"id": "t.rule", "subject": "component", "severity": "major", "on_unknown": "unknown", "more": ""}
    values |= other
    text = RULE.format(require=require, where=f"where: {where}" if where else "# no scope", **values)
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def policy_of(*rules: str) -> Policy:
    """Make a policy of rules written as text."""
    policy, errors = read({"test/policy.yaml": HEAD, "test/rules.yaml": "".join(rules).encode()}, doubles())
    assert policy is not None, errors
    return policy


def inventory(
    components: int, applications: int = 0, occurrences: Sequence[tuple[int, int]] = (), services: int = 0
) -> Inventory:
    """Make an inventory in which application n claims file n; an occurrence is (application, component)."""
    empty = np.empty(0, dtype=np.int32)
    pairs = np.array(sorted(occurrences), dtype=np.int32).reshape(-1, 2)
    contains = np.array(sorted(set(occurrences)), dtype=np.int32).reshape(-1, 2)
    files = tuple(InputFile(f"f{n}.json", "", 0, "cyclonedx-json", "1.6", "read") for n in range(applications))
    return Inventory(
        city=City(),
        files=files,
        services=tuple(Service(f"s{n}") for n in range(services)),
        applications=tuple(Application(f"a{n:03}", name=f"App {n}") for n in range(applications)),
        organisations=(),
        hostings=(),
        contracts=(),
        dependencies=(),
        answers=(),
        components=tuple(_component(n) for n in range(components)),
        occurrence_component=pairs[:, 1],
        occurrence_file=pairs[:, 0],
        occurrence_entry=np.arange(len(pairs), dtype=np.int32),
        patterns=("/components/{}",) * applications,
        places=({},) * applications,
        edge_dependant=empty,
        edge_dependency=empty,
        root_application=empty,
        root_dependency=empty,
        contains_application=contains[:, 0],
        contains_component=contains[:, 1],
        claims=tuple((n, n) for n in range(applications)),
    )


def column(values: Sequence[Value | Unknown], facts: int = 1) -> Column:
    """Make a column of one answer a subject, each with some evidence."""
    answers = tuple(
        Measured(value, tuple(Fact("f", str(value), Source("file.json", f"/{n}/{k}")) for k in range(facts)))
        for n, value in enumerate(values)
    )
    return Column(answers, np.arange(len(answers), dtype=np.int32))


def case(found: Inventory, columns: Mapping[str, Sequence[Value | Unknown]], as_of: date = DAY, facts: int = 1) -> Case:
    """Make a case whose measures were already taken."""
    return Case(found, as_of, {name: column(values, facts) for name, values in columns.items()}, {})


def _component(number: int) -> Component:
    purl = f"pkg:npm/c{number:05}@1"
    return Component(purl, purl, f"c{number:05}", "1", "library", "", "", (), ())
