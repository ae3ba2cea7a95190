"""Rules on space in the VNet: do all projects find room, and what must be made beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.setting import Value
from wizard.model.view import View
from wizard.network.build import (
    build_capacity,
    build_plan,
    common_readings,
    octet_of,
    projects_elsewhere,
    table_of,
    vnet_reading,
)
from wizard.network.capacity import further_projects
from wizard.network.octets import fitting_octets
from wizard.network.plan import AddressPlan
from wizard.network.ranges import read_template
from wizard.network.subnet_kinds import SubnetKind
from wizard.rules.finding import Problem, Severity
from wizard.rules.network import made_by_factory, other_octets
from wizard.rules.registry import rule


def _predictable(view: View) -> bool:
    """Whether the ranges can be read and fit together, which other rules look at."""
    space = vnet_reading(view).range
    common = [found.range for _, found in common_readings(view)]
    fitting = space is not None and all(found and space.holds(found) for found in common)
    return made_by_factory(view) and fitting


@rule(
    "NET301", "environment", "error", "No room for a project",
    explain="The pipelines' calculator looks only above the highest subnet and fills no gap. When "
    "space ends it reports success: subnets that the templates cannot do without then fail in the "
    "deployment, the others are silently missing. This rule plays its choice through for all "
    "projects in the order of their numbers, or places them by the plan of our own where that is "
    "chosen.",
    sources=("R-055", "D60", "bicep-defects 4.18", "network 2", "network 7.7", "network 7.8",
             "network 7.28"),
    bad={"address.vnet": "172.16.0.0/18"},
    good={"address.vnet": "172.16.0.0/17"},
)  # fmt: skip
def _every_project_finds_room(view: View) -> Iterator[Problem]:
    if not _predictable(view):
        return
    plan = build_plan(view)
    if plan.strategy == "planned":
        yield from _own_plan_lacks_room(view, plan)
        return
    failing = [project for project, run in plan.predictions.items() if run.missing]
    if not failing:
        return
    run = plan.predictions[failing[0]]
    kinds = {kind.id: kind for kind in table_of(view).project}
    missing = [kinds[name] for name in run.missing]
    names = ", ".join(kind.name.replace("{project}", failing[0]) for kind in missing)
    outcome = {"hangs": "the calculator never ends", "crashes": "the calculator stops"}.get(
        run.outcome, f"these subnets get no range: {names}"
    )
    later = f" The same goes for {len(failing) - 1} more projects." if len(failing) > 1 else ""
    remedy, offers = _more_room(view, plan)
    yield Problem(
        ("address.vnet", "address.octet"),
        f"In {view.context.environment} the VNet {plan.demand.vnet[0]} has no room for all of "
        f"project {failing[0]}: {outcome} ({run.reason}).{later}",
        remedy,
        severity=_loss(view, failing[0], missing),
        set=offers,
    )


def _own_plan_lacks_room(view: View, plan: AddressPlan) -> Iterator[Problem]:
    lacking = [subnet for subnet in plan.unplaced if subnet.role == "project"]
    if lacking:
        first = lacking[0].project
        names = ", ".join(subnet.name for subnet in lacking if subnet.project == first)
        later = len({subnet.project for subnet in lacking}) - 1
        yield Problem(
            ("address.vnet", "address.octet"),
            f"In {view.context.environment} the VNet {plan.demand.vnet[0]} has no room for all of "
            f"project {first}: {names}."
            + (f" The same goes for {later} more projects." if later else ""),
            "Use a larger VNet, or spread the projects over more scale sets.",
        )


def _loss(view: View, project: str, missing: list[SubnetKind]) -> Severity:
    there = view.at(project=project)
    lost = [kind for kind in missing if not kind.may_be_empty or there.holds(kind.needed_when)]
    return "error" if lost else "warning"


def _more_room(view: View, plan: AddressPlan) -> tuple[str, dict[str, Value | None]]:
    table = table_of(view)
    settings = [view.text(kind.cidr_setting) for kind in table.common]
    template = view.text("address.vnet")
    wanted = len(plan.demand.projects)
    sizes = {kind.id: kind.default_prefix for kind in table.project}
    used = set(other_octets(view))
    for octet in fitting_octets(template, settings):
        space = read_template(template, octet).range
        common = [found for text in settings if (found := read_template(text, octet).range)]
        if octet in used or space is None or octet == octet_of(view):
            continue
        if further_projects([space], common, sizes, "upstream") >= wanted:
            return (
                f"Before the first run, the octet {octet} leaves room for all {wanted}; or use a "
                "larger VNet.",
                {"address.octet": octet},
            )
        break
    return "Use a larger VNet, or spread the projects over more scale sets.", {}


@rule(
    "NET302", "scale_set", "warning", "Many projects in one scale set",
    explain="Role assignments per subscription and model quota end before the addresses do. "
    "Upstream advises a new scale set from about the tenth project on.",
    sources=("R-042", "network 4", "network 7.29", "azure-facts 5", "demand 49"),
    bad={f"projects.{number:03}.scale_set": "001" for number in range(2, 12)},
    good={f"projects.{number:03}.scale_set": "001" for number in range(2, 11)},
)  # fmt: skip
def _projects_are_few_enough(view: View) -> Iterator[Problem]:
    facts = table_of(view).allocation
    here = len(view.projects)
    advised, limit = (facts[f"projects_{word}_per_scale_set"] for word in ("advised", "limit"))
    shared = max(
        (projects_elsewhere(view.at(environment=name)) for name in view.environments), default=0
    )
    if here > advised:
        yield Problem(
            ("naming.scale_set_suffix",),
            f"Scale set {view.context.scale_set} has {here} projects; {advised} are advised.",
            "Put further projects into a scale set of their own, with its own subscriptions.",
        )
    if here + shared > limit:
        yield Problem(
            ("naming.scale_set_suffix",),
            f"{here + shared} projects share a subscription; its role assignments are enough for "
            f"about {limit}.",
            "Use other subscriptions for some of the scale sets.",
        )


@rule(
    "NET303", "environment", "note", "No room for another project",
    explain="All projects fit, but by the way the pipelines allocate no further one will.",
    sources=("network 4", "network 7.29", "demand 49"),
    bad={"address.vnet": "172.16.0.0/20", "environments.dev.address.octet": 1,
         "environments.stage.address.octet": 0, "environments.prod.address.octet": 2},
    good={"address.vnet": "172.16.0.0/16"},
)  # fmt: skip
def _another_project_finds_room(view: View) -> Iterator[Problem]:
    if not _predictable(view):
        return
    plan = build_plan(view)
    if plan.unplaced or build_capacity(view, plan).by_addresses != 0:
        return
    yield Problem(
        ("address.vnet", "address.octet"),
        f"In {view.context.environment} the VNet {plan.demand.vnet[0]} is full with "
        f"{len(plan.demand.projects)} projects.",
        "Plan a larger VNet now, or a new scale set for the next project.",
    )


@rule(
    "NET304", "environment", "note", "Ranges for gateways",
    explain="The templates make no VPN gateway, DNS resolver or firewall. Their subnets are made "
    "by hand, below the projects and before the first of them: a subnet above the projects ends "
    "the pipelines' allocation.",
    sources=("network 5", "network 7.27"),
    bad={"networking.access": "vpn"},
    good={"networking.access": "jump-host"},
)  # fmt: skip
def _gateways_have_a_place(view: View) -> Iterator[Problem]:
    if not _predictable(view):
        return
    plan = build_plan(view)
    held = [subnet for subnet in plan.subnets if subnet.role == "reservation"]
    if not held:
        return
    common = max(
        subnet.range for subnet in plan.subnets if subnet.role == "common" and subnet.range
    )
    names = ", ".join(f"{subnet.name} {subnet.range or '(no space)'}" for subnet in held)
    above = [subnet for subnet in held if subnet.range is None or subnet.range > common]
    yield Problem(
        ("networking.access", "address.octet"),
        f"Subnets to make by hand in {view.context.environment}: {names}.",
        "Make them right after the common run and before the first project."
        + (" They lie above the common subnets, so later they would end the allocation."
           if above else ""),
        severity="warning" if above else "note",
    )  # fmt: skip
