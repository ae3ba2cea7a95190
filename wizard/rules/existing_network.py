"""Rules on a VNet or subnets that exist already and belong to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.network.build import expanded, filled, table_of
from wizard.network.subnet_kinds import SubnetKind
from wizard.rules.defects import stands
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.where import on_github

NETWORK_ENV, PROJECT = "<network_env>", "<xxx>"
VNET_NAMES = ("byo.vnet_name", "byo.vnet_resource_group")
_ON_ADO = {"orchestrator": "azure-devops"}
_COMPLETE = {
    **_ON_ADO,
    "byo.subnets": True,
    "byo.vnet_name": "vnt-<network_env>shared",
    "byo.vnet_resource_group": "rg-<network_env>network",
    "byo.common_subnet": "snet-cmn",
    "byo.scoring_subnet": "snet-scoring",
    "byo.power_bi_subnet": "snet-esml-cmn-pbi-001",
    "subnets.genai": "snt-prj<xxx>-genai",
    "subnets.aca": "snt-prj<xxx>-aca",
    "subnets.aca2": "snt-prj<xxx>-aca2",
    "subnets.aks": "snt-prj<xxx>-aks",
    "subnets.aks2": "snt-prj<xxx>-aks2",
}


def existing_kinds(view: View) -> list[SubnetKind]:
    """The project subnets whose names the view's project needs."""
    return [
        kind
        for kind in table_of(view).project
        if kind.required_when is not None and view.holds(kind.required_when)
    ]


@rule(
    "BYO101", "project_environment", "error", "One subnet for two purposes",
    explain="A subnet has one delegation, and the agents' subnet belongs to one Foundry account "
    "alone; so each purpose needs a subnet of its own once the wildcards are filled in.",
    sources=("network 7.9", "network 7.15", "network 7.19", "R-061", "azure-facts 5", "demand 20",
             "demand 37"),
    bad={**_COMPLETE, "services.container_apps": True, "services.aks": True,
         "subnets.aca": "snt-prj001-aks"},
    good=_COMPLETE,
)  # fmt: skip
def _subnets_differ(view: View) -> Iterator[Problem]:
    if not view.is_on("byo.subnets"):
        return
    common = [kind for kind in table_of(view).common if kind.byo_setting]
    owners: dict[str, SubnetKind] = {}
    for kind in (*common, *existing_kinds(view)):
        name = expanded(view, view.text(kind.byo_setting))
        first = owners.setdefault(name.lower(), kind)
        if name and first is not kind:
            yield Problem(
                (kind.byo_setting, first.byo_setting),
                f"In {view.context.environment} the subnet {name} of project "
                f"{view.context.project} is named for {first.title} and for {kind.title}.",
                "Name a subnet of its own for each.",
            )


@rule(
    "BYO102", "scale_set", "error", "One subnet for two projects",
    explain="Project subnets carry a delegation and private endpoints of one project. A name "
    f"without {PROJECT} is the same in every project.",
    sources=("network 7.7", "network 7.9", "demand 20", "demand 37"),
    bad={**_COMPLETE, "subnets.genai": "snt-genai", "projects.002.subnets.genai": "snt-genai"},
    good={**_COMPLETE, "projects.002.subnets.genai": "snt-prj<xxx>-genai"},
)  # fmt: skip
def _projects_have_their_own_subnets(view: View) -> Iterator[Problem]:
    if not view.is_on("byo.subnets"):
        return
    owners: dict[str, tuple[str, str]] = {}
    for project in view.projects:
        there = view.at(project=project)
        for kind in existing_kinds(there):
            name = there.text(kind.byo_setting).replace(PROJECT, project)
            key = there.full_key(kind.byo_setting)
            first, first_key = owners.setdefault(name.lower(), (project, key))
            if name and first != project:
                yield Problem(
                    (key, first_key),
                    f"Projects {first} and {project} both use the subnet {name}.",
                    f"Use a name with {PROJECT}, which the project's number replaces.",
                )


@rule(
    "BYO103", "scale_set", "error", "Wildcard in the name of the VNet",
    explain=f"The common network step replaces {NETWORK_ENV} in the resource group of the VNet, "
    "but not in its name; later steps do. The two then mean different VNets.",
    sources=("R-088", "D92", "bicep-defects 4.7", "network 7.23"),
    bad={**_ON_ADO, "byo.vnet_name": "vnt-<network_env>shared"},
    good={**_ON_ADO, "byo.vnet_name": "vnt-shared"},
)  # fmt: skip
def _vnet_name_has_no_wildcard(view: View) -> Iterator[Problem]:
    # With existing subnets the step is skipped.
    name = view.text("byo.vnet_name")
    if NETWORK_ENV in name and not view.is_on("byo.subnets"):
        yield Problem(
            ("byo.vnet_name",),
            f"The common network step would look for a VNet that is really called {name!r}.",
            "Give the VNet one name in all environments, or bring the subnets as well.",
        )


@rule(
    "BYO104", "environment", "error", "Wildcard without a value",
    explain=f"{NETWORK_ENV} in a name is replaced by the environment's part of network names.",
    sources=("network 7.23", "D36", "demand 37"),
    bad={**_COMPLETE, "environments.stage.byo.network_env": ""},
    good=_COMPLETE,
)  # fmt: skip
def _wildcard_has_a_value(view: View) -> Iterator[Problem]:
    if not view.is_blank("byo.network_env"):
        return
    keys = (*VNET_NAMES, *(k.byo_setting for k in table_of(view).common if k.byo_setting))
    texts = {view.full_key(key): view.text(key) for key in keys}
    for project in view.projects if view.is_on("byo.subnets") else ():
        there = view.at(project=project)
        keys = tuple(kind.byo_setting for kind in existing_kinds(there))
        texts |= {there.full_key(key): there.text(key) for key in keys}
    used = [key for key, text in texts.items() if NETWORK_ENV in text]
    if used:
        offer = f"{view.context.environment}-"
        yield Problem(
            ("byo.network_env", used[0]),
            f"{texts[used[0]]!r} holds {NETWORK_ENV}, which has no value in "
            f"{view.context.environment}.",
            f"Set it, such as to {offer}, or take the wildcard out of the names.",
            set={"byo.network_env": offer},
        )


@rule(
    "BYO105", "scale_set", "error", "Existing subnets on GitHub",
    explain="No step of GitHub's workflows passes the names of existing subnets on. Up to release "
    "1.24 the step that writes the parameter files is skipped as well, and the next one reads them "
    "all the same.",
    sources=("R-089", "D30", "bicep-defects 4.2"),
    bad={**_COMPLETE, "orchestrator": "github"},
    good=_COMPLETE,
)  # fmt: skip
def _github_makes_its_own_subnets(view: View) -> Iterator[Problem]:
    if view.is_on("byo.subnets") and on_github(view):
        outcome = (
            "the run stops before the first project subnet"
            if stands(view, "D30", "github")
            else "no step is told their names, and the conventional ones are looked for"
        )
        yield Problem(
            ("byo.subnets", "orchestrator"),
            f"Existing subnets do not work in GitHub's workflows of this release: {outcome}.",
            "Use Azure DevOps, or let the factory make the subnets in your VNet.",
            set={"byo.subnets": False},
        )


@rule(
    "BYO106", "environment", "error", "Existing VNet in another resource group",
    explain="With an existing VNet and subnets that the factory makes, the deployment of the "
    "project subnets stands in the conventional common resource group, and the next step looks "
    "for it in the resource group of the VNet. Both have to be the same.",
    sources=("bicep-defects 4.4", "bicep-defects 4.5"),
    bad={**_ON_ADO, "byo.vnet_name": "vnt-shared", "byo.vnet_resource_group": "rg-network"},
    good={**_ON_ADO, "byo.vnet_name": "vnt-shared"},
)  # fmt: skip
def _vnet_shares_the_common_group(view: View) -> Iterator[Problem]:
    if view.is_on("byo.subnets") or view.is_blank("byo.vnet_resource_group"):
        return
    rows = view.catalog.tables["names"]["names"]
    formula = next(row["formula"] for row in rows if row["id"] == "common_group")
    group, common = expanded(view, view.text("byo.vnet_resource_group")), filled(view, formula)
    if group.lower() != common.lower():
        yield Problem(
            ("byo.vnet_resource_group", "byo.vnet_name"),
            f"In {view.context.environment} the VNet is in {group}, the common resource group is "
            f"{common}: the project run ends after the subnets are made, because it looks for "
            "their deployment in the wrong group.",
            "Bring the subnets as well (Azure DevOps), or have the VNet in the common group.",
        )


@rule(
    "BYO107", "scale_set", "note", "Names that upstream's check wants",
    explain="The preflight script asks for more names of existing subnets than anything uses, "
    "whatever services are on. It stops no run, but its log shows a failure.",
    sources=("D59", "R-078", "R-080"),
    bad={**_COMPLETE, "subnets.aks2": ""},
    good=_COMPLETE,
)  # fmt: skip
def _preflight_wants_more_names(view: View) -> Iterator[Problem]:
    if not view.is_on("byo.subnets") or not stands(view, "D59", "azure-devops"):
        return
    wanted = view.catalog.tables["subnets"]["preflight"]["wants_names_of"]
    asked = [kind for kind in table_of(view).project if kind.id in wanted]
    for project in view.projects:
        there = view.at(project=project)
        blank = [
            kind for kind in asked
            if there.is_blank(kind.byo_setting)
            and not (kind.required_when and there.holds(kind.required_when))
        ]  # fmt: skip
        if blank:
            yield Problem(
                tuple(there.full_key(kind.byo_setting) for kind in blank),
                f"The preflight step will report missing names for project {project}: "
                f"{', '.join(kind.title for kind in blank)}. Nothing uses them.",
                "Ignore it, or give the conventional names.",
            )


@rule(
    "BYO108", "project", "note", "What the owner of the VNet provides",
    explain="Delegations, service endpoints and sizes of existing subnets are the owner's work. "
    "A wrong one shows late, after a long deployment, with an error about something else. The "
    "VNet has to be in the region of the factory.",
    sources=("R-060", "R-061", "R-062", "R-085", "R-086", "network 1c",
             "network 7.9", "network 7.12", "network 7.14", "network 7.17",
             "network 7.18", "network 7.19", "network 7.20", "network 7.31", "azure-facts 5",
             "demand 20"),
    bad=_COMPLETE,
    good={"byo.subnets": False},
)  # fmt: skip
def _the_owner_provides(view: View) -> Iterator[Problem]:
    kinds = existing_kinds(view)
    if not kinds:
        return
    lines = "; ".join(_provision(view, kind) for kind in kinds)
    yield Problem(
        (*(kind.byo_setting for kind in kinds), "byo.vnet_name"),
        f"Project {view.context.project} needs, in region {view.text('region.name')}: {lines}.",
        "Look before the run: az network vnet subnet list --resource-group GROUP --vnet-name VNET "
        '--query "[].{name:name, range:addressPrefix, delegation:delegations[0].serviceName}"',
    )


def _provision(view: View, kind: SubnetKind) -> str:
    parts = [f"a /{kind.minimum_prefix} or larger, /{kind.advised_prefix} advised"]
    parts.append(f"delegated to {kind.delegation}" if kind.delegation else "not delegated")
    if kind.exclusive:
        parts.append("used by nothing else")
    if kind.service_endpoints:
        parts.append(f"service endpoints {', '.join(kind.service_endpoints)}")
    name = view.text(kind.byo_setting).replace(PROJECT, view.context.project or PROJECT)
    return f"{name or kind.title} ({', '.join(parts)})"
