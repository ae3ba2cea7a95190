"""The variables file of Azure DevOps: read as the agent reads it, edited in place."""

from __future__ import annotations

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
  cmk: "false"
"""
LIST = """\
variables:
- name: admin_location
  value: "swedencentral"  # here
- group: secrets
- name: enableBing
  value: 'false'
"""
PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


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
        "cmk": "false",
    }
    assert values(LIST) == {"admin_location": "swedencentral", "enableBing": "false"}


def test_a_number_with_leading_zeros_is_a_hazard() -> None:
    entries = AdoDocument.parse(FILE, "x").entries
    assert [entry.name for entry in entries if entry.hazard] == ["project_number_000"]
    assert [entry.line for entry in entries][:2] == [4, 5]


@given(PRINTABLE, st.sampled_from(["admin_location", "enableBing", "nodes", "empty", "new"]))
def test_a_value_reads_back_for_any_yaml_reader(value: str, name: str) -> None:
    document = AdoDocument.parse(FILE, "x")
    if any(mark in value for mark in ("$(", "${{", "$[")):
        with pytest.raises(FormatError):
            document.set(name, value)
        assert document.text() == FILE
        return
    document.set(name, value)
    assert document.get(name) == value
    assert yaml.safe_load(document.text())["variables"][name] == value
    kept = [line for line in FILE.splitlines() if not line.strip().startswith(f"{name}:")]
    assert [line for line in document.text().splitlines() if line in kept] == kept


def test_a_macro_is_written_only_when_it_is_meant() -> None:
    document = AdoDocument.parse(FILE, "x")
    with pytest.raises(FormatError, match="macro"):
        document.set("cmk", "$(other)")
    document.set("cmk", "$(other)", macro=True)
    assert document.get("cmk") == "$(other)"


def test_lines_of_a_list_are_edited_in_place() -> None:
    document = AdoDocument.parse(LIST, "x")
    document.set("admin_location", "eastus2")
    assert document.text() == LIST.replace('"swedencentral"', '"eastus2"')
    with pytest.raises(FormatError, match="list"):
        document.set("new", "x")


def test_a_new_name_goes_behind_its_neighbour() -> None:
    document = AdoDocument.parse(FILE, "x")
    document.set("new", "x y", after="enableBing")
    lines = document.text().splitlines()
    assert lines[lines.index("  enableBing: 'false'") + 1] == "  new: x y"


def test_a_line_that_is_no_yaml_is_kept_and_listed() -> None:
    broken = FILE.replace('  cmk: "false"\n', '  mail = ""\n  cmk: "false"\n')
    document = AdoDocument.parse(broken, "x")
    assert document.text() == broken
    assert [(p.line, p.text) for p in document.problems] == [(12, '  mail = ""')]
    document.set("cmk", "true")
    assert document.text() == broken.replace('cmk: "false"', 'cmk: "true"')


def test_all_or_nothing() -> None:
    document = AdoDocument.parse(FILE, "x")
    with pytest.raises(FormatError):
        document.set_many([("cmk", "true", False), ("nodes", "a\nb", False)])
    assert document.text() == FILE


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = AdoDocument.parse(text, "x")
    except FormatError:
        return
    assert document.text() == text
