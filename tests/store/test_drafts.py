from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wizard.store.drafts import draft_path, drop_draft, load_draft, save_draft
from wizard.store.errors import StoreError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, on every platform."""
    folder = tmp_path / "home"
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "factory"
    (folder / "aifactory" / "wizard").mkdir(parents=True)
    return folder


def test_a_draft_comes_back_until_it_is_dropped(repository: Path) -> None:
    assert load_draft(repository) is None
    save_draft(repository, "version: 1\n# æøå\n")
    save_draft(repository, "version: 1\n# æøå 2\n")
    assert load_draft(repository) == "version: 1\n# æøå 2\n"
    drop_draft(repository)
    drop_draft(repository)
    assert load_draft(repository) is None


def test_a_draft_stands_in_the_workspace(repository: Path) -> None:
    assert save_draft(repository, "x") == repository / "aifactory/wizard/.draft.yaml"
    assert "/.draft.yaml" in (repository / "aifactory/wizard/.gitignore").read_text().splitlines()


def test_without_a_workspace_the_folder_stays_empty(tmp_path: Path, home: Path) -> None:
    folder, other = tmp_path / "a", tmp_path / "b"
    folder.mkdir()
    save_draft(folder, "mine")
    assert list(folder.iterdir()) == []
    assert draft_path(folder).is_relative_to(home)
    assert (load_draft(folder), load_draft(other)) == ("mine", None)


def test_a_draft_from_before_the_workspace_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    save_draft(folder, "mine")
    (folder / "aifactory" / "wizard").mkdir(parents=True)
    assert load_draft(folder) == "mine"
    drop_draft(folder)
    assert load_draft(folder) is None


def test_what_a_killed_run_left_of_a_draft_is_swept(repository: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    left = draft_path(repository).with_name(f"..draft.yaml.{ended.pid}-0123abcd.aifactory-tmp")
    left.write_bytes(b"half")
    save_draft(repository, "x")
    assert not left.exists()


def test_a_broken_draft_is_no_draft(repository: Path) -> None:
    draft_path(repository).write_bytes(b"\xff\xfe")
    assert load_draft(repository) is None


def test_a_draft_that_cannot_be_saved(repository: Path) -> None:
    draft_path(repository).mkdir()
    with pytest.raises(StoreError):
        save_draft(repository, "x")
