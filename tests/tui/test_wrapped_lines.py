"""Text that is longer than its line: it stays beside what it belongs to."""

from __future__ import annotations

from tests.tui.conftest import MakeApp
from tests.tui.steps import row, settle, shown
from wizard.tui.rows.base import label_width

LONG_LABEL = "scale_sets.001.environments.dev.subscription_id"


async def test_a_note_begins_right_below_the_field_beside_a_long_label(
    make_app: MakeApp,
) -> None:
    app = make_app("environments", new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await app.frame.go_to(LONG_LABEL)
        await settle(pilot)
        found = row(app, LONG_LABEL)
        assert found is not None
        found.label = "Subscription of an environment that has a long name"
        found.redraw()
        await settle(pilot)
        lines = [line.plain for line in found.render().split("\n")]
        left = label_width(found.size.width)
        assert len([line for line in lines if line[:left].strip()]) > 1
        assert lines[1][left:].strip().startswith("needed: both pipelines")


async def test_further_lines_of_a_long_entry_keep_the_indent(make_app: MakeApp) -> None:
    services = ("redis", "cosmos_db", "postgresql", "sql_database", "functions", "web_app")
    changes: dict[str, object] = {f"services.{name}": True for name in services}
    app = make_app("networking", changes={**changes, "title": "Chat for lawyers and notaries"})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f9")
        await settle(pilot)
        lines = shown(app).splitlines()
        first = next(place for place, line in enumerate(lines) if "● 001" in line)
        column = lines[first].index("Chat")
        beside = lines[first + 1]
        assert "AI Foundry" in lines[first] + beside
        assert not beside[lines[first].index("●") : column].strip()
        assert beside[column] != " "


async def test_the_points_of_a_removal_keep_the_indent(make_app: MakeApp) -> None:
    app = make_app("networking")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.walk.add_project("007")
        await app.frame.project_changed()
        await settle(pilot)
        await pilot.press("f9", "end", "enter")
        await settle(pilot)
        lines = shown(app).splitlines()
        place = next(at for at, line in enumerate(lines) if "· In Azure everything" in line)
        column = lines[place].index("·")
        assert lines[place + 1][column : column + 2] == "  "
        assert lines[place + 1][column + 2] != " "
