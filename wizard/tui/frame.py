"""The frame: title, rail, the current page, side pane and key line, kept in step."""

from __future__ import annotations

import asyncio
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import OptionList, Static

from wizard.model.values import ValueProblem
from wizard.rules.finding import count_by_severity
from wizard.session.about import about, file_lines
from wizard.session.pages import REVIEW, page_ids
from wizard.session.walk import Walk
from wizard.tui.messages import Answered, GoTo, ProjectWanted, RemedyWanted, Settled, Wrote
from wizard.tui.pages.page import Page
from wizard.tui.pages.registry import page_for, short_titles
from wizard.tui.parts.crumb import CrumbLine
from wizard.tui.parts.keys import KeyLine
from wizard.tui.parts.pointed import PointedList
from wizard.tui.parts.rail import Rail
from wizard.tui.parts.side import SidePane
from wizard.tui.parts.title import TitleLine
from wizard.tui.rows.base import QuestionRow
from wizard.tui.sizes import HORIZONTAL, VERTICAL, size_classes

UNFOLDS_AFTER = 0.05
"""Seconds after which the parts are there when a dialog lies over them from the start."""
FIRST_CHECK = 0.02
"""Seconds after which findings are computed first: not before there is something on screen."""
CHECK_AFTER = 0.25
"""Seconds without an edit after which findings are computed again."""
PATIENCE = 3
"""Where computing them is slow: how many times as long typing has to pause."""


class Frame(Screen[None]):
    """Title, rail, page, side pane and key line.

    It moves answers to the walk, and what follows from them to the parts.
    """

    HORIZONTAL_BREAKPOINTS = HORIZONTAL
    VERTICAL_BREAKPOINTS = VERTICAL

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As on every screen, but a move of the focus does not paint the whole screen again: the two
    widgets concerned paint themselves."""

    def __init__(self, walk: Walk, page: str = "") -> None:
        super().__init__()
        self.walk = walk
        self.current = page or page_ids(walk.session)[0]
        self._focused_key: dict[str, str] = {}
        self._checking: Timer | None = None
        self._check_took = 0.0
        self._typing = ""
        self._is_unfolded = False
        self.settled = asyncio.Event()
        self._titles = short_titles(walk)

    def compose(self) -> ComposeResult:
        """The parts; of the pages only the current one is there.

        Under a dialog that is not on screen yet either, such as the tour, they follow after it.
        """
        if not self._is_unfolded and self.app.screen is not self:
            return
        self._is_unfolded = True
        # Taken before there are parts, which would be styled twice.
        self.add_class(*size_classes(self.app.size))
        yield TitleLine(self.walk)
        yield CrumbLine()
        with Horizontal(id="middle"):
            yield Rail()
            with Vertical(id="body"):
                yield page_for(self.walk, self.current)
            yield SidePane()
        yield KeyLine()
        yield Static("The wizard needs at least 60 columns and 15 lines.", id="too-small")

    def on_mount(self) -> None:
        """Show the first page."""
        if self._is_unfolded:
            self._begin()
        else:
            self.set_timer(UNFOLDS_AFTER, self._unfold)

    def _begin(self) -> None:
        self._arrived()
        self.call_after_refresh(self.set_timer, FIRST_CHECK, self._check)

    async def _unfold(self) -> None:
        self._is_unfolded = True
        await self.recompose()
        self._begin()

    @property
    def shown_page(self) -> Page:
        """The page on screen."""
        return self.query_one("#page", Page)

    @property
    def row(self) -> QuestionRow | None:
        """The row that has the focus."""
        if self.focused is None:
            return None
        found = (node for node in self.focused.ancestors_with_self)
        return next((node for node in found if isinstance(node, QuestionRow)), None)

    def refresh_parts(self) -> None:
        """Bring rail, title, crumb, side pane and key line up to date."""
        pages = self.walk.pages()
        self.query_one(Rail).show(pages, self._titles, self.current)
        self.query_one(CrumbLine).show(pages, self._titles, self.current)
        self.query_one(TitleLine).refresh()
        counts = count_by_severity(self.walk.findings_known())
        left = self.walk.decisions()
        problems = max(0, counts["error"] - left.left)
        self.query_one(KeyLine).show(left, problems, counts["warning"])
        self._show_side()

    def _show_side(self) -> None:
        row = self.row
        side = self.query_one(SidePane)
        if not side.display:
            return
        if row is None:
            side.show(*self.shown_page.about_focused(), [])
            return
        asked = self.walk.ask(row.key)
        lines = file_lines(self.walk.session, self.walk.before, (row.key,))
        side.show(row.label, about(self.walk.session, asked), lines)

    def on_screen_resume(self) -> None:
        """A dialog has gone: the terminal's cursor comes back to the focus."""
        focused = self.focused
        if isinstance(focused, PointedList):
            focused.point()
        elif self.query("#page"):
            self.call_after_refresh(self.shown_page.point)

    def watch_focused(self) -> None:
        """The side pane follows the focus, in the same picture."""
        if self.focused is None or not self._is_unfolded or not self.is_mounted:
            return
        row = self.row
        if row is not None:
            self._focused_key[self.current] = row.key
        self.query_one(KeyLine).refresh()
        self._show_side()

    def on_resize(self) -> None:
        """Fill a side pane that has just appeared; bring back the focus that had no room."""
        if not self._is_unfolded:
            return
        if self.focused is None and self.is_running:
            wanted = self._focused_key.get(self.current, "")
            self.call_after_refresh(self._focus, wanted, self.current)
        else:
            self.call_after_refresh(self._show_side)

    # answers

    @on(QuestionRow.Edited)
    async def _answered(self, event: QuestionRow.Edited) -> None:
        event.stop()
        try:
            self.walk.answer(event.row.key, event.raw)
        except ValueProblem as problem:
            event.row.show(event.row.asked, str(problem), typing=True)
            return
        await self.changed(typing=event.row.key)

    @on(Answered)
    async def _answered_many(self, event: Answered) -> None:
        event.stop()
        self.walk.answer_many(event.pairs)
        await self.changed()

    @on(GoTo)
    async def _asked_for(self, event: GoTo) -> None:
        event.stop()
        await self.go_to(event.key)

    @on(RemedyWanted)
    async def _remedy(self, event: RemedyWanted) -> None:
        event.stop()
        self.walk.apply(event.finding)
        self.walk.findings()
        await self.changed()

    @on(Wrote)
    def _wrote(self, event: Wrote) -> None:
        event.stop()
        self.walk.written()
        self.refresh_parts()
        self.post_message(Settled())

    async def changed(self, *, typing: str = "") -> None:
        """After a change: what it touches now, the rest and the findings when typing pauses.

        ``typing`` is the full key of the question whose field made the change.
        """
        self._typing = typing
        await self.shown_page.update_rows(typing=typing)
        self.query_one(TitleLine).refresh()
        self._show_side()
        if self._checking is not None:
            self._checking.stop()
        self._checking = self.set_timer(max(CHECK_AFTER, PATIENCE * self._check_took), self._check)

    async def _check(self) -> None:
        if not self.query("#page"):  # One page is making room for another.
            self._checking = self.set_timer(CHECK_AFTER, self._check)
            return
        if self.walk.is_stale:
            begun = monotonic()
            self.walk.findings()
            self._check_took = monotonic() - begun
            await self.shown_page.update_rows(typing=self._typing)
        self.refresh_parts()
        self.post_message(Settled())

    async def open_page(self, page: str, key: str = "") -> None:
        """Show a page, at a question if one is named."""
        self.settled.clear()
        if page != self.current:
            self.walk.pause()
            self.current = page
            await self._show_page()
        if page == REVIEW:
            self.walk.findings()
        self._arrived(key)

    async def _show_page(self) -> None:
        old = self.shown_page
        old.leave()
        with self.app.batch_update():
            await old.remove()
            await self.query_one("#body").mount(page_for(self.walk, self.current))

    def _arrived(self, key: str = "") -> None:
        self.set_class(self.current == REVIEW, "-reviewing")
        self.walk.visit(self.current)
        self.refresh_parts()
        self.query_one(Rail).point_at(self.current)
        wanted = key or self._focused_key.get(self.current, "")
        self.call_after_refresh(self._focus, wanted, self.current)

    async def _focus(self, key: str, page_then: str) -> None:
        if page_then != self.current:
            # Another page was opened meanwhile, and takes the focus itself.
            return
        page = self.shown_page
        if not key or not await page.jump_to(key):
            page.focus_first()
        self._show_side()
        self.settled.set()

    @on(ProjectWanted)
    async def _project_wanted(self, event: ProjectWanted) -> None:
        event.stop()
        await self.select_project(event.number, event.page)

    async def select_project(self, number: str | None, page: str = "") -> None:
        """Show another project, on the same page unless one is named."""
        if number is None or number == self.walk.session.current.project:
            if page:
                await self.open_page(page)
            return
        self.settled.clear()
        self.walk.select(number)
        self.current = page or self.current
        await self.project_changed()

    async def project_changed(self) -> None:
        """Show the project that has become the current one."""
        self.walk.findings()
        self._focused_key.clear()
        await self._show_page()
        self._arrived()
        self.post_message(Settled())

    @on(OptionList.OptionSelected, "#rail")
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.open_page(str(event.option_id))

    async def go_to(self, full: str) -> None:
        """Open the page of a question and focus it there, opening what must be opened."""
        await self.open_page(self.walk.page_of(full), full)
