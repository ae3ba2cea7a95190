"""Choose a subscription or tenant by its name, from those that the sign-in knows."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wizard.session.directory import Entry
from wizard.session.questions import Question
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import CHOSEN, MUTED, NOT_CHOSEN
from wizard.tui.parts.pointed import PointedList

_FEW = 6
"""Entries for which the box need not be as high as the screen."""


class PickIdDialog(Dialog[str | None]):
    """A line to type a part of the name into, and the entries that fit; the result is an id."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "next", show=False),
        Binding("up", "move(-1)", "previous", show=False),
    ]

    def __init__(self, label: str, asked: Question, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self._label = label
        self._present = asked.text.lower()
        self._is_name = bool(entries) and entries[0].id == entries[0].name
        self._entries = entries
        self._fitting = entries

    def compose(self) -> ComposeResult:
        """The label, the line, the entries."""
        with Vertical(classes="box tall" if len(self._entries) > _FEW else "box"):
            yield Static(Content(self._label), classes="box-title")
            yield Input(placeholder="part of a name or id", compact=True, id="part")
            yield PointedList(id="entries", compact=True)
            source = "seen in Azure" if self._is_name else "from the Azure CLI"
            foot = f"↑ ↓ choose, Enter takes it, Esc leaves · {source}"
            yield Static(Content.styled(foot, MUTED), classes="box-foot")

    def on_mount(self) -> None:
        """Type at once; start at the present value."""
        self.query_one(PointedList).can_focus = False
        self.query_one(Input).focus()
        self._show()
        ids = [entry.id.lower() for entry in self._fitting]
        if self._present in ids:
            self.query_one(PointedList).highlighted = ids.index(self._present)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        words = event.value.lower().split()
        self._fitting = tuple(
            entry for entry in self._entries
            if all(word in " ".join(entry).lower() for word in words)
        )  # fmt: skip
        self._show()

    def _show(self) -> None:
        entries = self.query_one(PointedList)
        entries.clear_options()
        entries.add_options([Option(self._line(entry)) for entry in self._fitting])
        entries.highlighted = 0 if self._fitting else None
        if not self._fitting:
            entries.add_option(Option(Content.styled("nothing fits", MUTED), disabled=True))

    def _line(self, entry: Entry) -> Content:
        here = entry.id.lower() == self._present
        return Content.assemble(
            (f"{CHOSEN if here else NOT_CHOSEN} ", "bold $accent" if here else MUTED),
            (entry.name or "(no name)", "bold"),
            (f"  {entry.words}" if entry.words and not self._is_name else "", MUTED),
            "\n",
            (f"  {entry.words if self._is_name else entry.id}", MUTED),
        )

    def action_move(self, by: int) -> None:
        """Choose another entry."""
        entries = self.query_one(PointedList)
        if self._fitting:
            entries.highlighted = ((entries.highlighted or 0) + by) % len(self._fitting)
            self.call_after_refresh(entries.point)

    @on(Input.Submitted)
    def _take(self) -> None:
        place = self.query_one(PointedList).highlighted
        if place is not None and place < len(self._fitting):
            self.dismiss(self._fitting[place].id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._fitting[event.option_index].id)
