"""Networking: the mode as pictures, what becomes reachable from where, and the rest as fields."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wizard.model.context import split_key
from wizard.session.pages import label_of
from wizard.session.reach import MODES, reach_of_services
from wizard.tui.marks import MUTED
from wizard.tui.pages.page import Page
from wizard.tui.rows.base import QuestionRow
from wizard.tui.rows.explained import AccessRow, DnsRow
from wizard.tui.rows.mode import ModeRow

MODE = "networking.mode"
SPECIAL: dict[str, type[QuestionRow]] = {
    MODE: ModeRow,
    "networking.access": AccessRow,
    "dns.central_by_policy": DnsRow,
}
"""Questions with a row of their own."""


class NetworkingPage(Page):
    """The questions of networking, some with rows of their own, and the table of who gets where."""

    def row(self, full: str) -> QuestionRow:
        """The mode is shown as pictures, ways in and DNS with what they need."""
        special = SPECIAL.get(split_key(full).key)
        if special is None:
            return super().row(full)
        return special(self.walk.ask(full), label_of(self.walk.session, full))

    def foot(self) -> Iterator[Widget]:
        """What is reached from where."""
        yield Static(self._reach(), id="reach")

    def after_change(self) -> None:
        """The table follows the mode and the allow-list."""
        for table in self.query("#reach").results(Static):
            table.update(self._reach())

    def _reach(self) -> Content:
        found = reach_of_services(self.walk.session)
        if not found:
            return Content("")
        chosen = self.walk.session.view().text(MODE)
        lines = [Content.assemble((f"{'Reached from where':<30}", "bold"),
                                  *(_column(mode, mode == chosen) for mode in MODES))]  # fmt: skip
        for reach in found:
            words = [
                _column(word, mode == chosen) for mode, word in zip(MODES, reach.words, strict=True)
            ]
            lines.append(Content.assemble(f"   {reach.title:<27}", *words))
        return Content("\n").join(lines)


def _column(word: str, chosen: bool) -> tuple[str, str]:
    text = f"[{word}]" if chosen else f" {word} "
    return (f"{text:<10}", "bold" if chosen else MUTED)
