"""Models: whether the region offers those that projects deploy, and whether quota is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from wizard.azure.noted import (
    Notes,
    environment_of,
    environments_of,
    found,
    sharing,
    subscription_of,
)
from wizard.azure.platform import groups_of
from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import of_subscription
from wizard.azure.shapes import number, rows, text
from wizard.catalog.tables import Row
from wizard.model.view import View
from wizard.naming.names import project_names
from wizard.rules.finding import Finding

_VERSION = "2024-10-01"
_PATH = "/providers/Microsoft.CognitiveServices/locations"


class WantedModel(NamedTuple):
    """A model that a project deploys; ``version`` "" is the newest, capacity in 1,000 tokens."""

    keys: tuple[str, ...]
    name: str
    version: str
    sku: str
    capacity: int


def wanted_models(view: View) -> Iterator[WantedModel]:
    """The models of the view's project (table "compatibility", ``deployed_models``)."""
    if not view.is_on("services.ai_foundry"):
        return
    for row in view.catalog.tables["compatibility"]["deployed_models"]:
        key, name = row["key"], _said(view, row, "name")
        if view.applies(key) and view.is_on(key) and name:
            keys = (row["name_from"], row["sku_from"]) if "name_from" in row else (key,)
            yield WantedModel(
                tuple(map(view.full_key, keys)),
                name,
                _said(view, row, "version"),
                _said(view, row, "sku"),
                view.number(row["capacity_from"]) or 0,
            )


def _said(view: View, row: Row, name: str) -> str:
    """What a row says of a model: a text of its own, or that of the setting that it names."""
    return str(row.get(name, "")) or view.text(row[f"{name}_from"])


def model_notes(reader: Reader, view: View) -> Notes:
    """The models of an environment's projects.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    wanted = {p: tuple(wanted_models(view.at(project=p))) for p in view.projects}
    region = view.text("region.name")
    if not any(wanted.values()) or not region:
        return
    subscription = subscription_of(view)
    place = f"{_PATH}/{quote(region, safe='')}"
    offers = reader.items(of_subscription(subscription, f"{place}/models", _VERSION))
    offered = [row["model"] for row in offers if isinstance(row.get("model"), Mapping)]
    for models in wanted.values():
        for model in models:
            yield from _offered(view, model, region, offered)
    usages = reader.items(of_subscription(subscription, f"{place}/usages", _VERSION))
    groups = groups_of(reader, subscription)
    new = [
        model
        for there in sharing(view)
        for project in there.projects
        if not _is_deployed(there.at(project=project), groups)
        for model in wanted_models(there.at(project=project))
    ]
    yield from _quota(view, new, offered, {text(row, "name", "value"): row for row in usages})


def _is_deployed(view: View, groups: Mapping[str, str]) -> bool:
    names = project_names(view)
    return any(name.id == "project_group" and name.name.lower() in groups for name in names)


def _offered(
    view: View, model: WantedModel, region: str, offered: list[Mapping[str, Any]]
) -> Iterator[Finding]:
    named = [row for row in offered if text(row, "name").lower() == model.name.lower()]
    where = f"{region} ({environment_of(view)})"
    if not named:
        yield found(
            view, "AZR131", model.keys, f"The model {model.name} is not offered in {where}.",
            "Choose another model or region.",
        )  # fmt: skip
        return
    versions = [row for row in named if not model.version or text(row, "version") == model.version]
    if not versions:
        there = ", ".join(sorted({text(row, "version") for row in named}))
        yield found(
            view, "AZR131", model.keys,
            f"Version {model.version} of {model.name} is not offered in {where}; there is {there}.",
            "Choose one of these versions.",
        )  # fmt: skip
        return
    skus = {text(sku, "name") for row in versions for sku in rows(row, "skus")} - {""}
    if skus and model.sku not in skus:
        yield found(
            view, "AZR131", model.keys,
            f"{model.name} is not offered as {model.sku} in {where}; there is "
            f"{', '.join(sorted(skus))}.",
            "Choose another deployment type, model or region.",
        )  # fmt: skip


def _quota(
    view: View,
    wanted: list[WantedModel],
    offered: list[Mapping[str, Any]],
    usages: Mapping[str, object],
) -> Iterator[Finding]:
    """Quota counts for all projects of a subscription together; deployed ones have theirs."""
    where = environments_of(sharing(view))
    needed: dict[str, list[WantedModel]] = {}
    for model in wanted:
        needed.setdefault(_usage_name(model, offered), []).append(model)
    for name, asking in needed.items():
        limit, used = number(usages.get(name), "limit"), number(usages.get(name), "currentValue")
        capacity = sum(model.capacity for model in asking)
        if limit is None or used is None or limit < 0 or capacity <= limit - used:
            continue
        keys = tuple(dict.fromkeys(key for model in asking for key in model.keys[:1]))
        yield found(
            view, "AZR132", keys,
            f"{asking[0].name} ({asking[0].sku}) needs {capacity} thousand tokens a minute in "
            f"{where}, and {max(0, limit - used):g} of {limit:g} are left.",
            "Ask for less, choose another deployment type, or request quota.",
        )  # fmt: skip


def _usage_name(model: WantedModel, offered: list[Mapping[str, Any]]) -> str:
    """The name under which quota of a model is counted."""
    for row in offered:
        if text(row, "name").lower() == model.name.lower():
            for sku in rows(row, "skus"):
                if text(sku, "name") == model.sku and text(sku, "usageName"):
                    return text(sku, "usageName")
    return f"OpenAI.{model.sku}.{model.name}"
