# SPDX-License-Identifier: EUPL-1.2
"""The product that an application itself is, by what the register says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sovaudit.identity.purls import canonical
from sovaudit.measures import Case
from sovaudit.measures.dependency._lifecycle import ANY_MAKER, Found, index
from sovaudit.model import Application, Fact, Source, Unknown

Own = tuple[Found | None, tuple[Fact, ...]]


def of_application(position: int, case: Case) -> Own:
    """Return the product that an application is, and the cells by which it was found.

    The register's `purl`, `cpe` and `name` are asked in that order, with its `version`; where it states none, the
    versions that its bills of materials, and the machines that it is installed on, tell: they must all lead to one
    answer. Of an application that is no product known, the cells by which it was looked for.
    """
    return case.once("lifecycles.applications", _applications)[position]


def declared_end(position: int, case: Case) -> date | None:
    """Return the end of support that is known of an application: published, answered or corrected."""
    value = case.known("application.end_of_life").of(position).value
    return date.fromisoformat(value) if isinstance(value, str) else None


def _applications(case: Case) -> tuple[Own, ...]:
    elsewhere = _elsewhere(case)
    applications = enumerate(case.inventory.applications)
    return tuple(_one(position, each, case, elsewhere.get(position, {})) for position, each in applications)


def _one(position: int, application: Application, case: Case, elsewhere: dict[str, Source]) -> Own:
    if isinstance(application.version, str):
        told = {application.version: case.cells("application", position, "version")}
    else:
        told = {each: (Fact("version", each, source),) for each, source in sorted(elsewhere.items())}
    found: Found | None = None
    facts: list[Fact] = []
    for version in told or ("",):
        for column, one in _found(application, version, case):
            if one is None:
                continue
            if found is None:
                found, facts = one, [*case.cells("application", position, column), *told.get(version, ())]
            elif one.product.name == found.product.name:
                new = tuple(each for each in one.cycles if each not in found.cycles)
                said = f"{found.version}; {version}"
                found = Found(found.product, found.snapshot, found.key, said, (*found.cycles, *new), found.upstream)
                facts += told.get(version, ())
            break
    if found is None:
        facts = [fact for column in ("purl", "cpe", "name") for fact in case.cells("application", position, column)]
        facts = [each for each in facts if not isinstance(each.value, Unknown)]
    return found, tuple(facts)


def _found(application: Application, version: str, case: Case) -> Iterator[tuple[str, Found | None]]:
    """Look an application up by each of the three columns, those that name it best first."""
    known = index(case)
    if isinstance(application.purl, str) and (purl := canonical(application.purl)):
        yield "purl", known.by_purl(purl, version)
        if purl[4:].partition("/")[0] not in ANY_MAKER:
            return
    if isinstance(application.cpe, str):
        yield "cpe", known.by_cpe(application.cpe, version)
    if isinstance(application.name, str):
        yield "name", known.by_name(application.name, version)


def _elsewhere(case: Case) -> dict[int, dict[str, Source]]:
    """Return the versions that files tell of applications: application -> version -> where."""
    inventory = case.inventory
    found: dict[int, dict[str, Source]] = {}
    for file, application in inventory.claims:
        subject = inventory.files[file].subject
        if subject is not None and subject.version:
            found.setdefault(application, {}).setdefault(subject.version, Source(inventory.files[file].path))
    for application, component in inventory.installed:
        version = inventory.components[component].version
        if version:
            found.setdefault(application, {}).setdefault(
                version, Source("inventory", inventory.components[component].id)
            )
    return found
