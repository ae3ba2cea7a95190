"""The row that opens the rest of a page."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from wizard.rules.wording import counted
from wizard.tui.marks import MUTED
from wizard.tui.rows.line import FocusLine


class MoreRow(FocusLine):
    """Shows or hides advanced questions and those that do not apply now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "flip", "show or hide", show=False),
    ]
    is_open: reactive[bool] = reactive(False)

    class Toggled(Message):
        """Somebody asked for the rest of the page, or had enough of it."""

    def __init__(self, count: int) -> None:
        super().__init__(id="more")
        self.count = count

    def render(self) -> Content:
        """The arrow and what it opens."""
        told = (
            "Fewer settings"
            if self.is_open
            else f"{counted(self.count, 'more setting')}: advanced, or not in use now"
        )
        return Content.assemble(
            self.mark,
            " ▾ " if self.is_open else " ▸ ",
            (told, "bold" if self.has_focus else ""),
            ("  F7", MUTED),
        )

    def action_flip(self) -> None:
        """Ask the page."""
        self.post_message(self.Toggled())

    def on_click(self) -> None:
        """A click does the same."""
        self.action_flip()
