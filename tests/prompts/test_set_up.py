"""A first set-up line by line gives the files that the same answers give through a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prompts.first_set_up import by_key, by_label
from tests.prompts.person import Person
from wizard.prompts.run import DONE, ask_all
from wizard.session.opening import open_repository
from wizard.session.pages import is_shown, page_entries, page_ids
from wizard.session.questions import places_of
from wizard.session.walk import Walk
from wizard.session.writing import plan_files
from wizard.store.write import apply

ORCHESTRATORS = ("github", "azure-devops")


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def through_a_session(root: Path, orchestrator: str) -> dict[str, bytes]:
    root.mkdir(parents=True)
    opened = open_repository(root)
    for full, raw in by_key(orchestrator).items():
        opened.session.set(full, raw)
    apply(plan_files(opened))
    return tree(root)


@pytest.mark.parametrize("orchestrator", ORCHESTRATORS)
def test_the_files_are_those_of_the_same_answers(
    orchestrator: str, repository: Path, tmp_path: Path
) -> None:
    person = Person(by_label(orchestrator))
    assert ask_all(Walk(open_repository(repository)), person) == DONE
    assert person.unsaid() == []
    assert tree(repository) == through_a_session(tmp_path / "other" / repository.name, orchestrator)
    assert "error" not in {line.split()[0] for line in person.said if line}


@pytest.mark.parametrize("orchestrator", ORCHESTRATORS)
def test_every_question_that_a_page_shows_is_asked_once(
    orchestrator: str, repository: Path
) -> None:
    walk = Walk(open_repository(repository))
    person = Person(by_label(orchestrator))
    ask_all(walk, person)
    questions = [name for name in person.asked if "seldom needed" not in name]
    assert len(questions) == len(set(questions))
    settings = walk.session.catalog.settings
    for page in page_ids(walk.session):
        for full in page_entries(walk.session, page, more=False):
            if not isinstance(full, str) or walk.ask(full).setting.identity:
                continue
            title = settings[walk.ask(full).setting.key].title
            is_box = walk.ask(full).setting.key in walk.session.catalog.service_of_flag
            assert is_box or any(name.startswith(title) for name in questions), full


@pytest.mark.parametrize("orchestrator", ORCHESTRATORS)
def test_what_does_not_apply_is_not_asked(orchestrator: str, repository: Path) -> None:
    walk = Walk(open_repository(repository))
    person = Person(by_label(orchestrator))
    ask_all(walk, person)
    assert not any(name.endswith(", stage") for name in person.asked[30:])
    connections = [name for name in person.asked if name.startswith("Service connection")]
    assert len(connections) == (4 if orchestrator == "azure-devops" else 0)


def test_answering_again_asks_nothing_that_is_needed_and_changes_no_byte(
    repository: Path,
) -> None:
    ask_all(Walk(open_repository(repository)), Person(by_label("github")))
    before = tree(repository)
    again = Person({"What to ask": "all"})
    assert ask_all(Walk(open_repository(repository)), again) == DONE
    assert "open" not in [option.value for option in again.options["What to ask"]]
    assert tree(repository) == before
    assert "Leave" not in again.asked


def test_only_what_needs_an_answer_can_be_asked(repository: Path) -> None:
    told = {**by_label("github"), "What to ask": "open"}
    walk = Walk(open_repository(repository))
    walk.answer("scale_sets.001.environments.stage.enabled", False)
    person = Person(told)
    ask_all(walk, person)
    assert len(person.asked) < 20
    assert walk.decisions().left == 0


def test_pages_come_in_order_with_their_questions_below(repository: Path) -> None:
    walk = Walk(open_repository(repository))
    person = Person(by_label("github"))
    ask_all(walk, person)
    titles = [
        section.title for section in walk.session.catalog.sections
        if any(is_shown(walk.session, setting, full)
               for setting in walk.session.catalog.in_section(section.id)
               for full in places_of(walk.session, setting))
    ]  # fmt: skip
    said = [line.split(" (page ")[0] for line in person.said if " (page " in line]
    assert said == titles
