"""A `.env` as a document: the values that `source` in bash gives, and edits in place.

The file is a bash script. Values are the ones bash would set; nothing is executed. Where lines
end with CR LF, values are those of the same file with LF (see `newline_hazard`).
"""

from __future__ import annotations

from wizard.formats.bash_names import check_name
from wizard.formats.dotenv_edits import (
    check_comment,
    new_line,
    refuse_joining,
    with_comment,
    with_newline,
    with_value,
)
from wizard.formats.dotenv_entries import (
    Entry,
    Problem,
    list_entries,
    list_problems,
    numbered,
    why_swallowing,
)
from wizard.formats.dotenv_lines import read_pieces
from wizard.formats.dotenv_pieces import Assignment, Piece
from wizard.formats.dotenv_quoting import fragile, quote
from wizard.formats.dotenv_values import Outcome, evaluate
from wizard.formats.errors import FormatError

__all__ = ["Entry", "EnvDocument", "Problem", "fragile", "quote"]

_MARK = "\ufeff"


class EnvDocument:
    """The pieces of one file; `text()` of an unchanged document is the text that was parsed."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self._mark = _MARK if text.startswith(_MARK) else ""
        windows = text.count("\r\n")
        self.newline_hazard = windows > 0
        """Some lines end with CR LF, of which bash keeps the CR as part of the value."""
        self._newline = "\r\n" if windows * 2 > text.count("\n") else "\n"
        # Names set to the value they already had by reference to others: see _settle.
        self._kept: dict[str, str] = {}
        self._read(text[len(self._mark) :])

    @classmethod
    def parse(cls, text: str, path: str = ".env") -> EnvDocument:
        """Reads any text; lines that are not understood are kept and listed in `problems`."""
        return cls(text, path)

    def text(self) -> str:
        """The whole file."""
        return self._mark + "".join(piece.text for piece in self._pieces)

    def with_lf(self) -> EnvDocument:
        """The same document with LF at the end of every line."""
        return EnvDocument(self.text().replace("\r\n", "\n"), self.path)

    def get(self, name: str) -> str | None:
        """The value that the name has in the end; None when it is not set or not readable."""
        found = self._find(name)
        return self._outcome(found[1])[0] if found and found[1].assigns else None

    def entry(self, name: str) -> Entry | None:
        """The last assignment of a name, or else the last line that seems to mean one."""
        found = self._find(name)
        if found is None:
            return None
        return next(entry for entry, origin in self._listed() if origin is found[1])

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every assignment in the order of the file, also those that bash would not make."""
        return tuple(entry for entry, _ in self._listed())

    @property
    def duplicates(self) -> dict[str, tuple[int, ...]]:
        """The lines of each name that is assigned more than once; the last one counts."""
        lines: dict[str, list[int]] = {}
        for entry, assignment in self._listed():
            if assignment.assigns and not assignment.appends:
                lines.setdefault(entry.name, []).append(entry.line)
        return {name: tuple(found) for name, found in lines.items() if len(found) > 1}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Lines that bash does not take as meant, in the order of the file."""
        found = list_problems(self._pieces)
        if self._mark:
            reason = "bash takes the byte order mark for a part of the first line"
            found.insert(0, Problem(1, self.text().split("\n", 1)[0].rstrip("\r"), reason))
        return tuple(found)

    def set(
        self, name: str, value: str, *, comment: str | None = None, after: str | None = None
    ) -> None:
        """Gives a name its value: in place where it is assigned last, else on a new line.

        A new line comes after the one of `after`, or at the end. A comment replaces the inline
        one; an empty one removes it; None keeps it. A value that is there already changes
        nothing. Raises FormatError, with the document as it was, for a name, value or comment
        that a line of `.env` cannot carry, and where a quote is not closed where it should be.
        """
        check_name(name)
        check_comment(comment or "")
        found = self._find(name)
        self._refuse_unclosed(found[0] if found else None)
        if found and found[1].assigns and self._outcome(found[1])[0] == value:
            if found[1].literal is None:
                self._kept[name] = value
        else:
            self._refuse_swallowing(found[0] if found else None)
            self._kept.pop(name, None)
            found = self._overwrite(name, value, found) or self._insert(name, value, after)
        if comment is not None and found:
            self._replace(found[0], with_comment(found[0], comment))
        self._settle()

    def remove(self, name: str) -> None:
        """Removes every line that assigns a name; a name that is not there changes nothing.

        Raises FormatError when such a line assigns other names too, or seems to hold them.
        """
        pieces = self._by_name.get(name, [])
        self._refuse_unclosed(*pieces)
        for piece in pieces:
            self._refuse_swallowing(piece)
            others = [each.name for each in piece.assignments if each.name != name]
            if others:
                raise FormatError(
                    f"{name} shares a line with {others[0]}",
                    "Give each a line of its own first",
                    path=self.path,
                    line=self._line_of(piece),
                )
        if not pieces:
            return
        self._kept.pop(name, None)
        kept = [piece for piece in self._pieces if piece not in pieces]
        text = "".join(piece.text for piece in kept)
        if not self._pieces[-1].text.endswith("\n") and self._pieces[-1] in pieces:
            text = text.removesuffix("\n").removesuffix("\r")
        self._read(text)
        self._settle()

    def _read(self, text: str) -> None:
        self._pieces = list(read_pieces(text))
        self._index()

    def _index(self) -> None:
        self._by_name: dict[str, list[Piece]] = {}
        self._unclosed = [piece for piece in self._pieces if piece.troubles and piece.unclosed]
        for piece in self._pieces:
            for name in dict.fromkeys(each.name for each in piece.assignments):
                self._by_name.setdefault(name, []).append(piece)
        self._changed()

    def _changed(self) -> None:
        self._outcomes: dict[Assignment, Outcome] | None = None
        self._entries: list[tuple[Entry, Assignment]] | None = None

    def _find(self, name: str) -> tuple[Piece, Assignment] | None:
        """The assignment that counts, or else the last broken line that means the name."""
        broken = None
        for piece in reversed(self._by_name.get(name, ())):
            for assignment in reversed(piece.assignments):
                if assignment.name == name:
                    if assignment.assigns:
                        return piece, assignment
                    broken = broken or (piece, assignment)
        return broken

    def _evaluated(self) -> dict[Assignment, Outcome]:
        if self._outcomes is None:
            self._outcomes = evaluate(each for piece in self._pieces for each in piece.assignments)
        return self._outcomes

    def _outcome(self, assignment: Assignment) -> Outcome:
        if assignment.literal is not None:
            return assignment.literal, None
        return self._evaluated()[assignment]

    def _listed(self) -> list[tuple[Entry, Assignment]]:
        if self._entries is None:
            self._entries = list_entries(self._pieces, self._evaluated())
        return self._entries

    def _refuse_unclosed(self, *mended: Piece | None) -> None:
        for piece in self._unclosed:
            if piece not in mended:
                raise FormatError(
                    f"{piece.troubles[0].reason}, so bash reads nothing of the file from here on",
                    "Close the quote or bracket first",
                    path=self.path,
                    line=self._line_of(piece),
                )

    def _refuse_swallowing(self, piece: Piece | None) -> None:
        for assignment in piece.assignments if piece else ():
            reason = why_swallowing(piece, assignment) if piece else None
            if reason and piece:
                remedy = f"Look at the quotes of {assignment.name}"
                raise FormatError(reason, remedy, path=self.path, line=self._line_of(piece))

    def _line_of(self, piece: Piece) -> int:
        return next(line for line, each in numbered(self._pieces) if each is piece)

    def _overwrite(
        self, name: str, value: str, found: tuple[Piece, Assignment] | None
    ) -> tuple[Piece, Assignment] | None:
        if found is None:
            return None
        piece, assignment = found
        before = "".join(each.text for each in self._pieces) if piece.unclosed else None
        written = with_value(piece, assignment, value)
        if written is None:
            self._refuse_unclosed()
            return None
        self._replace(piece, written)
        if before is not None:
            self._read("".join(each.text for each in self._pieces))
            if self.get(name) != value:
                self._read(before)
                self._refuse_unclosed()
        return self._find(name)

    def _replace(self, piece: Piece, written: Piece) -> None:
        """Takes over what was written, in the same place and under the same names."""
        piece.text = written.text
        piece.assignments = written.assignments
        piece.troubles = written.troubles
        piece.comment_start = written.comment_start
        self._changed()

    def _insert(self, name: str, value: str, after: str | None) -> tuple[Piece, Assignment]:
        anchor = self._find(after) if after is not None else None
        place = self._pieces.index(anchor[0]) + 1 if anchor else len(self._pieces)
        before = self._pieces[place - 1] if place else None
        newline = self._newline
        mended = None
        if before is not None and not before.text.endswith("\n"):
            mended = with_newline(before, newline)
            newline = ""
        written = new_line(name, value, anchor[0] if anchor else self._last_assigning(), newline)
        if before is not None:
            refuse_joining(mended or before, written)
        if before is not None and mended is not None:
            self._replace(before, mended)
        self._pieces.insert(place, written)
        self._index()
        return written, written.assignments[0]

    def _last_assigning(self) -> Piece | None:
        return next((piece for piece in reversed(self._pieces) if piece.assignments), None)

    def _settle(self) -> None:
        """Names that were set to the value they had keep it when what they refer to changes."""
        for name, value in list(self._kept.items()):
            found = self._find(name)
            if found and self._outcome(found[1])[0] != value:
                del self._kept[name]
                self._overwrite(name, value, found)
