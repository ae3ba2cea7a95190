"""Search over every question of the current project."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from wizard.model.in_use import orchestrators_of
from wizard.session.about import value_in_words
from wizard.session.pages import label_of
from wizard.session.search import Hit, search
from wizard.session.walk import Walk
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import MUTED
from wizard.tui.pages.registry import short_titles
from wizard.tui.parts.pointed import PointedList

SHOWN = 40


class SearchDialog(Dialog[str | None]):
    """A line to type into and the questions that fit; the result is a full key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "next hit", show=False),
        Binding("up", "move(-1)", "previous hit", show=False),
    ]

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self._walk = walk
        self._hits: list[Hit] = []

    def compose(self) -> ComposeResult:
        """The line, the hits, and what is searched."""
        with Vertical(classes="box tall"):
            yield Input(placeholder="title, key, variable name, value or words of the help",
                        compact=True, id="query")  # fmt: skip
            yield PointedList(id="hits", compact=True)
            yield Static(Content.styled("↑ ↓ choose, Enter goes there, Esc closes", MUTED),
                         classes="box-foot")  # fmt: skip

    def on_mount(self) -> None:
        """Type at once; the list is moved by the arrow keys."""
        self.query_one("#hits").can_focus = False
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._hits = search(self._walk.session, event.value, limit=SHOWN)
        hits = self.query_one(PointedList)
        hits.clear_options()
        hits.add_options([Option(self._line(hit)) for hit in self._hits])
        hits.highlighted = 0 if self._hits else None
        if event.value.strip() and not self._hits:
            hits.add_option(Option(Content.styled("nothing fits", MUTED), disabled=True))

    def _line(self, hit: Hit) -> Content:
        asked, session = hit.question, self._walk.session
        names = [
            variable.name
            for orchestrator in orchestrators_of(session.view())
            for variable in asked.setting.variables(orchestrator)
        ]
        page = short_titles(self._walk)[asked.setting.section]
        second = f"  {asked.key}" + (f" · {names[0]}" if names else "")
        reason = f"  not in use: {asked.reason}" if asked.reason else ""
        return Content.assemble(
            (label_of(session, asked.key), "bold" if asked.applies else MUTED),
            (f"  {value_in_words(asked.setting, asked.text)}", "$accent"),
            (f"  {page}{reason}", MUTED),
            "\n",
            (second, MUTED),
        )

    def action_move(self, by: int) -> None:
        """Choose another hit."""
        hits = self.query_one(PointedList)
        if self._hits:
            hits.highlighted = ((hits.highlighted or 0) + by) % len(self._hits)
            self.call_after_refresh(hits.point)

    @on(Input.Submitted)
    def _go(self) -> None:
        place = self.query_one(PointedList).highlighted
        if place is not None and place < len(self._hits):
            self.dismiss(self._hits[place].question.key)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._hits[event.option_index].question.key)
