"""The number of a new project or scale set."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import MUTED


class NumberDialog(Dialog[str | None]):
    """Up to three digits; the result is what was typed."""

    def __init__(self, title: str, text: str, proposed: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._proposed = proposed

    def compose(self) -> ComposeResult:
        """Title, text and the line."""
        with Vertical(classes="box"):
            yield Static(Content(self._title), classes="box-title")
            yield Static(Content(self._text))
            yield Input(self._proposed, restrict="[0-9]*", max_length=3, compact=True)
            yield Static(Content.styled("Enter makes it, Esc leaves", MUTED), classes="box-foot")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
