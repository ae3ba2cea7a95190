"""Hundreds of projects: the review does not make anybody wait."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import write_example
from tests.tui.steps import open_page, settle, shown, title_line
from wizard.session.opening import open_repository
from wizard.session.writing import plan_files
from wizard.tui.app import WizardApp
from wizard.tui.pages.review import FILES_SHOWN
from wizard.tui.rows.review import FileRow

MANY = 250


def with_many(repository: Path) -> WizardApp:
    write_example(repository, {"address.vnet": "10.XX.0.0/16"})
    opened = open_repository(repository)
    for number in range(2, MANY + 1):
        opened.session.answers.add_project(f"{number:03}")
    return WizardApp(opened)


async def test_the_review_answers_while_it_plans(repository: Path) -> None:
    app = with_many(repository)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        await app.frame.open_page("review")
        await pilot.pause()
        assert f"of {MANY} …" in shown(app)
        await app.frame.open_page("naming")
        await app.frame.go_to("naming.prefix")
        await pilot.press("end", "x")
        assert "1 change" in title_line(app)
        await open_page(pilot, "review")
        await settle(pilot)
        await pilot.press("ctrl+end")
        await settle(pilot)
        assert "more files to write" in shown(app)
        plan = plan_files(app.walk.opened)
        assert len(app.frame.shown_page.query(FileRow)) == FILES_SHOWN < len(plan.changes)
        await pilot.press("w")
        await settle(pilot)
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert "What comes next" in shown(app)
        assert plan_files(app.walk.opened).is_empty
        assert "no changes" in title_line(app)
