"""Octets that suit an environment, and templates that suit a VNet."""

from __future__ import annotations

import pytest

from wizard.network.octets import (
    fitting_octets,
    free_octet,
    placeholder_flaws,
    repaired_template,
    templates_inside,
)


def test_the_next_free_octet_is_taken_and_the_lowest_when_there_is_none_above() -> None:
    assert free_octet([61, 62], near=61) == 63
    assert free_octet([], near=61) == 61
    assert free_octet([255], near=255) == 0
    assert free_octet([4, 5], among=[4, 5, 6], near=9) == 6
    assert free_octet(range(256)) is None


@pytest.mark.parametrize(
    ("vnet", "subnets", "fitting"),
    [
        ("10.XX.0.0/16", ["10.XX.0.0/24", "10.XX.1.0/24"], list(range(256))),
        ("10.61.0.0/16", ["10.XX.0.0/24"], [61]),
        ("10.XX.0.0/16", ["10.XX.0.0/24", "10.61.1.0/24"], [61]),
        ("10.XX.0.0/16", ["10.61.0.0/24", "10.62.0.0/24"], []),
        ("172.16.0.0/20", ["172.16.XX.0/24"], list(range(16))),
        ("10.61.0.0/16", ["no range"], list(range(256))),
        ("no range", ["10.XX.0.0/24"], []),
    ],
)
def test_an_octet_fits_when_every_subnet_lies_in_the_vnet(
    vnet: str, subnets: list[str], fitting: list[int]
) -> None:
    assert list(fitting_octets(vnet, subnets)) == fitting


@pytest.mark.parametrize(
    ("vnet", "prefixes", "made"),
    [
        ("10.XX.0.0/16", [26, 26, 27], ["10.XX.0.0/26", "10.XX.0.64/26", "10.XX.0.128/27"]),
        ("10.XX.0.0/16", [27, 26], ["10.XX.0.0/27", "10.XX.0.64/26"]),
        ("10.XX.0.0/16", [28, 26, 25], ["10.XX.0.0/28", "10.XX.0.64/26", "10.XX.0.128/25"]),
        ("172.16.0.0/16", [26], ["172.16.XX.0/26"]),
        ("172.16.0.0/20", [26], ["172.16.0.0/26"]),
        ("10.XX.0.0/24", [24], ["10.XX.0.0/24"]),
        ("10.XX.0.0/16", [25, 25, 27], []),
        ("10.XX.0.0/16", [23], []),
        ("10.XX.0.0/25", [26], []),
        ("no range", [26], []),
    ],
)
def test_common_subnets_follow_one_another_from_the_start_of_the_vnet(
    vnet: str, prefixes: list[int], made: list[str]
) -> None:
    assert list(templates_inside(vnet, prefixes)) == made


def test_an_obvious_flaw_is_repaired_and_the_placeholder_stays() -> None:
    assert repaired_template("10.XX.0.1/16", 61) == "10.XX.0.0/16"
    assert repaired_template("10.XX.0.0/16", 61) == ""
    assert repaired_template("172.16.XX.0/20", 17) == ""


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("10.XX.0.0/16", []),
        ("10.61.0.0/16", []),
        ("10.xx.0.0/16", ["'xx'; only XX in capitals"]),
        ("10.1XX.0.0/16", ["'1XX'; XX has to be a whole number"]),
        ("10.0.0.0/XX", ["XX in the prefix length"]),
    ],
)
def test_a_placeholder_that_is_not_replaced_is_said(template: str, said: list[str]) -> None:
    flaws = list(placeholder_flaws(template))
    assert len(flaws) == len(said)
    assert all(words in flaw for words, flaw in zip(said, flaws, strict=True))
