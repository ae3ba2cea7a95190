"""The front door: answers `--version` at once, hands everything else to the application."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

CANCELLED = 130
READER_GONE = 141


def main(argv: list[str] | None = None) -> int:
    """Run the program with `argv` (by default the process's own) and return its exit code.

    130 when the user interrupts; 141, as for any program in a pipe, when the reader of
    standard output has closed it.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] in (["--version"], ["-V"]):
        from wizard import __version__

        sys.stdout.write(f"aifactory-wizard {__version__}\n")
        return 0
    _print_what_the_terminal_lacks_escaped()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("cancelled\n")
        return CANCELLED
    except BrokenPipeError:
        _discard_stdout()
        return READER_GONE
    return code


def _run(arguments: list[str]) -> int:
    from wizard.cli.application import run

    return run(arguments)


def _print_what_the_terminal_lacks_escaped() -> None:
    """Keep a console of another code page from turning a result into a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _discard_stdout() -> None:
    """Point standard output at nothing, so that the interpreter's own flush stays silent."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
