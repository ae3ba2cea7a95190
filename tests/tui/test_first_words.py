"""What somebody reads who answers the questions for the first time."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.tui.conftest import MakeApp
from tests.tui.steps import focus, open_page, row, settle, shown, type_text
from wizard.tui.parts.side import SideText


@pytest.mark.parametrize("environment", ["dev", "stage", "prod"])
async def test_an_example_is_of_the_environment_that_is_asked_about(
    make_app: MakeApp, environment: str
) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        key = f"scale_sets.001.environments.{environment}.seeding.key_vault"
        await focus(pilot, key)
        field = row(app, key)
        assert field is not None
        assert field.query_one(Input).placeholder == f"such as kv-seed-{environment}-001"
        told = str(app.frame.query_one(SideText).render())
        assert f"kv-seed-{environment}-001" in told
        others = {"dev", "stage", "prod"} - {environment}
        assert not any(f"kv-seed-{other}-001" in told for other in others)


async def test_an_open_question_says_what_it_needs_and_not_that_something_is_wrong(
    make_app: MakeApp,
) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await focus(pilot, "tenant_id")
        text = " ".join(shown(app).split())
        assert "needed: every deployment signs in to this tenant" in text
        assert "is missing" not in text


async def test_what_is_needed_and_how_it_looks_is_said_once_beside_the_field(
    make_app: MakeApp,
) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        await focus(pilot, "tenant_id")
        told = " ".join(str(app.frame.query_one(SideText).render()).split())
        assert told.count("every deployment signs in to this tenant") == 1
        assert "for example" not in told


async def test_without_a_side_pane_a_finding_says_where_its_remedy_is(make_app: MakeApp) -> None:
    app = make_app(changes={"tenant_id": "nonsense"})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await focus(pilot, "tenant_id")
        assert "(F1: what to do)" in " ".join(shown(app).split())
        await pilot.press("f1")
        await settle(pilot)
        assert "Copy the id again" in shown(app)


async def test_beside_a_side_pane_the_remedy_is_in_sight(make_app: MakeApp) -> None:
    app = make_app(changes={"tenant_id": "nonsense"})
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        await focus(pilot, "tenant_id")
        assert "F1: what to do" not in shown(app)
        assert "Copy the id again" in shown(app)


async def test_a_service_says_what_the_number_beside_it_counts(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await open_page(pilot, "services")
        assert "⏎ 8 settings" in " ".join(shown(app).split())


async def test_a_pasted_list_says_how_many_items_there_are(make_app: MakeApp) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await focus(pilot, "projects.001.team.member_object_ids")
        ids = "\n".join(f"11111111-2222-4333-8444-{number:012d}" for number in range(40))
        await type_text(pilot, ids)
        await settle(pilot)
        assert "40 items; ^L: one item on each line" in shown(app)
