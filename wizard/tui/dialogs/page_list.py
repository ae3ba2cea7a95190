"""The list of pages with their state in words."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.session.pages import REVIEW, PageState
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.parts.pointed import PointedList
from wizard.tui.parts.rail import page_line


class PageListDialog(Dialog[str | None]):
    """Choose a page; the result is its id."""

    def __init__(self, pages: list[PageState], current: str) -> None:
        super().__init__()
        self._pages = pages
        self._current = current

    def compose(self) -> ComposeResult:
        """The pages, the review last."""
        with Vertical(classes="box"):
            yield Static(Content("Pages"), classes="box-title")
            lines = ((page_line(state, self._current), state.id) for state in self._pages)
            options = [Option(line, id=page) for line, page in lines]
            yield PointedList(*options, Option(" ◇ Review and write", id=REVIEW), compact=True)

    def on_mount(self) -> None:
        """Start at the current page."""
        pages = self.query_one(PointedList)
        pages.highlighted = pages.get_option_index(self._current)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
