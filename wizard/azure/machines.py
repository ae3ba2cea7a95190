"""Machines: whether the region has the sizes that projects use, and enough virtual CPUs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from wizard.azure.noted import Notes, environment_of, found, subscription_of
from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import of_subscription
from wizard.azure.shapes import number, rows, text, texts
from wizard.model.view import View
from wizard.rules.finding import Finding

_TEMPLATE_AKS = {
    "dev": "Standard_B4ms",
    "stage": "Standard_DS13-2_v2",
    "prod": "Standard_DS13-2_v2",
}
"""Sizes that the template takes when none is given (05-compute-services.bicep, release 1.24)."""


class Wanted(NamedTuple):
    """Machines of one size; ``nodes`` is 0 where their quota is counted elsewhere."""

    keys: tuple[str, ...]
    size: str
    nodes: int


def wanted_machines(view: View) -> Iterator[Wanted]:
    """The machines of the view's project; those of Machine Learning have a quota of their own."""
    environment = view.context.environment or "dev"
    part = "dev" if environment == "dev" else "stage_prod"
    nodes = view.number(f"aks.nodes.{part}") or 1
    if view.is_on("services.aks"):
        key = f"sku.aks.{part}"
        yield _wanted(view, (key,), view.text(key) or _TEMPLATE_AKS[environment], nodes)
    if not view.is_on("services.machine_learning"):
        return
    if view.is_on("services.aks_for_machine_learning"):
        key = f"aks.node_sku.{part}"
        yield _wanted(view, (key, f"aks.nodes.{part}"), view.text(key), nodes)
    for kind in ("cluster_sku", "instance_sku"):
        key = f"machine_learning.{kind}.{part}"
        yield _wanted(view, (key,), view.text(key), 0)


def _wanted(view: View, keys: tuple[str, ...], size: str, nodes: int) -> Wanted:
    return Wanted(tuple(view.full_key(key) for key in keys), size, nodes)


def machine_notes(reader: Reader, view: View) -> Notes:
    """The machines of an environment's projects.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    wanted = [m for p in view.projects for m in wanted_machines(view.at(project=p)) if m.size]
    region = view.text("region.name")
    if not wanted or not region:
        return
    subscription = subscription_of(view)
    listed = reader.items(
        of_subscription(
            subscription, "/providers/Microsoft.Compute/skus", "2021-07-01",
            filter=f"location eq '{region}'",
        )
    )  # fmt: skip
    sizes = {text(row, "name").lower(): row for row in listed
             if text(row, "resourceType") == "virtualMachines"}  # fmt: skip
    for machine in wanted:
        yield from _offered(view, machine, region, sizes.get(machine.size.lower()))
    path = f"/providers/Microsoft.Compute/locations/{quote(region, safe='')}/usages"
    usages = reader.items(of_subscription(subscription, path, "2024-07-01"))
    yield from _quota(view, wanted, sizes, usages)


def _offered(
    view: View, machine: Wanted, region: str, size: Mapping[str, Any] | None
) -> Iterator[Finding]:
    if size is None:
        yield found(
            view, "AZR133", machine.keys,
            f"{machine.size} is not offered in {region} ({environment_of(view)}).",
            "Choose another size.",
        )  # fmt: skip
    elif any(
        text(one, "type") == "Location" and _covers(one, region)
        for one in rows(size, "restrictions")
    ):
        yield found(
            view, "AZR133", machine.keys,
            f"{machine.size} is closed to the subscription of {environment_of(view)} in {region}.",
            "Choose another size, or ask Microsoft to open it.",
        )  # fmt: skip


def _covers(restriction: object, region: str) -> bool:
    locations = texts(restriction, "restrictionInfo", "locations") or texts(restriction, "values")
    return not locations or region.lower() in {name.lower() for name in locations}


def _quota(
    view: View,
    wanted: list[Wanted],
    sizes: Mapping[str, Mapping[str, Any]],
    usages: tuple[dict[str, Any], ...],
) -> Iterator[Finding]:
    """Virtual CPUs by family, and in the region as a whole."""
    counted = {text(row, "name", "value").lower(): row for row in usages}
    needed: dict[str, tuple[int, tuple[str, ...]]] = {}
    for machine in wanted:
        size = sizes.get(machine.size.lower())
        cpus = _cpus(size) * machine.nodes
        for family in (text(size, "family").lower(), "cores") if cpus else ():
            before, keys = needed.get(family, (0, ()))
            needed[family] = (before + cpus, (*keys, *machine.keys))
    for family, (cpus, keys) in needed.items():
        row = counted.get(family)
        limit, used = number(row, "limit"), number(row, "currentValue")
        if limit is None or used is None or cpus <= limit - used:
            continue
        title = text(row, "name", "localizedValue") or family
        yield found(
            view, "AZR134", keys,
            f"{title}: {cpus} are wanted in {environment_of(view)}, and {max(0, limit - used):g} "
            f"of {limit:g} are left. Clusters that exist already are counted twice.",
            "Choose smaller machines or fewer nodes, or request quota.",
        )  # fmt: skip


def _cpus(size: object) -> int:
    for capability in rows(size, "capabilities"):
        value = text(capability, "value")
        if text(capability, "name") == "vCPUs" and value.isascii() and value.isdigit():
            return int(value)
    return 0
