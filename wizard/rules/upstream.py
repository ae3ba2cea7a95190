"""What fails or surprises in this release by itself, whatever is answered."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.defects import stands
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.service_rows import row_rule


@rule(
    "UPS301",
    "factory",
    "warning",
    "GitHub's release branch cannot deploy steps 63, 64 and 67",
    explain=(
        "On the release branch the project workflow passes four parameters that its own templates "
        "no longer declare: aiSearchSKUName (step 63), elasticSku (step 64), "
        "aks_dev_sku_override and aks_test_prod_sku_override (step 67). Azure refuses unknown "
        "names, so the three steps stop whichever services are on. No answer avoids it. The main "
        "branch is consistent."
    ),
    sources=("D01",),
    bad={},
    good={"release_info.branch": "main"},
)
def _rejected_parameters(view: View) -> Iterator[Problem]:
    branch = f"release/v{view.catalog.release}"
    if stands(view, "D01", "github") and view.text("release_info.branch") == branch:
        yield Problem(
            ("release_info.branch", "orchestrator"),
            f"On GitHub, branch {branch}, steps 63, 64 and 67 stop: the workflow passes four "
            "parameters that its own templates no longer have.",
            "Check out the main branch, or delete from infra-project.yml the lines that pass "
            "aiSearchSKUName, elasticSku, aks_dev_sku_override and aks_test_prod_sku_override.",
        )


@rule(
    "UPS302",
    "environment",
    "warning",
    "GitHub cannot set up the network of stage",
    explain=(
        "In the stage job of the common workflow a blank follows the backslash that continues the "
        "command of the networking step. The shell ends the command there, and the step fails."
    ),
    sources=("D29",),
    bad={},
    good={"environments.stage.enabled": False},
)
def _stage_network(view: View) -> Iterator[Problem]:
    if view.context.environment == "stage" and stands(view, "D29", "github"):
        yield Problem(
            ("enabled",),
            "On GitHub the common networking step of stage stops: a stray blank breaks its "
            "command line.",
            "In infra-common.yml, stage job, networking step, remove the blank after the "
            "backslash at the end of the line that begins with --parameters "
            "common_bastion_subnet_name.",
        )


@rule(
    "UPS303",
    "factory",
    "note",
    "GitHub writes the deployer's secret into its log",
    explain=(
        "The project workflow fetches the client secret of the deploying identity and hands it to "
        "later steps without masking it, so it stands in the log in clear text for everybody who "
        "may read the repository."
    ),
    sources=("D31", "D07"),
    bad={"github.repository_visibility": "public"},
    good={"orchestrator": "azure-devops"},
)
def _secret_in_log(view: View) -> Iterator[Problem]:
    if not stands(view, "D31", "github"):
        return
    visibility = view.text("github.repository_visibility")
    private = visibility == "private"
    yield Problem(
        ("github.repository_visibility", "secrets.deployer_secret"),
        "The project workflow writes the deploying identity's client secret into its log in "
        f"clear text; the repository is {visibility or 'of unknown visibility'}.",
        "Keep the repository private, let few people read its runs, and renew the secret after "
        "each run.",
        severity="note" if private else "error",
        set={} if private else {"github.repository_visibility": "private"},
    )


@rule(
    "UPS304",
    "factory",
    "error",
    "GitHub cannot do without the deploying identity",
    explain=(
        "The vendor's template calls the secret names of the deploying identity optional and "
        "ships a placeholder that means none. Steps 05 and 14 sign in with it all the same and "
        "fail on the empty secret."
    ),
    sources=("D32",),
    bad={"secrets.deployer_secret": "<optional>"},
)
def _deployer_needed(view: View) -> Iterator[Problem]:
    if not stands(view, "D32", "github"):
        return
    for key in ("secrets.deployer_app_id", "secrets.deployer_secret"):
        if "<" in view.text(key):
            yield Problem(
                (key,),
                f'"{view.catalog[key].title}" says that there is none, but steps 05 and 14 on '
                "GitHub sign in with that identity.",
                "Give the name of the secret in the seeding key vault.",
                set={key: None},
            )


row_rule(
    "UPS305",
    "project",
    "note",
    "GitHub's test agent asks for a model that is not deployed",
    explain=(
        "After Foundry the workflow creates a test agent on gpt-4o-mini, which none of the model "
        "switches deploys any more. The agent cannot answer; the rest of the run is not affected."
    ),
    sources=("D38",),
    bad={},
    good={"orchestrator": "azure-devops"},
)


@rule(
    "UPS306",
    "scale_set",
    "note",
    "The common network is for the first run only",
    explain=(
        "The common networking step writes the VNet with a list of the four common subnets. On a "
        "VNet that already carries project subnets Azure removes what is not listed, or refuses "
        "because it is in use. Found by reading; nobody tried it."
    ),
    sources=("bicep-defects 4.8",),
    bad={"projects.002.title": "Second project"},
)
def _common_network_again(view: View) -> Iterator[Problem]:
    if len(view.projects) > 1 and not view.is_on("byo.subnets"):
        yield Problem(
            ("address.vnet",),
            f"Scale set {view.context.scale_set} has {len(view.projects)} projects: running the "
            "common networking step again may remove their subnets, or fail.",
            "Run the common pipeline before the first project, and leave its networking step out "
            "afterwards.",
        )
