"""Collections of a hand-made document: mappings in braces, lists of one item per line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from wizard.formats.yaml_document import YamlDocument

Path = tuple[str, ...]


def after_set(text: str, path: Path, value: Any) -> str:
    document = YamlDocument.parse(text, "x")
    document.set(path, value)
    return document.text()


def after_remove(text: str, path: Path) -> str:
    document = YamlDocument.parse(text, "x")
    document.remove(path)
    return document.text()


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("a: {b: 1}  # x\n", ("a", "c"), "a: {b: 1, c: true}  # x\n"),
        ("a: { b: 1 }\n", ("a", "c"), "a: { b: 1, c: true }\n"),
        ("a: {b: 1,}\n", ("a", "c"), "a: {b: 1, c: true}\n"),
        ("a: {b: [1, 2]}\n", ("a", "c"), "a: {b: [1, 2], c: true}\n"),
        ("a: {b: {c: 1}}\n", ("a", "b", "d"), "a: {b: {c: 1, d: true}}\n"),
        ("a: {b: 1}\n", ("a", "c", "d", "e"), "a: {b: 1, c: {d: {e: true}}}\n"),
        ("a: {b: {}}\n", ("a", "b", "c"), "a: {b: {c: true}}\n"),
        ("{a: 1}\n", ("b",), "{a: 1, b: true}\n"),
        ("a: {\n  b: 1\n}\n", ("a", "c"), "a: {\n  b: 1, c: true\n}\n"),
    ],
)
def test_a_new_key_in_braces(text: str, path: Path, wanted: str) -> None:
    found = after_set(text, path, True)
    assert found.replace(",}", "}") == wanted
    assert yaml.safe_load(found) == yaml.safe_load(wanted)


def test_an_empty_group_on_its_own_line_opens_into_lines() -> None:
    assert after_set("a: {}  # x\n", ("a", "b"), True) == "a:  # x\n  b: true\n"


@pytest.mark.parametrize("text", ["a: {b: , c: 1}\n", "a: {c: 1, b: }\n", "a: {c: 1, b: {}}\n"])
def test_a_blank_in_braces_becomes_a_group(text: str) -> None:
    assert yaml.safe_load(after_set(text, ("a", "b", "d"), True)) == {
        "a": {"b": {"d": True}, "c": 1}
    }


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("a: {b: 1, c: 2, d: 3}  # x\n", ("a", "b"), "a: {c: 2, d: 3}  # x\n"),
        ("a: {b: 1, c: 2, d: 3}\n", ("a", "c"), "a: {b: 1, d: 3}\n"),
        ("a: {b: 1, c: 2, d: [3, 4]}\n", ("a", "d"), "a: {b: 1, c: 2}\n"),
        ("a: { b: 1, c: {d: 3} }\n", ("a", "c"), "a: { b: 1 }\n"),
        ("a: {b: 1}\n", ("a", "b"), "a: {}\n"),
        ("a: {b: 1, b: 2, c: 3}\n", ("a", "b"), "a: {c: 3}\n"),
        ("{a: 1, b: 2}\n", ("a",), "{b: 2}\n"),
    ],
)
def test_a_key_taken_out_of_braces(text: str, path: Path, wanted: str) -> None:
    assert after_remove(text, path) == wanted


LIST = """\
a:   # the list
  # first
  - one     # 1
  - 'two'
  # last
  - three
b: 1
"""


def test_items_that_stay_keep_their_lines() -> None:
    assert after_set(LIST, ("a",), ["one", "2", "three"]) == LIST.replace(
        "  - 'two'\n  # last\n", '  - "2"\n'
    )
    assert after_set(LIST, ("a",), ["one", "two", "three", "four"]) == LIST.replace(
        "three\n", "three\n  - four\n"
    )


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
@pytest.mark.parametrize("indent", ["", "  ", "    "])
@pytest.mark.parametrize("value", [[], ["x"], ["x", "y", "z: #"], "text", True])
def test_a_list_at_any_indentation_takes_any_value(ending: str, indent: str, value: Any) -> None:
    newline = ending or "\n"
    text = newline.join(["k:", "  a: # c", f"  {indent}- x", f"  {indent}- y"]) + ending
    found = after_set(text, ("k", "a"), value)
    assert yaml.safe_load(found) == {"k": {"a": value}}
    assert "# c" in found
    assert found.endswith(ending)
    assert "\r" not in found.replace("\r\n", "")


def test_a_group_of_lines_becomes_one_value() -> None:
    text = "a:  # c\n  b: 1\n  d:\n    e: 2\nf: 3\n"
    assert after_set(text, ("a",), '{"b": 1}') == 'a: "{\\"b\\": 1}"  # c\nf: 3\n'
