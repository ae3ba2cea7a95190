"""Lines that take the focus: they mark it by a symbol and put the terminal's cursor there."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Offset, Region
from textual.widget import Widget


class FocusLine(Widget, can_focus=True):
    """A drawn widget that shows when it has the focus."""

    def redraw(self) -> None:
        """Draw the present state."""
        self.refresh(layout=True)

    def on_focus(self) -> None:
        """Show the focus, and put the terminal's cursor there."""
        self.redraw()
        self.point()
        # It may stand elsewhere once it is laid out and scrolled to.
        self.call_after_refresh(self.point)

    def on_blur(self) -> None:
        """Take the focus mark away."""
        self.redraw()

    @property
    def mark(self) -> tuple[str, str]:
        """The symbol at the left edge."""
        return ("▸" if self.has_focus else " ", "bold $accent")

    def cursor_column(self) -> int:
        """Where the terminal's cursor stands while the line has the focus."""
        return 0

    def point(self) -> None:
        """Put the terminal's cursor at the line, while it has the focus."""
        if self.has_focus:
            point_to(self, self.pointed_at())

    def pointed_at(self) -> Offset:
        """Where on the screen that is."""
        return self.content_region.offset + Offset(self.cursor_column(), 0)


def point_to(widget: Widget, place: Offset) -> None:
    """Put the terminal's cursor at a place of the screen.

    Textual moves it with what it paints next, so that something has to be painted.
    """
    if widget.app.cursor_position != place:
        widget.app.cursor_position = place
        widget.refresh(Region(0, 0, 1, 1))


def lines_beside(first: Content, text: Content, width: int) -> Content:
    """Text wrapped to the right of something that stands on the first line only."""
    indent = first.cell_length
    wrapped = list(text.wrap(max(10, width - indent))) or [Content("")]
    rest = [Content(" " * indent) + line for line in wrapped[1:]]
    return Content("\n").join([first + wrapped[0], *rest])


def cut(text: str, width: int) -> str:
    """Text that fits, with a mark where it was cut."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
