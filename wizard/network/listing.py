"""The address plan as rows, Markdown, Mermaid and the shape of ``network --json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wizard.network.capacity import Capacity, WhatIf
from wizard.network.free_space import FreeSpace
from wizard.network.plan import AddressPlan, PlannedSubnet

HEADINGS = ("Subnet", "Range", "Usable", "Project", "Purpose", "Delegation")
MOST_DRAWN = 12
"""So many projects of a VNet can be told apart in a box diagram or in a project's report."""
NO_RANGE = "no space"
NOT_KNOWN = "existing"


class Row(NamedTuple):
    """One subnet as text, in the order of ``HEADINGS``; nothing is empty but what has no value."""

    name: str
    cidr: str
    usable: str
    project: str
    purpose: str
    delegation: str


def rows(plan: AddressPlan) -> list[Row]:
    """The subnets of a plan as text."""
    return [_row(plan, subnet) for subnet in plan.subnets]


def free_ranges(plan: AddressPlan) -> list[str]:
    """The free ranges of the VNet, whatever strategy may use them."""
    return [str(block) for block in FreeSpace(plan.demand.vnet, plan.occupied).blocks()]


def vnet_text(plan: AddressPlan) -> str:
    """The ranges of the VNet as text."""
    if plan.demand.existing_subnets:
        return NOT_KNOWN
    return ", ".join(str(space) for space in plan.demand.vnet) or "not readable"


def markdown(plan: AddressPlan, left: Capacity | None = None) -> str:
    """A heading, the VNet, the capacity and a table of the subnets."""
    lines = [
        f"### {plan.demand.environment}: {_cell(plan.demand.vnet_name)}",
        "",
        f"VNet range: {vnet_text(plan)}",
        "",
        *_table(HEADINGS, rows(plan)),
    ]
    if left is not None:
        lines += [
            "",
            f"Room for {left.projects_left} more projects; first limit: {left.limited_by}.",
        ]
    return "\n".join(lines) + "\n"


WHAT_IF_HEADINGS = (
    "VNet", "as it is", "common subnets first", "own plan", "own plan, lean",
)  # fmt: skip
"""How many projects in all: by the pipelines with the common subnets where they are or at the
start; by a plan of our own; by one with lean projects."""


def what_if_rows(variants: tuple[WhatIf, ...]) -> list[tuple[str, ...]]:
    """How many projects VNets of other sizes would hold, in the order of the headings.

    "-" stands where the common subnets would lie outside.
    """
    return [
        (str(v.vnet), "-" if v.upstream is None else str(v.upstream), str(v.upstream_low),
         str(v.planned), str(v.lean))
        for v in variants
    ]  # fmt: skip


def what_if_markdown(variants: tuple[WhatIf, ...]) -> str:
    """The same as a table."""
    return "\n".join(_table(WHAT_IF_HEADINGS, what_if_rows(variants))) + "\n"


def what_if_json(variants: tuple[WhatIf, ...]) -> list[dict[str, Any]]:
    """The same for scripts; null where the common subnets would lie outside."""
    return [
        {"vnet": str(v.vnet), "as_it_is": v.upstream, "common_first": v.upstream_low,
         "own_plan": v.planned, "own_plan_lean": v.lean}
        for v in variants
    ]  # fmt: skip


def mermaid(plan: AddressPlan) -> str:
    """A Mermaid flowchart: the VNet, its common subnets, and a box for each project."""
    lines = [
        "flowchart TB",
        f'  subgraph vnet["{_label(plan.demand.vnet_name)}<br/>{vnet_text(plan)}"]',
    ]
    groups: dict[str, list[PlannedSubnet]] = {}
    for subnet in plan.subnets:
        title = f"Project {subnet.project}" if subnet.project else subnet.role.capitalize()
        groups.setdefault(title, []).append(subnet)
    for number, (title, subnets) in enumerate(groups.items()):
        lines.append(f'    subgraph g{number}["{_label(title)}"]')
        for position, subnet in enumerate(subnets):
            text = f"{_label(subnet.name)}<br/>{_cidr(plan, subnet)}"
            lines.append(f'      s{number}_{position}["{text}"]')
        lines.append("    end")
    return "\n".join([*lines, "  end", ""])


def plan_json(plan: AddressPlan, left: Capacity) -> dict[str, Any]:
    """One environment in the shape of ``network --json`` (DESIGN.md), with a few more fields."""
    demand = plan.demand
    return {
        "vnet": [str(space) for space in demand.vnet],
        "vnet_name": demand.vnet_name,
        "existing_vnet": demand.existing_vnet,
        "strategy": plan.strategy,
        "subnets": [_subnet_json(subnet) for subnet in plan.subnets],
        "free": free_ranges(plan),
        "flaws": list(demand.flaws),
        "capacity": {
            "projects": left.projects,
            "projects_left": left.projects_left,
            "limited_by": left.limited_by,
            "by_addresses": left.by_addresses,
            "by_role_assignments": left.by_role_assignments,
            "by_advice": left.by_advice,
        },
    }


def plans_json(plans: Mapping[str, tuple[AddressPlan, Capacity]]) -> dict[str, Any]:
    """All environments of a scale set in the shape of ``network --json``."""
    return {"environments": {name: plan_json(*entry) for name, entry in plans.items()}}


def _subnet_json(subnet: PlannedSubnet) -> dict[str, Any]:
    return {
        "name": subnet.name,
        "cidr": None if subnet.range is None else str(subnet.range),
        "project": subnet.project,
        "purpose": subnet.kind.title,
        "delegation": subnet.kind.delegation or None,
        "service_endpoints": list(subnet.kind.service_endpoints),
        "role": subnet.role,
        "kind": subnet.kind.id,
    }


def _row(plan: AddressPlan, subnet: PlannedSubnet) -> Row:
    usable = "" if subnet.range is None else str(subnet.range.usable)
    return Row(
        subnet.name,
        _cidr(plan, subnet),
        usable,
        subnet.project or "",
        subnet.kind.title,
        subnet.kind.delegation,
    )


def _cidr(plan: AddressPlan, subnet: PlannedSubnet) -> str:
    if subnet.range is not None:
        return str(subnet.range)
    return NOT_KNOWN if plan.demand.existing_subnets else NO_RANGE


def _table(headings: tuple[str, ...], body: list[Any]) -> Iterator[str]:
    yield "| " + " | ".join(headings) + " |"
    yield "|" + "---|" * len(headings)
    for row in body:
        yield "| " + " | ".join(_cell(text) for text in row) + " |"


def _cell(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return " ".join(plain.split())


def _label(text: str) -> str:
    for character, code in (("#", "#35;"), ("&", "#38;"), ('"', "#quot;"), ("<", "#lt;"),
                            (">", "#gt;")):  # fmt: skip
        text = text.replace(character, code)
    return " ".join(text.split())
