from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.catalog.load import load_catalog
from wizard.model.answers import Given
from wizard.model.context import split_key
from wizard.rules.example import example_answers
from wizard.session.opening import open_repository
from wizard.session.writing import plan_files
from wizard.store.write import apply
from wizard.tui.app import WizardApp

MakeApp = Callable[..., WizardApp]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty folder with a name that does not change from run to run."""
    folder = tmp_path / "contoso-factory"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _checked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody types in a test, so nothing waits until typing pauses."""
    monkeypatch.setattr("wizard.tui.frame.CHECK_AFTER", 0.01)
    monkeypatch.setattr("wizard.tui.frame.PATIENCE", 0)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts of a test stay in the test's own folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def make_app(repository: Path) -> MakeApp:
    """The application on the repository: ``new`` or with the example answers written."""

    def make(
        page: str = "", *, new: bool = False, changes: dict[str, object] | None = None
    ) -> WizardApp:
        if not new:
            write_example(repository, changes)
        app = WizardApp(open_repository(repository), page)
        app.animation_level = "none"
        return app

    return make


def write_example(repository: Path, changes: dict[str, object] | None = None) -> None:
    """A factory with the example answers, its files written."""
    opened = open_repository(repository)
    for full, given in example_answers(load_catalog(), changes).items():
        opened.session.answers.put(full, given)
    apply(plan_files(opened))


@pytest.fixture
def old_app(repository: Path) -> WizardApp:
    """The wizard on a factory of release 1.23."""
    opened = open_repository(repository, release="1.23")
    known = load_catalog("1.23").settings
    for full, given in example_answers(load_catalog()).items():
        if split_key(full).key in known:
            opened.session.answers.put(full, given)
    opened.session.answers.put("release", Given("1.23"))
    apply(plan_files(opened))
    app = WizardApp(open_repository(repository))
    app.animation_level = "none"
    return app
