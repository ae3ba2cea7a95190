"""The variables file of Azure DevOps: read as the agent reads it, edited in place."""

from __future__ import annotations

import difflib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wizard.formats.ado_variables import AdoDocument
from wizard.formats.errors import FormatError

FILE = """\
# header
variables:
  # region
  admin_location: "swedencentral"   # the region
  project_number_000: 001
  enableBing: 'false'
  tags: '{"CostCenter":"$(tag_costcenter)"}'
  nodes: 3
  empty:

  # last
  aifactory-dash-01: off
  cmk: "false"
"""
LIST = """\
parameters: []
variables:
- name: admin_location
  value: "swedencentral"  # here
- group: secrets
- name: enableBing
  value: 'false'
# the end
"""
printable = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
hostile = st.sampled_from(
    ["001", "yes", "true", "7", "-1", "1.10", "a: b", " #", "'", '"', "\\", ""]
)


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that went (-) and came (+), each with its line end."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line[0] + line[2:] for line in difflib.ndiff(old, new) if line[0] in "-+"]


def values(text: str) -> dict[str, str]:
    return {e.name: e.value for e in AdoDocument.parse(text, "variables.yaml").entries}


def test_values_are_texts_as_written() -> None:
    assert values(FILE) == {
        "admin_location": "swedencentral",
        "project_number_000": "001",
        "enableBing": "false",
        "tags": '{"CostCenter":"$(tag_costcenter)"}',
        "nodes": "3",
        "empty": "",
        "aifactory-dash-01": "off",
        "cmk": "false",
    }
    assert values(LIST) == {"admin_location": "swedencentral", "enableBing": "false"}
    assert AdoDocument.parse(FILE, "x").problems == ()
    assert AdoDocument.parse(LIST, "x").problems == ()


def test_names_are_found_regardless_of_case() -> None:
    document = AdoDocument.parse(FILE, "x")
    assert document.get("enablebing") == "false"
    document.set("ENABLEBING", "true")
    assert changed_lines(FILE, document.text()) == [
        "-  enableBing: 'false'\n",
        "+  enableBing: 'true'\n",
    ]
    doubled = AdoDocument.parse(FILE + '  EnableBing: "x"\n  cmk: "true"\n', "x")
    assert doubled.duplicates == (("EnableBing", (6, 14)), ("cmk", (13, 15)))
    assert doubled.get("enableBing") == "x"
    assert doubled.get("cmk") == "true"


def test_what_other_readers_would_retype_is_a_hazard() -> None:
    text = FILE + "  version: 1.24\n  minor: 1.10\n  flag: true\n  Flag2: True\n  day: 2024-99-99\n"
    entries = AdoDocument.parse(text, "x").entries
    assert {entry.name for entry in entries if entry.hazard} == {
        "project_number_000", "aifactory-dash-01", "minor", "Flag2", "day",
    }  # fmt: skip
    typed = [entry.name for entry in entries if entry.plain_typed]
    assert typed == [
        "project_number_000", "nodes", "aifactory-dash-01", "version", "minor", "flag", "Flag2",
        "day",
    ]  # fmt: skip
    assert [entry.line for entry in entries][:3] == [4, 5, 6]
    assert [entry.quoted for entry in entries][:3] == [True, False, True]


@given(
    value=printable | hostile,
    name=st.sampled_from(["admin_location", "enableBing", "nodes", "empty", "tags", "new"]),
)
def test_a_value_reads_back_and_every_other_line_stays(value: str, name: str) -> None:
    document = AdoDocument.parse(FILE, "x")
    if any(mark in value for mark in ("$(", "${{", "$[")):
        with pytest.raises(FormatError):
            document.set(name, value)
        assert document.text() == FILE
        return
    document.set(name, value)
    assert document.get(name) == value
    # This loader takes every scalar for a text, as Azure DevOps does.
    read = yaml.load(document.text(), Loader=yaml.BaseLoader)["variables"]
    assert read[name] == value
    # Others must not see another value behind the same letters.
    typed = yaml.safe_load(document.text())["variables"][name]
    seen = "" if typed is None else str(typed).lower() if isinstance(typed, bool) else str(typed)
    assert seen == value
    assert other_lines(document.text(), name) == other_lines(FILE, name)


def other_lines(text: str, name: str) -> list[str]:
    return [line for line in text.splitlines() if not line.strip().startswith(f"{name}:")]


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("admin_location", "east us", '  admin_location: "east us"   # the region\n'),
        ("project_number_000", "002", '  project_number_000: "002"\n'),
        ("enableBing", "it's", "  enableBing: 'it''s'\n"),
        ("nodes", "5", "  nodes: 5\n"),
        ("nodes", "05", '  nodes: "05"\n'),
        ("empty", "x", '  empty: "x"\n'),
        ("aifactory-dash-01", "true", "  aifactory-dash-01: true\n"),
    ],
)
def test_a_value_is_replaced_in_its_own_style(name: str, value: str, line: str) -> None:
    document = AdoDocument.parse(FILE, "x")
    document.set(name, value)
    assert changed_lines(FILE, document.text())[1:] == ["+" + line]


def test_new_names_are_quoted_and_go_behind_their_neighbours() -> None:
    document = AdoDocument.parse(FILE, "x")
    document.set("new", "x y", after="ENABLEBING", comment="since today")
    document.set("json", '{"a":1}', after="new")
    document.set("last", "7")
    assert changed_lines(FILE, document.text()) == [
        '+  new: "x y" # since today\n',
        "+  json: '{\"a\":1}'\n",
        '+  last: "7"\n',
    ]


def test_a_list_is_edited_item_by_item() -> None:
    document = AdoDocument.parse(LIST, "x")
    document.set("Admin_Location", "eastus2")
    assert document.text() == LIST.replace('"swedencentral"', '"eastus2"')
    document = AdoDocument.parse(LIST, "x")
    document.set("new", "x", after="admin_location", comment="c")
    document.set("newer", "y")
    assert changed_lines(LIST, document.text()) == [
        "+- name: new\n",
        '+  value: "x" # c\n',
        "+- name: newer\n",
        '+  value: "y"\n',
    ]
    assert document.text().endswith("# the end\n")
    document.remove("admin_location")
    assert list(values(document.text())) == ["new", "enableBing", "newer"]
    assert "- group: secrets\n" in document.text()


def test_removing_takes_the_lines_of_the_name_only() -> None:
    text = FILE + '  CMK: "x"\n'
    document = AdoDocument.parse(text, "x")
    document.remove("cmk")
    document.remove("unknown")
    assert changed_lines(text, document.text()) == ['-  cmk: "false"\n', '-  CMK: "x"\n']


@pytest.mark.parametrize("start", ["", "# nothing yet\n", "variables:\n", "parameters: []\n"])
def test_an_empty_file_can_be_filled(start: str) -> None:
    document = AdoDocument.parse(start, "x")
    document.set("name", "value")
    assert document.text() == (start if start.startswith("v") else f"{start}variables:\n") + (
        '  name: "value"\n'
    )


@pytest.mark.parametrize("value", ["$(other)", "a${{ variables.b }}", "$[ counter() ]"])
def test_a_macro_is_written_only_when_it_is_meant(value: str) -> None:
    document = AdoDocument.parse(FILE, "x")
    for name in ("cmk", "new"):
        with pytest.raises(FormatError, match="macro"):
            document.set(name, value)
    assert document.text() == FILE
    document.set("tags", '{"CostCenter":"$(tag_costcenter)"}')
    document.set("cmk", value, macro=True)
    assert document.get("cmk") == value


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_that_are_no_yaml_are_kept_and_listed(newline: str) -> None:
    broken = FILE.replace("  enableBing", '  mail = "" # who\n  just words here\n  enableBing')
    broken = broken.replace("\n", newline)
    document = AdoDocument.parse(broken, "x")
    assert document.text() == broken
    assert [(each.line, each.text, each.name) for each in document.problems] == [
        (6, '  mail = "" # who', "mail"),
        (7, "  just words here", None),
    ]
    assert "'='" in document.problems[0].reason
    assert document.get("mail") is None
    document.set("cmk", "true")
    document.set("new", "x", after="enableBing")
    document.remove("admin_location")
    assert changed_lines(broken, document.text()) == [
        f'-  admin_location: "swedencentral"   # the region{newline}',
        f'+  new: "x"{newline}',
        f'-  cmk: "false"{newline}',
        f'+  cmk: "true"{newline}',
    ]
    document = AdoDocument.parse(broken, "x")
    document.set("mail", "a@b.example")
    assert changed_lines(broken, document.text()) == [
        f'-  mail = "" # who{newline}',
        f'+  mail: "a@b.example" # who{newline}',
    ]
    assert [each.line for each in document.problems] == [7]


def test_groups_and_odd_items_are_problems_and_stay() -> None:
    text = 'variables:\n  a: "1"\n  ${{ if eq(1, 2) }}:\n    b: "2"\n  c: [1]\n'
    document = AdoDocument.parse(text, "x")
    assert [problem.line for problem in document.problems] == [3, 5]
    document.set("a", "2")
    assert document.text() == text.replace('"1"', '"2"')
    with pytest.raises(FormatError):
        document.set("c", "x y\t")
    (problem,) = AdoDocument.parse("variables:\n- a: b\n", "x").problems
    assert problem.line == 2
    (problem,) = AdoDocument.parse("name: x\n", "x").problems
    assert "variables" in problem.reason


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("variables: x\n", 1),
        ('variables:\n  a: "1\n  b: "2"\n', 3),
        ("variables:\n  a: {b\n", 3),
        ("- a\n", 1),
    ],
)
def test_what_cannot_be_told_is_refused(text: str, line: int) -> None:
    with pytest.raises(FormatError) as refused:
        AdoDocument.parse(text, "variables.yaml")
    assert refused.value.path == "variables.yaml"
    assert refused.value.line == line


def test_all_or_nothing() -> None:
    document = AdoDocument.parse(FILE, "x")
    for wrong in (("nodes", "a\nb", False), ("a b", "x", False), ("new", "$(x)", False)):
        with pytest.raises(FormatError):
            document.set_many([("cmk", "true", False), wrong])
        assert document.text() == FILE
        assert document.get("cmk") == "false"
    document.set_many([("cmk", "true", False), ("new", "$(x)", True)], {"new": "nodes"})
    assert document.get("new") == "$(x)"


soup = st.text("ab:-= \t\n\r'\"[]{},#&*!|>%@$(.1\\é\ue000", max_size=60)


@given(text=st.text(max_size=80) | soup.map(lambda tail: f"variables:\n  a: 1\n{tail}"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = AdoDocument.parse(text, "x")
    except FormatError:
        return
    assert document.text() == text
    _ = document.problems, document.duplicates
    try:
        document.set("a", "new")
    except FormatError:
        assert document.text() == text
    else:
        assert document.get("a") == "new"
        assert AdoDocument.parse(document.text(), "x").get("a") == "new"
