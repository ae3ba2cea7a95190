"""When the picture on a terminal changes: what a program wrote, played again in an emulator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import pyte

Look: TypeAlias = tuple[object, ...]
"""The character of a cell, its two colours and its attributes."""
Row: TypeAlias = tuple[Look, ...]


class Picture:
    """What a terminal of some columns and lines shows: its cells, and its cursor unless hidden.

    Bytes that paint again what is there already change nothing. The text cursor of the
    full-screen programs measured here is a cell in other colours, which blinks twice a second
    whatever is pressed, with the terminal's own, hidden cursor on it or beside it: one cell of
    that line in other colours but with the same character, and all else as it was, is no change.
    """

    def __init__(self, columns: int, lines: int) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._rows = [self._row(line) for line in range(lines)]
        self._cursor = self._place()

    def changes(self, written: bytes) -> bool:
        """Whether anyone sees a difference after some more bytes."""
        self._screen.dirty.clear()
        self._stream.feed(written)
        cells = [cell for line in self._screen.dirty for cell in self._repaint(line)]
        before, self._cursor = self._cursor, self._place()
        moved = before != self._cursor and not self._screen.cursor.hidden
        if moved or len(cells) > 1:
            return True
        return any(place[0] != before[0] or old[0] != new[0] for place, old, new in cells)

    def text(self) -> str:
        """The characters on it, a line a row."""
        return "\n".join(self._screen.display)

    def _repaint(self, line: int) -> list[tuple[tuple[int, int], Look, Look]]:
        """The cells of a line that differ from before: where, and how they were and are."""
        before, self._rows[line] = self._rows[line], self._row(line)
        pairs = enumerate(zip(before, self._rows[line], strict=True))
        return [((line, column), old, new) for column, (old, new) in pairs if old != new]

    def _row(self, line: int) -> Row:
        cells = self._screen.buffer[line]
        return tuple(tuple(cells[column]) for column in range(self._screen.columns))

    def _place(self) -> tuple[int, int]:
        """Line and column of the terminal's cursor."""
        return self._screen.cursor.y, self._screen.cursor.x


def changes(written: Iterable[bytes], columns: int, lines: int) -> list[bool]:
    """For each part of what a program wrote from its start, whether the picture changed by it."""
    picture = Picture(columns, lines)
    return [picture.changes(part) for part in written]
