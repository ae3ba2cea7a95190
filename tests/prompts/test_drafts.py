"""Drafts that another face kept: what was added comes back, not only answers."""

from __future__ import annotations

from pathlib import Path

from tests.prompts.first_set_up import by_key
from tests.prompts.person import Person
from wizard.prompts.run import CANCELLED, DONE, ask_all
from wizard.session.keeping import drafted_additions, keep_draft
from wizard.session.opening import open_repository
from wizard.session.walk import Walk
from wizard.session.writing import plan_files
from wizard.store.write import apply


def factory(root: Path) -> None:
    opened = open_repository(root)
    for full, raw in by_key("github").items():
        opened.session.set(full, raw)
    apply(plan_files(opened))


def test_an_added_project_without_answers_is_taken_up_again(repository: Path) -> None:
    factory(repository)
    before = Walk(open_repository(repository))
    before.add_project("002")
    keep_draft(before)
    walk = Walk(open_repository(repository))
    person = Person({"What to ask": "review", "What now": "leave", "Leave": "keep"})
    assert ask_all(walk, person) == DONE
    assert "project 002" in person.text
    assert walk.session.answers.projects == ("001", "002")
    assert drafted_additions(Walk(open_repository(repository))) == ["project 002"]


def test_a_cancelled_run_keeps_the_added_project(repository: Path) -> None:
    factory(repository)
    before = Walk(open_repository(repository))
    before.add_project("002")
    before.answer("projects.002.title", "Claims")
    keep_draft(before)
    person = Person({"What to ask": KeyboardInterrupt})
    assert ask_all(Walk(open_repository(repository)), person) == CANCELLED
    again = Walk(open_repository(repository))
    assert drafted_additions(again) == ["project 002"]


def test_forgetting_drops_the_added_project(repository: Path) -> None:
    factory(repository)
    before = Walk(open_repository(repository))
    before.add_project("002")
    keep_draft(before)
    walk = Walk(open_repository(repository))
    person = Person({"Unfinished changes": "forget", "What to ask": "review", "What now": "leave"})
    assert ask_all(walk, person) == DONE
    assert walk.session.answers.projects == ("001",)
    assert drafted_additions(Walk(open_repository(repository))) == []


def test_a_project_is_added_as_a_copy(repository: Path) -> None:
    factory(repository)
    person = Person(
        {
            "What to ask": ["add", "review"],
            "Number of the project": "004",
            "How it starts": "copy",
            "What now": "write",
        }
    )
    assert ask_all(Walk(open_repository(repository)), person) == DONE
    assert "look at projects.004.tags.cost_center" in person.text
    session = open_repository(repository).session
    assert session.answers.projects == ("001", "004")
    assert session.view(project="004").is_on("services.cosmos_db")


def test_a_number_that_is_taken_adds_nothing(repository: Path) -> None:
    factory(repository)
    person = Person(
        {"What to ask": ["add", "review"], "Number of the project": "001", "What now": "leave"}
    )
    assert ask_all(Walk(open_repository(repository)), person) == DONE
    assert "exists already" in person.text
    assert open_repository(repository).session.answers.projects == ("001",)
