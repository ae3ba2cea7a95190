"""The one error of this room: a file that cannot be read, or a value a format cannot carry."""

from __future__ import annotations


class FormatError(ValueError):
    """What is wrong with a file or a value, where, and what to do about it.

    `path` is None for a value that belongs to no file yet; `line` counts from 1 and is None
    when the whole file is meant. `reason` and `remedy` are sentences without the full stop.
    """

    def __init__(
        self, reason: str, remedy: str, *, path: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.path = path
        self.line = line

    def __str__(self) -> str:
        where = ""
        if self.path is not None:
            where = f"{self.path}:{self.line}: " if self.line is not None else f"{self.path}: "
        elif self.line is not None:
            where = f"line {self.line}: "
        return f"{where}{self.reason}. {self.remedy}"
