"""Where a setting lands: names, places, Bicep parameters, and what comes of it."""

from __future__ import annotations

from typing import Any

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import ORCHESTRATORS, Effect, Orchestrator, Setting, Variable
from wizard.delivery.variables_json import json_name, rules_of

EFFECT_IN_WORDS: dict[Effect, str] = {
    "effective": "takes effect",
    "preflight-only": "only a preflight check looks at it",
    "composes-tags": "takes effect through the tags",
    "unused-parameter": "reaches a Bicep parameter that the template never uses",
    "rejected-parameter": "is passed to a Bicep parameter that no longer exists: the step fails",
    "declared-only": "is copied into the job and then used by nothing",
    "print-only": "is printed in the log and used by nothing",
    "none": "nothing reads it",
    "wizard-only": "used by this wizard only",
}


def effect_of(setting: Setting, orchestrator: Orchestrator) -> str:
    """What a pipeline of this orchestrator makes of the setting, in words."""
    if not setting.github and not setting.azure_devops:
        return EFFECT_IN_WORDS["wizard-only"]
    if not setting.variables(orchestrator):
        return "does not exist there"
    return EFFECT_IN_WORDS[setting.effect(orchestrator)]


def has_effect(setting: Setting, orchestrator: Orchestrator) -> bool:
    """Whether a change of the setting changes what this orchestrator deploys or checks."""
    return bool(setting.variables(orchestrator)) and setting.effect(orchestrator) in (
        "effective", "composes-tags", "preflight-only",
    )  # fmt: skip


def place_in_words(variable: Variable) -> str:
    """Where GitHub keeps a variable."""
    if variable.level == "file":
        return "only in .env"
    if variable.level == "secret":
        return "environment secret"
    return f"{variable.level} variable"


def trace(setting: Setting, catalog: Catalog | None = None) -> dict[str, Any]:
    """The trace of one setting, in the shape of the ``trace`` verb's JSON.

    With the ``catalog`` also its names in variables.json, which file counts in which run, and
    the release for which effects are described, where that is another one.
    """
    from wizard.catalog.provenance import read_from

    parameters = sorted({*setting.reaches_github, *setting.reaches_azure_devops})
    return _of_release(setting, catalog) | {
        "key": setting.key,
        "title": setting.title,
        "scope": setting.scope,
        "github": [
            {"name": v.name, "scope": place_in_words(v), "environment": v.environment,
             "expression": _expression(v), "read": v.read and v.level != "file",
             "fallback": v.fallback}
            for v in setting.github
        ],
        "azure_devops": [
            {"name": v.name, "environment": v.environment, "expression": f"$({v.name})"}
            for v in setting.azure_devops
        ],
        "bicep": [_parameter(text, setting) for text in parameters],
        "effect": {
            "github": effect_of(setting, "github"),
            "azure_devops": effect_of(setting, "azure-devops"),
        },
        "falls_short": [
            {"orchestrator": s.orchestrator, "text": s.text, "source": read_from(s.source)}
            for s in setting.falls_short
        ],
    }  # fmt: skip


def _of_release(setting: Setting, catalog: Catalog | None) -> dict[str, Any]:
    if catalog is None:
        return {}
    rules = rules_of(catalog)
    described = catalog.tables.get("release", {}).get("described_for", catalog.release)
    names = json_name(catalog, setting.key) if rules else ()
    return {
        "variables_json": [{"name": name} for name in names],
        "counts": list(rules["counts"]) if rules and names else [],
        "release": catalog.release,
        "described_for": described,
    }


def _expression(variable: Variable) -> str:
    if variable.level == "file":
        return ""
    kind = "secrets" if variable.level == "secret" else "vars"
    return f"{kind}.{variable.name}"


def _parameter(text: str, setting: Setting) -> dict[str, Any]:
    template, parameter = text.split("#")
    by = [orchestrator for orchestrator in ORCHESTRATORS if text in setting.reaches(orchestrator)]
    return {"template": template, "parameter": parameter, "passed_by": by}
