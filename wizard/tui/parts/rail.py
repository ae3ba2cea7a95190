"""The rail: every page with its state by symbol and word."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from wizard.session.pages import REVIEW, Decisions, PageState, page_words
from wizard.tui.marks import MUTED, PAGE_MARK, PAGE_STYLE
from wizard.tui.parts.pointed import PointedList

RAIL_WIDTH = 21


class Rail(PointedList):
    """The pages in the order of the walk; Enter opens one."""

    def __init__(self) -> None:
        super().__init__(id="rail", compact=True)
        self._shown: dict[str, str] = {}

    def show(self, pages: Sequence[PageState], titles: dict[str, str], current: str) -> None:
        """Draw the pages and mark the current one; only lines that changed are drawn again."""
        lines = {state.id: rail_line(state, titles, current) for state in pages}
        lines[REVIEW] = _review_line(current)
        if list(lines) != list(self._shown):
            self.clear_options()
            for page, line in lines.items():
                if page == REVIEW:
                    self.add_option(None)
                self.add_option(Option(line, id=page))
            self.highlighted = self.get_option_index(current)
        else:
            for page, line in lines.items():
                if line.markup != self._shown[page]:
                    self.replace_option_prompt(page, line)
        self._shown = {page: line.markup for page, line in lines.items()}

    def point_at(self, page: str) -> None:
        """Move the highlight to a page."""
        self.highlighted = self.get_option_index(page)


def rail_line(state: PageState, titles: dict[str, str], current: str) -> Content:
    """Symbol, title and number of a page; the word for it stands in the page list of narrow
    screens and in the key line."""
    here = state.id == current
    number = state.errors or state.open or state.warnings
    title = titles.get(state.id, state.title)
    count = str(number) if number else ""
    room = RAIL_WIDTH - 4 - len(title) - len(count)
    return Content.assemble(
        ("▸" if here else " ", "bold $accent"),
        (PAGE_MARK[state.status], PAGE_STYLE[state.status]),
        " ",
        (title, "bold" if here else ""),
        " " * max(1, room),
        (count, PAGE_STYLE[state.status]),
    )


def page_line(state: PageState, current: str) -> Content:
    """A page with its state in words, for the list of pages."""
    return Content.assemble(
        ("▸" if state.id == current else " ", "bold $accent"),
        (PAGE_MARK[state.status], PAGE_STYLE[state.status]),
        f" {state.title}",
        (f"  {page_words(state)}", MUTED),
    )


def _review_line(current: str) -> Content:
    here = current == REVIEW
    focus = ("▸" if here else " ", "bold $accent")
    return Content.assemble(focus, ("◇ ", "$accent"), ("Review and write", "bold" if here else ""))


def decisions_words(found: Decisions) -> str:
    """What is left of a first set-up."""
    if not found.left:
        return "every answer is there"
    return f"{found.left} of {found.total} answers left"
