"""The address plan as such: nothing overlaps, nothing moves, gaps are used again."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.network.plan import (
    AddressPlan,
    Demand,
    PlannedSubnet,
    Strategy,
    Wanted,
    make_plan,
    outside,
)
from wizard.network.ranges import Cidr, overlapping_pairs
from wizard.network.subnet_kinds import SubnetKind

VNET = Cidr.of("172.16.0.0/16")
STRATEGIES: tuple[Strategy, ...] = ("upstream", "planned")
FULL = {
    "aca": 23,
    "aca2": 23,
    "aks2": 24,
    "genai": 25,
    "aks": 26,
    "dbx1": 26,
    "dbx2": 26,
    "web": 27,
}


def kind(name: str, prefix: int) -> SubnetKind:
    return SubnetKind(name, name.title(), name, "", prefix, prefix, prefix, prefix, prefix)


def wanted(project: str, sizes: Mapping[str, int]) -> tuple[Wanted, ...]:
    return tuple(Wanted(kind(n, p), f"snt-prj{project}-{n}", p) for n, p in sizes.items())


def demand(
    projects: Mapping[str, Mapping[str, int]],
    vnet: Cidr = VNET,
    octet: int = 61,
    **more: tuple[Wanted, ...] | tuple[Cidr, ...],
) -> Demand:
    common = tuple(
        PlannedSubnet("common", kind(f"c{n}", 26), f"c{n}", Cidr(vnet.first + octet * 256 + n, 26))
        for n in (0, 64, 128, 192)
    )
    asked = {name: wanted(name, sizes) for name, sizes in sorted(projects.items())}
    return Demand("dev", "vnt", (vnet,), common, projects=asked, **more)  # type: ignore[arg-type]


def ranges_of(plan: AddressPlan) -> list[tuple[str, Cidr]]:
    return [(s.name, s.range) for s in plan.placed if s.range is not None]


sizes_of_a_project = st.dictionaries(
    st.sampled_from(list(FULL)), st.integers(22, 28), min_size=1, max_size=8
)
projects = st.dictionaries(
    st.integers(1, 99).map(lambda n: f"{n:03}"), sizes_of_a_project, min_size=1, max_size=12
)


@given(projects, st.sampled_from(STRATEGIES), st.sampled_from(["172.16.0.0/16", "10.4.0.0/18"]))
def test_no_overlap_inside_the_vnet_aligned_and_of_the_size_asked(
    asked: dict[str, dict[str, int]], strategy: Strategy, vnet: str
) -> None:
    plan = make_plan(demand(asked, Cidr.of(vnet)), strategy)
    assert overlapping_pairs(ranges_of(plan)) == []
    assert outside(plan) == ()
    for subnet in plan.subnets:
        if subnet.project is not None and subnet.range is not None:
            assert subnet.range.first % subnet.range.size == 0
            assert subnet.range.prefix == asked[subnet.project][subnet.kind.id]
    assert len(plan.subnets) == 4 + sum(map(len, asked.values()))


@given(projects, st.sampled_from(STRATEGIES))
def test_the_same_demand_gives_the_same_plan(
    asked: dict[str, dict[str, int]], strategy: Strategy
) -> None:
    again = dict(reversed(asked.items()))
    assert make_plan(demand(asked), strategy) == make_plan(demand(again), strategy)


@given(projects, projects, st.sampled_from(STRATEGIES), st.randoms(use_true_random=False))
def test_nothing_stored_moves_when_projects_come_and_go(
    before: dict[str, dict[str, int]],
    added: dict[str, dict[str, int]],
    strategy: Strategy,
    random: object,
) -> None:
    stored = make_plan(demand(before), strategy).to_store()
    gone = sorted(before)[0]
    after = {**added, **{name: sizes for name, sizes in before.items() if name != gone}}
    plan = make_plan(demand(after), strategy, stored)
    kept = plan.to_store()
    for place, block in stored.items():
        if place[0] in before and place[0] != gone:
            assert kept[place] == block
    assert overlapping_pairs(ranges_of(plan)) == []


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_second_run_over_a_stored_plan_changes_nothing(strategy: Strategy) -> None:
    asked = {"001": FULL, "002": FULL, "007": {"genai": 25}}
    first = make_plan(demand(asked), strategy)
    again = make_plan(demand(asked), strategy, first.to_store())
    assert again.subnets == first.subnets


def test_the_gap_of_a_deleted_project_is_used_again_by_an_own_plan_only() -> None:
    for strategy, reused in (("planned", True), ("upstream", False)):
        chosen: Strategy = "planned" if strategy == "planned" else "upstream"
        first = make_plan(demand({"001": FULL, "002": FULL, "003": FULL}), chosen)
        stored = first.to_store()
        later = make_plan(demand({"001": FULL, "003": FULL, "004": FULL}), chosen, stored)
        old = {block for (project, _), block in stored.items() if project == "002"}
        new = {block for (project, _), block in later.to_store().items() if project == "004"}
        assert (old == new) is reused


def test_a_reservation_goes_to_the_bottom_and_out_of_the_way() -> None:
    gateway = Wanted(kind("gateway", 27), "GatewaySubnet", 27)
    for strategy in STRATEGIES:
        plan = make_plan(demand({"001": FULL}, reservations=(gateway,)), strategy)
        held = next(subnet for subnet in plan.subnets if subnet.role == "reservation")
        assert held.range == Cidr.of("172.16.0.0/27")
        assert not plan.unplaced


def test_an_own_plan_leaves_a_reserved_range_alone_and_upstream_does_not() -> None:
    hub = Cidr.of("172.16.62.0/23")
    asked = demand({"001": FULL}, kept_free=(hub,))
    assert not any(r.overlaps(hub) for _, r in ranges_of(make_plan(asked, "planned")))
    assert any(r.overlaps(hub) for _, r in ranges_of(make_plan(asked, "upstream")))


def test_what_finds_no_space_is_named_and_predictions_say_why() -> None:
    asked = {f"{n:03}": FULL for n in range(1, 26)}
    plan = make_plan(demand(asked), "upstream")
    assert {subnet.project for subnet in plan.unplaced} == {"025"}
    assert plan.predictions["025"].outcome == "partial"
    assert plan.predictions["024"].outcome == "complete"
    assert not make_plan(demand(asked), "planned").unplaced


def test_existing_subnets_have_names_and_no_ranges() -> None:
    asked = Demand(
        "dev", "vnt", (), projects={"001": wanted("001", FULL)}, existing_vnet=True,
        existing_subnets=True,
    )  # fmt: skip
    plan = make_plan(asked, "planned")
    assert [subnet.range for subnet in plan.subnets] == [None] * len(FULL)
    assert plan.unplaced == ()


def test_an_unreadable_vnet_places_nothing_and_raises_nothing() -> None:
    for strategy in STRATEGIES:
        plan = make_plan(Demand("dev", "vnt", (), projects={"001": wanted("001", FULL)}), strategy)
        assert len(plan.unplaced) == len(FULL)
