"""One set-up on the screen and line by line: the same files, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.prompts.first_set_up import by_key, by_label
from tests.prompts.person import Person
from tests.tui.conftest import MakeApp
from tests.tui.steps import app_of, focus, settle, type_text
from wizard.prompts.run import DONE, ask_all
from wizard.session.opening import open_repository
from wizard.session.walk import Walk

STEPS = 12
"""Choices of one question at most."""


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def text_of(raw: object) -> str:
    return str(raw).lower() if isinstance(raw, bool) else str(raw)


async def give(pilot: Pilot[int], full: str, raw: object) -> None:
    """Answer as somebody does at the keyboard: choose with the space bar, or type."""
    walk = app_of(pilot).walk
    await focus(pilot, full)
    setting = walk.ask(full).setting
    if setting.kind != "bool" and not setting.choices:
        await type_text(pilot, str(raw))
        await settle(pilot)
        return
    for _ in range(STEPS):
        if walk.ask(full).text == text_of(raw):
            return
        await pilot.press("space")
        await settle(pilot)
    raise AssertionError(f"{full} cannot be switched to {raw}")


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
async def test_the_files_of_a_first_set_up_are_the_same(
    orchestrator: str, make_app: MakeApp, repository: Path, tmp_path: Path
) -> None:
    other = tmp_path / "line-by-line" / repository.name
    other.mkdir(parents=True)
    assert ask_all(Walk(open_repository(other)), Person(by_label(orchestrator))) == DONE
    app = make_app(new=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        answers = by_key(orchestrator)
        # What decides which other questions there are comes first.
        for full in sorted(answers, key=lambda full: full != "orchestrator"):
            await give(pilot, full, answers[full])
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.walk.unsaved == 0
    assert tree(repository) == tree(other)
