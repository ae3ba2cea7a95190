"""What is wrong with a file that stands already is a row of the review, and Enter answers there."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import write_example
from tests.tui.steps import settle, shown
from wizard.session.opening import open_repository
from wizard.tui.app import WizardApp
from wizard.tui.rows.review import FindingRow


async def test_enter_on_a_finding_about_a_file_says_what_to_do(repository: Path) -> None:
    write_example(repository)
    path = repository / ".env"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(x for x in lines if "ZONE_REDIS_EXISTS" not in x), "utf-8")
    app = WizardApp(open_repository(repository), "review")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await app.frame.shown_page.toggle_more()
        await settle(pilot)
        rows = app.frame.shown_page.query(FindingRow)
        (row,) = [row for row in rows if row.finding.code == "FIL123"]
        row.focus()
        await settle(pilot)
        assert "(.env)" in shown(app)
        for key in ("enter", "f"):
            app.clear_notifications()
            await pilot.press(key)
            await settle(pilot)
            (told,) = app._notifications
            assert told.title == ".env" and "generate --complete" in told.message
        assert app.frame.shown_page.page == "review"
