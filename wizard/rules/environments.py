"""Environments, scale sets, region and release: what a run needs to hit the right place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wizard.model.context import Context, full_key
from wizard.model.view import View
from wizard.naming.guid import is_guid
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.wording import listed, shown


@rule(
    "ENV101",
    "scale_set",
    "error",
    "No environment is in use",
    explain="A scale set without dev, stage or prod has nothing to deploy to.",
    sources=("R-039",),
    bad={f"environments.{name}.enabled": False for name in ("dev", "stage", "prod")},
    good={f"environments.{name}.enabled": False for name in ("stage", "prod")},
)
def _none(view: View) -> Iterator[Problem]:
    if not view.environments:
        dev = full_key("enabled", "environment", view.context.at(environment="dev"))
        yield Problem(
            (dev,),
            f"Scale set {view.context.scale_set} uses no environment: nothing can be deployed.",
            "Switch dev on.",
            set={dev: True},
        )


@rule(
    "ENV102",
    "scale_set",
    "warning",
    "Stage or prod without dev",
    explain=(
        "The jobs of stage and prod start only after the one of dev has succeeded in the same "
        "run: in GitHub's common workflow and in the project pipeline of Azure DevOps. Stage "
        "cannot be deployed alone with the unmodified pipelines."
    ),
    sources=("R-041", "D37"),
    bad={"environments.dev.enabled": False},
    good={"environments.prod.enabled": False},
)
def _without_dev(view: View) -> Iterator[Problem]:
    used = view.environments
    if used and "dev" not in used:
        dev = full_key("enabled", "environment", view.context.at(environment="dev"))
        yield Problem(
            (dev,),
            f"{listed(used)} {'is' if len(used) == 1 else 'are'} in use but dev is not: the "
            "pipelines start later environments only after dev has succeeded.",
            "Switch dev on as well.",
            set={dev: True},
        )


@rule(
    "ENV103",
    "scale_set",
    "note",
    "Environments share a subscription",
    explain=(
        "That is allowed and used. Separate subscriptions keep rights, quotas, costs and the "
        "4,000 role assignments of a subscription apart; often the same id is just a copy that "
        "was meant to be changed."
    ),
    sources=("R-040", "demand 7", "azure-facts 3"),
    bad={"environments.prod.subscription_id": "11111111-2222-4333-8444-5555555555d1"},
)
def _shared_subscription(view: View) -> Iterator[Problem]:
    used: dict[str, list[View]] = {}
    for name in view.environments:
        there = view.at(environment=name)
        used.setdefault(there.text("subscription_id").lower(), []).append(there)
    for subscription, places in used.items():
        if len(places) > 1 and is_guid(subscription):
            names = [place.context.environment or "" for place in places]
            yield Problem(
                tuple(place.full_key("subscription_id") for place in places),
                f"{listed(names)} of scale set {view.context.scale_set} have the same "
                "subscription.",
                "Leave it if that is meant; otherwise put in the other subscription's id.",
            )


@rule(
    "ENV105",
    "scale_set",
    "note",
    "Azure DevOps looks for the service connections of unused environments as well",
    explain=(
        "Service connections are looked up when the pipeline is compiled, for all three "
        "environments and even for stages that a run skips. An environment that is not in use "
        "gets none from this wizard; if the pipeline then does not start, its stages have to be "
        "removed from your copy of the pipelines, or the environment be switched on and given an "
        "existing connection."
    ),
    sources=("R-038", "D49", "azure-facts 7", "demand 36"),
    bad={"orchestrator": "azure-devops", "environments.prod.enabled": False},
    good={"environments.prod.enabled": False},
)
def _unused_connections(view: View) -> Iterator[Problem]:
    if not any(view.lookup("on_azure_devops")) or not view.environments:
        return
    unused = [name for name in ("dev", "stage", "prod") if name not in view.environments]
    if unused:
        yield Problem(
            tuple(
                full_key("enabled", "environment", view.context.at(environment=name))
                for name in unused
            ),
            f"Azure DevOps resolves the service connections of {listed(unused)} too when it "
            "compiles the pipelines, although not in use.",
            "If the pipeline does not start for that reason, take these stages out of your copy.",
        )


def _region(view: View) -> dict[str, Any] | None:
    name = view.text("region.name")
    rows = view.catalog.tables["regions"]["regions"]
    return next((row for row in rows if row["name"] == name), None)


@rule(
    "ENV106",
    "scale_set",
    "warning",
    "The region is not one that we know",
    explain=(
        "Azure takes the short name of a region, in lower case and without blanks. The table of "
        "regions has a date, and new regions appear several times a year: so this is a warning."
    ),
    sources=("R-108", "azure-facts 1.1", "demand 29"),
    bad={"region.name": "swedencentrall", "region.code": "sdc"},
    good={"region.name": "westeurope", "region.code": "weu"},
)
def _unknown_region(view: View) -> Iterator[Problem]:
    name = view.text("region.name")
    if not name or _region(view) is not None:
        return
    from difflib import get_close_matches

    table = view.catalog.tables["regions"]
    known = [row["name"] for row in table["regions"]]
    wanted = name.lower().replace(" ", "").replace("-", "")
    close = get_close_matches(wanted, known, n=1, cutoff=0.7)
    hint = f"Did you mean {close[0]}?" if close else "Check the name: az account list-locations."
    yield Problem(
        ("region.name",),
        f"{shown(name)} is no region of our table of {table['as_of']}.",
        hint,
        set={"region.name": close[0]} if close else {},
    )


@rule(
    "ENV107",
    "scale_set",
    "error",
    "Upstream does not deploy to this cloud",
    explain=(
        "Upstream signs in to the public cloud and has the names of the public cloud's "
        "private DNS zones written into its templates. In Azure US Government only public mode, "
        "or zones kept in a hub, can work, after changing the sign-in by hand; in the other "
        "clouds Foundry is not offered at all."
    ),
    sources=("azure-facts 2.3", "demand 39"),
    bad={"region.name": "chinanorth3", "region.code": "cn3"},
    good={"region.name": "westeurope", "region.code": "weu"},
)
def _other_cloud(view: View) -> Iterator[Problem]:
    region = _region(view)
    if region is None or region["cloud"] == "AzureCloud":
        return
    clouds = view.catalog.tables["clouds"]["clouds"]
    cloud = next(row for row in clouds if row["name"] == region["cloud"])
    public = view.text("networking.mode") == "public"
    possible = cloud["upstream"] == "public-or-central-dns" and (
        public or view.is_on("dns.central_by_policy")
    )
    yield Problem(
        ("region.name",),
        f"{region['title']} lies in {cloud['title']}. {cloud['upstream_text']}",
        "Adapt the sign-in step by hand, and test in dev first."
        if possible
        else "Choose a region of the public cloud.",
        severity="warning" if possible else "error",
    )


@rule(
    "ENV110",
    "factory",
    "error",
    "A scale set or project is named that does not exist",
    explain=(
        "A project lives in one scale set, and one project is the active one whose files stand "
        "where the pipelines look. Both are named by their three digits."
    ),
    sources=("R-032",),
    bad={"active_project": "007"},
    good={"active_project": "001"},
)
def _missing_owner(view: View) -> Iterator[Problem]:
    active = view.text("active_project")
    projects, scale_sets = view.answers.projects, view.answers.scale_sets
    if active and active not in projects:
        yield Problem(
            ("active_project",),
            f"Project {shown(active)} is to be the active one, but there is none.",
            f"Choose {listed(projects[:5], 'or')}, or make it with 'project new'.",
        )
    for project in projects:
        key = full_key("scale_set", "project", Context(project=project))
        given = view.answers.get(key)
        if given is not None and str(given.value) not in scale_sets:
            yield Problem(
                (key,),
                f"Project {project} is placed in scale set {shown(given.value)}, which does not "
                "exist.",
                f"Choose {listed(scale_sets, 'or')}, or make it with 'scale-set new'.",
            )


@rule(
    "ENV113",
    "factory",
    "warning",
    "Version or branch does not belong to the chosen release",
    explain=(
        "The version and branch in the variables select nothing: the templates come from the "
        "branch that the submodule has checked out. They stand in the tags of every resource, "
        "and people read them there. release/v.1.24, with a dot after the v, is in real files "
        "and has never been a branch."
    ),
    sources=("R-169", "D17", "D100", "demand 31"),
    bad={"release_info.branch": "release/v.1.24"},
    good={"release_info.branch": "main"},
)
def _release(view: View) -> Iterator[Problem]:
    major, _, minor = view.catalog.release.partition(".")
    for key, wanted in (("release_info.major", major), ("release_info.minor", minor)):
        if view.text(key) != wanted:
            yield Problem(
                (key,),
                f"{view.catalog[key].title} is {shown(view.text(key))}, but the release is "
                f"{view.catalog.release}.",
                f"Set it to {wanted}.",
                set={key: wanted},
            )
    branch = view.text("release_info.branch")
    wanted = f"release/v{view.catalog.release}"
    if branch not in ("main", wanted):
        yield Problem(
            ("release_info.branch",),
            f"The branch {shown(branch)} does not belong to release {view.catalog.release}.",
            f"Use {wanted}, which the submodule should have checked out as well.",
            set={"release_info.branch": wanted},
        )


@rule(
    "ENV114",
    "factory",
    "error",
    "The release of the answers is not known",
    explain=(
        "Names, templates and rules depend on the release. Answers for one that this wizard has "
        "no description of are read as those of another, which delivers the wrong names."
    ),
    sources=("R-169",),
    bad={"release": "9.9"},
    good={},
)
def _unknown_release(view: View) -> Iterator[Problem]:
    named = view.text("release")
    if named == view.catalog.release:
        return
    from wizard.catalog.load import releases

    if named not in releases():
        yield Problem(
            ("release",),
            f"The answers are for release {shown(named)}, which this wizard does not know.",
            f"Upgrade the wizard, or name one of {listed(releases(), 'or')}.",
        )
