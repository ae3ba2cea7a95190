"""A person at a pseudo-terminal: waits for each question, then types."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.prompts.person import Turn
from wizard.prompts.asker import Command

PATIENCE = 30.0
_CODES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>]|\r")
_ASKS_POSITION = b"\x1b[6n"
DOWN, UP = "\x1b[B", "\x1b[A"


class Terminal:
    """A program on a pseudo-terminal of 120 by 60; ``seen`` is all that it sent."""

    def __init__(self, arguments: list[str], environ: dict[str, str]) -> None:
        import fcntl
        import pty
        import termios

        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 120, 0, 0))

        def own_terminal() -> None:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self._process = subprocess.Popen(
            arguments, stdin=slave, stdout=slave, stderr=slave, env=environ,
            preexec_fn=own_terminal,
        )  # fmt: skip
        os.close(slave)
        self.seen = b""
        self._read_to = 0

    @property
    def fresh(self) -> str:
        """What came since the last answer, without blanks and codes of the terminal."""
        return squeezed(self.seen[self._read_to :])

    def wait_for(self, text: str) -> None:
        """Wait until a text was printed since the last answer."""
        end = time.monotonic() + PATIENCE
        while squeezed(text.encode()) not in self.fresh:
            assert time.monotonic() < end, f"{text!r} never came: {self.fresh[-600:]}"
            assert self._read(end), f"the program ended before {text!r}: {self.fresh[-600:]}"

    def type(self, text: str) -> None:
        """Type; what came before counts as read."""
        self._read_to = len(self.seen)
        os.write(self._master, text.encode())

    def interrupt(self) -> int:
        """Press Ctrl+C, again when nothing comes of it; the exit code.

        Python loses an interrupt that arrives just before it begins to wait for a line.
        """
        for _ in range(5):
            self.type("\x03")
            again = time.monotonic() + 4.0
            while time.monotonic() < again:
                if not self._read(again):
                    return self.finish()
        raise AssertionError(f"it cannot be interrupted: {self.fresh[-600:]}")

    def finish(self) -> int:
        """Wait for the end; the exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            assert time.monotonic() < end, f"it never ends: {self.fresh[-600:]}"
        os.close(self._master)
        return self._process.wait(PATIENCE)

    def close(self) -> None:
        """End the program if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(PATIENCE)

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.seen += data
        for _ in range(data.count(_ASKS_POSITION)):
            os.write(self._master, b"\x1b[1;1R")
        return bool(data)


def squeezed(data: bytes) -> str:
    """Text as it reads, without blanks: where lines are broken does not matter."""
    return re.sub(r"\s+", "", _CODES.sub(b"", data).decode("utf-8", "replace"))


def start(root: Path, state: Path, **environ: str) -> Terminal:
    """The wizard, line by line, on a repository."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return Terminal(
        [sys.executable, "-m", "wizard", "new", "--plain", str(root)],
        {**kept, "HOME": str(state), "XDG_STATE_HOME": str(state), "TERM": "xterm-256color",
         "PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C.UTF-8", **environ},
    )  # fmt: skip


def play(terminal: Terminal, turns: Iterable[Turn], *, with_menus: bool) -> None:
    """Give the answers of a walk that was recorded."""
    for turn in turns:
        if with_menus:
            terminal.wait_for(_prompt(turn))
            terminal.type(_keys(turn))
        else:
            terminal.wait_for(turn.label)
            terminal.type(f"{_line(turn)}\n")


def _prompt(turn: Turn) -> str:
    present = f" [{turn.present}]" if turn.kind == "line" and turn.present else ""
    return f"? {turn.label}{present}" + (":" if turn.kind == "line" else "")


def _keys(turn: Turn) -> str:
    """The keys for questionary."""
    given = turn.given
    if given is None:
        return "\r"
    if isinstance(given, Command):
        return given.value + ("\r" if turn.kind == "line" else "")
    if isinstance(given, bool):
        return "y" if given else "n"
    if isinstance(given, frozenset):
        assert isinstance(turn.present, frozenset)
        switched = given ^ turn.present
        return "".join((" " if key in switched else "") + DOWN for key in turn.options) + "\r"
    if turn.kind == "choose":
        steps = turn.options.index(str(given)) - turn.options.index(str(turn.present))
        return (DOWN if steps > 0 else UP) * abs(steps) + "\r"
    return f"{given}\r"


def _line(turn: Turn) -> str:
    """The line for a terminal without menus."""
    given = turn.given
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, frozenset):
        assert isinstance(turn.present, frozenset)
        switched = given ^ turn.present
        return " ".join(str(n) for n, key in enumerate(turn.options, 1) if key in switched)
    if isinstance(given, Command):
        return given.value
    return "" if given is None else str(given)
