"""From the palette: what is there and what is lacking, and what differs from the last commit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.cli.git import GIT, commit, git
from tests.tui.conftest import MakeApp
from tests.tui.steps import settle, shown
from wizard.tui.app import WizardApp
from wizard.tui.dialogs.lines import LinesDialog

pytestmark = pytest.mark.skipif(GIT is None, reason="there is no git")


async def call(pilot: Pilot[Any], app: WizardApp, words: str) -> str:
    """Run a command of the palette; what the screen shows then."""
    await pilot.press("ctrl+p")
    await pilot.pause(0.3)
    await pilot.press(*words)
    await pilot.pause(0.5)
    await pilot.press("enter")
    await pilot.pause(0.3)
    await settle(pilot)
    for _ in range(200):
        if isinstance(app.screen, LinesDialog):
            break
        await pilot.pause(0.05)
    await settle(pilot)
    return shown(app)


async def test_the_doctor_tells_what_is_there(make_app: MakeApp, repository: Path) -> None:
    git(repository, "init", "-q", "-b", "main")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        told = await call(pilot, app, "doctor")
        assert "release 1.24, github, 1 project" in told
        assert "✓ git" in told
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, LinesDialog)


async def test_changes_since_the_last_commit(make_app: MakeApp, repository: Path) -> None:
    git(repository, "init", "-q", "-b", "main")
    app = make_app()
    commit(repository, "answers")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert "say what the last commit says" in await call(pilot, app, "last commit")
        await pilot.press("escape")
        app.walk.answer("projects.001.services.redis", True)
        app.walk.answer("projects.001.title", "[bold]a[/] [b")
        told = await call(pilot, app, "last commit")
        assert "Redis on: the next run will create it" in told
        assert "[bold]a[/] [b" in told


async def test_without_a_commit_it_says_so(make_app: MakeApp, repository: Path) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        told = await call(pilot, app, "last commit")
        assert "is in no git repository" in told
