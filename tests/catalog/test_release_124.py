"""The catalogue of release 1.24 against the facts: complete, unambiguous, sound."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from wizard.catalog.conditions import condition_keys
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import ENVIRONMENTS, Default, Setting
from wizard.model.answers import Answers
from wizard.model.context import Context
from wizard.model.values import is_empty, parse_value
from wizard.model.view import View

CATALOG = load_catalog("1.24")
SETTINGS = list(CATALOG.settings.values())
PSEUDO = {"on_github", "on_azure_devops", "environment", "release"}
FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "variables-1.24.json").read_text(encoding="utf-8")
)


def by_key(setting: Setting) -> str:
    return setting.key


def test_every_variable_of_both_templates_is_a_setting() -> None:
    known = {name for name, (_, _, v) in CATALOG.by_variable.items() if v.in_template}
    listed = {name for row in FACTS["variables"] for name in row[:2] if name}
    assert listed - known == set()
    assert known - listed == set()


def test_no_variable_belongs_to_two_settings() -> None:
    names = [v.name for s in SETTINGS for v in (*s.github, *s.azure_devops)]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_pairs_of_both_orchestrators_are_one_setting() -> None:
    for github, azure_devops, *_ in FACTS["variables"]:
        if github and azure_devops:
            assert CATALOG.find(github).key == CATALOG.find(azure_devops).key


def test_shipped_defaults_are_those_of_the_templates() -> None:
    for github, azure_devops, shipped_github, shipped_ado, *_ in FACTS["variables"]:
        setting = CATALOG.find(github or azure_devops)
        if setting.scope == "environment":
            continue
        if github:
            assert setting.template_default_github == shipped_github
        if azure_devops:
            assert setting.template_default_azure_devops == shipped_ado


def test_choices_are_those_that_bicep_allows() -> None:
    for github, azure_devops, _, _, kind, allowed in FACTS["variables"]:
        setting = CATALOG.find(github or azure_devops)
        if kind == "enum" and setting.kind == "enum":
            assert {choice.value for choice in setting.choices} == set(allowed), setting.key


@pytest.mark.parametrize("setting", SETTINGS, ids=by_key)
def test_a_setting_is_described(setting: Setting) -> None:
    assert 0 < len(setting.title) <= 40
    assert len(setting.help) > 30
    assert setting.help.rstrip().endswith((".", "!", "?", ")"))
    assert setting.section in {section.id for section in CATALOG.sections}
    assert setting.kind != "enum" or setting.choices


@pytest.mark.parametrize("setting", SETTINGS, ids=by_key)
def test_conditions_look_at_settings_that_exist(setting: Setting) -> None:
    conditions = [setting.applies_when, setting.required_when, *(d.when for d in setting.default)]
    keys = {key for condition in conditions for key in condition_keys(condition)}
    assert keys - PSEUDO - set(CATALOG.settings) == set()
    assert setting.required_when is None or setting.required_because
    assert setting.applies_when is None or setting.applies_because


@pytest.mark.parametrize("setting", SETTINGS, ids=by_key)
def test_defaults_end_and_do_not_depend_on_narrower_scopes(setting: Setting) -> None:
    assert setting.default[-1].when is None, "no default where no condition holds"
    width = {"factory": 0, "scale_set": 1, "environment": 2, "project": 3}
    for default in setting.default:
        for key in _looked_at(default) - PSEUDO:
            scope = CATALOG[key].scope
            assert width[scope] <= width[setting.scope], f"{key} is of a narrower scope"


def _looked_at(default: Default) -> set[str]:
    keys = set(condition_keys(default.when))
    if isinstance(default.value, str):
        fields = set(re.findall(r"\{([a-z_][a-z0-9_.]*)\}", default.value))
        fields = {field.removeprefix("environments.dev.") for field in fields}
        keys |= fields - {"project", "scale_set", "environment", "upstream_environment"}
    return keys


def test_no_default_depends_on_itself() -> None:
    graph = {
        s.key: {key for d in s.default for key in _looked_at(d) if key in CATALOG.settings}
        for s in SETTINGS
    }
    for key, looked_at in graph.items():
        graph[key] = looked_at - ({key} if CATALOG[key].scope == "environment" else set())
    finished: set[str] = set()

    def walk(key: str, path: tuple[str, ...]) -> None:
        assert key not in path, " -> ".join([*path, key])
        if key not in finished:
            for other in graph[key]:
                walk(other, (*path, key))
            finished.add(key)

    for key in graph:
        walk(key, ())


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops", "both"])
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_defaults_are_within_their_own_constraints(orchestrator: str, environment: str) -> None:
    answers = Answers()
    view = View(CATALOG, answers, Context("001", environment, "001"))
    view.memory[Context("")] = {"orchestrator": orchestrator}
    for setting in SETTINGS:
        value = view.value(setting.key)
        if is_empty(value) or setting.key.startswith("tags."):
            continue
        assert parse_value(setting, value) == value, setting.key
        if setting.pattern:
            assert re.fullmatch(setting.pattern, view.text(setting.key)), setting.key
        number = view.number(setting.key)
        if number is not None and setting.kind == "int":
            assert setting.minimum is None or number >= setting.minimum, setting.key
            assert setting.maximum is None or number <= setting.maximum, setting.key
        if setting.max_length:
            assert len(view.text(setting.key)) <= setting.max_length, setting.key


def test_safe_defaults() -> None:
    view = View(CATALOG, Answers(), Context("001", "dev", "001"))
    assert view.text("networking.mode") == "private"
    for flag in (
        "public_access_behind_vnet",
        "public_genai_access",
        "public_access_with_perimeter",
    ):
        assert not view.is_on(f"networking.{flag}")
    assert view.text("github.repository_visibility") == "private"
    assert [s.key for s in SETTINGS if s.destructive and view.is_on(s.key)] == []


def test_no_default_identifies_anybody() -> None:
    guid = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
    role = "b24988ac-6180-42a0-ab88-20f7382dd24c"  # the built-in Contributor role, everywhere
    found = {
        str(default.value)
        for setting in SETTINGS
        for default in setting.default
        if guid.search(str(default.value))
    }
    assert found <= {role}


def test_a_default_that_differs_from_the_templates_says_why() -> None:
    view = View(CATALOG, Answers(), Context("001", "dev", "001"))
    for setting in SETTINGS:
        shipped = {
            text for text in (
                setting.template_default_github, setting.template_default_azure_devops
            ) if text is not None
        }  # fmt: skip
        placeholder = any("<" in text or text in ("", "-") for text in shipped)
        same = view.text(setting.key) in shipped
        if shipped and not same and not placeholder and setting.scope != "environment":
            assert setting.default_why, f"{setting.key}: {view.text(setting.key)} {shipped}"


def test_keys_can_be_nested_in_a_document() -> None:
    for scope in ("factory", "scale_set", "environment", "project"):
        keys = [s.key for s in SETTINGS if s.scope == scope]
        for key in keys:
            assert not any(other.startswith(f"{key}.") for other in keys), key


def test_services_have_flags_and_settings_that_exist() -> None:
    for service in CATALOG.services.values():
        named = [*service.settings, *([service.flag] if service.flag else [])]
        assert [key for key in named if key not in CATALOG.settings] == []
        conditions = [service.on, *(need.condition for need in service.needs),
                      *(need.when for need in service.needs)]  # fmt: skip
        keys = {key for condition in conditions for key in condition_keys(condition)}
        assert keys - PSEUDO - set(CATALOG.settings) == set()
    flags = {s.key for s in SETTINGS if s.key.startswith("services.") and s.kind == "bool"}
    assert flags <= {service.flag for service in CATALOG.services.values()}


def test_a_first_set_up_asks_few_decisions() -> None:
    essential = [s for s in SETTINGS if s.level == "essential"]
    assert len(essential) <= 25
