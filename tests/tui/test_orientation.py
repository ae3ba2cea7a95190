"""Where am I, what does this decide, what follows: rail, title, side pane, pictures."""

from __future__ import annotations

from tests.tui.conftest import MakeApp
from tests.tui.steps import focus, focused_key, open_page, settle, shown, title_line, type_text
from wizard.tui.pages.addresses import AddressTable
from wizard.tui.parts.crumb import CrumbLine
from wizard.tui.parts.keys import KeyLine
from wizard.tui.parts.rail import Rail
from wizard.tui.parts.side import SideText
from wizard.tui.rows.review import FindingRow


async def test_the_title_says_where_we_are_and_what_is_not_written(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for word in ("acme", "scale set 001", "project 001", "1.24", "GitHub", "no changes"):
            assert word in title_line(app)
        await focus(pilot, "naming.prefix")
        await type_text(pilot, "zeta-")
        await settle(pilot)
        assert "zeta" in title_line(app) and "1 change not written" in title_line(app)


async def test_the_rail_has_the_state_of_every_page(make_app: MakeApp) -> None:
    app = make_app(changes={"tenant_id": "nonsense"})
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        lines = [line[:22].strip() for line in shown(app).splitlines()]
        assert any(line.startswith("✗ Environments") for line in lines)
        assert any(line.startswith("· Networking") for line in lines)
        await open_page(pilot, "networking")
        await open_page(pilot, "start")
        lines = [line[:22].strip() for line in shown(app).splitlines()]
        assert any(line.startswith("✓ Networking") for line in lines)


async def test_a_first_set_up_counts_what_is_left(make_app: MakeApp) -> None:
    app = make_app("environments", new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        left = app.walk.decisions().left
        assert f"{left} to answer" in str(app.frame.query_one(KeyLine).render())
        await focus(pilot, "tenant_id")
        await type_text(pilot, "11111111-2222-4333-8444-555555555501")
        await settle(pilot)
        assert f"{left - 1} to answer" in str(app.frame.query_one(KeyLine).render())


async def test_a_narrow_terminal_folds_the_rail_into_a_line(make_app: MakeApp) -> None:
    app = make_app("networking")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not app.frame.query_one(Rail).display
        crumb = str(app.frame.query_one(CrumbLine).render())
        assert "3/13" in crumb and "Networking" in crumb and "Environments" in crumb
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert app.frame.query_one(Rail).display
        assert not app.frame.query_one(CrumbLine).display


async def test_the_side_pane_explains_the_question_and_the_lines_it_alters(
    make_app: MakeApp,
) -> None:
    app = make_app("naming")
    async with app.run_test(size=(120, 70)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        told = str(app.frame.query_one(SideText).text)
        for word in ("Start of every resource group", "Allowed", "Default", "vendor's template",
                     "Value", "Lands in", "AIFACTORY_PREFIX", "Bicep parameters",
                     "Key"):  # fmt: skip
            assert word in told
        assert "Changes" not in told
        await type_text(pilot, "zeta-")
        await settle(pilot)
        told = str(app.frame.query_one(SideText).text)
        assert "- acme-" in told and "+ zeta-" in told and "typed here" in told
        await focus(pilot, "naming.lake_prefix")
        told = str(app.frame.query_one(SideText).text)
        assert "zeta" not in told


async def test_the_address_plan_follows_each_key_and_shows_conflicts(make_app: MakeApp) -> None:
    app = make_app("addresses")
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        plan = app.frame.shown_page.query_one(AddressTable)
        before = str(plan.render())
        assert "common" in before and "this project" in before and "room for 9" in before
        assert "✗" not in before
        await focus(pilot, "scale_sets.001.address.reserved_ranges")
        await type_text(pilot, "172.16.61.0/24")
        assert "✗" in str(plan.render())
        await type_text(pilot, "")
        assert str(plan.render()) == before
        await focus(pilot, "scale_sets.001.address.vnet")
        await type_text(pilot, "172.16.0.0/18")
        assert "room for 9" not in str(plan.render())
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert str(plan.render()) == before
        plan.focus()
        await pilot.press("right")
        await settle(pilot)
        assert "● stage" in str(plan.render()) and "172.16.62.0/26" in str(plan.render())


async def test_a_finding_of_the_review_leads_to_its_question(make_app: MakeApp) -> None:
    app = make_app("review", changes={"region.code": "swedc"})
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        row = next(row for row in app.frame.shown_page.query(FindingRow)
                   if row.finding.code == "NAM103")  # fmt: skip
        row.focus()
        await pilot.press("space")
        await settle(pilot)
        assert "f: " in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert focused_key(app) == "scale_sets.001.region.code"
        await open_page(pilot, "review")
        row = next(row for row in app.frame.shown_page.query(FindingRow)
                   if row.finding.code == "NAM103")  # fmt: skip
        row.focus()
        await pilot.press("f")
        await settle(pilot)
        assert app.walk.session.view().text("region.code") == "sdc"
        assert "NAM103" not in shown(app)


async def test_at_60_columns_a_name_stands_whole_below_its_title(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(60, 60)) as pilot:
        await settle(pilot)
        lines = [line.strip() for line in shown(app).splitlines()]
        title = lines.index("Project key vault")
        assert lines[title + 1].startswith("kv-p001-") and "…" not in lines[title + 1]
