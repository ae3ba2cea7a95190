"""Lines on a terminal: wrapped, with colour where it is welcome, unable to act on it."""

from __future__ import annotations

import re
import shutil
import sys
from textwrap import TextWrapper

from wizard.prompts.asker import Style

_CODES: dict[Style, str] = {
    "strong": "1", "muted": "2", "error": "1;31", "warning": "1;33", "note": "36",
    "new": "32", "gone": "31",
}  # fmt: skip
_CONTROLS = {number: f"\\x{number:02x}" for number in (*range(32), *range(127, 160))}
_WIDEST = 100


def safe(text: str) -> str:
    """One line of text with control characters shown, not sent."""
    return text.translate(_CONTROLS)


class Paper:
    """Standard output as paper: what is printed stays."""

    def __init__(self, *, colour: bool) -> None:
        self.colour = colour

    @property
    def width(self) -> int:
        """The columns that text may take; long lines are hard to read, so never too many."""
        return max(20, min(_WIDEST, shutil.get_terminal_size().columns - 1))

    def say(self, text: str = "", style: Style = "plain", *, indent: int = 0) -> None:
        """Print a paragraph."""
        for line in wrapped(text, self.width, indent):
            sys.stdout.write(self.styled(line, style) + "\n")
        sys.stdout.flush()

    def styled(self, text: str, style: Style) -> str:
        """Text with the codes of a style, where colour is welcome."""
        code = _CODES.get(style)
        return f"\x1b[{code}m{text}\x1b[0m" if code and self.colour and text else text


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    """The lines of a paragraph; blanks at the start of each line are kept as its indent."""
    lines: list[str] = []
    for line in text.split("\n"):
        bare = safe(line).rstrip()
        own = indent + len(bare) - len(bare.lstrip(" "))
        hanging = own + _hanging(bare.lstrip(" "))
        wrapper = TextWrapper(
            width, initial_indent=" " * own, subsequent_indent=" " * hanging,
            break_on_hyphens=False, break_long_words=False,
        )  # fmt: skip
        lines += wrapper.wrap(bare.lstrip(" ")) or [""]
    return lines


def _hanging(text: str) -> int:
    """How far further lines go in: below the text behind a bullet or a number."""
    found = re.match(r"(- |\d+\. )", text)
    return len(found.group()) if found else 0
