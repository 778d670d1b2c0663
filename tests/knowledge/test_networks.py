# SPDX-License-Identifier: EUPL-1.2
"""Where a machine is and who operates its network: two answers, from two files."""

from __future__ import annotations

import csv
import ipaddress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.knowledge import DATA, Library, Snapshot, shipped
from sovaudit.knowledge.networks import NO_DATA, Network, convert, networks
from sovaudit.model import ABSENT, Unknown
from tests.knowledge._publishers import mmdb

pytestmark = pytest.mark.usefixtures("english")

PARIS, ELSEWHERE = "52.47.1.1", "8.8.8.8"
ASN = {
    "52.0.0.0/8": {"autonomous_system_number": 16509, "autonomous_system_organization": "AMAZON-02"},
    "51.38.0.0/16": {"autonomous_system_number": 16276, "autonomous_system_organization": "OVH SAS"},
}
COUNTRY = {"52.47.0.0/16": {"country": {"iso_code": "FR"}, "registered_country": {"iso_code": "US"}}}


@pytest.fixture
def read(tmp_path):
    def read_files(*contents: bytes):
        found = {each.name: each for each in shipped().of("networks")}
        for number, content in enumerate(contents):
            source, target = tmp_path / f"{number}.mmdb", tmp_path / f"stored{number}"
            source.write_bytes(content)
            made = convert(source, target)
            found[made.name] = Snapshot(made.name, made.provenance, target, imported=True)
        return networks(Library(found))

    return read_files


def test_without_databases_an_address_is_unknown_and_a_provider_known():
    found = networks(shipped())
    assert found.look_up(PARIS) == Network()
    provider = found.provider(16276)
    assert provider is not None
    assert (provider.provider, provider.group_country) == ("ovhcloud", "FR")
    assert found.provider(64512) is None


def test_a_machine_in_paris_may_be_operated_by_a_group_of_another_country(read):
    assert read(mmdb(ASN, "Fictive-ASN"), mmdb(COUNTRY, "Fictive-Country")).look_up(PARIS) == Network(
        located="FR", asn=16509, holder="AMAZON-02", provider="aws", operator_country="US"
    )


def test_one_database_tells_one_thing(read):
    by_asn, by_country = read(mmdb(ASN, "x")).look_up(PARIS), read(mmdb(COUNTRY, "x")).look_up(PARIS)
    assert isinstance(by_asn, Network)
    assert isinstance(by_country, Network)
    assert (by_asn.located, by_asn.operator_country) == (NO_DATA, "US")
    assert (by_country.located, by_country.operator_country, by_country.asn) == ("FR", NO_DATA, NO_DATA)


def test_the_country_of_the_block_is_not_where_the_machine_is(read):
    found = read(mmdb({"52.47.0.0/16": {"registered_country": {"iso_code": "US"}, "country_code": "FR"}}, "x"))
    network = found.look_up(PARIS)
    assert isinstance(network, Network)
    assert network.located == "FR"


@pytest.mark.parametrize(
    ("record", "asn", "located"),
    [
        ({"asn": "AS16276", "as_name": "OVH", "country": "FR"}, 16276, "FR"),
        ({"asn": 16276, "country_code": "FR"}, 16276, "FR"),
        ({"autonomous_system_number": 16276}, 16276, NO_DATA),
        ({"autonomous_system_number": 16276, "country_code": "France"}, 16276, NO_DATA),
    ],
)
def test_the_shapes_of_publishers(read, record, asn, located):
    network = read(mmdb({"51.38.0.0/16": record}, "x")).look_up("51.38.1.1")
    assert isinstance(network, Network)
    assert (network.asn, network.located) == (asn, located)


def test_an_address_that_is_in_no_network_is_absent(read):
    network = read(mmdb(ASN, "x"), mmdb(COUNTRY, "x")).look_up(ELSEWHERE)
    assert network == Network(ABSENT, ABSENT, ABSENT, ABSENT, ABSENT)


@pytest.mark.parametrize(
    "address", ["", "localhost", "127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "999.1.1.1", "1.2.3"]
)
def test_what_is_no_address_of_the_internet_is_invalid(read, address):
    found = networks(shipped()).look_up(address)
    assert isinstance(found, Unknown)
    assert found.unknown == "invalid"


def test_an_ipv6_address_in_a_file_of_ipv4_is_unknown(read):
    network = read(mmdb(ASN, "x")).look_up("2001:4860:4860::8888")
    assert isinstance(network, Network)
    assert isinstance(network.asn, Unknown)


def test_the_day_is_that_on_which_the_file_was_built(tmp_path):
    (tmp_path / "a.mmdb").write_bytes(mmdb(ASN, "Fictive-ASN"))
    made = convert(tmp_path / "a.mmdb", tmp_path / "stored")
    assert (made.name, made.provenance.title, made.provenance.as_of) == (
        "networks.asn",
        "Fictive-ASN",
        date(2026, 1, 5),
    )


def test_a_file_that_tells_neither_is_refused(tmp_path):
    (tmp_path / "a.mmdb").write_bytes(mmdb({"52.0.0.0/8": {"connection_type": "Cable"}}, "x"))
    with pytest.raises(InputError, match="neither"):
        convert(tmp_path / "a.mmdb", tmp_path / "stored")


NETWORKS = st.sets(
    st.integers(0x01, 0xDF).filter(lambda first: first not in (10, 127, 169, 172, 192, 198, 203)), min_size=1
)


@settings(max_examples=25)
@given(firsts=NETWORKS, asked=st.lists(st.integers(0, 2**32 - 1), max_size=30))
def test_look_ups_agree_with_a_walk_over_all_networks(tmp_path_factory, firsts, asked):
    folder = tmp_path_factory.getbasetemp()
    records = {f"{first}.0.0.0/8": {"asn": first} for first in firsts}
    (folder / "a.mmdb").write_bytes(mmdb(records, "x"))
    made = convert(folder / "a.mmdb", folder / "stored")
    found = networks(Library({made.name: Snapshot(made.name, made.provenance, folder / "stored", imported=True)}))
    for number in asked:
        address = ipaddress.IPv4Address(number)
        network = found.look_up(str(address))
        if not address.is_global:
            assert isinstance(network, Unknown)
            continue
        assert isinstance(network, Network)
        expected = number >> 24
        assert network.asn == (expected if expected in firsts else ABSENT)


def test_a_broken_file_is_invalid_and_ends_nothing(tmp_path):
    whole = mmdb(ASN, "x")
    for at in range(0, len(whole), 3):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        (tmp_path / "stored").write_bytes(broken)
        snapshot = Snapshot("networks.asn", shipped().of("kev")[0].provenance, tmp_path / "stored", imported=True)
        assert isinstance(networks(Library({"networks.asn": snapshot})).look_up(PARIS), Network)


def test_the_shipped_table_names_each_system_once():
    with (DATA / "networks.providers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["asn"] for row in rows}) == len(rows) == shipped().of("networks.providers")[0].provenance.records
    assert all(len(row["group_country"]) == 2 for row in rows)
