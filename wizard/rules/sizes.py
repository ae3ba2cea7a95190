"""Sizes: empty ones, those that GitHub ignores, and those that cannot carry what is deployed."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.service_rows import row_rule
from wizard.rules.where import chosen, on_azure_devops, on_github, place, title

_MAY_BE_EMPTY = ("sku.aks", "sku.web_app", "sku.functions")
"""The templates fall back to their own default for these alone (R-141, D47)."""


def _answered_sizes(view: View) -> list[str]:
    """The size settings that the view's project answers."""
    project = f"projects.{view.context.project}"
    prefix = f"{project}.sku."
    return [
        full.removeprefix(f"{project}.")
        for full, _ in view.answers.of(project)
        if full.startswith(prefix) and full.removeprefix(f"{project}.") in view.catalog.settings
    ]


@rule(
    "SKU101",
    "project",
    "error",
    "A size is empty",
    explain=(
        "The vendor's notes say that an empty size falls back to the template's default. That "
        "holds for AKS, Web App and Functions only: the pipeline passes every value, and an empty "
        "one is refused by the template or taken as the name of a size."
    ),
    sources=("R-141", "D47"),
    bad={"orchestrator": "azure-devops", "sku.storage.dev": ""},
    good={"orchestrator": "azure-devops", "sku.aks.dev": ""},
)
def _empty_size(view: View) -> Iterator[Problem]:
    if not on_azure_devops(view):
        return
    for key in _answered_sizes(view):
        if key.startswith(_MAY_BE_EMPTY) or not view.is_blank(key) or not view.applies(key):
            continue
        yield Problem(
            (key,),
            f"{title(view, key)} is empty{place(view)}, and the pipeline passes that on.",
            "Unset the answer to take the default, or choose a size.",
            set={key: None},
        )


@rule(
    "SKU102",
    "project",
    "warning",
    "GitHub ignores these sizes",
    explain=(
        "The vendor's script uploads 50 size variables, but no workflow of this release reads "
        "one. The templates' own defaults are deployed. Change sizes in the portal after the run, "
        "or deploy with Azure DevOps."
    ),
    sources=("D11", "D84", "demand 6", "R-140", "bicep-defects 2.6"),
    bad={"services.redis": True, "sku.redis.dev": "Premium"},
    good={"services.redis": True},
)
def _ignored_sizes(view: View) -> Iterator[Problem]:
    if not on_github(view):
        return
    settings = view.catalog.settings
    keys = tuple(
        key
        for key in _answered_sizes(view)
        if settings[key].effect_github == "none" and chosen(view, key) and _is_used(view, key)
    )
    if keys:
        names = ", ".join(title(view, key) for key in keys[:4])
        names += f" and {len(keys) - 4} more" if len(keys) > 4 else ""
        yield Problem(
            keys,
            f"GitHub's workflows read no sizes; the templates' defaults are deployed"
            f"{place(view)} instead of: {names}.",
            "Unset them, or change the sizes in Azure after the run.",
            set={key: None for key in keys},
        )


def _is_used(view: View, key: str) -> bool:
    """Whether the service that takes a size is on (storage is always there)."""
    services = [s for s in view.catalog.services.values() if key in s.settings]
    return not services or any(view.holds(service.on) for service in services)


row_rule(
    "SKU104",
    "project",
    "error",
    "Event Hubs Basic cannot carry what the template deploys",
    explain=(
        "The template makes three consumer groups and, in private mode, a private endpoint. The "
        "Basic tier has neither, so the step fails. It is the size that the vendor's files ship."
    ),
    sources=("R-137", "R-136", "D103"),
    bad={
        "orchestrator": "azure-devops",
        "services.event_hubs": True,
        "sku.event_hubs.dev": "Basic",
    },
    good={"orchestrator": "azure-devops", "services.event_hubs": True},
)

row_rule(
    "SKU105",
    "project",
    "error",
    "Event Hubs cannot be deployed from GitHub",
    explain=(
        "No workflow passes the size, and the template's default is Basic, which has neither the "
        "consumer groups nor the private endpoint that the same template creates. Nothing in the "
        "files can correct it."
    ),
    sources=("D103", "D11"),
    bad={"services.event_hubs": True},
    good={"orchestrator": "azure-devops", "services.event_hubs": True},
)
