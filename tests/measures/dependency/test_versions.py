# SPDX-License-Identifier: EUPL-1.2
"""Versions as people and files write them -> release cycles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.knowledge import shipped
from sovaudit.knowledge.lifecycles import Cycle, Product, lifecycles
from sovaudit.measures.dependency._versions import cycles_of, numbers

SHIPPED = lifecycles(shipped()).products


@pytest.mark.parametrize(
    ("product", "version", "cycles"),
    [
        ("postgresql", "16.4", "16"),
        ("postgresql", "9.6.24", "9.6"),
        ("postgresql", "v16.4-1.pgdg120+1", "16"),
        ("postgresql", "160.1", ""),
        ("django", "4.2.30", "4.2"),
        ("django", "4.2rc1", "4.2"),
        ("django", "4", "4.2 4.1 4.0"),  # any of the three
        ("php", "8.1.2-1ubuntu2", "8.1"),
        ("php", ">=8.1", ""),  # a range is no version
        ("openssl", "1.1.1w", "1.1.1"),
        ("openssl", "openssl-3.5.0", "3.5"),  # as its repository calls the tag
        ("nodejs", "v18.17.0", "18"),
        ("apache-maven", "1:3.6.2-6", "3.6"),  # an epoch is no part of the number
        ("nodejs", "9f3c2ab4e1", ""),  # a commit
        ("nodejs", "sha256:9f3c2ab4e1", ""),
        ("rhel", "7.9", "7"),
        ("debian", "bookworm", "12"),
        ("debian", "12 (bookworm)", "12"),
        ("debian", "12.5", "12"),
        ("ubuntu", "jammy", "22.04"),
        ("ubuntu", "22.04.4", "22.04"),
        ("sles", "15.6", "15.6"),
        ("sles", "15 SP6", "15.6"),
        ("sles", "15-SP6", "15.6"),
        ("oracle-database", "19c", "19"),
        ("oracle-database", "12c", "12.2 12.1"),
        ("oracle-jdk", "1.8.0_292", "8"),
        ("oracle-jdk", "8u301", "8"),
        ("oracle-jdk", "17.0.2+8", "17"),
        ("oracle-jdk", "1.4.2", "1.4"),
        ("windows-server", "2019", "2019"),
        ("windows-server", "2019 Standard", "2019"),
        ("windows-server", "2012 R2", "2012-r2"),
        ("windows-server", "10.0.20348.2113", "2022"),
        ("windows-server", "10.0.17763", "1809-sac 2019"),  # one build, two ways of support
        ("windows", "10.0.19045", "10-22h2"),
        ("windows", "11 25H2", "11-25h2-e 11-25h2-w"),
        ("windows", "11 25H2 Entreprise", "11-25h2-e"),
        ("windows", "11 25H2 Professionnel", "11-25h2-w"),
        ("windows", "10 22H2 Pro", "10-22h2"),  # one cycle for all editions
        ("windows", "7", "7-sp1"),
        ("mssqlserver", "2022", "16.0"),
        ("mssqlserver", "16.0.4100.1", "16.0"),
        ("mssqlserver", "2016 SP3", "13.0-sp3-acp 13.0-sp3"),
        ("mssqlserver", "13.0-sp3", "13.0-sp3"),
        ("office", "2019", "2019"),
        ("office", "2024 LTSC", "2024-ltsc"),
        ("office", "16.0.10396", ""),  # 2016, 2019, 2021 and 2024 all say so
        ("msexchange", "2019 CU14", "2019"),
        ("msexchange", "15.1.2507", "2016"),
        ("msexchange", "15.2.1544", "subscription 2019"),
        ("msexchange", "SE", "subscription"),
        ("postgresql", "", ""),
        ("postgresql", "latest", ""),
    ],
)
def test_the_cycles_of_a_version(product, version, cycles):
    assert [each.cycle for each in cycles_of(SHIPPED[product][0], version)] == cycles.split()


CALLED = Product("ex", label="Ex Serveur", aliases=("ixe",), cycles=(Cycle("2"), Cycle("1"), Cycle("ex")))


@pytest.mark.parametrize(
    ("version", "cycle"),
    [
        ("ex-2.3", "2"),  # by its name,
        ("ixe 1.4", "1"),  # by another name,
        ("ixe ex 2.3", "2"),  # by both, one after the other
        ("ex", "ex"),  # a name alone is a version
        ("ex 9", ""),
        ("autre-2.3", ""),  # a word that is no name of it
    ],
)
def test_the_names_of_the_product_before_a_version_are_passed_over(version, cycle):
    assert [each.cycle for each in cycles_of(CALLED, version)] == cycle.split()


def test_a_label_of_one_word_before_a_version_is_passed_over():
    product = Product("ex-serveur", label="Exemplaire", cycles=(Cycle("2"),))
    assert [each.cycle for each in cycles_of(product, "Exemplaire 2.3")] == ["2"]


dotted = st.lists(st.integers(0, 3), min_size=1, max_size=3).map(lambda each: ".".join(map(str, each)))


@given(st.lists(dotted, unique=True, max_size=8), dotted)
def test_the_longest_dotted_prefix_agrees_with_brute_force(names, version):
    product = Product("x", cycles=tuple(map(Cycle, names)))
    found = [each.cycle for each in cycles_of(product, version)]
    # By text: a dot at the end keeps 1 from being a prefix of 16.
    prefixes = [each for each in names if f"{version}.".startswith(f"{each}.")]
    within = [each for each in names if f"{each}.".startswith(f"{version}.")]
    assert found == ([max(prefixes, key=len)] if prefixes else within)


@given(st.text(max_size=40))
def test_any_text_is_taken(text):
    for product in ("windows", "mssqlserver", "debian", "sles", "oracle-jdk", "msexchange"):
        assert set(cycles_of(SHIPPED[product][0], text)) <= set(SHIPPED[product][0].cycles)


def test_a_long_version_costs_no_time():
    assert cycles_of(SHIPPED["postgresql"][0], "16" + ".1" * 1_000_000)[0].cycle == "16"


def test_numbers_end_where_letters_begin():
    assert [numbers(each) for each in ("16.4-1", "1.1.1w", "8u301", "bookworm", "")] == [
        (16, 4),
        (1, 1, 1),
        (8,),
        (),
        (),
    ]
