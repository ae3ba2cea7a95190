"""The key line at the bottom: what can be done here, as far as there is room."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from wizard.session.pages import Decisions
from wizard.tui.parts.rail import decisions_words

HINTS = (
    ("screen.next-page", "next"),
    ("screen.next-problem", "problem"),
    ("screen.search", "find"),
    ("screen.write", "write"),
    ("screen.about", "about"),
    ("screen.keys", "keys"),
    ("screen.pages", "pages"),
    ("screen.undo", "undo"),
    ("app.palette", "commands"),
    ("app.quit", "quit"),
)
"""Bindings worth showing, most useful first; with little room the last ones give way."""


class KeyLine(Static):
    """Keys at the left, what is left to decide at the right."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self.left = Decisions(0, 0)
        self.problems = 0
        self.warnings = 0

    def show(self, left: Decisions, problems: int, warnings: int) -> None:
        """Take over the numbers."""
        if (left, problems, warnings) != (self.left, self.problems, self.warnings):
            self.left, self.problems, self.warnings = left, problems, warnings
            self.refresh()

    def render(self) -> Content:
        """As many hints as fit beside the state."""
        width = self.content_size.width
        state = self._state(short=width < 100)
        keys = keys_by_id(self)
        hints = Content("")
        for name, word in HINTS:
            if name not in keys:
                continue
            hint = Content.assemble((keys[name], "bold $accent"), f" {word}   ")
            if hints.cell_length + hint.cell_length + state.cell_length > width:
                break
            hints += hint
        room = width - hints.cell_length - state.cell_length
        return hints + Content(" " * max(0, room)) + state

    def _state(self, *, short: bool) -> Content:
        parts = []
        if self.problems:
            noun = "problem" if self.problems == 1 else "problems"
            parts.append((f"✗ {self.problems} {noun}", "$text-error"))
        if self.left.left:
            told = f"{self.left.left} to answer" if short else decisions_words(self.left)
            parts.append((f"○ {told}", "$text-accent"))
        if not parts:
            parts.append(("✓ ready", "$text-success"))
            if self.warnings:
                noun = "" if short else " warning" if self.warnings == 1 else " warnings"
                parts.append((f"! {self.warnings}{noun}", "$text-warning"))
        return Content(" · ").join([Content.styled(text, style) for text, style in parts])


def keys_by_id(widget: Static) -> dict[str, str]:
    """The key to press for each binding that is active, by the binding's id."""
    found: dict[str, str] = {}
    for active in widget.screen.active_bindings.values():
        name = active.binding.id
        if name and name not in found:
            found[name] = widget.app.get_key_display(active.binding)
    return found
