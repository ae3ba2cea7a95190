"""Lines to read: a title, and text that may be longer than the box."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import MUTED


class LinesDialog(Dialog[None]):
    """Text in a box, to be scrolled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "leave", "close", show=False),
    ]

    def __init__(self, title: str, lines: list[Content]) -> None:
        super().__init__()
        self._title = title
        self._text = Content("\n").join(lines)

    def compose(self) -> ComposeResult:
        """The title and the text."""
        with Vertical(classes="box"):
            yield Static(Content(self._title), classes="box-title")
            with VerticalScroll(classes="box-body"):
                yield Static(self._text)
            yield Static(Content.styled("↑ ↓ scroll, Esc closes", MUTED), classes="box-foot")
