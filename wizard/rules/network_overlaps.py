"""Rules on ranges that somebody else uses: Azure, AKS, agents, the hub, other scale sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from wizard.catalog.conditions import Condition
from wizard.model.view import View
from wizard.network.build import reserved_ranges, vnet_reading
from wizard.network.named_ranges import NamedRange, named_ranges
from wizard.network.ranges import (
    PRIVATE_RANGES,
    Cidr,
    first_overlap,
    is_private,
    overlapping_pairs,
    read_range,
)
from wizard.rules.finding import Problem, Severity
from wizard.rules.network import made_by_factory
from wizard.rules.registry import rule

_SEVERITIES: dict[str, Severity] = {"error": "error", "warning": "warning", "note": "note"}
Lifted = Literal["yes", "no", "unknown"]


def known_ranges(view: View) -> tuple[NamedRange, ...]:
    """The table of ranges with a meaning."""
    return named_ranges(view.catalog.tables["ranges"])


def project_where(view: View, condition: Condition | None) -> str | None:
    """The first project of the scale set for which a condition holds."""
    for project in view.projects:
        if view.at(project=project).holds(condition):
            return project
    return None


def linked_keys(view: View) -> list[str]:
    """The settings that say that the VNet is connected to others."""
    keys = [key for key in ("networking.peered", "dns.central_by_policy") if view.is_on(key)]
    if view.text("networking.access") == "hub-peering" and view.applies("networking.access"):
        keys.append("networking.access")
    return keys


def _vnet(view: View) -> Cidr | None:
    return vnet_reading(view).range if made_by_factory(view) else None


@rule(
    "NET201", "environment", "error", "Private range",
    explain="The VNet has to lie in one of the private ranges of RFC 1918. Public ranges make the "
    "real owners unreachable, and Azure refuses some ranges altogether.",
    sources=("network 7.1", "azure-facts 5", "demand 19"),
    bad={"address.vnet": "100.64.0.0/16"},
    good={"address.vnet": "192.168.0.0/16"},
)  # fmt: skip
def _vnet_is_private(view: View) -> Iterator[Problem]:
    space = _vnet(view)
    if space is None or is_private(space):
        return
    never = next(
        (row for row in known_ranges(view) if row.use == "never" and row.overlap(space)), None
    )
    private = ", ".join(str(known) for known in PRIVATE_RANGES)
    reason = f" It overlaps {never.title} {never.overlap(space)}: {never.because}" if never else ""
    yield Problem(
        ("address.vnet",),
        f"The VNet {space} of {view.context.environment} lies outside the private ranges.{reason}",
        f"Choose a range inside {private}.",
    )


@rule(
    "NET202", "environment", "error", "Ranges that a service keeps for itself",
    explain="Docker, AKS, Container Apps and Foundry agents use some ranges internally. A VNet "
    "that overlaps one of them cannot be reached from there, or the deployment fails.",
    sources=("R-056", "network 7.3", "network 7.12", "network 7.13", "azure-facts 5", "demand 19"),
    bad={"address.vnet": "172.17.0.0/16"},
    good={"address.vnet": "172.18.0.0/16"},
)  # fmt: skip
def _vnet_keeps_clear_of_services(view: View) -> Iterator[Problem]:
    space = _vnet(view)
    if space is None:
        return
    for row in known_ranges(view):
        if row.use not in ("taken", "refused") or row.reach != "vnet":
            continue
        other = row.overlap(space)
        project = project_where(view, row.when) if other else None
        if other is None or project is None:
            continue
        where = f" (project {project})" if row.when else ""
        yield Problem(
            ("address.vnet",),
            f"The VNet {space} of {view.context.environment} overlaps {row.title} {other}{where}: "
            f"{row.because}",
            f"Choose a VNet that does not overlap {', '.join(map(str, row.cidrs))}.",
            severity=_SEVERITIES[row.severity],
        )


@rule(
    "NET203", "environment", "error", "AKS service range",
    explain="The clusters' service range is fixed in the templates. Neither the VNet nor anything "
    "that a cluster has to reach may overlap it.",
    sources=("R-058", "network 7.13"),
    bad={"services.aks": True, "address.vnet": "10.0.0.0/16"},
    good={"services.aks": True, "address.vnet": "10.1.0.0/16"},
)  # fmt: skip
def _aks_range_is_free(view: View) -> Iterator[Problem]:
    space = _vnet(view)
    for row in known_ranges(view):
        if row.use != "taken" or row.reach != "everything":
            continue
        near = row.overlap(space) if space else None
        far = next((other for other in reserved_ranges(view) if row.overlap(other)), None)
        project = project_where(view, row.when) if near or far else None
        if project is None:
            continue
        if near is not None:
            yield Problem(
                ("address.vnet",),
                f"The VNet {space} of {view.context.environment} overlaps the {row.title} {near} "
                f"of the cluster in project {project}. {row.because}",
                f"Choose a VNet outside {near}, or no AKS.",
                severity=_SEVERITIES[row.severity],
            )
        elif far is not None:
            yield Problem(
                ("address.reserved_ranges",),
                f"The range {far} overlaps the {row.title} {row.overlap(far)}, so the cluster in "
                f"project {project} cannot reach it. {row.because}",
                "Plan without AKS, or without traffic from clusters to that range.",
                severity=_SEVERITIES[row.severity_reach],
            )


@rule(
    "NET204", "environment", "warning", "Agents in 10.x",
    explain="The agents' subnet may lie in 10.0.0.0/8 in most regions by now, though upstream's "
    "notes still rule it out. In the other regions, and in regions that Microsoft's list does "
    "not name, it is likely to be refused, at the end of a long deployment.",
    sources=("R-057", "network 7.10", "azure-facts 1.1", "azure-facts 5", "demand 19"),
    bad={"region.name": "switzerlandnorth", "address.vnet": "10.XX.0.0/16",
         "foundry.no_agent_injection": False},
    good={"region.name": "swedencentral", "address.vnet": "10.XX.0.0/16",
          "foundry.no_agent_injection": False},
)  # fmt: skip
def _agents_may_live_here(view: View) -> Iterator[Problem]:
    space = _vnet(view)
    for row in known_ranges(view):
        if space is None or row.use != "limited" or row.reach != "subnet":
            continue
        other = row.overlap(space)
        lifted = _lifted(view, row) if other else "yes"
        project = project_where(view, row.when) if lifted != "yes" else None
        if other is None or project is None:
            continue
        key = f"projects.{project}.foundry.no_agent_injection"
        listed = "does not allow it" if lifted == "no" else "is not on the list for it"
        yield Problem(
            ("address.vnet", "region.name", key),
            f"The agents of project {project} would get a subnet in {other} (VNet {space}, "
            f"{view.context.environment}); the region {view.text('region.name')} {listed}.",
            "Choose a VNet in 172.16.0.0/12 or 192.168.0.0/16, another region, or agents outside "
            "the VNet.",
            severity=_SEVERITIES[row.severity],
            set={key: True},
        )


def _lifted(view: View, row: NamedRange) -> Lifted:
    name = view.text("region.name").lower()
    regions = view.catalog.tables["regions"]["regions"]
    region = next((entry for entry in regions if entry["name"] == name), None)
    flag = region.get(row.region_flag) if region else None
    return "unknown" if flag is None else "yes" if flag else "no"


@rule(
    "NET205", "environment", "warning", "Ranges of the hub and on-premises",
    explain="The ranges listed as reserved belong to networks that the factory reaches or will "
    "reach. A VNet that overlaps one can neither be peered with it nor reach it.",
    sources=("R-059", "network 7.6", "azure-facts 5", "demand 17"),
    bad={"address.reserved_ranges": "172.16.128.0/20"},
    good={"address.reserved_ranges": "10.100.0.0/16"},
)  # fmt: skip
def _vnet_keeps_clear_of_reserved(view: View) -> Iterator[Problem]:
    space = _vnet(view)
    other = first_overlap(space, reserved_ranges(view)) if space else None
    if other is None:
        return
    linked = linked_keys(view)
    yield Problem(
        ("address.vnet", "address.reserved_ranges", *linked),
        f"The VNet {space} of {view.context.environment} overlaps the reserved range {other}.",
        "Choose a VNet that is free in your network, or take the range off the list.",
        severity="error" if linked else "warning",
    )


@rule(
    "NET206", "scale_set", "error", "Reserved ranges",
    explain="Each reserved range is an IPv4 range such as 10.100.0.0/16. The plan cannot respect "
    "one that is no range.",
    sources=("demand 17", "network 7.2"),
    bad={"address.reserved_ranges": "10.100.0.1/16"},
    good={"address.reserved_ranges": "10.100.0.0/16, 192.168.10.0/24"},
)  # fmt: skip
def _reserved_ranges_are_ranges(view: View) -> Iterator[Problem]:
    items = view.items("address.reserved_ranges")
    readings = [read_range(item) for item in items]
    repaired = tuple(found.repair or found.text for found in readings)
    for reading in readings:
        if reading.flaw:
            yield Problem(
                ("address.reserved_ranges",),
                f"The reserved range {reading.text!r} {reading.flaw}.",
                f"Write {reading.repair}." if reading.repair else "Correct it or take it out.",
                set={"address.reserved_ranges": repaired} if reading.repair else {},
            )


@rule(
    "NET207", "factory", "note", "Ranges of several scale sets",
    explain="VNets of different scale sets may have one range while they stand alone. As soon as "
    "two are peered with the same hub, they must not overlap.",
    sources=("R-059", "network 7.6", "demand 17"),
    bad={"scale_sets.002.address.vnet": "172.16.0.0/16"},
    good={"scale_sets.002.address.vnet": "172.18.0.0/16"},
)  # fmt: skip
def _scale_sets_have_their_own_ranges(view: View) -> Iterator[Problem]:
    if len(view.answers.scale_sets) < 2:
        return
    spaces = dict(_all_vnets(view))
    linked = {name for name in view.answers.scale_sets if linked_keys(view.at(scale_set=name))}
    seen: set[tuple[str, str]] = set()
    named = [(f"{home} {environment}", space) for (home, environment), space in spaces.items()]
    for one, other in overlapping_pairs(named):
        homes = (one.split()[0], other.split()[0])
        if homes[0] == homes[1] or homes in seen:
            continue
        seen.add(homes)
        ranges = dict(named)
        yield Problem(
            tuple(f"scale_sets.{home}.address.vnet" for home in homes[::-1]),
            f"The VNets of scale sets {homes[0]} ({ranges[one]}) and {homes[1]} "
            f"({ranges[other]}) overlap.",
            "Give each scale set a range of its own before they are connected.",
            severity="error" if linked.issuperset(homes) else "note",
        )


def _all_vnets(view: View) -> Iterator[tuple[tuple[str, str], Cidr]]:
    for scale_set in view.answers.scale_sets:
        there = view.at(scale_set=scale_set)
        # One VNet per range: environments of one scale set are compared elsewhere.
        known: set[Cidr] = set()
        for environment in there.environments:
            space = _vnet(there.at(environment=environment))
            if space is not None and space not in known:
                known.add(space)
                yield (scale_set, environment), space
