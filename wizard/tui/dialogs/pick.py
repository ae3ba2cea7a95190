"""Choose one of the allowed values, with its title beside it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.catalog.setting import Choice
from wizard.session.questions import Question
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import CHOSEN, MUTED, NOT_CHOSEN
from wizard.tui.parts.hanging import Hanging
from wizard.tui.parts.pointed import PointedList


class PickDialog(Dialog[str | None]):
    """The choices of one question; the result is the value chosen."""

    def __init__(self, label: str, asked: Question) -> None:
        super().__init__()
        self._label = label
        self._asked = asked

    def compose(self) -> ComposeResult:
        """The label and the choices."""
        with Vertical(classes="box"):
            yield Static(Content(self._label), classes="box-title")
            yield PointedList(*self._options(), id="choices", compact=True)
            yield Static(Content.styled("Enter takes it, Esc leaves", MUTED), classes="box-foot")

    def on_mount(self) -> None:
        """Start at the present value."""
        values = [choice.value for choice in self._asked.setting.choices]
        if self._asked.text in values:
            self.query_one(PointedList).highlighted = values.index(self._asked.text)

    def _options(self) -> list[Option]:
        width = max(len(choice.value) for choice in self._asked.setting.choices)
        return [
            Option(Hanging(self._entry(choice, width))) for choice in self._asked.setting.choices
        ]

    def _entry(self, choice: Choice, width: int) -> tuple[Content, Content]:
        mark = CHOSEN if choice.value == self._asked.text else NOT_CHOSEN
        default = "  default" if choice.value == self._asked.default else ""
        first = Content(f"{mark} {choice.value.ljust(width)}  ")
        return first, Content.styled(f"{choice.title}{default}", MUTED)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._asked.setting.choices[event.option_index].value)
