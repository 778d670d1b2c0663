# SPDX-License-Identifier: EUPL-1.2
"""Legal entities and groups: against networkx, and by hand where chains do not end or rows differ."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.continuity.parties import Group, Parties
from sovaudit.model import ABSENT, Contract, Organisation, Unknown

NAMES = "abcdef"
SIRENS = ("", "", "552081317", "55208131700010", "732829320")


@given(
    st.lists(st.tuples(st.sampled_from(["", *NAMES, "z"]), st.sampled_from(SIRENS)), min_size=1, max_size=len(NAMES))
)
def test_groups_agree_with_connected_components(rows):
    """Companies are one group when parents and equal SIRENs connect them; `z` is a parent that no row defines."""
    organisations = [
        Organisation(NAMES[n], parent=parent or ABSENT, siren=siren or ABSENT) for n, (parent, siren) in enumerate(rows)
    ]
    links: nx.Graph[str] = nx.Graph()
    for each in organisations:
        links.add_node(each.id)
        if isinstance(each.parent, str):
            links.add_edge(each.id, each.parent)
        if isinstance(each.siren, str):
            links.add_edge(each.id, each.siren[:9])
    found = Parties(organisations)
    for one in links:
        for other in links:
            if one.isalpha() and other.isalpha():
                assert (found.of(one).group == found.of(other).group) == nx.has_path(links, one, other)


@given(st.lists(st.sampled_from(["", *NAMES]), min_size=1, max_size=len(NAMES)))
def test_the_head_is_the_end_of_the_chain_or_the_least_of_a_circle(parents):
    known = dict(zip(NAMES, parents, strict=False))
    found = Parties([Organisation(name, parent=parent or ABSENT) for name, parent in known.items()])
    for name in known:
        chain = [name]
        while (parent := known.get(chain[-1])) and parent not in chain:
            chain.append(parent)
        group = found.group(found.of(name))
        if parent:
            circle = sorted(chain[chain.index(parent) :])
            assert (group.head, group.ends, group.circle) == (f"organisation:{circle[0]}", tuple(circle), True)
        else:
            assert (group.head, group.ends, group.circle) == (f"organisation:{chain[-1]}", (), False)


def test_a_chain_of_names_ids_and_one_that_no_row_defines():
    found = Parties(
        [
            Organisation("filiale", name="Filiale SA", parent="Maison Mère"),
            Organisation("mere", name="Maison mère", parent="Fonds du Large SAS"),
            Organisation("soeur", parent="FONDS DU LARGE"),
        ]
    )
    head = Group("organisation:Fonds du Large SAS", "Fonds du Large SAS", stated=False)
    for name in ("filiale", "FILIALE SA", "mere", "soeur", "fonds du large"):
        assert found.group(found.of(name)) == head
    assert found.group(found.of("Inconnue")) == Group("organisation:Inconnue", "Inconnue", stated=False)


def test_rows_of_one_siren_are_one_legal_entity_known_by_the_first():
    found = Parties([Organisation("a", siren="552081317"), Organisation("b", siren="552 081 317 00010", parent="c")])
    assert found.of("a").legal == found.of("b").legal == "552081317"
    assert found.of("b").node == "organisation:a"
    assert found.group(found.of("a")).head == "organisation:c"


def test_rows_of_one_siren_that_name_two_parents_leave_the_head_unclear():
    found = Parties(
        [Organisation("a", siren="552081317", parent="y"), Organisation("b", siren="552081317", parent="x")]
    )
    group = found.group(found.of("a"))
    assert (group.head, group.ends, group.circle) == ("organisation:x", ("x", "y"), False)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([Organisation("a")], ABSENT),
        ([Organisation("a", ultimate_country="US")], "US"),
        ([Organisation("a", country="FR")], ABSENT),  # a seat is no control
        ([Organisation("a", parent="b"), Organisation("b", ultimate_country="US")], "US"),
        ([Organisation("a", parent="b", ultimate_country="US"), Organisation("b", ultimate_country="US")], "US"),
        (
            [Organisation("a", parent="b", ultimate_country="FR"), Organisation("b", ultimate_country="US")],
            Unknown("conflict", "FR, US"),
        ),
        ([Organisation("b", parent="a", ultimate_country="US"), Organisation("a")], ABSENT),  # it does not go down
        ([Organisation("a", parent="b"), Organisation("b", parent="a", ultimate_country="US")], "US"),  # a circle
        ([Organisation("a", parent="a", ultimate_country="US")], "US"),
    ],
)
def test_the_country_of_control_is_the_one_stated_on_the_chain(rows, expected):
    assert Parties(rows).country("a") == expected


def test_holders_are_each_legal_entity_once():
    found = Parties([Organisation("a", siren="552081317"), Organisation("b", siren="552081317"), Organisation("c")])
    contract = Contract("m", holder="a", co_holders=("b", "c", "Hors registre"))
    assert [each.name for each in found.holders(contract)] == ["b", "c", "Hors registre"]
    assert found.holders(Contract("m")) == ()
