"""Characters that a line of text cannot carry from one program to the next."""

from __future__ import annotations

import re

# Control characters, and halves of surrogate pairs, which no encoding can write.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NAMES = {"\n": "a line end", "\r": "a carriage return", "\t": "a tab"}


def control_character(text: str) -> tuple[int, str] | None:
    """The position (from 0) and name of the first such character, or None."""
    match = _CONTROL.search(text)
    if match is None:
        return None
    char = match.group()
    if char >= "\ud800":
        return match.start(), "half of a surrogate pair"
    return match.start(), _NAMES.get(char, f"the control character U+{ord(char):04X}")


def is_one_line(comment: str) -> bool:
    """Whether a comment is one line for every reader; tabs are welcome."""
    no_tabs = comment.replace("\t", " ")
    return control_character(no_tabs) is None and not {"\u2028", "\u2029"} & set(comment)
