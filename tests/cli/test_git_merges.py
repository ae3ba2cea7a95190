"""The workspace in git: what two people change apart merges, and a conflict is named as one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run

GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(GIT is None, reason="there is no git")
FACTORY = "aifactory/wizard/factory.yaml"
PROJECT = "aifactory/wizard/projects/001.yaml"


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    """Run git without anybody's own settings."""
    alone = {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@contoso.example",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@contoso.example",
    }  # fmt: skip
    done = subprocess.run(
        [str(GIT), *arguments], cwd=folder, env=os.environ | alone, capture_output=True, text=True
    )
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def clones(
    workspace: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path]:
    """Two clones of a repository with the projects 001 to 003."""
    for number in ("002", "003"):
        assert run("project", "new", number, "--from", "001").code == 0
    shutil.rmtree(workspace / ".git")
    git(workspace, "init", "-q", "-b", "main")
    git(workspace, "add", "-A")
    git(workspace, "commit", "-q", "-m", "answers")
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for clone in (mine, theirs):
        git(tmp_path, "clone", "-q", str(workspace), str(clone))
        git(clone, "config", "core.autocrlf", "false")
    monkeypatch.chdir(mine)
    return mine, theirs


def answered(run: Run, monkeypatch: pytest.MonkeyPatch, clone: Path, *words: str) -> None:
    """Run a verb in a clone and commit what it wrote."""
    monkeypatch.chdir(clone)
    assert run(*words).code == 0
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", " ".join(words))


def test_changes_of_different_projects_merge(
    clones: tuple[Path, Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = clones
    answered(run, monkeypatch, theirs, "enable", "redis", "--project", "002")
    answered(run, monkeypatch, theirs, "project", "new", "004", "--from", "002")
    answered(run, monkeypatch, mine, "set", "projects.003.title=Claims")
    answered(run, monkeypatch, mine, "project", "new", "005")
    git(mine, "pull", "-q", "--no-rebase", "--no-edit", str(theirs), "main")
    assert [row["project"] for row in run("project", "list", "--json").data] == [
        "001", "002", "003", "004", "005"
    ]  # fmt: skip
    rows = {row["project"]: row for row in run("project", "list", "--json").data}
    assert rows["003"]["title"] == "Claims"
    assert rows["002"]["services"] == rows["004"]["services"] != rows["003"]["services"]


def test_changes_of_a_project_and_of_the_factory_merge(
    clones: tuple[Path, Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = clones
    answered(run, monkeypatch, theirs, "set", "naming.prefix=fabrikam-")
    answered(run, monkeypatch, mine, "set", "projects.001.title=Claims")
    git(mine, "pull", "-q", "--no-rebase", "--no-edit", str(theirs), "main")
    assert "fabrikam-" in (mine / FACTORY).read_text(encoding="utf-8")
    assert run("project", "list", "--json").data[0]["title"] == "Claims"


@pytest.fixture
def conflict(
    clones: tuple[Path, Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, int]:
    """A clone in which a pull left a conflict in project 001, and the line of it."""
    mine, theirs = clones
    answered(run, monkeypatch, theirs, "set", "projects.001.title=Claims")
    answered(run, monkeypatch, mine, "set", "projects.001.title=Sales")
    git(mine, "pull", "-q", "--no-rebase", str(theirs), "main", fails=True)
    lines = (mine / PROJECT).read_text(encoding="utf-8").splitlines()
    return mine, next(n for n, line in enumerate(lines, 1) if line.startswith("<<<<<<< "))


def test_the_same_line_changed_twice_is_a_conflict_of_that_line_alone(
    conflict: tuple[Path, int],
) -> None:
    folder, line = conflict
    lines = (folder / PROJECT).read_text(encoding="utf-8").splitlines()[line - 1 :]
    assert "Sales" in lines[1] and lines[2] == "=======" and "Claims" in lines[3]
    assert lines[4].startswith(">>>>>>> ")


@pytest.mark.parametrize("verb", ["generate", "project list", "set naming.prefix=x-", "upgrade"])
def test_a_conflict_is_named_with_file_and_line(
    conflict: tuple[Path, int], run: Run, verb: str
) -> None:
    folder, line = conflict
    before = (folder / PROJECT).read_bytes()
    result = run(*verb.split())
    assert result.code == 2
    assert f"{PROJECT}:{line}" in result.err and "merge conflict" in result.err
    assert (folder / PROJECT).read_bytes() == before


def test_check_finds_a_conflict(conflict: tuple[Path, int], run: Run) -> None:
    _, line = conflict
    result = run("check", "--json")
    assert result.code == 2  # nothing else could be judged
    (finding,) = [f for f in result.data["findings"] if "merge conflict" in f["message"]]
    assert (finding["file"], finding["line"], finding["severity"]) == (PROJECT, line, "error")


def test_a_conflict_in_a_generated_file_is_not_written_over(workspace: Path, run: Run) -> None:
    assert run("generate").code == 0
    env = workspace / ".env"
    text = env.read_text(encoding="utf-8")
    first, rest = text.split("\n", 1)
    broken = f"{first}\n<<<<<<< HEAD\nA=1\n=======\nA=2\n>>>>>>> other\n{rest}"
    env.write_text(broken, encoding="utf-8", newline="\n")
    result = run("generate")
    assert result.code == 2
    assert ".env:2" in result.err and "merge conflict" in result.err
    assert env.read_text(encoding="utf-8") == broken


def test_a_text_that_looks_a_little_like_a_conflict_is_none(workspace: Path, run: Run) -> None:
    path = workspace / FACTORY
    kept = "# <<<<<<< see below\n# =======\n" + path.read_text(encoding="utf-8")
    path.write_text(kept, encoding="utf-8")
    assert run("project", "list").code == 0
