"""Where the address plan does not fit the VNets that exist."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.azure.noted import Notes, environment_of, found, subscription_of
from wizard.azure.reader import Reader
from wizard.azure.shapes import same_region
from wizard.azure.vnets import vnets_of
from wizard.model.view import View
from wizard.network.build import build_plan
from wizard.network.plan import AddressPlan, PlannedSubnet
from wizard.network.ranges import Cidr, first_overlap
from wizard.rules.finding import Finding
from wizard.session.live_ranges import (
    RESERVED,
    LiveSubnet,
    LiveVnet,
    factory_subnets,
    import_pairs,
    own_vnet,
)

_VNET_KEYS = ("byo.vnet_name", "byo.vnet_resource_group")


def network_notes(reader: Reader, view: View) -> Notes:
    """What exists in an environment's subscription, against its address plan.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    vnets = vnets_of(reader, subscription_of(view))
    own = own_vnet(view, vnets)
    plan = build_plan(view)
    if own is None and plan.demand.existing_vnet:
        yield _vnet_missing(view, plan, vnets)
    if own is not None:
        yield from _own_space(view, plan, own)
        if plan.demand.existing_subnets:
            yield from _brought_subnets(view, plan, own)
        else:
            yield from _drift(view, plan, own, vnets)
            yield from _strangers(view, plan, own)
    yield from _others(view, plan, own, vnets)


def _vnet_missing(view: View, plan: AddressPlan, vnets: tuple[LiveVnet, ...]) -> Finding:
    name = plan.demand.vnet_name
    elsewhere = [v.group for v in vnets if v.name.lower() == name.lower()]
    there = ", ".join(sorted(v.name for v in vnets)[:5]) or "none"
    remedy = f"It is in the group {elsewhere[0]}." if elsewhere else f"There is {there}."
    return found(
        view, "AZR101", _VNET_KEYS,
        f"The VNet {name} does not exist where {environment_of(view)} expects it.",
        f"{remedy} Correct the name or the group, or have it made first.",
    )  # fmt: skip


def _own_space(view: View, plan: AddressPlan, own: LiveVnet) -> Iterator[Finding]:
    region = view.text("region.name")
    if own.location and region and not same_region(own.location, region):
        yield found(
            view, "AZR110", ("region.name",),
            f"The VNet {own.name} of {environment_of(view)} stands in {own.location}, "
            f"the factory in {region}.",
            "Choose the region of the VNet: private endpoints and agents need the same one.",
        )  # fmt: skip
    for block in plan.demand.vnet:
        if own.ranges and not any(there.holds(block) for there in own.ranges):
            has = ", ".join(map(str, own.ranges))
            yield found(
                view, "AZR105", ("address.vnet", "address.octet"),
                f"The VNet {own.name} of {environment_of(view)} has {has}, planned is {block}.",
                "Plan with the range that exists: a VNet that is in use is not renumbered.",
            )  # fmt: skip


def _brought_subnets(view: View, plan: AddressPlan, own: LiveVnet) -> Iterator[Finding]:
    for planned in plan.subnets:
        if not planned.name or not planned.kind.byo_setting:
            continue
        there = own.subnet(planned.name)
        keys = (_key(view, planned, planned.kind.byo_setting),)
        if there is None:
            yield found(
                view, "AZR102", keys,
                f"{own.name} has no subnet {planned.name} ({planned.kind.title}, "
                f"{environment_of(view)}).",
                "Have it made, or correct the name.",
            )  # fmt: skip
        else:
            yield from _delegation(view, planned, there, keys)


def _delegation(
    view: View, planned: PlannedSubnet, there: LiveSubnet, keys: tuple[str, ...]
) -> Iterator[Finding]:
    wanted = planned.kind.delegation
    has = {name.lower() for name in there.delegations if name}
    if wanted.lower() in has or not (wanted or has):
        return
    if wanted:
        remedy = f"Delegate it to {wanted}; a subnet has one delegation."
        said = f"is delegated to {', '.join(there.delegations)}" if has else "is not delegated"
    else:
        remedy = f"{planned.kind.title} needs a subnet without a delegation: name another one."
        said = f"is delegated to {', '.join(there.delegations)}"
    yield found(
        view, "AZR103", keys,
        f"The subnet {there.name} ({planned.kind.title}, {environment_of(view)}) {said}.", remedy,
        severity="error" if has else "warning",
    )  # fmt: skip


def _drift(
    view: View, plan: AddressPlan, own: LiveVnet, vnets: tuple[LiveVnet, ...]
) -> Iterator[Finding]:
    imports = dict(import_pairs(view, vnets))
    missing: dict[str | None, list[tuple[str, str]]] = {}
    for planned in plan.placed:
        there = own.subnet(planned.name)
        key = _range_key(view, planned)
        if there is None:
            missing.setdefault(planned.project, []).append((planned.name, key))
        elif there.ranges and planned.range not in there.ranges:
            kept = imports.get(key)
            yield found(
                view, "AZR106", (key,),
                f"The subnet {there.name} ({planned.kind.title}, {environment_of(view)}) has "
                f"{', '.join(map(str, there.ranges))}, planned is {planned.range}.",
                "Take over what exists: a subnet that is in use keeps its range.",
                severity="note" if _is_guess(plan, planned) else "warning",
                fixes={key: str(kept)} if kept else None,
            )  # fmt: skip
        if there is not None:
            yield from _missing_delegation(view, planned, there, key)
    yield from _not_there_yet(view, plan, own, missing)


def _is_guess(plan: AddressPlan, planned: PlannedSubnet) -> bool:
    """Whether the plan only foresees what the pipeline will choose around what is there."""
    return plan.strategy == "upstream" and planned.role == "project"


def _not_there_yet(
    view: View,
    plan: AddressPlan,
    own: LiveVnet,
    missing: dict[str | None, list[tuple[str, str]]],
) -> Iterator[Finding]:
    """Subnets of what is deployed already; those of a new project are no news."""
    deployed = {s.project for s in plan.subnets if s.project and own.subnet(s.name)}
    for project, subnets in missing.items():
        if project is None or project in deployed:
            whose = f"project {project}, " if project else ""
            yield found(
                view, "AZR109", tuple(key for _, key in subnets),
                f"{own.name} does not have yet ({whose}{environment_of(view)}): "
                f"{', '.join(name for name, _ in subnets)}.",
                "The next run of the network step adds them; nothing is wrong if that is meant.",
            )  # fmt: skip


def _missing_delegation(
    view: View, planned: PlannedSubnet, there: LiveSubnet, key: str
) -> Iterator[Finding]:
    """Only what is in the way: a delegation that is not there yet, a later step adds."""
    if there.delegations:
        yield from _delegation(view, planned, there, (key,))


def _strangers(view: View, plan: AddressPlan, own: LiveVnet) -> Iterator[Finding]:
    known = factory_subnets(view) | {subnet.name.lower() for subnet in plan.subnets}
    for there in own.subnets:
        if there.name.lower() in known:
            continue
        for planned in plan.placed:
            if planned.range and first_overlap(planned.range, there.ranges):
                yield found(
                    view, "AZR104", (RESERVED, _range_key(view, planned)),
                    f"In {own.name} the range {planned.range}, planned for {planned.name}, is "
                    f"taken by the subnet {there.name} ({', '.join(map(str, there.ranges))}).",
                    "Import what exists as ranges to keep free, and have the plan made anew.",
                    severity="note" if _is_guess(plan, planned) else "error",
                )  # fmt: skip
                break


def _others(
    view: View, plan: AddressPlan, own: LiveVnet | None, vnets: tuple[LiveVnet, ...]
) -> Iterator[Finding]:
    space = own.ranges if own is not None and own.ranges else plan.demand.vnet
    peered = {peering.vnet.lower() for peering in own.peerings} if own else set()
    for peering in own.peerings if own else ():
        for block in _overlaps(space, peering.ranges):
            yield found(
                view, "AZR107", ("address.vnet", "address.octet"),
                f"The VNet of {environment_of(view)} overlaps {peering.vnet}, which it is peered "
                f"with, in {block}.",
                "Give the factory a range of its own: peered VNets must not overlap.",
            )  # fmt: skip
    for vnet in vnets:
        if vnet is own or vnet.name.lower() in peered:
            continue
        for block in _overlaps(space, vnet.ranges):
            yield found(
                view, "AZR108", ("address.vnet", "address.octet"),
                f"The VNet of {environment_of(view)} overlaps {vnet.name} (group {vnet.group}) "
                f"in {block}.",
                "Choose another range if the two are ever to be peered, with each other or a hub.",
                severity="error" if view.is_on("networking.peered") else "note",
            )  # fmt: skip


def _overlaps(mine: tuple[Cidr, ...], theirs: tuple[Cidr, ...]) -> Iterator[Cidr]:
    """The smaller range of each overlapping pair."""
    for block in mine:
        other = first_overlap(block, theirs)
        if other is not None:
            yield max(block, other, key=lambda one: one.prefix)
            return


def _range_key(view: View, planned: PlannedSubnet) -> str:
    environment = view.context.environment or ""
    return _key(view, planned, planned.kind.cidr_setting or f"address.planned.{environment}")


def _key(view: View, planned: PlannedSubnet, short: str) -> str:
    """The full key of a setting of the project that a subnet belongs to."""
    there = view.at(project=planned.project) if planned.project else view
    if short not in view.catalog.settings:
        return view.full_key("address.vnet")
    return there.full_key(short)
