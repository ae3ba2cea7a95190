"""A `.env` cut into the pieces that bash reads one after the other.

A piece is a run of blank and comment lines, or one logical line: usually one assignment,
sometimes several, sometimes something bash would not take as an assignment at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.formats.bash_names import NAME_PATTERN, why_owned
from wizard.formats.dotenv_pieces import Assignment, Piece
from wizard.formats.dotenv_statements import read_statements
from wizard.formats.dotenv_words import Word

_QUIET = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)+|[ \t]*(?:#[^\n]*)?\Z")
# Nearly every line of a real file; all others take the long way.
_SIMPLE = re.compile(
    rf"""[ \t]*(export[ \t]+)?({NAME_PATTERN})=("[^"\\$`\r\n\0]*"|'[^'\r\n\0]*'"""
    r"""|[A-Za-z0-9_./:,@%+=-]*)(?:[ \t]+(\#[^\n]*)|[ \t]*)(?:\r?\n|\Z)"""
)


def read_pieces(text: str) -> Iterator[Piece]:
    """The pieces of a file in order; joined, their texts are the file."""
    at = 0
    line_by_line = False
    while at < len(text):
        match = _SIMPLE.match(text, at)
        if match:
            yield _simple(match, at)
            at = match.end()
            continue
        quiet = _QUIET.match(text, at)
        if quiet:
            yield Piece(quiet.group())
            at = quiet.end()
            continue
        piece = read_statements(text, at, line_by_line)
        # Behind a quote that is never closed bash reads nothing. Taken line by line the rest
        # can still be understood, and the end of the file is searched only once.
        line_by_line = line_by_line or piece.unclosed
        yield piece
        at += len(piece.text)


def _simple(match: re.Match[str], at: int) -> Piece:
    name, written = match.group(2, 3)
    quote, value = "plain", written
    if written[:1] in ('"', "'"):
        quote = "double" if written[0] == '"' else "single"
        value = written[1:-1]
    unreadable = why_owned(name)
    end = match.end(3) - at
    assignment = Assignment(
        name,
        match.end(2) - at,
        match.start(3) - at,
        end,
        Word(end, (value,), quote, unreadable),
        None if unreadable else value,
        unreadable,
        match.group(1) is not None,
    )
    comment = match.start(4) - at if match.group(4) else None
    return Piece(match.group(), (assignment,), (), comment)
