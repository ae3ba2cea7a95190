"""The reader that does without a YAML library, held against the library on what it takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import EXAMPLES
from wizard.formats.errors import FormatError
from wizard.formats.yaml_document import YamlDocument
from wizard.model.answer_nodes import Node, yaml_root
from wizard.model.plain_answers import plain_root


def by_library(text: str) -> Node:
    return yaml_root(YamlDocument.parse(text, "a.yaml"), "a.yaml")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_documents_as_people_write_them_are_taken(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert plain_root(text) == by_library(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "# only a comment\n", "a:\n", "a: b\n", "a: b", "a:   b   # c\n", "a: # c\n",
        "a:\n  b: 1\n  c:\nd: true\n", "a:\n- b\n- c\nd: e\n", "a:\n    - b\n    - c # x\nd: e\n",
        'a: "x: y # z"\n', "a: 'x\" y'\n", '"001": b\n002: c\n', "a: {}\nb: x\n",
        "a: null\nb: NULL\n",
        "a: yes\nb: Off\nc: y\nd: TRUE\n", "a: 0\nb: 10\n", "a: x y z\nb: x, y\n",
        "a: 10.0.0.4\nb: 10.0.0.0/16\nc: 172.16.XX.0/26\n", "$schema: x\n_a: b\n",
        "a: 11111111-2222-4333-8444-555555555501\n", "a:\n  # c\n\n  b: x\n# c\n  c: y\n",
        'a: ["x"]\nb: ["x", "y z"]  # c\n', 'a: []\nb: ["x","1"]\n', 'a: ["#", "], ["]\n',
        "on: a\nnull: b\n", "a: <todo>\nb: <<\nc: /x\n", "# ä\na: 'ä'\n",
    ],
)  # fmt: skip
def test_what_fits_is_read_as_the_library_reads_it(text: str) -> None:
    assert plain_root(text) == by_library(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: 001\n", "a: 1 2\n", "a: 1.5\n", "a: 1e3\n", "a: 0x1F\n", "a: 1_000\n",
        "a: 2024-01-01\n",         "a: 12:30\n", "a: ~\n", "a: .inf\n", "a: |\n  b\n",
        "a: >\n  b\n", "a: b\n  c\n",
        "a: [b, c]\n", 'a: ["b", c]\n', 'a: ["b"\n', 'a: ["b"]]\n', '- ["b"]\n', 'a: ["\\n"]\n',
        'a: ["b" "c"]\n', 'a: ["b",]\n', "a:\n- []\n",
        "a: {b: c}\n", "a: &x b\nc: *x\n", "a: !!str 1\n", "---\na: b\n",
        "a:\tb\n", "\ta: b\n", "a: b\r\n", "a: b\na: c\n", "a: b\n c: d\n", "  a: b\n",
        "a:\n  b: c\n d: e\n", "- a\n- b\n", "a:\n  - b: c\n", "a:\n  - b\n   - c\n", "text\n",
        "a: 'it''s'\n", 'a: "\\n"\n', "a: b: c\n", "a:b\n", "? a\n: b\n", "a: @b\n", "a: %b\n",
        "a: b\u2028c: d\n", "\ufeffa: b\n", "a: -1\n", "a: - b\n", "a:\n  b: c\n  - d\n",
    ],
)  # fmt: skip
def test_everything_else_is_left_to_the_library(text: str) -> None:
    assert plain_root(text) is None


PIECES = st.sampled_from(
    ["a", "b", "001", '"001"', "on", "null", "x-y", "a.b", ":", ": ", " ", "  ", "    ", "\n",
     "\n  ", "\n    ", "\n- ", "\n  - ", "- ", "# c", " # c", '"', "'", "''", "\\", "{}", "[]",
     "true", "No", "~", "0", "7", "08", "1.5", "1e3", "0x1", "1_0", "2024-01-01", "12:30",
     "10.0.0.4",      "10.0.0.0/16", "<x>", "<<", "@", "&a", "*a", "!t", "|", ">", "%", ",", "=",
     "é", "\t", "\r\n",
     "---", "...", "?", "\u2028", "\x85"]
)  # fmt: skip
KEYS = st.sampled_from(["a", "b", "c", "001", '"002"', "on", "x-y", "a.b", "$schema", "null"])
VALUES = st.sampled_from(
    ["", "x", "x y", "7", "true", "No", "null", '"q: #"', "'s'", "{}", "08", "1.5", "x # c",
     '"a"# b',      "10.0.0.0/16", "a,b", "a -b", "a- b", "1-2", "1t", "12z", "0b1", "0o7", "1,0",
     "[x]", "<<",
     "=",      "11111111-2222-4333-8444-555555555501", "1e3", "2024-01-01 x", "y", "e5", "x:y",
     "x#y", "-x"]
)  # fmt: skip
LINES = st.one_of(
    st.builds(lambda n, k, v: f"{' ' * n}{k}: {v}", st.integers(0, 5), KEYS, VALUES),
    st.builds(lambda n, k: f"{' ' * n}{k}:", st.integers(0, 5), KEYS),
    st.builds(lambda n, v: f"{' ' * n}- {v}", st.integers(0, 5), VALUES),
    st.builds(lambda n: " " * n + "# c", st.integers(0, 5)),
    st.just(""),
)


@settings(max_examples=1500)
@given(
    st.one_of(
        st.lists(PIECES, max_size=14).map("".join), st.lists(LINES, max_size=9).map("\n".join)
    )
)
@example("a: x\n# c\n y: z")
@example("a:\n  - x\n  b: y")
@example("a: \n- x\n-  y\nb: ")
def test_it_never_reads_anything_differently(text: str) -> None:
    mine = plain_root(text)
    if mine is None:
        return
    try:
        theirs = by_library(text)
    except FormatError as error:
        raise AssertionError(f"the library refuses {text!r}: {error}") from error
    assert mine == theirs


def test_most_lines_of_the_kind_are_taken() -> None:
    """The property above would hold for a reader that takes nothing."""
    text = "a:\n" + "".join(f"  k{n}: v{n}\n" for n in range(300)) + "b:\n  - x\n"
    root = plain_root(text)
    assert root is not None
    assert root.data(typed=True)["a"]["k299"] == "v299"
