from __future__ import annotations

from pathlib import Path

import pytest

from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session.opening import open_repository
from wizard.session.writing import plan_files
from wizard.store.write import apply


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty folder with a name that does not change from run to run."""
    folder = tmp_path / "contoso-factory"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts of a test stay in the test's own folder."""
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "state"))


@pytest.fixture
def written(repository: Path) -> Path:
    """A factory with the example answers, its files written."""
    opened = open_repository(repository)
    for full, given in example_answers(load_catalog()).items():
        opened.session.answers.put(full, given)
    opened.session.refresh()
    apply(plan_files(opened))
    return repository
