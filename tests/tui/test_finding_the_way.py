"""Getting about: search, palette, pages, services, projects, help."""

from __future__ import annotations

import asyncio

from textual.events import Key

from tests.tui.conftest import MakeApp
from tests.tui.steps import focus, focused_key, open_page, row, settle, shown, title_line
from wizard.tui.dialogs.ask import AskDialog


async def test_search_goes_to_a_setting_by_its_variable(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"ENABLE_COSMOS")
        await settle(pilot)
        assert "projects.001.services.cosmos_db" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert focused_key(app) == "projects.001.services.cosmos_db"


async def test_search_opens_what_hides_a_setting(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("f3", *"kind of cosmos")
        await settle(pilot)
        assert "not in use" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert focused_key(app) == "projects.001.databases.cosmos_kind"
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert focused_key(app) == "projects.001.services.cosmos_db"


async def test_what_is_typed_while_a_page_opens_reaches_its_first_field(
    make_app: MakeApp,
) -> None:
    app = make_app("review")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await open_page(pilot, "start")
        app.post_message(Key("ctrl+n", None))
        while app.frame.current == "start":
            await asyncio.sleep(0)
        for letter in "abc":
            app.post_message(Key(letter, letter))
        await settle(pilot)
        assert app.frame.current == "environments"
        assert app.walk.session.view().text("tenant_id").endswith("abc")


async def test_a_service_is_added_with_six_keys(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("alt+6")
        await settle(pilot)
        await pilot.press("c", "c", "space")
        await settle(pilot)
        assert app.walk.session.view().is_on("services.cosmos_db")
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "Written" in shown(app)


async def test_switching_on_offers_what_is_needed_in_one_step(make_app: MakeApp) -> None:
    app = make_app("services", changes={"services.ai_search": False, "services.ai_foundry": False})
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "projects.001.services.ai_foundry")
        await pilot.press("space")
        await settle(pilot)
        assert isinstance(app.screen, AskDialog)
        assert "AI Search" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        view = app.walk.session.view()
        assert view.is_on("services.ai_foundry") and view.is_on("services.ai_search")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert not view.is_on("services.ai_foundry") and not view.is_on("services.ai_search")


async def test_switching_off_what_was_written_says_what_is_removed(make_app: MakeApp) -> None:
    app = make_app("services", changes={"services.redis": True})
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "projects.001.services.redis")
        await pilot.press("space")
        await settle(pilot)
        assert isinstance(app.screen, AskDialog)
        assert "removes" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.walk.session.view().is_on("services.redis")


async def test_the_settings_of_a_service_open_below_it(make_app: MakeApp) -> None:
    app = make_app("services")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        tier = "projects.001.search.tier"
        assert row(app, tier) is None
        await focus(pilot, "projects.001.services.ai_search")
        await pilot.press("enter")
        await settle(pilot)
        assert row(app, tier) is not None
        await pilot.press("left")
        await settle(pilot)
        assert row(app, tier) is None


async def test_the_palette_knows_actions_pages_and_settings(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        assert "Next problem" in shown(app)
        await pilot.press(*"lake prefix")
        await pilot.pause(0.5)
        assert "naming.lake_prefix" in shown(app)
        await pilot.press("enter")
        await pilot.pause(0.3)
        await settle(pilot)
        assert focused_key(app) == "naming.lake_prefix"


async def test_keys_and_about_can_be_shown_on_a_narrow_screen(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.lake_prefix")
        await pilot.press("f1")
        await settle(pilot)
        assert "Allowed" in shown(app)
        await pilot.press("escape")
        await focus(pilot, "scale_sets.001.region.name")
        await pilot.press("f2")
        await settle(pilot)
        assert "Governance and security" in shown(app)
        await pilot.press("escape")
        await open_page(pilot, "networking")
        await pilot.press("question_mark")
        await settle(pilot)
        assert "next problem" in shown(app)


async def test_a_project_is_copied_under_another_number(make_app: MakeApp) -> None:
    app = make_app(changes={"services.redis": True})
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("f9", "end", "up", "up", "enter")
        await settle(pilot)
        assert "002" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.walk.session.answers.projects == ("001", "002")
        assert app.walk.session.view().is_on("services.redis")
        assert "Look at these" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "project 002" in title_line(app)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert isinstance(app.screen, AskDialog)


async def test_a_scale_set_comes_with_its_first_project(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("f9", "end", "up", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.walk.session.answers.scale_sets == ("001", "002")
        assert "Look at these" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "scale set 002 · project 002" in title_line(app)


async def test_keys_can_be_changed_in_a_file(make_app: MakeApp) -> None:
    from wizard.tui.preferences import preferences_file

    file = preferences_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("theme: high-contrast\nkeys:\n  screen.next-page: f6\n", encoding="utf-8")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert app.theme == "high-contrast"
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert app.frame.current == "start"
        await pilot.press("f6")
        await settle(pilot)
        assert app.frame.current == "environments"
