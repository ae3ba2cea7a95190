"""Valid factories of every release and shape, whose answers can be spoilt one by one."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.load import releases
from wizard.catalog.setting import Value
from wizard.rules.example import BASE

TENANT = str(BASE["tenant_id"])
CONNECTIONS = {
    f"environments.{name}.{key}": f"contoso-{name}"
    for name in ("dev", "stage", "prod")
    for key in ("service_connection", "seeding.service_connection")
}
ORCHESTRATORS: dict[str, dict[str, Value]] = {
    "github": {},
    "azure-devops": {"orchestrator": "azure-devops", **CONNECTIONS},
}
NOT_TOGETHER: dict[str, Value] = {
    "deprecated.foundry_hub": False, "deprecated.ai_services": False, "services.aks": False,
    "services.aks_for_machine_learning": False, "services.event_hubs": False,
    "registry.dedicated": True, "registry.shared_override": True,
    "identities.azure_devops_tenant_id": TENANT,
}  # fmt: skip
"""What makes a factory with every service on valid."""
VARIANTS: dict[str, dict[str, Value]] = {
    "private": {},
    "hybrid": {"networking.mode": "hybrid", "team.allowed_ips": "203.0.113.7,198.51.100.0/24"},
    "public": {"networking.mode": "public"},
    "own VNet": {
        "byo.vnet_resource_group": "acme-esml-common-sdc-<network_env>001",
        "byo.vnet_name": "vnet-common-001", "environments.dev.byo.network_env": "dev-",
        "environments.stage.byo.network_env": "test-", "environments.prod.byo.network_env": "prod-",
    },
    "own subnets": {
        "byo.subnets": True, "byo.vnet_resource_group": "rg-net-<network_env>001",
        "byo.vnet_name": "vnet-<network_env>001",
        "byo.common_subnet": "snet-<network_env>common",
        "byo.scoring_subnet": "snet-<network_env>scoring",
        "byo.power_bi_subnet": "snet-<network_env>pbi",
        **{
            f"environments.{name}.byo.network_env": f"{name}-" for name in ("dev", "stage", "prod")
        },
        **{
            f"subnets.{kind}": f"snet-<network_env>prj<xxx>-{kind.replace('_', '-')}"
            for kind in ("genai", "aks", "aks2", "aca", "aca2", "webapp",
                         "databricks_public", "databricks_private")
        },
    },
    "AKS": {
        "services.aks": True, "services.logic_apps": False,
        "aks.outbound_type": "userDefinedRouting", "aks.firewall_private_ip": "10.1.0.4",
        "environments.stage.enabled": False, "environments.prod.enabled": False,
    },
    "AKS for models": {
        "services.aks_for_machine_learning": True, "services.logic_apps": False,
        "aks.nodes.dev": 1, "aks.nodes.stage_prod": 1,
    },
    "hub DNS": {
        "dns.central_by_policy": True, "dns.hub_resource_group": "rg-hub-dns",
        "dns.hub_subscription_id": "11111111-2222-4333-8444-5555555555e1",
        "address.vnet": "172.16.XX.0/18", "environments.dev.address.octet": 0,
        "environments.stage.address.octet": 64, "environments.prod.address.octet": 128,
    },
    "own subscriptions": {
        "address.scaling_mode": "own-subscriptions", "address.vnet": "172.16.XX.0/20",
        "environments.dev.address.octet": 0, "environments.stage.address.octet": 16,
        "environments.prod.address.octet": 32,
    },
    "gateway": {
        "gateway.apim": True, "gateway.apim_group": "rg-apim",
        "gateway.apim_service": "apim-contoso",
        "gateway.apim_total_tpm": 50000, "gateway.apim_assign_role": True,
        "gateway.apim_backends": '[{"name": "one"}]',
        "gateway.apim_principal": "11111111-2222-4333-8444-5555555555e2",
        "gateway.kong": True, "gateway.kong_vnet_group": "rg-kong",
        "gateway.kong_vnet": "vnet-kong",
        "gateway.kong_subnet": "10.77.0.0/27", "gateway.kong_host": "apim-contoso.azure-api.net",
    },
}  # fmt: skip
"""Other valid factories: what each answers otherwise, where its release asks for it."""
ONLY_125 = ("own subscriptions", "gateway")
ONLY_AZURE_DEVOPS = ("own subnets",)


def factories() -> Iterator[tuple[str, str, str]]:
    """Release, orchestrator and variant of every factory."""
    for release in releases():
        for orchestrator in ORCHESTRATORS:
            for variant in VARIANTS:
                if variant in ONLY_125 and release != "1.25":
                    continue
                if variant in ONLY_AZURE_DEVOPS and orchestrator == "github":
                    continue
                yield release, orchestrator, variant
