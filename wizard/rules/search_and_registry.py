"""AI Search tiers and the container registry's size, endpoints and sharing."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.service_rows import row_rule
from wizard.rules.where import on_azure_devops, place, size_parts

row_rule(
    "SRC101",
    "project",
    "error",
    "The free tier of AI Search has no private endpoint",
    explain=(
        "The factory gives every search service a private endpoint, in public mode too. The free "
        "tier has none, so its deployment fails."
    ),
    sources=("R-110",),
    bad={"search.tier": "free"},
    good={"search.tier": "standard"},
)

row_rule(
    "SRC102",
    "project",
    "warning",
    "Private indexing with skills needs a larger AI Search",
    explain=(
        "Shared private links exist from tier basic, but indexers that run skills over them need "
        "standard or higher. On basic, documents are indexed without skills or not at all."
    ),
    sources=("R-111",),
    bad={"orchestrator": "azure-devops", "sku.ai_search.dev": "basic"},
    good={
        "orchestrator": "azure-devops",
        "sku.ai_search.dev": "basic",
        "search.shared_private_link": False,
    },
)


@rule(
    "SRC103",
    "project",
    "warning",
    "The quota check looks at another AI Search tier than the one deployed",
    explain=(
        "On Azure DevOps the preflight check counts quota for one setting, while the size "
        "settings of dev and of stage and prod decide what is deployed. With different values "
        "the check says nothing about the real tier, which may cost several times as much."
    ),
    sources=("D46", "D83", "R-109"),
    bad={"orchestrator": "azure-devops", "search.tier": "basic"},
    good={"orchestrator": "azure-devops", "search.tier": "standard"},
)
def _checked_tier(view: View) -> Iterator[Problem]:
    if not view.is_on("services.ai_search") or not on_azure_devops(view):
        return
    keys = tuple(f"sku.ai_search.{part}" for part in size_parts(view))
    deployed = {view.text(key) for key in keys}
    checked = view.text("search.tier")
    if deployed and checked not in deployed:
        yield Problem(
            ("search.tier", *keys),
            f"Quota{place(view)} is checked for AI Search tier {checked}, but "
            f"{' and '.join(sorted(deployed))} is deployed.",
            "Give both the same value.",
            set={"search.tier": view.text(keys[0])},
        )


row_rule(
    "SRC104",
    "project",
    "warning",
    "The AI Search tier cannot be chosen on GitHub",
    explain=(
        "In this release the template takes the tier from parameters that no workflow passes, so "
        "its default, standard, is deployed. The chosen value reaches the quota check only."
    ),
    sources=("D01", "D11", "D84"),
    bad={"search.tier": "basic"},
    good={"search.tier": "standard"},
)


@rule(
    "REG101",
    "scale_set",
    "error",
    "The container registry is too small for private endpoints or your own key",
    explain=(
        "Private endpoints and encryption with your own key exist in tier Premium only. Unless "
        "the networking mode is public, the factory gives the registry a private endpoint and "
        "closes its public side; below Premium nobody could pull an image."
    ),
    sources=("R-143",),
    bad={"registry.sku": "Standard"},
    good={"registry.sku": "Standard", "registry.dedicated": False, "networking.mode": "public"},
)
def _registry_too_small(view: View) -> Iterator[Problem]:
    size = view.text("registry.sku")
    reasons = _registry_reasons(view)
    if reasons and size != "Premium":
        yield Problem(
            ("registry.sku", "networking.mode", "cmk.enabled"),
            f"The container registry is {size or 'of no size'}, but {' and '.join(reasons)} "
            "need Premium.",
            "Set the container registry size to Premium.",
            set={"registry.sku": "Premium"},
        )


@rule(
    "REG102",
    "scale_set",
    "error",
    "The container registry lacks its dedicated data endpoints",
    explain=(
        "With private endpoints or your own key, image layers have to come from the registry's "
        "own data endpoint; otherwise pulls go to a shared public storage address, which the "
        "network blocks."
    ),
    sources=("R-144", "D39"),
    bad={"registry.dedicated": False},
)
def _registry_not_dedicated(view: View) -> Iterator[Problem]:
    reasons = _registry_reasons(view)
    if reasons and not view.is_on("registry.dedicated"):
        yield Problem(
            ("registry.dedicated", "networking.mode", "cmk.enabled"),
            f"Dedicated data endpoints are off, but {' and '.join(reasons)} need them.",
            "Switch the dedicated data endpoints on.",
            set={"registry.dedicated": True},
        )


def _registry_reasons(view: View) -> list[str]:
    reasons = []
    if not view.is_on("networking.public_access_with_perimeter"):
        reasons.append("private endpoints")
    if view.is_on("cmk.enabled"):
        reasons.append("Customer Managed Keys")
    return reasons


@rule(
    "REG103",
    "factory",
    "error",
    "The two answers about sharing the registry differ",
    explain=(
        "Upstream asks twice whether projects share the common registry. On GitHub the second "
        "answer wins while it is on, on Azure DevOps it alone counts; with different answers one "
        "part of a run looks for a registry that another part did not make."
    ),
    sources=("R-146", "D86", "D45"),
    bad={"registry.shared": False, "registry.shared_override": True},
    good={"registry.shared": False},
)
def _registry_shared_twice(view: View) -> Iterator[Problem]:
    shared = view.is_on("registry.shared")
    if shared != view.is_on("registry.shared_override"):
        yield Problem(
            ("registry.shared_override", "registry.shared"),
            f"Sharing the container registry is {_word(shared)}, its deciding value is "
            f"{_word(not shared)}; the deciding value wins.",
            "Give both the same answer.",
            set={"registry.shared_override": shared},
        )


@rule(
    "REG104",
    "factory",
    "warning",
    "The registry's admin account is on",
    explain=(
        "The admin account is one user name and password for everybody. Whoever knows it can "
        "pull and push every image, and no log tells who it was. Roles of Entra ID do the same "
        "without a shared password."
    ),
    sources=("R-145",),
    bad={"registry.admin_user": True},
)
def _registry_admin(view: View) -> Iterator[Problem]:
    if view.is_on("registry.admin_user"):
        yield Problem(
            ("registry.admin_user",),
            "The container registry's shared admin account is switched on.",
            "Switch it off and give people and services the AcrPull or AcrPush role.",
            set={"registry.admin_user": False},
        )


@rule(
    "REG105",
    "factory",
    "error",
    "Dedicated data endpoints on a registry below Premium",
    explain=(
        "Only a Premium registry has data endpoints of its own; Azure refuses to switch them on "
        "for the smaller sizes."
    ),
    sources=("R-143", "R-144"),
    bad={"registry.sku": "Basic", "networking.mode": "public"},
    good={"registry.sku": "Basic", "registry.dedicated": False, "networking.mode": "public"},
)
def _dedicated_below_premium(view: View) -> Iterator[Problem]:
    if _registry_reasons(view) or not view.is_on("registry.dedicated"):
        return
    if view.text("registry.sku") in ("Basic", "Standard"):
        yield Problem(
            ("registry.dedicated", "registry.sku"),
            f"Dedicated data endpoints are on, but a {view.text('registry.sku')} registry has "
            "none.",
            "Switch the dedicated data endpoints off, or set the size to Premium.",
            set={"registry.dedicated": False},
        )


def _word(value: bool) -> str:
    return "on" if value else "off"
