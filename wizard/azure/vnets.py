"""The VNets of a subscription, with subnets and peerings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import of_subscription
from wizard.azure.shapes import group_of, last_of, ranges, rows, text, texts
from wizard.session.live_ranges import LivePeering, LiveSubnet, LiveVnet

_VERSION = "2023-11-01"


def vnets_of(reader: Reader, subscription: str) -> tuple[LiveVnet, ...]:
    """The VNets of a subscription.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    path = "/providers/Microsoft.Network/virtualNetworks"
    return tuple(_vnet(row) for row in reader.items(of_subscription(subscription, path, _VERSION)))


def _vnet(row: Mapping[str, Any]) -> LiveVnet:
    return LiveVnet(
        text(row, "name"),
        group_of(text(row, "id")),
        text(row, "location"),
        ranges(texts(row, "properties", "addressSpace", "addressPrefixes")),
        tuple(_subnet(subnet) for subnet in rows(row, "properties", "subnets")),
        tuple(_peering(one) for one in rows(row, "properties", "virtualNetworkPeerings")),
    )


def _subnet(row: Mapping[str, Any]) -> LiveSubnet:
    single = text(row, "properties", "addressPrefix")
    several = texts(row, "properties", "addressPrefixes")
    delegations = rows(row, "properties", "delegations")
    services = tuple(text(one, "properties", "serviceName") for one in delegations)
    return LiveSubnet(text(row, "name"), ranges((single,), several), services)


def _peering(row: Mapping[str, Any]) -> LivePeering:
    properties = row.get("properties")
    spaces = ("remoteAddressSpace", "remoteVirtualNetworkAddressSpace")
    return LivePeering(
        text(row, "name"),
        last_of(text(properties, "remoteVirtualNetwork", "id")),
        ranges(*(texts(properties, space, "addressPrefixes") for space in spaces)),
    )
