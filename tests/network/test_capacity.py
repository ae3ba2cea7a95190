"""Capacity: the figures of the facts, and which limit comes first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wizard.network.capacity import (
    ADDRESSES,
    ADVICE,
    ROLE_ASSIGNMENTS,
    Capacity,
    further_projects,
    what_if,
)
from wizard.network.plan import Demand, PlannedSubnet, make_plan
from wizard.network.ranges import Cidr
from wizard.network.subnet_kinds import SubnetKind

FIGURES = json.loads((Path(__file__).parent / "upstream_examples.json").read_text(encoding="utf-8"))
ALL = {"aca": 23, "aca2": 23, "aks2": 24, "genai": 25, "aks": 26, "d1": 26, "d2": 26, "web": 27}
GENAI_1 = {"genai": 25, "aks": 26, "aca": 23, "web": 27}
ESML = {"d1": 26, "d2": 26, "aks": 26}
LEAN = {"genai": 25, "aca2": 26, "aca": 27, "web": 28, "aks": 28}


def common(vnet: Cidr, octet: int) -> list[Cidr]:
    return [Cidr(vnet.first + octet * 256 + n, 26) for n in (0, 64, 128, 192)]


@pytest.mark.parametrize(
    ("vnet", "octet", "every", "genai_1", "esml"), [tuple(row) for row in FIGURES["capacity"]]
)
def test_projects_that_upstream_fits(
    vnet: str, octet: int, every: int, genai_1: int, esml: int
) -> None:
    space = Cidr.of(vnet)
    taken = common(space, octet)
    found = [further_projects([space], taken, s, "upstream") for s in (ALL, GENAI_1, ESML)]
    assert found == [every, genai_1, esml]


@pytest.mark.parametrize(
    ("vnet", "taken", "sizes", "expected"), [tuple(row) for row in FIGURES["older_layouts"]]
)
def test_the_figures_of_older_documents(
    vnet: str, taken: list[str], sizes: list[int], expected: int
) -> None:
    asked = {str(number): prefix for number, prefix in enumerate(sizes)}
    occupied = [Cidr.of(text) for text in taken]
    assert further_projects([Cidr.of(vnet)], occupied, asked, "upstream") == expected


@pytest.mark.parametrize(
    ("prefix", "full", "lean"),
    [(16, 40, 255), (17, 19, 127), (18, 9, 63), (19, 4, 31), (20, 2, 15), (21, 1, 7), (22, 0, 3)],
)
@pytest.mark.parametrize("octet", [0, 1])
def test_an_own_plan_packs_perfectly(prefix: int, full: int, lean: int, octet: int) -> None:
    space = Cidr.around(Cidr.of("172.16.0.0/16").first, prefix)
    taken = common(space, octet)
    assert further_projects([space], taken, ALL, "planned") == full
    assert further_projects([space], taken, LEAN, "planned") == lean


def test_nothing_fits_where_there_is_nothing() -> None:
    assert further_projects([], [], ALL, "planned") == 0
    assert further_projects([Cidr.of("10.0.0.0/16")], [], ALL, "upstream") == 0
    assert further_projects([Cidr.of("10.0.0.0/16")], [], {}, "planned") == 0


@pytest.mark.parametrize(
    ("addresses", "roles", "advice", "left", "limit"),
    [
        (23, 19, 9, 9, ADVICE),
        (3, 19, 9, 3, ADDRESSES),
        (9, 19, 9, 9, ADDRESSES),
        (None, 2, 9, 2, ROLE_ASSIGNMENTS),
        (0, 0, 0, 0, ADDRESSES),
    ],
)
def test_the_lowest_limit_is_named(
    addresses: int | None, roles: int, advice: int, left: int, limit: str
) -> None:
    found = Capacity(1, addresses, roles, advice)
    assert (found.projects_left, found.limited_by) == (left, limit)


def test_what_if_shows_every_size_from_16_to_22() -> None:
    space = Cidr.of("172.16.0.0/16")
    kind = SubnetKind("c", "C", "c", "", 26, 26, 26, 26, 26)
    subnets = tuple(PlannedSubnet("common", kind, "c", r) for r in common(space, 61))
    plan = make_plan(Demand("dev", "vnt", (space,), subnets), "upstream")
    rows = what_if(plan, ALL, LEAN)
    assert [row.vnet.prefix for row in rows] == [16, 17, 18, 19, 20, 21, 22]
    assert [row.upstream for row in rows] == [24, 8, 0, None, None, None, None]
    assert [row.upstream_low for row in rows] == [31, 15, 7, 3, 1, 0, 0]
    assert [row.planned for row in rows] == [40, 19, 9, 4, 2, 1, 0]
    assert [row.lean for row in rows] == [255, 127, 63, 31, 15, 7, 3]
    tiny = what_if(plan, ALL, LEAN, prefixes=[25])
    assert tiny[0][1:] == (None, 0, 0, 0)


def test_where_not_every_common_subnet_stays_inside_upstream_fits_nothing() -> None:
    space = Cidr.of("172.16.0.0/16")
    kind = SubnetKind("c", "C", "c", "", 26, 26, 26, 26, 26)
    taken = [*common(space, 0)[:3], common(space, 61)[3]]
    subnets = tuple(PlannedSubnet("common", kind, "c", one) for one in taken)
    plan = make_plan(Demand("dev", "vnt", (space,), subnets), "upstream")
    wide, narrow = what_if(plan, ALL, LEAN, prefixes=[18, 20])
    assert (wide.upstream is not None, narrow.upstream) == (True, None)
    assert narrow.upstream_low == 1
