"""What the pipeline's calculator chooses: worked examples, and the properties it is known for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.network.ranges import Cidr, address_text
from wizard.network.upstream_allocator import predict, predict_behind

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "upstream_examples.json").read_text(encoding="utf-8")
)["allocations"]
SIZES = {
    "genai": 25, "aks": 26, "aks2": 24, "aca": 23, "aca2": 23, "webapp": 27,
    "databricks_public": 26, "databricks_private": 26,
}  # fmt: skip


def test_there_are_sixteen_examples() -> None:
    assert [example["id"] for example in EXAMPLES] == [f"E{n:02}" for n in range(1, 17)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_worked_example(example: dict[str, Any]) -> None:
    run = predict(
        [Cidr.of(text) for text in example["vnet"]],
        [Cidr.of(text) for text in example["existing"]],
        example["sizes"],
    )
    assert run.outcome == example["outcome"]
    if run.outcome in ("hangs", "crashes"):
        assert run.reason
        assert not run.ranges
        assert set(run.missing) == set(example["sizes"])
        return
    assert {name: str(found) for name, found in run.ranges.items()} == example["ranges"]
    assert set(run.missing) == set(example["missing"])
    assert run.start is not None and address_text(run.start) == example["start"]
    assert run.next_free is not None and address_text(run.next_free) == example["next_free"]
    assert bool(run.reason) == bool(run.missing)


vnets = st.builds(Cidr.around, st.integers(10 << 24, (11 << 24) - 1), st.integers(12, 23))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Cidr, list[Cidr], dict[str, int]]:
    vnet = draw(vnets)
    subnet = st.builds(
        lambda offset, prefix: Cidr.around(vnet.first + offset % vnet.size, prefix),
        st.integers(0, 2**20), st.integers(24, 29),
    )  # fmt: skip
    sizes = draw(st.dictionaries(st.sampled_from(list(SIZES)), st.integers(23, 28), min_size=1))
    existing: list[Cidr] = []
    for candidate in draw(st.lists(subnet, min_size=1, max_size=6)):
        if not any(candidate.overlaps(other) for other in existing):
            existing.append(candidate)
    return vnet, existing, sizes


@given(situations())
def test_ranges_lie_in_the_vnet_above_everything_and_apart(
    situation: tuple[Cidr, list[Cidr], dict[str, int]],
) -> None:
    vnet, existing, sizes = situation
    run = predict([vnet], existing, sizes)
    assert run.outcome in ("complete", "partial", "nothing")
    assert set(run.ranges) | set(run.missing) == set(sizes)
    assert not set(run.ranges) & set(run.missing)
    found = list(run.ranges.values())
    for number, block in enumerate(found):
        assert vnet.holds(block)
        assert block.first % block.size == 0
        assert all(block.first > taken.last for taken in existing)
        assert not any(block.overlaps(other) for other in found[number + 1 :])
    assert all(run.ranges[name].prefix == sizes[name] for name in run.ranges)


@given(situations())
def test_only_the_highest_subnet_and_the_first_prefix_matter(
    situation: tuple[Cidr, list[Cidr], dict[str, int]],
) -> None:
    vnet, existing, sizes = situation
    alone = predict_behind([vnet], max(existing), sizes)
    assert predict([vnet, Cidr.of("192.168.0.0/16")], existing, sizes) == alone


@given(situations())
def test_equal_sizes_may_swap_but_the_addresses_taken_stay_the_same(
    situation: tuple[Cidr, list[Cidr], dict[str, int]],
) -> None:
    vnet, existing, sizes = situation
    forward = predict([vnet], existing, sizes)
    backward = predict([vnet], existing, dict(reversed(sizes.items())))
    assert sorted(forward.ranges.values()) == sorted(backward.ranges.values())


def test_a_second_run_takes_new_ranges() -> None:
    vnet, start = Cidr.of("172.16.0.0/16"), Cidr.of("172.16.61.192/26")
    first = predict([vnet], [start], SIZES)
    again = predict([vnet], [start, *first.ranges.values()], SIZES)
    assert not set(first.ranges.values()) & set(again.ranges.values())


def test_a_vnet_that_ends_with_the_larger_block_lets_it_begin_outside() -> None:
    run = predict([Cidr.of("10.1.3.0/24")], [Cidr.of("10.1.1.128/25")], {"aca": 23})
    assert run.ranges == {"aca": Cidr.of("10.1.2.0/23")}


def test_the_end_of_all_addresses_is_a_crash() -> None:
    run = predict([Cidr.of("255.255.0.0/16")], [Cidr.of("255.255.255.192/26")], SIZES)
    assert run.outcome == "crashes"
    assert predict([], [Cidr.of("10.0.0.0/26")], SIZES).outcome == "crashes"
