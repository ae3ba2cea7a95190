"""The full-screen wizard starts only where somebody can see and use it."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from wizard.cli.terminal import terminal_problem


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


GOOD = {"TERM": "xterm-256color"}


def test_a_terminal_has_no_problem() -> None:
    assert terminal_problem(GOOD, Terminal(), Terminal()) is None
    assert terminal_problem({**GOOD, "CI": "false"}, Terminal(), Terminal()) is None


@pytest.mark.parametrize(
    ("environ", "stdin", "stderr", "no_input"),
    [
        (GOOD, io.StringIO(), Terminal(), False),
        (GOOD, Terminal(), io.StringIO(), False),
        (GOOD, None, Terminal(), False),
        (GOOD, Terminal(), None, False),
        ({"TERM": "dumb"}, Terminal(), Terminal(), False),
        ({"TERM": ""}, Terminal(), Terminal(), False),
        ({}, Terminal(), Terminal(), False),
        ({**GOOD, "CI": "true"}, Terminal(), Terminal(), False),
        ({**GOOD, "CI": "1"}, Terminal(), Terminal(), False),
        (GOOD, Terminal(), Terminal(), True),
    ],
)
def test_anything_less_has(
    environ: dict[str, str], stdin: io.StringIO | None, stderr: io.StringIO | None, no_input: bool
) -> None:
    assert terminal_problem(environ, stdin, stderr, no_input=no_input)


def test_questions_line_by_line_need_less() -> None:
    dumb = {"TERM": "dumb"}
    assert terminal_problem(dumb, Terminal(), Terminal(), draws=False) is None
    assert terminal_problem(dumb, io.StringIO(), Terminal(), draws=False)
    assert terminal_problem({**dumb, "CI": "1"}, Terminal(), Terminal(), draws=False)
    assert terminal_problem(dumb, Terminal(), Terminal(), draws=False, no_input=True)


def test_a_closed_stream_is_no_terminal() -> None:
    closed = Terminal()
    closed.close()
    assert terminal_problem(GOOD, io.TextIOWrapper(io.BytesIO()), Terminal())
    assert terminal_problem(GOOD, closed, io.StringIO())


@pytest.mark.parametrize("arguments", [[], ["new"], ["new", "--no-input"], ["--plain"]])
def test_without_a_terminal_it_says_which_verb_to_use(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.code == 4
    assert "generate" in result.err
    assert result.out == ""


def test_a_folder_that_is_none_is_refused_before_the_screen(here: Path) -> None:
    (here / "a-file").write_text("", encoding="utf-8")
    code, told = _in_a_terminal(["new", "a-file"])
    assert code == 2
    assert "no folder" in told


@pytest.mark.parametrize("extra", [{"TERM": "dumb"}, {"CI": "1"}])
def test_in_a_terminal_that_cannot_or_may_not_ask(here: Path, extra: dict[str, str]) -> None:
    code, told = _in_a_terminal([], **extra)
    assert code == 4
    assert "\x1b[?" not in told


def _in_a_terminal(arguments: list[str], **extra: str) -> tuple[int, str]:
    """Run the program in a pseudo-terminal; its exit code and all that it printed."""
    ours, theirs = pty.openpty()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "wizard", *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs,
            env={**os.environ, "TERM": "xterm", **extra},
        )  # fmt: skip
        code = process.wait(timeout=60)
        os.close(theirs)
        told = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            told += piece
    finally:
        os.close(ours)
    return code, told.decode("utf-8", errors="replace")
