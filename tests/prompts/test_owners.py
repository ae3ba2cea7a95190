"""Projects and scale sets line by line, as the verbs and the screen have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prompts.test_review import Says, run
from wizard.cli.main import main
from wizard.session.opening import open_repository

ANSWERS = "aifactory/wizard"


def answers(root: Path) -> dict[str, bytes]:
    files = [root / ANSWERS / "factory.yaml", *(root / ANSWERS / "projects").glob("*.yaml")]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def restore(root: Path, files: dict[str, bytes]) -> None:
    for path in answers(root):
        (root / path).unlink()
    for path, data in files.items():
        (root / path).write_bytes(data)


def test_a_scale_set_is_added_with_its_first_project(
    written: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = answers(written)
    says: Says = {"What to ask": ["scale-set", "review"], "What now": "answers"}
    _, person = run(written, says)
    assert "Scale set 002 is added" in person.text
    assert "look at scale_sets.002." in person.text
    by_questions = answers(written)
    restore(written, before)
    monkeypatch.chdir(written)
    assert main(["scale-set", "new", "002", "--from", "001"]) == 0
    assert main(["project", "new", "002"]) == 0
    assert main(["set", "projects.002.scale_set=002"]) == 0
    capsys.readouterr()
    now = open_repository(written).session.answers
    by_verbs = {full: given.value for full, given in now.items()}
    restore(written, by_questions)
    asked = open_repository(written).session.answers
    assert {full: given.value for full, given in asked.items()} == by_verbs
    assert asked.scale_sets == ("001", "002")


def test_a_number_that_is_taken_adds_neither(written: Path) -> None:
    says: Says = {
        "What to ask": ["scale-set", "review"],
        "Number of its first project": "001",
        "What now": "leave",
    }
    _, person = run(written, says)
    assert "project 001 exists already" in person.text
    assert "Leave" not in person.asked


@pytest.mark.parametrize(("word", "left"), [("remove", ["001"]), ("yes", ["001", "002"])])
def test_a_project_goes_only_after_the_word(written: Path, word: str, left: list[str]) -> None:
    run(written, {"What to ask": ["add", "review"], "What now": "answers"})
    says: Says = {
        "Project to work on": "002",
        "What to ask": ["remove", "review"],
        "Project to remove": "002",
        "Type remove to go on": word,
        "What now": "answers",
    }
    _, person = run(written, says)
    assert "In Azure everything of project 002 stays" in person.text
    assert list(open_repository(written).session.answers.projects) == left
    assert (written / ANSWERS / "projects/002.yaml").exists() is ("002" in left)


def test_the_active_project_stays_and_the_only_one_is_not_offered(written: Path) -> None:
    _, person = run(written, {"What to ask": ["add", "remove", "review"],
                              "Project to remove": "001", "What now": "leave",
                              "Leave": "forget"})  # fmt: skip
    assert "project 001 is the active one" in person.text
    _, person = run(written, {"What to ask": "review", "What now": "leave"})
    assert "remove" not in [option.value for option in person.options["What to ask"]]
