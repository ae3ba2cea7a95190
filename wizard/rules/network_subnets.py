"""Rules on the subnets of one project: do they hold what stands in them."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.network.build import is_shared, node_count, table_of
from wizard.network.ranges import Cidr
from wizard.rules.finding import Problem
from wizard.rules.network import made_by_factory
from wizard.rules.registry import rule


@rule(
    "NET305", "project_environment", "error", "AKS nodes and their subnet",
    explain="With Azure CNI every node takes an address for itself and for each of its pods, and "
    "an upgrade needs one spare node. The pipelines fix the size of the subnet, and for a cluster "
    "of its own the template fixes the number of nodes: 1 in dev, 3 in stage and prod.",
    sources=("R-062", "network 7.14"),
    bad={"services.aks": True},
    good={"services.machine_learning": True, "services.aks_for_machine_learning": True,
          "aks.nodes.stage_prod": 3},
)  # fmt: skip
def _nodes_find_addresses(view: View) -> Iterator[Problem]:
    if not made_by_factory(view):
        return
    for kind in table_of(view).project:
        budget, nodes = kind.nodes, node_count(view, kind)
        if budget is None or not nodes:
            continue
        usable = Cidr(0, kind.default_prefix).usable
        if budget.addresses(nodes) <= usable:
            continue
        most = usable // budget.per_node
        count = budget.nodes_in(view.context.environment)
        fewer = (budget.nodes(usable) or most) if isinstance(count, str) else nodes
        key = count if isinstance(count, str) else "services.aks"
        told = "1 node and its pods" if nodes == 1 else f"{nodes} nodes"
        yield Problem(
            (key,),
            f"{told} in {view.context.environment} need {budget.addresses(nodes)} addresses "
            f"with one spare node; the subnet {kind.title} (/{kind.default_prefix}) has {usable}.",
            f"Set the number to {fewer}." if nodes > fewer else
            _OTHER_SUBNET if nodes > most else
            "The cluster starts, but a node cannot be replaced during an upgrade.",
            severity="error" if nodes > most else "warning",
            set={key: fewer} if nodes > fewer else {},
        )  # fmt: skip


_OTHER_SUBNET = (
    "The template fixes the number of nodes. Bring a larger subnet of your own (byo.subnets), or "
    "leave the cluster to a project with dev only."
)


@rule(
    "NET306", "project", "warning", "Web App and Function App in one subnet",
    explain="A Web App and a Function App are two plans, and each joins the subnet on its own. "
    "The pipelines give both one small subnet.",
    sources=("R-061", "network 7.18"),
    bad={"services.web_app": True, "services.functions": True},
    good={"services.web_app": True},
)  # fmt: skip
def _plans_have_room(view: View) -> Iterator[Problem]:
    for kind in table_of(view).project:
        if made_by_factory(view) and is_shared(view, kind):
            yield Problem(
                ("services.functions", "services.web_app"),
                f"Two plans of project {view.context.project} share the subnet {kind.title} "
                f"(/{kind.default_prefix}); a /{kind.shared_prefix} is advised for several.",
                "Keep both small, or put one of them into a project of its own.",
            )


@rule(
    "NET307", "project_environment", "warning", "Addresses for private endpoints",
    explain="All private endpoints of a project, its virtual machine and every Azure Machine "
    "Learning node or compute instance share one subnet.",
    sources=("network 7.22", "R-079"),
    bad={"services.machine_learning": True, "machine_learning.cluster_max_nodes.stage_prod": 150},
    good={"services.machine_learning": True, "machine_learning.cluster_max_nodes.stage_prod": 20},
)  # fmt: skip
def _endpoints_find_addresses(view: View) -> Iterator[Problem]:
    if not made_by_factory(view):
        return
    part = "dev" if view.context.environment == "dev" else "stage_prod"
    key = f"machine_learning.cluster_max_nodes.{part}"
    learning = view.is_on("services.machine_learning")
    nodes = (view.number(key) or 0) if learning else 0
    services = [s for s in view.catalog.services.values() if s.private_endpoints]
    kind = next(kind for kind in table_of(view).project if kind.id == "genai")
    usable = Cidr(0, kind.default_prefix).usable
    if nodes + sum(s.private_endpoints for s in services) <= usable:
        return
    endpoints = sum(s.private_endpoints for s in services if view.holds(s.on))
    if nodes + endpoints > usable:
        yield Problem(
            (key,),
            f"In {view.context.environment} up to {nodes} cluster nodes and {endpoints} private "
            f"endpoints share the subnet {kind.title} (/{kind.default_prefix}) with {usable} "
            "addresses.",
            f"Keep the cluster below {max(0, usable - endpoints)} nodes.",
            set={key: max(0, usable - endpoints)},
        )
