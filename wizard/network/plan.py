"""The address plan of one environment: every subnet of its VNet with its range.

Two strategies. ``upstream`` predicts what the pipeline's calculator will choose when the
projects are deployed in the order of their numbers. ``planned`` hands out aligned ranges from
the bottom up and reuses gaps. Ranges that are already stored never move under either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from wizard.network.free_space import FreeSpace
from wizard.network.ranges import Cidr
from wizard.network.subnet_kinds import SubnetKind
from wizard.network.upstream_allocator import Outcome, Prediction, predict_behind

Strategy = Literal["upstream", "planned"]
Role = Literal["common", "reservation", "project"]
Stored = Mapping[tuple[str, str], Cidr]
"""Ranges that are taken already: (project number, id of the subnet kind) -> range."""


class Wanted(NamedTuple):
    """A subnet that has to be placed: its kind, its name and its prefix length."""

    kind: SubnetKind
    name: str
    prefix: int


class PlannedSubnet(NamedTuple):
    """A subnet of the plan; ``range`` is None where it has none (yet)."""

    role: Role
    kind: SubnetKind
    name: str
    range: Cidr | None
    project: str | None = None


class Demand(NamedTuple):
    """What the VNet of one environment has to hold.

    ``vnet`` are its address prefixes in their order; ``common`` come with the ranges that the
    answers give them. ``existing_vnet``: it is not made by the factory; ``existing_subnets``: nor
    are its subnets, which then have names but no ranges that the factory knows. ``kept_free`` are
    ranges inside the VNet that an own plan leaves alone (upstream's calculator knows nothing of
    them). ``fills_gaps``: upstream's calculator uses every gap of the VNet, as from release 1.25
    on. ``flaws`` tell what in the answers cannot be read.
    """

    environment: str
    vnet_name: str
    vnet: tuple[Cidr, ...]
    common: tuple[PlannedSubnet, ...] = ()
    reservations: tuple[Wanted, ...] = ()
    projects: Mapping[str, tuple[Wanted, ...]] = MappingProxyType({})
    octet: int | None = None
    existing_vnet: bool = False
    existing_subnets: bool = False
    kept_free: tuple[Cidr, ...] = ()
    fills_gaps: bool = False
    flaws: tuple[str, ...] = ()


class AddressPlan(NamedTuple):
    """The plan: common subnets, reservations, then the projects in the order of their numbers.

    ``predictions`` holds, under the strategy ``upstream``, the run of each project that is not
    stored.
    """

    demand: Demand
    strategy: Strategy
    subnets: tuple[PlannedSubnet, ...]
    predictions: Mapping[str, Prediction] = MappingProxyType({})

    @property
    def placed(self) -> tuple[PlannedSubnet, ...]:
        """The subnets that have a range."""
        return tuple(subnet for subnet in self.subnets if subnet.range is not None)

    @property
    def unplaced(self) -> tuple[PlannedSubnet, ...]:
        """The subnets for which there was no space."""
        if self.demand.existing_subnets:
            return ()
        return tuple(subnet for subnet in self.subnets if subnet.range is None)

    @property
    def occupied(self) -> tuple[Cidr, ...]:
        """Every range inside the VNet that the strategy does not regard as free."""
        taken = [subnet.range for subnet in self.subnets if subnet.range is not None]
        return (*taken, *(self.demand.kept_free if self.strategy == "planned" else ()))

    def of_project(self, project: str) -> tuple[PlannedSubnet, ...]:
        """The subnets of one project."""
        return tuple(subnet for subnet in self.subnets if subnet.project == project)

    def to_store(self) -> dict[tuple[str, str], Cidr]:
        """The ranges of the projects in the form that a later plan takes as stored."""
        return {
            (subnet.project, subnet.kind.id): subnet.range
            for subnet in self.subnets
            if subnet.project is not None and subnet.range is not None
        }


def make_plan(demand: Demand, strategy: Strategy, stored: Stored | None = None) -> AddressPlan:
    """Place everything that an environment has to hold; takes time linear in its subnets."""
    if demand.existing_subnets:
        named = [
            PlannedSubnet("project", wanted.kind, wanted.name, None, project)
            for project, subnets in demand.projects.items()
            for wanted in subnets
        ]
        return AddressPlan(demand, strategy, (*demand.common, *named))
    # A stored range of a project or subnet that has gone is free again.
    alive = {
        (project, wanted.kind.id)
        for project, subnets in demand.projects.items()
        for wanted in subnets
    } if stored else set()  # fmt: skip
    taken = {place: kept for place, kept in (stored or {}).items() if place in alive}
    occupied = [subnet.range for subnet in demand.common if subnet.range is not None]
    occupied += taken.values()
    reservations = _reserved(demand, occupied)
    occupied += [subnet.range for subnet in reservations if subnet.range is not None]
    predictions: dict[str, Prediction] = {}
    if strategy == "planned":
        projects = _planned(demand, taken, occupied)
    elif demand.fills_gaps:
        projects, predictions = _gap_filled(demand, taken, occupied)
    else:
        projects, predictions = _predicted(demand, taken, occupied)
    return AddressPlan(demand, strategy, (*demand.common, *reservations, *projects), predictions)


def _reserved(demand: Demand, occupied: Iterable[Cidr]) -> list[PlannedSubnet]:
    if not demand.reservations:
        return []
    free = FreeSpace(demand.vnet[:1], [*occupied, *demand.kept_free])
    order = sorted(demand.reservations, key=lambda wanted: wanted.prefix)
    placed = {wanted.kind.id: free.take(wanted.prefix) for wanted in order}
    return [
        PlannedSubnet("reservation", wanted.kind, wanted.name, placed[wanted.kind.id])
        for wanted in demand.reservations
    ]


def _planned(demand: Demand, taken: Stored, occupied: Iterable[Cidr]) -> list[PlannedSubnet]:
    free = FreeSpace(demand.vnet, [*occupied, *demand.kept_free])
    planned: list[PlannedSubnet] = []
    for project, subnets in demand.projects.items():
        ranges: dict[str, Cidr | None] = {}
        for wanted in sorted(subnets, key=lambda wanted: wanted.prefix):
            known = taken.get((project, wanted.kind.id))
            ranges[wanted.kind.id] = known or free.take(wanted.prefix)
        planned += [
            PlannedSubnet("project", wanted.kind, wanted.name, ranges[wanted.kind.id], project)
            for wanted in subnets
        ]
    return planned


def _predicted(
    demand: Demand, taken: Stored, occupied: Iterable[Cidr]
) -> tuple[list[PlannedSubnet], dict[str, Prediction]]:
    highest = max(occupied, default=None)
    planned: list[PlannedSubnet] = []
    predictions: dict[str, Prediction] = {}
    asked, run = None, Prediction("nothing")
    for project, subnets in demand.projects.items():
        ranges = {
            wanted.kind.id: known
            for wanted in subnets
            if (known := taken.get((project, wanted.kind.id))) is not None
        }
        # The pipeline asks for every subnet on every run, also for those that exist.
        sizes = {wanted.kind.id: wanted.prefix for wanted in subnets}
        if len(ranges) < len(subnets) and highest is not None:
            question = (highest, sizes)
            # In a full VNet every further project meets the same answer.
            run = run if question == asked else predict_behind(demand.vnet, highest, sizes)
            asked, predictions[project] = question, run
            new = {name: found for name, found in run.ranges.items() if name not in ranges}
            ranges |= new
            highest = max([highest, *new.values()])
        planned += [
            PlannedSubnet("project", wanted.kind, wanted.name, ranges.get(wanted.kind.id), project)
            for wanted in subnets
        ]
    return planned, predictions


def _gap_filled(
    demand: Demand, taken: Stored, occupied: Iterable[Cidr]
) -> tuple[list[PlannedSubnet], dict[str, Prediction]]:
    """What a calculator makes that uses gaps: all that a project lacks, or nothing."""
    held = list(occupied)
    planned: list[PlannedSubnet] = []
    predictions: dict[str, Prediction] = {}
    for project, subnets in demand.projects.items():
        there = {w.kind.id: taken[project, w.kind.id] for w in subnets
                 if (project, w.kind.id) in taken}  # fmt: skip
        lacking = [wanted for wanted in subnets if wanted.kind.id not in there]
        free = FreeSpace(demand.vnet, held)
        found = {
            wanted.kind.id: free.take(wanted.prefix)
            for wanted in sorted(lacking, key=lambda wanted: wanted.prefix)
        }
        missing = tuple(name for name, block in found.items() if block is None)
        new = {} if missing else {name: block for name, block in found.items() if block}
        held += new.values()
        if lacking:
            reason = f"there is no gap for {', '.join(missing)}" if missing else ""
            outcome: Outcome = "nothing" if missing else "complete"
            predictions[project] = Prediction(outcome, new, tuple(found) if missing else (),
                                              reason=reason)  # fmt: skip
        ranges = there | new
        planned += [
            PlannedSubnet("project", wanted.kind, wanted.name, ranges.get(wanted.kind.id), project)
            for wanted in subnets
        ]
    return planned, predictions


def outside(plan: AddressPlan) -> tuple[PlannedSubnet, ...]:
    """The placed subnets that do not lie in the VNet."""
    return tuple(
        subnet for subnet in plan.placed
        if not any(space.holds(subnet.range) for space in plan.demand.vnet if subnet.range)
    )  # fmt: skip
