"""VNets and subnets that exist already, and how they enter the address plan.

Nothing here looks anything up: whoever does hands in what there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wizard.model.view import View
from wizard.network.build import all_subnets, expanded, table_of, vnet_name
from wizard.network.ranges import Cidr, read_range
from wizard.network.stored import read_stored, stored_key, stored_text

RESERVED = "address.reserved_ranges"


class LiveSubnet(NamedTuple):
    """A subnet that exists: its IPv4 ranges, and the services that it is delegated to."""

    name: str
    ranges: tuple[Cidr, ...]
    delegations: tuple[str, ...] = ()


class LivePeering(NamedTuple):
    """A peering of a VNet: the other one's name and IPv4 ranges."""

    name: str
    vnet: str
    ranges: tuple[Cidr, ...]


class LiveVnet(NamedTuple):
    """A VNet that exists, with its IPv4 ranges."""

    name: str
    group: str
    location: str
    ranges: tuple[Cidr, ...]
    subnets: tuple[LiveSubnet, ...] = ()
    peerings: tuple[LivePeering, ...] = ()

    def subnet(self, name: str) -> LiveSubnet | None:
        """The subnet of a name; Azure does not mind upper and lower case."""
        wanted = name.lower()
        return next((subnet for subnet in self.subnets if subnet.name.lower() == wanted), None)


def own_vnet(view: View, vnets: Iterable[LiveVnet]) -> LiveVnet | None:
    """The VNet of the view's environment among those that exist."""
    name = vnet_name(view).lower()
    named = [vnet for vnet in vnets if vnet.name.lower() == name]
    group = expanded(view, view.text("byo.vnet_resource_group")).lower()
    if not view.is_blank("byo.vnet_name") and group:
        named = [vnet for vnet in named if vnet.group.lower() == group]
    return named[0] if named else None


def foreign_ranges(view: View, vnets: Iterable[LiveVnet]) -> tuple[Cidr, ...]:
    """Ranges that the plan of an environment has to leave alone, in the order of addresses.

    Those are other VNets of the subscription that are not the factory's, VNets that the
    environment's own is peered with, and subnets in its own that are not the factory's.
    """
    vnets = tuple(vnets)
    own = own_vnet(view, vnets)
    ours = factory_vnets(view)
    found = {block for vnet in vnets if vnet.name.lower() not in ours for block in vnet.ranges}
    if own is not None:
        strange = (peering for peering in own.peerings if peering.vnet.lower() not in ours)
        found |= {block for peering in strange for block in peering.ranges}
        known = factory_subnets(view)
        found |= {
            block
            for subnet in own.subnets
            if subnet.name.lower() not in known
            for block in subnet.ranges
        }
    return tuple(sorted(found))


def factory_vnets(view: View) -> set[str]:
    """The names, in lower case, of the VNets of every scale set and environment in use.

    Several environments may share a subscription; their ranges are planned, not foreign.
    """
    homes = [view.at(scale_set=scale_set) for scale_set in view.answers.scale_sets]
    return {
        vnet_name(home.at(environment=environment)).lower()
        for home in homes
        for environment in home.environments
    }


def factory_subnets(view: View) -> set[str]:
    """The names, in lower case, of every subnet that the factory may have in its VNet."""
    from wizard.network.build import filled

    table = table_of(view)
    names = {filled(view, kind.name) for kind in table.common}
    for project in view.projects:
        names |= {wanted.name for wanted in all_subnets(table, project)}
    return {name.lower() for name in names}


def import_pairs(view: View, vnets: Iterable[LiveVnet]) -> list[tuple[str, object]]:
    """Answers that take what exists into the address plan of the view's environment.

    Ranges of others become ranges to keep free; ranges that projects have already become their
    planned ranges, which never move. Nothing that is answered is lost.
    """
    vnets = tuple(vnets)
    pairs: list[tuple[str, object]] = list(_planned(view, vnets))
    kept = view.items(RESERVED)
    known = [reading.range for text in kept if (reading := read_range(text)).range]
    new = [
        block
        for block in foreign_ranges(view, vnets)
        if not any(other is not None and other.holds(block) for other in known)
    ]
    if new:
        pairs.append((view.full_key(RESERVED), ",".join([*kept, *map(str, new)])))
    return pairs


def _planned(view: View, vnets: tuple[LiveVnet, ...]) -> Iterator[tuple[str, object]]:
    own = own_vnet(view, vnets)
    if own is None or view.is_on("byo.subnets") or not view.context.environment:
        return
    stored, flaws = read_stored(view)
    odd = {flaw.project for flaw in flaws}
    for project in view.projects:
        there = live_ranges(view, own, project)
        kept = {kind: block for (number, kind), block in stored.items() if number == project}
        if there and project not in odd and {**kept, **there} != kept:
            key = stored_key(project, view.context.environment)
            yield key, stored_text({**kept, **there})


def live_ranges(view: View, own: LiveVnet, project: str) -> dict[str, Cidr]:
    """The ranges that a project's subnets have in a VNet, by kind of subnet."""
    found = {}
    for wanted in all_subnets(table_of(view), project):
        subnet = own.subnet(wanted.name)
        if subnet is not None and len(subnet.ranges) == 1:
            found[wanted.kind.id] = subnet.ranges[0]
    return found
