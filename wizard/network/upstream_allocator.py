"""What the pipeline's calculator will choose for the next project (network 2).

The calculator looks only above the highest subnet, only in the first address prefix of the
VNet, and fills no gap. When space ends it reports success and leaves ranges empty. Situations in
which it stops with an error or never ends are outcomes here, not exceptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from wizard.network.ranges import Cidr, address_text

Outcome = Literal["complete", "partial", "nothing", "hangs", "crashes"]

MAX_RETRIES = 10
"""Steps to the next aligned range before the calculator gives a subnet up (network 2)."""

_END = 1 << 32


class Prediction(NamedTuple):
    """The ranges of one run. ``missing`` names the subnets that get an empty range.

    ``start`` and ``next_free`` are the addresses (as numbers) where the run begins and ends;
    None when it does not get that far.
    """

    outcome: Outcome
    ranges: Mapping[str, Cidr] = MappingProxyType({})
    missing: tuple[str, ...] = ()
    start: int | None = None
    next_free: int | None = None
    reason: str = ""


def predict(
    prefixes: Sequence[Cidr], existing: Iterable[Cidr], sizes: Mapping[str, int]
) -> Prediction:
    """Predict a run.

    ``prefixes`` are the address prefixes of the VNet in their order, ``existing`` its subnets,
    ``sizes`` the prefix length wanted for each subnet. Subnets of equal size are taken in the
    order of ``sizes``; upstream leaves that order open, so equal sizes may come out exchanged
    (network 2).
    """
    highest = max(existing, default=None)
    if highest is None:
        return _stopped("crashes", sizes, "the VNet has no subnet to start behind")
    return predict_behind(prefixes, highest, sizes)


def predict_behind(prefixes: Sequence[Cidr], highest: Cidr, sizes: Mapping[str, int]) -> Prediction:
    """Predict a run in a VNet whose highest subnet is known."""
    if not prefixes:
        return _stopped("crashes", sizes, "the VNet has no address prefix")
    space = prefixes[0]
    endless = next((p for p in sizes.values() if _never_ends(space, p)), None)
    if endless is not None:
        reason = f"the VNet {space} is smaller than a /{endless} and the search never ends"
        return _stopped("hangs", sizes, reason)
    if highest.last + 1 >= _END:
        return _stopped("crashes", sizes, f"there is no address behind {highest}")
    return _run(space, highest.last + 1, sizes)


def _run(space: Cidr, start: int, sizes: Mapping[str, int]) -> Prediction:
    ranges: dict[str, Cidr] = {}
    reason = ""
    cursor = start
    for name, prefix in sorted(sizes.items(), key=lambda entry: str(entry[1])):
        for attempt in range(MAX_RETRIES + 1):
            candidate = Cidr.around(cursor, prefix)
            if candidate.first == cursor and _fits(space, candidate):
                ranges[name] = candidate
                cursor = candidate.last + 1
                break
            if attempt == MAX_RETRIES:
                reason = reason or f"no /{prefix} was found in {MAX_RETRIES} steps"
                break
            cursor = candidate.last + 1
            if cursor >> 16 != start >> 16:
                reason = f"the search left {address_text(start >> 16 << 16)}/16"
                return _finished(sizes, ranges, start, cursor, reason)
    return _finished(sizes, ranges, start, cursor, reason)


def _fits(space: Cidr, candidate: Cidr) -> bool:
    # A candidate larger than the VNet counts as fitting when both end at the same address.
    return space.holds(candidate) or (candidate.holds(space) and candidate.last == space.last)


def _never_ends(space: Cidr, prefix: int) -> bool:
    return prefix < space.prefix and Cidr.around(space.first, prefix).last != space.last


def _finished(
    sizes: Mapping[str, int], ranges: dict[str, Cidr], start: int, cursor: int, reason: str
) -> Prediction:
    missing = tuple(name for name in sizes if name not in ranges)
    outcome: Outcome = "partial" if ranges else "nothing"
    return Prediction(
        "complete" if not missing else outcome, ranges, missing, start, cursor, reason
    )


def _stopped(outcome: Outcome, sizes: Mapping[str, int], reason: str) -> Prediction:
    return Prediction(outcome, missing=tuple(sizes), reason=reason)
