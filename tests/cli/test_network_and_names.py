"""network and names: the shapes that scripts rely on."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Run


def test_network_as_json(run: Run, workspace: Path) -> None:
    data = run("network", "--json").data
    assert set(data["environments"]) == {"dev", "stage", "prod"}
    for environment in data["environments"].values():
        assert environment["vnet"]
        assert {"projects_left", "limited_by"} <= set(environment["capacity"])
        ranges = []
        for subnet in environment["subnets"]:
            assert {"name", "cidr", "project", "purpose", "delegation"} <= set(subnet)
            ranges.append(ipaddress.ip_network(subnet["cidr"]))
        assert not any(a.overlaps(b) for i, a in enumerate(ranges) for b in ranges[:i])


def test_network_as_text_markdown_and_picture(run: Run, workspace: Path) -> None:
    assert "more projects, limited by" in run("network").out
    assert "| " in run("network", "--markdown", "--environment", "dev").out
    picture = run("network", "--svg", "--environment", "dev").out
    assert ElementTree.fromstring(picture).tag.endswith("svg")
    result = run("network", "--svg")
    assert result.code == 2
    assert "--environment" in result.err


def test_what_vnets_of_other_sizes_would_hold(run: Run, workspace: Path) -> None:
    result = run("network", "--environment", "dev", "--what-if", "--json")
    rows = result.data["environments"]["dev"]["what_if"]
    assert [row["vnet"] for row in rows] == [f"172.16.0.0/{size}" for size in range(16, 23)]
    assert [row["as_it_is"] for row in rows] == [24, 8, 0, None, None, None, None]
    assert [row["common_first"] for row in rows] == [31, 15, 7, 3, 1, 0, 0]
    assert [row["own_plan"] for row in rows] == [40, 19, 9, 4, 2, 1, 0]
    assert [row["own_plan_lean"] for row in rows] == [255, 127, 63, 31, 15, 7, 3]
    text = run("network", "--environment", "dev", "--what-if").out
    assert re.search(r"172\.16\.0\.0/19 +- +3 +4 +31", text)
    markdown = run("network", "--environment", "dev", "--what-if", "--markdown").out
    assert "| 172.16.0.0/20 | - | 1 | 2 | 15 |" in markdown
    assert "```mermaid\nflowchart" in markdown
    assert "what_if" not in run("network", "--json").data["environments"]["dev"]


def test_a_plan_of_our_own(run: Run, workspace: Path) -> None:
    ours = run("network", "--json", "--strategy", "planned").data["environments"]["dev"]
    theirs = run("network", "--json").data["environments"]["dev"]
    assert len(ours["subnets"]) < len(theirs["subnets"])


@pytest.mark.parametrize("arguments", [["--environment", "qa"], ["--scale-set", "9"],
                                       ["--strategy", "best"]])  # fmt: skip
def test_network_of_what_is_not_there(run: Run, workspace: Path, arguments: list[str]) -> None:
    assert run("network", *arguments).code == 2


def test_names_as_json(run: Run, workspace: Path) -> None:
    result = run("names", "--json")
    assert result.code == 0
    assert {row["environment"] for row in result.data} == {"dev", "stage", "prod"}
    for row in result.data:
        assert {"environment", "project", "kind", "name", "length", "limit", "known"} <= set(row)
        assert row["length"] == len(row["name"]) <= row["limit"]
        assert row["known"] in ("now", "at run time")


def test_names_can_be_narrowed(run: Run, workspace: Path) -> None:
    run("project", "new", "002", "--from", "001")
    rows = run("names", "--json", "--project", "2", "--environment", "stage").data
    assert {(row["environment"], row["project"]) for row in rows} == {("stage", "002")}
    told = run("names", "--project", "2", "--environment", "stage").out
    assert "stage, project 002" in told
    assert all(row["name"] in told for row in rows)


def test_a_name_that_azure_refuses_is_exit_code_one(run: Run, workspace: Path) -> None:
    assert run("names").code == 0
    result = run("names", "--set", "naming.prefix=" + "a" * 90)
    assert result.code == 1
    assert "at most 90" in result.out


def test_the_strategy_of_the_answers_counts_unless_another_is_named(
    run: Run, workspace: Path
) -> None:
    def strategy(*arguments: str) -> str:
        return str(run("network", "--json", *arguments).data["environments"]["dev"]["strategy"])

    assert strategy() == "upstream"
    assert strategy("--set", "address.strategy=planned") == "planned"
    assert strategy("--set", "address.strategy=planned", "--strategy", "upstream") == "upstream"
