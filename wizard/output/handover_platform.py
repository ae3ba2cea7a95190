"""Parts of the hand-over report for the platform team: services, providers, roles, secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from wizard.catalog.conditions import parse_condition
from wizard.model.view import View
from wizard.output.document import Block, Commands, Mono, Pieces, bullets, paragraph, table

Words = dict[str, Any]
_MOST_NAMED = 6


class Needs(NamedTuple):
    """What a project, or a whole factory, needs of the platform; each with what needs it."""

    zones: dict[str, list[str]]
    providers: dict[str, list[str]]


def needs_of(view: View) -> Needs:
    """What the view's project needs; without a project, what every scale set needs."""
    needs = Needs({}, {})
    foundation = view.catalog.tables.get("foundation", {})
    rows = foundation.get("project" if view.context.project else "scale_set", ())
    for row in rows:
        if "when" not in row or view.holds(parse_condition(row["when"])):
            _add(needs, row["title"], row.get("providers", ()), row.get("dns_zones", ()))
    for service in view.catalog.services.values():
        per = "project" if view.context.project else "scale_set"
        if (service.scope == "project") == (per == "project") and view.holds(service.on):
            _add(needs, service.title, service.providers, service.dns_zones)
    return needs


def _add(needs: Needs, title: str, providers: Iterable[str], zones: Iterable[str]) -> None:
    for found, names in ((needs.providers, providers), (needs.zones, zones)):
        for name in names:
            because = found.setdefault(name, [])
            if title not in because:
                because.append(title)


def joined_needs(all_needs: Iterable[Needs]) -> Needs:
    """The needs of several places together."""
    total = Needs({}, {})
    for needs in all_needs:
        for mine, theirs in zip(total, needs, strict=True):
            for name, because in theirs.items():
                known = mine.setdefault(name, [])
                known += [title for title in because if title not in known]
    return total


def service_blocks(view: View) -> Iterator[Block]:
    """The services that are on, the private endpoints they take, and what they cost."""
    found = [
        (service.title, str(service.private_endpoints or ""), service.costs)
        for service in view.catalog.services.values()
        if view.holds(service.on)
    ]
    if found:
        yield table(("service", "private endpoints", "what it costs"), found)
    else:
        yield paragraph("None beyond what every project has.")


def provider_blocks(needs: Needs, words: Words) -> Iterator[Block]:
    """The providers, what needs them, and the commands."""
    names = sorted(needs.providers)
    yield paragraph(words["providers"])
    yield table(
        ("provider", "needed by"), [(Mono(name), _named(needs.providers[name])) for name in names]
    )
    yield Commands(tuple(f"az provider register --namespace {name}" for name in names))


def _named(titles: list[str]) -> str:
    rest = len(titles) - _MOST_NAMED
    return ", ".join(titles[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def role_blocks(view: View, words: Words) -> Iterator[Block]:
    """Who needs which role where before the first run."""
    found = list(words["roles"])
    if view.is_on("dns.central_by_policy"):
        found.append(words["hub_role"])
    if not view.is_blank("byo.vnet_name"):
        found.append(words["network_role"])
    yield table(("who", "role", "where", "why"), found)


def secret_blocks(view: View, words: Words) -> Iterator[Block]:
    """The seeding key vaults and the names of the secrets that have to be in them."""
    vaults: dict[str, list[str]] = {}
    for environment in view.environments:
        there = view.at(environment=environment)
        vaults.setdefault(there.text("seeding.key_vault") or "not named yet", []).append(
            environment
        )
    yield bullets((Mono(vault), f": {', '.join(used)}") for vault, used in vaults.items())
    yield paragraph(words["secrets"]["vaults"], " ", words["not_in_files"])
    scope = "project" if view.context.project else "factory"
    found: list[tuple[Pieces | str, ...]] = []
    for setting in view.catalog.settings.values():
        if setting.kind == "secret-name" and setting.scope == scope and view.applies(setting.key):
            name = view.text(setting.key)
            if name and not name.startswith("<"):
                found.append((Mono(name), setting.title, Mono(setting.key)))
    if found:
        yield table(("secret", "what it is", "setting"), found)
    by_hand = view.catalog.tables["delivery"].get("github", {}).get("secrets_by_hand", ())
    if view.context.project is None and view.lookup("on_github")[0] and by_hand:
        yield paragraph(words["secrets"]["by_hand"], " ", Mono(", ".join(by_hand)))


def environment_blocks(view: View) -> Iterator[Block]:
    """Scale sets with their environments, subscriptions, vaults and projects."""
    found: list[Iterable[str | Pieces]] = []
    for scale_set in view.answers.scale_sets:
        home = View(view.catalog, view.answers, None, view.memory).at(scale_set=scale_set)
        projects = ", ".join(home.projects[:_MOST_NAMED])
        rest = len(home.projects) - _MOST_NAMED
        projects += f" and {rest} more" if rest > 0 else ""
        for environment in home.environments:
            there = home.at(environment=environment)
            found.append(
                (scale_set, environment, Mono(there.text("subscription_id") or "open"),
                 Mono(there.text("seeding.key_vault") or "open"), Mono(home.text("region.name")),
                 projects)
            )  # fmt: skip
    headings = ("scale set", "environment", "subscription", "seeding key vault", "region")
    yield table((*headings, "projects"), found)


def project_blocks(view: View, services: Mapping[str, list[str]]) -> Iterator[Block]:
    """Every project with its title, scale set and services."""
    found = []
    for project, titles in services.items():
        there = view.at(project=project)
        found.append((project, there.context.scale_set, there.text("title"), ", ".join(titles)))
    yield table(("project", "scale set", "title", "services"), found)
