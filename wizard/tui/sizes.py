"""The classes that a screen has by the size of the terminal."""

from __future__ import annotations

from textual.geometry import Size

HORIZONTAL = [(0, "-tiny"), (60, "-narrow"), (100, "-wide"), (120, "-widest"), (145, "-roomy")]
VERTICAL = [(0, "-low"), (15, "-high")]


def size_classes(size: Size) -> list[str]:
    """The classes of a size, as Textual sets them once a screen is told its size."""
    pairs = ((size.width, HORIZONTAL), (size.height, VERTICAL))
    return [[name for least, name in steps if cells >= least][-1] for cells, steps in pairs]


def shows_side(size: Size) -> bool:
    """Whether there is room for the side pane (see ``side.tcss``)."""
    return size_classes(size)[0] in ("-widest", "-roomy")
