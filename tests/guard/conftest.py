"""A scratch repository with planted errors, as a pipeline or a hook would find it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.git import ALONE, GIT, commit, git
from tests.compiled import ensure_compiled
from wizard.resources import output_templates_dir

CHECKOUT = Path(__file__).resolve().parents[2]
FACTORY = "aifactory/wizard/factory.yaml"
PROJECT = "aifactory/wizard/projects/001.yaml"

collect_ignore_glob = ["test_*.py"] if GIT is None else []


def environ(**others: str) -> dict[str, str]:
    """What a process gets: this checkout, and nobody's settings for git."""
    return os.environ | ALONE | {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"} | others


def write_answers(folder: Path) -> None:
    """Lay the answers of the private example out as a workspace."""
    text = (output_templates_dir() / "examples" / "private-standalone-github.yaml").read_text(
        "utf-8"
    )
    factory, projects = text.split("projects:\n")
    (folder / "aifactory/wizard/projects").mkdir(parents=True)
    (folder / FACTORY).write_text(factory, "utf-8")
    (folder / PROJECT).write_text("projects:\n" + projects, "utf-8")


def plant(folder: Path) -> int:
    """Spoil the tenant; the line on which it stands."""
    lines = (folder / FACTORY).read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if "tenant_id:" in line)
    lines[at] = '  tenant_id: "%0A::warning::x, nope"'
    (folder / FACTORY).write_text("\n".join(lines) + "\n", "utf-8")
    return at + 1


@pytest.fixture(scope="session")
def compiled() -> Path:
    """The compiled catalogue, up to date."""
    return ensure_compiled()


@pytest.fixture
def repository(tmp_path: Path, compiled: Path) -> Path:
    """A repository with good answers, committed."""
    folder = tmp_path / "factory"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    write_answers(folder)
    commit(folder, "answers")
    return folder
