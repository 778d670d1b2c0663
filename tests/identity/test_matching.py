# SPDX-License-Identifier: EUPL-1.2
"""Names are matched by rules that are said, and nothing rests on a match that is not certain or confirmed."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.identity import weak_id
from sovaudit.identity.corrections import Correction, Corrections
from sovaudit.identity.matching import Matched, contained, match
from sovaudit.model import (
    ABSENT,
    Application,
    CatalogueEntry,
    Component,
    Inventory,
    Organisation,
    Record,
    Subject,
)
from tests.identity._inventories import bom, inventory_of

FLEET = Subject("postes", type="fleet")
ORGANISATIONS = (
    Organisation("mozilla", name="Mozilla"),
    Organisation("acme", name="Acmé SAS"),
    Organisation("sept-zip", name="7-Zip"),
)


def program(name: str, publisher: str = "", version: str = "1.0") -> Component:
    return Component(weak_id(publisher, name, version), "", name, version, "application", publisher, "", (), ())


def fleet(programs: Sequence[Component], *records: Record, others: Sequence[Component] = ()) -> Inventory:
    files = [bom("parc.csv", range(len(programs)), subject=FLEET)]
    if others:
        files.append(bom("sbom.json", range(len(programs), len(programs) + len(others))))
    return inventory_of(*records, files=files, components=[*programs, *others])


def rules(done: Matched, kind: str = "installed") -> list[tuple[str, str, str, str]]:
    return [(each.name, each.target, each.rule, each.status) for each in done.matches if each.kind == kind]


def only(name: str, publisher: str, application: Application) -> list[tuple[str, str]]:
    done = match(fleet([program(name, publisher)], application, *ORGANISATIONS), Corrections())
    return [(rule, status) for _name, target, rule, status in rules(done) if target == f"application:{application.id}"]


@pytest.mark.parametrize(
    ("name", "publisher", "registered", "published", "expected"),
    [
        ("Mozilla Firefox (x64 fr) 115.0", "Mozilla", "Mozilla Firefox", "mozilla", [("exact", "certain")]),
        ("mozilla firefox", "Mozilla Corporation", "Mozilla Firefox", "mozilla", [("exact", "certain")]),
        ("Mozilla Firefox", "", "Mozilla Firefox", "mozilla", [("exact", "uncertain")]),
        ("Mozilla Firefox", "Acme Ltd", "Mozilla Firefox", "mozilla", [("exact", "uncertain")]),
        ("Mozilla Firefox", "Mozilla", "Mozilla Firefox", ABSENT, [("exact", "uncertain")]),
        ("7-Zip 23.01 (x64)", "7-Zip", "7zip", "sept-zip", [("exact", "certain")]),
        ("Agenda\N{NO-BREAK SPACE}Élus", "ACME", "agenda elus", "acme", [("exact", "certain")]),
        ("Concerto Opus 5.2.1 (64-bit)", "Acmé S.A.S.", "Concerto Opus", "Acme", [("exact", "certain")]),
        ("Concerto Professional 2019", "Acmé", "Concerto", "acme", [("edition", "uncertain")]),
        ("Firefox", "Mozilla", "Mozilla Firefox", "mozilla", [("prefix", "uncertain")]),
        ("VLC media player", "VideoLAN", "VLC", ABSENT, [("alias", "uncertain")]),
        ("Concerto Opus Client", "Acmé", "Logiciel Concerto Opus", "acme", [("tokens", "uncertain")]),
        ("Notepad", "Acme", "Notepad++", ABSENT, []),
        ("Agenda", "Acme", "Courrier", "acme", []),
        ("C", "", "C++", ABSENT, []),
        ("Microsoft Teams", "Microsoft", "Microsoft Word", "Microsoft", []),
    ],
)
def test_rules(name, publisher, registered, published, expected):
    assert only(name, publisher, Application("x", name=registered, publisher=published)) == expected


def test_two_applications_of_the_same_name_leave_it_uncertain():
    twins = [Application(key, name="Agenda", publisher="acme") for key in ("a", "b")]
    done = match(fleet([program("Agenda", "Acmé")], *twins, *ORGANISATIONS), Corrections())
    assert rules(done) == [("Agenda", f"application:{key}", "exact", "uncertain") for key in ("a", "b")]


def test_what_a_register_says_of_purl_and_cpe_are_other_names():
    cpe = "cpe:2.3:a:postgresql:postgresql:15.20:*:*:*:*:*:*:*"
    application = Application("bases", name="Serveur de bases de données", cpe=cpe, purl="pkg:deb/debian/postgresql@15")
    assert only("PostgreSQL 15.2", "", application) == [("alias", "uncertain")]


def test_catalogues_and_the_programs_of_bills_of_materials_are_looked_in():
    firefox = Component(
        "pkg:generic/firefox@1.0", "pkg:generic/firefox@1.0", "Firefox", "1.0", "application", "Mozilla", "", (), ()
    )
    later = Component(
        "pkg:generic/firefox@2.0", "pkg:generic/firefox@2.0", "Firefox", "2.0", "application", "Mozilla", "", (), ()
    )
    entry = CatalogueEntry("sill:1", "Mozilla Firefox", aliases=("Firefox",))
    done = match(fleet([program("Firefox", "Mozilla")], entry, others=[firefox, later]), Corrections())
    assert rules(done) == [
        ("Firefox", "catalogue:sill:1", "alias", "uncertain"),
        ("Firefox", "component:pkg:generic/firefox@1.0", "exact", "certain"),
    ]


def test_applications_are_looked_for_in_catalogues():
    entry = CatalogueEntry("sill:1", "Firefox")
    done = match(
        inventory_of(Application("ff", name="Mozilla Firefox", publisher="mozilla"), entry, *ORGANISATIONS),
        Corrections(),
    )
    assert rules(done, "application") == [("Mozilla Firefox", "catalogue:sill:1", "prefix", "uncertain")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Acmé", [("exact", "certain")]),
        ("ACME S.A.S.", [("exact", "certain")]),
        ("Acme GmbH", [("exact", "uncertain")]),  # another legal form is another company
        ("Mozilla Foundation", [("alias", "uncertain")]),
        ("Acme Ingénierie", [("tokens", "uncertain")]),
        ("Courrier", []),
    ],
)
def test_publishers_are_looked_for_among_organisations(written, expected):
    done = match(inventory_of(Application("a", name="x", publisher=written), *ORGANISATIONS), Corrections())
    assert [(rule, status) for _name, _target, rule, status in rules(done, "publisher")] == expected


def test_a_publisher_that_is_an_id_needs_no_match():
    assert (
        match(inventory_of(Application("a", name="x", publisher="acme"), *ORGANISATIONS), Corrections()).matches == ()
    )


def test_a_name_that_deceives_is_matched_to_nothing():
    application = Application("ff", name="Mozilla Firefox", publisher="mozilla")
    for name, publisher in (
        ("Mozilla Firef\u043ex", "Mozilla"),
        ("Mozilla\u202e Firefox", ""),
        ("Firefox", "M\u043ezilla"),
    ):
        done = match(fleet([program(name, publisher)], application, *ORGANISATIONS), Corrections())
        assert rules(done) == []


def test_versions_of_one_program_are_one_match_that_says_where():
    programs = [program(f"Agenda {version}", "Acmé", version) for version in ("1.0", "2.0.1")]
    done = match(fleet(programs, Application("a", name="Agenda", publisher="acme"), *ORGANISATIONS), Corrections())
    (found,) = [each for each in done.matches if each.kind == "installed"]
    assert (found.count, found.components) == (2, tuple(sorted(each.id for each in programs)))
    assert [(each.path, each.place) for each in found.sources] == [("parc.csv", f"/components/{n}") for n in (0, 1)]


def test_only_what_is_certain_or_confirmed_counts():
    applications = [Application("a", name="Agenda", publisher="acme"), Application("ff", name="Mozilla Firefox")]
    inventory = fleet([program("Agenda", "Acmé"), program("Firefox", "Mozilla")], *applications, *ORGANISATIONS)
    pairs = {
        (inventory.applications[a].id, inventory.components[c].name)
        for a, c in zip(*contained(inventory, match(inventory, Corrections()).matches), strict=True)
    }
    assert pairs == {("a", "Agenda")}
    yes = Corrections((Correction("Firefox", "Mozilla", "application:ff", True, "DSI", "2026-11-24", "vu"),))
    done = match(inventory, yes).matches
    (found,) = [each for each in done if each.target == "application:ff"]
    assert (found.status, found.rule, found.by, found.on, found.why) == (
        "confirmed",
        "correction",
        "DSI",
        "2026-11-24",
        "vu",
    )
    assert len(contained(inventory, done)[0]) == 2


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        (Correction("Firefox 99.0", "Mozilla Corp.", "application:ff", holds=False), []),
        (Correction("Firefox", "", "application:ff", holds=False), []),
        (Correction("Firefox", "", "nothing"), []),
        (Correction("Firefox", "Acme", "nothing"), ["uncertain"]),
        (Correction("Thunderbird", "", "nothing"), ["uncertain"]),
        (Correction("", "Mozilla", "organisation:mozilla", holds=False), ["uncertain"]),
    ],
)
def test_decisions_hold_for_the_names_they_are_about(correction, expected):
    application = Application("ff", name="Mozilla Firefox", publisher="mozilla")
    done = match(fleet([program("Firefox", "Mozilla")], application, *ORGANISATIONS), Corrections((correction,)))
    assert [status for _name, _target, _rule, status in rules(done)] == expected


def test_a_decision_for_what_does_not_exist_is_said():
    wrong = Corrections((Correction("Agenda", "", "application:agneda", line=3),), "city/corrections.yaml")
    (issue,) = match(inventory_of(Application("agenda", name="x")), wrong).issues
    assert (issue.place, issue.hint) == ("city/corrections.yaml: line 3", "did you mean « application:agenda »?")


names = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.tuples(names, names), max_size=4), st.lists(names, max_size=3))
def test_any_names_get_an_answer_that_hangs_on_no_order(found, registered):
    records = [Application(f"a{number}", name=name or "x") for number, name in enumerate(registered)]
    programs = {each.id: each for each in (program(*names) for names in found)}
    one = match(fleet(list(programs.values()), *records), Corrections()).matches
    other = match(fleet(list(programs.values())[::-1], *records[::-1]), Corrections()).matches
    assert [(each.name, each.target, each.rule, each.score, each.status) for each in one] == [
        (each.name, each.target, each.rule, each.score, each.status) for each in other
    ]
    assert all(0 < each.score <= 1 for each in one)


def test_ten_thousand_names_against_two_thousand():
    chance = random.Random(1)
    words = ["".join(chance.choices(["ba", "do", "ki", "lo", "gra", "tri", "nu"], k=4)) for _n in range(1500)]
    made = [" ".join(chance.choices(words, k=chance.randint(1, 4))) for _n in range(12_000)]
    records = [Application(f"a{number}", name=name) for number, name in enumerate(made[:2000])]
    programs = {each.id: each for each in map(program, made[2000:])}
    inventory = fleet(list(programs.values()), *records)
    start = time.process_time()
    assert match(inventory, Corrections()).matches
    assert time.process_time() - start < 5  # 0.7 s; the margin is for a busy machine
