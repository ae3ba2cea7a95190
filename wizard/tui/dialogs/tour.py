"""A short tour of the screen for somebody who sees it first."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import MUTED

STOPS = (
    (
        "From decisions to files",
        "You decide how the AI Factory shall be; the wizard writes the variables that its "
        "pipelines read. Nothing is written before you have seen what changes, on the last page.",
    ),
    (
        "Pages",
        "The list at the left leads through them: ○ needs an answer, ✗ is a problem, ! a warning, "
        "✓ is done. ^N is the next page, ^B the one before, F2 the list. A narrow terminal shows "
        "one line in its place.",
    ),
    (
        "Questions",
        "↑ and ↓ go from one to the next, Space switches, ← and → choose, text is just typed. "
        "What was not answered has a default. F1 says what a question decides and which "
        "variables it sets; wide terminals show that at the right.",
    ),
    (
        "What is missing or wrong",
        "F8 goes to the next answer that is needed or wrong, wherever it stands; ^R applies the "
        "remedy where it is a value. ^Z takes any step back.",
    ),
    (
        "Find and write",
        "F3 finds a setting by its name, variable or value; ^P lists every command, ? every key. "
        "^S shows what would be written, and there writes it. What is typed survives a closed "
        "terminal.",
    ),
)


class TourDialog(Dialog[None]):
    """One stop after the other; Escape leaves the tour at any of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,space,down", "go(1)", "next", show=False),
        Binding("left,up,backspace", "go(-1)", "before", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._place = 0

    def compose(self) -> ComposeResult:
        """Title and text of the stop."""
        with Vertical(classes="box"):
            yield Static(classes="box-title")
            yield Static(id="tour-text")
            yield Static(classes="box-foot")

    def on_mount(self) -> None:
        """Start at the first stop."""
        self._show()

    def _show(self) -> None:
        title, text = STOPS[self._place]
        last = self._place == len(STOPS) - 1
        foot = f"{self._place + 1} of {len(STOPS)} · Enter {'begins' if last else 'goes on'}"
        self.query_one(".box-title", Static).update(Content(title))
        self.query_one("#tour-text", Static).update(Content(text))
        skip = "" if last else ", Esc skips the tour"
        self.query_one(".box-foot", Static).update(Content.styled(foot + skip, MUTED))

    def action_go(self, by: int) -> None:
        """The next stop or the one before; behind the last one the tour is over."""
        if self._place + by >= len(STOPS):
            self.dismiss(None)
            return
        self._place = max(0, self._place + by)
        self._show()
