"""Names that Azure refuses, cuts or already has; most of them only in stage and prod."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wizard.model.view import View
from wizard.naming.guid import is_guid
from wizard.naming.names import Name, common_group, environment_names, project_names
from wizard.rules.finding import Problem
from wizard.rules.placeholder_styles import placeholder_in
from wizard.rules.registry import rule
from wizard.rules.values import meets_pattern
from wizard.rules.wording import listed, shown

_WHY = (
    "Each name is put together from your answers and, for most resources, five or ten characters "
    "of salt. Upstream checks none of them. Most are not shortened, so Azure refuses the name in "
    "the middle of a run; a few are cut to a fixed length without a word. Names differ by "
    "environment, and test and prod have one character more than dev, so a name can pass in dev "
    "and fail months later."
)


def _reported(view: View, names: Iterable[Name]) -> Iterator[Problem]:
    """One problem per group of settings, about the worst name: what to change is what counts."""
    spare = max(0, len(view.text("region.code")) - _longest_code(view))
    worst: dict[tuple[str, ...], Name] = {}
    for name in names:
        if name.ok and not name.is_cut:
            continue
        if spare and name.limit < name.length <= name.limit + spare:
            continue  # the region code is to blame, and reported once
        if name.length <= name.limit and not name.is_cut and _is_blamed(view, name):
            continue
        known = worst.get(name.keys)
        if known is None or name.length - name.limit > known.length - known.limit:
            worst[name.keys] = name
    for name in worst.values():
        yield _cut(view, name) if name.is_cut else _refused(view, name)


def _longest_code(view: View) -> int:
    return int(view.catalog.limit("azure", "region_code")["limit"])


def _refused(view: View, name: Name) -> Problem:
    return Problem(
        name.keys or ("naming.prefix",),
        f"{name.title} would be called {shown(name.name)} in {_place(name)}: {name.problem}.",
        _shorten(view, name),
    )


def _is_blamed(view: View, name: Name) -> bool:
    """Whether a setting of the name breaks its own form, which is reported there."""
    if name.kind == "subnet" and view.is_on("byo.subnets"):
        return True  # existing subnets have a chapter of their own
    return any(
        not meets_pattern(setting, view.text(key)) or bool(placeholder_in(setting, view.text(key)))
        for key in name.keys
        if (setting := view.catalog.settings.get(key)) is not None and not view.is_blank(key)
    )


def _cut(view: View, name: Name) -> Problem:
    titles = [view.catalog[key].title for key in name.keys if key in view.catalog.settings]
    return Problem(
        name.keys,
        f"{name.title} in {_place(name)} is cut to {name.length} characters, "
        f"{shown(name.name)}: what told it apart from others may be lost.",
        f"Shorten {listed(titles, 'or')}.",
        severity="warning",
    )


def _place(name: Name) -> str:
    return f"{name.environment}, project {name.project}" if name.project else name.environment


def _shorten(view: View, name: Name) -> str:
    over = name.length - name.limit
    titles = [view.catalog[key].title for key in name.keys if key in view.catalog.settings]
    if over <= 0:
        return f"Change {listed(titles, 'or')}: {name.allowed or 'another length is needed'}."
    together = ""
    if name.row.budget:
        together = f" (together at most {name.row.budget} characters)"
    return f"Shorten {listed(titles, 'or')} by {over}{together}."


@rule(
    "NAM101",
    "scale_set",
    "error",
    "A name of the common resources does not fit",
    explain=_WHY,
    sources=("R-021", "R-022", "R-027", "R-028", "R-029", "R-030", "R-031", "azure-facts 4",
             "D96", "demand 15", "bicep-steps 4"),
    bad={"naming.prefix": "contoso-ai-factories-"},
    good={"naming.prefix": "contoso-ai-factory-"},
)  # fmt: skip
def _common_names(view: View) -> Iterator[Problem]:
    places = [view.at(environment=name) for name in view.environments]
    yield from _reported(view, (name for there in places for name in environment_names(there)))


@rule(
    "NAM102",
    "project",
    "error",
    "A name of a project's resources does not fit",
    explain=_WHY,
    sources=("R-018", "R-019", "R-020", "R-031", "R-033", "azure-facts 4", "demand 15"),
    bad={"naming.project_resource_suffix": "-0001"},
    good={"naming.project_resource_suffix": "-002"},
)
def _project_names(view: View) -> Iterator[Problem]:
    places = [view.at(environment=name) for name in view.environments]
    yield from _reported(view, (name for there in places for name in project_names(there)))


@rule(
    "NAM103",
    "scale_set",
    "error",
    "The region code is longer than three characters",
    explain=(
        "With a code of four, such as eus2 in both of the vendor's templates, the key vault and "
        "both storage accounts of every project get 25 characters in test and prod, where Azure "
        "takes 24. Dev stays just within the limit, so the mistake shows when stage is deployed. "
        "The code is part of nearly every name: it can be changed while nothing is deployed; "
        "afterwards the new code means a new factory."
    ),
    sources=("R-018", "R-019", "R-020", "D63", "azure-facts 1.2", "azure-facts 4.2", "demand 14"),
    bad={"region.name": "eastus2", "region.code": "eus2"},
    good={"region.name": "eastus2", "region.code": "eu2"},
)
def _long_code(view: View) -> Iterator[Problem]:
    code, longest = view.text("region.code"), _longest_code(view)
    if len(code) <= longest:
        return
    rows = view.catalog.tables["regions"]["regions"]
    usual = next((r["code"] for r in rows if r["name"] == view.text("region.name")), "")
    better = usual if 0 < len(usual) <= longest else code[:longest]
    later = [name for name in view.environments if name != "dev"]
    where = listed(later) if later else "stage and prod, once they are added,"
    yield Problem(
        ("region.code",),
        f"The region code {shown(code)} has {len(code)} characters: the key vault and storage "
        f"names of projects become too long in {where}; they fit with {longest}.",
        f"Use {better}, which is possible while nothing is deployed under {code}.",
        severity=None if later or len(code) > longest + 1 else "warning",
        set={"region.code": better},
    )


@rule(
    "NAM104",
    "factory",
    "warning",
    "The prefix is longer than advised, or does not end in a dash",
    explain=(
        "Upstream's texts advise six or eight characters for the prefix and six for the project "
        "prefix. The real limit is the module name of the common group, which is checked as "
        "well. The prefix is put in front of the rest as it is, so without a closing dash "
        "acme becomes acmeesml-common-…"
    ),
    sources=("R-026", "D64", "azure-facts 4.2"),
    bad={"naming.prefix": "contoso-ai-"},
    good={"naming.prefix": "contoso-"},
)
def _prefix(view: View) -> Iterator[Problem]:
    names = ("prefix_advised", "project_prefix_advised")
    advised = {name: view.catalog.limit("azure", name)["limit"] for name in names}
    prefix = view.text("naming.prefix")
    if len(prefix) > advised["prefix_advised"]:
        yield Problem(
            ("naming.prefix",),
            f"The prefix {shown(prefix)} has {len(prefix)} characters; upstream advises at most "
            f"{advised['prefix_advised']}.",
            "Shorten it while nothing is deployed.",
        )
    if prefix and not prefix.endswith("-"):
        yield Problem(
            ("naming.prefix",),
            f"The prefix {shown(prefix)} does not end in a dash: the common resource group would "
            f"be called {prefix}{view.text('naming.common_group_base')}-…",
            f"Use {prefix}-.",
            severity="note",
            set={"naming.prefix": f"{prefix}-"},
        )
    longest = advised["project_prefix_advised"]
    if len(view.text("naming.project_prefix")) > longest:
        yield Problem(
            ("naming.project_prefix",),
            f"The project prefix has more than the {longest} characters that upstream advises.",
            "Shorten it while nothing is deployed.",
            severity="note",
        )


@rule(
    "NAM111",
    "factory",
    "error",
    "Two environments share one common resource group",
    explain=(
        "The salt in all names is derived from the common resource group. Where two environments "
        "or scale sets have the same group in the same subscription, their resources are mixed "
        "there, and names that do not carry the environment collide."
    ),
    sources=("demand 7", "D35"),
    bad={
        "byo.common_resource_group": "rg-aifactory-common",
        "environments.stage.subscription_id": "11111111-2222-4333-8444-5555555555d1",
    },
    good={"byo.common_resource_group": "rg-aifactory-common"},
)
def _shared_group(view: View) -> Iterator[Problem]:
    homes: dict[tuple[str, str], tuple[str, View]] = {}
    for scale_set in view.answers.scale_sets:
        home = view.at(scale_set=scale_set)
        for environment in home.environments:
            there = home.at(environment=environment)
            subscription = there.text("subscription_id").lower()
            if not is_guid(subscription):
                continue
            group = common_group(there)
            what = f"{environment} of scale set {scale_set}"
            first = homes.setdefault((subscription, group.lower()), (what, there))
            if first[1] is not there:
                yield Problem(
                    (there.full_key("byo.common_resource_group"),
                     there.full_key("subscription_id"), first[1].full_key("subscription_id")),
                    f"{first[0]} and {what} both have the common resource group {shown(group)} "
                    "in the same subscription.",
                    "Give them different groups, or different subscriptions.",
                )  # fmt: skip


@rule(
    "NAM115",
    "scale_set",
    "error",
    "Azure refuses this name for a machine's administrator",
    explain=(
        "Azure has a list of names that no administrator of a machine may have, among them "
        "admin, root, user and test, and takes at most 20 characters."
    ),
    sources=("R-036",),
    bad={"access.admin_vm": True, "access.admin_username": "support"},
    good={"access.admin_vm": True, "access.admin_username": "coreteam"},
)
def _administrator(view: View) -> Iterator[Problem]:
    key = "access.admin_username"
    reserved = view.catalog.limit("azure", "vm_administrator")["reserved"]
    name = view.text(key)
    if name.lower() in reserved:
        yield Problem(
            (key,),
            f"{shown(name)} is a name that Azure refuses for a machine's administrator.",
            "Use another one, such as coreteam.",
            severity="error" if view.is_on("access.admin_vm") else "warning",
        )
