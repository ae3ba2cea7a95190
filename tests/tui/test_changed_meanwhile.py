"""Another tab or person writes while the wizard is open: nothing of either is lost."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import MakeApp
from tests.tui.steps import answer, open_page, settle, shown, title_line
from wizard.session.opening import open_repository
from wizard.session.unchanged import write_planned
from wizard.session.writing import plan_files
from wizard.tui.rows.do import DoRow


async def test_the_files_are_read_again_and_what_was_typed_stays(
    make_app: MakeApp, repository: Path
) -> None:
    project = repository / "aifactory/wizard/projects/001.yaml"
    app = make_app("naming")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await answer(pilot, "naming.lake_prefix", "pond")
        other = open_repository(repository)
        other.session.set("tags.cost_center", "elsewhere")
        write_planned(other, plan_files(other))
        await open_page(pilot, "review")
        assert "changed on disk" in shown(app) and "Write 1" not in shown(app)
        await pilot.press("w")
        assert "elsewhere" in project.read_text()
        rows = {row.name: row for row in app.frame.shown_page.query(DoRow)}
        row = rows["again"]
        row.focus()
        await pilot.press("enter")
        await settle(pilot)
        await settle(pilot)
        assert "1 change" in title_line(app) and "changed on disk" not in shown(app)
        await pilot.press("w")
        await settle(pilot)
    assert "elsewhere" in project.read_text()
    assert "lake_prefix: pond" in (repository / "aifactory/wizard/factory.yaml").read_text()
