"""What look-ups in Azure find of subscriptions, quota, policies, names; described here only."""

from __future__ import annotations

from wizard.rules.live import live_finding

live_finding(
    "AZR120", "error", "The subscription cannot be used",
    "The subscription is disabled, or belongs to another tenant than the factory. Nothing can "
    "be deployed into it as planned.",
    "The subscription contoso-ai-dev (dev) is disabled.",
    "azure-facts 3",
)  # fmt: skip

live_finding(
    "AZR121", "warning", "Resource providers are not registered",
    "A subscription makes a kind of resource only after its provider was registered there, and "
    "the deploying identity often may not register it itself. The list follows from the "
    "services that are on.",
    "Not registered in the subscription of dev: Microsoft.App, Microsoft.Search.",
    "R-156",
)  # fmt: skip

live_finding(
    "AZR123", "error", "A service is not offered in the region",
    "The subscription's own list of regions for this kind of resource does not have the chosen "
    "one, so that its deployment is refused.",
    "Microsoft.Databricks/workspaces is not offered in polandcentral (Databricks).",
    "demand 29",
)  # fmt: skip

live_finding(
    "AZR131", "error", "A model is not offered in the region",
    "The region's list of models, as the subscription sees it now, does not have this model, "
    "version or type of deployment. The Foundry step fails.",
    "Version 2025-01-01 of gpt-5.1 is not offered in swedencentral (dev); there is 2025-11-13.",
    "R-105",
)  # fmt: skip

live_finding(
    "AZR132", "error", "Not enough quota for a model",
    "All deployments of a model in a region and subscription share one quota. Projects whose "
    "group exists already are taken to have theirs; the others together ask for more than is "
    "left.",
    "gpt-5.1 (DataZoneStandard) needs 60 thousand tokens a minute in dev, and 20 of 300 are "
    "left.",
    "R-105",
)  # fmt: skip

live_finding(
    "AZR133", "error", "A machine size is not offered",
    "The region does not have this size, or it is closed to the subscription. A cluster or "
    "compute instance of that size cannot be made.",
    "Standard_D13_v2 is not offered in swedencentral (prod).",
    "demand 29",
)  # fmt: skip

live_finding(
    "AZR134", "warning", "Not enough virtual CPUs",
    "Clusters take virtual CPUs out of a quota per family of machines, and out of one for the "
    "whole region. What is left is less than the clusters need when all their nodes run.",
    "Standard BS Family vCPUs: 8 are wanted in dev, and 4 of 10 are left.",
    "demand 29",
)  # fmt: skip

live_finding(
    "AZR141", "error", "A policy forbids public network access",
    "The networking mode opens services to public networks, and a policy at the subscription or"
    " above it denies exactly that. The deployment of these services is refused.",
    "In dev the policy 'Deny public network access' denies public network access (vaults); the "
    "networking mode is hybrid.",
    "network 5",
)  # fmt: skip

live_finding(
    "AZR142", "error", "A policy forbids the region",
    "A policy at the subscription or above it lists the regions in which something may be made,"
    " and the chosen one is not among them.",
    "In prod the policy 'Allowed locations' allows westeurope only, not swedencentral.",
    "network 5",
)  # fmt: skip

live_finding(
    "AZR143", "error", "A policy demands a tag",
    "A policy at the subscription or above it refuses resources, or resource groups, without a "
    "certain tag, and the tags in the answers do not have it.",
    "In dev the policy 'Require a tag' demands the tag Owner.",
    "network 5",
)  # fmt: skip

live_finding(
    "AZR144", "warning", "A policy forbids a kind of resource",
    "A policy at the subscription or above it refuses kinds of resources of a provider that a "
    "chosen service uses. Whether that is in the way depends on which of its kinds the service "
    "makes.",
    "In dev the policy 'Not allowed resource types' denies Microsoft.Databricks/workspaces, "
    "which Databricks may need.",
    "network 5",
)  # fmt: skip

live_finding(
    "AZR151", "warning", "Role assignments run out",
    "A subscription takes 4,000 role assignments, and each project of the factory takes some "
    "200 of them. A run that reaches the limit stops in the middle.",
    "The subscription of dev has 3900 of 4000 role assignments; a project takes about 200, and "
    "2 are still to come.",
    "azure-facts 5",
)  # fmt: skip

live_finding(
    "AZR161", "error", "Entra ID does not know the object",
    "Role assignments need object ids of the factory's tenant. An application id, an id of "
    "another tenant or a removed object is refused.",
    "0736f41a-0425-4b46-bdb5-1563eff02385 is an application id; the object id in your tenant is"
    " wanted.",
    "azure-facts 3",
)  # fmt: skip

live_finding(
    "AZR162", "error", "The object is of another kind",
    "A setting that wants groups takes groups only, and so with people and service principals: "
    "the kind is part of each role assignment, and a wrong one is refused.",
    "Anna Larsson (11111111-2222-4333-8444-555555555510) is a user, and a group is wanted.",
    "azure-facts 3",
)  # fmt: skip

live_finding(
    "AZR163", "note", "Object ids follow from the names",
    "A member's e-mail address or group name is answered, and its object id is missing or unknown "
    "to Entra ID, which has exactly one object of that name. Its id can be taken over.",
    "By their names Entra ID knows members of project 001: aifactory-prj001 is "
    "11111111-2222-4333-8444-555555555510.",
    "azure-facts 3",
)  # fmt: skip

live_finding(
    "AZR171", "error", "A deleted resource keeps the name",
    "Key vaults, AI services accounts and some others keep their name for weeks after they were"
    " deleted. Making one of the same name fails until the old one is purged or recovered.",
    "Foundry account aif-001-sdc-dev-abcde-001 (project 001, dev) was deleted, and still keeps "
    "its name.",
    "R-159",
)  # fmt: skip

live_finding(
    "AZR172", "error", "The name belongs to somebody else",
    "Names that are part of a host's address, those of storage accounts, key vaults, registries, "
    "databases, sites and others, are one in the world. This one is taken, and by nothing that "
    "the sign-in may see in the environment's subscription.",
    "The name acmeab1c2esml001dev (Data lake, dev) is taken, and not by anything that you may see "
    "in this subscription.",
    "azure-facts 4.1",
)  # fmt: skip

live_finding(
    "AZR173", "error", "A resource group exists in another region",
    "A resource group keeps the region in which it was made. One of the factory's names is "
    "there already, somewhere else.",
    "The group acme-esml-common-sdc-dev-001 (dev) exists in westeurope, the factory is planned "
    "for swedencentral.",
    "azure-facts 4.1",
)  # fmt: skip
