"""The commands that a person is told to run next."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session import Session
from wizard.session.comparing_services import switched_off
from wizard.session.projects import new_project
from wizard.session.reviewing import deletions_in_words, in_words, next_steps
from wizard.store.layout import Layout


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
def test_no_command_puts_the_variables_of_people_into_git(orchestrator: str) -> None:
    catalog = load_catalog("1.24")
    session = Session(catalog, example_answers(catalog, {"orchestrator": orchestrator}))
    added = [step.command for step in next_steps(session, in_git=True) if "git add" in step.command]
    assert added
    assert all("git add aifactory &&" in command for command in added)
    outside = list(next_steps(session, in_git=False))
    assert outside and not any("git " in step.command for step in outside)


def test_a_folder_below_one_that_git_keeps_is_kept_too(tmp_path: Path) -> None:
    below = tmp_path / "platform" / "factory"
    below.mkdir(parents=True)
    assert not Layout(below).in_git
    (tmp_path / ".git").mkdir()
    assert Layout(below).in_git


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
def test_the_commands_are_those_of_the_project_that_was_worked_on(orchestrator: str) -> None:
    catalog = load_catalog("1.24")
    session = Session(catalog, example_answers(catalog, {"orchestrator": orchestrator}))
    new_project(session, "003", source="001")
    told = "\n".join(f"{step.command} {step.why}" for step in next_steps(session, in_git=True))
    if orchestrator == "github":
        assert "generated/003/github/apply.sh" in told
        assert "generated/001" not in told
    else:
        assert "set active_project=003" in told
    session.select("001")
    assert "active_project" not in "".join(
        step.command for step in next_steps(session, in_git=True)
    )


@pytest.mark.parametrize(
    ("mode", "ips", "told"),
    [
        ("private", "", ""),
        ("hybrid", "203.0.113.10,198.51.100.0/28", "Open to 2 listed addresses: "),
        ("public", "", "Open to anyone who can sign in, from everywhere: "),
    ],
)
def test_what_is_opened_is_said_in_words(mode: str, ips: str, told: str) -> None:
    catalog = load_catalog("1.24")
    session = Session(
        catalog, example_answers(catalog, {"networking.mode": mode, "team.allowed_ips": ips})
    )
    words = [line for line in in_words(session, session.answers) if line.startswith("Open")]
    assert [line for line in words if told and line.startswith(told)] == words
    assert bool(words) == bool(told)
    if words:
        assert "AI Foundry" in words[0]


def test_every_project_that_changed_is_told_of() -> None:
    catalog = load_catalog("1.24")
    session = Session(catalog, example_answers(catalog))
    for number in ("002", "003", "004"):
        new_project(session, number, source="001")
    before = session.answers.copy()
    session.set("projects.002.services.cosmos_db", True)
    session.answers.drop_project("003")
    new_project(session, "005", source="002")
    told = in_words(session, before)
    assert "Project 005 is new and has AI Foundry, AI Search, Cosmos DB." in told
    place = told.index("Project 002 has AI Foundry, AI Search, Cosmos DB.")
    assert told[place + 1] == "New with the next run: Cosmos DB."
    assert any(line.startswith("Project 003 goes from the answers") for line in told)
    assert not any("004" in line or "001" in line for line in told)


@pytest.mark.parametrize("deletes", [False, True])
def test_the_review_says_of_a_service_that_goes_off_what_the_verbs_say(deletes: bool) -> None:
    catalog = load_catalog("1.24")
    session = Session(catalog, example_answers(catalog))
    session.set("services.cosmos_db", True)
    session.set("access.bastion", True)
    session.set("lifecycle.delete_disabled_services", deletes)
    new_project(session, "002", source="001")
    before = session.answers.copy()
    keys = ["projects.002.services.cosmos_db", "scale_sets.001.access.bastion"]
    for key in keys:
        session.set(key, False)
    cosmos, bastion = (one.text for one in switched_off(session, before, keys))
    told = in_words(session, before)
    assert told.count(cosmos) == told.count(bastion) == 1
    assert ("the next run removes: The account" in cosmos) is deletes
    assert bastion == "Bastion off: what is deployed stays, and costs go on."


def test_github_is_reached_by_script_or_by_push() -> None:
    catalog = load_catalog("1.24")
    session = Session(catalog, example_answers(catalog, {"orchestrator": "github"}))
    commands = [step.command for step in next_steps(session, in_git=True)]
    assert "aifactory-wizard push github" in commands
    new_project(session, "003", source="001")
    commands = [step.command for step in next_steps(session, in_git=True)]
    assert "aifactory-wizard push github --project 003" in commands


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
def test_the_common_part_is_not_run_again_where_projects_live(orchestrator: str) -> None:
    catalog = load_catalog("1.24")
    session = Session(catalog, example_answers(catalog, {"orchestrator": orchestrator}))

    def told() -> str:
        return "\n".join(f"{step.command} {step.why}" for step in next_steps(session, in_git=True))

    assert "common" in told()
    new_project(session, "002", source="001")
    assert "common" not in told()
    assert "project" in told()


def test_what_deletes_in_another_project_is_told_as_well() -> None:
    catalog = load_catalog("1.24")
    session = Session(catalog, example_answers(catalog))
    session.set("projects.001.lifecycle.delete_everything", True)
    assert deletions_in_words(session) == ["Remove the whole project once"]
    for number in ("002", "003"):
        new_project(session, number)
    assert session.current.project == "003"
    assert deletions_in_words(session) == ["Remove the whole project once (project 001)"]
    session.set("projects.002.lifecycle.delete_everything", True)
    assert deletions_in_words(session) == ["Remove the whole project once (projects 001, 002)"]
    assert any(
        line.startswith("Deletes: ") and line.endswith("(projects 001, 002) is on for the next run")
        for line in in_words(session, session.answers)
    )
