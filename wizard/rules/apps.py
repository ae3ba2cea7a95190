"""App Service, Functions and Container Apps: runtimes, plans, images."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.tables import Row
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.service_rows import row_rule
from wizard.rules.where import arrives, place, size_parts

_APPS = (
    ("services.functions", "functions.runtime", "functions.runtime_version"),
    ("services.web_app", "web_app.runtime", "web_app.runtime_version"),
)


def _runtimes(view: View) -> Iterator[tuple[str, str, Row]]:
    """Per app that is on: the key of its runtime, that of its version, the runtime's row."""
    table = view.catalog.tables.get("compatibility", {}).get("runtimes", {})
    for service, runtime, version in _APPS:
        row = table.get(view.text(runtime))
        if view.is_on(service) and row is not None:
            yield runtime, version, row


@rule(
    "APP101",
    "project",
    "error",
    "The version does not belong to the runtime",
    explain=(
        "The templates take one list of versions for all runtimes and put runtime and version "
        "together without looking. Python 18-lts or .NET 3.11 pass every check and end in an app "
        "that does not start."
    ),
    sources=("R-131", "R-132", "D68"),
    bad={
        "services.functions": True,
        "functions.runtime": "node",
        "functions.runtime_version": "3.11",
    },
    good={"services.functions": True, "functions.runtime": "node"},
)
def _version_of_runtime(view: View) -> Iterator[Problem]:
    for runtime, version, row in _runtimes(view):
        if view.text(version) not in row["versions"]:
            fitting = ", ".join(row["versions"])
            yield Problem(
                (version, runtime),
                f"{view.text(version) or 'No version'}{place(view)} is no version of "
                f"{view.text(runtime)}.",
                f"Choose one of {fitting}.",
                set={version: row["versions"][-1]},
            )


@rule(
    "APP102",
    "project",
    "warning",
    "The runtime's version is no longer supported",
    explain=(
        "The version gets no security fixes any more. Apps still start, and Azure asks to move "
        "on. Where even the newest version that the templates take is past its end, the finding "
        "is a note: change the app's version by hand after the run."
    ),
    sources=("D71",),
    bad={"services.functions": True, "functions.runtime_version": "3.8"},
    good={"services.functions": True, "functions.runtime_version": "3.12"},
)
def _version_ended(view: View) -> Iterator[Problem]:
    for runtime, version, row in _runtimes(view):
        chosen_version, newest = view.text(version), row["versions"][-1]
        if chosen_version not in row["ended"]:
            continue
        is_newest = chosen_version == newest
        yield Problem(
            (version, runtime),
            f"{view.text(runtime)} {chosen_version}{place(view)} left support on "
            f"{row['ended'][chosen_version]}.",
            "The templates take nothing newer; raise the app's version by hand after the run."
            if is_newest
            else f"Choose {newest}, the newest that the templates take.",
            severity="note" if is_newest else None,
            set={} if is_newest else {version: newest},
        )


@rule(
    "APP103",
    "project",
    "error",
    "Plan and tier of an app do not fit",
    explain=(
        "The size of an App Service plan belongs to one tier; Azure refuses a pair that does not "
        "match. Free, shared and consumption plans cannot join a VNet or have private endpoints, "
        "which the factory always sets up. GitHub passes these sizes on from release 1.25 only."
    ),
    sources=("R-141", "network 5"),
    bad={"orchestrator": "azure-devops", "services.web_app": True, "sku.web_app.dev": "B1"},
    good={
        "orchestrator": "azure-devops",
        "services.web_app": True,
        "sku.web_app.dev": "B1",
        "sku.web_app_tier.dev": "Basic",
    },
)
def _plan_and_tier(view: View) -> Iterator[Problem]:
    if view.is_on("app_service_environment.existing"):
        return
    for service in ("web_app", "functions"):
        if view.is_on(f"services.{service}") and arrives(view, f"sku.{service}.dev"):
            for part in size_parts(view):
                yield from _plan(view, f"sku.{service}.{part}", f"sku.{service}_tier.{part}")


def _plan(view: View, size_key: str, tier_key: str) -> Iterator[Problem]:
    size, tier = view.text(size_key), view.text(tier_key)
    rows = view.catalog.tables.get("compatibility", {}).get("plan_tiers", ())
    row = next((r for r in rows if re.fullmatch(r["pattern"], size, re.IGNORECASE)), None)
    if row is None or not tier:
        return
    if row["tier"].lower() != tier.lower():
        yield Problem(
            (tier_key, size_key),
            f"Plan size {size}{place(view)} belongs to tier {row['tier']}, not {tier}.",
            f"Set the tier to {row['tier']}, or choose a size of {tier}.",
            set={tier_key: row["tier"]},
        )
    elif not row["vnet"]:
        yield Problem(
            (size_key, tier_key),
            f"A {tier} plan{place(view)} can neither join a VNet nor have private endpoints.",
            "Choose Basic or higher for a web app, ElasticPremium for functions.",
        )


row_rule(
    "ACA101",
    "project",
    "error",
    "Container Apps without an image to start",
    explain=(
        "On Azure DevOps step 05 builds the sample image that Container Apps start with. Skipping "
        "it leaves them without one."
    ),
    sources=("R-134",),
    bad={
        "orchestrator": "azure-devops",
        "services.container_apps": True,
        "debug.skip_05_build_image": True,
    },
    good={"orchestrator": "azure-devops", "services.container_apps": True},
)
