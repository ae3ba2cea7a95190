"""Two people, or two tabs, work on one repository: neither writes over what the other wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.cli.main import main
from wizard.session.keeping import keep_draft, resume_draft
from wizard.session.opening import Opened, open_repository
from wizard.session.unchanged import write_planned
from wizard.session.walk import Walk
from wizard.session.writing import plan_answers, plan_files
from wizard.store.errors import ChangedOnDisk

EXAMPLE = Path(__file__).parents[2] / "output_templates/examples/private-standalone-github.yaml"
PROJECT = "aifactory/wizard/projects/001.yaml"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "factory"
    folder.mkdir()
    (folder / "answers.yaml").write_bytes(EXAMPLE.read_bytes())
    monkeypatch.chdir(folder)
    assert main(["import", "answers.yaml", "--quiet"]) == 0
    assert main(["generate", "--quiet"]) == 0
    return folder


def _edited(repository: Path, key: str, value: object) -> Opened:
    opened = open_repository(repository)
    opened.session.set(key, value)
    return opened


def test_what_another_wrote_is_not_written_over(repository: Path) -> None:
    first = _edited(repository, "tags.cost_center", "first-centre")
    second = _edited(repository, "services.container_apps", True)
    write_planned(first, plan_files(first))
    stands = (repository / PROJECT).read_bytes()
    assert b"first-centre" in stands
    for plan in (plan_files, plan_answers):
        with pytest.raises(ChangedOnDisk, match="changed on disk") as caught:
            plan(second)
        assert repository / PROJECT in caught.value.paths
    assert (repository / PROJECT).read_bytes() == stands


def test_whoever_wrote_can_go_on_and_write_again(repository: Path) -> None:
    opened = _edited(repository, "tags.cost_center", "first-centre")
    write_planned(opened, plan_files(opened))
    opened.session.set("tags.cost_center", "second-centre")
    write_planned(opened, plan_answers(opened))
    write_planned(opened, plan_files(opened))
    assert "second-centre" in (repository / PROJECT).read_text()
    assert 'TAG_COSTCENTER="second-centre"' in (repository / ".env").read_text()
    assert plan_files(opened).is_empty


@pytest.mark.parametrize("name", [".env", PROJECT])
def test_a_comment_that_an_editor_saved_meanwhile_stays(repository: Path, name: str) -> None:
    opened = _edited(repository, "tags.cost_center", "first-centre")
    (repository / name).write_text((repository / name).read_text() + "# mine\n")
    with pytest.raises(ChangedOnDisk):
        plan_files(opened)


@pytest.mark.parametrize("name", [".env", PROJECT])
def test_a_file_that_somebody_added_or_removed_meanwhile_counts(
    repository: Path, name: str
) -> None:
    kept = (repository / name).read_bytes()
    (repository / name).unlink()
    without = _edited(repository, "tags.cost_center", "first-centre")
    (repository / name).write_bytes(kept)
    with pytest.raises(ChangedOnDisk):
        plan_files(without)
    having = _edited(repository, "tags.cost_center", "first-centre")
    (repository / name).unlink()
    with pytest.raises(ChangedOnDisk):
        plan_files(having)


def test_answers_are_saved_although_the_variable_file_changed(repository: Path) -> None:
    opened = _edited(repository, "tags.cost_center", "first-centre")
    (repository / ".env").write_text((repository / ".env").read_text() + "# mine\n")
    write_planned(opened, plan_answers(opened))
    assert "first-centre" in (repository / PROJECT).read_text()


def test_the_draft_brings_what_was_typed_to_the_new_files(repository: Path) -> None:
    walk = Walk(open_repository(repository))
    walk.answer("projects.001.services.container_apps", True)
    other = _edited(repository, "tags.cost_center", "first-centre")
    write_planned(other, plan_files(other))
    keep_draft(walk)
    again = Walk(open_repository(repository))
    resume_draft(again)
    write_planned(again.opened, plan_files(again.opened))
    text = (repository / PROJECT).read_text()
    assert "first-centre" in text and "container_apps: true" in text
