"""Running verbs in a folder of their own, as a user at a shell would."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.compiled import ensure_compiled
from wizard.cli.main import main
from wizard.resources import output_templates_dir

EXAMPLES = sorted((output_templates_dir() / "examples").glob("*.yaml"))


@dataclass(frozen=True)
class Result:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error object on standard error."""
        return json.loads(self.err)["error"]


Run = Callable[..., Result]


@pytest.fixture(scope="session")
def compiled() -> Path:
    """The compiled catalogue, up to date."""
    return ensure_compiled()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the test stands."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(here: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the program and collect what it prints."""

    def call(*arguments: str | Path) -> Result:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Result(code, printed.out, printed.err)

    return call


@pytest.fixture
def example() -> Path:
    """Answers of one project without errors."""
    return output_templates_dir() / "examples" / "private-standalone-github.yaml"


@pytest.fixture
def workspace(here: Path, example: Path) -> Path:
    """A repository whose workspace holds the example's answers."""
    folder = here / "aifactory" / "wizard"
    folder.mkdir(parents=True)
    text = example.read_text(encoding="utf-8")
    factory, projects = text.split("projects:\n")
    (folder / "factory.yaml").write_text(factory, encoding="utf-8")
    (folder / "projects").mkdir()
    (folder / "projects" / "001.yaml").write_text("projects:\n" + projects, encoding="utf-8")
    return here


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes; what the store keeps for itself left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".backup" not in path.parts and ".git" not in path.parts
    }
