"""What every row has in common: the gutter, the label, the note below."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from wizard.model.context import split_key
from wizard.rules.wording import counted
from wizard.session.about import allowed
from wizard.session.questions import Question
from wizard.tui.drawn import Drawn
from wizard.tui.ids import widget_id
from wizard.tui.marks import MUTED, OPEN_MARK, SEVERITY_MARK, SEVERITY_STYLE
from wizard.tui.sizes import shows_side

GUTTER = 3
BRIEF = 2
"""Lines of a note below a field that has not the focus."""
PICK = "^L: pick by name"
GUID_ROOM = 37
"""Cells of a field that shows an id and the cursor behind it."""


class QuestionRow(Drawn):
    """One question on a page; subclasses draw the field and turn keys into ``Edited``."""

    class Edited(Message):
        """Somebody answered; ``raw`` is what the session shall parse."""

        def __init__(self, row: QuestionRow, raw: object) -> None:
            super().__init__()
            self.row = row
            self.raw = raw

    def __init__(self, asked: Question, label: str) -> None:
        super().__init__(id=widget_id(asked.key))
        self.asked = asked
        self.label = label
        self.complaint = ""
        self.is_typing = False

    @property
    def key(self) -> str:
        """The full key of the question."""
        return self.asked.key

    @property
    def field(self) -> Widget:
        """The widget that takes the focus."""
        return self

    def show(self, asked: Question, complaint: str = "", *, typing: bool = False) -> None:
        """Take over a new state of the question; ``complaint`` says why input was refused.

        ``typing``: the state follows from what is being typed here; letters that came since are
        not to be overwritten.
        """
        self.is_typing = typing
        if asked == self.asked and complaint == self.complaint:
            return
        self.asked = asked
        self.complaint = complaint
        self.redraw()

    # parts of the drawing

    def edge(self, *, focused: bool) -> Content:
        """Focus and state of the question in three cells."""
        severity = self.asked.severity
        mark, style = " ", ""
        if self.complaint:
            mark, style = SEVERITY_MARK["error"], SEVERITY_STYLE["error"]
        elif self.asked.is_open:
            mark, style = OPEN_MARK, "$text-accent"
        elif severity in ("error", "warning"):
            mark, style = SEVERITY_MARK[severity], SEVERITY_STYLE[severity]
        return Content.assemble(("▸" if focused else " ", "bold $accent"), (mark, style), " ")

    def label_lines(self, width: int, *, focused: bool) -> list[Content]:
        """Gutter and label, wrapped beside the gutter to lines of ``width`` cells."""
        style = "bold" if focused else MUTED if self.asked.reason else ""
        label = Content.styled(self.label, style)
        wrapped = list(label.wrap(max(8, width - GUTTER - 1))) or [Content("")]
        first, *rest = [line.rstrip() for line in wrapped]
        lines = [self.edge(focused=focused) + first]
        lines += [Content(" " * GUTTER) + line for line in rest]
        return [line.pad_right(width - line.cell_length) for line in lines]

    def note_lines(self, width: int, *, focused: bool) -> list[Content]:
        """The note, wrapped; without the focus a long one is cut to two lines."""
        note = self.note(focused=focused)
        if not note.plain:
            return []
        lines = list(note.wrap(max(10, width)))
        if focused or len(lines) <= BRIEF:
            return lines
        last = lines[BRIEF - 1].rstrip().truncate(max(4, width - 2))
        return [*lines[: BRIEF - 1], last + Content.styled(" …", MUTED)]

    def note(self, *, focused: bool) -> Content:
        """What stands below the field: a complaint, a finding, a reason, a hint."""
        asked = self.asked
        if self.complaint:
            return Content.styled(self.complaint, SEVERITY_STYLE["error"])
        if asked.reason:
            jump = "  (^G goes there)" if focused and asked.causes else ""
            return Content.styled(f"does not apply: {asked.reason}{jump}", MUTED)
        told = asked.troubles
        if told and not (asked.is_open and not focused):
            more = f" (+{len(told) - 1} more, F1)" if len(told) > 1 else ""
            if focused and told[0].fixes:
                more += "  (^R applies the remedy)"
            elif focused and not more and not shows_side(self.app.size):
                more = "  (F1: what to do)"
            return Content.styled(told[0].message + more, SEVERITY_STYLE[told[0].severity])
        if focused and asked.is_open:
            pick = f"{PICK}; " if asked.offers else ""
            return Content.styled(pick + needed(asked), MUTED)
        if asked.offers:
            parts = (asked.name, PICK if focused else "")
            return Content.styled("  ".join(part for part in parts if part), MUTED)
        if focused and asked.setting.is_list:
            number = len(asked.text.split(","))
            many = f"{counted(number, 'item')}; " if number > 1 else ""
            return Content.styled(f"{many}^L: one item on each line", MUTED)
        return Content("")


def needed(asked: Question) -> str:
    """Why an answer is needed and what it looks like."""
    hint = next(allowed(asked.setting, split_key(asked.key).environment), "")
    because = asked.setting.required_because
    text = f"needed: {because}" if because else "needed"
    return f"{text}; {hint}" if hint and not asked.setting.choices else text


def label_width(width: int) -> int:
    """The cells of gutter and label in a row of some width."""
    if width >= 74:
        return 34
    if width >= 50:
        return min(27, max(20, width - GUID_ROOM))
    return max(18, width // 2)
