"""Models: what the region offers, where data is processed, which version belongs to which model."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.tables import Row
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.where import place


def region_row(view: View) -> Row | None:
    """The row of the region table for the chosen region; None for one that it does not have."""
    name = view.text("region.name").strip().lower()
    for row in view.catalog.tables.get("regions", {}).get("regions", ()):
        if row["name"] == name:
            found: Row = row
            return found
    return None


def _dated(view: View) -> str:
    return f"(region table of {view.catalog.tables['regions']['as_of']})"


@rule(
    "MOD101",
    "project",
    "warning",
    "The region does not offer Foundry",
    explain=(
        "Foundry accounts and projects exist in a part of the Azure regions, and with private "
        "networking the account has to be in the region of its VNet. The table moves several "
        "times a year; if Microsoft's page says otherwise by now, go on."
    ),
    sources=("R-108", "demand 29", "azure-facts 1.1"),
    bad={"region.name": "westus2", "region.code": "wu2"},
    good={"region.name": "eastus2", "region.code": "eu2"},
)
def _region_without_foundry(view: View) -> Iterator[Problem]:
    row = region_row(view)
    if row is None or row["foundry"] == "yes" or not view.is_on("services.ai_foundry"):
        return
    widest = " or ".join(view.catalog.tables["regions"].get("widest_coverage", ()))
    offered_nowhere = row["foundry"] == "no"
    said = "is not offered" if offered_nowhere else "is not listed, although agents are,"
    yield Problem(
        ("region.name", "services.ai_foundry"),
        f"Foundry{place(view)} {said} in {row['title']} {_dated(view)}.",
        f"Choose another region ({widest} offer most), or check the region page and go on.",
        severity="warning" if offered_nowhere else "note",
    )


@rule(
    "MOD102",
    "project",
    "warning",
    "The region does not offer agents",
    explain=(
        "Some regions have Foundry projects but not the agent service that the capability host "
        "and agents in the VNet belong to. The table moves several times a year, so this is a "
        "warning only."
    ),
    sources=("demand 29", "azure-facts 1.1"),
    bad={
        "region.name": "northeurope",
        "region.code": "neu",
        "services.cosmos_db": True,
        "foundry.capability_host": True,
    },
    good={"services.cosmos_db": True, "foundry.capability_host": True},
)
def _region_without_agents(view: View) -> Iterator[Problem]:
    row = region_row(view)
    if row is None or row["agents"] or not view.is_on("services.ai_foundry"):
        return
    if view.is_on("foundry.capability_host") or not view.is_on("foundry.no_agent_injection"):
        yield Problem(
            ("region.name", "foundry.capability_host", "foundry.no_agent_injection"),
            f"Agents{place(view)} are not offered in {row['title']} {_dated(view)}.",
            "Choose a region with agents, or do without the capability host and agents in the "
            "VNet.",
        )


@rule(
    "MOD103",
    "project",
    "warning",
    "No data zone around the region",
    explain=(
        "A data zone deployment processes prompts anywhere inside its zone. There is one for the "
        "United States and one for the European Union; a region outside both has none, and the "
        "deployment of the model fails. GPT-5.4 mini is always deployed that way."
    ),
    sources=("R-104", "R-108", "D61", "demand 29"),
    bad={"region.name": "uksouth", "region.code": "uks"},
    good={"region.name": "uksouth", "region.code": "uks", "models.gpt_sku": "GlobalStandard"},
)
def _no_data_zone(view: View) -> Iterator[Problem]:
    row = region_row(view)
    zones = view.catalog.tables.get("compatibility", {}).get("data_zones", ())
    if row is None or any(row["geography"] in zone["geographies"] for zone in zones):
        return
    keys = tuple(_in_a_data_zone(view))
    if keys and (view.is_on("services.ai_foundry") or view.is_on("deprecated.ai_services")):
        yield Problem(
            (*keys, "region.name"),
            f"A model{place(view)} is deployed in a data zone, but {row['title']} lies in none.",
            "Deploy it as GlobalStandard or Standard, or choose a region in the EU or the US.",
            set={key: "GlobalStandard" for key in keys if view.catalog[key].kind != "bool"},
        )


def _in_a_data_zone(view: View) -> Iterator[str]:
    """The settings by which a model is deployed in a data zone."""
    facts = view.catalog.tables["compatibility"]
    models, zone = facts["deployed_models"], facts["data_zone_sku"]
    for key in dict.fromkeys(row["sku_from"] for row in models if "sku_from" in row):
        if view.applies(key) and view.text(key) == zone:
            yield key
    for row in models:
        if row.get("sku") == zone and view.applies(row["key"]) and view.is_on(row["key"]):
            yield row["key"]


@rule(
    "MOD104",
    "project",
    "note",
    "Few regions offer a model for processing in the region only",
    explain=(
        "The deployment type Standard keeps prompts inside the region. Newer models come to it "
        "late or never, and quota is small. `az cognitiveservices model list --location REGION` "
        "shows what a region offers, `az cognitiveservices usage list` the quota that is left."
    ),
    sources=("R-108", "R-105", "demand 29"),
    bad={"models.gpt_sku": "Standard"},
    good={"models.gpt_sku": "GlobalStandard"},
)
def _regional_model(view: View) -> Iterator[Problem]:
    if not view.is_on("services.ai_foundry") or not view.is_on("models.gpt"):
        return
    if view.text("models.gpt_sku") == "Standard":
        region = view.text("region.name")
        yield Problem(
            ("models.gpt_sku", "models.gpt_name", "region.name"),
            f"{view.text('models.gpt_name')}{place(view)} is to be processed in {region} only; "
            "few regions offer each model so.",
            f"Check with: az cognitiveservices model list --location {region}",
        )


@rule(
    "MOD105",
    "project",
    "warning",
    "A version of another model",
    explain=(
        "The vendor's notes beside the version of GPT-5.4 mini speak of GPT-4o mini and its "
        "version 2024-07-18, and one workflow falls back to it. GPT-5.4 mini has no such version; "
        "that of GPT-4o mini does not work with Bing grounding either."
    ),
    sources=("R-107", "D39", "D70"),
    bad={"models.gpt_54_mini": True, "models.gpt_54_mini_version": "2024-07-18"},
    good={"models.gpt_54_mini": True},
)
def _foreign_version(view: View) -> Iterator[Problem]:
    foreign = view.catalog.tables.get("compatibility", {}).get("foreign_versions", {})
    for key, row in foreign.items():
        if view.applies(key) and view.text(key) == row["version"]:
            yield Problem(
                (key,),
                f"{row['version']}{place(view)} is a version of {row['belongs_to']}, not of the "
                "model that this setting is for.",
                "Take the default version, or look the present one up in the region.",
                set={key: None},
            )


@rule(
    "MOD106",
    "project",
    "note",
    "The main model is not deployed on the AI services account",
    explain=(
        "Step 63 receives name, version and capacity of the main chat model but not its switch, "
        "which is off by default. The account of the earlier generation stays without it, and "
        "the capacity of its embedding models is fixed at 25."
    ),
    sources=("bicep-defects 2.7",),
    bad={"deprecated.ai_services": True, "services.ai_foundry": False, "models.gpt": True},
    good={"deprecated.ai_services": True, "services.ai_foundry": False, "models.gpt": False},
)
def _not_on_ai_services(view: View) -> Iterator[Problem]:
    if view.is_on("deprecated.ai_services") and view.is_on("models.gpt"):
        yield Problem(
            ("models.gpt", "deprecated.ai_services"),
            f"The main chat model{place(view)} never reaches the AI services account: its switch "
            "is not passed to step 63.",
            "Deploy the model by hand on that account, or move to Foundry.",
        )
