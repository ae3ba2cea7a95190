"""A confirmation that has to be typed: for what cannot be taken back."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import MUTED
from wizard.tui.parts.hanging import Hanging

POINT = "· "


class TypeWordDialog(Dialog[bool | None]):
    """True once the word was typed and Enter pressed; lines with ``POINT`` are points."""

    def __init__(self, title: str, text: str, word: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._word = word

    def compose(self) -> ComposeResult:
        """Title, text and the line to type into."""
        with Vertical(classes="box"):
            yield Static(Content(self._title), classes="box-title")
            with VerticalScroll(classes="box-body", can_focus=False):
                yield Static(Hanging(*map(_entry, self._text.splitlines())))
            yield Static(Content(f"\nType {self._word} and Enter to go on:"))
            yield Input(compact=True)
            yield Static(Content.styled("Esc changes nothing", MUTED), classes="box-foot")

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        if event.value.strip() == self._word:
            self.dismiss(True)


def _entry(line: str) -> tuple[Content, Content]:
    mark = POINT if line.startswith(POINT) else ""
    return Content(mark), Content(line.removeprefix(mark))
