"""Three factories on which Bicep files are judged, and what the release's table declares."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from wizard.catalog.load import load_catalog
from wizard.resources import schemas_dir
from wizard.rules.example import example_answers
from wizard.rules.registry import Changes
from wizard.session import Session

CATALOG = load_catalog("1.24")
SUBSCRIPTION = "/subscriptions/11111111-2222-4333-8444-5555555555d1"
ASE = f"{SUBSCRIPTION}/resourceGroups/rg-ase/providers/Microsoft.Web"
PRIVATE: Changes = {"naming.random_salt": "a1b2c3d4e5"}
HYBRID: Changes = {
    "networking.mode": "hybrid",
    "dns.central_by_policy": True,
    "dns.hub_subscription_id": "11111111-2222-4333-8444-5555555555dd",
    "dns.hub_resource_group": "rg-hub-dns",
    "byo.vnet_name": "vnet-<network_env>001",
    "byo.vnet_resource_group": "rg-<network_env>net",
    "byo.common_resource_group": "rg-common",
    "byo.data_lake": "lakecontoso",
    "team.allowed_ips": ("203.0.113.7", "203.0.113.8"),
}
MANY: Changes = {
    **{key: True for key in CATALOG.settings if key.startswith("services.")},
    "cmk.enabled": True,
    "networking.private_monitoring": True,
    "networking.disable_local_auth": False,
    "access.bastion": True,
    "access.admin_vm": True,
    "access.admin_username": "coreadmin",
    "access.hybrid_benefit": True,
    "search.shared_private_link": False,
    "app_service_environment.existing": True,
    "app_service_environment.resource_id": f"{ASE}/hostingEnvironments/ase-1",
    "app_service_environment.plan_id": f"{ASE}/serverfarms/plan-1",
    "logic_apps.type": "Consumption",
    "databases.postgresql_admin_emails": "dba@contoso.example",
    "dns.link_global_location": True,
    "machine_learning.add_another": True,
    "models.embedding_capacity": 33,
    "registry.shared": False,
    "sku.storage.dev": "Standard_GRS",
    "tags.cost_center": "it's ${not} a plain one",
}
EXAMPLES = {"private": PRIVATE, "hybrid": HYBRID, "many": MANY}


@cache
def session_of(example: str, orchestrator: str = "github") -> Session:
    """A session over one of the examples; not to be changed."""
    changes = {**EXAMPLES[example], "orchestrator": orchestrator}
    return Session(CATALOG, example_answers(CATALOG, changes))


@cache
def declared() -> dict[str, dict[str, dict[str, Any]]]:
    """Template -> parameter -> what the release declares, as the table has it."""
    path = schemas_dir() / "1.24" / "bicep" / "templates.yaml"
    table = yaml.safe_load(path.read_text(encoding="utf-8"))["templates"]
    return {name: row["parameters"] for name, row in table.items()}
