"""The answers of a first set-up: as somebody gives them to labels, and as full keys."""

from __future__ import annotations

from tests.prompts.person import Given

TENANT = "11111111-2222-4333-8444-555555555501"
AZURE_ML = "11111111-2222-4333-8444-555555555502"
MEMBERS = "11111111-2222-4333-8444-555555555510, 11111111-2222-4333-8444-555555555511"
SEEDING = "11111111-2222-4333-8444-5555555555d0"
REPOSITORY = "contoso/ai-factory-001"
ENVIRONMENT = "scale_sets.001.environments"


def by_label(orchestrator: str) -> dict[str, Given]:
    """What is typed, by the label that is shown."""
    told: dict[str, Given] = {
        "Where the pipelines run": orchestrator,
        "Tenant": TENANT,
        "Azure Machine Learning's object id": AZURE_ML,
        "Factory prefix": "zeta-",
        "Data": frozenset({"cosmos_db"}),
        "Members by object id": MEMBERS,
        "Members by e-mail or group name": "grp-ai-001,grp-ai-002",
        "Cost center of the project": "CC-4711: AI",
        "Environment in use, stage": False,
        "What now": "write",
    }
    if orchestrator == "github":
        told["Factory repository"] = REPOSITORY
    for name, digit in (("dev", 1), ("prod", 3)):
        told[f"Subscription, {name}"] = f"11111111-2222-4333-8444-5555555555d{digit}"
        told[f"Subscription of the seeding vault, {name}"] = SEEDING
        told[f"Seeding key vault, {name}"] = f"kv-seed-{name}-001"
        told[f"Resource group of the seeding vault, {name}"] = f"rg-seed-{name}-001"
        if orchestrator == "azure-devops":
            told[f"Service connection, {name}"] = f"sc-{name}"
            told[f"Service connection of the seeding vault, {name}"] = f"sc-seed-{name}"
    return told


def by_key(orchestrator: str) -> dict[str, object]:
    """The same answers by full key; where the default is chosen, there is none."""
    told: dict[str, object] = {
        "tenant_id": TENANT,
        "identities.azure_ml_object_id": AZURE_ML,
        "naming.prefix": "zeta-",
        "projects.001.services.cosmos_db": True,
        "projects.001.team.member_object_ids": MEMBERS,
        "projects.001.team.member_emails": "grp-ai-001,grp-ai-002",
        "projects.001.tags.cost_center": "CC-4711: AI",
        f"{ENVIRONMENT}.stage.enabled": False,
    }
    if orchestrator == "github":
        told["github.repository"] = REPOSITORY
    else:
        told["orchestrator"] = orchestrator
    for name, digit in (("dev", 1), ("prod", 3)):
        here = f"{ENVIRONMENT}.{name}"
        told[f"{here}.subscription_id"] = f"11111111-2222-4333-8444-5555555555d{digit}"
        told[f"{here}.seeding.subscription_id"] = SEEDING
        told[f"{here}.seeding.key_vault"] = f"kv-seed-{name}-001"
        told[f"{here}.seeding.resource_group"] = f"rg-seed-{name}-001"
        if orchestrator == "azure-devops":
            told[f"{here}.service_connection"] = f"sc-{name}"
            told[f"{here}.seeding.service_connection"] = f"sc-seed-{name}"
    return told
