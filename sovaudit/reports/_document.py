# SPDX-License-Identifier: EUPL-1.2
"""The audit document, version 1: its types are its JSON Schema (`sovaudit schema audit`).

Additive only within version 1. An unknown value is an object with the reason, `{"unknown": "absent"}`, never null; of
a measure, `value` is null and `unknown` beside it says why.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from sovaudit.model import (
    Answer,
    Application,
    City,
    ComponentLicence,
    Continuity,
    Contract,
    Corrected,
    Fact,
    Finding,
    Hosting,
    Issue,
    KnowledgeUsed,
    Organisation,
    PolicyUsed,
    Question,
    RuleUsed,
    Score,
    Service,
    Source,
    Totals,
    Value,
    Vulnerability,
    WaiverUsed,
)

VERSION = "1"


def _row(noun: type[Struct]) -> type[Struct]:
    """Make the row of a register: the noun's fields, with the source of the row in the place of its origin."""
    fields: list[Any] = [
        (field.name, field.type) for field in msgspec.structs.fields(noun) if field.name not in ("origin", "source")
    ]
    stated = [("stated_source", field.type) for field in msgspec.structs.fields(noun) if field.name == "source"]
    return msgspec.defstruct(f"{noun.__name__}Row", [*fields, *stated, ("source", Source)], frozen=True)


ServiceRow = _row(Service)
ApplicationRow = _row(Application)
OrganisationRow = _row(Organisation)
HostingRow = _row(Hosting)
ContractRow = _row(Contract)
AnswerRow = _row(Answer)


class Input(Struct, frozen=True):
    """One file; `components` and `dependencies` count its entries and distinct pairs, `rows` those of a register.

    Args:
        created: when the file says that it was made, as it writes it; null when it does not say.
        compositions: what it says of its own completeness: aggregate -> how many entries it says it of (0: the whole).
        mentioned: how many of its component entries are no part of what it describes (CycloneDX XML: pedigree, tools).
        profiles: parts of its specification that it says it keeps (SPDX 3).
    """

    path: str
    sha256: str
    bytes: int
    format: str
    version: str
    status: Literal["read", "partial", "rejected"]
    components: int
    dependencies: int
    rows: int
    issues: tuple[Issue, ...]
    created: str | None = None
    compositions: dict[str, int] = {}
    profiles: tuple[str, ...] = ()
    mentioned: int = 0


class OnlineRow(Struct, frozen=True):
    """A service over the network that software calls: a dependency on whoever provides it.

    Args:
        applications, components: ids of those who call it.
        needs: ids of the other services that it calls.
    """

    id: str
    name: str
    version: str
    provider: str
    provider_country: str
    endpoints: tuple[str, ...]
    crosses_boundary: str
    authenticated: str
    data: tuple[str, ...]
    needs: tuple[str, ...]
    applications: list[str]
    components: list[str]
    source: Source


class StatementRow(Struct, frozen=True):
    """What a file states of a vulnerability in products: ids of components where they are known.

    Args:
        subcomponents: the parts of these products that it is about; empty: the products themselves.
    """

    vulnerability: str
    aliases: tuple[str, ...]
    products: tuple[str, ...]
    subcomponents: tuple[str, ...]
    status: str
    justification: str
    detail: str
    as_of: str
    source: Source


class Licences(Struct, frozen=True, omit_defaults=True, rename={"licence_class": "class"}):
    """Licences of a component: as declared, as concluded, as found in its files, and what they amount to."""

    declared: tuple[str, ...]
    concluded: str | None
    expression: str | None
    licence_class: str
    recognised: bool | None
    unknown: str | None
    evidence: tuple[str, ...] = ()


class ComponentRow(Struct, frozen=True, gc=False, omit_defaults=True):
    """One distinct component.

    Args:
        purl: canonical package URL, or null; the id is then a weak one made of names.
        licences: a `Licences` object.
        hashes: `ALGORITHM:hexadecimal`.
        ancestors: what it was made from when it was modified.
        applications: ids of the applications that contain it.
        occurrences: component entries of all files that describe it.
    """

    id: str
    purl: str | None
    name: str
    version: str
    type: str
    supplier: str
    supplier_country: str
    licences: Licences
    hashes: tuple[str, ...]
    applications: list[str]
    occurrences: int
    cpe: str = ""
    swid: str = ""
    ancestors: tuple[str, ...] = ()


class InventoryPart(Struct, frozen=True):
    """The inventory: `dependencies` are [dependant, dependency, kind, alternatives group or null]."""

    city: City
    services: list[ServiceRow]  # type: ignore[valid-type]  # made by defstruct
    applications: list[ApplicationRow]  # type: ignore[valid-type]
    organisations: list[OrganisationRow]  # type: ignore[valid-type]
    hostings: list[HostingRow]  # type: ignore[valid-type]
    contracts: list[ContractRow]  # type: ignore[valid-type]
    answers: list[AnswerRow]  # type: ignore[valid-type]
    components: list[ComponentRow]
    dependencies: list[tuple[str, str, str, str | None]]
    issues: tuple[Issue, ...]
    online: list[OnlineRow] = []
    statements: list[StatementRow] = []
    corrected: tuple[Corrected, ...] = ()


class Why(Struct, frozen=True, gc=False):
    """Why nobody knows: a stable word, and what was there, for a person to read."""

    reason: str
    detail: str


class AnswerOf(Struct, frozen=True, gc=False, omit_defaults=True):
    """The answer of a measure for one subject: a value, or null and why; `evidence` is left out where there is none."""

    subject: str
    value: Value | None
    unknown: Why | None = None
    evidence: tuple[Fact, ...] = ()


class MeasureRow(Struct, frozen=True):
    """A measure of every subject of its kind but components.

    Args:
        dimension: the wing it lives in: a dimension, `frameworks`, or `portfolio` for what registers say.
        type: of its values: bool, int, float, string, list, date (ISO 8601).
    """

    name: str
    subject: str
    dimension: str
    type: str
    unit: str
    title: str
    basis: str
    answers: list[AnswerOf]


class Document(Struct, frozen=True):
    """An audit, or an inventory alone: the parts that were not asked for are left out.

    Args:
        oldest: day of the oldest fact about the world that the audit rests on; empty when it rests on none.
    """

    sovaudit: str
    inputs: list[Input]
    inventory: InventoryPart
    version: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    as_of: date | UnsetType = UNSET
    policy: tuple[PolicyUsed, ...] | UnsetType = UNSET
    knowledge: tuple[KnowledgeUsed, ...] | UnsetType = UNSET
    oldest: str | UnsetType = UNSET
    rules: tuple[RuleUsed, ...] | UnsetType = UNSET
    findings: tuple[Finding, ...] | UnsetType = UNSET
    scores: tuple[Score, ...] | UnsetType = UNSET
    questions: tuple[Question, ...] | UnsetType = UNSET
    measured: list[MeasureRow] | UnsetType = UNSET
    waivers: tuple[WaiverUsed, ...] | UnsetType = UNSET
    vulnerabilities: tuple[Vulnerability, ...] | UnsetType = UNSET
    continuity: Continuity | UnsetType | None = UNSET
    totals: Totals | UnsetType = UNSET


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the audit document."""
    made = msgspec.json.schema(Document)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "sovaudit audit, version 1", **made}


__all__ = ["VERSION", "ComponentLicence", "ComponentRow", "Document", "Input", "InventoryPart", "Licences", "schema"]
