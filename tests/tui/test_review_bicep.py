"""Bicep files in the review: asked for there, shown by folder, written; looking changes nothing."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import MakeApp
from tests.tui.steps import open_page, settle, shown, title_line
from wizard.session.opening import open_repository
from wizard.tui.app import WizardApp
from wizard.tui.rows.folder import FolderRow
from wizard.tui.rows.review import FileRow

FOLDER = "aifactory/wizard/generated/001/bicep/dev"


async def test_b_asks_for_them_and_they_are_shown_and_written(
    make_app: MakeApp, repository: Path
) -> None:
    app = make_app("review")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "Write Bicep files as well" in shown(app)
        assert not app.frame.shown_page.query(FolderRow)
        await pilot.press("b")
        await settle(pilot)
        assert "1 change" in title_line(app)
        assert f"{FOLDER}/" in shown(app)
        folder = app.frame.shown_page.query(FolderRow).first()
        before = len(app.frame.shown_page.query(FileRow))
        folder.focus()
        await pilot.press("enter")
        await settle(pilot)
        assert len(app.frame.shown_page.query(FileRow)) == before + len(folder.files)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert "+// Step 01, Common resource group: dev" in shown(app)
        await pilot.press("w")
        await settle(pilot)
        assert "What comes next" in shown(app)
        assert f"bash {FOLDER}/run.sh" in shown(app)
    assert (repository / FOLDER / "61-foundation.bicepparam").is_file()
    assert "bicep: true" in (repository / "aifactory/wizard/factory.yaml").read_text("utf-8")


async def test_looking_is_no_change(make_app: MakeApp) -> None:
    app = make_app("review", changes={"outputs.bicep": True, "address.strategy": "planned"})
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "no changes" in title_line(app)
        await open_page(pilot, "naming")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert "no changes" in title_line(app)
        assert app.walk.unsaved_answers() == {}


async def test_a_release_without_described_templates_says_so(repository: Path) -> None:
    app = WizardApp(open_repository(repository, release="1.22"), "review")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+end")
        await settle(pilot)
        assert "templates of release 1.22 are not described" in shown(app)
        before = title_line(app)
        await pilot.press("b")
        await settle(pilot)
        assert title_line(app) == before
