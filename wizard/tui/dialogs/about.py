"""Everything about one question, for terminals without room for the side pane."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wizard.session.about import FileLine, Part
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import MUTED
from wizard.tui.parts.side import about_text


class AboutDialog(Dialog[None]):
    """The text of the side pane in a box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,enter,q", "leave", "close", show=False),
    ]

    def __init__(self, title: str, parts: list[Part], lines: list[FileLine]) -> None:
        super().__init__()
        self._text = about_text(title, parts, lines)

    def compose(self) -> ComposeResult:
        """The text, to be scrolled."""
        with Vertical(classes="box"):
            with VerticalScroll(classes="box-body"):
                yield Static(self._text)
            yield Static(Content.styled("↑ ↓ scroll, Esc closes", MUTED), classes="box-foot")
