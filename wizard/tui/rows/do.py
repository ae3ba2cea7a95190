"""A row with something to do."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from wizard.tui.marks import MUTED
from wizard.tui.rows.line import FocusLine, lines_beside


class DoRow(FocusLine):
    """Something to do, by name; Enter does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "do", "do it", show=False),
    ]

    class Chosen(Message):
        """Somebody wants it done."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, name: str, words: str, why: str = "", *, id: str | None = None) -> None:
        super().__init__(name=name, id=id)
        self.words = words
        self.why = why

    def render(self) -> Content:
        """The words, and what they mean."""
        first = Content.assemble(self.mark, (" ⏎ ", "$accent"))
        text = Content.styled(self.words, "bold" if self.has_focus else "")
        if self.why:
            text += Content.styled(f"  {self.why}", MUTED)
        return lines_beside(first, text, self.content_size.width or 60)

    def action_do(self) -> None:
        """Ask the page."""
        self.post_message(self.Chosen(self.name or ""))

    def on_click(self) -> None:
        """A click does the same."""
        self.action_do()
