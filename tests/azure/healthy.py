"""An Azure in which nothing is wrong for the example factory, ready to be spoilt."""

from __future__ import annotations

from typing import Any

from tests.azure.fake import FakeAzure, Row
from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session.draft import Session

TENANT = "11111111-2222-4333-8444-555555555501"
DEV, STAGE, PROD, SEED = (f"11111111-2222-4333-8444-5555555555d{n}" for n in (1, 2, 3, 0))
GROUP = "11111111-2222-4333-8444-555555555510"
AZURE_ML = "11111111-2222-4333-8444-555555555502"
ARM, GRAPH, VAULT = "/arm", "/graph/v1.0", "/vault"
PROVIDERS = (
    "AlertsManagement", "ApiManagement", "App", "Authorization", "Bing", "CognitiveServices",
    "Compute", "ContainerRegistry", "ContainerService", "DataFactory", "Databricks",
    "DocumentDB", "Insights", "KeyVault", "MachineLearningServices", "ManagedIdentity", "Network",
    "OperationalInsights", "PowerPlatform", "Portal", "Search", "Security", "Sql", "Storage", "Web",
)  # fmt: skip
REGIONS = ["Sweden Central", "West Europe"]


def example_session(**changes: Any) -> Session:
    """A draft of the example factory, with a few answers changed."""
    catalog = load_catalog("1.24")
    named = {key.replace("__", "."): value for key, value in changes.items()}
    return Session(catalog, example_answers(catalog, named))


def sub(subscription: str, path: str) -> str:
    """The fake's path of something in a subscription."""
    return f"{ARM}/subscriptions/{subscription}{path}".lower()


def healthy() -> FakeAzure:
    """The fake with all that the look-ups of the example ask for."""
    fake = FakeAzure()
    for subscription in (DEV, STAGE, PROD):
        _subscription(fake, subscription)
    vault = "/resourceGroups/rg-seeding-sdc-001/providers/Microsoft.KeyVault/vaults/"
    fake.objects[sub(SEED, f"{vault}kv-seeding-sdc-001")] = {
        "name": "kv-seeding-sdc-001",
        "location": "swedencentral",
        "properties": {"enabledForTemplateDeployment": True, "softDeleteRetentionInDays": 90},
    }
    fake.lists[f"{VAULT}/kv-seeding-sdc-001/secrets"] = [
        secret(name) for name in SECRETS
    ]  # fmt: skip
    fake.directory[GROUP] = {
        "@odata.type": "#microsoft.graph.group", "id": GROUP, "displayName": "aifactory-prj001",
    }  # fmt: skip
    fake.directory[AZURE_ML] = {
        "@odata.type": "#microsoft.graph.servicePrincipal", "id": AZURE_ML,
        "appId": "0736f41a-0425-4b46-bdb5-1563eff02385", "displayName": "Azure Machine Learning",
    }  # fmt: skip
    return fake


SECRETS = (
    "esml-common-bicep-sp-id", "esml-common-bicep-sp-secret", "esml-common-sp-id",
    "esml-common-sp-secret", "esml-common-sp-oid", "esml-project001-sp-id",
    "esml-project001-sp-oid", "esml-project001-sp-secret",
)  # fmt: skip


def secret(name: str, enabled: bool = True) -> Row:
    """An entry of a key vault's list of secrets."""
    return {
        "id": f"https://kv-seeding-sdc-001.vault.azure.net/secrets/{name}",
        "attributes": {"enabled": enabled, "created": 1493938410, "updated": 1493938410},
    }


def provider(name: str, state: str = "Registered", regions: list[str] = REGIONS) -> Row:
    """A resource provider that offers all its kinds in the same regions."""
    namespace = f"Microsoft.{name}"
    offered = load_catalog().tables["providers"]["offered_as"]
    kinds = [offered[namespace]] if namespace in offered else []
    return {
        "namespace": namespace,
        "registrationState": state,
        "resourceTypes": [
            {"resourceType": kind, "locations": regions, "apiVersions": []} for kind in kinds
        ],
    }


def model(name: str, version: str, skus: tuple[str, ...]) -> Row:
    """An entry of a region's list of models."""
    return {
        "kind": "OpenAI",
        "skuName": "S0",
        "model": {
            "format": "OpenAI",
            "name": name,
            "version": version,
            "skus": [{"name": sku, "usageName": f"OpenAI.{sku}.{name}"} for sku in skus],
            "lifecycleStatus": "GenerallyAvailable",
        },
    }


def usage(name: str, used: float, limit: float) -> Row:
    """An entry of a list of usages."""
    return {
        "name": {"value": name, "localizedValue": name},
        "currentValue": used, "limit": limit, "unit": "Count",
    }  # fmt: skip


def learning(kind: str, name: str, used: float, limit: float) -> Row:
    """An entry of Machine Learning's list of usages."""
    return {**usage(name, used, limit), "type": f"Microsoft.MachineLearningServices/{kind}/usages"}


def vnet(
    name: str, prefixes: list[str], subnets: list[Row] | None = None, *,
    group: str = "rg-other", peerings: list[Row] | None = None, region: str = "swedencentral",
) -> Row:  # fmt: skip
    """A VNet of dev's subscription."""
    return {
        "name": name,
        "id": f"/subscriptions/{DEV}/resourceGroups/{group}/providers/Microsoft.Network"
        f"/virtualNetworks/{name}",
        "location": region,
        "properties": {
            "addressSpace": {"addressPrefixes": prefixes},
            "subnets": subnets or [],
            "virtualNetworkPeerings": peerings or [],
        },
    }


def subnet(name: str, prefix: str, delegation: str = "") -> Row:
    """A subnet of a VNet."""
    delegations = [{"name": "0", "properties": {"serviceName": delegation}}] if delegation else []
    return {"name": name, "properties": {"addressPrefix": prefix, "delegations": delegations}}


def _subscription(fake: FakeAzure, subscription: str) -> None:
    fake.objects[sub(subscription, "")] = {
        "id": f"/subscriptions/{subscription}", "subscriptionId": subscription,
        "tenantId": TENANT, "displayName": "contoso-ai", "state": "Enabled",
    }  # fmt: skip
    empty = (
        "/resourcegroups", "/resources", "/providers/Microsoft.Network/virtualNetworks",
        "/providers/Microsoft.Authorization/policyAssignments",
        "/providers/Microsoft.Authorization/roleAssignments",
        "/providers/Microsoft.KeyVault/deletedVaults",
        "/providers/Microsoft.CognitiveServices/deletedAccounts",
        "/providers/Microsoft.OperationalInsights/deletedWorkspaces",
    )  # fmt: skip
    for path in empty:
        fake.lists[sub(subscription, path)] = []
    fake.lists[sub(subscription, "/providers")] = [provider(name) for name in PROVIDERS]
    place = "/providers/Microsoft.CognitiveServices/locations/swedencentral"
    fake.lists[sub(subscription, f"{place}/models")] = [
        model("gpt-5.1", "2025-11-13", ("DataZoneStandard", "GlobalStandard")),
        model("text-embedding-3-large", "1", ("Standard", "GlobalStandard")),
    ]
    fake.lists[sub(subscription, f"{place}/usages")] = [
        usage("OpenAI.DataZoneStandard.gpt-5.1", 10, 300),
        usage("OpenAI.Standard.text-embedding-3-large", 0, 350),
    ]
    fake.lists[sub(subscription, "/providers/Microsoft.Compute/skus")] = [
        {
            "resourceType": "virtualMachines", "name": name, "family": family,
            "locations": ["swedencentral"], "restrictions": [],
            "capabilities": [{"name": "vCPUs", "value": cpus}],
        }
        for name, family, cpus in (
            ("Standard_B4ms", "standardBSFamily", "4"),
            ("Standard_DS13-2_v2", "standardDSv2PromoFamily", "2"),
            ("Standard_DS3_v2", "standardDSv2Family", "4"),
            ("Standard_DS11_v2", "standardDSv2Family", "2"),
            ("Standard_D13_v2", "standardDv2Family", "8"),
        )
    ]  # fmt: skip
    fake.lists[sub(subscription, "/providers/Microsoft.Compute/locations/swedencentral/usages")] = [
        usage("cores", 4, 100), usage("standardBSFamily", 0, 10),
        usage("standardDSv2PromoFamily", 0, 10),
    ]  # fmt: skip
    place = "/providers/Microsoft.MachineLearningServices/locations/swedencentral/usages"
    fake.lists[sub(subscription, place)] = [
        learning("dedicatedCores", "Total Cluster Dedicated Regional vCPUs", 0, 100),
        learning("vmFamily", "Standard DSv2 Family Cluster Dedicated vCPUs", 0, 100),
        learning("vmFamily", "Standard Dv2 Family Cluster Dedicated vCPUs", 0, -1),
        learning("vmFamily", "Standard DSv2 Family Cluster LowPriority vCPUs", 0, 0),
        learning("workspaces", "Standard DSv2 Family Cluster Dedicated vCPUs", 0, 1),
    ]
