"""Nothing typed is lost, nothing is parsed as markup, every size works."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from textual.events import Key, Paste

from tests.tui.conftest import MakeApp
from tests.tui.steps import focus, focused_key, open_page, row, settle, shown, title_line, type_text
from wizard.session.pages import page_ids
from wizard.store.drafts import load_draft
from wizard.tui.dialogs.ask import AskDialog
from wizard.tui.dialogs.type_word import TypeWordDialog
from wizard.tui.pages.page import Page
from wizard.tui.rows.text import LineInput

HOSTILE = "[red]bold[/] [@click=app.exit]x[/] $(rm -rf) `x` \"q\" 'q' {{y}}"


async def test_quitting_with_changes_asks(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        await type_text(pilot, "zeta-")
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert isinstance(app.screen, AskDialog)
        await pilot.press("escape")
        await settle(pilot)
        assert "Quit?" not in shown(app)
        assert app.is_running
        await pilot.press("ctrl+q", "down", "down", "enter")
        await pilot.pause()
    assert app.return_value == 0


async def test_quitting_without_changes_just_quits(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_value == 0


async def test_a_draft_is_offered_after_a_crash(make_app: MakeApp, repository: Path) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        await type_text(pilot, "zeta-")
        await settle(pilot)
        kept = load_draft(repository)
        assert kept is not None
        assert json.loads(kept)["answers"] == {"naming.prefix": "zeta-"}
    again = make_app("naming", new=True)
    async with again.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert isinstance(again.screen, AskDialog)
        await pilot.press("enter")
        await settle(pilot)
        assert again.walk.session.view().text("naming.prefix") == "zeta-"
        assert "1 change" in title_line(again)


async def test_writing_drops_the_draft(make_app: MakeApp, repository: Path) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.lake_prefix")
        await type_text(pilot, "pond")
        await settle(pilot)
        assert load_draft(repository) is not None
        await open_page(pilot, "review")
        await pilot.press("w")
        await settle(pilot)
        assert load_draft(repository) is None


async def test_text_of_users_is_never_markup(make_app: MakeApp) -> None:
    app = make_app("team")
    async with app.run_test(size=(120, 50), notifications=True) as pilot:
        await settle(pilot)
        await focus(pilot, "projects.001.tags.cost_center")
        await type_text(pilot, HOSTILE)
        await settle(pilot)
        assert app.walk.session.view().text("tags.cost_center") == HOSTILE
        await pilot.press("ctrl+z")
        await settle(pilot)
        await pilot.press("ctrl+y")
        await settle(pilot)
        assert "[red]bold[/]" in shown(app)
        await open_page(pilot, "review")
        assert app.is_running
        await pilot.press("f3", *"bold")
        await settle(pilot)
        assert "[red]bold[/]" in shown(app)


async def test_a_pasted_list_becomes_items(make_app: MakeApp) -> None:
    app = make_app("team")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        key = "projects.001.team.member_object_ids"
        await focus(pilot, key)
        lines = [f"11111111-2222-4333-8444-5555555555{n:02}" for n in range(60, 63)]
        await type_text(pilot, "\r\n".join([*lines, ""]))
        assert app.walk.session.view().items("team.member_object_ids") == tuple(lines)


async def test_letters_that_come_faster_than_they_are_handled_are_all_kept(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = Page.update_rows

    async def slow(page: Page, **given: str) -> None:
        await asyncio.sleep(0.02)
        await quick(page, **given)

    monkeypatch.setattr(Page, "update_rows", slow)
    app = make_app("team")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        key = "projects.001.tags.cost_center"
        await focus(pilot, key)
        await type_text(pilot, "")
        text = "the quick brown fox jumps over 13 lazy dogs"
        for letter in text:
            app.post_message(Key("space" if letter == " " else letter, letter))
            await asyncio.sleep(0.005)
        app.post_message(Key("tab", None))
        await settle(pilot)
        assert app.walk.session.view().text("tags.cost_center") == text
        field = row(app, key)
        assert field is not None
        assert field.query_one(LineInput).value == text
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert app.walk.session.view().text("tags.cost_center") == "4711"


async def test_a_huge_paste_is_taken_or_refused_but_never_fatal(make_app: MakeApp) -> None:
    app = make_app("team")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "projects.001.tags.cost_center")
        assert app.focused is not None
        app.focused.post_message(Paste("x" * 1_000_000 + "\n\x1b[31m\x00"))
        await settle(pilot)
        assert app.is_running


async def test_refused_input_stays_on_screen_with_its_reason(make_app: MakeApp) -> None:
    app = make_app("governance")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        key = "governance.key_vault_soft_delete_days"
        await focus(pilot, key)
        await type_text(pilot, "many")
        await settle(pilot)
        assert "whole number" in shown(app)
        assert app.walk.session.view().text(key) != "many"
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert app.walk.session.view().text(key) == "90"
        assert "whole number" not in shown(app)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (99, 30), (100, 30), (120, 40), (200, 60)])
async def test_every_page_shows_its_title_at_every_size(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for page in page_ids(app.walk.session):
            await open_page(pilot, page)
            text = shown(app)
            assert app.frame.shown_page.title in text
            assert all(len(line) <= size[0] for line in text.splitlines())
            assert app.frame.shown_page.max_scroll_x == 0


@pytest.mark.parametrize("size", [(59, 30), (80, 14)])
async def test_too_small_a_terminal_is_told_what_is_needed(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "at least 60 columns and 15 lines" in shown(app)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "Start" in shown(app)


async def test_a_storm_of_sizes_changes_nothing(make_app: MakeApp) -> None:
    app = make_app("networking")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "scale_sets.001.networking.mode")
        for width in (40, 200, 61, 99, 100, 119, 120, 30, 80):
            await pilot.resize_terminal(width, 24)
        await settle(pilot)
        assert focused_key(app) == "scale_sets.001.networking.mode"
        assert app.walk.unsaved == 0


@pytest.mark.parametrize("goes_on_with", ["001", "002"])
async def test_destructive_settings_want_a_typed_word(make_app: MakeApp, goes_on_with: str) -> None:
    app = make_app("lifecycle")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "projects.001.lifecycle.delete_everything")
        await pilot.press("y")
        await settle(pilot)
        if goes_on_with == "002":  # all projects are written, whichever is at hand
            app.walk.add_project("002")
        await open_page(pilot, "review")
        await pilot.press("w")
        await settle(pilot)
        if isinstance(app.screen, AskDialog):
            await pilot.press("down", "down", "enter")
            await settle(pilot)
        assert isinstance(app.screen, TypeWordDialog)
        await pilot.press(*"delet", "enter")
        await settle(pilot)
        assert isinstance(app.screen, TypeWordDialog)
        await pilot.press("e", "enter")
        await settle(pilot)
        assert "Written" in shown(app)


async def test_a_file_changed_meanwhile_is_not_overwritten(
    make_app: MakeApp, repository: Path
) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.lake_prefix")
        await type_text(pilot, "pond")
        await open_page(pilot, "review")
        (repository / ".env").write_text("THEIRS=1\n", encoding="utf-8")
        await pilot.press("w")
        await settle(pilot)
        assert (repository / ".env").read_text(encoding="utf-8") == "THEIRS=1\n"
        assert "Nothing was written" in shown(app)


async def test_the_cursor_of_the_terminal_follows_the_focus(make_app: MakeApp) -> None:
    app = make_app("networking")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "scale_sets.001.byo.subnets")
        field = row(app, "scale_sets.001.byo.subnets")
        assert field is not None
        assert app.cursor_position.y == field.region.y
        await pilot.press("down")
        await settle(pilot)
        assert app.cursor_position.y > field.region.y
