"""The address plan of one environment as a bar to scale and a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wizard.model.view import View
from wizard.network.build import build_capacity, build_plan, build_what_if, reserved_ranges
from wizard.network.listing import WHAT_IF_HEADINGS, vnet_text, what_if_rows
from wizard.network.plan import AddressPlan, PlannedSubnet
from wizard.network.ranges import Cidr
from wizard.session.draft import Session

Use = Literal["common", "kept", "here", "other", "free", "clash"]


@dataclass(frozen=True, slots=True)
class SubnetLine:
    """One subnet: its range ("" for none), usable addresses, what it is for, what is wrong."""

    name: str
    range: str
    usable: int
    purpose: str
    delegation: str
    project: str
    problem: str


@dataclass(frozen=True, slots=True)
class AddressPicture:
    """One environment: ``bar`` says for each of equal slices of the VNet what it is used for.

    ``what_if`` has a column for each size of VNet and says how many projects it would hold in
    all; the first row and the first column are headings.
    """

    environment: str
    vnet: str
    capacity: str
    bar: tuple[Use, ...]
    subnets: tuple[SubnetLine, ...]
    flaws: tuple[str, ...]
    what_if: tuple[tuple[str, ...], ...] = ()


def address_picture(session: Session, environment: str, cells: int) -> AddressPicture:
    """The plan of an environment, with the common subnets and those of the current project."""
    view = session.view(environment=environment)
    plan = build_plan(view)
    left = build_capacity(view, plan)
    project = session.current.project
    shown = [s for s in plan.subnets if s.role != "project" or s.project == project]
    reserved = reserved_ranges(view)
    return AddressPicture(
        environment=environment,
        vnet=vnet_text(plan),
        capacity=(
            f"{left.projects} here, room for {left.projects_left} more projects; "
            f"{left.limited_by} end first"
        ),
        bar=_bar(plan, project or "", reserved, cells),
        subnets=tuple(_line(plan, subnet, reserved) for subnet in shown),
        flaws=plan.demand.flaws,
        what_if=_what_if(view, plan),
    )


def _what_if(view: View, plan: AddressPlan) -> tuple[tuple[str, ...], ...]:
    rows = what_if_rows(build_what_if(view, plan))
    if not rows:
        return ()
    sizes = [(f"/{vnet.rpartition('/')[2]}", *rest) for vnet, *rest in rows]
    return tuple(zip(WHAT_IF_HEADINGS, *sizes, strict=True))


def _line(plan: AddressPlan, subnet: PlannedSubnet, reserved: tuple[Cidr, ...]) -> SubnetLine:
    return SubnetLine(
        name=subnet.name,
        range="" if subnet.range is None else str(subnet.range),
        usable=0 if subnet.range is None else subnet.range.usable,
        purpose=subnet.kind.title,
        delegation=subnet.kind.delegation,
        project=subnet.project or "",
        problem=_problem(plan, subnet, reserved),
    )


def _problem(plan: AddressPlan, subnet: PlannedSubnet, reserved: tuple[Cidr, ...]) -> str:
    if subnet.range is None:
        return "" if plan.demand.existing_subnets else "no space"
    if not any(space.holds(subnet.range) for space in plan.demand.vnet):
        return "outside the VNet"
    for other in plan.placed:
        if other is not subnet and other.range and other.range.overlaps(subnet.range):
            return f"overlaps {other.name}"
    for kept in reserved:
        if kept.overlaps(subnet.range):
            return f"overlaps {kept}, to be kept free"
    return ""


def _bar(
    plan: AddressPlan, project: str, reserved: tuple[Cidr, ...], cells: int
) -> tuple[Use, ...]:
    if not plan.demand.vnet:
        return ()
    space = plan.demand.vnet[0]
    bar: list[Use] = ["free"] * cells
    for kept in reserved:
        _mark(bar, space, kept, "kept")
    for subnet in plan.placed:
        if subnet.range is None:
            continue
        use: Use = "common" if subnet.role == "common" else "kept"
        if subnet.role == "project":
            use = "here" if subnet.project == project else "other"
        if any(kept.overlaps(subnet.range) for kept in reserved):
            use = "clash"
        _mark(bar, space, subnet.range, use)
    return tuple(bar)


def _mark(bar: list[Use], space: Cidr, block: Cidr, use: Use) -> None:
    """Mark the cells that a block touches; a project's never hide a clash or a common subnet."""
    first = (max(block.first, space.first) - space.first) * len(bar) // space.size
    last = (min(block.last, space.last) - space.first) * len(bar) // space.size
    for cell in range(first, last + 1):
        if bar[cell] not in ("clash", "common") or use == "clash":
            bar[cell] = use
