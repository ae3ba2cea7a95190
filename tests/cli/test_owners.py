"""project and scale-set: adding, copying, listing, showing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Run, tree


def test_a_new_project_has_a_file_of_its_own(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    result = run("project", "new", "7", "--json")
    assert result.code == 0
    assert result.data["number"] == "007"
    assert "aifactory/wizard/projects/007.yaml" in result.data["saved"]
    after = tree(workspace)
    assert {path: after[path] for path in before} == before
    rows = run("project", "list", "--json").data
    assert [row["project"] for row in rows] == ["001", "007"]
    assert [row["active"] for row in rows] == [True, False]


def test_a_copy_is_rewritten_where_it_must_be_and_says_so(run: Run, workspace: Path) -> None:
    run("set", "secrets.project_app_id=esml-project001-sp-id", "subnets.genai=snet-prj001-genai",
        "team.allowed_ips=20.1.2.3", "services.redis=true", "title=Team 001 of 2001")  # fmt: skip
    data = run("project", "new", "012", "--from", "1", "--json").data
    rewritten = {entry["key"]: entry["after"] for entry in data["rewritten"]}
    assert rewritten["projects.012.secrets.project_app_id"] == "esml-project012-sp-id"
    assert rewritten["projects.012.subnets.genai"] == "snet-prj012-genai"
    assert rewritten["projects.012.title"] == "Team 012 of 2001"
    assert "projects.012.services.redis" in data["carried"]
    doubtful = {entry["key"]: entry["why"] for entry in data["doubtful"]}
    assert {"projects.012.team.allowed_ips", "projects.012.team.member_emails"} <= set(doubtful)
    assert all(doubtful.values())
    text = (workspace / "aifactory/wizard/projects/012.yaml").read_text(encoding="utf-8")
    copied = yaml.safe_load(text)["projects"]["012"]
    assert copied["services"]["redis"] is True
    assert copied["secrets"]["project_app_id"] == "esml-project012-sp-id"


def test_every_answer_of_the_source_is_accounted_for(run: Run, workspace: Path) -> None:
    shown = run("project", "show", "001", "--json").data["answers"]
    data = run("project", "new", "002", "--from", "001", "--json").data
    told = [*data["carried"], *(e["key"] for e in data["rewritten"] + data["doubtful"])]
    assert sorted(told) == sorted(row["key"].replace(".001.", ".002.", 1) for row in shown)


def test_the_text_names_what_a_person_has_to_look_at(run: Run, workspace: Path) -> None:
    told = run("project", "new", "002", "--from", "001").out
    assert "carried over: projects.002.services.cosmos_db" in told
    assert "look at projects.002.team.member_object_ids" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "001"], "exists already"),
        (["new", "0"], "no number"),
        (["new", "1000"], "no number"),
        (["new", "x"], "no number"),
        (["new", "002", "--from", "009"], "no project 009"),
        (["new", "002", "--scale-set", "009"], "no scale set 009"),
        (["show", "009"], "no project 009"),
    ],
)
def test_numbers_that_cannot_be(run: Run, workspace: Path, arguments: list[str], said: str) -> None:
    before = tree(workspace)
    result = run("project", *arguments)
    assert result.code == 2
    assert said in result.err
    assert tree(workspace) == before


def test_a_dry_run_saves_nothing(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    assert run("project", "new", "002", "--from", "001", "--dry-run", "--json").data["saved"] == []
    assert tree(workspace) == before


def test_show_names_file_and_line(run: Run, workspace: Path) -> None:
    data = run("project", "show", "1", "--json").data
    row = next(row for row in data["answers"] if row["key"] == "projects.001.title")
    lines = (workspace / row["file"]).read_text(encoding="utf-8").splitlines()
    assert "title:" in lines[row["line"] - 1]
    assert "projects.001.title = Claims assistant" in run("project", "show", "1").out


def test_a_new_scale_set_stands_beside_the_first(run: Run, workspace: Path) -> None:
    data = run("scale-set", "new", "002", "--from", "001", "--json").data
    doubtful = {entry["key"] for entry in data["doubtful"]}
    assert "scale_sets.002.environments.dev.subscription_id" in doubtful
    assert "scale_sets.002.address.vnet" in doubtful
    rows = run("scale-set", "list", "--json").data
    assert [row["scale_set"] for row in rows] == ["001", "002"]
    assert rows[0]["projects"] == ["001"]
    assert rows[1]["projects"] == []
    assert rows[1]["region"] == rows[0]["region"]


def test_the_default_range_is_named_when_both_have_it(run: Run, here: Path) -> None:
    run("set", "tenant_id=11111111-2222-4333-8444-555555555501")
    data = run("scale-set", "new", "002", "--from", "001", "--json").data
    assert {entry["key"] for entry in data["doubtful"]} == {"scale_sets.002.address.vnet"}


def test_a_project_goes_to_the_scale_set_it_is_made_for(run: Run, workspace: Path) -> None:
    run("scale-set", "new", "002", "--from", "001")
    run("set", "region.name=westeurope", "--scale-set", "002")
    assert run("project", "new", "020", "--scale-set", "2").code == 0
    rows = run("scale-set", "list", "--json").data
    assert rows[1]["projects"] == ["020"]
    assert rows[1]["region"] == "westeurope"
    assert rows[0]["region"] == "swedencentral"
    told = run("scale-set", "show", "2").out
    assert "scale_sets.002.region.name = westeurope" in told


def test_scale_set_numbers_that_cannot_be(run: Run, workspace: Path) -> None:
    assert run("scale-set", "new", "001").code == 2
    assert run("scale-set", "new", "002", "--from", "003").code == 2
    assert run("scale-set", "show", "002").code == 2


def test_an_answer_can_be_given_on_the_way(run: Run, workspace: Path) -> None:
    assert run("project", "new", "003", "--set", "services.redis=true").code == 0
    rows = {row["project"]: row["services"] for row in run("project", "list", "--json").data}
    assert "redis" in rows["003"]
    assert "redis" not in rows["001"]
