"""Rows drawn in one piece: yes/no and choices."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from wizard.tui.marks import CHOSEN, MUTED, NOT_CHOSEN, OFF, ON
from wizard.tui.rows.base import QuestionRow, label_width
from wizard.tui.rows.line import FocusLine

_GAP = 2


class DrawnRow(FocusLine, QuestionRow, can_focus=True):
    """A row without children: it draws gutter, label, field and note itself."""

    def render(self) -> Content:
        """The text; the terminal's cursor goes to where it is drawn, in the same picture."""
        if self.has_focus:
            self.app.cursor_position = self.pointed_at()
        return super().render()

    def redraw(self) -> None:
        """Draw the present state, with a new layout only where the height changes."""
        QuestionRow.redraw(self)

    def draw(self, width: int) -> Content:
        """The row, as many lines as it needs."""
        left = self.left(width)
        focused = self.has_focus_within
        labels = self.label_lines(left, focused=focused)
        right = _wrapped(self.value(width - left), width - left)
        right += self.note_lines(width - left, focused=focused)
        lines = []
        for place in range(max(len(labels), len(right))):
            label = labels[place] if place < len(labels) else Content(" " * left)
            lines.append(label + right[place] if place < len(right) else label)
        return Content("\n").join(lines)

    def left(self, width: int) -> int:
        """The cells of gutter and label in a row of some width."""
        return label_width(width)

    def value(self, width: int) -> Content:
        """The field; its bare text until a subclass draws it."""
        return Content(self.asked.text)

    def cursor_column(self) -> int:
        """The terminal's cursor stands at the field."""
        return self.left(self.content_size.width)


class SwitchRow(DrawnRow):
    """A yes/no question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "flip", "switch", show=False),
        Binding("enter", "next_field", "next", show=False),
        Binding("y", "answer(True)", "yes", show=False),
        Binding("n", "answer(False)", "no", show=False),
    ]

    @property
    def is_on(self) -> bool:
        """Whether the answer is yes."""
        return self.asked.text == "true"

    def value(self, width: int) -> Content:
        """The box and the word."""
        if self.asked.text not in ("true", "false"):
            return Content.assemble(("? ", "bold"), self.asked.text)
        return Content.assemble(
            (ON if self.is_on else OFF, "bold $accent" if self.is_on else MUTED),
            " yes" if self.is_on else (" no", MUTED),
        )

    def action_next_field(self) -> None:
        """Enter goes on, as it does from a line of text; a switch is not thrown in passing."""
        self.screen.focus_next("#page *")

    def action_flip(self) -> None:
        """Answer the other way."""
        self.post_message(self.Edited(self, not self.is_on))

    def action_answer(self, yes: bool) -> None:
        """Answer yes or no."""
        self.post_message(self.Edited(self, yes))

    def on_click(self, event: events.Click) -> None:
        """A click on the field answers the other way."""
        if event.x >= self.left(self.content_size.width):
            self.action_flip()


class ChoiceRow(DrawnRow):
    """One of a few values: side by side where there is room, else one at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "next", show=False),
        Binding("left", "step(-1)", "previous", show=False),
        Binding("enter", "pick", "choose", show=False),
    ]

    @property
    def values(self) -> list[str]:
        """The allowed values; a present one outside comes first, so that it can be seen."""
        allowed = [choice.value for choice in self.asked.setting.choices]
        return allowed if self.asked.text in allowed else [self.asked.text, *allowed]

    def words(self, width: int) -> list[str] | None:
        """A word per value that lets all stand side by side; None when they cannot."""
        titles = {choice.value: choice.title for choice in self.asked.setting.choices}
        for words in ([titles.get(value) or value for value in self.values], self.values):
            if sum(len(word) + 2 + _GAP for word in words) - _GAP <= width:
                return [word or "(nothing)" for word in words]
        return None

    def value(self, width: int) -> Content:
        """All choices, or the chosen one between arrows."""
        words = self.words(width)
        if words is None:
            title = next((c.title for c in self.asked.setting.choices
                          if c.value == self.asked.text), "")  # fmt: skip
            shown = self.asked.text or "(nothing)"
            ends = ("‹ ", MUTED), (" ›", MUTED)
            return Content.assemble(ends[0], (shown, "bold"), ends[1], (f"  {title}", MUTED))
        parts = []
        for value, word in zip(self.values, words, strict=True):
            chosen = value == self.asked.text
            mark = CHOSEN if chosen else NOT_CHOSEN
            style = "bold $accent" if chosen else MUTED
            parts.append(Content.assemble((mark, style), (f" {word}", "bold" if chosen else MUTED)))
        return Content(" " * _GAP).join(parts)

    def action_step(self, by: int) -> None:
        """Take the next or previous value."""
        values = self.values
        place = values.index(self.asked.text)
        self.post_message(self.Edited(self, values[(place + by) % len(values)]))

    def action_pick(self) -> None:
        """Choose from a list with every value and its title."""
        from wizard.tui.dialogs.pick import PickDialog

        def picked(value: str | None) -> None:
            if value is not None:
                self.post_message(self.Edited(self, value))

        self.app.push_screen(PickDialog(self.label, self.asked), picked)

    def on_click(self, event: events.Click) -> None:
        """A click on a choice takes it."""
        left = self.left(self.content_size.width)
        words = self.words(self.content_size.width - left)
        if event.x < left or event.y > 0:
            return
        if words is None:
            self.action_pick()
            return
        start = left
        for value, word in zip(self.values, words, strict=True):
            if start <= event.x < start + len(word) + 2:
                self.post_message(self.Edited(self, value))
            start += len(word) + 2 + _GAP


def _wrapped(content: Content, width: int) -> list[Content]:
    return list(content.wrap(max(width, 8))) or [Content("")]
