"""JSON objects: their data, the lines of their keys, and what is wrong with a text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.formats.errors import FormatError
from wizard.formats.json_text import parse_object

TEXT = """\ufeff{
  "version": "1.25",
  "dev": {
    "cidr": "61",
    "list": [{"a": 1}, {"a": 2, "b: {": "x, \\" }"}],
    "cidr": "62"
  },
  "version": 2
}
"""

keys = st.text(max_size=5)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


def test_the_last_of_equal_keys_counts_and_all_lines_are_listed() -> None:
    found = parse_object(TEXT, "variables.json")
    assert found.data["version"] == 2
    assert found.data["dev"]["cidr"] == "62"
    assert found.duplicates == ((("version",), (2, 8)), (("dev", "cidr"), (4, 6)))
    assert found.lines[("dev", "list", 1, "b: {")] == 5
    assert found.lines[("dev",)] == 3


@given(value=st.dictionaries(keys, data, max_size=4), indent=st.none() | st.integers(0, 3))
def test_data_comes_through(value: dict[str, Any], indent: int | None) -> None:
    try:
        text = json.dumps(value, indent=indent, allow_nan=False)
    except ValueError:
        return
    found = parse_object(text, "x")
    assert found.data == value
    assert found.duplicates == ()
    assert {path[0] for path in found.lines} == set(value)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{\n "a": 1,\n}', 2, "comma behind the last"),
        ('{\n "a": [1, ]\n}', 2, "comma behind the last"),
        ("{\n 'a': 1\n}", 2, "single quotes"),
        ('{\n // note\n "a": 1\n}', 2, "comment"),
        ('{\n "a": True\n}', 2, "as in Python"),
        ('{\n "a": 001\n}', 2, "begins with 0"),
        ('{\n "a" 1\n}', 2, "not valid JSON"),
        ('{\n "a": "x\n}', 2, "not valid JSON"),
        ('{"a": NaN}', None, "NaN"),
        ('{"a": ' + "9" * 5000 + "}", None, "not valid JSON"),
        ("", None, "empty"),
        ("[1]", None, "object"),
        ('"text"', None, "object"),
        ('{"a": ' + "[" * 60, 1, "50 levels"),
        ("[" * 200_000, 1, "50 levels"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int | None, reason: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse_object(text, "state.json")
    assert (refused.value.path, refused.value.line) == ("state.json", line)
    assert reason in refused.value.reason
    assert refused.value.remedy


@given(text=st.text(max_size=60) | st.text("{}[]\",:\\0-1.eE'#/ \n\ta\ufeff", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse_object(text, "x")
    except FormatError:
        return
    assert found.data == json.loads(text.removeprefix("\ufeff"))
