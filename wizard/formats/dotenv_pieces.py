"""The pieces of a `.env`: what one stretch of its text assigns, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.formats.dotenv_words import Word


@dataclass(slots=True, eq=False)
class Assignment:
    """One `NAME=value` of a piece; offsets count from the start of the piece.

    The written value stands at `value_start` to `stop`. `literal` is None when the value
    refers to other names or is `unreadable`. With `assigns` False bash does not set the name.
    """

    name: str
    name_end: int
    value_start: int
    stop: int
    word: Word
    literal: str | None
    unreadable: str | None
    export: bool = False
    appends: bool = False
    assigns: bool = True


@dataclass(slots=True)
class Trouble:
    """Something bash does not take as meant; `offset` counts from the start of the piece."""

    offset: int
    reason: str
    name: str | None
    unclosed: bool = False


@dataclass(slots=True, eq=False)
class Piece:
    """The text of one piece with its line end, and what it holds."""

    text: str
    assignments: tuple[Assignment, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    comment_start: int | None = None

    @property
    def unclosed(self) -> bool:
        """Bash does not find the end of this piece, so it reads nothing behind it."""
        return any(trouble.unclosed for trouble in self.troubles)
