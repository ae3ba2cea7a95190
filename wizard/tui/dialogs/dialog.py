"""The frame of every dialog: a box in the middle, Escape leaves it."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Dialog(ModalScreen[Result], Generic[Result]):
    """A modal screen whose result is None when it is left with Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close", id="dialog.leave", show=False),
    ]

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)
