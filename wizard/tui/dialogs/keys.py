"""Every key that does something here."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import MUTED

FIELD_KEYS = (
    ("Alt+1 to 9", "a page by its place"),
    ("↑ ↓ Tab", "from field to field"),
    ("Space", "switch, or take the next choice"),
    ("← →", "the choice before or after"),
    ("Enter", "next field; opens a list of choices, or a service"),
    ("w, f, c", "on the review: write, apply a remedy, copy a path"),
    ("Shift+mouse", "selects text; 'new --no-mouse' does without Shift"),
)


class KeysDialog(Dialog[None]):
    """The bindings with an id of a screen and of the application."""

    def __init__(self, behind: Screen[None]) -> None:
        super().__init__()
        rows = list(FIELD_KEYS)
        seen: set[str] = set()
        for active in behind.active_bindings.values():
            binding = active.binding
            if binding.id and binding.id not in seen and binding.description:
                seen.add(binding.id)
                # Textual writes some keys as they are named in a settings file.
                keys = behind.app.get_key_display(binding).replace("shift+f", "⇧F")
                rows.append((keys, binding.description))
        width = max(len(keys) for keys, _ in rows)
        lines = [Content.assemble((keys.rjust(width), "bold $accent"), f"  {word}")
                 for keys, word in rows]  # fmt: skip
        self._text = Content("\n").join(lines)

    def compose(self) -> ComposeResult:
        """The table."""
        with Vertical(classes="box"):
            yield Static(Content("Keys"), classes="box-title")
            with VerticalScroll(classes="box-body"):
                yield Static(self._text)
            yield Static(Content.styled("Esc closes", MUTED), classes="box-foot")
