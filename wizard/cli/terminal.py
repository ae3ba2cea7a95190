"""Whether a full-screen program can run here; asked before any of it is imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO


def terminal_problem(
    environ: Mapping[str, str],
    stdin: TextIO | None,
    stderr: TextIO | None,
    *,
    no_input: bool = False,
    draws: bool = True,
) -> str | None:
    """Why nobody can be asked here, None when somebody can.

    The wizard reads keys from ``stdin`` and draws on ``stderr``; questions line by line
    (``draws=False``) are content with any terminal and are written to the stream given instead.
    A wizard that a server started for a browser has the browser for its terminal.
    """
    if draws and environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return None
    if no_input:
        return "--no-input says to ask nothing"
    if environ.get("CI", "").lower() not in ("", "0", "false", "no"):
        return "CI is set, so nobody is there to ask"
    if stdin is None or stderr is None or not (_is_terminal(stdin) and _is_terminal(stderr)):
        return "this is no terminal"
    if not draws:
        return None
    term = environ.get("TERM", "")
    if term == "dumb" or (not term and environ.get("OS") != "Windows_NT"):
        return "the terminal cannot draw (TERM is dumb or empty)"
    return None


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False
