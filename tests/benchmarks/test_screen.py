"""The screen beside a minimal Textual application, in turns in one run: start and memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session.opening import open_repository
from wizard.session.writing import plan_answers
from wizard.store.write import apply
from wizard.tui.preferences import note_tour_seen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

MANY = 250
RUNS = 7
NEW_START, MANY_START, MEMORY = 2.0, 2.4, 1.5

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


def repository(folder: Path, projects: int) -> Path:
    """A factory with some projects, or an empty folder."""
    folder.mkdir()
    if projects:
        opened = open_repository(folder)
        example = example_answers(load_catalog(), {"address.vnet": "10.XX.0.0/16"})
        for full, given in example.items():
            opened.session.answers.put(full, given)
        for number in range(2, projects + 1):
            opened.session.answers.add_project(f"{number:03}")
        apply(plan_answers(opened))
    return folder


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    note_tour_seen()
    monkeypatch.setenv("TERM", "xterm-256color")


class Run:
    """One program on a pseudo-terminal: until its first frame, and what memory it then takes."""

    def __init__(self, program: str, folder: Path, mark: bytes) -> None:
        import fcntl
        import pty
        import struct
        import termios

        here, there = pty.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        root = str(Path(__file__).parents[2])
        started = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=there, stdout=there, stderr=there, cwd=folder,
            env={**os.environ, "PYTHONPATH": root},
        )  # fmt: skip
        os.close(there)
        try:
            self.seconds = self._until(here, mark) - started
            self._drain(here, 2.0)
            self.memory = _resident(child.pid)
        finally:
            child.kill()
            child.wait()
            os.close(here)

    def _until(self, terminal: int, mark: bytes) -> float:
        seen = b""
        while mark not in seen:
            seen += os.read(terminal, 65536)
        return time.perf_counter()

    def _drain(self, terminal: int, seconds: float) -> None:
        import select

        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([terminal], [], [], left)[0]:
                os.read(terminal, 65536)


def _resident(pid: int) -> int:
    """Kilobytes in memory."""
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True
    )
    return int(told.stdout)


def against_minimal(folder: Path, of: Callable[[Run], float], runs: int) -> float:
    """The wizard's figure over that of the minimal application, both in turns."""
    ours, theirs = [], []
    Run(WIZARD, folder, b"Start")
    for _ in range(runs):
        theirs.append(of(Run(MINIMAL, folder, "▔".encode())))
        ours.append(of(Run(WIZARD, folder, b"Where the pipelines run")))
    return statistics.median(ours) / statistics.median(theirs)


@pytest.mark.parametrize(("projects", "limit"), [(0, NEW_START), (MANY, MANY_START)])
def test_first_frame(tmp_path: Path, projects: int, limit: float) -> None:
    folder = repository(tmp_path / "factory", projects)
    assert against_minimal(folder, lambda run: run.seconds, RUNS) <= limit


def test_memory_with_many_projects(tmp_path: Path) -> None:
    folder = repository(tmp_path / "factory", MANY)
    assert against_minimal(folder, lambda run: run.memory, 3) <= MEMORY
