from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.drawn_answers import drawn_answers
from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import condition_keys
from wizard.catalog.load import load_catalog
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key
from wizard.model.documents import write_answers
from wizard.model.json_schema import answers_schema, schema_text
from wizard.model.json_schema_conditions import conditionals
from wizard.model.view import View
from wizard.resources import output_templates_dir, schemas_dir

CATALOG = load_catalog()
EXAMPLES = sorted((output_templates_dir() / "examples").glob("*.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(answers_schema(CATALOG))


def errors(document: object) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(document)]


def node(*path: str) -> dict[str, Any]:
    """A part of the schema, through properties and what stands below a number."""
    found: dict[str, Any] = answers_schema(CATALOG)
    for part in path:
        inner = found["properties"].get(part) if "properties" in found else None
        found = inner or found["additionalProperties"]
    return found


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(answers_schema(CATALOG))


def test_the_committed_file_is_up_to_date() -> None:
    committed = (schemas_dir() / "answers.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(CATALOG), "run: python -m wizard.model.json_schema"


def test_every_setting_has_its_place() -> None:
    homes = {
        "factory": ("factory",),
        "scale_set": ("factory", "scale_sets", "001"),
        "environment": ("factory", "scale_sets", "001", "environments", "stage"),
        "project": ("projects", "001"),
    }
    for setting in CATALOG.settings.values():
        found = node(*homes[setting.scope], *setting.key.split("."))
        assert found["title"] == setting.title
        assert setting.help.strip() in found["description"]


def test_a_good_document() -> None:
    assert errors(
        {
            "$schema": "answers.schema.json",
            "version": 1,
            "factory": {
                "orchestrator": "github",
                "tenant_id": "11111111-2222-4333-8444-555555555501",
                "scale_sets": {
                    "001": {
                        "address": {"reserved_ranges": ["10.0.0.0/16"]},
                        "environments": {"dev": {"enabled": True}, "prod": {}},
                    }
                },
            },
            "projects": {
                "001": {
                    "services": {"redis": True},
                    "databases": {"postgresql_admin_emails": ["ada@contoso.com"]},
                }
            },
        }
    ) == []  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_are_as_an_editor_wants_them(example: Path) -> None:
    assert errors(yaml.safe_load(example.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"nope": 1}, "$"),
        ({"version": 2}, "$.version"),
        ({"factory": {"nope": 1}}, "$.factory"),
        ({"factory": {"orchestrator": "gitlab"}}, "$.factory.orchestrator"),
        ({"factory": {"tenant_id": "x"}}, "$.factory.tenant_id"),
        ({"factory": {"services": {}}}, "$.factory"),
        ({"projects": {"1": {}}}, "$.projects"),
        ({"projects": {"001": {"services": {"redis": "maybe"}}}},
         "$.projects['001'].services.redis"),
        ({"projects": {"001": {"ENABLE_REDIS_CACHE": True}}}, "$.projects['001']"),
        ({"projects": {"001": {"databases": {"postgresql_admin_emails": "a@contoso.com"}}}},
         "$.projects['001'].databases.postgresql_admin_emails"),
        ({"projects": {"001": {"databases": {"postgresql_admin_emails": ["nobody"]}}}},
         "$.projects['001'].databases.postgresql_admin_emails[0]"),
        ({"factory": {"scale_sets": {"001": {"environments": {"test": {}}}}}},
         "$.factory.scale_sets['001'].environments"),
    ],
)  # fmt: skip
def test_bad_documents(document: object, place: str) -> None:
    assert errors(document) == [place]


@pytest.mark.parametrize("setting", CATALOG.settings.values(), ids=lambda setting: setting.key)
def test_defaults_and_examples_fit_their_own_schema(setting: Any) -> None:
    from wizard.model.json_schema import _property

    made = _property(setting)
    validator = jsonschema.Draft202012Validator(made)
    for value in [*([made["default"]] if "default" in made else []), *made.get("examples", ())]:
        assert list(validator.iter_errors(value)) == []


@settings(max_examples=30)
@given(st.data())
def test_written_documents_have_the_structure_of_the_schema(data: st.DataObject) -> None:
    """Values may be odd and answers missing (the rules judge both), names and places may not."""
    texts = write_answers(data.draw(drawn_answers(CATALOG)), CATALOG, {}, layout="single")
    (text,) = texts.values()
    structural = ("additionalProperties", "propertyNames")
    assert [
        error.message
        for error in VALIDATOR.iter_errors(yaml.safe_load(text))
        if error.validator in structural
    ] == []


HOMES: dict[str, Any] = {
    "factory": lambda data: {"factory": data},
    "scale_set": lambda data: {"factory": {"scale_sets": {"001": data}}},
    "environment": lambda data: HOMES["scale_set"]({"environments": {"dev": data}}),
    "project": lambda data: {"projects": {"001": data}},
}
VIEWS = {
    "factory": Context(), "scale_set": Context("001"), "environment": Context("001", "dev"),
    "project": Context("001", None, "001"),
}  # fmt: skip


def nested(values: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in values.items():
        *groups, name = key.split(".")
        place = made
        for group in groups:
            place = place.setdefault(group, {})
        place[name] = value
    return made


def view_of(scope: str, values: dict[str, Any]) -> View:
    answers = Answers()
    for key, value in values.items():
        answers.put(full_key(key, scope, VIEWS[scope]), Given(value))  # type: ignore[arg-type]
    return View(CATALOG, answers, VIEWS[scope])


def switches(scope: str) -> st.SearchStrategy[dict[str, Any]]:
    """Answers of one scope to what others look at: switches and choices."""
    looked_at = {
        key for setting in CATALOG.settings.values()
        for condition in (setting.applies_when, setting.required_when)
        for key in condition_keys(condition)
    }  # fmt: skip
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for key in sorted(looked_at & set(CATALOG.settings)):
        setting = CATALOG.settings[key]
        if setting.scope != scope:
            continue
        if setting.kind == "bool":
            drawn[key] = st.booleans()
        elif setting.kind == "enum" and setting.choices:
            drawn[key] = st.sampled_from([choice.value for choice in setting.choices])
        elif setting.kind in ("string", "name", "secret-name"):
            drawn[key] = st.sampled_from(["", "a"])
    return st.fixed_dictionaries({}, optional=drawn)


@pytest.mark.parametrize("scope", HOMES)
@settings(max_examples=40)
@given(st.data())
def test_conditions_say_what_the_catalogue_says(scope: Any, data: st.DataObject) -> None:
    """What the schema requires is needed and missing; what it marks does not apply."""
    values = data.draw(switches(scope))
    document, view = nested(values), view_of(scope, values)
    for rule in conditionals(CATALOG, scope):
        if jsonschema.Draft202012Validator(rule["if"]).is_valid(document):
            for key in keys_in(rule.get("then", {}), "required"):
                assert view.required(key), key
        else:
            for key in keys_in(rule.get("else", {}), "readOnly"):
                assert not view.applies(key), key
    missing = [
        e for e in VALIDATOR.iter_errors(HOMES[scope](document)) if e.validator == "required"
    ]
    asked = {key for rule in conditionals(CATALOG, scope)
             for key in keys_in(rule.get("then", {}), "required")}  # fmt: skip
    unanswered = {key for key in asked if view.required(key) and key not in values}
    assert bool(missing) == bool(unanswered)


def keys_in(schema: dict[str, Any], word: str, before: tuple[str, ...] = ()) -> list[str]:
    """The dotted keys that a schema requires or marks; groups alone do not count."""
    properties = schema.get("properties", {})
    found = []
    if word == "required":
        found = [".".join((*before, n)) for n in schema.get("required", ()) if n not in properties]
    for name, inner in properties.items():
        if inner == {"readOnly": True}:
            found.append(".".join((*before, name)))
        found += keys_in(inner, word, (*before, name))
    return found


@pytest.mark.parametrize(
    ("document", "places"),
    [
        ({"projects": {"001": {"services": {"elasticsearch": True}}}}, ["$.projects['001']"]),
        ({"projects": {"001": {"services": {"elasticsearch": False}}}}, []),
        ({"projects": {"001": {"aks": {"outbound_type": "userDefinedRouting"},
                               "services": {"aks": True}}}}, ["$.projects['001'].aks"]),
        ({"factory": {"scale_sets": {"001": {"dns": {"central_by_policy": True}}}}},
         ["$.factory.scale_sets['001'].dns", "$.factory.scale_sets['001'].dns"]),
    ],
)  # fmt: skip
def test_a_choice_asks_for_what_it_needs(document: object, places: list[str]) -> None:
    assert errors(document) == places


def test_a_form_can_be_made_of_it() -> None:
    """Every field and group has a title and a description or members, every choice a title.

    A generator draws a field where a type is told, so each field and each way to fill it has one.
    """

    def look(schema: dict[str, Any], path: str) -> None:
        below = schema.get("additionalProperties")
        by_number = {"000": below} if isinstance(below, dict) else {}
        for name, inner in {**schema.get("properties", {}), **by_number}.items():
            here = f"{path}.{name}"
            if name in ("$schema", "unplaced", "version"):
                continue
            assert inner.get("title"), here
            if inner.get("type") == "object":
                look(inner, here)
            else:
                assert inner["description"], here
                for way in inner.get("anyOf", [inner]):
                    assert way["type"] and way["title"], here
                for choice in inner.get("oneOf", ()):
                    assert choice["title"], here
        for rule in schema.get("allOf", ()):
            assert set(rule) <= {"if", "then", "else"}

    look(answers_schema(CATALOG), "")


def test_the_schema_is_the_same_each_time(catalog: Catalog) -> None:
    assert json.dumps(answers_schema(catalog)) == json.dumps(answers_schema(catalog))
