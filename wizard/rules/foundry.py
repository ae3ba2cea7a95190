"""AI Foundry: capability host, agents in the VNet, ways of deployment, policy exemptions."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.json_values import json_in
from wizard.rules.registry import rule
from wizard.rules.service_rows import row_rule
from wizard.rules.where import place

row_rule(
    "FND101",
    "project",
    "error",
    "The capability host lacks Cosmos DB, AI Search or the first project",
    explain=(
        "The capability host keeps what agents remember in your own account: threads in Cosmos "
        "DB, vectors in AI Search, files in storage, all for the Foundry project that the factory "
        "makes. If one of them is off, the host of the project is left out without a word, while "
        "a Cosmos DB is deployed and billed nevertheless."
    ),
    sources=("R-093", "D66", "demand 21"),
    bad={"foundry.capability_host": True},
    good={"foundry.capability_host": True, "services.cosmos_db": True},
)

row_rule(
    "FND102",
    "project",
    "error",
    "Agents in the VNet lack Cosmos DB",
    explain=(
        "Agents that join the project's network use the standard set-up of the agent service, "
        "which stores threads in Cosmos DB. Without it their deployment fails."
    ),
    sources=("R-094", "D66"),
    bad={"foundry.no_agent_injection": False},
    good={"foundry.no_agent_injection": False, "services.cosmos_db": True},
)

row_rule(
    "FND103",
    "project",
    "warning",
    "Foundry without AI Search",
    explain=(
        "Chat over documents and most agents look things up in AI Search. Foundry alone answers "
        "from the model's own knowledge only."
    ),
    sources=("R-100",),
    bad={"services.ai_search": False},
)

row_rule(
    "FND105",
    "project",
    "warning",
    "This way of deploying Foundry does not exist on GitHub",
    explain=(
        "The first way is one step of the Azure DevOps pipeline. The GitHub workflow has no such "
        "step and passes over it, so no Foundry is deployed at all."
    ),
    sources=("R-097", "D41"),
    bad={"foundry.deployment_type": "1"},
    good={"foundry.deployment_type": "3"},
)

row_rule(
    "FND113",
    "project",
    "error",
    "This way of deploying Foundry does not take the region",
    explain=(
        "The first and the third way use a template that lists the regions it takes. Azure "
        "refuses any other region before anything is made, and the run ends at step 69. The "
        "second way has no such list."
    ),
    sources=("R-097", "D41"),
    bad={"orchestrator": "azure-devops", "foundry.deployment_type": "3",
         "region.name": "northeurope", "region.code": "neu"},
    good={"orchestrator": "azure-devops", "foundry.deployment_type": "3"},
)  # fmt: skip

row_rule(
    "FND106",
    "project",
    "error",
    "Two generations of Foundry in one project",
    explain=(
        "The hub of the first generation and the separate AI services account are replaced by "
        "Foundry. Upstream does not support both in one project; leave the older flags off."
    ),
    sources=("R-098",),
    bad={"deprecated.foundry_hub": True},
    once=True,
)


@rule(
    "FND107",
    "project",
    "note",
    "Agents in the VNet cannot search files in blob storage",
    explain=(
        "With agents inside the VNet the agent service's file search over blob storage is not "
        "available; put the documents into AI Search instead. It is the price of keeping the "
        "agents' traffic private."
    ),
    sources=("R-099",),
    bad={"services.cosmos_db": True, "foundry.no_agent_injection": False},
)
def _no_file_search(view: View) -> Iterator[Problem]:
    if view.is_on("services.ai_foundry") and not view.is_on("foundry.no_agent_injection"):
        yield Problem(
            ("foundry.no_agent_injection",),
            f"Agents{place(view)} run inside the VNet, where file search over blob storage does "
            "not work.",
            "Use AI Search for documents, or keep the agents out of the VNet.",
        )


_LISTS = ("foundry.policy_exemptions", "foundry.policy_exemption_references")


@rule(
    "FND108",
    "project",
    "error",
    "Policy exemptions are not a list of texts",
    explain=(
        "The templates take policy exemptions as a JSON array of strings, [] for none. Anything "
        "else stops step 61."
    ),
    sources=("R-103", "D73"),
    bad={
        "services.cosmos_db": True,
        "foundry.no_agent_injection": False,
        "foundry.policy_exemptions": '{"id": "x"}',
    },
    good={
        "services.cosmos_db": True,
        "foundry.no_agent_injection": False,
        "foundry.policy_exemptions": '["/subscriptions/x/policyAssignments/y"]',
    },
)
def _exemptions_are_texts(view: View) -> Iterator[Problem]:
    for key in _LISTS:
        text = view.text(key)
        if text in ("", "[]") or not view.applies(key) or _is_list_of_texts(text):
            continue
        yield Problem(
            (key,),
            f'"{view.catalog[key].title}"{place(view)} is no JSON list of texts: {text[:60]}',
            'Write it like ["first id","second id"], or [] for none.',
            set={key: "[]"},
        )


def _is_list_of_texts(text: str) -> bool:
    parsed = json_in(text)
    return isinstance(parsed, list) and all(isinstance(item, str) for item in parsed)


@rule(
    "FND110",
    "project",
    "note",
    "A single allowed address opens its whole /24 on Foundry for a while",
    explain=(
        "Step 69a adds /24 to an address without a mask, so 256 addresses may reach the Foundry "
        "account. Step 69b narrows it again, 15 to 60 minutes later; if that step fails or is "
        "skipped, the wide rule stays."
    ),
    sources=("bicep-defects 3.2",),
    bad={"team.allowed_ips": "203.0.113.10"},
    good={"team.allowed_ips": "203.0.113.0/28"},
)
def _address_without_mask(view: View) -> Iterator[Problem]:
    if not view.is_on("services.ai_foundry"):
        return
    single = [item for item in view.items("team.allowed_ips") if item != "-" and "/" not in item]
    if single:
        yield Problem(
            ("team.allowed_ips",),
            f"Foundry{place(view)} lets in the whole /24 around {', '.join(single[:3])} from "
            "step 69a until step 69b has finished.",
            "Check the account's network rules after the run, or give ranges with a mask.",
        )


@rule(
    "FND112",
    "project",
    "note",
    "Policies of the hub may stop the agents' network",
    explain=(
        "Where private DNS zones are made by policy in the hub, policies often also add records, "
        "deny subnet joins or forbid new zones on their own. They can stop the steps that attach "
        "agents to the VNet. Exempting the network's resource group from them is what the list "
        "of policy exemptions is for."
    ),
    sources=("demand 38", "R-103"),
    bad={
        "dns.central_by_policy": True,
        "dns.hub_subscription_id": "11111111-2222-4333-8444-5555555555aa",
        "dns.hub_resource_group": "rg-hub-dns",
        "services.cosmos_db": True,
        "foundry.no_agent_injection": False,
    },
    good={"services.cosmos_db": True, "foundry.no_agent_injection": False},
)
def _hub_policies(view: View) -> Iterator[Problem]:
    key = "foundry.policy_exemptions"
    if view.is_on("dns.central_by_policy") and view.applies(key) and view.text(key) in ("", "[]"):
        yield Problem(
            (key, "dns.central_by_policy"),
            f"DNS is governed by policy, and no policy is exempted for the agents{place(view)}; "
            "policies that make DNS records or deny subnet joins can stop step 69.",
            "Ask the platform team which policy assignments apply to the VNet's resource group, "
            "and list those that get in the way.",
        )
