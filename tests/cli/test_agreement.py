"""What verbs, overview, review, difference and report say of one project is the same."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Run
from tests.cli.git import GIT, commit, git
from wizard.resources import output_templates_dir
from wizard.rules.wording import counted
from wizard.session.draft import Session
from wizard.session.opening import open_repository
from wizard.session.overview import project_lines, worst_in_project
from wizard.session.reviewing import in_words

NUMBERS = [f"{number:03}" for number in range(1, 11)]
STEPS = "debug.skip_10_dashboards=false"
"""A step of a run, which is no service of a project; neither is what a scale set shares."""


@pytest.fixture
def ten(here: Path, run: Run) -> Path:
    """Ten projects on two scale sets, with services of every kind that is counted or not."""
    example = output_templates_dir() / "examples" / "ten-projects-two-scale-sets.yaml"
    answers = yaml.safe_load(example.read_text(encoding="utf-8"))
    folder = here / "aifactory" / "wizard"
    (folder / "projects").mkdir(parents=True)
    for number, given in answers.pop("projects").items():
        file = folder / "projects" / f"{number}.yaml"
        file.write_text(yaml.safe_dump({"projects": {number: given}}), encoding="utf-8")
    (folder / "factory.yaml").write_text(yaml.safe_dump(answers), encoding="utf-8")
    assert run("enable", "bastion").code == 0
    assert run("set", STEPS, "deprecated.ai_services=true", "--project", "002").code == 0
    return here


def session_in(here: Path) -> Session:
    return open_repository(here).session


def in_a_row(titles: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(titles[:-1]), *titles[-1:])))


def test_everywhere_a_project_has_the_same_services(run: Run, ten: Path) -> None:
    session = session_in(ten)
    services = session.catalog.services
    listed = {
        row["project"]: [services[name].title for name in row["services"]]
        for row in run("project", "list", "--json").data
    }
    assert list(listed) == NUMBERS
    assert len({tuple(titles) for titles in listed.values()}) > 1
    assert services["ai_services"].title in listed["002"]
    assert not {services["bastion"].title, services["dashboards"].title} & {*listed["002"]}
    overview = {line.number: list(line.services or ()) for line in project_lines(session)}
    assert overview == listed
    for number, titles in listed.items():
        session.select(number)
        assert f"Project {number} has {', '.join(titles)}." in in_words(session, session.answers)
        report = run("report", "--project", number).out
        assert f"Services: {', '.join(titles)}." in report


@pytest.mark.skipif(GIT is None, reason="there is no git")
def test_what_the_difference_says_of_new_projects_agrees(run: Run, ten: Path) -> None:
    services = session_in(ten).catalog.services
    rows = run("project", "list", "--json").data
    (ten / "aifactory").rename(ten / "later")
    shutil.rmtree(ten / ".git")
    git(ten, "init", "-q", "-b", "main")
    commit(ten, "nothing")
    (ten / "later").rename(ten / "aifactory")
    told = {
        owner: change["text"]
        for group in run("diff", "--json").data["groups"]
        for change in group["changes"] if change["text"].startswith("New: ")
        for owner in group["owners"]
    }  # fmt: skip
    for row in rows:
        titles = [services[name].title for name in row["services"]]
        assert told[f"projects.{row['project']}"].endswith(f" with {in_a_row(titles)}.")


def test_every_count_of_a_projects_findings_is_the_same(run: Run, ten: Path) -> None:
    planned = "projects.011.address.planned.dev=no-range"
    new = ("project", "new", "011", "--from", "002", "--set", planned)
    found = run(*new, "--dry-run", "--json").data["findings"]
    # Found for the scale set, but about the project; and what is about the factory alone is not.
    assert "NET308" in {finding["code"] for finding in found}
    assert "UPS301" not in {finding["code"] for finding in found}
    severities = [finding["severity"] for finding in found]
    told = run(*new).out
    errors, warnings = severities.count("error"), severities.count("warning")
    assert f"project 011: {counted(errors, 'error')}, {counted(warnings, 'warning')}" in told
    rows = {row["project"]: row["counts"] for row in run("project", "list", "--json").data}
    assert rows["011"] == {name: severities.count(name) for name in ("error", "warning", "note")}
    assert rows["003"]["error"] == 0
    session = session_in(ten)
    for number, counts in rows.items():
        assert worst_in_project(session, number) == (counts["error"], counts["warning"])


def test_a_scale_set_is_counted_alike_when_it_is_added_and_when_listed(run: Run, ten: Path) -> None:
    found = run("scale-set", "new", "003", "--from", "001", "--json").data["findings"]
    severities = [finding["severity"] for finding in found]
    (row,) = [row for row in run("scale-set", "list", "--json").data if row["scale_set"] == "003"]
    assert row["counts"] == {name: severities.count(name) for name in ("error", "warning", "note")}
