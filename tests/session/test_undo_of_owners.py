"""Adding and removing projects and scale sets: each is one step that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session.draft import Session
from wizard.session.keeping import drafted_in_words, keep_draft
from wizard.session.opening import Opened
from wizard.session.walk import Walk
from wizard.store.layout import Layout
from wizard.store.workspace import LoadedWorkspace

TITLE = "projects.001.title"


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    answers = example_answers(load_catalog())
    answers.add_project("001")
    answers.add_project("002")
    workspace = LoadedWorkspace(answers, tmp_path, tmp_path / "aifactory/wizard")
    walk = Walk(Opened(Session(load_catalog(), answers), Layout(tmp_path), workspace))
    walk.answer(TITLE, "Chat for lawyers")
    walk.answer("projects.002.title", "Search in contracts")
    return walk


def said(walk: Walk) -> dict[str, object]:
    answers = walk.session.answers
    given: dict[str, object] = {full: each.value for full, each in answers.items()}
    return given | {"projects": answers.projects, "scale sets": answers.scale_sets}


STEPS: list[Callable[[Walk], object]] = [
    lambda walk: walk.add_project("007"),
    lambda walk: walk.add_project("007", source="001"),
    lambda walk: walk.add_scale_set("002"),
    lambda walk: walk.add_scale_set("002", source="001"),
    lambda walk: walk.remove_project("002"),
]


@pytest.mark.parametrize("step", STEPS)
def test_one_step_back_and_forth(walk: Walk, step: Callable[[Walk], object]) -> None:
    before, unsaved = said(walk), walk.unsaved
    step(walk)
    after, changed = said(walk), walk.unsaved
    assert after != before
    change = walk.undo()
    assert change is not None
    assert change.came or change.went
    assert said(walk) == before
    assert walk.unsaved == unsaved
    assert walk.added == walk.removed == []
    walk.redo()
    assert said(walk) == after
    assert walk.unsaved == changed


def test_steps_before_and_after_can_be_taken_back_as_well(walk: Walk) -> None:
    walk.remove_project("002")
    walk.answer(TITLE, "Chat for all")
    for _ in range(3):
        walk.undo()
    assert walk.ask("projects.002.title").text == ""
    assert walk.ask(TITLE).text == "Chat for lawyers"
    for _ in range(3):
        walk.redo()
    assert walk.session.answers.projects == ("001",)
    assert walk.ask(TITLE).text == "Chat for all"


def test_the_project_on_screen_goes_with_its_step(walk: Walk) -> None:
    walk.add_project("007", source="001")
    assert walk.session.current.project == "007"
    walk.undo()
    assert walk.session.current.project in walk.session.answers.projects
    assert all(not key.startswith("projects.007") for f in walk.findings() for key in f.keys)


def test_a_removal_taken_back_after_it_was_written_is_a_change_again(walk: Walk) -> None:
    walk.remove_project("002")
    walk.written()
    assert walk.unsaved == 0
    walk.undo()
    assert walk.added == ["project 002"]
    keep_draft(walk)
    assert "002" in walk.session.answers.projects
    assert drafted_in_words(walk)
