"""Rules on what came with release 1.25; silent in releases without these settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations

from wizard.model.view import View
from wizard.network.build import vnet_reading
from wizard.network.ranges import read_template
from wizard.rules.finding import Problem
from wizard.rules.network import made_by_factory
from wizard.rules.registry import rule
from wizard.rules.where import size_parts

CODES = (
    "NET141", "SKU131", "SKU132", "SKU133", "GWY101", "GWY102", "GWY103", "GWY104", "AGT101",
    "PER101",
)  # fmt: skip
_LISTS = (
    ("services.ai_search", "search.retry", "sku.ai_search", "sku.ai_search_list"),
    ("services.postgresql", "databases.postgresql_retry", "sku.postgresql", "sku.postgresql_list"),
    (
        "services.container_apps", "container_apps.retry", "sku.container_apps",
        "sku.container_apps_list",
    ),
)  # fmt: skip
_MOST_TO_TRY = 3
_UNITS = {"BasicV2": 10, "StandardV2": 10, "PremiumV2": 30}
_KONG_PREFIX = 28
_FIRST_PROJECT_ONLY = ("agents.factory_mcp", "agents.live_voice", "agents.gateway")
_NEEDS = {
    "agents.factory_mcp": ("services.ai_foundry", "services.container_apps"),
    "agents.chat": ("services.ai_foundry", "models.gpt"),
    "agents.live_voice": (
        "agents.chat", "services.ai_foundry", "services.ai_search", "services.container_apps",
    ),
    "agents.gateway": ("services.ai_foundry",),
    "agents.azure_mcp": ("services.container_apps",),
}  # fmt: skip


@rule(
    "NET141", "scale_set", "error", "The networks of the environments overlap",
    explain="From release 1.25 on the check before a run refuses networks that overlap, of dev, "
    "stage and prod among themselves. A range without XX is the same for all of them. Ranges of "
    "a factory that stands cannot be changed: switch environments off that have no network yet.",
    sources=("v1.25 section 2",),
)  # fmt: skip
def _environments_are_apart(view: View) -> Iterator[Problem]:
    if not _is_here(view) or not made_by_factory(view) or not view.is_blank("byo.vnet_name"):
        return
    spaces = {name: vnet_reading(view.at(environment=name)).range for name in view.environments}
    known = [(name, space) for name, space in spaces.items() if space is not None]
    pairs = [(a, b) for a, b in combinations(known, 2) if a[1].overlaps(b[1])]
    if pairs:
        names = "; ".join(f"{a[0]} {a[1]} and {b[0]} {b[1]}" for a, b in pairs)
        yield Problem(
            ("address.vnet",),
            f"These networks overlap, and the check before a run stops: {names}.",
            "For a new factory write XX as the third part, such as 172.16.XX.0/18.",
        )


@rule(
    "SKU131", "project", "error", "A chosen size is not among those to try",
    explain="With the retry on, the run takes the chosen size first and then the others of the "
    "list, and it stops when the chosen one does not stand in the list.",
    sources=("v1.25 section 7",),
)  # fmt: skip
def _chosen_is_listed(view: View) -> Iterator[Problem]:
    for size, listed in _sizes_to_try(view):
        chosen, known = view.text(size), view.items(listed)
        if chosen and known and chosen not in known:
            yield Problem(
                (listed, size),
                f"{chosen} is chosen, but the sizes to try are {', '.join(known)}.",
                f"Add {chosen} to the list, or switch the retry off.",
            )


@rule(
    "SKU133", "project", "error", "The sizes to try are none, too many, or one of them twice",
    explain="With the retry on, the run takes one to three different sizes to try, and stops when "
    "the list is empty, longer, or names a size twice.",
    sources=("v1.25 section 7", "deploy-capacity-resource.py of 1.25"),
)  # fmt: skip
def _lists_can_be_tried(view: View) -> Iterator[Problem]:
    for _, listed in _sizes_to_try(view):
        known = view.items(listed)
        if not 1 <= len(known) <= _MOST_TO_TRY or len(set(known)) < len(known):
            yield Problem(
                (listed,),
                f'"{view.catalog[listed].title}" names {", ".join(known) or "no size"}.',
                f"Name one to {_MOST_TO_TRY} different sizes, or switch the retry off.",
            )


def _sizes_to_try(view: View) -> Iterator[tuple[str, str]]:
    """The size and the list of each service whose retry is on."""
    if not _is_here(view):
        return
    for service, retry, size, listed in _LISTS:
        if view.is_on(service) and view.is_on(retry):
            for part in size_parts(view):
                yield f"{size}.{part}", f"{listed}.{part}"


@rule(
    "SKU132", "factory", "error", "The two lists of AI Search sizes differ",
    explain="The sizes to try stand in the file twice, separated by commas and as a JSON array. "
    "Two different lists of your own stop the run.",
    sources=("v1.25 section 7",),
)  # fmt: skip
def _lists_are_equal(view: View) -> Iterator[Problem]:
    if not _is_here(view):
        return
    for part in ("dev", "stage_prod"):
        alias, listed = f"sku.ai_search_alias.{part}", f"sku.ai_search_list.{part}"
        if view.given(alias) and _array(view.text(alias)) != list(view.items(listed)):
            yield Problem(
                (alias, listed),
                f"The JSON array says {view.text(alias)}, the list {view.text(listed)}.",
                "Make both equal, or leave the JSON array at its default.",
            )


@rule(
    "GWY101", "scale_set", "error", "The API gateway has no backends",
    explain="The gateway's workflow stops when the gateway is on and the array of backends is "
    "empty or is no JSON array.",
    sources=("v1.25 section 6",),
)  # fmt: skip
def _gateway_has_backends(view: View) -> Iterator[Problem]:
    if not _is_here(view) or not view.is_on("gateway.apim"):
        return
    if not _array(view.text("gateway.apim_backends")):
        yield Problem(
            ("gateway.apim_backends",),
            "The API gateway is on, and no backend is named.",
            "Name the model backends as a JSON array on one line.",
        )


@rule(
    "GWY102", "scale_set", "error", "More units than the tier of the API gateway has",
    explain="The second generation of API Management has at most ten units, its premium tier "
    "thirty; the deployment fails with more.",
    sources=("v1.25 section 6",),
)  # fmt: skip
def _units_fit(view: View) -> Iterator[Problem]:
    if not _is_here(view) or not view.is_on("gateway.apim"):
        return
    most, units = _UNITS.get(view.text("gateway.apim_sku")), view.number("gateway.apim_units")
    if most is not None and units is not None and units > most:
        yield Problem(
            ("gateway.apim_units",),
            f"{view.text('gateway.apim_sku')} has at most {most} units, not {units}.",
            "Take fewer units, or a larger tier.",
        )


@rule(
    "GWY103", "scale_set", "error", "Kong's subnet is too small, or no range",
    explain="Kong needs a subnet of its own of /28 or larger; Azure keeps five addresses of it.",
    sources=("v1.25 section 6",),
)  # fmt: skip
def _kong_has_room(view: View) -> Iterator[Problem]:
    if not _is_here(view) or not view.is_on("gateway.kong"):
        return
    text = view.text("gateway.kong_subnet")
    space = read_template(text, 0).range
    if text and space is None:
        yield Problem(
            ("gateway.kong_subnet",),
            f"{text} is no range of addresses.",
            "Write the first address of the subnet and its size, such as 10.20.30.0/27.",
        )
    if space is not None and space.prefix > _KONG_PREFIX:
        yield Problem(
            ("gateway.kong_subnet",),
            f"{space} is smaller than a /{_KONG_PREFIX}.",
            f"Give Kong a /{_KONG_PREFIX} or larger that nothing else uses.",
        )


@rule(
    "GWY104", "scale_set", "error", "The gateway's principal is an id of another kind",
    explain="The principal is the managed identity that gets the role on the model accounts: an "
    "object id of its own, never that of the tenant or of a subscription.",
    sources=("v1.25 section 6",),
)  # fmt: skip
def _principal_is_other(view: View) -> Iterator[Problem]:
    principal = view.text("gateway.apim_principal").lower() if _is_here(view) else ""
    if not principal or not view.applies("gateway.apim_principal"):
        return
    there = [view.at(environment=name).text("subscription_id") for name in view.environments]
    if principal in {text.lower() for text in (view.text("tenant_id"), *there)}:
        yield Problem(
            ("gateway.apim_principal",),
            f"{principal} is the id of the tenant or of a subscription, not of an identity.",
            "Give the object id of the gateway's managed identity.",
        )


@rule(
    "AGT101", "project", "error", "An agent lacks what it stands on",
    explain="Some agents and gateways work in project 001 only, and each needs other services of "
    "the project. The run stops, or the service comes up without them.",
    sources=("v1.25 section 8",),
)  # fmt: skip
def _agents_stand_on_something(view: View) -> Iterator[Problem]:
    if not _is_here(view):
        return
    for key, needs in _NEEDS.items():
        if not view.is_on(key):
            continue
        title = view.catalog[key].title
        if key in _FIRST_PROJECT_ONLY and view.context.project != "001":
            yield Problem(
                (key,), f'"{title}" works in project 001 only.', "Switch it off in this project."
            )
        missing = [need for need in needs if not view.is_on(need)]
        if missing:
            titles = ", ".join(f'"{view.catalog[need].title}"' for need in missing)
            yield Problem(
                (key, *missing), f'"{title}" needs {titles}.', "Switch these on, or this one off."
            )


@rule(
    "PER101", "project", "error", "The two notations of the access mode differ",
    explain="The switch for groups by persona counts, whatever the access mode says. A file that "
    "says two different things will be misread by whoever opens it next.",
    sources=("v1.25 section 5",),
)  # fmt: skip
def _access_mode_follows(view: View) -> Iterator[Problem]:
    if not _is_here(view):
        return
    wanted = "groups-v1" if view.is_on("personas.enabled") else "legacy"
    if view.text("personas.access_mode") != wanted:
        yield Problem(
            ("personas.access_mode", "personas.enabled"),
            f"The access mode is {view.text('personas.access_mode')}, but the switch means "
            f"{wanted}.",
            "Leave the access mode unanswered: it follows the switch.",
        )


def _is_here(view: View) -> bool:
    return "address.scaling_mode" in view.catalog.settings


def _array(text: str) -> list[object]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return found if isinstance(found, list) else []
