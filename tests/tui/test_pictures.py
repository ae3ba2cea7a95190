"""Pictures of every page at both sizes, and of the main ones without colour.

``make snapshots`` compares them, ``make snapshots-update`` accepts what is new.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.conftest import MakeApp
from tests.tui.steps import settle

Compare = Callable[..., bool]
PAGES = (
    "start",
    "environments",
    "networking",
    "addresses",
    "naming",
    "services",
    "models",
    "team",
    "governance",
    "sizes",
    "lifecycle",
    "review",
)


async def still(pilot: Pilot[Any]) -> None:
    """Everything computed, no blinking cursor."""
    await settle(pilot)
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


@pytest.mark.parametrize("page", ["networking", "services", "review"])
def test_page_without_colour(
    snap_compare: Compare, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(page), terminal_size=(80, 24), run_before=still)


def test_a_new_factory(snap_compare: Compare, make_app: MakeApp) -> None:
    assert snap_compare(make_app(new=True), terminal_size=(120, 40), run_before=still)


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
