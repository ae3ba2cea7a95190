"""What a `.env` holds, as a reader sees it: its assignments and the lines that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wizard.formats.dotenv_pieces import Assignment, Piece
from wizard.formats.dotenv_values import Outcome

_LOOKS_LIKE_ASSIGNMENT = re.compile(r"\n[ \t]*(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_]*=")


class Entry(NamedTuple):
    """One assignment as it stands in the file.

    `value` is None when bash does not set the name here, or sets what only a running shell
    knows: `unreadable` says why, `assigns` whether the name is set at all. `raw` is the value
    as written, `quote` is plain, single, double or mixed, `comment` the inline comment without
    its '#'. `refers` is True when the value depends on other names. `overridden_by` is the line
    of the last assignment to the same name, when this one is not it.
    """

    name: str
    value: str | None
    line: int
    end_line: int
    raw: str
    quote: str
    comment: str | None
    export: bool
    unreadable: str | None
    assigns: bool
    refers: bool
    overridden_by: int | None


class Problem(NamedTuple):
    """A line that is not taken as meant; `name` is the setting it may have meant.

    With `stops`, bash reads nothing of the file from this line on.
    """

    line: int
    text: str
    reason: str
    name: str | None = None
    stops: bool = False


def numbered(pieces: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    """Each piece with the number of its first line."""
    line = 1
    for piece in pieces:
        yield line, piece
        line += piece.text.count("\n")


def list_entries(
    pieces: Sequence[Piece], outcomes: Mapping[Assignment, Outcome]
) -> list[tuple[Entry, Assignment]]:
    """Every assignment in order, with what it was made of."""
    found: list[tuple[int, Piece, Assignment]] = []
    wins: dict[str, int] = {}
    for line, piece in numbered(pieces):
        for assignment in piece.assignments:
            at = line + piece.text.count("\n", 0, assignment.name_end)
            found.append((at, piece, assignment))
            if assignment.assigns and not assignment.appends:
                wins[assignment.name] = at
    entries: list[tuple[Entry, Assignment]] = []
    for at, piece, assignment in found:
        value, reason = outcomes[assignment]
        winner = wins.get(assignment.name, at)
        entry = Entry(
            assignment.name,
            value,
            at,
            at + piece.text.count("\n", assignment.name_end, assignment.stop),
            piece.text[assignment.value_start : assignment.stop],
            assignment.word.quote,
            _comment(piece),
            assignment.export,
            reason,
            assignment.assigns,
            assignment.literal is None and assignment.unreadable is None,
            winner if winner > at else None,
        )
        entries.append((entry, assignment))
    return entries


def list_problems(pieces: Sequence[Piece]) -> list[Problem]:
    """Every line that is not understood, and values that seem to swallow other lines."""
    found: list[Problem] = []
    for line, piece in numbered(pieces):
        for trouble in piece.troubles:
            at = line + piece.text.count("\n", 0, trouble.offset)
            text = _line_of(piece.text, trouble.offset)
            found.append(Problem(at, text, trouble.reason, trouble.name, trouble.unclosed))
        for assignment in piece.assignments:
            reason = why_swallowing(piece, assignment)
            if reason:
                first = line + piece.text.count("\n", 0, assignment.name_end)
                text = _line_of(piece.text, assignment.name_end)
                found.append(Problem(first, text, reason, assignment.name))
    return found


def why_swallowing(piece: Piece, assignment: Assignment) -> str | None:
    """Why a value over several lines seems to hold lines that were meant for themselves."""
    value = piece.text[assignment.value_start : assignment.stop]
    if "\n" not in value or not _LOOKS_LIKE_ASSIGNMENT.search(value):
        return None
    return (
        f"the value runs on for {value.count(chr(10)) + 1} lines and holds what looks like "
        "other settings: a closing quote may be missing"
    )


def _comment(piece: Piece) -> str | None:
    if piece.comment_start is None:
        return None
    return piece.text[piece.comment_start + 1 :].strip()


def _line_of(text: str, offset: int) -> str:
    begin = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", begin)
    return text[begin : end if end >= 0 else len(text)].rstrip("\r")
