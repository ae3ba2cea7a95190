"""Answers that are missing: alone, or to complete a group that is only useful as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import condition_keys
from wizard.catalog.setting import Scope, Setting
from wizard.model.values import example_for, format_value
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.values import means_nothing, meets_pattern
from wizard.rules.wording import named, shown

_WHY = (
    "Some settings have to be answered before anything can run, others only once a service or a "
    "way of networking is chosen. The vendor's own check before a run looks for thirteen of them "
    "on GitHub, and takes most placeholders for an answer; the rest fails in the middle of a run."
)

_by_scope: dict[str, tuple[Catalog, dict[Scope, tuple[Setting, ...]]]] = {}


def _askable(catalog: Catalog, scope: Scope) -> tuple[Setting, ...]:
    """The settings of a scope that may be required."""
    known = _by_scope.get(catalog.release)
    if known is None or known[0] is not catalog:
        found: dict[Scope, list[Setting]] = {}
        for setting in catalog.settings.values():
            if setting.required_when is not None and not empty_will_do(setting):
                found.setdefault(setting.scope, []).append(setting)
        known = (catalog, {name: tuple(settings) for name, settings in found.items()})
        _by_scope[catalog.release] = known
    return known[1].get(scope, ())


def empty_will_do(setting: Setting) -> bool:
    """Whether an unanswered question is delivered as a text that the pipelines accept."""
    empty = setting.empty_github or setting.empty_azure_devops
    return bool(empty and setting.pattern and meets_pattern(setting, empty))


def _missing(view: View, scope: Scope) -> Iterator[Problem]:
    for setting in _askable(view.catalog, scope):
        if not view.is_blank(setting.key) and not _says_nothing(view, setting):
            continue
        if not view.required(setting.key):
            continue
        default = view.default(setting)
        usable = not means_nothing(setting, format_value(default))
        example = (
            format_value(default) if usable else example_for(setting, view.context.environment)
        )
        yield Problem(
            (setting.key, *_causes(view, setting)),
            f"{named(view, setting)} is missing: {setting.required_because or 'it is needed'}.",
            _give(view.full_key(setting.key), setting, example),
            set={setting.key: None} if usable else {},
        )


def _give(full: str, setting: Setting, example: str) -> str:
    if setting.printed_by:
        return f"Give {full} the value that this prints: {setting.printed_by}"
    return f"Give {full} a value" + (f", such as {shown(example)}." if example else ".")


def _says_nothing(view: View, setting: Setting) -> bool:
    """Whether the answer is an orchestrator's text for "nothing", where it is not accepted.

    The names of the deploying identity's secrets are left to ``upstream``, which says why.
    """
    if setting.key in ("secrets.deployer_app_id", "secrets.deployer_secret"):
        return False
    return means_nothing(setting, view.text(setting.key))


def _causes(view: View, setting: Setting) -> tuple[str, ...]:
    """The service switch because of which the setting is needed, to jump to."""
    scopes = ("factory", "scale_set", setting.scope)
    return tuple(
        key
        for key in condition_keys(setting.required_when)
        if (cause := view.catalog.settings.get(key)) is not None
        and cause.scope in scopes and key != setting.key and view.is_on(key)
    )  # fmt: skip


@rule(
    "REQ101",
    "factory",
    "error",
    "An answer of the factory is missing",
    explain=_WHY,
    sources=("R-002", "R-003", "R-011", "R-147", "demand 61"),
    bad={"tenant_id": ""},
)
def _factory(view: View) -> Iterator[Problem]:
    yield from _missing(view, "factory")


@rule(
    "REQ102",
    "scale_set",
    "error",
    "An answer of a scale set is missing",
    explain=_WHY,
    sources=(
        "R-002",
        "R-003",
        "R-048",
        "R-073",
        "R-077",
        "R-078",
        "demand 22",
        "demand 37",
        "demand 61",
    ),
    bad={"region.code": ""},
    good={"region.name": "westeurope", "region.code": "weu"},
)
def _scale_set(view: View) -> Iterator[Problem]:
    yield from _missing(view, "scale_set")


@rule(
    "REQ103",
    "environment",
    "error",
    "An answer of an environment is missing",
    explain=_WHY,
    sources=(
        "R-002",
        "R-003",
        "R-038",
        "R-043",
        "azure-facts 7",
        "demand 36",
        "demand 47",
        "demand 61",
    ),
    bad={"environments.stage.subscription_id": ""},
    good={"environments.stage.subscription_id": "", "environments.stage.enabled": False},
)
def _environment(view: View) -> Iterator[Problem]:
    yield from _missing(view, "environment")


@rule(
    "REQ104",
    "project",
    "error",
    "An answer of a project is missing",
    explain=_WHY,
    sources=(
        "R-006",
        "R-014",
        "R-045",
        "R-064",
        "R-106",
        "R-113",
        "R-116",
        "R-128",
        "R-141",
        "demand 61",
    ),
    bad={"team.member_object_ids": ()},
)
def _project(view: View) -> Iterator[Problem]:
    yield from _missing(view, "project")
