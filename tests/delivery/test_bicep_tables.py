"""The Bicep tables hold together, and with the catalogue, the steps and the pipelines' facts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.delivery.bicep_examples import CATALOG, declared
from tests.delivery.pipelines import facts
from wizard.catalog import bicep
from wizard.catalog.conditions import condition_keys, parse_condition
from wizard.model.context import split_key
from wizard.resources import schemas_dir

TABLES = bicep.load_bicep("1.24")
STEPS = CATALOG.tables["steps"]["steps"]
PARTS = [TABLES.values, *TABLES.values["steps"].values()]
PSEUDO = {"environment", "release", "on_github", "on_azure_devops"}


def conditions() -> list[str]:
    found = [row["again"] for part in PARTS for row in part.get("states", {}).values()]
    found += [row["when"] for row in TABLES.differences + TABLES.warnings if "when" in row]
    return [text for text in found if text != "always"]


def test_every_step_has_its_template_and_its_scope() -> None:
    assert {step["template"] for step in STEPS} == set(declared())
    for step in STEPS:
        scope = TABLES.scope(step["template"])
        assert scope == {"subscription": "subscription", "group": "resourceGroup"}[step["scope"]]


def test_every_key_is_one_of_the_catalogue() -> None:
    keys = set()
    for part in PARTS:
        keys |= {split_key(key).key for key in part.get("settings", {}).values()}
        keys |= set(part.get("resolved", {}).values())
        keys |= {f"{k}.{e}" for k in part.get("by_environment", {}).values()
                 for e in ("dev", "stage_prod")}  # fmt: skip
        keys |= {row["first"] for row in part.get("states", {}).values() if "first" in row}
    for text in conditions():
        keys |= set(condition_keys(parse_condition(text)))
    assert keys - set(CATALOG.settings) - PSEUDO == set()
    assert len(keys) > 150


def test_every_parameter_of_the_table_is_declared_somewhere() -> None:
    known = {name for parameters in declared().values() for name in parameters}
    for part in PARTS:
        named = set(part.get("drawn", ())) | set(part.get("template", ()))
        for section in bicep.SECTIONS:
            named |= set(part.get(section, {}))
        assert named - known == set()
    assert set(TABLES.blank_is_unset) <= known


@pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step["number"]))
def test_what_a_template_requires_has_a_source(step: dict[str, Any]) -> None:
    for name, row in declared()[step["template"]].items():
        if row.get("required"):
            assert TABLES.source(step["number"], name).section != "template", name


@pytest.mark.parametrize("row", [*TABLES.differences, *TABLES.warnings], ids=str)
def test_differences_and_warnings_name_steps_that_are_concerned(row: dict[str, Any]) -> None:
    templates = {step["number"]: step["template"] for step in STEPS}
    assert set(row["steps"]) <= set(templates)
    for number in row["steps"]:
        names = set(declared()[templates[number]])
        assert "parameters" not in row or names & set(row["parameters"]), number
    for name in row.get("parameters", ()):
        assert any(name in declared()[templates[number]] for number in row["steps"]), name


def test_types_agree_with_the_facts_about_the_pipelines() -> None:
    compared = 0
    for template, types in facts()["types"].items():
        for name, kind in types.items():
            row = declared().get(template, {}).get(name)
            if name.startswith("policyExemption"):
                assert row is not None and row["type"] == "array"  # the facts name the items' type
            elif kind is None:
                assert row is None, (template, name)
            else:
                assert row is not None and row["type"] == kind
                compared += 1
    assert compared > 800


def test_the_compiled_file_is_what_the_sources_say() -> None:
    folder = schemas_dir() / "1.24"
    compiled = json.loads((folder / bicep.COMPILED).read_text(encoding="utf-8"))
    assert compiled == json.loads(json.dumps(bicep.compile_bicep(folder)))


def test_a_release_without_templates_says_so() -> None:
    with pytest.raises(bicep.NoBicepTables, match=r"1\.19"):
        bicep.load_bicep("1.19")
