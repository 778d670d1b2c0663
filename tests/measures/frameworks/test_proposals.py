# SPDX-License-Identifier: EUPL-1.2
"""Bounds of v1.2.1 factors that our own measures decide: proposals, which count in no SEAL."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.measures import Case, Column, Measure
from sovaudit.measures.frameworks import application_csf_v121_proposals
from sovaudit.measures.frameworks._proposals import _exposure, _keys, _open, proposals
from sovaudit.model import Answer, Application, Declared, Measured, Record, Unknown
from tests.identity._inventories import bom, inventory_of, named

MEASURE: Measure = application_csf_v121_proposals
DAY = date(2026, 11, 23)


def case_of(licences: tuple[str, ...], *records: Record) -> Case:
    """One application with a component of each of these licences; an empty one is unknown."""
    components = [
        named(f"c{n}", licences=(Declared("expression", each),) if each else ()) for n, each in enumerate(licences)
    ]
    files = [bom("0.json", range(len(licences)))]
    return Case(
        inventory_of(Application("paie", sbom=("0.json",)), *records, files=files, components=components), DAY, {}, {}
    )


@pytest.mark.parametrize(
    ("licences", "bounded"),
    [
        pytest.param(("MIT", "Proprietary", "Proprietary"), True, id="a third is open"),
        pytest.param(("MIT", "Proprietary", ""), False, id="the unknown one may make a majority"),
        pytest.param(("MIT", "Proprietary"), False, id="half and half"),
        pytest.param(("Proprietary", "Proprietary", ""), True, id="not even if the unknown one is open"),
        pytest.param(("MIT",), False, id="all open"),
        pytest.param(("",), False, id="nothing known"),
    ],
)
def test_a_minority_of_open_components_bounds_sov6_f2(licences, bounded):
    found = [(each.factor, each.most) for each in proposals(0, case_of(licences))]
    assert (("sov6-f2", 2) in found) == bounded


@given(st.lists(st.sampled_from("opu"), min_size=1, max_size=12))
@settings(deadline=None)
def test_the_bound_on_open_components_is_that_of_counting(held):
    """Brute force: count the unknown ones as open, and ask whether open ones are fewer than half."""
    known = [each for each in held if each != "u"]
    if not known:
        return
    share, coverage = known.count("o") / len(known), len(known) / len(held)
    fewer = 2 * (held.count("o") + held.count("u")) < len(held)
    if 2 * (held.count("o") + held.count("u")) != len(held):  # at exactly half, rounding may go either way
        assert (_open(share, coverage) == 2) == fewer


@pytest.mark.parametrize(("tier", "most"), [(0, 4), (1, 4), (2, 2), (3, 2)])
def test_exposure_bounds_sov2_f2(tier, most):
    assert _exposure(tier) == most


def test_keys_in_the_hands_of_the_provider_bound_sov3_f1():
    assert [_keys(custody) for custody in ("provider", "city", "third_party_eu")] == [1, 4, 4]


def test_a_line_says_that_it_is_computed_and_an_answer_takes_its_place():
    licences = ("Proprietary",)
    (line,) = value(case_of(licences))
    assert line.startswith("sov6-f2\N{NO-BREAK SPACE}: SEAL 2 au plus (licences ouvertes")
    assert "calculé d’après application.open_share" in line
    assert value(case_of(licences, Answer("paie", "csf.v1.2.1.sov6-f2", "1"))) == Unknown("absent")


def test_a_proposal_counts_in_no_seal():
    case = case_of(("Proprietary",))
    assert case.known("application.csf_v121_ceiling").of(0).value == 4
    assert case.known("application.csf_v121_seal").of(0).value == Unknown("absent")


def value(case: Case):
    """Return what is proposed of licences alone: exposure and keys are not of this test."""
    nobody = Column((Measured(Unknown("absent")),), np.zeros(1, dtype=np.int32))
    case.columns.update({f"application.{name}": nobody for name in ("exposure_tier", "key_custody")})
    return case.known("application.csf_v121_proposals").of(0).value
