"""A program on a pseudo-terminal: what it shows, when, and the memory it takes."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from tests.benchmarks.pictures import changes

COLUMNS, LINES = 120, 40
PATIENCE = 20.0
"""Seconds after which a program that shows nothing has failed."""

MINIMAL = """
from textual.app import App
from textual.widgets import Input
class Minimal(App):
    def compose(self):
        yield Input()
Minimal().run()
"""
WIZARD = """
from pathlib import Path
from wizard.tui.app import run_wizard
run_wizard(Path("."))
"""


class Moment(NamedTuple):
    """A second of the clock, and how long a program was ready until then and did not run.

    The latter where the system tells. What lies between two moments is counted without it: on a
    machine that does nothing else it is none, and the figure is what a clock shows.
    """

    clock: float
    waited: float

    def since(self, earlier: Moment) -> float:
        """Seconds that the program had from another moment to this one."""
        return max(0.0, self.clock - earlier.clock - (self.waited - earlier.waited))


class Shown(NamedTuple):
    """Bytes that a program wrote, and when they came."""

    at: Moment
    written: bytes


class Press(NamedTuple):
    """A key, when it was pressed, and which parts of what was shown came until it was quiet."""

    key: str
    at: Moment
    parts: range


class Terminal:
    """Python code running on a terminal of its own; leaving the context ends it."""

    def __init__(self, program: str, folder: Path) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        root = str(Path(__file__).parents[2])
        self._started = time.perf_counter()
        self._child = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=there, stdout=there, stderr=there, cwd=folder,
            env={**os.environ, "PYTHONPATH": root},
        )  # fmt: skip
        os.close(there)
        self.shown: list[Shown] = []

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._child.kill()
        self._child.wait()
        os.close(self._here)

    def until(self, mark: str) -> float:
        """Seconds from the start until a text is shown."""
        seen = b""
        while mark.encode() not in seen:
            assert self._more(PATIENCE), f"{mark!r} is never shown"
            seen += self.shown[-1].written
        return time.perf_counter() - self._started

    def quiet(self, gap: float) -> None:
        """Read until nothing was shown for ``gap`` seconds."""
        while self._more(gap):
            pass

    def watch(self, duration: float) -> None:
        """Read what is shown for so many seconds."""
        end = time.perf_counter() + duration
        while (left := end - time.perf_counter()) > 0:
            self._more(left)

    def press(self, key: str, gap: float) -> Press:
        """Press a key and read until nothing was shown for ``gap`` seconds."""
        at, first = self._now(), len(self.shown)
        os.write(self._here, key.encode())
        assert self._more(PATIENCE), f"{key!r} changes nothing"
        self.quiet(gap)
        return Press(key, at, range(first, len(self.shown)))

    def changed(self) -> list[bool]:
        """For each part of what was shown, whether the picture changed by it (see ``Picture``)."""
        return changes((part.written for part in self.shown), COLUMNS, LINES)

    def pictures(self, presses: Sequence[Press], changed: Sequence[bool]) -> list[float]:
        """For each press the seconds until the last of the parts by which the picture changed."""
        taken: list[float] = []
        for press in presses:
            seen = [self.shown[part].at for part in press.parts if changed[part]]
            assert seen, f"{press.key!r} changes nothing"
            taken.append(seen[-1].since(press.at))
        return taken

    def last_bytes(self, presses: Sequence[Press]) -> list[float]:
        """For each press the seconds until the last bytes, though they may change nothing."""
        return [self.shown[press.parts[-1]].at.since(press.at) for press in presses]

    def _more(self, patience: float) -> bool:
        """Read what is shown next; False if that is nothing for so many seconds."""
        if not select.select([self._here], [], [], patience)[0]:
            return False
        written = os.read(self._here, 65536)
        self.shown.append(Shown(self._now(), written))
        return True

    def _now(self) -> Moment:
        told = Path(f"/proc/{self._child.pid}/schedstat")
        waited = int(told.read_text().split()[1]) / 1e9 if told.exists() else 0.0
        return Moment(time.perf_counter(), waited)

    def memory(self) -> int:
        """Kilobytes that it takes."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self._child.pid)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return int(told.stdout)
