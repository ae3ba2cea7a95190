"""Machines: whether the region has the sizes that projects use, and enough virtual CPUs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from wizard.azure.noted import (
    Notes,
    environment_of,
    environments_of,
    found,
    sharing,
    subscription_of,
)
from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import of_subscription
from wizard.azure.shapes import number, rows, text, texts
from wizard.model.view import View
from wizard.rules.finding import Finding

_DEDICATED = " Cluster Dedicated vCPUs"


class Wanted(NamedTuple):
    """Machines of one size; ``learns``: Machine Learning runs them, with a quota of its own."""

    keys: tuple[str, ...]
    size: str
    nodes: int
    learns: bool = False


def wanted_machines(view: View) -> Iterator[Wanted]:
    """The machines of the view's project when all its nodes run; one compute instance."""
    environment = view.context.environment or "dev"
    part = "dev" if environment == "dev" else "stage_prod"
    nodes = view.number(f"aks.nodes.{part}") or 1
    if view.is_on("services.aks"):
        key = f"sku.aks.{part}"
        template = view.catalog.tables["compatibility"]["aks_machines"][environment]
        yield _wanted(view, (key,), view.text(key) or template, nodes)
    if not view.is_on("services.machine_learning"):
        return
    if view.is_on("services.aks_for_machine_learning"):
        key = f"aks.node_sku.{part}"
        yield _wanted(view, (key, f"aks.nodes.{part}"), view.text(key), nodes)
    most = f"machine_learning.cluster_max_nodes.{part}"
    key = f"machine_learning.cluster_sku.{part}"
    yield _wanted(view, (key, most), view.text(key), view.number(most) or 0, learns=True)
    key = f"machine_learning.instance_sku.{part}"
    yield _wanted(view, (key,), view.text(key), 1, learns=True)


def _wanted(
    view: View, keys: tuple[str, ...], size: str, nodes: int, *, learns: bool = False
) -> Wanted:
    return Wanted(tuple(view.full_key(key) for key in keys), size, nodes, learns)


def _machines(view: View) -> list[Wanted]:
    """The machines of all projects of the view's environment."""
    return [m for p in view.projects for m in wanted_machines(view.at(project=p)) if m.size]


def machine_notes(reader: Reader, view: View) -> Notes:
    """The machines of an environment's projects.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    wanted = _machines(view)
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
    place = f"locations/{quote(region, safe='')}/usages"
    wanted = [machine for there in sharing(view) for machine in _machines(there)]
    clusters = [machine for machine in wanted if not machine.learns]
    if clusters:
        path = f"/providers/Microsoft.Compute/{place}"
        usages = reader.items(of_subscription(subscription, path, "2024-07-01"))
        counted = {text(row, "name", "value").lower(): row for row in usages}
        yield from _quota(view, clusters, sizes, counted)
    learning = [machine for machine in wanted if machine.learns]
    if learning:
        path = f"/providers/Microsoft.MachineLearningServices/{place}"
        usages = reader.items(of_subscription(subscription, path, "2024-04-01"))
        yield from _quota(view, learning, sizes, dict(_of_learning(usages)))


def _of_learning(usages: tuple[dict[str, Any], ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Machine Learning's usages of a subscription under the names of Compute's."""
    for row in usages:
        kind, name = text(row, "type").rpartition("Services/")[2], text(row, "name", "value")
        if kind == "dedicatedCores/usages":
            yield "cores", row
        elif kind == "vmFamily/usages" and name.endswith(_DEDICATED):
            yield name.removesuffix(_DEDICATED).replace(" ", "").lower(), row


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
    counted: Mapping[str, dict[str, Any]],
) -> Iterator[Finding]:
    """Virtual CPUs by family, and in the region as a whole; a limit below 0 is none."""
    where = environments_of(sharing(view))
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
        if limit is None or used is None or limit < 0 or cpus <= limit - used:
            continue
        title = text(row, "name", "localizedValue") or family
        yield found(
            view, "AZR134", keys,
            f"{title}: {cpus} are wanted in {where}, and {max(0, limit - used):g} "
            f"of {limit:g} are left. Clusters that exist already are counted twice.",
            "Choose smaller machines or fewer nodes, or request quota.",
        )  # fmt: skip


def _cpus(size: object) -> int:
    for capability in rows(size, "capabilities"):
        value = text(capability, "value")
        if text(capability, "name") == "vCPUs" and value.isascii() and value.isdigit():
            return int(value)
    return 0
