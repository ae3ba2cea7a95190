"""Values that gh reads from a file are the values that were meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.gh_reader import read_set
from wizard.formats.dotenv_quoting import quote_for_gh
from wizard.formats.errors import FormatError

MARKS = st.text(st.sampled_from("'\"$`\\!#A{}( nb-=é:"), max_size=8)


@given(value=MARKS)
def test_gh_reads_what_was_meant_or_the_value_is_refused(value: str) -> None:
    try:
        written = quote_for_gh(value)
    except FormatError as error:
        assert value.endswith(("\\", '"'))
        assert "gh cannot read" in error.reason
        return
    assert "\n" not in written
    assert read_set(f'A="other"\nX={written}\nY="behind"\n') == {
        "A": "other", "X": value, "Y": "behind",
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    ["", "plain", "it's", 'a "b"', "$HOME", "${HOME}", "$(id)", "`id`", "a # b", "back\\slash",
     "C:\\new\\table", "end\\", "\\\\", "contoso\\team\\", "å ☃", "'a' \"b\" $C \\d e"],
)  # fmt: skip
def test_what_people_type_can_be_carried(value: str) -> None:
    assert read_set(f"X={quote_for_gh(value)}\n") == {"X": value}


@pytest.mark.parametrize("value", ["$A\\", "'\\", "a b \\ $\\", "'$\""])
def test_only_what_no_notation_carries_is_refused(value: str) -> None:
    with pytest.raises(FormatError, match="ends with a backslash or a quote"):
        quote_for_gh(value)
