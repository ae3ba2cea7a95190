"""Reading ranges: what is one, and the reason in words when a text is none."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.network.ranges import (
    Cidr,
    filled_template,
    is_private,
    overlapping_pairs,
    placeholder_octets,
    read_range,
    read_source,
    read_template,
)

prefixes = st.integers(0, 32)
addresses = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize(
    ("text", "reason", "repair"),
    [
        ("", "is empty", ""),
        ("  ", "is empty", ""),
        ("10.0.0.0", "no prefix length", ""),
        ("10.61.1.0/16", "does not start where a /16 can start", "10.61.0.0/16"),
        ("10.061.0.0/16", "leading zeros", "10.61.0.0/16"),
        ("10.0.0/16", "four numbers", ""),
        ("10.0.0.0.0/16", "four numbers", ""),
        ("10.300.0.0/16", "300, which is more than 255", ""),
        ("10.0.0.0/33", "more than /32", ""),
        ("10.0.0.0/-1", "prefix length from 0 to 32", ""),
        ("10.0.0.0/", "prefix length from 0 to 32", ""),
        ("10.0.0.0/016", "prefix length from 0 to 32", ""),
        ("10.0.0.0/255.255.0.0", "netmask", ""),
        ("10.XX.0.0/16", "placeholder XX", ""),
        ("10.xx.0.0/16", "'xx' where a number", ""),
        ("fd00::/64", "not IPv4", ""),
        ("<todo>", "four numbers", ""),
        ("١٠.0.0.0/8", "where a number", ""),
    ],
)
def test_a_text_that_is_no_range_says_why(text: str, reason: str, repair: str) -> None:
    reading = read_range(text)
    assert reading.range is None
    assert reason in reading.flaw
    assert reading.repair == repair


@given(st.text(max_size=40) | st.from_regex(r"[0-9./X ]{0,24}", fullmatch=True))
def test_odd_text_never_raises_and_agrees_with_the_standard_library(text: str) -> None:
    reading = read_range(text)
    read_source(text)
    read_template(text, 7)
    placeholder_octets(text)
    assert (reading.range is None) == bool(reading.flaw)
    if reading.range is not None:
        assert str(ipaddress.IPv4Network(text.strip())) == str(reading.range)


@given(addresses, prefixes)
def test_every_network_of_the_standard_library_is_read(address: int, prefix: int) -> None:
    network = ipaddress.IPv4Network((address, prefix), strict=False)
    found = read_range(str(network)).range
    assert found is not None
    assert (found.first, found.last) == (int(network[0]), int(network[-1]))
    assert found.size == network.num_addresses
    assert str(found) == str(network)


@given(addresses, prefixes, addresses, prefixes)
def test_overlap_and_containment(a: int, p: int, b: int, q: int) -> None:
    left, right = Cidr.around(a, p), Cidr.around(b, q)
    one, other = ipaddress.IPv4Network(str(left)), ipaddress.IPv4Network(str(right))
    assert left.overlaps(right) == one.overlaps(other)
    assert left.holds(right) == other.subnet_of(one)


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("10.0.0.0/8", True),
        ("172.16.0.0/12", True),
        ("172.0.0.0/11", False),
        ("172.32.0.0/16", False),
        ("192.168.4.0/24", True),
        ("192.168.0.0/15", False),
        ("100.64.0.0/10", False),
        ("8.8.8.8/32", False),
    ],
)
def test_private_ranges(text: str, private: bool) -> None:
    assert is_private(Cidr.of(text)) is private


def test_templates_are_filled_wherever_the_placeholder_stands() -> None:
    assert filled_template("10.XX.XX.0/26", 61) == "10.61.61.0/26"
    assert placeholder_octets("172.16.XX.0/26") == (3,)
    assert placeholder_octets("10.XX.XX.0/26") == (2, 3)
    assert placeholder_octets("10.1XX.0.0/16") == ()
    assert read_template("172.16.XX.0/26", None).range is None


def test_azure_keeps_five_addresses_of_a_subnet() -> None:
    assert Cidr.of("10.0.0.0/29").usable == 3
    assert Cidr.of("10.0.0.0/26").usable == 59
    assert Cidr.of("10.0.0.0/31").usable == 0


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(24, 32)), max_size=12))
def test_overlaps_are_found_exactly_when_there_are_some(drawn: list[tuple[int, int]]) -> None:
    ranges = [(str(n), Cidr.around(first, p)) for n, (first, p) in enumerate(drawn)]
    expected = any(
        one.overlaps(other) for n, (_, one) in enumerate(ranges) for _, other in ranges[n + 1 :]
    )
    pairs = overlapping_pairs(ranges)
    assert bool(pairs) == expected
    by_name = dict(ranges)
    assert all(by_name[a].overlaps(by_name[b]) for a, b in pairs)
