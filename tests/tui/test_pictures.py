"""Pictures of every page at both sizes, and of the main ones without colour.

``make snapshots`` compares them, ``make snapshots-update`` accepts what is new.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.conftest import MakeApp
from tests.tui.steps import settle
from wizard.catalog.load import load_catalog
from wizard.session.opening import open_repository
from wizard.session.pages import REVIEW
from wizard.tui.app import WizardApp

Compare = Callable[..., bool]
PAGES = (*(section.id for section in load_catalog().sections), REVIEW)
MAIN = ("start", "networking", "addresses", "services", "review")
"""Pages that are compared without colour as well."""
SNAPSHOTS = Path(__file__).parent / "__snapshots__" / "test_pictures"


async def still(pilot: Pilot[Any]) -> None:
    """Everything computed and laid out, no blinking cursor."""
    await settle(pilot)
    sizes: list[object] = []
    for _ in range(50):
        sizes.append([widget.virtual_size for widget in pilot.app.screen.query("*")])
        if sizes[-3:] == [sizes[-1]] * 3:
            break
        await pilot.pause(0.02)
    for line in pilot.app.screen.query(Input):
        line.cursor_blink = False
    await pilot.pause()


def after(*keys: str) -> Callable[[Pilot[Any]], Any]:
    async def press(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        await still(pilot)

    return press


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
@pytest.mark.parametrize("page", PAGES)
def test_page(snap_compare: Compare, make_app: MakeApp, page: str, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(page), terminal_size=size, run_before=still)


@pytest.mark.parametrize("page", MAIN)
def test_page_without_colour(
    snap_compare: Compare, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(page), terminal_size=(80, 24), run_before=still)


def test_every_page_has_its_pictures() -> None:
    there = {path.stem for path in SNAPSHOTS.glob("*.svg")}
    wanted = {f"test_page[{page}-{size}]" for page in PAGES for size in ("narrow", "wide")}
    wanted |= {f"test_page_without_colour[{page}]" for page in MAIN}
    assert wanted <= there
    named = {name for name in there if name.startswith(("test_page[", "test_page_without"))}
    assert named == wanted


def test_a_new_factory(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(new=True), terminal_size=(120, 40), run_before=still)


def test_a_first_start_on_a_small_terminal(snap_compare: Compare, repository: Path) -> None:
    app = WizardApp(open_repository(repository), tour=True)
    app.animation_level = "none"
    assert snap_compare(app, terminal_size=(80, 24), run_before=still)


@pytest.mark.parametrize("page", ["start", "services"])
def test_sixty_columns(snap_compare: Compare, make_app: MakeApp, page: str) -> None:
    assert snap_compare(make_app(page), terminal_size=(60, 20), run_before=still)


def test_a_roomy_terminal(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app("networking"), terminal_size=(160, 50), run_before=still)


def test_an_upgrade(snap_compare: Compare, old_app: WizardApp) -> None:
    run = after("down", "down", "enter")
    assert snap_compare(old_app, terminal_size=(100, 40), run_before=run)


def test_projects(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=after("f9"))


def test_jump_letters(snap_compare: Compare, make_app: MakeApp) -> None:
    run = after("ctrl+o")
    assert snap_compare(make_app("naming"), terminal_size=(80, 24), run_before=run)


def test_keys(snap_compare: Compare, make_app: MakeApp) -> None:
    run = after("question_mark")
    assert snap_compare(make_app("naming"), terminal_size=(80, 24), run_before=run)


def test_high_contrast(snap_compare: Compare, make_app: MakeApp) -> None:
    async def bright(pilot: Pilot[Any]) -> None:
        pilot.app.theme = "high-contrast"
        await still(pilot)

    assert snap_compare(make_app("services"), terminal_size=(100, 30), run_before=bright)


def test_problems(snap_compare: Compare, make_app: MakeApp) -> None:
    app = make_app(changes={"tenant_id": "not-a-guid", "region.code": "swedc"})
    assert snap_compare(app, terminal_size=(80, 24), run_before=after("f8", "f8"))


def test_search(snap_compare: Compare, make_app: MakeApp) -> None:
    run = after("f3", *"cosmos")
    assert snap_compare(make_app(), terminal_size=(100, 30), run_before=run)


def test_a_question_before_switching(snap_compare: Compare, make_app: MakeApp) -> None:
    app = make_app("services", changes={"services.ai_search": False, "services.ai_foundry": False})
    assert snap_compare(app, terminal_size=(100, 30), run_before=after("space"))


def test_the_light_theme(snap_compare: Compare, make_app: MakeApp) -> None:
    async def light(pilot: Pilot[Any]) -> None:
        pilot.app.theme = "factory-light"
        await still(pilot)

    assert snap_compare(make_app("networking"), terminal_size=(120, 40), run_before=light)
