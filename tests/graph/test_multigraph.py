# SPDX-License-Identifier: EUPL-1.2
"""`to_networkx`: what is in the registers and the bills of materials is in the graph, as plain values."""

from __future__ import annotations

import subprocess
import sys

import networkx as nx
import numpy as np
from msgspec import structs

from sovaudit.graph import network, to_networkx
from sovaudit.model import Inventory, OnlineService, Source
from tests.graph.exports._graphs import city
from tests.identity._inventories import inventory_of


def graph_of(inventory: Inventory, components: bool = False) -> nx.MultiDiGraph[str]:
    return to_networkx(network(inventory), inventory, components)


def test_nodes_carry_what_registers_know_and_nothing_else():
    found = graph_of(city())
    assert found.nodes["service:paie"] == {
        "kind": "service", "name": "Paie", "department": "Ressources", "criticality": 4, "dmia_hours": 24.0,
        "prd_hours": 4.0,
    }, "no contact: it is a person's address"  # fmt: skip
    assert found.nodes["service:musee"] == {"kind": "service", "name": "Musée"}, "absent when unknown"
    assert found.nodes["application:rh"] == {
        "kind": "application", "name": "RH « A&B »", "application_kind": "custom", "version": "1.0", "rto_hours": 4.5,
        "users": 12,
    }  # fmt: skip
    assert found.nodes["organisation:editeur"] == {
        "kind": "organisation", "name": "Éditeur fictif", "country": "FR", "ultimate_country": "US",
        "roles": "éditeur; hébergeur",
    }  # fmt: skip
    assert found.nodes["hosting:perdue"] == {"kind": "hosting", "undefined": True}
    assert found.nodes["country:FR"] == {"kind": "country", "country": "FR"}
    assert found.nodes["contract:m1"] == {"kind": "contract", "name": "Maintenance", "amount_eur": 1234567.89}


def test_edges_point_at_what_is_needed_and_carry_their_reason():
    found = graph_of(city())
    assert found.edges["application:rh", "application:annuaire-1", "authenticates_with"] == {
        "kind": "authenticates_with", "effect": "stop", "group": "annuaires", "file": "registres.csv",
        "place": "registres!B2",
    }  # fmt: skip
    assert found.edges["service:musee", "hosting:perdue", "runs_on"]["effect"] == "degrade"
    assert set(found["application:rh"]["organisation:editeur"]) == {"supplied_by", "maintained_by"}
    assert not any(name.startswith("component:") for name in found)


def test_components_bring_their_own_nodes_and_edges():
    plain, found = graph_of(city()), graph_of(city(), components=True)
    assert set(found) - set(plain) == {"component:?/libx@?", "component:?/liby@?", "component:?/noyau@?"}
    assert found.nodes["component:?/noyau@?"] == {
        "kind": "component", "name": "noyau", "component_type": "operating-system",
    }  # fmt: skip
    assert found.edges["application:rh", "component:?/liby@?", "contains"] == {
        "kind": "contains", "effect": "expose", "file": "rh.json", "place": "/components/2",
    }  # fmt: skip
    assert found.edges["component:?/libx@?", "component:?/liby@?", "depends_on"]["effect"] == "expose"
    added = set(found.edges(keys=True)) - set(plain.edges(keys=True))
    assert {kind for _a, _b, kind in added} == {"contains", "depends_on"}
    assert all(found.nodes[name] == plain.nodes[name] for name in plain)


def test_the_order_of_insertion_is_that_of_the_ids():
    found = graph_of(city(), components=True)
    assert list(found) == sorted(found)
    assert list(found.edges(keys=True)) == sorted(found.edges(keys=True))


def test_whoever_changes_the_graph_changes_nothing_else():
    inventory = city()
    first = graph_of(inventory)
    first.nodes["service:paie"]["name"] = "x"
    first.edges["service:paie", "application:rh", "relies_on"]["kind"] = "x"
    second = graph_of(inventory)
    assert second.nodes["service:paie"]["name"] == "Paie"
    assert second.edges["service:paie", "application:rh", "relies_on"]["kind"] == "relies_on"


def test_nothing_makes_an_empty_graph():
    assert list(graph_of(inventory_of(), components=True)) == []


def test_networkx_is_imported_only_when_a_graph_is_asked_for():
    code = (
        "import sys, sovaudit.graph, sovaudit.graph.selecting, sovaudit.graph.exports; print('networkx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_what_a_bill_of_materials_says_of_its_subject_and_of_online_services():
    service = OnlineService("carte", "Fond de carte", provider_country="US", source=Source("rh.json", "/services/0"))
    columns = {"root_application": np.array([0], np.int32), "root_dependency": np.array([1], np.int32)}
    inventory = structs.replace(city(), online=(service,), online_component=((0, 2),), **columns)
    application, component, other = inventory.applications[0].id, inventory.components[1].id, inventory.components[2].id
    assert (application, component) in {("rh", "?/liby@?"), ("annuaire-1", "?/liby@?"), ("rh", "?/libx@?")}
    found = graph_of(inventory, components=True)
    direct = {(a, b) for a, b, values in found.edges(data=True) if values.get("direct")}
    wanted = (f"application:{application}", f"component:{component}")
    assert direct == ({wanted} if application == "rh" else set())
    assert found.nodes["online:carte"] == {
        "kind": "online", "name": "Fond de carte", "country": "US", "file": "rh.json", "place": "/services/0",
    }  # fmt: skip
    assert found.edges[f"component:{other}", "online:carte", "relies_on"]["effect"] == "expose"
