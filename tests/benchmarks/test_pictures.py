"""What counts as a change of the picture, shown on a few cells."""

from __future__ import annotations

import pytest

from tests.benchmarks.pictures import changes

FIELD = b"\x1b[1;1Habc \x1b[1;4H\x1b[7m \x1b[0m\x1b[1;4H"
"""Three characters, the text cursor after them, and the terminal's cursor on that."""


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        pytest.param(FIELD, False, id="the same once more"),
        pytest.param(b"\x1b[1;4H \x1b[1;4H", False, id="the text cursor blinks"),
        pytest.param(b"\x1b[1;4Hd\x1b[1;4H", True, id="a character at the text cursor"),
        pytest.param(b"\x1b[1;4H \x1b[2;1Hx\x1b[1;4H", True, id="a blink and one other cell"),
        pytest.param(b"\x1b[2;1H\x1b[41m \x1b[0m\x1b[1;4H", True, id="a colour on another line"),
        pytest.param(b"\x1b[1;1H\x1b[48;2;1;2;3mab\x1b[0m\x1b[1;4H", True, id="two backgrounds"),
        pytest.param(b"\x1b[1;1H\x1b[1mab\x1b[0m\x1b[1;4H", True, id="bold"),
        pytest.param(b"\x1b[1;3H", True, id="only the cursor's place"),
        pytest.param(b"\x1b[?25l\x1b[1;3H", False, id="the place of a hidden cursor"),
    ],
)
def test_change_of_the_picture(written: bytes, changed: bool) -> None:
    assert changes([FIELD, written], 8, 2) == [True, changed]
    halves = written[: len(written) // 2], written[len(written) // 2 :]
    assert any(changes([FIELD, *halves], 8, 2)[1:]) or not changed
