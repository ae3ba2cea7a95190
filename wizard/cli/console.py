"""What is printed: results to stdout, errors to stderr, text or JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TextIO

Style = Literal["error", "warning", "note", "strong", "new", "gone"]
Part = str | tuple[str, Style]
_CODES: dict[Style, str] = {
    "error": "1;31", "warning": "1;33", "note": "36", "strong": "1", "new": "32", "gone": "31",
}  # fmt: skip
_CONTROLS = {number: f"\\x{number:02x}" for number in (*range(32), *range(127, 160))} | {9: "\t"}


class Console(NamedTuple):
    """How to print: ``as_json`` one document, ``quiet`` without hints."""

    as_json: bool = False
    quiet: bool = False
    colour: bool = False

    def line(self, *parts: Part) -> None:
        """A line of a result."""
        sys.stdout.write(self._text(parts, self.colour) + "\n")

    def hint(self, *parts: Part) -> None:
        """A line that helps along; nothing when quiet or when JSON is printed."""
        if not self.quiet and not self.as_json:
            self.line(*parts)

    def complain(self, *parts: Part) -> None:
        """A line to stderr."""
        sys.stderr.write(self._text(parts, colour=self.colour and sys.stderr.isatty()) + "\n")

    def document(self, data: Any) -> None:
        """A result as JSON."""
        sys.stdout.write(_json(data))

    def complain_document(self, data: Any) -> None:
        """An error as JSON, to stderr."""
        sys.stderr.write(_json(data))

    def raw(self, text: str) -> None:
        """A result as it is: another format's text."""
        sys.stdout.write(text)

    def _text(self, parts: tuple[Part, ...], colour: bool) -> str:
        written = []
        for part in parts:
            text, style = (part, None) if isinstance(part, str) else part
            safe = printable(text)
            written.append(f"\x1b[{_CODES[style]}m{safe}\x1b[0m" if style and colour else safe)
        return "".join(written)


def printable(text: str) -> str:
    """One line of text that cannot act on a terminal: control characters are shown, not sent."""
    return text.translate(_CONTROLS)


def has_colour(environ: Mapping[str, str], stream: TextIO, *, refused: bool) -> bool:
    """Whether colour is welcome."""
    if refused or environ.get("NO_COLOR") or environ.get("TERM", "") in ("", "dumb"):
        return False
    return stream.isatty()


def console_for(*, as_json: bool, quiet: bool, no_color: bool) -> Console:
    """The console of this process."""
    return Console(as_json, quiet, has_colour(os.environ, sys.stdout, refused=no_color))


def _json(data: Any) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
