"""Keys arrive faster than the screen follows, as over a slow line or from a browser."""

from __future__ import annotations

import asyncio

from textual.events import Key

from tests.tui.conftest import MakeApp
from tests.tui.steps import focus, row, settle

COST_CENTER = "projects.001.tags.cost_center"


async def test_keys_take_effect_in_the_order_in_which_they_were_pressed(make_app: MakeApp) -> None:
    app = make_app("team")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await focus(pilot, COST_CENTER)
        for pause in (0.0, 0.003, 0.01):
            for key in ("end", "ctrl+u", "f", "r", "x", "backspace", "e", "h", "left", "s"):
                app.post_message(Key(key, key if len(key) == 1 else None))
                await asyncio.sleep(pause)
            await settle(pilot)
            await settle(pilot)
            field = row(app, COST_CENTER)
            assert field is not None
            assert field.asked.text == "fresh"


async def test_arrows_lead_out_of_a_field(make_app: MakeApp) -> None:
    app = make_app("team")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await focus(pilot, COST_CENTER)
        row_before = row(app, COST_CENTER)
        assert row_before is not None
        for there, back in (("down", "up"), ("up", "down")):
            await pilot.press(there)
            await settle(pilot)
            assert app.focused is not row_before.field
            await pilot.press(back)
            await settle(pilot)
            assert app.focused is row_before.field


async def test_what_is_typed_stands_behind_a_default_that_grew_with_another_answer(
    make_app: MakeApp,
) -> None:
    app = make_app("environments", new=True)
    here = "scale_sets.001.environments.{}.seeding.resource_group"
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await focus(pilot, here.format("dev"))
        for letter in "rg-seed":
            await pilot.press(letter)
            await settle(pilot)
        await focus(pilot, here.format("stage"))
        assert app.walk.ask(here.format("stage")).text == "rg-seed"
        for letter in "-2":
            await pilot.press("minus" if letter == "-" else letter)
        await settle(pilot)
        assert app.walk.ask(here.format("stage")).text == "rg-seed-2"
