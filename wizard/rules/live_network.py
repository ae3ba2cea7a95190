"""What look-ups in Azure find of networks, groups and vaults; described here only."""

from __future__ import annotations

from wizard.rules.live import live_finding

live_finding(
    "AZR100", "note", "Could not be looked up",
    "Nothing is known about this: nobody is signed in, reading is not permitted, Azure did not "
    "answer in time, or the answers do not say yet where to look. Everything else was looked up"
    " all the same.",
    "role assignments of dev: no permission: You may not read this (AuthorizationFailed).",
    "azure-facts 9",
)  # fmt: skip

live_finding(
    "AZR101", "error", "The VNet brought along does not exist",
    "The answers name a VNet that belongs to somebody else, and the subscription has none of "
    "that name in that group. The network step looks it up and fails.",
    "The VNet vnet-shared-dev does not exist where dev expects it.",
    "network 8.4",
)  # fmt: skip

live_finding(
    "AZR102", "error", "A subnet brought along does not exist",
    "The answers name the subnets that projects use, and the VNet has none of that name. The "
    "step that puts a service there fails.",
    "vnet-shared-dev has no subnet snt-prj001-aca (Container Apps, dev).",
    "network 8.4",
)  # fmt: skip

live_finding(
    "AZR103", "warning", "A subnet is not delegated as its service needs it",
    "Container Apps, agents, web apps and Databricks each need a subnet that is delegated to "
    "them, other services one without a delegation. A subnet has one delegation, so one that "
    "belongs to another service is in the way.",
    "The subnet snt-prj001-aca (Container Apps, dev) is delegated to Microsoft.Web/serverFarms.",
    "network 8.4",
)  # fmt: skip

live_finding(
    "AZR104", "error", "A planned range is taken by a subnet of somebody else",
    "The VNet holds a subnet that is not one of the factory's, in a range that the plan gives "
    "to a project. Azure refuses the overlapping subnet when the network step runs.",
    "In vnt-esmlcmn-sdc-dev-001 the range 172.16.68.0/25, planned for snt-prj002-genai, is "
    "taken by the subnet snet-build-agents (172.16.68.0/24).",
    "network 8.4",
)  # fmt: skip

live_finding(
    "AZR105", "warning", "The VNet has another range than planned",
    "The VNet exists already, and its address space does not hold the range that the answers "
    "give it. The plan then hands out addresses that the VNet does not have.",
    "The VNet vnt-esmlcmn-sdc-dev-001 of dev has 10.20.0.0/16, planned is 172.16.0.0/16.",
    "network 8.4",
)  # fmt: skip

live_finding(
    "AZR106", "warning", "A subnet has another range than planned",
    "What is deployed differs from the address plan: somebody changed it by hand, or the "
    "pipeline's calculator chose otherwise. A subnet in use cannot be moved, so the plan has to"
    " follow.",
    "The subnet snt-prj001-genai (Private endpoints and Azure ML, dev) has 172.16.70.0/25, "
    "planned is 172.16.64.0/25.",
    "network 8.4",
)  # fmt: skip

live_finding(
    "AZR107", "error", "The VNet overlaps one that it is peered with",
    "Traffic to an address that both VNets have stays in the first. Azure does not set up such "
    "a peering, and breaks one whose ranges change.",
    "The VNet of dev overlaps vnet-hub, which it is peered with, in 10.0.0.0/24.",
    "network 8.4",
)  # fmt: skip

live_finding(
    "AZR108", "note", "The VNet overlaps another one",
    "Two VNets that are strangers to each other may have one range. They can never be peered, "
    "neither with each other nor with one hub; so with peering planned this is an error.",
    "The VNet of dev overlaps vnet-apps (group rg-apps) in 172.16.0.0/20.",
    "network 8.4",
)  # fmt: skip

live_finding(
    "AZR109", "note", "Planned subnets are not there yet",
    "The VNet exists, and these subnets of it do not. The next run of the network step makes "
    "them; somebody may also have removed them.",
    "vnt-esmlcmn-sdc-dev-001 does not have yet (project 001, dev): snt-prj001-webapp.",
    "network 8.4",
)  # fmt: skip

live_finding(
    "AZR110", "error", "The VNet stands in another region",
    "Private endpoints and agents have to be in the region of their VNet. The VNet exists in "
    "another region than the one the factory is planned for.",
    "The VNet vnet-shared-dev of dev stands in westeurope, the factory in swedencentral.",
    "azure-facts 1.1",
)  # fmt: skip

live_finding(
    "AZR111", "error", "A resource group brought along does not exist",
    "The answers name a resource group that has to be there before the first run, and the "
    "subscription has none of that name.",
    "The resource group rg-network-dev, brought along for dev, does not exist.",
    "R-043",
)  # fmt: skip

live_finding(
    "AZR112", "error", "The seeding key vault does not exist",
    "Every run reads its identities from the seeding key vault. There is none of that name in "
    "the group and subscription that the answers give, so the first step fails.",
    "The seeding key vault kv-seeding-sdc-001 of dev is not in the group rg-seeding-sdc-001.",
    "R-043",
)  # fmt: skip

live_finding(
    "AZR113", "error", "A secret is missing in the seeding key vault",
    "A run reads this secret by its name, and the vault has no enabled secret of that name. "
    "Only names are looked at; no value is ever read.",
    "The seeding key vault kv-seeding-sdc-001 has no enabled secret esml-project001-sp-"
    "id.",
    "R-043",
)  # fmt: skip

live_finding(
    "AZR114", "warning", "The seeding key vault is not set up for its purpose",
    "Template deployments read the seeding key vault, which has to be enabled for that; with "
    "Customer Managed Keys it also has to be protected against purging.",
    "The seeding key vault kv-seeding-sdc-001 may not be read by template deployments.",
    "R-043",
)  # fmt: skip
