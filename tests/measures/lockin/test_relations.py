# SPDX-License-Identifier: EUPL-1.2
"""What an application runs on, signs in with and exchanges with; who else could do or support it."""

from __future__ import annotations

import msgspec
import pytest

from sovaudit.identity.corrections import Corrections
from sovaudit.identity.matching import match
from sovaudit.measures import Measure
from sovaudit.measures.lockin import (
    application_identity_coupling,
    application_open_standard_share,
    application_proprietary_runtime,
    application_providers,
    application_source_available_components,
    application_state_support,
    application_substitutes,
)
from sovaudit.model import Application, CatalogueEntry, Declared, Dependency, Organisation, Origin, Record, Unknown
from tests.identity._inventories import bom, named
from tests.measures.lockin._cities import answer, case_of, reason, value

MEASURES: list[Measure] = [
    application_identity_coupling,
    application_open_standard_share,
    application_proprietary_runtime,
    application_providers,
    application_source_available_components,
    application_state_support,
    application_substitutes,
]
RUNS, SIGNS, SHARE = (
    "application.proprietary_runtime",
    "application.identity_coupling",
    "application.open_standard_share",
)


def needs(dependant: str, dependency: str, kind: str) -> Dependency:
    return Dependency(dependant, dependency, kind)


def test_what_an_application_runs_on_is_followed_to_the_ground():
    case = case_of(
        Application("paie"),
        Application("base", name="Base Fermée", kind="proprietary"),
        Application("socle", name="Socle Fermé", kind="proprietary"),
        Application("libre", kind="open_source"),
        needs("paie", "base", "runs_on"),
        needs("base", "socle", "runs_on"),
        needs("socle", "base", "runs_on"),  # a circle ends
        needs("libre", "paie", "exchanges_with"),
    )
    assert value(case, RUNS) == ("Base Fermée", "Socle Fermé")
    assert value(case, RUNS, 1) == ("Base Fermée", "Socle Fermé")  # through the circle, and said
    assert reason(case, RUNS, 3) == "absent"  # nothing says what it runs on


def test_nothing_proprietary_is_said_only_when_all_is_known():
    records: list[Record] = [Application("paie"), Application("base", kind="open_source"), Application("os")]
    known = case_of(*records, needs("paie", "base", "runs_on"))
    assert value(known, RUNS) == ()
    silent = case_of(*records, needs("paie", "base", "runs_on"), needs("paie", "os", "runs_on"))
    assert reason(silent, RUNS) == "unchecked"


def test_direct_needs_and_operating_systems_of_a_bill_of_materials_count():
    closed = (Declared("name", "proprietary"),)
    parts = [
        named("Base Fermée", licences=closed),
        named("Composant interne", licences=closed),
        named("Système Fermé", licences=closed, type="operating-system"),
        named("Libre", licences=(Declared("expression", "MIT"),)),
    ]
    file = bom("a.json", [0, 1, 2, 3], edges=[(-1, 0), (3, 1)])
    case = case_of(Application("a", sbom=("a.json",)), files=[file], components=parts)
    assert value(case, RUNS) == ("Base Fermée", "Système Fermé")


@pytest.mark.parametrize(
    ("publishers", "edges", "found"),
    [
        (("alpha", "beta"), 1, "separate"),
        (("alpha", "alpha"), 1, "vendor"),
        (("alpha", "filiale"), 1, "vendor"),  # of one group
        (("alpha", None), 1, "unchecked"),
        (("alpha", "beta"), 0, "absent"),
    ],
)
def test_the_directory_is_the_vendor_s_when_one_group_publishes_both(publishers, edges, found):
    app, directory = (
        Application(name, **({"publisher": each} if each else {}))
        for name, each in zip(("paie", "annuaire"), publishers, strict=True)
    )
    organisations = [Organisation("alpha"), Organisation("beta"), Organisation("filiale", parent="alpha")]
    rows = [needs("paie", "annuaire", "authenticates_with")] * edges
    known = value(case_of(app, directory, *organisations, *rows), SIGNS)
    assert (known.unknown if isinstance(known, Unknown) else known) == found


def test_local_accounts_are_declared():
    assert value(case_of(Application("a"), answer("a", SIGNS, "comptes locaux")), SIGNS) == "local"


@pytest.mark.parametrize(
    ("kinds", "share"),
    [
        (["ldap", "LDAPS", "oidc"], 1.0),
        (["exchanges_with", "ldap"], "unchecked"),
        (["exchanges_with"], "unchecked"),
        (["relies_on"], "absent"),
        (["dwg", "csv"], 0.5),
    ],
)
def test_exchanges_are_on_a_standard_when_their_kind_names_it(kinds, share):
    others = [Application(f"b{number}") for number in range(len(kinds))]
    rows = [needs("a", f"b{number}", kind) for number, kind in enumerate(kinds)]
    known = value(case_of(Application("a"), *others, *rows), SHARE)
    assert (known.unknown if isinstance(known, Unknown) else known) == share


def test_both_ends_of_an_exchange_have_it():
    case = case_of(Application("a"), Application("b"), needs("a", "b", "smtp"))
    assert [value(case, SHARE, n) for n in (0, 1)] == [1.0, 1.0]


def test_source_available_components_are_counted_at_least():
    """BUSL-1.1 and SSPL-1.0 let everybody read the code and restrict its use."""
    parts = [
        named("a", licences=(Declared("expression", "BUSL-1.1"),)),
        named("b", licences=(Declared("expression", "SSPL-1.0"),)),
        named("c", licences=(Declared("expression", "MIT"),)),
        named("d"),
    ]
    held = [[0, 1, 3], [2], [2, 3], []]
    files = [bom(f"{number}.json", entries) for number, entries in enumerate(held)]
    records = [Application(f"a{number}", sbom=(f"{number}.json",)) for number in range(len(held))]
    case = case_of(*records, files=files, components=parts)
    name = "application.source_available_components"
    assert [value(case, name, n) for n in (0, 1)] == [2, 0]
    assert [reason(case, name, n) for n in (2, 3)] == ["unchecked", "no_sbom"]


def listed(*records: Record):
    """Make a case whose names were looked for in its catalogues."""
    case = case_of(*records)
    found = match(case.inventory, Corrections())
    return msgspec.structs.replace(case, inventory=msgspec.structs.replace(case.inventory, matches=found.matches))


def entry(name: str, id_: str = "sill:1", **fields) -> CatalogueEntry:
    return CatalogueEntry(id_, name, origin=Origin("sill.json", place=f"/{id_}"), **fields)


def application(name: str, row: int = 2) -> Application:
    return Application(
        name.lower(), name=name, origin=Origin("applications.csv", "applications", row, (("name", "B"),))
    )


def confirmed(*records: Record):
    """Make a case in which every match with a catalogue was confirmed by a person."""
    case = listed(*records)
    matches = tuple(msgspec.structs.replace(each, status="confirmed") for each in case.inventory.matches)
    return msgspec.structs.replace(case, inventory=msgspec.structs.replace(case.inventory, matches=matches))


SIMILAR, PROVIDERS, SUPPORT = "application.substitutes", "application.providers", "application.state_support"


def test_substitutes_of_a_listed_application_are_what_is_similar_to_it():
    case = confirmed(application("Guichet"), entry("Guichet", similar=("Fermé", "Autre", "FERMÉ", "Guichet")))
    assert value(case, SIMILAR) == 2
    assert [each.value for each in case.known(SIMILAR).of(0).evidence] == ["Autre", "Fermé"]


def test_a_proprietary_application_is_listed_as_similar_to_free_ones():
    free = [entry("Libre Un", "sill:1", similar=("Fermé 12",)), entry("Libre Deux", "sill:2", similar=("Fermé 12",))]
    assert value(listed(application("Fermé 12"), *free, entry("Libre Trois", "sill:3")), SIMILAR) == 2


def test_providers_are_counted_by_group_and_legal_form():
    organisations = [Organisation("alpha", name="Ateliers Alpha"), Organisation("b", name="Filiale", parent="alpha")]
    mine = entry("Guichet", providers=("Ateliers Alpha", "Filiale", "Coop Exemple SAS", "Coop Exemple"))
    case = confirmed(
        application("Guichet"), mine, entry("Guichet", "comptoir:1", providers=("Autre Coop",)), *organisations
    )
    assert value(case, PROVIDERS) == 3  # Alpha and its subsidiary, Coop Exemple, Autre Coop


def test_the_state_s_support_is_what_the_sill_says():
    names = ["Guichet", "Registre", "Portail"]
    records = [application(name, row) for row, name in enumerate(names, start=2)]
    entries = [
        entry(n, f"sill:{k}", **f)
        for k, (n, f) in enumerate(zip(names, [{"state_support": True}, {"state_support": False}, {}], strict=True))
    ]
    case = confirmed(*records, *entries)
    assert [value(case, SUPPORT, n) for n in (0, 1)] == [True, False]
    assert reason(case, SUPPORT, 2) == "absent"


def test_without_a_catalogue_nobody_knows_and_an_uncertain_match_is_none():
    nothing = listed(application("Guichet"))
    assert {reason(nothing, name) for name in (SIMILAR, PROVIDERS, SUPPORT)} == {"no_data"}
    other = listed(application("Guichet"), entry("Autre chose", similar=("Rien",)))
    assert {reason(other, name) for name in (SIMILAR, PROVIDERS, SUPPORT)} == {"absent"}
    doubtful = listed(application("Guichet Pro"), entry("Guichet", similar=("Autre",), providers=("Coop",)))
    assert {each.status for each in doubtful.inventory.matches} == {"uncertain"}
    assert {reason(doubtful, name) for name in (SIMILAR, PROVIDERS, SUPPORT)} == {"unrecognised"}
    assert "Guichet" in value(doubtful, SIMILAR).detail


@pytest.mark.parametrize("name", [SIMILAR, PROVIDERS])
def test_what_a_person_counted_stands_before_what_a_catalogue_lists(name):
    mine = entry("Guichet", similar=("Autre",), providers=("Coop",))
    case = confirmed(application("Guichet"), mine, answer("guichet", name, "5"))
    assert value(case, name) == 5
