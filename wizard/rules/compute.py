"""Kubernetes clusters and machines for training."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.service_rows import row_rule
from wizard.rules.where import place, size_parts

_AKS_SERVICES = ("services.aks", "services.aks_for_machine_learning")
_UDR = {"aks.outbound_type": "userDefinedRouting", "aks.firewall_private_ip": "10.0.1.4"}
_AML_AKS = {"services.machine_learning": True, "services.aks_for_machine_learning": True}

row_rule(
    "AKS101",
    "project",
    "error",
    "A cluster behind a firewall route with a DNS zone of its own making",
    explain=(
        "With user-defined routing the cluster cannot use the private DNS zone that AKS makes "
        'itself ("system"). Take "none", or the ID of a zone that exists.'
    ),
    sources=("R-114",),
    bad={**_AML_AKS, **_UDR, "aks.private_dns_zone": "system"},
    good={**_AML_AKS, **_UDR, "aks.private_dns_zone": "none"},
    once=True,
)

row_rule(
    "AKS102",
    "project",
    "error",
    "Two clusters with one name",
    explain=(
        "The standalone cluster and the one of Azure Machine Learning get the same name in the "
        "same resource group. With both on, two steps deploy one resource with different "
        "settings."
    ),
    sources=("R-121", "D53"),
    bad={"orchestrator": "azure-devops", "services.aks": True, **_AML_AKS},
    good={"orchestrator": "azure-devops", **_AML_AKS},
)

row_rule(
    "AKS103",
    "project",
    "error",
    "The next run deletes the standalone cluster",
    explain=(
        "Deletion of disabled services looks at the flag of AKS for Azure Machine Learning alone, "
        "and both clusters have one name. A standalone cluster that one run builds is deleted at "
        "the start of the next, with all that runs on it, and built again."
    ),
    sources=("R-121", "D53"),
    bad={
        "orchestrator": "azure-devops",
        "services.aks": True,
        "lifecycle.delete_disabled_services": True,
    },
    good={"orchestrator": "azure-devops", "services.aks": True},
)

row_rule(
    "AKS104",
    "project",
    "error",
    "AKS and Logic Apps share a subnet that cannot be shared",
    explain=(
        "Step 68 delegates the project's AKS subnet to App Service for Logic Apps. AKS does not "
        "accept a delegated subnet for its nodes, so one of the two fails."
    ),
    sources=("bicep-defects 4.10",),
    bad={"orchestrator": "azure-devops", "services.aks": True, "services.logic_apps": True},
    good={"orchestrator": "azure-devops", "services.aks": True},
    once=True,
)

row_rule(
    "AKS105",
    "project",
    "warning",
    "GitHub never deploys a standalone cluster",
    explain=(
        "The GitHub workflow passes no AKS parameter to step 65; only the preflight check looks "
        "at the switch. Use Azure DevOps for a standalone cluster, or deploy it by hand."
    ),
    sources=("D18", "bicep-defects 2.1", "D17"),
    bad={"services.aks": True},
    good={"orchestrator": "azure-devops", "services.aks": True},
)

row_rule(
    "AKS106",
    "project",
    "warning",
    "A private cluster makes a DNS zone although DNS is kept in a hub",
    explain=(
        "With central DNS a policy usually forbids new private zones in a spoke. A private "
        "cluster then needs the resource ID of the hub's zone for its region; upstream's own "
        "conditions do not say so."
    ),
    sources=("D80", "R-116"),
    bad={
        "orchestrator": "azure-devops",
        "services.aks": True,
        "dns.central_by_policy": True,
    },
    good={"orchestrator": "azure-devops", "services.aks": True},
)


@rule(
    "AKS107",
    "project",
    "warning",
    "The firewall's address is not a private one",
    explain=(
        "The default route of the cluster points to this address, which has to be the firewall's "
        "private IPv4 address inside the peered networks. A public address is no next hop."
    ),
    sources=("R-113",),
    bad={**_AML_AKS, **_UDR, "aks.firewall_private_ip": "203.0.113.4"},
    good={**_AML_AKS, **_UDR},
)
def _firewall_address(view: View) -> Iterator[Problem]:
    key = "aks.firewall_private_ip"
    if not any(view.is_on(flag) for flag in _AKS_SERVICES) or not view.applies(key):
        return
    try:
        address = ipaddress.IPv4Address(view.text(key).strip())
    except ValueError:
        return
    networks = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
    if not any(address in ipaddress.IPv4Network(network) for network in networks):
        yield Problem(
            (key, "aks.outbound_type"),
            f"{address}{place(view)} is no private address, but the cluster's route needs the "
            "firewall's private one.",
            "Give the private address of the firewall, or use outbound type loadBalancer.",
        )


@rule(
    "AKS108",
    "project",
    "note",
    "The Kubernetes version has to be offered in the region",
    explain=(
        "Azure offers about three minor versions at a time and takes each away after a year. A "
        "version that the region no longer offers stops the step that builds the cluster."
    ),
    sources=("R-119", "D39"),
    bad=_AML_AKS,
)
def _kubernetes_version(view: View) -> Iterator[Problem]:
    key = "aks.kubernetes_version"
    if any(view.is_on(flag) and view.applies(flag) for flag in _AKS_SERVICES):
        region = view.text("region.name")
        yield Problem(
            (key,),
            f"Kubernetes {view.text(key)}{place(view)} must be on offer in {region} on the day "
            "of the run.",
            f"Check with: az aks get-versions --location {region} --output table",
        )


@rule(
    "AML101",
    "project",
    "warning",
    "A machine with data-centre GPUs",
    explain=(
        "The vendor's template takes an eight-A100 machine as the notebook machine of stage and "
        "prod. Such machines cost tens of euros per hour and need a quota that few subscriptions "
        "have; without it the deployment fails."
    ),
    sources=("D71",),
    bad={
        "services.machine_learning": True,
        "services.aks_for_machine_learning": True,
        "machine_learning.instance_sku.stage_prod": "Standard_ND96amsr_A100_v4",
    },
    good=_AML_AKS,
)
def _costly_machines(view: View) -> Iterator[Problem]:
    if not view.is_on("services.machine_learning"):
        return
    rows = view.catalog.tables.get("compatibility", {}).get("costly_machines", ())
    for part in size_parts(view):
        for kind in ("instance_sku", "cluster_sku"):
            key = f"machine_learning.{kind}.{part}"
            name = view.text(key)
            if any(re.search(row["pattern"], name, re.IGNORECASE) for row in rows):
                yield Problem(
                    (key,),
                    f"{name}{place(view)} has data-centre GPUs: expensive by the hour, and "
                    "subject to a quota of its own.",
                    "Take it only if that is meant; a small machine does for notebooks.",
                    set={key: None},
                )
