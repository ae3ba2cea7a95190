"""Going to a later release line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prompts.first_set_up import by_key
from tests.prompts.person import Person
from wizard.prompts.run import CANCELLED, DONE, ask_all
from wizard.session.opening import open_repository
from wizard.session.walk import Walk
from wizard.session.writing import plan_files
from wizard.store.undo import plan_undo
from wizard.store.write import apply


@pytest.fixture
def factory(repository: Path) -> Path:
    """A factory on GitHub that stands on release 1.24."""
    opened = open_repository(repository)
    for full, raw in by_key("github").items():
        opened.session.set(full, raw)
    apply(plan_files(opened))
    return repository


def release_there(root: Path) -> str:
    return open_repository(root).session.catalog.release


def test_a_later_release_is_offered_told_asked_and_written(factory: Path) -> None:
    person = Person({"What to ask": "upgrade", "Groups by persona": False})
    assert ask_all(Walk(open_repository(factory)), person) == DONE
    assert [option.title for option in person.options["What to ask"]].count("Upgrade to 1.25") == 1
    assert "Main chat model" in person.text and "to write; a copy" in person.text
    assert "Groups by persona" in person.asked and "Azure region" not in person.asked
    assert release_there(factory) == "1.25"
    assert plan_undo(factory)[1] == "1.24 -> 1.25"


@pytest.mark.parametrize("answer", [False, KeyboardInterrupt])
def test_nothing_is_written_without_a_yes(
    factory: Path, answer: bool | type[BaseException]
) -> None:
    before = {path: path.read_bytes() for path in factory.rglob("*.yaml")}
    person = Person(
        {
            "What to ask": ["upgrade", "review"],
            "Upgrade to 1.25 now": answer,
            "What now": "leave",
        }
    )
    assert ask_all(Walk(open_repository(factory)), person) == (
        CANCELLED if answer is KeyboardInterrupt else DONE
    )
    assert {path: path.read_bytes() for path in factory.rglob("*.yaml")} == before


def test_answers_that_are_not_written_come_first(factory: Path) -> None:
    walk = Walk(open_repository(factory))
    walk.answer("projects.001.title", "Claims")
    person = Person({"What to ask": ["upgrade", KeyboardInterrupt]})
    assert ask_all(walk, person) == CANCELLED
    assert "Write your answers first" in person.text
    assert release_there(factory) == "1.24"
