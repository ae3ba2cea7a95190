"""From the kind of a setting to the row that asks it."""

from __future__ import annotations

from collections.abc import Callable

from wizard.catalog.setting import Kind
from wizard.session.questions import Question
from wizard.tui.rows.base import QuestionRow
from wizard.tui.rows.choice import ChoiceRow, SwitchRow
from wizard.tui.rows.text import TextRow

RowFactory = Callable[[Question, str], QuestionRow]

BY_KIND: dict[Kind, RowFactory] = {"bool": SwitchRow, "enum": ChoiceRow}


def row_for(asked: Question, label: str) -> QuestionRow:
    """The row for a question; whatever has no row of its own is typed as text."""
    return BY_KIND.get(asked.setting.kind, TextRow)(asked, label)
