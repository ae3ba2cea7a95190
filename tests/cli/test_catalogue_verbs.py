"""list, explain, trace, schema: the catalogue as text and as JSON."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.conftest import Run
from wizard.catalog.load import load_catalog, releases
from wizard.rules.registry import load_rules

CATALOG = load_catalog()
PLACE = re.compile(
    r"  (?:[\w./-]+(?::[\d,-]+)? "
    r"\((?:(?:release/v1\.\d\d|main) at|commit) [0-9a-f]{8}\)(?: \[.+\])?"
    r"|https://\S+(?: \[.+\])?|a question of this program; .+)"
)
"""A line that says where something was read; ids stand behind it alone."""


def test_list_has_every_setting_with_the_fields_that_scripts_rely_on(run: Run) -> None:
    rows = run("list", "--json").data
    assert [row["key"] for row in rows] == list(CATALOG.settings)
    fields = {"key", "title", "kind", "default", "scope", "level", "section", "github",
              "azure_devops"}  # fmt: skip
    for row in rows:
        assert fields <= set(row)
        assert isinstance(row["github"], list)
        assert isinstance(row["azure_devops"], list)
    cosmos = next(row for row in rows if row["key"] == "services.cosmos_db")
    assert cosmos["github"] == ["ENABLE_COSMOS_DB"]
    assert cosmos["azure_devops"] == ["enableCosmosDB"]
    assert cosmos["default"] is False
    assert cosmos["scope"] == "project"


def test_list_can_be_narrowed(run: Run) -> None:
    essential = run("list", "--json", "--level", "essential").data
    assert {row["level"] for row in essential} == {"essential"}
    naming = run("list", "--json", "--section", "naming", "--section", "start").data
    assert {row["section"] for row in naming} == {"naming", "start"}
    search = run("list", "--json", "--service", "ai_search").data
    assert "services.ai_search" in {row["key"] for row in search}
    assert len(search) < 40


def test_list_shows_where_our_default_is_not_the_vendors(run: Run) -> None:
    rows = run("list", "--json", "--changed").data
    assert {"networking.mode", "region.code"} <= {row["key"] for row in rows}
    assert all(row["default_why"] for row in rows)
    told = run("list", "--changed").out
    assert "eus2" in told
    assert CATALOG["region.code"].default_why in told


def test_nothing_of_a_listed_text_can_act_on_the_terminal(run: Run) -> None:
    assert "\x1b" not in run("list").out


@pytest.mark.parametrize("name", ["services.cosmos_db", "ENABLE_COSMOS_DB", "enableCosmosDB",
                                  "projects.003.services.cosmos_db"])  # fmt: skip
def test_a_setting_is_explained_under_each_of_its_names(run: Run, name: str) -> None:
    data = run("explain", name, "--json").data
    assert data["key"] == "services.cosmos_db"
    assert data["kind"] == "setting"
    told = run("explain", name).out
    assert CATALOG["services.cosmos_db"].help in told
    assert "yes or no" in told


def test_every_setting_can_be_explained_and_traced(run: Run) -> None:
    for key in CATALOG.settings:
        assert run("explain", key).code == 0
        trace = run("trace", key, "--json").data
        assert trace["key"] == key
        assert set(trace["effect"]) == {"github", "azure_devops"}
        assert all({"name", "scope"} <= set(entry) for entry in trace["github"])
        assert all("name" in entry for entry in trace["azure_devops"])
        assert all({"template", "parameter"} <= set(entry) for entry in trace["bicep"])


@pytest.mark.parametrize("release", releases())
def test_every_setting_says_where_it_was_read(run: Run, release: str) -> None:
    for key in load_catalog(release).settings:
        told = run("explain", key, "--release", release).out
        _, _, read = told.partition("\nRead from\n")
        places = read.splitlines()
        assert places, key
        assert all(PLACE.fullmatch(place) for place in places), (key, places)


def test_every_finding_says_where_it_was_read(run: Run) -> None:
    for code in load_rules():
        places = run("explain", code).out.partition("\nRead from\n")[2].splitlines()
        assert places, code
        assert all(PLACE.fullmatch(place) for place in places), (code, places)


def test_where_a_setting_was_read_is_told_to_programs(run: Run) -> None:
    data = run("explain", "ENABLE_COSMOS_DB", "--json").data
    for row in (*data["source"], *(s for short in data["falls_short"] for s in short["source"])):
        assert set(row) == {"id", "title", "read"}
        assert all(place["address"].startswith("https://") for place in row["read"])
    assert run("trace", "ENABLE_COSMOS_DB", "--json").data["falls_short"] == data["falls_short"]


def test_every_service_is_explained(run: Run) -> None:
    for name in CATALOG.services:
        assert run("explain", name).code == 0
    told = run("explain", "cosmos_mongodb").out
    assert "databases.cosmos_kind" in told


def test_every_finding_is_explained(run: Run) -> None:
    for code, rule in load_rules().items():
        data = run("explain", code.lower(), "--json").data
        assert data["code"] == code
        assert data["explain"] == rule.explain


def test_trace_shows_the_way_to_bicep(run: Run) -> None:
    told = run("trace", "enableCosmosDB").out
    assert "vars.ENABLE_COSMOS_DB" in told
    assert "04-databases.bicep: enableCosmosDB" in told
    assert "takes effect" in told


def test_trace_says_where_each_variable_is_kept_and_how_it_is_read(run: Run) -> None:
    names = {entry["name"]: entry for entry in run("trace", "subscription_id", "--json")
             .data["github"]}  # fmt: skip
    assert names["DEV_SUBSCRIPTION_ID"] == {
        "name": "DEV_SUBSCRIPTION_ID", "scope": "only in .env", "environment": "dev",
        "expression": "", "read": False, "fallback": "",
    }  # fmt: skip
    assert names["AZURE_SUBSCRIPTION_ID"] == {
        "name": "AZURE_SUBSCRIPTION_ID", "scope": "environment variable", "environment": None,
        "expression": "vars.AZURE_SUBSCRIPTION_ID", "read": True, "fallback": "",
    }  # fmt: skip
    (tenant,) = run("trace", "tenant_id", "--json").data["github"]
    assert (tenant["scope"], tenant["expression"]) == ("environment secret", "secrets.TENANT_ID")


def test_trace_says_who_passes_a_parameter_and_who_knows_the_setting(run: Run) -> None:
    catalog = load_catalog()
    for key, setting in catalog.settings.items():
        if not setting.github and setting.azure_devops:
            assert run("trace", key, "--json").data["effect"]["github"] == "does not exist there"
            break
    else:
        raise AssertionError("no setting of Azure DevOps alone")
    told = run("trace", "disableLocalAuth", "--json").data["bicep"]
    by = {entry["template"]: entry["passed_by"] for entry in told}
    assert by["esml-genai-1/03-cognitive-services.bicep"] == ["github"]
    assert list(by) == sorted(by)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("services.cosmosdb", "services.cosmos_db"), ("ENABLE_COSMOSDB", "ENABLE_COSMOS_DB"),
     ("ai_serch", "ai_search")],
)  # fmt: skip
def test_a_misspelt_name_is_answered_with_the_right_one(run: Run, name: str, hint: str) -> None:
    result = run("explain", name)
    assert result.code == 2
    assert hint in result.err
    assert run("trace", name).code == 2


def test_the_schema_is_a_json_schema_of_the_answers(run: Run) -> None:
    schema = run("schema").data
    assert schema["$schema"].endswith("2020-12/schema")
    assert {"factory", "projects", "version"} <= set(schema["properties"])
    assert json.loads(run("schema", "--json").out) == schema
