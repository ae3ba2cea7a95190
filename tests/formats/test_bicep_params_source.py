"""Declarations are found in templates of any layout, whatever syntax surrounds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.formats.bicep_params_source import Declaration, read_template
from wizard.formats.errors import FormatError

TEMPLATE = """\
targetScope = 'subscription'
// param inAComment string
/* param inAnother string
*/
@description('It''s not param x string = 1')
@allowed([
  'dev'   // the first
  'test'
  'prod'
])
param env string
@secure()
@description('''
param inText string = '}'
''')
param adminPassword string
@minLength(3) param together string = 'a${env == 'dev' ? '}' : '{'}b'
param ids string[] = []
param maybe string?
param many object = {
  a: [1, 2]
  b: '${env}' // }
}
param late bool = env == 'dev'
  ? true
  : false
param kind 'a' | 'b' = 'a'
param shape {
  name: string
} = { name: 'x' }
param spread object = {
  ...many
}
param last int=-1
var param = 'x'
module m 'm.bicep' = {
  params: {
    x: [for i in range(0, 2): '${i}']
  }
}
"""


def found(text: str) -> dict[str, Declaration]:
    return {one.name: one for one in read_template(text).declarations}


def test_every_declaration_is_found_and_nothing_else() -> None:
    text = TEMPLATE.replace("It''s", "It\\'s")
    assert read_template(text).scope == "subscription"
    seen = found(text)
    assert list(seen) == [
        "env", "adminPassword", "together", "ids", "maybe", "many", "late", "kind", "shape",
        "spread", "last",
    ]  # fmt: skip
    assert seen["env"] == Declaration(
        "env", "string", True, None, ("dev", "test", "prod"), False, 11
    )
    assert seen["adminPassword"].secure and not seen["env"].secure
    assert seen["together"].default == "'a${env == 'dev' ? '}' : '{'}b'"
    assert (seen["late"].default or "").split() == [
        "env", "==", "'dev'", "?", "true", ":", "false",
    ]  # fmt: skip
    assert seen["last"].default == "-1"


def test_required_means_neither_default_nor_null() -> None:
    seen = found(TEMPLATE.replace("It''s", "It\\'s"))
    assert [name for name, one in seen.items() if one.required] == ["env", "adminPassword"]


def test_types_have_a_base() -> None:
    seen = found(TEMPLATE.replace("It''s", "It\\'s"))
    bases = {name: seen[name].base for name in ("ids", "maybe", "kind", "shape", "last")}
    assert bases == {
        "ids": "array", "maybe": "string", "kind": "string", "shape": "object", "last": "int",
    }  # fmt: skip


def test_the_scope_of_a_group_template_is_the_resource_group() -> None:
    assert read_template("param a string\n").scope == "resourceGroup"


def test_windows_line_ends_and_a_missing_last_one() -> None:
    seen = found("param a string\r\n@secure()\r\nparam b string = 'x'\r\nparam c int")
    assert [(one.name, one.default, one.secure) for one in seen.values()] == [
        ("a", None, False), ("b", "'x'", True), ("c", None, False),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["param a object = {", "/* x", "param a string = 'x\n", "'''"])
def test_what_has_no_end_is_named_with_its_line(text: str) -> None:
    with pytest.raises(FormatError, match="has no end") as caught:
        read_template(f"\n{text}", "a.bicep")
    assert (caught.value.path, caught.value.line) == ("a.bicep", 2)


@given(st.text("param ab=@'\\${}[]()\n\r/*?:", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_template(text)
    except FormatError as error:
        assert error.line


@given(st.lists(st.from_regex(r"[a-z][A-Za-z0-9_]{0,8}", fullmatch=True), unique=True, max_size=8))
def test_all_of_many_are_found_in_their_order(names: list[str]) -> None:
    text = "".join(f"param {name} string = '{{{name}'\n// }}\n" for name in names)
    assert [one.name for one in read_template(text).declarations] == names
