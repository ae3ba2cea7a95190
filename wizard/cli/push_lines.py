"""What a push tells: values cut to the line, nothing that looks like a secret, progress."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from wizard.cli.console import Console, Part, Style, printable
from wizard.rules.secrets import secret_in

_WIDTH = 80
_INDENT = 12
_FOR_TWO = 36
"""Columns below which an old and a new value get a line of their own."""
_STYLES: dict[str, Style] = {"create": "new", "delete": "gone"}


def shown_value(value: str, longest: int) -> str:
    """A variable's value as a line shows it, cut to a length."""
    kind = secret_in(value)
    if kind:
        return f"(not shown: looks like {kind})"
    text = printable(value.replace("\n", "\\n")) or "(empty)"
    return text if len(text) <= longest else f"{text[: longest - 4]} ..."


def told_value(value: str | None) -> str | None:
    """A variable's value as JSON tells it: whole, but never what looks like a secret."""
    kind = secret_in(value) if value else None
    return f"(not shown: looks like {kind})" if kind else value


def print_change(
    console: Console,
    action: str,
    place: str,
    name: str,
    before: str | None = None,
    after: str | None = None,
) -> None:
    """One line of a difference: "+ create  dev  NAME = value", within 80 columns."""
    mark = {"create": "+", "delete": "-"}.get(action, "~")
    start = f" {place:<10} {name}"
    room = _WIDTH - _INDENT - len(start)
    marked: Part = (f"{mark} {action:<9}", _STYLES.get(action, "warning"))
    needed = min(len(before or "") + len(after or "") + 6, _FOR_TWO)
    if before is not None and after is not None and room < needed:
        console.hint(marked, f"{start}:")
        room = _WIDTH - _INDENT
        console.hint(" " * (_INDENT - 2), _change_words(before, after, room)[1:])
        return
    console.hint(marked, start, _change_words(before, after, max(room, 16)))


def _change_words(before: str | None, after: str | None, room: int) -> str:
    """ " = new", ": old -> new", " (was old)"; "" where there is no value to tell."""
    if before is None:
        return "" if after is None else f" = {shown_value(after, room - 3)}"
    if after is None:
        return f" (was {shown_value(before, room - 7)})"
    half = (room - 6) // 2
    before, after = where_they_differ(before, after, half)
    return f": {shown_value(before, half)} -> {shown_value(after, half)}"


def where_they_differ(before: str, after: str, room: int, *, lead: int = 6) -> tuple[str, str]:
    """Two values without the long beginning that both have, but for its last ``lead`` signs."""
    if max(len(before), len(after)) <= room or secret_in(before) or secret_in(after):
        return before, after
    same = next((at for at, pair in enumerate(zip(before, after, strict=False))
                 if pair[0] != pair[1]), min(len(before), len(after)))  # fmt: skip
    start = same - lead
    return (before, after) if start < 4 else (f"... {before[start:]}", f"... {after[start:]}")


def calls_json(calls: Mapping[str, int]) -> dict[str, int]:
    """Calls by method, and how many of them read and wrote."""
    reads = calls.get("GET", 0)
    total = sum(calls.values())
    return {**dict(sorted(calls.items())), "reads": reads, "writes": total - reads, "total": total}


class ProgressLine:
    """Progress on stderr: one line that is written over in a terminal, now and then elsewhere."""

    def __init__(self, console: Console) -> None:
        self._silent = console.quiet or console.as_json
        self._live = sys.stderr.isatty()
        self._said = ""

    def steps(self, done: int, total: int) -> None:
        """So many of so many steps are done."""
        if self._live or done == total or done % 50 == 0:
            self._say(f"{done} of {total}")

    def tell(self, text: str) -> None:
        """A line about a wait; the same line is not said twice in a row."""
        if text != self._said:
            self._said = text
            self._say(text)

    def end(self) -> None:
        """Leave the line."""
        if self._live and not self._silent:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _say(self, text: str) -> None:
        if not self._silent:
            sys.stderr.write(f"\r\x1b[K{printable(text)}" if self._live else f"{text}\n")
            sys.stderr.flush()
