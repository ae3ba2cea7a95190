"""generate --ticket: a document of another system as a project's answers, by a mapping."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Run, tree
from wizard.resources import output_templates_dir

EXAMPLES = output_templates_dir() / "examples" / "tickets"
TICKET = EXAMPLES / "project-order.json"
MAPPING = EXAMPLES / "project-order.mapping.yaml"


def order(**variables: Any) -> dict[str, Any]:
    """The example's order, with other fields (None: without it)."""
    made: dict[str, Any] = json.loads(TICKET.read_text("utf-8"))
    for name, value in variables.items():
        if value is None:
            del made["request"]["variables"][name]
        else:
            made["request"]["variables"][name] = value
    return made


def write(folder: Path, ticket: Any, mapping: Any = None) -> tuple[str, ...]:
    """Write a ticket (and a mapping) beside the repository; the options that name them."""
    path = folder.parent / "order.json"
    path.write_text(json.dumps(ticket, indent=1), "utf-8")
    if mapping is None:
        return ("--ticket", str(path), "--mapping", str(MAPPING))
    beside = folder.parent / "map.yaml"
    beside.write_text(mapping if isinstance(mapping, str) else yaml.safe_dump(mapping), "utf-8")
    return ("--ticket", str(path), "--mapping", str(beside))


SMALL = {
    "version": 1,
    "project": "number",
    "answers": {"title": "team"},
}


def test_the_example_orders_a_project(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    result = run("generate", "--ticket", TICKET, "--mapping", MAPPING)
    assert (result.code, result.err) == (0, "")
    assert "project 012 (new)" in result.out
    after = tree(workspace)
    assert {name: after[name] for name in before} == before
    text = after["aifactory/wizard/projects/012.yaml"].decode()
    project = yaml.safe_load(text)["projects"]["012"]
    assert project["title"] == "Invoice assistant"
    assert project["tags"]["cost_center"] == "4711"
    assert (project["services"]["cosmos_db"], project["services"]["redis"]) == (True, True)
    env = after["aifactory/wizard/generated/012/github/.env"].decode()
    assert "Invoice assistant" not in before["aifactory/wizard/projects/001.yaml"].decode()
    assert "4711" in env


def test_the_same_ticket_gives_the_same_bytes(run: Run, workspace: Path) -> None:
    arguments = ("generate", "--ticket", TICKET, "--mapping", MAPPING)
    run(*arguments)
    first = tree(workspace)
    assert run(*arguments).code == 0
    assert tree(workspace) == first
    assert run(*arguments, "--check").code == 0


def test_yaml_says_what_json_says(run: Run, workspace: Path) -> None:
    path = workspace.parent / "order.yaml"
    path.write_text(yaml.safe_dump(order()), "utf-8")
    out = workspace.parent / "out"
    common = ("--mapping", MAPPING, "--out")
    assert run("generate", "--ticket", TICKET, *common, out / "json").code == 0
    assert run("generate", "--ticket", path, *common, out / "yaml").code == 0
    assert tree(out / "json") == tree(out / "yaml")


def test_numbers_with_leading_zeros_are_read_as_they_are_written(run: Run, workspace: Path) -> None:
    ticket = workspace.parent / "order.yaml"
    ticket.write_text("number: 012\nteam: 007\n", "utf-8")
    options = write(workspace, {}, SMALL)
    result = run("generate", "--ticket", ticket, *options[2:], "--dry-run", "--json",
                 "--allow-errors")  # fmt: skip
    assert result.data["ticket"]["project"] == "012"
    assert result.data["ticket"]["taken"][0]["value"] == "007"


def test_only_looking_writes_nothing(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    result = run("generate", *write(workspace, order()), "--dry-run", "--json")
    assert result.code == 0
    told = result.data["ticket"]
    assert (told["project"], told["new"], told["unmapped"]) == ("012", True, [])
    assert told["silent"] == ["request.variables.office_range"]
    assert {"key": "projects.012.title", "value": "Invoice assistant",
            "source": "request.variables.team_name", "line": 8} in told["taken"]  # fmt: skip
    assert tree(workspace) == before


@pytest.mark.parametrize(
    ("variables", "key", "words"),
    [
        (
            {"cost_centre": ""},
            "tags.cost_center",
            "the ticket has no request.variables.cost_centre",
        ),
        ({"cost_centre": None}, "tags.cost_center", "the ticket has no"),
        ({"model_size": "Huge"}, "models.gpt_capacity", "'Huge' is not in the table"),
        ({"model_size": "small"}, "models.gpt_capacity", "'small' is not in the table"),
        ({"services": ["Moon"]}, "lists", "'Moon' is not among the items"),
        ({"services": []}, "lists", "has no items"),
        ({"project_number": "PRJ12"}, "project", "has not the form"),
        ({"project_number": "PRJ000"}, "project", "no number from 001 to 999"),
        ({"team_name": {"en": "x"}}, "title", "is a group"),
        ({"colour": "red"}, "request.variables.colour", "is not in the mapping"),
    ],
)
def test_what_does_not_fit_is_named(
    run: Run, workspace: Path, variables: dict[str, Any], key: str, words: str
) -> None:
    before = tree(workspace)
    result = run("generate", *write(workspace, order(**variables)), "--json")
    assert result.code == 2
    (problem,) = [one for one in result.error["problems"] if key in (one["key"] or "")]
    assert words in problem["message"]
    assert problem["remedy"]
    assert problem["file"].endswith("order.json")
    assert tree(workspace) == before


def test_everything_that_is_wrong_is_listed_with_its_line(run: Run, workspace: Path) -> None:
    options = write(workspace, order(model_size="Huge", cost_centre="", services=["Moon", "Sun"]))
    result = run("generate", *options)
    assert result.code == 2
    lines = Path(options[1]).read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "Huge" in line)
    assert (
        f"order.json:{at}: models.gpt_capacity: request.variables.model_size: 'Huge'" in result.err
    )
    assert result.err.count("error") == 4


def test_a_project_that_is_there_is_not_changed(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    options = write(workspace, order(project_number="PRJ001"))
    result = run("generate", *options)
    assert (result.code, "project 001 exists already" in result.err) == (2, True)
    assert tree(workspace) == before
    mapping = MAPPING.read_text("utf-8").replace("existing: refuse", "existing: update")
    options = write(workspace, order(project_number="PRJ001"), mapping)
    assert run("generate", *options).code == 0
    assert b"Invoice assistant" in (workspace / "aifactory/wizard/projects/001.yaml").read_bytes()


def test_what_all_projects_share_is_not_changed(run: Run, workspace: Path) -> None:
    mapping = {**SMALL, "answers": {"tenant_id": "tenant"}}
    ticket = {"number": "9", "tenant": "11111111-2222-4333-8444-555555555599"}
    result = run("generate", *write(workspace, ticket, mapping))
    assert (result.code, "tenant_id, which other projects share" in result.err) == (2, True)


def test_fields_that_nobody_maps_are_reported(run: Run, workspace: Path) -> None:
    ticket = {"number": 9, "team": "a", "colour": "red", "deep": [{"x": 1}]}
    result = run("generate", *write(workspace, ticket, SMALL), "--dry-run", "--allow-errors")
    assert result.code == 0
    assert "not in the mapping: colour (line 4)" in result.err
    assert "not in the mapping: deep.0.x" in result.err
    ignoring = {**SMALL, "ignore": ["colour", "deep"]}
    assert (
        run("generate", *write(workspace, ticket, ignoring), "--dry-run", "--allow-errors").err
        == ""
    )


def test_names_with_dots_items_and_defaults(run: Run, workspace: Path) -> None:
    mapping = {
        "version": 1,
        "project": {"from": ["u.number"]},
        "answers": {
            "title": "teams.1.name",
            "tags.cost_center": {"from": "centre", "default": "0000"},
            "services.redis": {"from": "cache", "values": {"y": True, "n": False}},
        },
    }
    ticket = {"u.number": "9", "teams": [{"name": "a"}, {"name": "b"}], "cache": "y"}
    result = run("generate", *write(workspace, ticket, mapping), "--dry-run", "--json",
                 "--allow-errors")  # fmt: skip
    taken = {one["key"]: one["value"] for one in result.data["ticket"]["taken"]}
    assert taken == {
        "projects.009.title": "b",
        "projects.009.tags.cost_center": "0000",
        "projects.009.services.redis": "true",
    }


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("version: 2\nproject: n\n", "version: is '2'"),
        ("version: 1\n", "project: is missing"),
        ("project: n\nanswer: {}\n", "document.answer: means nothing here; use version"),
        ("project: n\nanswers: {title: {frm: a}}\n", "title.frm: means nothing here"),
        ("project: n\nanswers: {title: {from: a, value: b}}\n", "needs either from or value"),
        ("project: n\nanswers: {titel: a}\n", "unknown setting 'titel'; did you mean title"),
        ("project: n\nanswers: {number: a}\n", "is the number itself"),
        ("project: {from: n, pattern: '('}\n", "is no regular expression"),
        ("project: {from: n, existing: perhaps}\n", "'perhaps' is none of refuse, update"),
        ("project: n\nlists: [{from: a}]\n", "has no items"),
        ("project: n\nlists: a\n", "takes a list"),
        ("- a\n", "does not consist of keys and values"),
        ("project: [\n", "map.yaml"),
    ],
)
def test_a_mapping_that_is_none_is_refused(
    run: Run, workspace: Path, mapping: str, words: str
) -> None:
    result = run("generate", *write(workspace, {"n": "9", "a": "x"}, mapping))
    assert result.code == 2
    assert words in result.err.replace("\n  ", "; ")


@pytest.mark.parametrize("alone", [("--ticket", TICKET), ("--mapping", MAPPING)])
def test_both_files_are_needed(run: Run, workspace: Path, alone: tuple[str, Path]) -> None:
    result = run("generate", *alone)
    assert (result.code, "go together" in result.err) == (2, True)


def test_a_secret_in_a_ticket_is_neither_written_nor_shown(run: Run, workspace: Path) -> None:
    secret = "abc8Q~" + "x1Y2z3" * 5 + "ab_~"
    before = tree(workspace)
    result = run("generate", *write(workspace, order(team_name=secret)))
    assert (result.code, "SEC101" in result.out) == (1, True)
    assert secret not in result.out + result.err
    assert tree(workspace) == before


def test_hostile_text_stays_a_value(run: Run, workspace: Path) -> None:
    hostile = "a: [b]\nprojects:\n  '001': {}\x1b[31m"
    result = run("generate", *write(workspace, order(team_name=hostile)), "--allow-errors")
    assert "\x1b" not in result.out + result.err
    path = workspace / "aifactory/wizard/projects/012.yaml"
    if path.exists():
        assert list(yaml.safe_load(path.read_text("utf-8"))["projects"]) == ["012"]


leaf = st.one_of(st.none(), st.booleans(), st.integers(-5, 2000), st.text(max_size=12))
documents = st.recursive(
    leaf,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["number", "team", "x.y", "0", ""]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ticket=documents, mapping=documents)
def test_no_document_is_too_odd(run: Run, workspace: Path, ticket: Any, mapping: Any) -> None:
    for chosen in (SMALL, {"version": 1, "project": mapping, "answers": mapping, "lists": mapping}):
        result = run("generate", *write(workspace, ticket, chosen), "--dry-run", "--allow-errors")
        assert result.code in (0, 2)
