"""New text for single pieces of a `.env`: a value, an inline comment, a line.

Each function reads its result again, so that what it returns is what bash will see.
"""

from __future__ import annotations

import re

from wizard.formats.characters import is_one_line
from wizard.formats.dotenv_lines import read_pieces
from wizard.formats.dotenv_pieces import Assignment, Piece
from wizard.formats.dotenv_quoting import assigning, requote
from wizard.formats.errors import FormatError

_LEADING = re.compile(r"[ \t]*(?:export[ \t]+)?")


def check_comment(comment: str) -> None:
    """Raises FormatError for a comment that is not one line of text."""
    if not is_one_line(comment):
        raise FormatError(
            "a comment with a line end or another control character does not fit on one line",
            "Put it on one line",
        )


def with_value(piece: Piece, assignment: Assignment, value: str) -> Piece | None:
    """The piece with the value written where the assignment stands.

    None when the line would still not set the name, because something else on it is wrong.
    Raises FormatError for a value that cannot be written.
    """
    style = assignment.word.quote if assignment.assigns else "double"
    head = piece.text[: assignment.name_end - len(assignment.name)]
    setting = assigning(assignment.name, value, lambda text: requote(text, style))
    text = f"{head}{setting}{piece.text[assignment.stop :]}"
    position = piece.assignments.index(assignment)
    read = list(read_pieces(text))
    if len(read) != 1 or read[0].troubles or len(read[0].assignments) <= position:
        return None
    written = read[0].assignments[position]
    if written.name != assignment.name or not written.assigns:
        return None
    if written.literal != value:
        raise FormatError(written.unreadable or "the value does not fit here", "Edit it by hand")
    return read[0]


def with_comment(piece: Piece, comment: str) -> Piece:
    """The piece with another inline comment, or with none when it is empty."""
    content = piece.text.removesuffix("\n").removesuffix("\r")
    newline = piece.text[len(content) :]
    if piece.comment_start is None:
        before, gap = content.rstrip(" \t"), " "
    else:
        before, gap = piece.text[: piece.comment_start], ""
    text = f"{before}{gap}# {comment}{newline}" if comment else before.rstrip(" \t") + newline
    return _only_piece(text)


def with_newline(piece: Piece, newline: str) -> Piece:
    """The last piece of a file that lacks its line end, with one.

    Raises FormatError when a line end would make bash read on.
    """
    read = list(read_pieces(piece.text + newline))
    if len(read) != 1 or read[0].text != piece.text + newline:
        raise _open_end(piece)
    before = [(each.name, each.literal) for each in piece.assignments]
    if before != [(each.name, each.literal) for each in read[0].assignments]:
        raise _open_end(piece)
    return read[0]


def refuse_joining(before: Piece, written: Piece) -> None:
    """Raises FormatError when bash would read a new line as the rest of the piece before it."""
    if not before.text.endswith(("\\\n", "\\\r\n")):
        return
    *_, last = read_pieces(before.text + written.text)
    if last.text != written.text:
        raise _open_end(before)


def new_line(name: str, value: str, like: Piece | None, newline: str) -> Piece:
    """A line that sets a name, indented and exported as the neighbour `like` is."""
    leading = ""
    if like is not None and len(like.assignments) == 1:
        match = _LEADING.match(like.text)
        end = match.end() if match else 0
        if like.assignments[0].name_end - len(like.assignments[0].name) == end:
            leading = like.text[:end]
    return _only_piece(f"{leading}{assigning(name, value)}{newline}")


def _only_piece(text: str) -> Piece:
    (piece,) = read_pieces(text)
    return piece


def _open_end(piece: Piece) -> FormatError:
    last = piece.text.splitlines()[-1][:60]
    return FormatError(
        f"the last line '{last}' ends in a way that joins it with a line written behind it",
        "Remove the backslash at its end, or end the file with a blank line",
    )
