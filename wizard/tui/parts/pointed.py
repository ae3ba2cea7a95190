"""Lists whose highlighted line the terminal's cursor stands on, for readers and Braille."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widgets import OptionList

from wizard.tui.rows.line import point_to


class PointedList(OptionList):
    """An option list; where it cannot take the focus itself, whoever moves it calls ``point``."""

    def watch_highlighted(self, highlighted: int | None) -> None:
        """The terminal's cursor goes along."""
        super().watch_highlighted(highlighted)
        if self.has_focus:
            self.point()
            self.call_after_refresh(self._point_again)

    def on_focus(self) -> None:
        """Put the terminal's cursor at the highlighted line."""
        self.point()
        self.call_after_refresh(self._point_again)

    def _point_again(self) -> None:
        """The list may have been laid out, or scrolled, only now."""
        if self.has_focus:
            self.point()

    def point(self) -> None:
        """Put the terminal's cursor at the first line of the highlighted option."""
        line = self._index_to_line.get(self.highlighted or 0, 0) - self.scroll_offset.y
        inside = Offset(1, min(max(0, line), max(0, self.content_region.height - 1)))
        point_to(self, self.content_region.offset + inside)
