"""A question with a few answers, such as whether to quit with changes."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.rows.do import DoRow


class AskDialog(Dialog[str | None]):
    """One line per answer; the result is the name of the one chosen, None on Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,down", "app.focus_next", "next", show=False),
        Binding("left,up", "app.focus_previous", "previous", show=False),
    ]

    def __init__(self, title: str, text: str, answers: dict[str, str]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Title, text and answers; the first answer has the focus."""
        with Vertical(classes="box"):
            yield Static(Content(self._title), classes="box-title")
            yield Static(Content(self._text))
            with Vertical(classes="box-answers"):
                for answer, words in self._answers.items():
                    yield DoRow(answer, words, id=answer)

    @on(DoRow.Chosen)
    def _chosen(self, event: DoRow.Chosen) -> None:
        self.dismiss(event.name)
