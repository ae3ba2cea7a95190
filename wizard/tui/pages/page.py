"""A page: questions of one section under headings, kept in step with the session."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Input, Static

from wizard.session.about import Part
from wizard.session.pages import Heading, hidden_count, label_of, page_entries
from wizard.session.walk import Walk
from wizard.tui.drawn import steady_size
from wizard.tui.ids import widget_id
from wizard.tui.rows.base import QuestionRow
from wizard.tui.rows.line import FocusLine
from wizard.tui.rows.more import MoreRow
from wizard.tui.rows.registry import row_for

FIRST_ROWS = 26
"""Entries mounted at once; the rest of a long page follows after the first frame."""

GROWS = 3
"""Lines that a row may need more once it has the focus: its note is then shown in full."""

HELD = 0.05
"""Seconds for which a picture waits at most for the rows."""


class Page(VerticalScroll, inherit_bindings=False, can_focus=False):
    """The questions of one section.

    ``entries`` says what stands on the page and in which order; everything else follows: rows
    come and go with their questions, only rows whose question changed are drawn again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "next_field", "next field", show=False),
        Binding("up", "previous_field", "previous field", show=False),
        Binding("pagedown", "page_down", "down", show=False),
        Binding("pageup", "page_up", "up", show=False),
        Binding("ctrl+home", "scroll_home", "top", show=False),
        Binding("ctrl+end", "scroll_end", "end", show=False),
    ]

    virtual_size = steady_size()

    def __init__(self, walk: Walk, page: str, title: str, help_text: str) -> None:
        super().__init__(id="page")
        self.walk = walk
        self.page = page
        self.title = title
        self.help_text = help_text
        self.shows_more = False
        self._waiting: list[Widget] = []
        self._is_ready = False
        self._is_late = False
        self._held: ExitStack | None = None
        self._arranging = asyncio.Lock()

    # what stands on the page

    def head(self) -> Iterator[Widget]:
        """What stands above the questions, besides title and help."""
        yield from ()

    def foot(self) -> Iterator[Widget]:
        """What stands below the questions."""
        yield from ()

    def entries(self) -> Iterator[Heading | str]:
        """Headings and full keys in order."""
        yield from page_entries(self.walk.session, self.page, more=self.shows_more)

    def hidden(self) -> int:
        """How many questions are not shown at first."""
        return hidden_count(self.walk.session, self.page)

    def row(self, full: str) -> QuestionRow:
        """The row for a full key."""
        return row_for(self.walk.ask(full), label_of(self.walk.session, full))

    def after_change(self) -> None:
        """Bring what is not a row up to date; called after every change."""

    def about_focused(self) -> tuple[str, list[Part]]:
        """What the side pane says while no question has the focus."""
        return self.title, [Part("", (self.help_text,))] if self.help_text else []

    # composing

    def compose(self) -> ComposeResult:
        """Title, help and the first rows; a long page's other rows follow."""
        yield Static(Content(self.title), classes="title")
        yield Static(Content(self.help_text), classes="help")
        yield from self.head()
        widgets = [*self._widgets(), *self.foot()]
        more = self.hidden()
        if more:
            widgets.append(MoreRow(more))
        self._waiting = widgets[FIRST_ROWS:]
        yield from widgets[:FIRST_ROWS]

    def on_mount(self) -> None:
        """Mount the rest after the first frame."""
        self._is_ready = True
        if self._is_late:
            self.call_later(self.update_rows)
        if self._waiting:
            self.call_after_refresh(self._mount_rest)

    def leave(self) -> None:
        """From here on it is not kept in step: its rows are being taken away."""
        self._is_ready = False

    async def _mount_rest(self) -> None:
        async with self._arranging:
            await self._mount_waiting()

    async def _mount_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting and self.is_attached:
            await self.mount_all(waiting)

    def _widgets(self) -> Iterator[Widget]:
        for entry in self.entries():
            if isinstance(entry, Heading):
                yield self._heading(entry)
            else:
                yield self.row(entry)

    def _heading(self, entry: Heading) -> Static:
        """A heading that comes and goes with its questions."""
        line = heading(entry)
        line.add_class("between")
        return line

    # keeping in step

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The terminal's cursor goes with the field that has the focus."""
        super().watch_scroll_y(old_value, new_value)
        self.call_after_refresh(self.point)

    def point(self) -> None:
        """Put the terminal's cursor where the focus is."""
        focused = self.screen.focused if self.is_attached else None
        if isinstance(focused, FocusLine):
            focused.point()
        elif isinstance(focused, Input):
            self.app.cursor_position = focused.cursor_screen_offset

    @property
    def rows(self) -> dict[str, QuestionRow]:
        """The rows on the page by full key."""
        return {row.key: row for row in self.children if isinstance(row, QuestionRow)}

    async def update_rows(self, *, typing: str = "") -> None:
        """Show the present state: new rows, fewer rows, other values.

        ``typing`` is the full key of the question that is being typed into.
        """
        if not self._is_ready:
            self._is_late = True
            return
        async with self._arranging:
            await self._mount_waiting()
            await self._bring_up_to_date(typing)
        self.after_change()

    async def _bring_up_to_date(self, typing: str) -> None:
        rows = self.rows
        entries = list(self.entries())
        wanted = {entry for entry in entries if isinstance(entry, str)}
        gone = [row for key, row in rows.items() if key not in wanted]
        if gone or len(wanted) > len(rows):
            await self._rearrange(entries, rows)
        for key, row in rows.items():
            if key in wanted:
                complaint = self.walk.complaint(key)
                row.show(self.walk.ask(key), complaint, typing=key == typing)

    async def _rearrange(self, entries: list[Heading | str], rows: dict[str, QuestionRow]) -> None:
        headings = {str(item.name): item for item in self.query(".between").results(Static)}
        keep: list[Widget] = []
        fresh: list[tuple[Widget, Widget | None]] = []
        for entry in entries:
            present: Widget | None = (
                headings.get(entry.text) if isinstance(entry, Heading) else rows.get(entry)
            )
            if present is None:
                present = self._heading(entry) if isinstance(entry, Heading) else self.row(entry)
                fresh.append((present, keep[-1] if keep else None))
            keep.append(present)
        for old in (*rows.values(), *headings.values()):
            if old not in keep:
                await old.remove()
        for widget, after in fresh:
            if after is None:
                await self.mount(widget, after=self.query(".help").first())
            else:
                await self.mount(widget, after=after)

    async def jump_to(self, full: str) -> bool:
        """Focus the row of a question, making it visible first; False when it is not here."""
        await self._mount_rest()
        here = {entry for entry in self.entries() if isinstance(entry, str)}
        if full not in here and not self.shows_more:
            await self.toggle_more()
        try:
            row = self.query_one(f"#{widget_id(full)}", QuestionRow)
        except NoMatches:
            return False
        self.screen.set_focus(row.field, scroll_visible=False)
        row.scroll_visible(animate=False)
        return True

    @on(MoreRow.Toggled)
    async def toggle_more(self) -> None:
        """Show advanced and inapplicable questions as well, or hide them again."""
        self.shows_more = not self.shows_more
        for more in self.query(MoreRow):
            more.is_open = self.shows_more
        await self.update_rows()

    def action_next_field(self) -> None:
        """Focus the next field of the page."""
        self._step(1)

    def action_previous_field(self) -> None:
        """Focus the field before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        fields = [row.field if isinstance(row, QuestionRow) else row for row in self.children]
        here = self.screen.focused
        place = fields.index(here) if here in fields else -1
        around = [*fields[place + 1 :], *fields[: place + 1]]
        if by < 0:
            around = [*around[-2::-1], around[-1]]
        chosen = next((field for field in around if field.focusable), None)
        if chosen is not None and chosen is not here:
            self._hold_picture()
            self.screen.set_focus(chosen, scroll_visible=False)
            self._reveal(chosen)

    def _hold_picture(self) -> None:
        """Paint nothing before both rows have heard of the move of the focus."""
        if self._held is None:
            self._held = ExitStack()
            self._held.enter_context(self.app.batch_update())
            self.set_timer(HELD, self._let_go)

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()

    def on_descendant_focus(self) -> None:
        """The row that has the focus now has drawn itself."""
        self._let_go()

    def on_unmount(self) -> None:
        """A page that is gone holds nothing up."""
        self._let_go()

    def _reveal(self, field: Widget) -> None:
        """Scroll to a field at once, so that the move of the focus is one picture, not two."""
        row = next(row for row in self.children if row in field.ancestors_with_self)
        place, top = row.virtual_region_with_margin, self.scroll_offset.y
        bottom = top + self.scrollable_content_region.height
        if place.y < top or place.bottom + GROWS > bottom:
            self.scroll_to_widget(row, animate=False, immediate=True, center=True)

    def focus_first(self) -> None:
        """Focus the first question that is open, else the first of all."""
        rows = list(self.rows.values())
        chosen = next((row for row in rows if row.asked.is_open), rows[0] if rows else None)
        first = next((widget for widget in self.query("*") if widget.focusable), None)
        if chosen is not None or first is not None:
            self.screen.set_focus(chosen.field if chosen else first)


def heading(entry: Heading) -> Static:
    """The line between groups of questions."""
    return Static(Content(entry.text), classes="heading", name=entry.text)
