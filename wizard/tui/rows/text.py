"""Rows with a line to type into: texts, names, ids, numbers, lists."""

from __future__ import annotations

from itertools import zip_longest
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from wizard.model.values import format_value, lenient_value
from wizard.session.questions import Question
from wizard.tui.drawn import steady_size
from wizard.tui.ids import ALT_SIGNS
from wizard.tui.rows.base import QuestionRow, label_width
from wizard.tui.rows.line import cut

_WORDS = frozenset({"string", "json"})
_WITHOUT_SLASH = frozenset(
    {"version", "guid", "guid-list", "int", "region", "name", "secret-name", "email-list", "ip"}
)


def commands_in(kind: str) -> str:
    """Characters that no value of a kind holds: in its field they are commands, as elsewhere."""
    if kind in _WORDS:
        return ""
    return ALT_SIGNS + ("?/" if kind in _WITHOUT_SLASH else "?")


class LineInput(Input):
    """One line; several pasted lines become items (of a list) or words.

    ``commands`` are characters that are not typed but left to the bindings of the screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next_field", "next", show=False),
    ]
    virtual_size = steady_size()

    def __init__(self, value: str, *, is_list: bool, commands: str) -> None:
        super().__init__(value, compact=True, select_on_focus=False)
        self._is_list = is_list
        self._commands = commands

    def render_line(self, y: int) -> Strip:
        """A line of the field; the terminal's cursor goes there in the same picture."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
        return super().render_line(y)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is typed here."""
        return character not in tuple(self._commands) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if event.character in tuple(self._commands):
            event.prevent_default()
        elif not event.is_printable:
            await self._edit(event)

    async def _edit(self, event: events.Key) -> None:
        """Do at once what a key of the field's own does.

        Textual looks for it only when the key has come up to the application, and meanwhile the
        letters typed behind it would have been taken: "a, Backspace, b" would be "a".
        """
        active = self.screen.active_bindings.get(event.key)
        if active is None or active.node is not self or not active.enabled:
            return
        # A key that does nothing here, such as one that scrolls, is the page's.
        if await self.app.run_action(active.binding.action, self):
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        pieces = [piece.strip().rstrip(",;") for piece in event.text.splitlines()]
        separator = ", " if self._is_list else " "
        text = separator.join(piece for piece in pieces if piece)
        if self._is_list and self.value.strip() and self.cursor_at_end:
            kept = self.value.rstrip().rstrip(",")
            self.value = f"{kept}, {text}"
            self.cursor_position = len(self.value)
            return
        start, end = self.selection
        self.replace(text, *sorted((start, end)))

    def action_next_field(self) -> None:
        """Enter takes the answer and goes on to the next question."""
        self.screen.focus_next("#page *")


class BesideLabel(Layout):
    """The field at the right of the label, on its first line."""

    name = "beside-label"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Put every child where the field stands; there is but one."""
        left = label_width(size.width)
        region = Region(left, 0, max(0, size.width - left), 1)
        return [WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child) for child in children]


BESIDE_LABEL = BesideLabel()


class TextRow(QuestionRow):
    """A line to type into; its label, and a note when there is something to say, are drawn."""

    _width = 0

    @property
    def layout(self) -> Layout:
        """The field is the only child."""
        return BESIDE_LABEL

    def compose(self) -> ComposeResult:
        """The field."""
        with self.prevent(Input.Changed):
            yield LineInput(
                shown_text(self.asked),
                is_list=self.asked.setting.is_list,
                commands=commands_in(self.asked.setting.kind),
            )

    def on_mount(self) -> None:
        """Show what the first state asks for."""
        self.redraw()

    @property
    def field(self) -> Widget:
        """The line."""
        return self.query_one(LineInput)

    def redraw(self) -> None:
        """Bring label, line and note up to date; a new layout only where the height changes."""
        if not self.is_mounted:
            return
        line = self.query_one(LineInput)
        typed = format_value(lenient_value(self.asked.setting, line.value))
        typing = line.has_focus and self.is_typing
        if not self.complaint and typed != self.asked.text and not typing:
            with self.prevent(Input.Changed):
                line.value = shown_text(self.asked)
            # Textual leaves the cursor where it was: behind the first letter of a default that
            # grew with another answer.
            line.action_end()
        line.placeholder = self._placeholder()
        line.disabled = self.asked.setting.identity
        self.set_class(self.asked.origin == "default", "-default")
        super().redraw()

    def _placeholder(self) -> str:
        """The example, cut to one line: a longer placeholder would be wrapped out of sight."""
        example = self.asked.example
        if not example:
            return ""
        width = self.size.width or 80
        return cut(f"such as {example}", width - label_width(width) - 1)

    def draw(self, width: int) -> Content:
        """Label and note, around the field."""
        focused = self.has_focus_within
        left = label_width(width)
        first, *labels = self.label_lines(left, focused=focused)
        notes = self.note_lines(width - left, focused=focused)
        lines = [first]
        for label, note in zip_longest(labels, notes, fillvalue=Content("")):
            lines.append(label + " " * (left - label.cell_length) + note)
        return Content("\n").join(lines)

    def on_resize(self, event: events.Resize) -> None:
        """The example is cut to the room there is."""
        if event.size.width != self._width:
            self._width = event.size.width
            self.redraw()

    def on_descendant_focus(self) -> None:
        """Show the focus in the gutter."""
        self.redraw()

    def on_descendant_blur(self) -> None:
        """Take the focus mark away."""
        self.redraw()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(self, event.value))


def shown_text(asked: Question) -> str:
    """The value as the line shows it: blanks after the commas of a list."""
    return asked.text.replace(",", ", ") if asked.setting.is_list else asked.text
