"""The first page: what was found, the choices that everything depends on, the projects."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wizard.session.overview import project_lines, repository_in_words
from wizard.session.pages import Heading
from wizard.tui.pages.page import Page, heading
from wizard.tui.rows.project import ProjectRow

SHOWN = 20
"""Projects listed on the page; the dialog of projects has them all."""


class StartPage(Page):
    """The repository and its projects around the questions of the section."""

    def head(self) -> Iterator[Widget]:
        """What stands in the repository."""
        told = "\n".join(repository_in_words(self.walk.opened))
        yield Static(Content(told), id="found")

    def foot(self) -> Iterator[Widget]:
        """The projects, one line each."""
        lines = project_lines(self.walk.session)
        yield heading(Heading("Projects"))
        yield from (ProjectRow(line) for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            rest = f"    {len(lines) - SHOWN} more projects: F9 lists them all"
            yield Static(Content(rest), classes="help")

    def focus_first(self) -> None:
        """Begin at the top: everything else depends on it."""
        rows = list(self.rows.values())
        if rows:
            self.screen.set_focus(rows[0].field)

    def after_change(self) -> None:
        """The lines of projects follow their answers."""
        lines = {line.number: line for line in project_lines(self.walk.session)[:SHOWN]}
        for row in self.query("*").results(ProjectRow):
            row.show(lines.get(row.line.number, row.line))
