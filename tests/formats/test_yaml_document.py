"""YAML documents: what is written reads back, and no edit touches anything else."""

from __future__ import annotations

import difflib
import time
from typing import Any

import pytest
import yaml

from wizard.formats.errors import FormatError
from wizard.formats.yaml_document import Scalar, YamlDocument

DOCUMENT = """\
# top of the file
version: 1   # of the structure

factory:
  orchestrator: github   # where it runs
  naming: {prefix: acme-}
  owners:
  - anna   # lead
  # deputy
  - bo
  scale_sets:
    "001":
      region:
        name: 'swedencentral'
      note: |
        several
        lines

  # what follows
  empty:    # nothing yet
projects:
  "001": {}
  "002":
    services:
      cosmos_db: true
# end of the file
"""


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that went (-) and came (+), each with its line end."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line[0] + line[2:] for line in difflib.ndiff(old, new) if line[0] in "-+"]


def after_setting(path: tuple[str | int, ...], value: Any, **how: Any) -> list[str]:
    document = YamlDocument.parse(DOCUMENT, "factory.yaml")
    document.set(path, value, **how)
    assert document.get(path) == (list(value) if isinstance(value, tuple) else value)
    return changed_lines(DOCUMENT, document.text())


def test_values_are_read_as_yaml_reads_them_and_as_they_are_written() -> None:
    document = YamlDocument.parse("a: 001\nb: yes\nc: '001'\nd: [1, x]\ne:\n  f: 1.10\n", "x")
    assert document.get(("a",)) == 1
    assert document.get(("b",)) is True
    assert document.get(("c",)) == "001"
    assert document.get(("d",)) == [1, "x"]
    assert document.get(()) == yaml.safe_load(document.text())
    assert document.get(("missing", "too")) is None
    assert document.scalar(("a",)) == Scalar("001", False, 1)
    assert document.scalar(("c",)) == Scalar("001", True, 3)
    assert document.scalar(("e", "f")) == Scalar("1.10", False, 6)
    assert document.scalar(("d",)) is None
    assert document.scalar(("d", 1)) == Scalar("x", False, 4)
    assert document.keys() == ("a", "b", "c", "d", "e")
    assert document.keys(("e",)) == ("f",)


def test_walking_gives_every_value_in_order() -> None:
    walked = list(YamlDocument.parse(DOCUMENT, "x").walk())
    assert [path for path, _, _ in walked] == [
        ("version",),
        ("factory", "orchestrator"),
        ("factory", "naming", "prefix"),
        ("factory", "owners"),
        ("factory", "scale_sets", "001", "region", "name"),
        ("factory", "scale_sets", "001", "note"),
        ("factory", "empty"),
        ("projects", "001"),
        ("projects", "002", "services", "cosmos_db"),
    ]
    assert walked[3][1:] == (["anna", "bo"], 8)
    assert walked[0][1:] == (Scalar("1", False, 2), 2)


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("version",), 2, ["+version: 2   # of the structure\n"]),
        (("version",), "2", ['+version: "2"   # of the structure\n']),
        (("factory", "orchestrator"), "both", ["+  orchestrator: both   # where it runs\n"]),
        (("factory", "orchestrator"), "yes", ['+  orchestrator: "yes"   # where it runs\n']),
        (("factory", "naming", "prefix"), "a b", ["+  naming: {prefix: a b}\n"]),
        (("factory", "naming", "prefix"), "a,b", ['+  naming: {prefix: "a,b"}\n']),
        (("factory", "naming", "suffix"), "-001", ['+  naming: {prefix: acme-, suffix: "-001"}\n']),
        (("factory", "owners"), ["anna", "bo", "cy"], ["+  - cy\n"]),
        (("factory", "owners"), ["eve", "bo"], ["+  - eve   # lead\n"]),
        (("factory", "owners"), ["anna"], []),
        (("factory", "owners", 1), "001", ['+  - "001"\n']),
        (
            ("factory", "scale_sets", "001", "region", "name"),
            "it's",
            ["+        name: 'it''s'\n"],
        ),
        (
            ("factory", "scale_sets", "001", "region", "name"),
            "two\nlines",
            ['+        name: "two\\nlines"\n'],
        ),
        (("factory", "scale_sets", "001", "note"), "one", ["+      note: one\n"]),
        (("factory", "empty"), "full", ["+  empty: full    # nothing yet\n"]),
        (("factory", "empty", "a", "b"), 1, ["+    a:\n", "+      b: 1\n"]),
        (("projects", "001", "team"), "x", ['+  "001":\n', "+    team: x\n"]),
        (("projects", "003", "team"), "x", ['+  "003":\n', "+    team: x\n"]),
        (("projects", "002", "services", "redis"), False, ["+      redis: false\n"]),
        (("new",), ["a", "001"], ['+new: [a, "001"]\n']),
    ],
)
def test_an_edit_changes_its_lines_only(
    path: tuple[str | int, ...], value: Any, lines: list[str]
) -> None:
    changed = after_setting(path, value)
    assert [line for line in changed if line[0] == "+"] == lines


def test_places_comments_and_styles_of_new_keys() -> None:
    assert after_setting(("title",), "x", after="version") == ["+title: x\n"]
    document = YamlDocument.parse(DOCUMENT, "x")
    document.set(("title",), "x", after="version", comment="new", style='"')
    document.set(("count",), 3, style='"')
    document.set(("tags",), '{"a":1}', style='"')
    document.set(("version",), 1, comment="of all")
    document.set(("factory", "orchestrator"), "github", comment="")
    document.set(("factory", "empty"), "x", comment="here")
    text = document.text()
    assert 'version: 1   # of all\ntitle: "x" # new\n' in text
    assert "\n  orchestrator: github\n" in text
    assert "\n  empty: x    # here\n" in text
    assert 'count: "3"\ntags: \'{"a":1}\'\n# end of the file\n' in text
    with pytest.raises(FormatError, match="one line"):
        document.set(("version",), 2, comment="a\nb: 1")
    assert document.text() == text


def test_several_values_at_once_are_all_or_none() -> None:
    document = YamlDocument.parse(DOCUMENT, "x")
    document.set_many(
        {("a",): 1, ("b",): 2, ("factory", "empty"): "e", ("projects", "009", "x"): "z"},
        after={("a",): "version", ("b",): "a"},
    )
    assert changed_lines(DOCUMENT, document.text()) == [
        "+a: 1\n", "+b: 2\n", "-  empty:    # nothing yet\n", "+  empty: e    # nothing yet\n",
        '+  "009":\n', "+    x: z\n",
    ]  # fmt: skip
    before = document.text()
    with pytest.raises(FormatError, match="factory cannot be edited"):
        document.set_many({("a",): 5, ("factory",): "gone"})
    assert document.text() == before


@pytest.mark.parametrize("start", ["", "\n", "# only a comment", "# c\n\n", "---\n", "\ufeff"])
def test_an_empty_document_can_be_filled(start: str) -> None:
    document = YamlDocument.parse(start, "x")
    document.set(("a", "b"), "c")
    assert document.text().startswith(start)
    assert yaml.safe_load(document.text().removeprefix("\ufeff")) == {"a": {"b": "c"}}
    assert YamlDocument.parse("x: 1", "x").text() == "x: 1"


def test_a_missing_final_line_end_stays_missing() -> None:
    document = YamlDocument.parse("a: 1\nb:\n  c: 2", "x")
    document.set(("b", "d"), 3)
    document.set(("e",), 4)
    assert document.text() == "a: 1\nb:\n  c: 2\n  d: 3\ne: 4"


def test_windows_line_ends_stay() -> None:
    document = YamlDocument.parse(DOCUMENT.replace("\n", "\r\n"), "x")
    document.set(("factory", "orchestrator"), "azure-devops", comment="c")
    document.set(("projects", "002", "title"), "new")
    document.set(("factory", "owners"), ["x", "y", "z"])
    document.remove(("factory", "scale_sets", "001", "note"))
    assert "\n" not in document.text().replace("\r\n", "")


def test_mappings_can_be_made_sure_of() -> None:
    document = YamlDocument.parse(DOCUMENT, "x")
    document.ensure(("projects", "002"))
    assert document.text() == DOCUMENT
    document.ensure(("projects", "003"))
    document.ensure(("factory", "empty"))
    assert changed_lines(DOCUMENT, document.text())[1:] == [
        "+  empty: {}    # nothing yet\n",
        '+  "003": {}\n',
    ]
    with pytest.raises(FormatError):
        document.ensure(("version",))


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        (
            ("factory", "scale_sets", "001", "note"),
            ["-      note: |\n", "-        several\n", "-        lines\n"],
        ),
        (("factory", "orchestrator"), ["-  orchestrator: github   # where it runs\n"]),
        (("factory", "owners", 0), ["-  - anna   # lead\n"]),
        (("projects", "001"), ['-  "001": {}\n']),
        (("factory", "naming", "prefix"), ["-  naming: {prefix: acme-}\n", "+  naming: {}\n"]),
        (("missing", "key"), []),
    ],
)
def test_a_key_is_removed_with_its_lines_only(path: tuple[str | int, ...], gone: list[str]) -> None:
    document = YamlDocument.parse(DOCUMENT, "x")
    document.remove(path)
    assert changed_lines(DOCUMENT, document.text()) == gone


def test_a_parent_that_becomes_empty_stays_or_goes() -> None:
    kept = YamlDocument.parse(DOCUMENT, "x")
    kept.remove(("projects", "002", "services", "cosmos_db"))
    assert kept.get(("projects", "002")) == {"services": {}}
    pruned = YamlDocument.parse(DOCUMENT, "x")
    pruned.remove(("projects", "002", "services", "cosmos_db"), prune=True)
    assert pruned.keys(("projects",)) == ("001",)
    assert pruned.text().endswith('projects:\n  "001": {}\n# end of the file\n')


def test_the_last_of_equal_keys_counts_and_all_are_listed() -> None:
    document = YamlDocument.parse("a: 1\nb: 2\na: 3\n", "x")
    assert document.get(("a",)) == 3
    assert document.duplicates == ((("a",), (1, 3)),)
    document.set(("a",), 4)
    assert document.text() == "a: 1\nb: 2\na: 4\n"
    document.remove(("a",))
    assert document.text() == "b: 2\n"


def test_aliases_and_merge_keys_are_read_but_nothing_shared_is_edited() -> None:
    text = "base: &base\n  size: small\n  n: 1\none:\n  <<: *base\n  n: 2\ntwo: *base\n"
    document = YamlDocument.parse(text, "x")
    assert document.get(()) == yaml.safe_load(text)
    assert document.get(("one", "size")) == "small"
    assert document.get(("two", "n")) == 1
    for path in (("base", "size"), ("two", "size"), ("two",), ("base",)):
        with pytest.raises(FormatError, match="cannot be edited safely"):
            document.set(path, "big")
        assert document.text() == text
    document.set(("one", "n"), 3)
    document.set(("one", "size"), "big")
    assert document.get(("one",)) == {"size": "big", "n": 3}
    assert document.get(("two", "size")) == "small"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: !!str 1\n", ("a",)),
        ("a: &x 1\n", ("a",)),
        ("a: 1\n", ("a", "b")),
        ("a: [1]\n", ("a", "b")),
        ("a:\n- b: 1\n", ("a",)),
        ("a:\n  b: 1\n", ("a",)),
        ("? a\n: 1\n", ("a", "b")),
        ("a: 1\n...\n", ("b",)),
        ("a: [1, # one\n 2]\n", ("a",)),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text: str, path: tuple[str, ...]) -> None:
    document = YamlDocument.parse(text, "factory.yaml")
    try:
        document.set(path, "x")
    except FormatError as refused:
        assert str(refused).startswith("factory.yaml:")
        assert document.text() == text
    else:
        assert document.get(path) == "x"
        assert text == "a: 1\n...\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- a\n- b\n", 1, "keys and values"),
        ("just text", 1, "keys and values"),
        ("a: 1\nb: [1\n", 3, "not valid YAML"),
        ("a: 1\nb: c: d\n", 2, "not valid YAML"),
        ("a: 1\n\tb: 1\n", 2, "not valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "several YAML documents"),
        ("a: *x\n", 1, "alias"),
        ("a: &x [*x]\n", 1, "alias"),
        ("a: &x 1\nb: &x 2\n", 2, "defined twice"),
        ("[a]: 1\n", 1, "key"),
        ("a: 1\nb: \x07\n", 2, "U+0007"),
        ("a: " + "{b: " * 60 + "1" + "}" * 60, 1, "50 levels"),
    ],
)
def test_what_is_no_document_of_keys_is_refused_with_line_and_remedy(
    text: str, line: int, reason: str
) -> None:
    with pytest.raises(FormatError) as refused:
        YamlDocument.parse(text, "factory.yaml")
    assert str(refused.value).startswith(f"factory.yaml:{line}: ")
    assert reason in refused.value.reason
    assert refused.value.remedy


def test_a_value_that_no_reader_takes_is_refused_when_it_is_asked_for() -> None:
    document = YamlDocument.parse("a: 2024-99-99\nb: !!int x\nc: !custom y\nd: 1\n", "x")
    assert document.get(("d",)) == 1
    for name in "abc":
        with pytest.raises(FormatError, match="cannot make a value") as refused:
            document.get((name,))
        assert refused.value.path == "x"
    document.set(("a",), "2024-01-01")
    assert document.get(("a",)) == "2024-01-01"


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 100_000, "- " * 20_000, "a: " + "&a [" * 40,
     "a: &a [x, x, x, x, x, x, x, x, x]\n"
     + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n"
               for n in range(12))],
)  # fmt: skip
def test_bombs_are_refused_at_once(text: str) -> None:
    began = time.process_time()
    with pytest.raises(FormatError):
        YamlDocument.parse(text, "x")
    assert time.process_time() - began < 5


def test_the_files_of_a_whole_factory_are_edited_quickly() -> None:
    text = "variables:\n" + "".join(f'  name_{n}: "value"  # {"c" * 90}\n' for n in range(400))
    document = YamlDocument.parse(text, "x")
    began = time.process_time()
    document.set_many({("variables", f"name_{n}"): "new" for n in range(500)})
    assert time.process_time() - began < 1
    assert len(document.keys(("variables",))) == 500


@pytest.mark.parametrize(
    "unit",
    ["a: 1\n", "- ", "a: &x 1\n", "a: [", "? ", "'", '"', "#\n", " ", "\n", "a\n", "x: |\n", ": ",
     "!!a ", "{}: ", "a: {b: 1}\n", "*a ", "---\n", "\t", "a: b # c\n", "- a\n"],
)  # fmt: skip
def test_long_files_of_anything_take_no_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    for candidate in (text, "variables:\n  a: 1\n" + text, text + "'"):
        began = time.process_time()
        try:
            document = YamlDocument.parse(candidate, "x")
            document.set(("a",), "new")
        except FormatError:
            pass
        assert time.process_time() - began < 10


@pytest.mark.parametrize("value", ["", " 1", " x", " ''", " [1]", " [{a: 1}, x]", " [[a]]"])
def test_a_merge_of_what_is_no_mapping_is_an_error_of_its_line(value: str) -> None:
    document = YamlDocument.parse(f"b: 1\n<<:{value}\n", "x")
    with pytest.raises(FormatError, match="x:2: .*mapping"):
        document.get(())


@pytest.mark.parametrize("before", ["b: 1\n", "b: 1\r\n", "b: 1\x85"])
def test_a_byte_order_mark_that_begins_a_later_line_is_refused(before: str) -> None:
    with pytest.raises(FormatError, match="U\\+FEFF"):
        YamlDocument.parse(f"{before}\ufeffa: 1\n", "x")
    assert YamlDocument.parse("\ufeffa: 'x\ufeff'\n", "x").get(("a",)) == "x\ufeff"
