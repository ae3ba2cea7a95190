"""From a key to the last change on the screen, on the page with the most settings.

A factory of one project and one of many run beside each other and get the same keys in turns.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks.repositories import repository
from tests.benchmarks.terminal import WIZARD, Terminal
from wizard.session.opening import open_repository
from wizard.session.pages import page_ids
from wizard.tui.preferences import note_tour_seen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

LARGEST = "sizes"
"""The page with the most rows and fields; that of services shows what belongs to one on request."""
MANY = 250
MOST, GROWTH = 0.050, 1.25
PRESSES = 100
GAP = 0.08
"""Seconds without a change after which what a key set off is over."""
PAUSES = (0.0, 0.05, 0.0, 0.1, 0.0, 0.2, 0.0, 0.3)
"""Between keys, so that some come while findings are worked out."""
NEXT_PAGE, MORE, DOWN, UP, RIGHT, BACKSPACE = (
    "\x0e",
    "\x1b[18~",
    "\x1b[B",
    "\x1b[A",
    "\x1b[C",
    "\x7f",
)
PAGE_DOWN, PAGE_UP = "\x1b[6~", "\x1b[5~"
KEYS = {
    "choosing": (RIGHT,),
    "moving": (DOWN,) * 25 + (UP,) * 25,
    "typing": ("a", "1", BACKSPACE, BACKSPACE),
    "scrolling": (PAGE_DOWN, PAGE_UP),
}
"""In this order: what takes the focus first is a choice, and two lines below it is a text."""
BEFORE = {"typing": (DOWN, DOWN)}


def go_to_largest(terminal: Terminal, folder: Path) -> None:
    terminal.until("Review and write")
    terminal.quiet(1.0)
    for _ in range(page_ids(open_repository(folder).session).index(LARGEST)):
        terminal.press(NEXT_PAGE, 0.3)
    terminal.press(MORE, 1.0)


@pytest.mark.timeout(600)
def test_key_to_repaint(tmp_path: Path) -> None:
    note_tour_seen()
    few, many = repository(tmp_path / "few", 1), repository(tmp_path / "many", MANY)
    with Terminal(WIZARD, few) as small, Terminal(WIZARD, many) as large:
        both = (small, large)
        for terminal, folder in zip(both, (few, many), strict=True):
            go_to_largest(terminal, folder)
        slow: list[str] = []
        for kind, keys in KEYS.items():
            taken = pressed_in_turns(both, BEFORE.get(kind, ()), keys)
            p95 = [statistics.quantiles(times, n=20)[-1] for times in taken]
            growth = statistics.median(taken[1]) / statistics.median(taken[0])
            told = (
                f"{kind}: {p95[0]:.3f} s, with {MANY} projects {p95[1]:.3f} s, {growth:.2f} times"
            )
            print(told)
            if max(p95) > MOST or growth > GROWTH:
                slow.append(told)
    assert not slow


def pressed_in_turns(
    terminals: Sequence[Terminal], before: Sequence[str], keys: Sequence[str]
) -> list[list[float]]:
    """For each terminal the seconds of every press."""
    taken: list[list[float]] = [[] for _ in terminals]
    for key in before:
        for terminal in terminals:
            terminal.press(key, 0.5)
    for place in range(PRESSES):
        for terminal, times in zip(terminals, taken, strict=True):
            times.append(terminal.press(keys[place % len(keys)], GAP))
        time.sleep(PAUSES[place % len(PAUSES)])
        for terminal in terminals:
            terminal.quiet(0.0)
    return taken
