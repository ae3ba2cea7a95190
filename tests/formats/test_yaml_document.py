"""YAML documents: what is written reads back, and no edit touches anything else."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wizard.formats.errors import FormatError
from wizard.formats.yaml_document import YamlDocument
from wizard.formats.yaml_scalars import value_text

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
HOSTILE = st.sampled_from(
    ["", " ", "001", "010", "yes", "No", "on", "null", "~", "1.24", "1e3", "0x1f", "2026-01-01",
     "a: b", "a #b", "#", "{", "[x]", "*a", "&a", "!t", "%", "@", "`", "-", "- a", "'", '"', "\\",
     "a\nb", "\t", "é", "12:30:45", "=", "<<", "...", "---", "?", "|", ">", "$(x)"]
)  # fmt: skip
VALUES = st.one_of(TEXTS, HOSTILE, st.booleans(), st.integers(-999, 999), st.lists(TEXTS | HOSTILE))
DOCUMENT = """\
# top of the file
version: 1   # of the structure

factory:
  orchestrator: github   # where it runs
  naming: {prefix: acme-}

  # two sets
  scale_sets:
    "001":
      region:
        name: 'swedencentral'
      note: |
        several
        lines
projects:
  "001": {}
  "002":
    services:
      cosmos_db: true
# end of the file
"""


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    return gone, come


@given(VALUES)
def test_a_value_on_one_line_reads_back(value: Any) -> None:
    text = value_text(value)
    assert "\n" not in text
    assert yaml.safe_load(f"key: {text}") == {"key": value}


@given(VALUES, st.sampled_from([("factory", "orchestrator"), ("factory", "naming", "prefix"),
                                ("factory", "scale_sets", "001", "region", "name"),
                                ("projects", "002", "services", "cosmos_db")]))  # fmt: skip
def test_an_edit_changes_one_line(value: Any, path: tuple[str, ...]) -> None:
    document = YamlDocument.parse(DOCUMENT, "factory.yaml")
    document.set(path, value)
    assert document.get(path) == value
    gone, come = lines_changed(DOCUMENT, document.text())
    assert len(gone) <= 1
    assert len(come) <= 1
    node = yaml.safe_load(document.text())
    for name in path:
        node = node[name]
    assert node == value


@given(VALUES, st.lists(st.sampled_from(["a", "b-c", "003", "yes"]), min_size=1, max_size=4))
def test_a_new_key_adds_lines_and_nothing_else(value: Any, names: list[str]) -> None:
    for start in ("", "# only a comment\n", DOCUMENT, DOCUMENT.rstrip("\n"), "x: 1"):
        document = YamlDocument.parse(start, "factory.yaml")
        path = ("projects", *names)
        document.set(path, value)
        assert document.get(path) == value
        gone, _ = lines_changed(start, document.text())
        assert [line for line in gone if line.strip()] in ([], ['  "001": {}'])


def test_unchanged_is_identical() -> None:
    for text in (DOCUMENT, DOCUMENT.replace("\n", "\r\n"), "", "\n\n# x", "a: 1"):
        assert YamlDocument.parse(text, "x").text() == text


def test_windows_line_ends_stay() -> None:
    document = YamlDocument.parse(DOCUMENT.replace("\n", "\r\n"), "x")
    document.set(("factory", "orchestrator"), "azure-devops")
    document.set(("projects", "002", "title"), "new")
    assert "\n" not in document.text().replace("\r\n", "")


def test_a_key_is_removed_with_its_lines_only() -> None:
    document = YamlDocument.parse(DOCUMENT, "x")
    document.remove(("factory", "scale_sets", "001", "note"))
    assert lines_changed(DOCUMENT, document.text()) == (
        ["      note: |", "        several", "        lines"],
        [],
    )


def test_a_parent_that_becomes_empty_stays_or_goes() -> None:
    kept = YamlDocument.parse(DOCUMENT, "x")
    kept.remove(("projects", "002", "services", "cosmos_db"))
    assert kept.get(("projects", "002")) == {"services": {}}
    pruned = YamlDocument.parse(DOCUMENT, "x")
    pruned.remove(("projects", "002", "services", "cosmos_db"), prune=True)
    assert pruned.keys(("projects",)) == ("001",)


def test_the_last_of_equal_keys_counts_and_all_are_listed() -> None:
    document = YamlDocument.parse("a: 1\nb: 2\na: 3\n", "x")
    assert document.get(("a",)) == 3
    assert document.duplicates == ((("a",), (1, 3)),)
    document.set(("a",), 4)
    assert document.text() == "a: 1\nb: 2\na: 4\n"


def test_several_values_at_once() -> None:
    document = YamlDocument.parse(DOCUMENT, "x")
    document.set_many({("version",): 2, ("factory", "orchestrator"): 'it\'s # $ \\ "both"'})
    assert document.get(("version",)) == 2
    assert document.get(("factory", "orchestrator")) == 'it\'s # $ \\ "both"'
    assert len(lines_changed(DOCUMENT, document.text())[0]) == 2


@pytest.mark.parametrize(
    "text",
    ["- a\n- b\n", "just text", "a: [1\n", "a: b: c\n", "a: 1\n---\nb: 2\n", "\tx: 1\n",
     "a: &x {b: 1}\nc: *x\n", "a: " + "{b: " * 60 + "1" + "}" * 60],
)  # fmt: skip
def test_what_is_no_document_of_keys_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(FormatError) as refused:
        YamlDocument.parse(text, "factory.yaml")
    assert str(refused.value).startswith("factory.yaml")
    assert refused.value.reason
    assert refused.value.remedy


def test_a_text_of_several_lines_is_not_edited() -> None:
    document = YamlDocument.parse(DOCUMENT, "x")
    with pytest.raises(FormatError):
        document.set(("factory", "scale_sets", "001", "note"), "one line")
    assert document.text() == DOCUMENT


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = YamlDocument.parse(text, "x")
    except FormatError:
        return
    assert document.text() == text
    try:
        document.set(("new", "key"), "value")
    except FormatError:
        assert document.text() == text
        return
    assert document.get(("new", "key")) == "value"


@pytest.mark.parametrize("braces", ["{a: 1}", "{ a: 1 }", "{a: 1,}", "{a: {b: 1}, c: [1, 2]}"])
def test_a_new_key_goes_into_braces_that_stand(braces: str) -> None:
    document = YamlDocument.parse(f"x: {braces}  # note\ny: 2\n", "x")
    document.set(("x", "n", "m"), "v w")
    assert document.get(("x", "n")) == {"m": "v w"}
    assert document.get(("x", "a")) == YamlDocument.parse(f"x: {braces}\n", "x").get(("x", "a"))
    assert document.text().endswith("  # note\ny: 2\n")
