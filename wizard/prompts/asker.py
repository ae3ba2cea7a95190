"""What the questions need from a terminal: lines out, answers in, commands instead of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal, Protocol

Style = Literal["plain", "strong", "muted", "error", "warning", "note", "new", "gone"]
EMPTY = '""'
"""What a person types for "nothing at all", since Enter alone keeps what is there."""


class Command(Enum):
    """What can be given instead of an answer; the value is what is typed."""

    BACK = "<"
    NEXT_PAGE = ">"
    GO = "/"
    DEFAULT = "="
    HELP = "?"


COMMANDS_IN_WORDS = """\
Enter takes what stands in brackets. Instead of an answer you can give:
  ?   help on the question
  <   back to the question before (also Ctrl+B)
  >   on to the next page; the rest of this one stays as it is
  /   another page, a setting, or the review
  =   the default again
  ""  nothing at all
Ctrl+C stops; what you answered is kept as a draft."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: its value, its name, words beside it.

    ``blocked`` says why it cannot be switched, "" where it can.
    """

    value: str
    title: str
    words: str = ""
    blocked: str = ""


class Asker(Protocol):
    """A terminal, or a test in its place.

    Each question gives an answer or a command. KeyboardInterrupt and EOFError mean that the
    person has left.
    """

    @property
    def width(self) -> int:
        """The columns that text may take."""

    def say(self, text: str = "", style: Style = "plain", *, indent: int = 0) -> None:
        """Print a paragraph, wrapped."""

    def line(self, label: str, present: str) -> str | Command:
        """Ask for a text; "" keeps what is present."""

    def confirm(self, label: str, *, present: bool) -> bool | Command:
        """Ask for yes or no."""

    def choose(self, label: str, options: Sequence[Option], present: str) -> str | Command:
        """Ask for the value of one option."""

    def check(
        self, label: str, options: Sequence[Option], on: frozenset[str]
    ) -> frozenset[str] | Command:
        """Ask which options are to be on; blocked ones stay as they are."""
