"""The first page: what was found, the choices that everything depends on, the projects."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wizard.session.overview import (
    EnvironmentLine,
    environment_lines,
    project_lines,
    repository_in_words,
)
from wizard.session.pages import Heading
from wizard.tui.marks import MUTED, PAGE_STYLE, counted
from wizard.tui.pages.page import Page, heading
from wizard.tui.rows.project import ProjectRow

SHOWN = 20
"""Projects listed on the page; the dialog of projects has them all."""
ENVIRONMENTS_SHOWN = 12


class StartPage(Page):
    """The repository and its projects around the questions of the section."""

    def head(self) -> Iterator[Widget]:
        """What stands in the repository."""
        told = "\n".join(repository_in_words(self.walk.opened))
        yield Static(Content(told), id="found")

    def foot(self) -> Iterator[Widget]:
        """The environments with their addresses, and the projects, one line each."""
        yield heading(Heading("Scale sets"))
        # What is wrong is not known before the first frame; then ``after_change`` shows it all.
        yield Static(Content("") if self.walk.is_stale else self._environments(), id="scale-sets")
        lines = project_lines(self.walk.session)
        yield heading(Heading("Projects"))
        yield from (ProjectRow(line) for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            rest = f"    {len(lines) - SHOWN} more projects: F9 lists them all"
            yield Static(Content(rest), classes="help")

    def _environments(self) -> Content:
        told = [environment_text(line) for line in environment_lines(self.walk.session)]
        rest = len(told) - ENVIRONMENTS_SHOWN
        more = [Content.styled(f"    {rest} more environments", MUTED)] if rest > 0 else []
        return Content("\n").join([*told[:ENVIRONMENTS_SHOWN], *more])

    def focus_first(self) -> None:
        """Begin at the top: everything else depends on it."""
        rows = list(self.rows.values())
        if rows:
            self.screen.set_focus(rows[0].field)

    def after_change(self) -> None:
        """The lines of environments and projects follow their answers."""
        for place in self.query("#scale-sets").results(Static):
            place.update(self._environments())
        lines = {line.number: line for line in project_lines(self.walk.session)[:SHOWN]}
        for row in self.query("*").results(ProjectRow):
            row.show(lines.get(row.line.number, row.line))


def environment_text(line: EnvironmentLine) -> Content:
    """Scale set, environment, its VNet, how many projects it has room for, what is wrong."""
    mark, style, words = "✓", PAGE_STYLE["done"], ""
    if line.warnings:
        mark, style, words = "!", PAGE_STYLE["warnings"], counted(line.warnings, "warning")
    if line.errors:
        mark, style, words = "✗", PAGE_STYLE["problems"], f"{line.errors} to answer or mend"
    room = f"{line.projects} here, room for {line.room}"
    return Content.assemble(
        (f"  {mark} ", style),
        f"{line.scale_set} {line.environment:<6} ",
        (line.vnet.ljust(15) if line.vnet else "no VNet yet    ", "" if line.vnet else MUTED),
        (f" {room}", MUTED),
        (f"  {words}", style),
    )
