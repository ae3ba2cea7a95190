"""Rows with a line to type into: texts, names, ids, numbers, lists."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from wizard.model.values import format_value, lenient_value
from wizard.session.questions import Question
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

    def __init__(self, value: str, *, is_list: bool, commands: str) -> None:
        super().__init__(value, compact=True, select_on_focus=False)
        self._is_list = is_list
        self._commands = commands

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is typed here."""
        return character not in tuple(self._commands) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if event.character in tuple(self._commands):
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


class TextRow(QuestionRow):
    """A label, a line to type into, and a note that appears when there is something to say."""

    def compose(self) -> ComposeResult:
        """The label and the field; the note comes when it is needed."""
        yield Static(self._label(focused=False), classes="label")
        with self.prevent(Input.Changed):
            yield LineInput(
                shown_text(self.asked),
                is_list=self.asked.setting.is_list,
                commands=commands_in(self.asked.setting.kind),
            )

    def on_mount(self) -> None:
        """Draw what the first state asks for."""
        self.redraw()

    @property
    def field(self) -> Widget:
        """The line."""
        return self.query_one(LineInput)

    def redraw(self) -> None:
        """Bring label, line and note up to date."""
        if not self.is_mounted:
            return
        line = self.query_one(LineInput)
        focused = line.has_focus
        self._show_part(self.query_one(".label", Static), self._label(focused=focused))
        typed = format_value(lenient_value(self.asked.setting, line.value))
        if not self.complaint and typed != self.asked.text and not (focused and self.is_typing):
            with self.prevent(Input.Changed):
                line.value = shown_text(self.asked)
        line.placeholder = self._placeholder()
        line.disabled = self.asked.setting.identity
        self.set_class(self.asked.origin == "default", "-default")
        room = self.size.width - label_width(self.size.width)
        self._show_note(Content("\n").join(self.note_lines(room, focused=focused)))

    def _show_note(self, note: Content) -> None:
        shown = self.query(".note")
        left = label_width(self.size.width or 80)
        if not note.plain:
            shown.remove()
        elif shown:
            self._show_part(shown.first(Static), note)
            shown.first(Static).styles.padding = (0, 0, 0, left)
        else:
            fresh = Static(note, classes="note")
            fresh.styles.padding = (0, 0, 0, left)
            self.mount(fresh)

    def _placeholder(self) -> str:
        """The example, cut to one line: a longer placeholder would be wrapped out of sight."""
        example = self.asked.setting.example
        if not example:
            return ""
        width = self.size.width or 80
        return cut(f"such as {example}", width - label_width(width) - 1)

    def _show_part(self, part: Static, content: Content) -> None:
        """Update a part, with a new layout only when there is something new."""
        before = part.content
        if not isinstance(before, Content) or not before.is_same(content):
            part.update(content)

    def _label(self, *, focused: bool) -> Content:
        width = label_width(self.size.width or 80)
        return Content("\n").join(self.label_lines(width, focused=focused))

    def on_resize(self, event: events.Resize) -> None:
        """Keep the labels of all rows in one column."""
        wanted = label_width(event.size.width)
        self.styles.grid_columns = f"{wanted} 1fr"
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
