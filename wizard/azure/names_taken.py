"""Names that somebody has already: in use elsewhere, or kept by something deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wizard.azure.noted import Gap, Notes, environment_of, found, subscription_of
from wizard.azure.reader import Answer, Reader
from wizard.azure.requests_allowed import Question, ask_names, of_subscription
from wizard.azure.shapes import group_of, part, text
from wizard.azure.unknown import Unknown
from wizard.model.view import View
from wizard.naming.names import Name, environment_names, project_names


class Kept(NamedTuple):
    """A kind of resource that keeps its name after deletion, and where deleted ones are listed."""

    kind: str
    title: str
    path: str
    version: str
    purge: str


KEPT = (
    Kept("key vault", "key vaults", "/providers/Microsoft.KeyVault/deletedVaults", "2023-07-01",
         "az keyvault purge --name {name} (not with purge protection), or recover it"),
    Kept("AI services account", "AI services accounts",
         "/providers/Microsoft.CognitiveServices/deletedAccounts", "2024-10-01",
         "az cognitiveservices account purge --name {name} --location {location} "
         "--resource-group {group}"),
    Kept("api management", "API Management services",
         "/providers/Microsoft.ApiManagement/deletedservices", "2022-08-01",
         "az apim deletedservice purge --service-name {name} --location {location}"),
    Kept("log analytics workspace", "Log Analytics workspaces",
         "/providers/Microsoft.OperationalInsights/deletedWorkspaces", "2020-08-01",
         "recover it by making it again in the same group and region, or wait 14 days"),
)  # fmt: skip

ASKED: dict[str, tuple[Question, str, str]] = {
    "storage account": (Question.STORAGE_NAME, "Microsoft.Storage/storageAccounts", ""),
    "container registry": (Question.REGISTRY_NAME, "Microsoft.ContainerRegistry/registries", ""),
    "key vault": (Question.VAULT_NAME, "Microsoft.KeyVault/vaults", ""),
    "AI Search": (Question.SEARCH_NAME, "searchServices", "Microsoft.Search/searchServices"),
}
"""Kinds whose names are one in the world: the question, its type, the type of the resource."""


def all_names(view: View) -> Iterator[Name]:
    """The names of an environment and its projects that are known before a run."""
    found_names = [*environment_names(view)]
    for project in view.projects:
        found_names += project_names(view.at(project=project))
    return (name for name in found_names if name.known == "now" and name.ok)


def deleted_notes(reader: Reader, view: View) -> Notes:
    """Deleted resources that still keep a name of the factory.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    subscription = subscription_of(view)
    names = [*all_names(view)]
    for kept in KEPT:
        wanted = {name.name.lower(): name for name in names if name.kind == kept.kind}
        if not wanted:
            continue
        try:
            deleted = reader.items(of_subscription(subscription, kept.path, kept.version))
        except Unknown as unknown:
            keys = (view.full_key("subscription_id"),)
            yield Gap(f"deleted {kept.title} of {environment_of(view)}", unknown, keys)
            continue
        for row in deleted:
            real = text(row, "properties", "vaultId").rpartition("/")[2] or text(row, "name")
            name = wanted.get(real.lower())
            if name is not None:
                remedy = kept.purge.format(
                    name=name.name,
                    location=text(row, "location") or text(row, "properties", "location"),
                    group=group_of(text(row, "id")) or "GROUP",
                )
                yield found(
                    view, "AZR171", _keys(view, name),
                    f"{name.title} {name.name} ({_where(view, name)}) was deleted, and still keeps "
                    "its name.",
                    f"Free it: {remedy}; or change a suffix.",
                )  # fmt: skip


def availability_notes(reader: Reader, view: View) -> Notes:
    """Names that are one in the world, and belong to somebody else.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    subscription = subscription_of(view)
    wanted = [name for name in all_names(view) if name.kind in ASKED]
    if not wanted:
        return
    path = "/resources"
    resources = reader.items(of_subscription(subscription, path, "2021-04-01"))
    own = {(text(row, "type").lower(), text(row, "name").lower()) for row in resources}
    deleted = _deleted_vaults(reader, subscription)
    unknown: set[str] = set()
    for name in wanted:
        question, kind, resource = ASKED[name.kind]
        known = ((resource or kind).lower(), name.name.lower()) in own
        if known or name.name.lower() in deleted or name.kind in unknown:
            continue
        try:
            answer = reader.one(ask_names(question, subscription, name.name, kind))
        except Unknown as error:
            # Some of the questions need more than the right to read; the others are asked still.
            unknown.add(name.kind)
            keys = (view.full_key("subscription_id"),)
            yield Gap(f"taken names of kind {name.kind} of {environment_of(view)}", error, keys)
            continue
        if _is_taken(answer):
            yield found(
                view, "AZR172", _keys(view, name),
                f"The name {name.name} ({name.title}, {_where(view, name)}) is taken, and not by "
                "anything in this subscription.",
                "Change a prefix or suffix that is part of it.",
            )  # fmt: skip


def _is_taken(answer: Answer) -> bool:
    """Whether somebody has the name; one that Azure would refuse, other findings tell of."""
    return part(answer, "nameAvailable") is False and text(answer, "reason") == "AlreadyExists"


def _deleted_vaults(reader: Reader, subscription: str) -> set[str]:
    """Names that deleted key vaults keep: those are told of already."""
    vaults = KEPT[0]
    try:
        rows: tuple[Mapping[str, Any], ...] = reader.items(
            of_subscription(subscription, vaults.path, vaults.version)
        )
    except Unknown:
        return set()
    return {text(row, "properties", "vaultId").rpartition("/")[2].lower() for row in rows}


def _where(view: View, name: Name) -> str:
    project = f"project {name.project}, " if name.project else ""
    return f"{project}{environment_of(view)}"


def _keys(view: View, name: Name) -> tuple[str, ...]:
    there = view.at(project=name.project) if name.project else view
    known = [key for key in name.keys if key in view.catalog.settings]
    return tuple(there.full_key(key) for key in known) or (there.full_key("naming.prefix"),)
