"""The terminal's cursor, which readers and Braille lines follow, and what is behind a dialog."""

from __future__ import annotations

import pytest

from tests.tui.conftest import MakeApp
from tests.tui.steps import settle, shown
from wizard.tui.app import WizardApp
from wizard.tui.upgrade_screen import UpgradeScreen


def line_at_cursor(app: WizardApp) -> str:
    return shown(app).splitlines()[app.cursor_position.y]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (("f9", "down"), "+ New project"),
        (("f9", "end"), "- Remove project 001"),
        (("slash", *"cosmos", "down"), "Cosmos"),
    ],
)
async def test_the_cursor_goes_with_the_highlight_of_a_dialog(
    make_app: MakeApp, keys: tuple[str, ...], found: str
) -> None:
    app = make_app("networking")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        row = app.cursor_position
        await pilot.press(*keys)
        await settle(pilot)
        assert found in line_at_cursor(app)
        await pilot.press("escape")
        await settle(pilot)
        assert app.cursor_position == row


async def test_the_cursor_goes_through_the_list_of_pages(make_app: MakeApp) -> None:
    app = make_app("networking")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f2")
        await settle(pilot)
        assert "Network" in line_at_cursor(app)
        await pilot.press("end")
        await settle(pilot)
        assert "Review and write" in line_at_cursor(app)


async def test_the_cursor_goes_through_the_upgrade(old_app: WizardApp) -> None:
    async with old_app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        old_app.frame.action_upgrade()
        await settle(pilot)
        assert isinstance(old_app.screen, UpgradeScreen)
        for _ in range(12):
            await pilot.press("down")
            await settle(pilot)
            focused = old_app.focused
            assert focused is not None
            assert focused.region.y <= old_app.cursor_position.y < focused.region.bottom


@pytest.mark.parametrize("theme", ["ansi-dark", "factory-dark"])
async def test_what_is_behind_a_dialog_is_seen_in_every_theme(
    make_app: MakeApp, theme: str
) -> None:
    app = make_app("networking")
    app.theme = theme
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("f9")
        await settle(pilot)
        picture = app.export_screenshot()
        assert "Projects" in picture
        assert "GitHub" in picture
