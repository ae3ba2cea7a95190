"""A program on a pseudo-terminal: what it shows, when, and the memory it takes."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

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
            assert select.select([self._here], [], [], PATIENCE)[0], f"{mark!r} is never shown"
            seen += os.read(self._here, 65536)
        return time.perf_counter() - self._started

    def quiet(self, gap: float) -> tuple[str, float]:
        """Read until nothing was shown for ``gap`` seconds: the text, when the last of it came."""
        seen, last = b"", time.perf_counter()
        while select.select([self._here], [], [], gap)[0]:
            seen += os.read(self._here, 65536)
            last = time.perf_counter()
        return seen.decode(errors="replace"), last

    def watch(self, duration: float) -> None:
        """Read what is shown for so many seconds."""
        end = time.perf_counter() + duration
        while (left := end - time.perf_counter()) > 0:
            if select.select([self._here], [], [], left)[0]:
                os.read(self._here, 65536)

    def press(self, key: str, gap: float) -> float:
        """Seconds from a key to the end of what it changed on the screen.

        Without the time for which other programs had the processor, where the system tells: on
        a machine that does nothing else that is none, and the figure is what a clock shows.
        """
        waited, pressed = self._waited(), time.perf_counter()
        os.write(self._here, key.encode())
        assert select.select([self._here], [], [], PATIENCE)[0], f"{key!r} changes nothing"
        taken = self.quiet(gap)[1] - pressed
        return max(0.0, taken - (self._waited() - waited))

    def _waited(self) -> float:
        """Seconds for which the program could have run and did not come to it."""
        told = Path(f"/proc/{self._child.pid}/schedstat")
        return int(told.read_text().split()[1]) / 1e9 if told.exists() else 0.0

    def memory(self) -> int:
        """Kilobytes that it takes."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self._child.pid)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return int(told.stdout)
