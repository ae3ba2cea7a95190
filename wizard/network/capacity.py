"""How many more projects an environment has room for, and which limit comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from wizard.network.free_space import FreeSpace
from wizard.network.plan import AddressPlan, Strategy
from wizard.network.ranges import Cidr
from wizard.network.upstream_allocator import predict_behind

ADDRESSES = "addresses"
ROLE_ASSIGNMENTS = "role assignments"
ADVICE = "advised projects per scale set"

MOST_PROJECTS = 999
"""Project numbers have three digits (R-032), so counting ends here."""

WHAT_IF_PREFIXES: tuple[int, ...] = (16, 17, 18, 19, 20, 21, 22)


class Capacity(NamedTuple):
    """Projects that can still be added, by each limit; ``limited_by`` names the lowest one.

    ``by_addresses`` is None where the subnets belong to somebody else and are not known.
    """

    projects: int
    by_addresses: int | None
    by_role_assignments: int
    by_advice: int

    @property
    def projects_left(self) -> int:
        """How many more projects fit under every limit."""
        return max(0, min(limit for limit, _ in self._limits()))

    @property
    def limited_by(self) -> str:
        """The limit that ends it first; of equal ones the hardest."""
        return min(self._limits(), key=lambda limit: limit[0])[1]

    def _limits(self) -> list[tuple[int, str]]:
        addresses = [] if self.by_addresses is None else [(self.by_addresses, ADDRESSES)]
        return [*addresses, (self.by_role_assignments, ROLE_ASSIGNMENTS), (self.by_advice, ADVICE)]


def capacity(
    plan: AddressPlan,
    sizes: Mapping[str, int],
    allocation: Mapping[str, Any],
    elsewhere: int = 0,
) -> Capacity:
    """What is left beside the projects of the plan.

    ``sizes`` are the prefix lengths that one more project takes, ``allocation`` the facts of
    ``shared/subnets.yaml``; ``elsewhere`` is the number of projects of other scale sets in the
    same subscription, which share its role assignments.
    """
    projects = len(plan.demand.projects)
    room = None
    if not plan.demand.existing_subnets:
        room = 0 if plan.unplaced else further_projects(
            plan.demand.vnet, plan.occupied, sizes,
            "planned" if plan.demand.fills_gaps else plan.strategy,
        )  # fmt: skip
    return Capacity(
        projects,
        room,
        max(0, allocation["projects_limit_per_scale_set"] - projects - elsewhere),
        max(0, allocation["projects_advised_per_scale_set"] - projects),
    )


def further_projects(
    vnet: Sequence[Cidr], occupied: Iterable[Cidr], sizes: Mapping[str, int], strategy: Strategy
) -> int:
    """How many projects of these sizes fit completely beside what is occupied, 999 at most."""
    if not sizes:
        return 0
    if strategy == "planned":
        return _count_planned(FreeSpace(vnet, occupied), sizes)
    highest = max(occupied, default=None)
    count = 0
    while highest is not None and count < MOST_PROJECTS:
        run = predict_behind(vnet, highest, sizes)
        if run.missing:
            return count
        highest = max(run.ranges.values())
        count += 1
    return count


def _count_planned(free: FreeSpace, sizes: Mapping[str, int]) -> int:
    order = sorted(sizes.values())
    count = 0
    while count < MOST_PROJECTS and all(free.take(prefix) is not None for prefix in order):
        count += 1
    return count


class WhatIf(NamedTuple):
    """How many projects a VNet of another size would hold in all.

    ``upstream``: by the pipeline's calculator with the common subnets where they are now (None:
    they would lie outside); ``upstream_low``: with the common subnets at the start of the VNet;
    ``planned``: the same sizes with every gap used; ``lean``: with the sizes of a lean project.
    """

    vnet: Cidr
    upstream: int | None
    upstream_low: int
    planned: int
    lean: int


def what_if(
    plan: AddressPlan,
    sizes: Mapping[str, int],
    lean: Mapping[str, int],
    prefixes: Iterable[int] = WHAT_IF_PREFIXES,
) -> tuple[WhatIf, ...]:
    """The capacity of an empty VNet of other sizes that starts where the plan's VNet starts."""
    if not plan.demand.vnet:
        return ()
    taken = [
        subnet.range
        for subnet in plan.subnets
        if subnet.role != "project" and subnet.range is not None
    ]
    first = plan.demand.vnet[0].first
    return tuple(
        _what_if(Cidr.around(first, prefix), taken, sizes, lean, plan.demand.fills_gaps)
        for prefix in prefixes
    )


def _what_if(
    vnet: Cidr,
    taken: list[Cidr],
    sizes: Mapping[str, int],
    lean: Mapping[str, int],
    fills_gaps: bool,
) -> WhatIf:
    inside = all(vnet.holds(subnet) for subnet in taken)
    by_upstream: Strategy = "planned" if fills_gaps else "upstream"
    free = FreeSpace([vnet], [])
    low = [free.take(prefix) for prefix in sorted(subnet.prefix for subnet in taken)]
    bottom = [subnet for subnet in low if subnet is not None]
    if len(bottom) < len(taken):
        return WhatIf(vnet, None, 0, 0, 0)
    return WhatIf(
        vnet,
        further_projects([vnet], taken, sizes, by_upstream) if inside else None,
        further_projects([vnet], bottom, sizes, by_upstream),
        further_projects([vnet], bottom, sizes, "planned"),
        further_projects([vnet], bottom, lean, "planned"),
    )
