"""The walk through a set-up, as a person at the keyboard sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import MakeApp
from tests.tui.steps import (
    answer,
    focus,
    focused_key,
    open_page,
    row,
    settle,
    shown,
    title_line,
    type_text,
)
from wizard.tui.pages.review import ReviewPage
from wizard.tui.rows.do import DoRow

TENANT = "11111111-2222-4333-8444-555555555501"
MEMBER = "11111111-2222-4333-8444-555555555510"
AZURE_ML = "11111111-2222-4333-8444-555555555502"


def environment(name: str, digit: int) -> dict[str, str]:
    here = f"scale_sets.001.environments.{name}"
    return {
        f"{here}.subscription_id": f"11111111-2222-4333-8444-5555555555d{digit}",
        f"{here}.seeding.subscription_id": "11111111-2222-4333-8444-5555555555d0",
        f"{here}.seeding.key_vault": f"kv-seed-{name}-001",
        f"{here}.seeding.resource_group": f"rg-seed-{name}-001",
    }


async def test_a_first_set_up_on_github_ends_in_files(make_app: MakeApp, repository: Path) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await answer(pilot, "github.repository", "contoso/ai-factory-001")
        await pilot.press("ctrl+n")
        await settle(pilot)
        await answer(pilot, "tenant_id", TENANT)
        await answer(pilot, "identities.azure_ml_object_id", AZURE_ML)
        for name, digit in (("dev", 1), ("stage", 2), ("prod", 3)):
            for key, value in environment(name, digit).items():
                await answer(pilot, key, value)
        await answer(pilot, "projects.001.team.member_object_ids", MEMBER)
        await answer(pilot, "projects.001.team.member_emails", "team-001@contoso.example")
        await pilot.press("ctrl+s")
        await settle(pilot)
        page = app.frame.shown_page
        assert isinstance(page, ReviewPage)
        await pilot.press("ctrl+s")
        await settle(pilot)
        if app.screen is not app.frame:
            pytest.fail(f"the wizard asks before writing: {shown(app)}")
        assert "Written" in shown(app)
        assert "no changes" in title_line(app)
    text = (repository / ".env").read_text(encoding="utf-8")
    assert 'GITHUB_NEW_REPO="contoso/ai-factory-001"' in text
    assert f'TENANT_ID="{TENANT}"' in text
    assert (repository / "aifactory/wizard/factory.yaml").is_file()
    assert (repository / "aifactory/wizard/generated/001/github/apply.sh").is_file()


async def test_azure_devops_asks_for_service_connections_only_there(make_app: MakeApp) -> None:
    app = make_app("environments")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        connection = "scale_sets.001.environments.dev.service_connection"
        assert row(app, connection) is None
        await focus(pilot, "orchestrator")
        await pilot.press("right")
        await open_page(pilot, "environments")
        assert row(app, connection) is not None
        assert row(app, "scale_sets.001.environments.prod.seeding.service_connection") is not None


async def test_switching_an_environment_off_takes_its_questions_away(make_app: MakeApp) -> None:
    app = make_app("environments")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        subscription = "scale_sets.001.environments.stage.subscription_id"
        assert row(app, subscription) is not None
        await focus(pilot, "scale_sets.001.environments.stage.enabled")
        await pilot.press("space")
        await settle(pilot)
        assert row(app, subscription) is None
        await pilot.press("space")
        await settle(pilot)
        kept = row(app, subscription)
        assert kept is not None and kept.asked.text == "11111111-2222-4333-8444-5555555555d2"


async def test_f8_goes_to_each_problem_and_back(make_app: MakeApp) -> None:
    app = make_app(changes={"tenant_id": "not-a-guid", "region.code": "westus"})
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        seen = []
        for _ in range(8):
            await pilot.press("f8")
            await settle(pilot)
            seen.append(focused_key(app))
        assert "tenant_id" in seen
        assert "scale_sets.001.region.code" in seen
        last = seen[-1]
        await pilot.press("f8", "shift+f8")
        await settle(pilot)
        assert focused_key(app) == last


async def test_a_problem_is_said_at_its_field(make_app: MakeApp) -> None:
    app = make_app("environments")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "tenant_id")
        await type_text(pilot, "nonsense")
        await settle(pilot)
        field = row(app, "tenant_id")
        assert field is not None
        assert "✗" in field.edge(focused=True).plain
        said = str(field.render())
        assert "Tenant: 'nonsense' is no GUID." in said


async def test_undo_takes_a_whole_typed_word_back_and_redo_brings_it(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        await type_text(pilot, "zeta-")
        assert app.walk.session.view().text("naming.prefix") == "zeta-"
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert app.walk.session.view().text("naming.prefix") == "acme-"
        assert "no changes" in title_line(app)
        await pilot.press("ctrl+y")
        await settle(pilot)
        assert app.walk.session.view().text("naming.prefix") == "zeta-"
        assert "1 change" in title_line(app)


async def test_f4_brings_the_default_back(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.lake_prefix")
        await type_text(pilot, "pond")
        await pilot.press("f4")
        await settle(pilot)
        assert app.walk.session.view().given("naming.lake_prefix") is None
        field = row(app, "naming.lake_prefix")
        assert field is not None and field.asked.text == "lake"


async def test_names_follow_every_key(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        assert "kv-p001-sdc-dev" in shown(app)
        await focus(pilot, "scale_sets.001.region.code")
        await type_text(pilot, "eus2")
        await settle(pilot)
        assert "kv-p001-eus2-dev" in shown(app)
        assert "24/24" in shown(app)


async def test_the_rest_of_a_page_is_one_key_away(make_app: MakeApp) -> None:
    app = make_app("naming")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        assert row(app, "naming.project_prefix") is None
        await pilot.press("f7")
        await settle(pilot)
        assert row(app, "naming.project_prefix") is not None
        await pilot.press("f7")
        await settle(pilot)
        assert row(app, "naming.project_prefix") is None


async def test_mounting_a_page_answers_nothing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for _ in range(13):
            await pilot.press("ctrl+n")
            await settle(pilot)
        assert app.walk.unsaved == 0


async def test_the_next_commands_can_be_copied(make_app: MakeApp) -> None:
    app = make_app("review")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        await type_text(pilot, "beta-")
        await open_page(pilot, "review")
        await pilot.press("w")
        await settle(pilot)
        commands = [item for item in app.frame.shown_page.query("*").results(DoRow)]
        script = next(item for item in commands if item.words.startswith("bash "))
        script.focus()
        await pilot.press("enter")
        assert app.clipboard == "bash aifactory/wizard/generated/001/github/apply.sh"
