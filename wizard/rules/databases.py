"""Databases: kinds, and sizes that have to belong to their tier."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.service_rows import row_rule
from wizard.rules.where import arrives, place, size_parts

_DEVOPS = {"orchestrator": "azure-devops"}

row_rule(
    "DBS101",
    "project",
    "warning",
    "MongoDB is ignored beside the capability host",
    explain=(
        "The capability host needs Cosmos DB with the document kind, so the template creates "
        "that, whatever is chosen. An application that expects MongoDB does not find it."
    ),
    sources=("R-096", "R-123"),
    bad={
        "services.cosmos_db": True,
        "databases.cosmos_kind": "MongoDB",
        "foundry.capability_host": True,
    },
    good={"services.cosmos_db": True, "databases.cosmos_kind": "MongoDB"},
)


@rule(
    "DBS102",
    "project",
    "error",
    "The PostgreSQL machine does not belong to its tier",
    explain=(
        "Burstable machines begin with Standard_B, general-purpose ones with Standard_D, "
        "memory-optimised ones with Standard_E. Azure refuses a machine of another tier. "
        "GitHub passes these sizes on from release 1.25 only."
    ),
    sources=("R-125",),
    bad={**_DEVOPS, "services.postgresql": True, "sku.postgresql_tier.dev": "GeneralPurpose"},
    good={
        **_DEVOPS,
        "services.postgresql": True,
        "sku.postgresql_tier.dev": "GeneralPurpose",
        "sku.postgresql.dev": "Standard_D2ds_v5",
    },
)
def _postgresql_machine(view: View) -> Iterator[Problem]:
    if not view.is_on("services.postgresql") or not arrives(view, "sku.postgresql.dev"):
        return
    tiers = view.catalog.tables.get("compatibility", {}).get("postgresql_tiers", {})
    for part in size_parts(view):
        size_key, tier_key = f"sku.postgresql.{part}", f"sku.postgresql_tier.{part}"
        size, tier = view.text(size_key), view.text(tier_key)
        row = tiers.get(tier)
        if row is None or not size or size.lower().startswith(row["prefix"].lower()):
            continue
        yield Problem(
            (size_key, tier_key),
            f"PostgreSQL{place(view)}: {size} is no machine of tier {tier}.",
            f"Choose a machine that begins with {row['prefix']}, such as {row['example']}, or "
            "another tier.",
            set={size_key: row["example"]},
        )


@rule(
    "DBS103",
    "project",
    "error",
    "The SQL Database size does not belong to its tier",
    explain=(
        "Each DTU size belongs to one tier: Basic to Basic, S0 to S12 to Standard, P1 to P15 to "
        "Premium. Azure refuses another pair. GitHub passes these sizes on from release 1.25 only."
    ),
    sources=("R-127",),
    bad={**_DEVOPS, "services.sql_database": True, "sku.sql_database.dev": "P1"},
    good={
        **_DEVOPS,
        "services.sql_database": True,
        "sku.sql_database.dev": "P1",
        "sku.sql_database_tier.dev": "Premium",
    },
)
def _sql_size(view: View) -> Iterator[Problem]:
    if not view.is_on("services.sql_database") or not arrives(view, "sku.sql_database.dev"):
        return
    tiers = view.catalog.tables.get("compatibility", {}).get("sql_tiers", {})
    for part in size_parts(view):
        size_key, tier_key = f"sku.sql_database.{part}", f"sku.sql_database_tier.{part}"
        size, tier = view.text(size_key), view.text(tier_key)
        row = tiers.get(tier)
        if row is None or not size or size in row["sizes"]:
            continue
        home = next((name for name, other in tiers.items() if size in other["sizes"]), None)
        yield Problem(
            (size_key, tier_key),
            f"SQL Database{place(view)}: {size} is no size of tier {tier}.",
            f"Choose one of {', '.join(row['sizes'])}"
            + (f", or set the tier to {home}." if home else "."),
            set={tier_key: home} if home else {size_key: row["sizes"][0]},
        )


@rule(
    "DBS104",
    "project",
    "note",
    "Redis Basic in stage and prod",
    explain=(
        "Basic runs on a single machine without a service level agreement and loses its content "
        "at every maintenance. Injection into the VNet needs Premium; the private endpoint that "
        "the factory uses works on every tier."
    ),
    sources=("R-126",),
    bad={**_DEVOPS, "services.redis": True, "sku.redis.stage_prod": "Basic"},
    good={**_DEVOPS, "services.redis": True, "sku.redis.dev": "Basic"},
)
def _redis_basic(view: View) -> Iterator[Problem]:
    key = "sku.redis.stage_prod"
    if not view.is_on("services.redis") or not arrives(view, key):
        return
    if "stage_prod" in size_parts(view) and view.text(key) == "Basic":
        yield Problem(
            (key,),
            f"Redis{place(view)} is Basic in stage and prod: one machine, no service level "
            "agreement.",
            "Take Standard for anything that users depend on.",
            set={key: "Standard"},
        )


row_rule(
    "DBS105",
    "project",
    "error",
    "Elasticsearch on a cluster of your own is not built",
    explain=(
        "The templates know the kind but deploy nothing for it; only Elastic Cloud through the "
        "marketplace is created in this release."
    ),
    sources=("R-129",),
    bad={
        "services.elasticsearch": True,
        "elasticsearch.email": "team@contoso.example",
        "elasticsearch.first_name": "A",
        "elasticsearch.last_name": "B",
        "elasticsearch.company": "Contoso",
        "elasticsearch.type": "SelfManagedOnAKS",
    },
    good={
        "services.elasticsearch": True,
        "elasticsearch.email": "team@contoso.example",
        "elasticsearch.first_name": "A",
        "elasticsearch.last_name": "B",
        "elasticsearch.company": "Contoso",
    },
)


@rule(
    "DBS106",
    "project",
    "note",
    "Elasticsearch needs a provider and a marketplace purchase",
    explain=(
        "Elastic is bought through the Azure Marketplace. The subscription needs the resource "
        "provider Microsoft.Elastic, marketplace purchases must be allowed, and no policy may "
        "deny the resource type."
    ),
    sources=("R-130", "demand 30"),
    bad={"services.elasticsearch": True},
)
def _elastic_provider(view: View) -> Iterator[Problem]:
    if view.is_on("services.elasticsearch"):
        yield Problem(
            ("services.elasticsearch",),
            f"Elasticsearch{place(view)} needs the resource provider Microsoft.Elastic in every "
            "subscription in use, and leave to buy in the marketplace.",
            "Run in each: az provider register --namespace Microsoft.Elastic",
        )
