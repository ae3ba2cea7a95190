"""The first page: what was found, the factory at a glance, the choices that all depends on."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wizard.session.about import Part
from wizard.session.overview import (
    EnvironmentLine,
    ProjectLine,
    environment_lines,
    project_lines,
    project_parts,
    repository_in_words,
    worst_in_project,
)
from wizard.session.pages import Heading
from wizard.session.upgrade_offer import release_offered, why_offered
from wizard.session.walk import Walk
from wizard.tui.marks import MUTED, state_mark
from wizard.tui.messages import ProjectWanted
from wizard.tui.pages.page import Page, heading
from wizard.tui.rows.do import DoRow
from wizard.tui.rows.line import lines_beside
from wizard.tui.rows.project import SERVICES, ProjectRow

SHOWN = 20
"""Projects listed on the page; the dialog of projects has them all."""
ENVIRONMENTS_SHOWN = 12
PROJECTS = Content.assemble("Projects", ("  Enter opens one, digits find it", f"not bold {MUTED}"))
PAUSE = 1.5
"""Seconds after which digits begin another number."""


class StartPage(Page):
    """The repository, its scale sets and projects, and the questions of the section.

    Of a factory that exists the overview comes first; of a new one the questions do.
    """

    def __init__(self, walk: Walk, page: str, title: str, help_text: str) -> None:
        super().__init__(walk, page, title, help_text)
        self._digits = ""
        self._typed_at = 0.0

    def head(self) -> Iterator[Widget]:
        """What stands in the repository, and its overview when there is one."""
        told = "\n".join(repository_in_words(self.walk.opened))
        yield Static(Content(told), id="found")
        if not self.walk.opened.is_new:
            yield from self._overview()
            yield from self._doings()

    def foot(self) -> Iterator[Widget]:
        """The overview of a new factory: what follows from the answers above."""
        if self.walk.opened.is_new:
            yield from self._overview()

    def _overview(self) -> Iterator[Widget]:
        yield heading(Heading("Scale sets"))
        # What is wrong is not known before the first frame; then ``after_change`` shows it all.
        session = self.walk.session
        expected = sum(len(session.view(scale_set=s).environments)
                       for s in session.answers.scale_sets)  # fmt: skip
        yield EnvironmentLines([] if self.walk.is_stale else self._environments(), expected)
        lines = project_lines(self.walk.session)
        yield Static(PROJECTS, classes="heading")
        alone = len(self.walk.session.answers.scale_sets) == 1
        yield from (ProjectRow(line, self._state(line), alone=alone) for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            rest = f"    {len(lines) - SHOWN} more projects: F9 lists them all"
            yield Static(Content(rest), classes="help")

    def _doings(self) -> Iterator[Widget]:
        yield DoRow("projects", "Add, copy or remove", "projects and scale sets; F9")
        to = release_offered(self.walk.opened)
        if to:
            yield DoRow("upgrade", f"Upgrade to {to}", why_offered(self.walk.opened))

    @on(DoRow.Chosen)
    async def _chosen(self, event: DoRow.Chosen) -> None:
        event.stop()
        await self.screen.run_action(event.name)

    def _environments(self) -> list[EnvironmentLine]:
        return environment_lines(self.walk.session)

    def focus_first(self) -> None:
        """Begin at the current project, or at the top: everything else depends on it."""
        rows: list[Widget] = [row.field for row in self.rows.values()]
        if not self.walk.opened.is_new:
            projects = list(self.query("*").results(ProjectRow))
            rows = [row for row in projects if row.line.is_current] or [*projects, *rows]
        if rows:
            self.screen.set_focus(rows[0])

    def about_focused(self) -> tuple[str, list[Part]]:
        """The project that has the focus, as far as it is known."""
        row = self.screen.focused
        if not isinstance(row, ProjectRow):
            return super().about_focused()
        known = not self.walk.is_stale
        return project_parts(self.walk.session, row.line.number, with_findings=known)

    def after_change(self) -> None:
        """The lines of environments and projects follow their answers."""
        for place in self.query(EnvironmentLines):
            place.show(self._environments())
        lines = {line.number: line for line in project_lines(self.walk.session)}
        for row in self.query("*").results(ProjectRow):
            if row.line.number in lines:
                row.show(lines[row.line.number], self._state(lines[row.line.number]))

    def _state(self, line: ProjectLine) -> tuple[int, int] | None:
        """What is wrong with a project, as long as answers rest."""
        return None if self.walk.is_stale else worst_in_project(self.walk.session, line.number)

    def on_key(self, event: events.Key) -> None:
        """Digits find a project: the only one they fit opens at once."""
        if not isinstance(self.screen.focused, ProjectRow) or not event.is_printable:
            return
        if event.character is None or event.character not in "0123456789":
            return
        event.stop()
        now = monotonic()
        self._digits = (self._digits if now - self._typed_at < PAUSE else "") + event.character
        self._typed_at = now
        self._find(self._digits.lstrip("0"))

    def _find(self, digits: str) -> None:
        numbers = self.walk.session.answers.projects
        fitting = [number for number in numbers if number.lstrip("0").startswith(digits)]
        if len(fitting) == 1 and digits:
            self._digits = ""
            self.post_message(ProjectWanted(fitting[0], SERVICES))
            return
        rows = {row.line.number: row for row in self.query("*").results(ProjectRow)}
        exact = rows.get(digits.zfill(3))
        if exact is not None:
            self.screen.set_focus(exact)


class EnvironmentLines(Static):
    """One line per environment of each scale set, wrapped beside its name."""

    def __init__(self, lines: list[EnvironmentLine], expected: int) -> None:
        super().__init__(id="scale-sets")
        self._lines = lines
        self._expected = expected

    def show(self, lines: list[EnvironmentLine]) -> None:
        """Take over new lines."""
        if lines != self._lines:
            self._lines = lines
            self.refresh(layout=True)

    def render(self) -> Content:
        """The first ones, and how many more there are; their room before they are known."""
        if not self._lines:
            return Content("\n" * (min(self._expected, ENVIRONMENTS_SHOWN + 1) - 1))
        width = self.content_size.width or 60
        told = [environment_text(line, width) for line in self._lines[:ENVIRONMENTS_SHOWN]]
        rest = len(self._lines) - ENVIRONMENTS_SHOWN
        more = [Content.styled(f"    {rest} more environments", MUTED)] if rest > 0 else []
        return Content("\n").join([*told, *more])


def environment_text(line: EnvironmentLine, width: int) -> Content:
    """Scale set, environment, its VNet, how many projects it has room for, what is wrong."""
    mark, style, words = state_mark(line.errors, line.warnings)
    first = Content.assemble((f"  {mark} ", style), f"{line.scale_set} {line.environment:<6} ")
    vnet = (line.vnet.ljust(15), "") if line.vnet else ("no VNet yet    ", MUTED)
    room = f" {line.projects} here, room for {line.room}  "
    return lines_beside(first, Content.assemble(vnet, (room, MUTED), (words, style)), width)
