"""A factory that exists: its overview, a service in six keys, projects that come and go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import write_example
from tests.tui.steps import focus, focused_key, open_page, settle, shown, title_line
from wizard.session.keeping import drafted_removals
from wizard.session.opening import open_repository
from wizard.session.projects import new_project
from wizard.session.walk import Walk
from wizard.session.writing import plan_files
from wizard.store.write import apply
from wizard.tui.app import WizardApp
from wizard.tui.dialogs.type_word import TypeWordDialog


@pytest.fixture
def ten(repository: Path) -> WizardApp:
    """The wizard on a factory of ten projects."""
    write_example(repository)
    opened = open_repository(repository)
    for number in range(2, 11):
        new_project(opened.session, f"{number:03}", source="001")
    apply(plan_files(opened))
    app = WizardApp(open_repository(repository))
    app.animation_level = "none"
    return app


async def test_a_service_is_added_to_any_project_with_six_keys(
    ten: WizardApp, repository: Path
) -> None:
    keys = ("3", "c", "c", "space", "ctrl+s", "ctrl+s")
    async with ten.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        assert "Written" in shown(ten)
    assert len(keys) <= 6
    session = open_repository(repository).session
    assert session.view(project="003").is_on("services.cosmos_db")
    assert not session.view(project="002").is_on("services.cosmos_db")


async def test_the_overview_has_every_project_and_environment(ten: WizardApp) -> None:
    async with ten.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        text = shown(ten)
        for environment in ("dev", "stage", "prod"):
            assert f"001 {environment}" in text
        assert "10 here, room for 0" in text
        for number in range(1, 11):
            assert f" {number:03}" in text
        assert text.count("· AI Foundry, AI Search") == 10


async def test_digits_that_fit_several_projects_only_point(ten: WizardApp) -> None:
    async with ten.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("3")
        await settle(pilot)
        assert "project 003" in title_line(ten) and ten.frame.current == "services"
        await open_page(pilot, "start")
        await pilot.press("1")
        await settle(pilot)
        assert ten.frame.current == "start"
        await pilot.press("0")
        await settle(pilot)
        assert "project 010" in title_line(ten) and ten.frame.current == "services"


async def test_a_project_is_removed_after_a_typed_word(ten: WizardApp, repository: Path) -> None:
    async with ten.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f9", "down", "enter")
        await settle(pilot)
        assert "project 002" in title_line(ten)
        await pilot.press("f9", "end", "enter")
        await settle(pilot)
        assert isinstance(ten.screen, TypeWordDialog)
        assert "In Azure everything of project 002 stays" in shown(ten)
        await pilot.press(*"remove", "enter")
        await settle(pilot)
        assert "002" not in ten.walk.session.answers.projects
        assert ten.walk.unsaved == 1
        assert (repository / "aifactory/wizard/projects/002.yaml").exists()
        assert drafted_removals(Walk(open_repository(repository))) == ["002"]
        await open_page(pilot, "review")
        await pilot.press("w")
        await settle(pilot)
        assert "Written" in shown(ten)
    assert not (repository / "aifactory/wizard/projects/002.yaml").exists()
    assert "002" not in open_repository(repository).session.answers.projects


async def test_a_project_removed_is_back_with_one_key(ten: WizardApp) -> None:
    async with ten.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        ten.walk.remove_project("004")
        await ten.frame.changed()
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert "Project 004 is there" in shown(ten)
        assert "004" in ten.walk.session.answers.projects
        await pilot.press("ctrl+y")
        await settle(pilot)
        assert "004" not in ten.walk.session.answers.projects
        assert ten.walk.unsaved == 1


async def test_a_removed_project_is_taken_up_again_from_a_draft(
    ten: WizardApp, repository: Path
) -> None:
    async with ten.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await focus(pilot, "naming.prefix")
        ten.walk.remove_project("004")
        await ten.frame.changed()
        await settle(pilot)
    again = WizardApp(open_repository(repository))
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "project 004 removed" in shown(again)
        await pilot.press("enter")
        await settle(pilot)
        assert "004" not in again.walk.session.answers.projects


async def test_the_active_project_stays(ten: WizardApp) -> None:
    async with ten.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("f9", "end", "enter")
        await settle(pilot)
        assert ten.screen is ten.frame
        assert "the active one" in shown(ten)


async def test_undo_shows_the_project_in_which_it_took_something_back(ten: WizardApp) -> None:
    async with ten.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("3")
        await settle(pilot)
        await focus(pilot, "projects.003.services.cosmos_db")
        await pilot.press("space")
        await settle(pilot)
        await ten.frame.select_project("007")
        await settle(pilot)
        assert "project 007" in title_line(ten)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert "project 003" in title_line(ten)
        assert focused_key(ten) == "projects.003.services.cosmos_db"
        assert "Cosmos DB: no" in [toast.message for toast in ten._notifications]
        await ten.frame.select_project("007")
        await settle(pilot)
        await pilot.press("ctrl+y")
        await settle(pilot)
        assert "project 003" in title_line(ten) and "Services" in shown(ten)
        assert ten.walk.session.view(project="003").is_on("services.cosmos_db")
