"""Rules on private DNS: own zones, or central ones in a hub."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule

HUB = ("dns.hub_subscription_id", "dns.hub_resource_group")
_EXAMPLE = {
    "dns.central_by_policy": True,
    "dns.hub_subscription_id": "11111111-2222-4333-8444-5555555555e1",
    "dns.hub_resource_group": "rg-hub-dns",
}


@rule(
    "DNS101", "scale_set", "warning", "Hub given, central DNS off",
    explain="The hub's subscription and resource group are used with central DNS only. Without it "
    "each environment gets zones of its own.",
    sources=("network 6", "network 7.30", "demand 22"),
    bad={**_EXAMPLE, "dns.central_by_policy": False},
    good=_EXAMPLE,
)  # fmt: skip
def _hub_is_used(view: View) -> Iterator[Problem]:
    given = [key for key in HUB if not view.is_blank(key)]
    if given and not view.is_on("dns.central_by_policy"):
        yield Problem(
            ("dns.central_by_policy", *given),
            "A hub for private DNS is named, but central DNS is off: zones are made in the VNet's "
            "own resource group.",
            "Switch central DNS on, or clear the hub's subscription and resource group.",
            set={"dns.central_by_policy": True},
        )


@rule(
    "DNS102", "scale_set", "warning", "Central DNS needs preparation",
    explain="With central DNS the pipelines make no zone. The zones have to be in the hub, and the "
    "policies that write the records assigned, before the first run; otherwise private endpoints "
    "are made whose names nobody can resolve.",
    sources=("R-074", "network 6", "demand 22"),
    bad=_EXAMPLE,
    good={"dns.central_by_policy": False},
)  # fmt: skip
def _zones_come_first(view: View) -> Iterator[Problem]:
    if view.is_on("dns.central_by_policy"):
        zones = view.catalog.tables["dns_zones"]["zones"]
        always = sum(1 for zone in zones if zone.get("always"))
        yield Problem(
            ("dns.central_by_policy",),
            f"Before the first run the hub needs its private DNS zones ({always} that every "
            f"factory uses, {len(zones)} in all) and the policies that write their records.",
            "Have the owner of the hub confirm both.",
        )


@rule(
    "DNS103", "scale_set", "warning", "Central DNS in public mode",
    explain="In public mode most private endpoints are not made, so there is nothing for the "
    "hub's zones to resolve.",
    sources=("network 7.26", "network 5"),
    bad={**_EXAMPLE, "networking.mode": "public"},
    good={**_EXAMPLE, "networking.mode": "private"},
)  # fmt: skip
def _central_dns_has_endpoints(view: View) -> Iterator[Problem]:
    perimeter = "networking.public_access_with_perimeter"
    if view.is_on("dns.central_by_policy") and view.is_on(perimeter):
        yield Problem(
            ("dns.central_by_policy", "networking.mode", perimeter),
            "Private DNS is central, but the public mode makes hardly any private endpoint.",
            "Choose the private or hybrid mode, or switch central DNS off.",
        )


@rule(
    "DNS104", "project_environment", "warning", "Private AKS with a zone in another subscription",
    explain="AKS writes its record into the zone itself, so the provider of AKS has to be "
    "registered in the zone's subscription as well.",
    sources=("R-075",),
    bad={"services.aks": True,
         "aks.private_dns_zone": "/subscriptions/11111111-2222-4333-8444-5555555555e1/"
         "resourceGroups/rg-hub-dns/providers/Microsoft.Network/privateDnsZones/"
         "privatelink.swedencentral.azmk8s.io"},
    good={"services.aks": True, "aks.private_dns_zone": "none"},
)  # fmt: skip
def _aks_provider_in_both(view: View) -> Iterator[Problem]:
    zone = view.text("aks.private_dns_zone")
    parts = zone.strip("/").split("/")
    if not view.applies("aks.private_dns_zone") or len(parts) < 2:
        return
    own = view.text("subscription_id")
    if parts[0].lower() == "subscriptions" and parts[1].lower() != own.lower():
        yield Problem(
            ("aks.private_dns_zone",),
            f"The DNS zone of the cluster in {view.context.environment} is in subscription "
            f"{parts[1]}, the cluster in {own}.",
            "Register Microsoft.ContainerService in both: az provider register --namespace "
            f"Microsoft.ContainerService --subscription {parts[1]}",
        )


@rule(
    "DNS105", "scale_set", "note", "Peered without central DNS",
    explain="Each environment gets zones of its own, linked to its own VNet. From a peered network "
    "the names resolve only after DNS forwarding is set up by hand. For production a VNet of the "
    "platform team with central DNS is recommended.",
    sources=("R-076", "network 6"),
    bad={"networking.peered": True},
    good={"networking.peered": True, **_EXAMPLE},
)  # fmt: skip
def _peering_needs_names(view: View) -> Iterator[Problem]:
    if view.is_on("networking.peered") and not view.is_on("dns.central_by_policy"):
        yield Problem(
            ("dns.central_by_policy", "networking.peered"),
            "The VNets are peered, but every environment keeps private DNS zones of its own.",
            "Use central DNS, or plan DNS forwarding from the hub to each VNet.",
        )
