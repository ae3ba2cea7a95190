"""Jump mode: every field in sight gets a letter, and the letter goes there."""

from __future__ import annotations

from string import ascii_uppercase

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Offset, Region
from textual.widget import Widget
from textual.widgets import Static

from wizard.tui.dialogs.dialog import Dialog

LETTERS = "asdfghjklqwertyuiopzxcvbnm" + "1234567890" + ascii_uppercase


class JumpDialog(Dialog[Widget | None]):
    """Letters over the places; the result is the widget of the letter pressed."""

    def __init__(self, targets: list[tuple[Widget, Region]]) -> None:
        super().__init__()
        self._targets = dict(zip(LETTERS, targets, strict=False))

    def compose(self) -> ComposeResult:
        """A letter at the left edge of each place."""
        for letter, (_, region) in self._targets.items():
            label = Static(Content(f" {letter} "), classes="jump-letter")
            label.styles.offset = Offset(region.x, region.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go to the letter's place; any other key ends the jump."""
        event.stop()
        event.prevent_default()
        found = self._targets.get(event.character or "")
        self.dismiss(found[0] if found else None)

    def on_click(self) -> None:
        """A click ends it."""
        self.dismiss(None)
