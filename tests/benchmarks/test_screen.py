"""The screen beside a minimal Textual application, in turns in one run: start and memory."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.repositories import repository
from tests.benchmarks.terminal import MINIMAL, WIZARD, Terminal
from wizard.tui.preferences import note_tour_seen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

MANY = 250
RUNS = 7
NEW_START, MANY_START, MEMORY = 2.0, 2.4, 1.5
REST = 4.0
"""Seconds after the first frame; a blinking cursor never lets the screen be quiet."""
FIRST_PAGE, TOUR = "Review and write", "From decisions to files"

Measure = Callable[[Terminal, str], float]


def seconds(terminal: Terminal, mark: str) -> float:
    """From the start to the first frame."""
    return terminal.until(mark)


def memory(terminal: Terminal, mark: str) -> float:
    """What it takes when it has rested: findings are worked out, garbage is collected."""
    terminal.until(mark)
    terminal.watch(REST)
    return terminal.memory()


def against_minimal(folder: Path, mark: str, measure: Measure, runs: int) -> float:
    """The wizard's figure over that of the minimal application, both in turns."""

    def measured(program: str, shown: str) -> float:
        with Terminal(program, folder) as terminal:
            return measure(terminal, shown)

    measured(WIZARD, mark)
    ours, theirs = [], []
    for _ in range(runs):
        theirs.append(measured(MINIMAL, "▔"))
        ours.append(measured(WIZARD, mark))
    found = statistics.median(ours) / statistics.median(theirs)
    print(f"{found:.3f} times the minimal application")
    return found


@pytest.mark.parametrize(("projects", "limit"), [(0, NEW_START), (MANY, MANY_START)])
def test_first_frame(tmp_path: Path, projects: int, limit: float) -> None:
    note_tour_seen()
    folder = repository(tmp_path / "factory", projects)
    assert against_minimal(folder, FIRST_PAGE, seconds, RUNS) <= limit


def test_first_frame_with_the_tour(tmp_path: Path) -> None:
    folder = repository(tmp_path / "factory", 0)
    assert against_minimal(folder, TOUR, seconds, RUNS) <= NEW_START


def test_memory_with_many_projects(tmp_path: Path) -> None:
    note_tour_seen()
    folder = repository(tmp_path / "factory", MANY)
    assert against_minimal(folder, FIRST_PAGE, memory, 3) <= MEMORY
