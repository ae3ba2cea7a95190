"""Which files git tracks, judged by git itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from wizard.store.git_index import tracked

NAMES = [*("x" * length for length in range(1, 20)), "a folder/æøå.env", "deep/down/.env"]


def git(folder: Path, *arguments: str) -> str:
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(
        ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments],
        check=True, capture_output=True, encoding="utf-8", env={**os.environ, **none},
    ).stdout  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    for name in [*NAMES, "untracked"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


@pytest.mark.parametrize("last", [["add"], ["add", "-N"]], ids=["added", "meant to be added"])
def test_what_git_lists_is_tracked(repository: Path, last: list[str]) -> None:
    git(repository, "add", *NAMES[:-2])
    git(repository, *last, *NAMES[-2:])
    assert tracked(repository, [*NAMES, "untracked", "nowhere"]) == set(NAMES)
    assert set(git(repository, "ls-files").splitlines()) == set(NAMES)


def test_only_what_is_asked_for_is_said(repository: Path) -> None:
    git(repository, "add", *NAMES)
    assert tracked(repository, ["xx", "untracked"]) == {"xx"}


def test_an_index_with_shortened_names_tells_nothing(repository: Path) -> None:
    git(repository, "add", *NAMES)
    git(repository, "update-index", "--index-version", "4")
    assert tracked(repository, NAMES) == set()


@pytest.mark.parametrize("damage", [b"", b"DIRC", b"XXXX\0\0\0\2\0\0\0\1" + b"x" * 80 + b"\0"])
def test_an_index_that_is_none_tells_nothing(repository: Path, damage: bytes) -> None:
    (repository / ".git" / "index").write_bytes(damage)
    assert tracked(repository, ["x" * 6, "x" * 18]) == set()


def test_nothing_is_tracked_without_git(tmp_path: Path) -> None:
    assert tracked(tmp_path, [".env"]) == set()
