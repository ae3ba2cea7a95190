"""From the answers to the address plan of an environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.setting import UPSTREAM_ENVIRONMENT
from wizard.model.view import View
from wizard.network.capacity import Capacity, WhatIf, capacity, what_if
from wizard.network.plan import (
    AddressPlan,
    Demand,
    PlannedSubnet,
    Stored,
    Strategy,
    Wanted,
    make_plan,
)
from wizard.network.ranges import Cidr, Reading, read_range, read_template
from wizard.network.stored import read_stored, strategy_of
from wizard.network.subnet_kinds import SubnetKind, SubnetTable, subnet_table

_FIELD = re.compile(r"\{([a-z_.]+)\}")
_NETWORK_ENV, _PROJECT = "<network_env>", "<xxx>"


def table_of(view: View) -> SubnetTable:
    """The kinds of subnets that the catalogue knows."""
    return subnet_table(view.catalog.tables["subnets"])


def build_plan(
    view: View,
    strategy: Strategy | None = None,
    stored: Stored | None = None,
    *,
    full: bool = False,
) -> AddressPlan:
    """The plan of the view's scale set and environment.

    Under ``upstream`` every project has all eight subnets in upstream's sizes; under ``planned``
    those that its services use, or all with ``full``. What is not said, the answers say: the
    strategy, and the ranges that are ``stored``.

    Raises:
        MissingContext: the view is of no environment.
    """
    strategy = strategy or strategy_of(view)
    stored = read_stored(view)[0] if stored is None else stored
    return make_plan(build_demand(view, strategy, stored, full=full), strategy, stored)


def build_plans(
    view: View, strategy: Strategy | None = None, *, full: bool = False
) -> dict[str, AddressPlan]:
    """The plan of every environment in use of the view's scale set."""
    return {
        environment: build_plan(view.at(environment=environment), strategy, full=full)
        for environment in view.environments
    }


def build_demand(
    view: View,
    strategy: Strategy = "upstream",
    stored: Stored | None = None,
    *,
    full: bool = False,
) -> Demand:
    """What the answers ask of an environment's VNet; odd values become ``flaws``.

    Ranges that are ``stored`` for subnets which a project no longer asks for are kept free.
    """
    table = table_of(view)
    own_subnets = view.is_on("byo.subnets")
    octet = octet_of(view)
    vnet = vnet_reading(view)
    readings = common_readings(view)
    flaws = [f"address.vnet: {vnet.text!r} {vnet.flaw}"] if vnet.flaw else []
    flaws += [
        f"{kind.cidr_setting}: {reading.text!r} {reading.flaw}"
        for kind, reading in readings
        if reading.flaw
    ]
    space = () if vnet.range is None or own_subnets else (vnet.range,)
    projects = _projects(view, strategy, full)
    kept_free = (*reserved_ranges(view), *_not_asked_for(stored or {}, projects))
    return Demand(
        environment=view.context.environment or "",
        vnet_name=vnet_name(view),
        vnet=space,
        common=_common(view, readings, own_subnets),
        reservations=() if own_subnets else _reservations(view, table),
        projects=projects,
        octet=octet,
        existing_vnet=not view.is_blank("byo.vnet_name"),
        existing_subnets=own_subnets,
        kept_free=tuple(kept for kept in kept_free if _inside(space, kept)),
        fills_gaps=bool(table.allocation.get("fills_gaps")),
        flaws=() if own_subnets else tuple(flaws),
    )


def build_capacity(view: View, plan: AddressPlan) -> Capacity:
    """How many more projects fit beside those of a plan built from the same view.

    Under ``planned`` the next project is taken to be like the last one.
    """
    table = table_of(view)
    sizes = {kind.id: kind.default_prefix for kind in table.project}
    if plan.strategy == "planned" and plan.demand.projects:
        last = list(plan.demand.projects.values())[-1]
        sizes = {wanted.kind.id: wanted.prefix for wanted in last}
    return capacity(plan, sizes, table.allocation, projects_elsewhere(view))


def build_what_if(view: View, plan: AddressPlan) -> tuple[WhatIf, ...]:
    """How many projects VNets of other sizes would hold, full ones and lean ones."""
    table = table_of(view)
    sizes = {kind.id: kind.default_prefix for kind in table.project}
    return what_if(plan, sizes, {"project": table.allocation["lean_project_prefix"]})


def projects_elsewhere(view: View) -> int:
    """The projects of other scale sets whose environment shares this subscription."""
    here = view.text("subscription_id").lower()
    if not here:
        return 0
    sharing = {
        other
        for other in view.answers.scale_sets
        if other != view.context.scale_set
        and view.at(scale_set=other).text("subscription_id").lower() == here
    }
    if not sharing:
        return 0
    return sum(len(view.projects_of(scale_set)) for scale_set in sharing)


def octet_of(view: View) -> int | None:
    """The environment's octet, None when it is no number from 0 to 255."""
    octet = view.number("address.octet")
    return octet if octet is not None and octet <= 255 else None


def vnet_reading(view: View) -> Reading:
    """The range of the environment's VNet."""
    return read_template(view.text("address.vnet"), octet_of(view))


def common_readings(view: View) -> list[tuple[SubnetKind, Reading]]:
    """The ranges of the environment's common subnets."""
    octet = octet_of(view)
    return [
        (kind, read_template(view.text(kind.cidr_setting), octet)) for kind in table_of(view).common
    ]


def reserved_ranges(view: View) -> tuple[Cidr, ...]:
    """The readable ranges of hub, on-premises and others that must stay free."""
    readings = (read_range(text) for text in view.items("address.reserved_ranges"))
    return tuple(reading.range for reading in readings if reading.range is not None)


def vnet_name(view: View) -> str:
    """The name of the environment's VNet, existing or to be made (network 1a)."""
    if not view.is_blank("byo.vnet_name"):
        return expanded(view, view.text("byo.vnet_name"))
    return filled(
        view,
        "{naming.vnet_base}-{region.code}-{upstream_environment}{naming.common_resource_suffix}",
    )


def expanded(view: View, name: str) -> str:
    """The name of something existing with upstream's two wildcards replaced."""
    name = name.replace(_PROJECT, view.context.project or _PROJECT)
    return name.replace(_NETWORK_ENV, view.text("byo.network_env"))


def filled(view: View, template: str) -> str:
    """A name template of the subnet table with its fields replaced by values of the view."""
    known = {
        "project": view.context.project or "",
        "upstream_environment": UPSTREAM_ENVIRONMENT.get(view.context.environment or "", ""),
    }
    return _FIELD.sub(
        lambda match: known[match[1]] if match[1] in known else view.text(match[1]), template
    )


def wanted_subnets(view: View) -> tuple[Wanted, ...]:
    """The subnets that an own plan gives the view's project, with their sizes."""
    project = view.context.project or ""
    return tuple(
        Wanted(kind, kind.name.replace("{project}", project), own_prefix(view, kind))
        for kind in table_of(view).project
        if view.holds(kind.lean_when)
    )


def all_subnets(table: SubnetTable, project: str) -> tuple[Wanted, ...]:
    """The subnets that upstream gives every project, in upstream's sizes."""
    return tuple(
        Wanted(kind, kind.name.replace("{project}", project), kind.default_prefix)
        for kind in table.project
    )


def existing_subnets(view: View) -> tuple[Wanted, ...]:
    """The subnets that the owner of the VNet has to provide for the view's project."""
    return tuple(
        Wanted(kind, expanded(view, view.text(kind.byo_setting)), kind.default_prefix)
        for kind in table_of(view).project
        if kind.required_when is not None and view.holds(kind.required_when)
    )


def _projects(view: View, strategy: Strategy, full: bool) -> dict[str, tuple[Wanted, ...]]:
    if view.is_on("byo.subnets"):
        return {p: existing_subnets(view.at(project=p)) for p in view.projects}
    if strategy == "planned" and not full:
        return {p: wanted_subnets(view.at(project=p)) for p in view.projects}
    table = table_of(view)
    return {p: all_subnets(table, p) for p in view.projects}


def _not_asked_for(stored: Stored, projects: dict[str, tuple[Wanted, ...]]) -> Iterator[Cidr]:
    asked = {(project, wanted.kind.id) for project in projects for wanted in projects[project]}
    for place, block in stored.items():
        if place[0] in projects and place not in asked:
            yield block


def own_prefix(view: View, kind: SubnetKind) -> int:
    """The size that an own plan gives a subnet of the view's project."""
    if not view.holds(kind.needed_when):
        return kind.lean_prefix
    nodes = node_count(view, kind)
    if kind.nodes is None or nodes is None:
        return kind.shared_prefix if is_shared(view, kind) else kind.advised_prefix
    needed = kind.nodes.addresses(nodes)
    fitting = (p for p in range(kind.minimum_prefix, 7, -1) if Cidr(0, p).usable >= needed)
    return min(kind.advised_prefix, next(fitting, kind.advised_prefix))


def is_shared(view: View, kind: SubnetKind) -> bool:
    """Whether a web app and a function app of the view's project both join this subnet."""
    both = view.is_on("services.web_app") and view.is_on("services.functions")
    return kind.id == "webapp" and both and view.holds(kind.needed_when)


def node_count(view: View, kind: SubnetKind) -> int | None:
    """How many cluster nodes stand in a project's subnet; None when none or no number."""
    if kind.nodes is None or not view.holds(kind.nodes.when):
        return None
    count = kind.nodes.nodes_in(view.context.environment)
    return count if isinstance(count, int) else view.number(count)


def _common(
    view: View, readings: list[tuple[SubnetKind, Reading]], own_subnets: bool
) -> tuple[PlannedSubnet, ...]:
    if own_subnets:
        named = [kind for kind, _ in readings if kind.byo_setting]
        return tuple(
            PlannedSubnet("common", kind, expanded(view, view.text(kind.byo_setting)), None)
            for kind in named
        )
    return tuple(
        PlannedSubnet("common", kind, filled(view, kind.name), reading.range)
        for kind, reading in readings
    )


def _reservations(view: View, table: SubnetTable) -> tuple[Wanted, ...]:
    return tuple(
        Wanted(kind, kind.name, kind.default_prefix)
        for kind in table.reservations
        if view.holds(kind.needed_when)
    )


def _inside(space: tuple[Cidr, ...], candidate: Cidr) -> bool:
    return any(prefix.holds(candidate) for prefix in space)
