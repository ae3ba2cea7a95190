"""Free addresses of a VNet, handed out as aligned ranges from the bottom up.

Free space is kept as maximal aligned blocks, one heap per block size, so taking a range costs
the same however many ranges were taken before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

from wizard.network.ranges import Cidr

_BITS = 32


class FreeSpace:
    """What is free in some ranges when others are occupied (these may lie anywhere)."""

    def __init__(self, space: Iterable[Cidr], occupied: Iterable[Cidr]) -> None:
        self._heaps: list[list[int]] = [[] for _ in range(_BITS + 1)]
        taken = _merged(occupied)
        for first, last in _merged(space):
            for gap_first, gap_last in _gaps(first, last, taken):
                for block in aligned_blocks(gap_first, gap_last):
                    self._heaps[block.prefix].append(block.first)
        for heap in self._heaps:
            heapify(heap)

    def take(self, prefix: int) -> Cidr | None:
        """The lowest free range of this size, from now on occupied; None when there is none."""
        found = self._lowest(prefix)
        if found is None:
            return None
        first = heappop(self._heaps[found])
        for smaller in range(found + 1, prefix + 1):
            heappush(self._heaps[smaller], first + (1 << (_BITS - smaller)))
        return Cidr(first, prefix)

    def blocks(self) -> tuple[Cidr, ...]:
        """The free blocks, in the order of their addresses."""
        blocks = (Cidr(first, prefix) for prefix, heap in enumerate(self._heaps) for first in heap)
        return tuple(sorted(blocks))

    @property
    def addresses(self) -> int:
        """The number of free addresses."""
        return sum(len(heap) << (_BITS - prefix) for prefix, heap in enumerate(self._heaps))

    def _lowest(self, prefix: int) -> int | None:
        best: int | None = None
        lowest = 1 << _BITS
        for candidate in range(prefix + 1):
            heap = self._heaps[candidate]
            if heap and heap[0] < lowest:
                best, lowest = candidate, heap[0]
        return best


def aligned_blocks(first: int, last: int) -> Iterator[Cidr]:
    """The fewest aligned ranges that cover the addresses from first to last."""
    while first <= last:
        length = last - first + 1
        fitting = length.bit_length() - 1
        if first:
            fitting = min(fitting, (first & -first).bit_length() - 1)
        yield Cidr(first, _BITS - fitting)
        first += 1 << fitting


def _merged(ranges: Iterable[Cidr]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for candidate in sorted(ranges):
        if merged and candidate.first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], candidate.last))
        else:
            merged.append((candidate.first, candidate.last))
    return merged


def _gaps(first: int, last: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for taken_first, taken_last in taken:
        if taken_last < first:
            continue
        if taken_first > last:
            break
        if taken_first > first:
            yield first, taken_first - 1
        first = taken_last + 1
    if first <= last:
        yield first, last
