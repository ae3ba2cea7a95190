"""From a key to the last change of the picture, on the page with the most settings.

A factory of one project and one of many run beside each other and get the same keys in turns.
What they write is kept with the time at which it came, and played again afterwards in an
emulator of a terminal: a press is over with the last bytes after which a cell (its character,
colours or attributes) or the cursor's place is another than before. Bytes that paint the same
once more are not seen by anyone, and the text cursor blinks without a key; the time until the
very last bytes is told beside it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks.repositories import repository
from tests.benchmarks.terminal import WIZARD, Press, Terminal
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
        pressed = {
            kind: pressed_in_turns(both, BEFORE.get(kind, ()), keys) for kind, keys in KEYS.items()
        }
    changed = [terminal.changed() for terminal in both]
    slow: list[str] = []
    for kind, (of_few, of_many) in pressed.items():
        taken = small.pictures(of_few, changed[0]), large.pictures(of_many, changed[1])
        p95 = [ninety_fifth(times) for times in taken]
        growth = statistics.median(taken[1]) / statistics.median(taken[0])
        told = f"{kind}: {p95[0]:.3f} s, with {MANY} projects {p95[1]:.3f} s, {growth:.2f} times"
        ends = [ninety_fifth(small.last_bytes(of_few)), ninety_fifth(large.last_bytes(of_many))]
        print(f"{told} (last bytes {ends[0]:.3f} s and {ends[1]:.3f} s)")
        if max(p95) > MOST or growth > GROWTH:
            slow.append(told)
    assert not slow


def ninety_fifth(times: Sequence[float]) -> float:
    """The time within which 95 of 100 presses are done."""
    return statistics.quantiles(times, n=20)[-1]


def pressed_in_turns(
    terminals: Sequence[Terminal], before: Sequence[str], keys: Sequence[str]
) -> list[list[Press]]:
    """For each terminal every press."""
    presses: list[list[Press]] = [[] for _ in terminals]
    for key in before:
        for terminal in terminals:
            terminal.press(key, 0.5)
    for place in range(PRESSES):
        for terminal, own in zip(terminals, presses, strict=True):
            own.append(terminal.press(keys[place % len(keys)], GAP))
        time.sleep(PAUSES[place % len(PAUSES)])
        for terminal in terminals:
            terminal.quiet(0.0)
    return presses
