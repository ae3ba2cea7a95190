"""A variable file cut into slots: each assignment with the comments that stand around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from wizard.catalog.setting import Orchestrator
from wizard.formats.ado_variables import AdoDocument
from wizard.formats.dotenv import EnvDocument


@dataclass(slots=True)
class Slot:
    """One assignment: lines without line ends.

    ``lead`` are the lines in front of it that assign nothing, ``body`` its own, without
    ``comment``, which is what stands behind the value, blanks and number sign included ("" for
    nothing). ``name`` is in lower case for Azure DevOps, which takes names so.
    """

    name: str
    lead: list[str]
    body: list[str]
    comment: str

    def lines(self, comment: str) -> list[str]:
        """The assignment with a comment behind it."""
        return [*self.body[:-1], f"{self.body[-1]}{comment}"]


@dataclass(slots=True)
class Layout:
    """A whole file: its slots, and the lines behind the last one."""

    slots: list[Slot] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


def cut(text: str, orchestrator: Orchestrator, path: str) -> Layout | None:
    """The slots of a file with LF line ends; None for one that cannot be cut without harm.

    That is one with lines that are no assignments, several assignments on one line, YAML values
    over several lines, the list notation, or anything beside ``variables:``.

    Raises:
        FormatError: the file cannot be read.
    """
    if orchestrator == "github":
        return _cut_env(text, path)
    return _cut_ado(text, path)


def _cut_env(text: str, path: str) -> Layout | None:
    document = EnvDocument.parse(text, path)
    if document.problems or document.newline_hazard:
        return None
    found = []
    lines = text.split("\n")
    for entry in document.entries:
        line = lines[entry.end_line - 1]
        end = len(line) if entry.comment is None else _before(line, entry.comment)
        found.append((entry.name, entry.line, entry.end_line, end))
    return _cut(lines, found)


def _cut_ado(text: str, path: str) -> Layout | None:
    document = AdoDocument.parse(text, path)
    if document.problems or not document.is_only_pairs or "\r" in text:
        return None
    lines = text.split("\n")
    found = []
    for entry, end in document.ends:
        if end[0] != entry.line:
            return None
        behind = lines[entry.line - 1][end[1] :].strip()
        if behind and not behind.startswith("#"):
            return None
        found.append((entry.name.lower(), entry.line, entry.line, end[1]))
    return _cut(lines, found)


def _cut(lines: list[str], found: Iterable[tuple[str, int, int, int]]) -> Layout | None:
    """Slots from names with first line, last line (from 1) and the column behind the value."""
    layout = Layout()
    at = 0
    for name, first, last, column in found:
        if first - 1 < at:
            return None
        body = lines[first - 1 : last]
        body[-1], comment = body[-1][:column], body[-1][column:].rstrip()
        layout.slots.append(Slot(name, lines[at : first - 1], body, comment))
        at = last
    layout.tail = lines[at:]
    if layout.tail and not layout.tail[-1]:
        layout.tail.pop()
    return layout


def _before(line: str, comment: str) -> int:
    """The column behind the value on a line that ends with a comment."""
    end = len(line.rstrip()) - len(comment.rstrip())
    return len(line[:end].rstrip().removesuffix("#").rstrip())
