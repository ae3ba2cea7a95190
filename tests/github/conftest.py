"""A repository on a fake GitHub, and the program signed in to it."""

from __future__ import annotations

import copy
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Run, compiled, example, here, run, workspace  # noqa: F401
from tests.github.fake_github import TOKEN, FakeGithub
from wizard.web import transport

_TOKENS = ("GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
_OTHERS = ("GH_HOST", "GITHUB_API_URL", "GITHUB_SERVER_URL", "AZURE_CREDENTIALS")


@dataclass
class Pushed:
    """A state to begin with, and a folder for what the program remembers of it."""

    folder: Path
    github: FakeGithub | None = None


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGithub]:
    """The service; a call that fails is repeated without a pause."""
    for name in (*_TOKENS, *_OTHERS):
        monkeypatch.delenv(name, raising=False)
    fake = FakeGithub()
    server = fake.start()
    monkeypatch.setenv("GH_HOST", fake.address)
    monkeypatch.setenv("GH_TOKEN", TOKEN)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(transport, "FIRST_PAUSE", 0.0)
    yield fake
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Pushed:
    """What a first push of the example leaves, made when it is first asked for."""
    return Pushed(tmp_path_factory.mktemp("pushed"))


@pytest.fixture
def filled(
    run: Run,  # noqa: F811
    workspace: Path,  # noqa: F811
    github: FakeGithub,
    once: Pushed,
    tmp_path: Path,
) -> FakeGithub:
    """A GitHub to which the workspace has been pushed, with no call counted."""
    remembered = tmp_path / "state" / "aifactory-wizard" / "pushed"
    if once.github is None:
        assert run("push", "github").code == 0
        once.github = copy.copy(github)
        shutil.copy(next(remembered.glob("*.json")), once.folder / "remembered.json")
    else:
        remembered.mkdir(parents=True)
        whole = f"{github.address}/contoso/ai-factory-001"
        name = hashlib.sha256(whole.encode()).hexdigest()[:16]
        shutil.copy(once.folder / "remembered.json", remembered / f"{name}.json")
    github.key = once.github.key
    github.repository = copy.deepcopy(once.github.repository)
    github.environments = copy.deepcopy(once.github.environments)
    github.calls.clear()
    return github
