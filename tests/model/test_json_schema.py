from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.drawn_answers import drawn_answers
from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.model.documents import write_answers
from wizard.model.json_schema import answers_schema, schema_text
from wizard.resources import schemas_dir

CATALOG = load_catalog()
VALIDATOR = jsonschema.Draft202012Validator(answers_schema(CATALOG))


def errors(document: object) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(document)]


def node(*path: str) -> dict[str, Any]:
    """A part of the schema, through properties and patterns."""
    found: dict[str, Any] = answers_schema(CATALOG)
    for part in path:
        inner = found["properties"].get(part) if "properties" in found else None
        found = inner or next(iter(found["patternProperties"].values()))
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
    """Values may be odd (the rules judge them), names and places may not."""
    texts = write_answers(data.draw(drawn_answers(CATALOG)), CATALOG, {}, layout="single")
    (text,) = texts.values()
    structural = ("additionalProperties", "patternProperties", "required")
    assert [
        error.message
        for error in VALIDATOR.iter_errors(yaml.safe_load(text))
        if error.validator in structural
    ] == []


def test_the_schema_is_the_same_each_time(catalog: Catalog) -> None:
    assert json.dumps(answers_schema(catalog)) == json.dumps(answers_schema(catalog))
