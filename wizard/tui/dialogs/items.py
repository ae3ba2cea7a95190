"""A list, one item per line: room for what is pasted from elsewhere."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from wizard.rules.wording import counted
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import MUTED


class ItemsDialog(Dialog[list[str] | None]):
    """The items of one question; the result are those of the lines, None on Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f10", "take", "take them", id="items.take", show=False, priority=True),
    ]

    def __init__(self, label: str, items: list[str]) -> None:
        super().__init__()
        self._label = label
        self._items = items

    def compose(self) -> ComposeResult:
        """The label, the lines, how many items they are."""
        with Vertical(classes="box"):
            yield Static(Content(self._label), classes="box-title")
            yield TextArea("\n".join(self._items), tab_behavior="focus", compact=True, id="items")
            yield Static(self._foot(self._items), classes="box-foot")

    def on_mount(self) -> None:
        """Go on below the last item."""
        lines = self.query_one(TextArea)
        lines.move_cursor(lines.document.end)

    def on_text_area_changed(self) -> None:
        """Count again."""
        self.query_one(".box-foot", Static).update(self._foot(self._typed()))

    def _foot(self, items: list[str]) -> Content:
        told = f"{counted(len(items), 'item')}, one on each line · ^S takes them, Esc leaves"
        return Content.styled(told, MUTED)

    def _typed(self) -> list[str]:
        lines = self.query_one(TextArea).text.replace(",", "\n").replace(";", "\n").splitlines()
        return [item for line in lines if (item := line.strip())]

    def action_take(self) -> None:
        """Close with the items."""
        self.dismiss(self._typed())
