"""Widgets that draw their own text, and sizes whose change moves nothing else."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import NULL_SIZE, Size
from textual.reactive import Reactive
from textual.widget import Widget


def steady_size() -> Reactive[Size]:
    """A ``virtual_size`` that does not ask for a layout when it changes.

    In Textual the size of what is inside a widget asks for another layout of the whole screen:
    after the one that has just found it out, and for a letter more in a field. Scroll bars that
    come or go ask for their layout themselves.
    """
    return Reactive(NULL_SIZE, layout=False)


class Drawn(Widget):
    """A widget that draws a text as high as it is; whatever changes it calls ``redraw``."""

    virtual_size = steady_size()
    _drawn: tuple[int, Content] | None = None

    def draw(self, width: int) -> Content:
        """The text, in lines of so many cells at most; empty until a subclass draws it."""
        return Content("")

    def redraw(self) -> None:
        """Draw the present state, with a new layout only where the height changes."""
        self._drawn = None
        width, height = self.size
        moves = not width or self.lines(width) != height
        self.refresh(layout=moves)
        if moves and self.has_focus_within:
            # What has just become higher shall be seen to its last line.
            self.call_after_refresh(self.scroll_visible, animate=False)

    def render(self) -> Content:
        """The text, worked out once for a width: layout and screen both ask."""
        width = self.size.width
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self.draw(width))
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines of the text, at least ``least``."""
        return self.lines(width)

    def least(self) -> int:
        """The lines that it takes in any case."""
        return 0

    def lines(self, width: int) -> int:
        """The lines that it takes when it is so wide."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self.draw(width))
        return max(self.least(), self._drawn[1].get_height({}, width))
