"""Python's garbage collector, kept out of the way: it works while nobody presses a key.

A full collection walks through the catalogue, the styles and every project's answers; it takes
longer than drawing the answer to a key.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

REST = 2.0
"""Seconds without a key after which there is time for it."""
YOUNG, MIDDLE, NEVER = 20_000, 20, 1_000_000


@contextmanager
def collector_waits() -> Iterator[None]:
    """Within, nothing is collected before ``settle``, and then in full only by ``tidy``."""
    thresholds = gc.get_threshold()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
        gc.enable()


def settle() -> None:
    """What there is after the start is there to stay: later collections pass over it."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, NEVER)
        gc.enable()


def tidy() -> None:
    """Collect everything now, where that waits for this."""
    if gc.get_freeze_count():
        gc.collect()
