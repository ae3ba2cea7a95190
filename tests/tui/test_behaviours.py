"""What a person can rely on anywhere: keys in fields, the same files from every face, remedies."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from tests.prompts.first_set_up import by_key
from tests.prompts.test_set_up import through_a_session, tree
from tests.tui.conftest import MakeApp
from tests.tui.steps import answer, focus, focused_key, open_page, settle, shown
from wizard.catalog.load import load_catalog
from wizard.model.context import split_key
from wizard.session.opening import open_repository
from wizard.session.pages import page_ids
from wizard.tui.app import WizardApp
from wizard.tui.dialogs.keys import KeysDialog
from wizard.tui.dialogs.search import SearchDialog
from wizard.tui.preferences import preferences_file
from wizard.tui.theme import THEMES


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
async def test_the_screen_gives_the_files_of_the_same_answers(
    orchestrator: str, repository: Path, tmp_path: Path
) -> None:
    app = WizardApp(open_repository(repository))
    app.animation_level = "none"
    settings = load_catalog().settings
    given = by_key(orchestrator)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for full in sorted(given, key=lambda full: full != "orchestrator"):
            setting = settings[split_key(full).key]
            if setting.kind == "bool":
                await focus(pilot, full)
                await pilot.press("space")
                await settle(pilot)
                if app.screen is not app.frame:
                    await pilot.press("enter")
                    await settle(pilot)
            elif setting.choices:
                await focus(pilot, full)
                while app.walk.ask(full).text != given[full]:
                    await pilot.press("right")
                    await settle(pilot)
            else:
                await answer(pilot, full, str(given[full]))
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Written" in shown(app)
    assert tree(repository) == through_a_session(tmp_path / "other" / repository.name, orchestrator)


async def test_question_mark_and_slash_are_commands_where_no_value_holds_them(
    make_app: MakeApp,
) -> None:
    app = make_app("environments")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "tenant_id")
        await pilot.press("question_mark")
        await settle(pilot)
        assert isinstance(app.screen, KeysDialog)
        await pilot.press("escape", "slash")
        await settle(pilot)
        assert isinstance(app.screen, SearchDialog)
        await pilot.press("escape")
        assert not app.walk.unsaved


async def test_question_mark_and_slash_are_typed_where_values_hold_them(make_app: MakeApp) -> None:
    app = make_app("team")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "projects.001.tags.cost_center")
        await pilot.press("end", "question_mark", "slash")
        await settle(pilot)
        assert app.walk.session.view().text("tags.cost_center") == "4711?/"
        await focus(pilot, "scale_sets.001.address.reserved_ranges")
        await pilot.press(*"10.0.0.0", "slash", "2", "4")
        await settle(pilot)
        assert app.walk.session.view().items("address.reserved_ranges") == ("10.0.0.0/24",)


PLANTED: dict[str, object] = {
    "services.web_app": True,
    "web_app.runtime": "python",
    "web_app.runtime_version": "18-lts",
    "services.ai_search": False,
    "services.ai_foundry": True,
    "services.aks_for_azure_ml": False,
    "services.azure_ml": True,
}


async def test_planted_problems_are_mended_with_f8_and_the_remedy_key_alone(
    make_app: MakeApp,
) -> None:
    app = make_app(changes={key: value for key, value in PLANTED.items()
                            if key in load_catalog().settings})  # fmt: skip
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        mendable = [f for f in app.walk.findings() if f.fixes and f.severity != "note"]
        assert len(mendable) >= 2
        seen: set[str] = set()
        for _ in range(30):
            await pilot.press("f8")
            await settle(pilot)
            row = app.frame.row
            if row is None or not any(found.fixes for found in row.asked.findings):
                if focused_key(app) in seen:
                    break
                seen.add(focused_key(app))
                continue
            assert "^R applies the remedy" in " ".join(shown(app).split())
            await pilot.press("ctrl+r")
            await settle(pilot)
        left = [f for f in app.walk.findings() if f.fixes and f.severity != "note"]
        assert left == []


async def test_side_pane_grows_with_the_terminal(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        side = app.frame.query_one("#side")
        narrow = side.size.width
        await pilot.resize_terminal(160, 50)
        await settle(pilot)
        assert side.display and side.size.width > narrow
        await pilot.resize_terminal(119, 40)
        await settle(pilot)
        assert not app.frame.query_one("#side").display
        await open_page(pilot, "review")
        assert app.is_running


@pytest.mark.parametrize("digit", range(1, 10))
async def test_alt_with_a_digit_opens_a_page_as_terminals_send_it(
    make_app: MakeApp, digit: int
) -> None:
    events = [event for event in XTermParser().feed(f"\x1b{digit}") if isinstance(event, Key)]
    app = make_app("environments")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "tenant_id")
        for event in events:
            app.post_message(event)
        await settle(pilot)
        assert app.frame.current == page_ids(app.walk.session)[digit - 1]
        assert not app.walk.unsaved


async def test_networking_says_what_each_choice_needs(make_app: MakeApp) -> None:
    app = make_app("networking")
    async with app.run_test(size=(160, 60)) as pilot:
        await settle(pilot)
        text = shown(app)
        for word in ("private", "hybrid", "public"):
            assert f" {word} ─" in text
        for word in ("hub", "VPN gateway", "Bastion host and VM", "Listed public addresses"):
            assert word in text
        assert "in the factory" in text and "in the hub" in text and "before the first" in text
        assert "Reached from where" in text and "AI Search" in text
        await focus(pilot, "scale_sets.001.dns.central_by_policy")
        await pilot.press("space")
        await settle(pilot)
        assert "● in the hub" in shown(app)
        assert app.walk.session.view().is_on("dns.central_by_policy")
        for key, chosen in (("left", "● in the factory"), ("right", "● in the hub")):
            await pilot.press(key)
            await settle(pilot)
            assert chosen in shown(app)
        here = app.frame.shown_page.rows["scale_sets.001.networking.access"]
        line = next(n for n, text in enumerate(shown(app).splitlines()) if "○ VPN gateway" in text)
        await pilot.click(offset=(here.region.x + 40, line))
        await settle(pilot)
        assert app.walk.session.view().text("networking.access") == "vpn"


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", *(theme.name for theme in THEMES)])
async def test_every_theme_has_what_the_styles_need(make_app: MakeApp, theme: str) -> None:
    path = preferences_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"theme: {theme}\n", encoding="utf-8")
    app = make_app("environments")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert app.theme == theme
        for page in ("networking", "addresses", "naming", "services", "review"):
            await open_page(pilot, page)
            assert app.frame.shown_page.title in shown(app)
        await pilot.press("f9")
        await settle(pilot)
        assert "New project" in shown(app)


async def test_themes_can_be_changed_while_it_runs(make_app: MakeApp) -> None:
    app = make_app("environments")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for theme in app.available_themes:
            app.theme = theme
            await settle(pilot)
        assert "Tenant" in shown(app)


async def test_a_mouse_does_what_keys_do(make_app: MakeApp) -> None:
    app = make_app("models")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        switch = app.frame.shown_page.rows["projects.001.models.gpt_4o"]
        was = app.walk.ask(switch.key).text
        await pilot.click(offset=(switch.region.x + 30, switch.region.y))
        await settle(pilot)
        assert app.walk.ask(switch.key).text != was
        line = next(n for n, text in enumerate(shown(app).splitlines()) if "Services" in text)
        await pilot.click(offset=(6, line))
        await settle(pilot)
        assert app.frame.current == "services"
        box = app.frame.shown_page.rows["projects.001.services.redis"]
        await pilot.click(offset=(box.region.x + 4, box.region.y))
        await settle(pilot)
        assert app.walk.session.view().is_on("services.redis")


async def test_the_cursor_of_the_terminal_follows_the_rail_and_the_scrolling_page(
    make_app: MakeApp,
) -> None:
    app = make_app("networking")
    async with app.run_test(size=(100, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f2", "down")
        await settle(pilot)
        line = app.cursor_position.y
        assert "Addresses" in shown(app).splitlines()[line]
        await pilot.press("enter")
        await settle(pilot)
        await open_page(pilot, "networking")
        for _ in range(9):
            await pilot.press("down")
            await settle(pilot)
            focused = app.focused
            assert focused is not None
            assert focused.region.y <= app.cursor_position.y < focused.region.bottom
        assert app.frame.shown_page.scroll_y > 0
