"""Free space: aligned ranges from the bottom up, each address handed out once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wizard.network.free_space import FreeSpace, aligned_blocks
from wizard.network.ranges import Cidr

VNET = Cidr.of("10.1.0.0/20")
occupied_ranges = st.lists(
    st.builds(
        Cidr.around,
        st.integers(VNET.first - 4096, VNET.last + 4096),
        st.integers(21, 32),
    ),
    max_size=8,
)


def brute_lowest(taken: list[Cidr], prefix: int) -> Cidr | None:
    size = 1 << (32 - prefix)
    for first in range(VNET.first, VNET.last + 1, size):
        candidate = Cidr(first, prefix)
        if VNET.holds(candidate) and not any(candidate.overlaps(other) for other in taken):
            return candidate
    return None


@given(occupied_ranges, st.lists(st.integers(20, 30), max_size=20))
def test_the_lowest_free_aligned_range_is_taken(occupied: list[Cidr], sizes: list[int]) -> None:
    free = FreeSpace([VNET], occupied)
    taken = list(occupied)
    for prefix in sizes:
        expected = brute_lowest(taken, prefix)
        assert free.take(prefix) == expected
        if expected is not None:
            taken.append(expected)


@given(occupied_ranges)
def test_the_blocks_are_what_is_not_occupied(occupied: list[Cidr]) -> None:
    free = FreeSpace([VNET], occupied)
    blocks = free.blocks()
    assert free.addresses == sum(block.size for block in blocks)
    covered = {n for block in blocks for n in range(block.first, block.last + 1)}
    busy = {
        n
        for block in occupied
        for n in range(max(block.first, VNET.first), min(block.last, VNET.last) + 1)
    }
    assert covered == set(range(VNET.first, VNET.last + 1)) - busy


def test_several_spaces_are_one_supply_without_double_counting() -> None:
    free = FreeSpace([Cidr.of("10.1.0.0/24"), Cidr.of("10.1.0.128/25"), Cidr.of("10.9.0.0/24")], [])
    assert free.addresses == 512
    assert [str(free.take(24)) for _ in range(3)] == ["10.1.0.0/24", "10.9.0.0/24", "None"]


@given(st.integers(0, 2**32 - 1), st.integers(0, 3000))
def test_blocks_cover_an_interval_exactly(first: int, length: int) -> None:
    last = min(first + length, 2**32 - 1)
    cursor = first
    for block in aligned_blocks(first, last):
        assert block.first == cursor
        assert block.first % block.size == 0
        cursor = block.last + 1
    assert cursor == last + 1
