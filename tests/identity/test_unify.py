# SPDX-License-Identifier: EUPL-1.2
"""One inventory from many workers: nothing dropped, the same whatever came first."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.identity import Unifier
from sovaudit.model import (
    ABSENT,
    Application,
    Batch,
    City,
    FileRead,
    Inventory,
    Issue,
    Origin,
    Register,
    Service,
    Subject,
)
from tests.identity._inventories import bom, inventory_of, named

NAMES = [*"abcde"]


def plain(inventory: Inventory) -> dict[str, object]:
    """Return everything of an inventory in comparable form."""
    return {
        field: value.tolist() if isinstance(value := getattr(inventory, field), np.ndarray) else value
        for field in inventory.__struct_fields__
    }


@st.composite
def cities(draw):
    """A few files of a few components each, with edges, and who claims them."""
    boms = {}
    for number in range(draw(st.integers(0, 4))):
        entries = draw(st.lists(st.sampled_from(NAMES), max_size=5))
        ends = st.integers(-1, len(entries) - 1)
        edges = draw(st.sets(st.tuples(ends, ends), max_size=6))
        boms[f"f{number}.json"] = (entries, sorted(edges))
    claims = draw(st.dictionaries(st.sampled_from(["x", "y"]), st.sets(st.sampled_from(["f0.json", "f2.json"]))))
    return boms, claims


def register(claims):
    records = tuple(Application(name, sbom=tuple(sorted(paths))) for name, paths in sorted(claims.items()))
    return "applications.csv", Register(records, len(records))


def build(boms, claims, workers, chance):
    """Share the files out between workers, each with its own numbering, and add their batches in any order."""
    shares: list[list[str]] = [[] for _worker in range(workers)]
    for path in chance.sample(sorted(boms), len(boms)):
        shares[chance.randrange(workers)].append(path)
    batches = [(Batch(99, 0, [], [FileRead("applications.csv", "00", 1)]), [register(claims)])]
    for worker, paths in enumerate(shares):
        numbers: dict[str, int] = {}
        for path in paths:
            entries, edges = boms[path]
            first = len(numbers)
            fresh = [name for name in dict.fromkeys(entries) if name not in numbers]
            numbers |= {name: first + n for n, name in enumerate(fresh)}
            read = bom(path, [numbers[name] for name in entries], edges, Subject(path))
            batches.append((Batch(worker, first, [named(name) for name in fresh], [read]), []))
    chance.shuffle(batches)
    unifier = Unifier()
    for batch, registers in batches:
        unifier.add(batch, registers)
    return unifier.inventory(City())


@given(cities(), st.integers(0, 2**16))
def test_the_order_and_the_number_of_workers_do_not_matter(city, seed):
    boms, claims = city
    first = plain(build(boms, claims, 1, random.Random(0)))
    for workers in (1, 2, 3):
        assert plain(build(boms, claims, workers, random.Random(seed + workers))) == first


@given(cities())
def test_the_inventory_agrees_with_brute_force(city):
    boms, claims = city
    found = build(boms, claims, 2, random.Random(1))
    names = [each.name for each in found.components]
    paths = [each.path for each in found.files]
    assert paths == sorted([*boms, "applications.csv"])
    assert [each.id for each in found.components] == sorted(each.id for each in found.components)
    assert set(names) == {name for entries, _edges in boms.values() for name in entries}

    occurrences = [
        (paths[file], entry, names[number])
        for file, entry, number in zip(
            found.occurrence_file, found.occurrence_entry, found.occurrence_component, strict=True
        )
    ]
    assert occurrences == [(p, n, name) for p in sorted(boms) for n, name in enumerate(boms[p][0])]
    assert [each.components for each in found.files if each.path in boms] == [len(boms[p][0]) for p in sorted(boms)]

    claimed = {path: sorted(name for name, own in claims.items() if path in own) for path in boms}
    for path in sorted(boms):
        if not claimed[path]:
            (adopted,) = (each for each in found.applications if each.adopted and each.sbom == (path,))
            claimed[path] = [adopted.id]
    applications = [each.id for each in found.applications]
    assert sorted((paths[file], applications[number]) for file, number in found.claims) == sorted(
        (path, name) for path, own in claimed.items() for name in own
    )

    def between(first, second):
        return {(a, b) for a, b in zip(first.tolist(), second.tolist(), strict=True)}

    contains, edges, roots = set(), set(), set()
    for path, (entries, pairs) in boms.items():
        for name in claimed[path]:
            contains |= {(applications.index(name), names.index(each)) for each in entries}
        for first, second in pairs:
            if second < 0:
                continue
            target = names.index(entries[second])
            if first < 0:
                roots |= {(applications.index(name), target) for name in claimed[path]}
            elif entries[first] != entries[second]:
                edges.add((names.index(entries[first]), target))
    assert between(found.contains_application, found.contains_component) == contains
    assert between(found.edge_dependant, found.edge_dependency) == edges
    assert between(found.root_application, found.root_dependency) == roots
    for column in (found.contains_component, found.edge_dependency, found.root_dependency):
        assert column.dtype == np.int32
    assert found.contains_application.size == len(contains)
    assert found.edge_dependant.size == len(edges)
    assert found.root_application.size == len(roots)


def test_a_file_that_no_application_claims_is_an_application_of_its_own():
    subject = Subject("Gestion électronique", "2", "pkg:generic/ged@2")
    found = inventory_of(files=[bom("sboms/a.cdx.json", [], subject=subject)])
    (adopted,) = found.applications
    assert adopted == Application(
        "gestion-electronique",
        name="Gestion électronique",
        version="2",
        purl="pkg:generic/ged@2",
        sbom=("sboms/a.cdx.json",),
        origin=Origin("sboms/a.cdx.json"),
        adopted=True,
    )
    (file,) = (each for each in found.files if each.path == "sboms/a.cdx.json")
    assert "gestion-electronique" in file.issues[-1].message


def test_a_nameless_subject_is_named_after_its_file_and_no_id_is_taken_twice():
    files = [
        bom(path, [], subject=Subject()) for path in ("a/ged.cdx.json", "b/ged.spdx.json", "c/été.json", "d/été.json")
    ]
    found = inventory_of(Application("ged"), files=[*files, bom("e/日本.json", [], subject=Subject())])
    assert [each.id for each in found.applications] == ["ged", "ged-2", "ged-3", "ete", "ete-2", "application"]
    assert [each.version for each in found.applications if each.adopted] == [ABSENT] * 5


@pytest.mark.parametrize("written", ["sboms/a.json", "sboms\\a.json", "./sboms/a.json", "sboms//a.json"])
def test_a_claim_may_be_written_as_on_any_system(written):
    found = inventory_of(Application("ged", sbom=(written,)), files=[bom("sboms/a.json", [])])
    assert [each.id for each in found.applications] == ["ged"]
    assert found.claims == ((1, 0),)
    assert found.issues == ()


def test_a_file_claimed_twice_by_one_application_is_claimed_once():
    found = inventory_of(Application("ged", sbom=("a.json", "./a.json")), files=[bom("a.json", [])])
    assert len(found.claims) == 1


def test_two_applications_may_claim_one_file():
    records = [Application("x", sbom=("a.json",)), Application("y", sbom=("a.json",))]
    found = inventory_of(*records, files=[bom("a.json", [0], [(-1, 0)])], components=[named("a")])
    assert found.claims == ((0, 0), (0, 1))
    assert found.contains_application.tolist() == [0, 1] == found.root_application.tolist()


ORIGIN = Origin("registres.csv", "applications", 3, (("id", "A"), ("sbom", "F")))


def test_a_claim_on_a_missing_file_is_said_in_its_cell():
    found = inventory_of(Application("ged", sbom=("b.json",), origin=ORIGIN))
    (issue,) = found.issues
    assert (issue.place, issue.message) == ("registres.csv applications!F3", "bill of materials not found: b.json")


def test_a_claim_on_a_rejected_file_is_said_in_its_cell():
    rejected = bom("a.json", [], subject=None, issues=(Issue("", "damaged"),))
    found = inventory_of(Application("ged", sbom=("a.json",), origin=ORIGIN), files=[rejected])
    (issue,) = found.issues
    assert issue.place == "registres.csv applications!F3"
    assert issue.message == "not read as a bill of materials: a.json"
    assert found.claims == ()


def test_of_two_rows_with_one_id_the_first_counts_and_the_other_is_said():
    first = Service("paie", name="un", origin=Origin("registres.csv", "services", 2, (("id", "A"),)))
    second = Service("paie", name="deux", origin=Origin("registres.csv", "services", 9, (("id", "A"),)))
    found = inventory_of(first, second, Application("paie"))
    assert found.services == (first,)
    assert [each.id for each in found.applications] == ["paie"]  # another register, another thing
    (issue,) = found.issues
    assert issue.place == "registres.csv services!A9"
    assert "registres.csv services!A2" in issue.message


def test_every_occurrence_has_its_place():
    read = bom("a.json", [0, 0], subject=Subject("x"))
    read.places = {1: "/components/0/components/0"}
    found = inventory_of(files=[read], components=[named("a")])
    assert [found.place(0, 0), found.place(0, 1)] == ["/components/0", "/components/0/components/0"]


def test_nothing_gives_an_empty_inventory():
    found = Unifier().inventory(City())
    assert (found.files, found.components, found.claims, found.issues) == ((), (), (), ())
    assert found.occurrence_component.size == found.edge_dependant.size == found.contains_component.size == 0
