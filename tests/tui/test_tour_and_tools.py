"""The tour of a first start, jumping by letters, lists line by line, remedies, removing."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.tui.conftest import MakeApp
from tests.tui.steps import focus, focused_key, open_page, settle, shown
from wizard.session.opening import open_repository
from wizard.tui.app import WizardApp, run_wizard
from wizard.tui.dialogs.items import ItemsDialog
from wizard.tui.preferences import load_preferences, note_tour_seen, preferences_file
from wizard.tui.rows.review import FileRow

MEMBERS = "projects.001.team.member_object_ids"


async def test_the_tour_comes_once_and_can_be_left(repository: Path) -> None:
    app = WizardApp(open_repository(repository), tour=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "1 of 5" in shown(app)
        await pilot.press("enter")
        assert "2 of 5" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "of 5 ·" not in shown(app)
    again = WizardApp(open_repository(repository), tour=True)
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "of 5 ·" not in shown(again)
        await pilot.press("shift+f1")
        await settle(pilot)
        assert "1 of 5" in shown(again)
        await pilot.press("enter", "enter", "enter", "enter", "enter")
        await settle(pilot)
        assert "of 5 ·" not in shown(again)


async def test_the_tour_left_before_the_page_is_there_leads_to_its_first_field(
    repository: Path,
) -> None:
    app = WizardApp(open_repository(repository), tour=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("escape", "ctrl+n")
        await settle(pilot)
        assert app.screen is app.frame
        assert app.frame.row is not None
        assert app.frame.shown_page.page == app.frame.current == "environments"


def test_the_tour_leaves_the_preferences_as_they_are() -> None:
    path = preferences_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# mine\ntheme: factory-light", encoding="utf-8")
    note_tour_seen()
    assert path.read_text(encoding="utf-8") == "# mine\ntheme: factory-light\ntour_seen: true\n"
    assert load_preferences().tour_seen
    path.write_text("[1, 2]\n", encoding="utf-8")
    note_tour_seen()
    assert path.read_text(encoding="utf-8") == "[1, 2]\n"


async def test_a_letter_jumps_to_a_field_in_sight(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        order = [row.key for row in app.frame.shown_page.rows.values()]
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert " a " in shown(app) and " s " in shown(app)
        await pilot.press("d")
        await settle(pilot)
        assert focused_key(app) == order[2]
        await pilot.press("ctrl+o", "f12")
        await settle(pilot)
        assert focused_key(app) == order[2]
        assert not app.walk.unsaved


async def test_a_list_is_edited_with_one_item_on_each_line(make_app: MakeApp) -> None:
    app = make_app("team")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, MEMBERS)
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert isinstance(app.screen, ItemsDialog)
        assert "1 item," in shown(app)
        ids = [f"11111111-2222-4333-8444-5555555555{n:02}" for n in range(60, 63)]
        app.screen.query_one(TextArea).text = "\n".join([*ids[:2], "", f"  {ids[2]},"])
        await settle(pilot)
        assert "3 items," in shown(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert app.walk.session.view().items("team.member_object_ids") == tuple(ids)
        assert focused_key(app) == MEMBERS
        await pilot.press("ctrl+z", "ctrl+l")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert len(app.walk.session.view().items("team.member_object_ids")) == 1


async def test_removing_says_nothing_where_resetting_takes_the_default(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        key = "naming.lake_prefix"
        await focus(pilot, key)
        default = app.walk.ask(key).default
        assert default
        await pilot.press("shift+f4")
        await settle(pilot)
        assert app.walk.ask(key).text == ""
        assert app.walk.ask(key).origin == "typed"
        await pilot.press("f4")
        await settle(pilot)
        assert app.walk.ask(key).text == default
        assert app.walk.ask(key).origin == "default"


async def test_the_keys_are_written_as_on_the_keyboard(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 50)) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        text = shown(app)
        for key in ("⇧F1", "⇧F4", "⇧F8", "⇧F12"):
            assert f" {key}  " in text
        assert "shift+" not in text


async def test_a_planted_problem_is_mended_with_two_keys(make_app: MakeApp) -> None:
    bad = {
        "services.web_app": True,
        "web_app.runtime": "python",
        "web_app.runtime_version": "18-lts",
    }
    app = make_app(changes=dict(bad))
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        fixable = [f for f in app.walk.findings() if f.fixes and f.severity != "note"]
        assert fixable
        for _ in range(10):
            await pilot.press("f8")
            await settle(pilot)
            if focused_key(app) == fixable[0].keys[0]:
                break
        assert "^R applies the remedy" in shown(app)
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert fixable[0].code not in [f.code for f in app.walk.findings() if f.severity != "note"]
        await open_page(pilot, "review")
        assert app.is_running


async def test_start_says_what_is_left_of_each_environments_addresses(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        assert "001 dev    172.16.0.0/16   1 here, room for 9" in shown(app)
        await focus(pilot, "scale_sets.001.address.vnet")
        await pilot.press("ctrl+a", "ctrl+k", *"172.16.0.0/20")
        await open_page(pilot, "start")
        assert "001 dev    172.16.0.0/20" in shown(app)
        assert "room for 9" not in shown(app)


@pytest.mark.parametrize(
    ("chosen", "asked", "taken"),
    [("", True, True), ("", False, False), ("mouse: no\n", True, False)],
)
def test_the_mouse_can_be_left_to_the_terminal(
    repository: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, asked: bool, taken: bool
) -> None:
    path = preferences_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(chosen, encoding="utf-8")
    seen: list[object] = []

    def run(app: WizardApp, *, mouse: bool) -> int:
        seen.append(mouse)
        return 0

    monkeypatch.setattr(WizardApp, "run", run)
    assert run_wizard(repository, mouse=asked) == 0
    assert seen == [taken]


async def test_a_files_path_can_be_copied_on_the_review(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        await pilot.press("end", "x")
        await open_page(pilot, "review")
        file = app.frame.shown_page.query(FileRow).first()
        file.focus()
        await pilot.press("c")
        assert app.clipboard == file.file.path
