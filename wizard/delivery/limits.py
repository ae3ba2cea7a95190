"""Limits of GitHub that depend on everything delivered for one project."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Setting, Variable
from wizard.delivery.encoding import delivered_text
from wizard.delivery.github import GithubDelivery, deliver_github
from wizard.model.in_use import active_project
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.where import on_github


def _limit(view: View, row: str) -> int:
    limits = view.catalog.tables["limits"]["github"]
    return int(next(entry["limit"] for entry in limits if entry["id"] == row))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def delivery_problems(view: View, delivery: GithubDelivery) -> Iterator[Problem]:
    """What GitHub would not store, or would leave out of a run, of this delivery."""
    repository = delivery.at("repository")
    most = _limit(view, "github_variables_repository")
    if len(repository) > most:
        yield Problem(
            ("github.repository",),
            f"{len(repository)} variables belong into the repository; GitHub takes {most}.",
            "Put what differs into environments, or use a repository per scale set.",
        )
    most = _limit(view, "github_variables_environment")
    for environment in view.environments:
        placed = delivery.at(environment)
        if len(placed) > most:
            yield Problem(
                ("github.repository",),
                f"{len(placed)} variables belong into the environment {environment}; GitHub "
                f"takes {most}.",
                "Give the environments equal values where they may be equal: these go to the "
                "repository.",
            )
    size = sum(len(item.name) + _bytes(item.value) for item in repository)
    most = _limit(view, "github_variables_run_bytes")
    if size > most:
        largest = max(repository, key=lambda item: len(item.value))
        yield Problem(
            (largest.key,) if largest.key else (),
            f"The repository's variables have {size:,} bytes together; a run sees at most "
            f"{most:,}, and the rest is missing without a word.",
            f"Shorten the longest: {largest.name} has {_bytes(largest.value):,} bytes.",
        )


_MODEST = 64 * 1024
"""Bytes of answers with which no delivery comes near GitHub's limit of a run."""


def _may_be_too_much(view: View) -> bool:
    """Whether counting is worth its while: long answers, or a catalogue with very many names."""
    variables = [v for s in view.catalog.settings.values() for v in s.github if v.level != "file"]
    if len(variables) > _limit(view, "github_variables_repository"):
        return True
    differing = sum(len(s.github) for s in view.catalog.settings.values() if _may_differ(s))
    if differing > _limit(view, "github_variables_environment"):
        return True
    given = sum(len(str(answer.value)) for _, answer in view.answers.items())
    return given > _MODEST


def _may_differ(setting: Setting) -> bool:
    """Whether the environments of a scale set can get different values of a setting."""
    return setting.scope == "environment" or any(
        "environment" in f"{default.when}{default.value}" for default in setting.default
    )


_LONG = '{"Description":"' + "x" * 140_000 + '"}'


@rule(
    "DLV101",
    "factory",
    "error",
    "More variables than GitHub takes",
    explain=(
        "GitHub stores 500 variables per repository and 100 per environment, and a run sees at "
        "most 256 KB of repository and organization variables together: beyond that the first "
        "ones by alphabet are there and the rest is missing without a word. Counted is what is "
        "delivered for the active project."
    ),
    sources=("R-176", "azure-facts 6", "D95", "demand 50"),
    bad={
        "tags.project": _LONG,
        "tags.common": _LONG,
    },
)
def _too_much(view: View) -> Iterator[Problem]:
    if on_github(view) and _may_be_too_much(view):
        there = view.at(project=active_project(view)).for_orchestrator("github")
        yield from delivery_problems(there, deliver_github(there))


@rule(
    "DLV102",
    "project",
    "warning",
    "GitHub cannot hold this empty value, and the workflow takes another one",
    explain=(
        "GitHub stores no empty variable. Where one is missing, the workflow puts in a value of "
        "its own, which is not always the template's: gpt-5-mini for the model, true for the "
        "capability host. Emptying a setting therefore does not switch it off."
    ),
    sources=("R-175", "D20", "D36", "D39", "demand 5", "azure-facts 6"),
    bad={"naming.project_prefix": ""},
    good={"naming.project_prefix": "team-"},
)
def _fallback_wins(view: View) -> Iterator[Problem]:
    if not on_github(view):
        return
    for setting, variable in _with_fallback(view.catalog):
        if delivered_text(view, setting, "github") != "" or not view.applies(setting.key):
            continue
        if not view.required(setting.key):  # else it is reported as missing
            yield Problem(
                (setting.key,),
                f"{setting.title} is empty. GitHub cannot store that under {variable.name}, and "
                f"the workflow then takes {variable.fallback!r}.",
                "Give it the value that you want.",
            )


_fallbacks: dict[str, tuple[Catalog, tuple[tuple[Setting, Variable], ...]]] = {}


def _with_fallback(catalog: Catalog) -> tuple[tuple[Setting, Variable], ...]:
    """Settings with the first of their variables for which a workflow has a value of its own."""
    known = _fallbacks.get(catalog.release)
    if known is None or known[0] is not catalog:
        found: dict[str, tuple[Setting, Variable]] = {}
        for setting in catalog.settings.values():
            for variable in setting.github:
                # "false" and "{}" say no more than the empty text does.
                says_more = variable.fallback not in ("", "false", "{}")
                read = variable.read and variable.level != "file"
                if says_more and read and setting.scope != "environment":
                    found.setdefault(setting.key, (setting, variable))
        known = _fallbacks[catalog.release] = (catalog, tuple(found.values()))
    return known[1]
