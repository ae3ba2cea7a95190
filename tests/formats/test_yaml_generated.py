"""Generated YAML documents, judged by PyYAML's safe loader."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from wizard.formats.errors import FormatError
from wizard.formats.yaml_document import YamlDocument
from wizard.formats.yaml_scalars import key_text, value_text

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
hostile = st.sampled_from(
    ["", " ", "001", "010", "yes", "No", "on", "null", "~", "1.24", "1e3", "0x1f", "2026-01-01",
     "a: b", "a #b", "#", "{", "[x]", "*a", "&a", "!t", "%", "@", "`", "-", "- a", "'", '"', "\\",
     "a\nb", "\t", "é", "12:30:45", "=", "<<", "...", "---", "?", "|", ">", "$(x)", "a:", "_1",
     "1_000", ".5", "+1", "0o7", ".inf", "NaN", "y", "N", "\ufeff", "\x85", "\u2028", "😀", " a "]
)  # fmt: skip
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.one_of(texts, hostile, st.booleans(), numbers)
values = scalars | st.lists(scalars, max_size=4)
names = st.sampled_from(["a", "b", "c-d", "003", "yes"])


@given(value=values)
def test_a_value_on_one_line_reads_back(value: Any) -> None:
    for style in ("", "'", '"'):
        text = value_text(value, style=style)
        assert text.isprintable()
        read = yaml.safe_load(f"key: {text} # comment")["key"]
        assert read == value
        assert repr(read) == repr(value)


@given(key=texts | hostile)
def test_a_key_reads_back(key: str) -> None:
    assert yaml.safe_load(f"{key_text(key)}: 1") == {key: 1}


# Documents as people write them: blocks, braces, quotes, comments, blank lines.
written = st.sampled_from(
    ["x", "'it''s'", '"q\\n"', "1", "true", "", "~", "[]", "{}", "[a, 'b']", "{k: v}", "a b  # c",
     "'s'# no", "two\n    lines", '"two\n    lines"', "|\n    kept\n    text", ">-\n    one\n\n",
     "\n  - a\n  - 'b' # c", "\n    # deep\n    k: v\n    l: [1]", "\n  - k: v\n    l: 1"]
)  # fmt: skip
gaps = st.sampled_from(["", "", "\n", "# note\n", "  # deeper\n", "\n\n"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    parts = [draw(st.sampled_from(["", "# top\n", "---\n"]))]
    for name in draw(st.lists(names, max_size=5)):
        value = draw(written)
        gap = "" if value.startswith("\n") or not value else " "
        parts.append(f"{key_text(name)}:{gap}{value}\n{draw(gaps)}")
    text = "".join(parts)
    # A block text that ends the file without a line end would get one from any new line.
    if draw(st.booleans()) and not text.endswith(("    text\n", "    one\n\n")):
        text = text.removesuffix("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


@given(text=documents(), path=st.lists(names, min_size=1, max_size=3), value=values)
def test_an_edit_does_what_the_loader_says_and_keeps_all_comments(
    text: str, path: list[str], value: Any
) -> None:
    before = yaml.safe_load(text) or {}
    document = YamlDocument.parse(text, "x")
    assert (document.get(()) or {}) == before
    try:
        document.set(tuple(path), value)
    except FormatError:
        assert document.text() == text
        standing: Any = before
        for name in path:
            standing = standing.get(name) if isinstance(standing, dict) else standing
        # Only where something else than a plain value stands.
        assert isinstance(standing, dict | list) or standing is not None
        return
    expected: Any = before
    for name in path[:-1]:
        expected = (
            expected.setdefault(name, None) if expected.get(name) else _opened(expected, name)
        )
    expected[path[-1]] = value
    after = yaml.safe_load(document.text())
    assert after == before
    assert repr(after) == repr(before)
    kept = [line for line in lines_of(text) if line.lstrip().startswith(("# top", "# note"))]
    assert [line for line in lines_of(document.text()) if line in kept] == kept


def _opened(mapping: dict[str, Any], name: str) -> dict[str, Any]:
    mapping[name] = {}
    return mapping[name]  # type: ignore[no-any-return]


@given(text=documents(), path=st.lists(names, min_size=1, max_size=2), prune=st.booleans())
def test_a_removal_leaves_everything_else(text: str, path: list[str], prune: bool) -> None:
    before = yaml.safe_load(text) or {}
    document = YamlDocument.parse(text, "x")
    parent: Any = before
    for name in path[:-1]:
        parent = parent.get(name) if isinstance(parent, dict) else None
    try:
        document.remove(tuple(path), prune=prune)
    except FormatError:
        assert document.text() == text
        return
    if not isinstance(parent, dict) or path[-1] not in parent:
        assert document.text() == text
        return
    del parent[path[-1]]
    if prune and not parent and len(path) > 1:
        del before[path[0]]
    assert (yaml.safe_load(document.text()) or {}) == before
    left = set(lines_of(text))
    new = [line for line in lines_of(document.text()) if line not in left]
    assert all(not line or line.endswith(("{}", "{k: v}")) for line in new)


@given(text=documents(), edits=st.lists(st.tuples(names, names, scalars), max_size=5))
def test_many_edits_at_once_are_the_same_as_one_by_one(
    text: str, edits: list[tuple[str, str, Any]]
) -> None:
    together = YamlDocument.parse(text, "x")
    single = YamlDocument.parse(text, "x")
    changes: dict[tuple[str | int, ...], Any] = {
        (first, second) if first == "b" else (first,): value for first, second, value in edits
    }
    try:
        for path, value in changes.items():
            single.set(path, value)
    except FormatError:
        return
    together.set_many(changes)
    assert yaml.safe_load(together.text()) == yaml.safe_load(single.text())


soup = st.text("ab:-? \t\n\r'\"[]{},#&*!|>%@`<=.1~\\é\x85\ufeff", max_size=40)


@given(text=st.text(max_size=60) | soup)
def test_any_text_is_read_or_refused_and_edited_or_left(text: str) -> None:
    try:
        document = YamlDocument.parse(text, "x")
    except FormatError:
        return
    assert document.text() == text
    _ = list(document.walk()) if "!!" not in text else None, document.duplicates
    for path in (("a",), ("a", "b"), ("new",)):
        before = document.text()
        try:
            document.set(path, "value")
        except FormatError:
            assert document.text() == before
        else:
            assert document.get(path) == "value"
            YamlDocument.parse(document.text(), "x")
