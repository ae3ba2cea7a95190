"""Entries of lists whose further lines stay beside what stands before the first one."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from wizard.tui.rows.line import lines_beside


class Hanging(Visual):
    """Entries of a mark (or number) and a text, each text wrapped to the right of its mark."""

    def __init__(self, *entries: tuple[Content, Content]) -> None:
        self._entries = entries

    def _drawn(self, width: int) -> Content:
        lines = [lines_beside(mark, text, width) for mark, text in self._entries]
        return Content("\n").join(lines)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines for a width in cells."""
        return self._drawn(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The cells in which nothing wraps."""
        widths = [mark.cell_length + text.cell_length for mark, text in self._entries]
        return max(widths, default=1)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines for a width in cells."""
        return self._drawn(width).get_height(rules, width)
