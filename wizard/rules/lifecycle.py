"""Runs: switches for a single run, steps left out, checks skipped."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.setting import Scope
from wizard.model.view import View
from wizard.rules.defects import stands
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.where import arrives, chosen, on_azure_devops, place, title


@rule(
    "DEL102",
    "project",
    "warning",
    "A switch for a single run is left on",
    explain=(
        "Switches that update or add an instance are for one run. Left on, every run makes "
        "another instance or forces the update again; the earlier instance stays and costs until "
        "somebody deletes it by hand."
    ),
    sources=("R-102",),
    bad={"search.add_another": True},
)
def _single_run(view: View) -> Iterator[Problem]:
    yield from _left_on(view, "project")


@rule(
    "DEL103",
    "factory",
    "warning",
    "A switch of the factory for a single run is left on",
    explain=(
        "These switches belong to one run that repairs or renews role assignments. Left on, "
        "every later run does it again, or leaves out roles that new members need."
    ),
    sources=("R-102", "D44"),
    bad={"governance.update_rbac": True},
)
def _single_run_of_factory(view: View) -> Iterator[Problem]:
    yield from _left_on(view, "factory")


_SINGLE_RUN_TOO = ("governance.update_rbac",)


def _left_on(view: View, scope: Scope) -> Iterator[Problem]:
    for setting in view.catalog.settings.values():
        if setting.scope != scope or setting.destructive:
            continue
        if not setting.one_shot and setting.key not in _SINGLE_RUN_TOO:
            continue
        if view.is_on(setting.key) and view.applies(setting.key):
            yield Problem(
                (setting.key,),
                f"{title(view, setting.key)} is meant for one run, and is on{place(view)}.",
                "Switch it off again after the run for which you need it.",
                set={setting.key: False},
            )


@rule(
    "DEL107",
    "project",
    "error",
    "The project's network is not set up",
    explain=(
        "Leaving out the networking step is for an existing project on Azure DevOps where only "
        "services change. On GitHub, up to release 1.24, later steps read files that this step "
        "writes, so the run stops. The common pipeline of Azure DevOps takes no notice of the "
        "switch."
    ),
    sources=("R-182", "D30", "D48", "bicep-defects 4.2"),
    bad={"run.networking": False},
)
def _no_networking(view: View) -> Iterator[Problem]:
    if view.is_on("run.networking"):
        return
    github = stands(view, "D30", "github")
    yield Problem(
        ("run.networking",),
        f"The run on GitHub{place(view)} stops: without the networking step, step 14 misses its "
        "files."
        if github
        else f"Runs{place(view)} make no subnets; that suits a project that has them already.",
        "Switch the networking step on."
        if github
        else "Switch it on for a new project, or when a service needs a subnet.",
        severity="error" if github else "warning",
        set={"run.networking": True},
    )


@rule(
    "DEL108",
    "project",
    "warning",
    "Debug switches leave steps out",
    explain=(
        "These switches leave whole steps out while somebody hunts a fault. On Azure DevOps "
        "nothing of the skipped steps is created or updated; on GitHub most of them have no "
        "effect at all, because the workflow does not read them."
    ),
    sources=("D12", "demand 6"),
    bad={"orchestrator": "azure-devops", "debug.skip_64_databases": True},
    good={"orchestrator": "azure-devops"},
)
def _debug_switches(view: View) -> Iterator[Problem]:
    keys = tuple(
        key
        for full, _ in view.answers.of(f"projects.{view.context.project}")
        if (key := full.split(".", 2)[-1]).startswith("debug.")
        and key in view.catalog.settings
        and key not in view.catalog.service_of_flag
        and view.is_on(key)
        and view.applies(key)
    )
    if not keys:
        return
    names = ", ".join(title(view, key) for key in keys[:4])
    read = any(arrives(view, key) for key in keys)
    outcome = "GitHub leaves parts of these steps out." if read else "GitHub reads none."
    if on_azure_devops(view):
        outcome = "Nothing of these steps is created or updated."
    yield Problem(
        keys,
        f"Left on{place(view)}: {names}. {outcome}",
        "Switch them off when the fault is found." if read else "Unset them.",
        severity=None if read else "note",
        set={key: False for key in keys},
    )


@rule(
    "DEL109",
    "factory",
    "note",
    "The preflight check is skipped",
    explain=(
        "The check at the start of a run looks at quota and resource providers, which nothing "
        "else does. It only warns, so skipping it gains little."
    ),
    sources=("D56", "D05"),
    bad={"run.preflight_skip": True},
)
def _no_preflight(view: View) -> Iterator[Problem]:
    if view.is_on("run.preflight_skip"):
        yield Problem(
            ("run.preflight_skip",),
            "Runs skip the preflight check of quota and resource providers.",
            "Switch it on again unless the check itself hangs or lacks rights.",
            set={"run.preflight_skip": False},
        )


@rule(
    "DEL110",
    "factory",
    "warning",
    "Runners are not let through the firewalls",
    explain=(
        "A run normally adds the address of its runner to the firewalls of the seeding key vault "
        "and others, and removes it at the end. Without that, runners need a way in of their own: "
        "inside the network, or an address that is allowed already."
    ),
    sources=("R-183",),
    bad={"run.no_agent_allow_listing": True},
)
def _runner_not_allowed(view: View) -> Iterator[Problem]:
    if chosen(view, "run.no_agent_allow_listing"):
        yield Problem(
            ("run.no_agent_allow_listing",),
            "Runners are not added to the firewalls; runners hosted by GitHub or Microsoft then "
            "cannot read the seeding key vault.",
            "Keep it on only with runners of your own inside the network.",
            set={"run.no_agent_allow_listing": False},
        )
