"""Deletion: what one run removes, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.conditions import is_truthy
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.where import on_github, place, title

_DELETE_ALL = ("lifecycle.delete_all_services", "lifecycle.delete_everything")
_DELETION = "lifecycle.delete_disabled_services"


@rule(
    "DEL101",
    "project",
    "error",
    "A switch that deletes the project is left on",
    explain=(
        "These switches are for one run. In a saved file every later run deletes the project's "
        "services, or the project, again. Pass them when that one run is started, and keep them "
        "off in the answers. Deleted AI services stay soft-deleted: purge them before the same "
        "name is used again, or take another suffix."
    ),
    sources=("R-158", "R-159", "demand 4", "demand 28"),
    bad={"lifecycle.delete_all_services": True},
)
def _delete_left_on(view: View) -> Iterator[Problem]:
    for key in (*_DELETE_ALL, "lifecycle.delete_key_vault"):
        if view.applies(key) and view.is_on(key):
            yield Problem(
                (key,),
                f"{title(view, key)} is on{place(view)}: every run with these files deletes, "
                "data included.",
                "Switch it off here. For the one run that is meant to delete, allow it "
                "explicitly and switch it off right after.",
                set={key: False},
            )


@rule(
    "DEL104",
    "project",
    "warning",
    "Runs delete what is switched off",
    explain=(
        "While deletion of disabled services is on, a run deletes every service of the project "
        "that exists in Azure and is off in the answers, data included. A file made from "
        "defaults then empties a running project. A service that an earlier file had on and that "
        "is off now makes this an error. Deleted AI services stay soft-deleted until purged."
    ),
    sources=("R-157", "R-159", "D52"),
    bad={_DELETION: True},
)
def _deletion_on(view: View) -> Iterator[Problem]:
    if not view.is_on(_DELETION):
        return
    went_off = [key for key in view.catalog.service_of_flag if _went_off(view, key)]
    if went_off:
        names = ", ".join(title(view, key) for key in went_off)
        yield Problem(
            (*went_off, _DELETION),
            f"The next run deletes {names}{place(view)}: it was on and is off now, and deletion "
            "of disabled services is on.",
            "Switch deletion off, or the service on again, unless this is what you want.",
            severity="error",
            set={_DELETION: False},
        )
        return
    yield Problem(
        (_DELETION,),
        f"A run deletes every service{place(view)} that exists in Azure and is off in these "
        "answers, with its data.",
        "Keep it off, and turn it on only for a run that is meant to remove something.",
        set={_DELETION: False},
    )


def _went_off(view: View, flag: str) -> bool:
    """Whether an imported or older answer had a service on that is off now."""
    setting = view.catalog[flag]
    if setting.scope != "project" or setting.kind != "bool" or view.is_on(flag):
        return False
    layers = view.answers.layers_of(view.full_key(flag))
    return any(is_truthy(given.value) for given in layers.values())


@rule(
    "DEL105",
    "project",
    "error",
    "The agents' data is deleted",
    explain=(
        "The capability host keeps agents' threads in Cosmos DB and their vectors in AI Search. "
        "With one of them off and deletion on, the GitHub workflow deletes it without looking "
        "for a capability host; Azure DevOps' script does look."
    ),
    sources=("D54", "R-157"),
    bad={
        _DELETION: True,
        "foundry.capability_host": True,
        "services.cosmos_db": False,
    },
    good={_DELETION: True, "foundry.capability_host": True, "services.cosmos_db": True},
)
def _thread_store(view: View) -> Iterator[Problem]:
    if not on_github(view) or not view.is_on(_DELETION) or not view.is_on("services.ai_foundry"):
        return
    off = [k for k in ("services.cosmos_db", "services.ai_search") if not view.is_on(k)]
    if off and view.is_on("foundry.capability_host"):
        names = " and ".join(title(view, key) for key in off)
        yield Problem(
            (*off, _DELETION, "foundry.capability_host"),
            f"GitHub's next run deletes {names}{place(view)}, where the capability host keeps "
            "the agents' data.",
            f"Switch {names} on, or deletion of disabled services off.",
            set={_DELETION: False},
        )


@rule(
    "DEL106",
    "project",
    "warning",
    "GitHub deletes less than promised",
    explain=(
        "On GitHub the delete step keeps the storage accounts and Application Insights, and up to "
        "release 1.24 the key vault, whatever the switches say, and never removes subnets or the "
        "resource group. What stays goes on costing and keeps its names."
    ),
    sources=("D13", "D41", "D55"),
    bad={"lifecycle.delete_everything": True},
    good={"lifecycle.delete_everything": True, "orchestrator": "azure-devops"},
)
def _deletes_less(view: View) -> Iterator[Problem]:
    if not on_github(view):
        return
    vault = "lifecycle.delete_key_vault"
    keeps_vault = view.catalog[vault].effect_github != "effective"
    keys = [
        key
        for key in ("lifecycle.delete_everything", *((vault,) if keeps_vault else ()))
        if view.applies(key) and view.is_on(key)
    ]
    if keys:
        kept = "the key vault, storage" if keeps_vault else "storage"
        yield Problem(
            tuple(keys),
            f"GitHub's delete step{place(view)} keeps {kept} and Application Insights, and never "
            "removes subnets or the resource group.",
            "Remove the rest by hand after the run.",
        )
