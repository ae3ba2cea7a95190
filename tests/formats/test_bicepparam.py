"""Parameter files are read back to the same values, and both public grammars accept them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.bicep_judges import complaints
from wizard.formats.bicep_literals import Call, literal, read_literal
from wizard.formats.bicepparam import Assignment, bicepparam_text, read_bicepparam
from wizard.formats.errors import FormatError

HOSTILE = [
    "it's", "back\\slash", "${resourceGroup().id}", "\\${x}", "$", "${", "'''", "a\nb", "\r\n", "",
    " ", "\t", "//", "/* x", "*/", "\u2028", "\x00", "\x1b[31m", "é 漢 🙂",
    "'\nparam evil = true\n'",
    "\\'", "\\", "\\u{41}", "$\\{x}", "$${a}", "{}", "[", "#", "@secure()",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("'\\${}\n\r\t ux41", max_size=20),
)
LEAVES = st.one_of(
    TEXTS, st.booleans(), st.none(), st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,20}", fullmatch=True)


def same(left: Any, right: Any) -> bool:
    """Equal in value and in type, all the way down (1 is not true, 1.0 is not 1)."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


@given(st.dictionaries(NAMES, VALUES, max_size=5), TEXTS)
def test_values_come_back(values: dict[str, Any], using: str) -> None:
    text = bicepparam_text(using, [Assignment(name, value) for name, value in values.items()])
    read = read_bicepparam(text)
    assert read.using == using
    assert list(read.values) == list(values)
    assert same(read.values, values)


# The grammars have flaws of their own, so texts with backslashes and dollar signs are shown to
# them one by one; leading slashes, which tree-sitter takes for a comment, and a backslash at the
# end, behind which pycep misses the quote, not at all.
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\$/"), max_size=30)


@given(st.lists(st.one_of(PLAIN, st.integers(-(2**31), 2**31), st.booleans()), max_size=5))
def test_both_grammars_accept_what_is_written(values: list[Any]) -> None:
    assignments = [Assignment(f"p{place}", value) for place, value in enumerate(values)]
    nested = {f"key {place}": value for place, value in enumerate(values)}
    assignments += [Assignment("list", values), Assignment("object", nested, "a note")]
    assert complaints(bicepparam_text("../x.bicep", assignments, "a header")) == []


@pytest.mark.parametrize(
    "text", [t for t in HOSTILE if not t.startswith(("//", "/*")) and not t.endswith("\\")]
)
def test_both_grammars_accept_each_hostile_text(text: str) -> None:
    for value in (text, [text, "next"], {"key": text}):
        written = bicepparam_text("../x.bicep", [Assignment("p", value), Assignment("q", 1)])
        assert complaints(written) == []


@pytest.mark.parametrize(
    "text", ["param a = \"x\"", "param a = 'x", "param a 'x'", "param a = 1.5", "param a = [1"]
)  # fmt: skip
def test_the_grammars_are_judges_indeed(text: str) -> None:
    assert complaints(f"using 'x'\n{text}\n")


@given(TEXTS)
def test_a_text_stays_on_one_line_and_in_its_quotes(text: str) -> None:
    written = literal(text)
    assert "\n" not in written and "\r" not in written
    assert written[0] == written[-1] == "'"
    assert "${" not in written.replace("\\${", "")


def test_calls_are_kept_as_calls() -> None:
    value = Call("readEnvironmentVariable", ("AIF_ADMIN_PASSWORD",))
    text = bicepparam_text("a.bicep", [Assignment("adminPassword", value)])
    assert "param adminPassword = readEnvironmentVariable('AIF_ADMIN_PASSWORD')\n" in text
    assert read_bicepparam(text).values == {"adminPassword": value}
    assert read_literal("az.getSecret('s', 'g', 'v', 'n')") == Call(
        "az.getSecret", ("s", "g", "v", "n")
    )


def test_notes_and_header_are_comments() -> None:
    text = bicepparam_text("a.bicep", [Assignment("a", 1, "one\ntwo")], "first\n\nsecond")
    assert text == "// first\n//\n// second\nusing 'a.bicep'\n\n// one\n// two\nparam a = 1\n"


def test_a_file_written_by_hand_is_read() -> None:
    text = (
        "/* by hand */ using '../main.bicep' // the template\r\n"
        "param list = ['a', 'b' // two\n]\nparam many = '''\nraw ${x} 'q'\n'''\n"
        "param object = {a: 1, 'b c': {}}"
    )
    assert read_bicepparam(text).values == {
        "list": ["a", "b"], "many": "raw ${x} 'q'\n", "object": {"a": 1, "b c": {}},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("param a = 1\n", 1, "neither using nor param"),
        ("using 'a'\nparam a = 1\nparam a = 2\n", 3, "a is assigned twice"),
        ("using 'a'\nparam a = 'x${y}'\n", 2, "an expression inside a text"),
        ("using 'a'\nparam a = ['a' 'b']\n", 2, "a comma or a line end is missing"),
        ("using 'a'\nparam a = True\n", 2, "no literal"),
        ("using 'a'\nparam a = 1.5\n", 2, "a line end is missing"),
        ("using 'a'\nparam a = {b: 1\nb: 2}\n", 3, "the key 'b' stands twice"),
        ("using 'a'\nparam a = 'x\n", 2, "does not end on its line"),
        ("using 'a'\nparam a = '\\q'\n", 2, "no escape"),
        ("using 'a'\nparam a = 99999999999999999999\n", 2, "beyond 64 bits"),
        ("using 'a'\nvar a = 1\n", 2, "neither using nor param"),
        ("", None, "no using line"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(
    text: str, line: int | None, reason: str
) -> None:
    with pytest.raises(FormatError, match=reason) as caught:
        read_bicepparam(text, "61.bicepparam")
    assert caught.value.line == line
    assert caught.value.path == "61.bicepparam"


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, "\ud800", object(), ("a", {1})])
def test_what_bicep_cannot_carry_is_refused_by_parameter(value: object) -> None:
    with pytest.raises(FormatError, match="^wrong: "):
        bicepparam_text("a.bicep", [Assignment("wrong", value)])


@given(st.text("'\\${}[]()\n\r\t ,:=/*abnrtu1-", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, f"using 'a'\nparam a = {text}"):
        try:
            read_bicepparam(whole)
        except FormatError as error:
            assert error.reason
