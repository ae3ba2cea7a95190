"""Edits of a `.env` change the lines they are about and no other byte."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.formats.dotenv import EnvDocument, fragile, quote
from wizard.formats.errors import FormatError

SAMPLE = """\
# Common
TENANT_ID="<todo>"   # <mandatory> the directory
  REGION='westeurope'\t# where
export OWNER=nobody

# Project
PROJECT_NUMBER="001" # three digits
DUPLICATE="first"
DUPLICATE="second" # counts
JSON='{"a": 1}'
"""


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that went (-) and came (+), each with its line end."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line[0] + line[2:] for line in difflib.ndiff(old, new) if line[0] in "-+"]


def after_setting(name: str, value: str, text: str = SAMPLE) -> list[str]:
    document = EnvDocument.parse(text)
    document.set(name, value)
    assert document.get(name) == value
    return changed_lines(text, document.text())


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("TENANT_ID", "contoso", 'TENANT_ID="contoso"   # <mandatory> the directory\n'),
        ("TENANT_ID", "a $b", "TENANT_ID='a $b'   # <mandatory> the directory\n"),
        ("TENANT_ID", "it's $b", 'TENANT_ID="it\'s \\$b"   # <mandatory> the directory\n'),
        ("REGION", "swedencentral", "  REGION='swedencentral'\t# where\n"),
        ("REGION", "o'hare", '  REGION="o\'hare"\t# where\n'),
        ("OWNER", "team-a", "export OWNER=team-a\n"),
        ("OWNER", "team a", 'export OWNER="team a"\n'),
        ("OWNER", "{a,b}", 'export OWNER="{a,b}"\n'),
        ("DUPLICATE", "x", 'DUPLICATE="x" # counts\n'),
        ("JSON", '{"a": 2}', "JSON='{\"a\": 2}'\n"),
        ("PROJECT_NUMBER", "", 'PROJECT_NUMBER="" # three digits\n'),
    ],
)
def test_a_value_is_replaced_in_its_own_style(name: str, value: str, line: str) -> None:
    removed, added = after_setting(name, value)
    assert removed.startswith("-")
    assert added == "+" + line


def test_setting_what_is_there_changes_nothing() -> None:
    document = EnvDocument.parse(SAMPLE + "MULTI='a\nb'\nMADE=a'b'\"c\"\n")
    before = document.text()
    for entry in document.entries:
        value = document.get(entry.name)
        assert value is not None
        document.set(entry.name, value)
    assert document.text() == before


def test_new_names_go_to_the_end_or_into_their_section() -> None:
    document = EnvDocument.parse(SAMPLE)
    document.set("NEW", "a b")
    document.set("STATE", "on", after="PROJECT_NUMBER", comment="new here")
    document.set("SECOND", "x", after="STATE")
    document.set("EXPORTED", "x", after="OWNER")
    document.set("LOST", "x", after="UNKNOWN")
    assert changed_lines(SAMPLE, document.text()) == [
        '+export EXPORTED="x"\n',
        '+STATE="on" # new here\n',
        '+SECOND="x"\n',
        '+NEW="a b"\n',
        '+LOST="x"\n',
    ]
    assert document.text().endswith('JSON=\'{"a": 1}\'\nNEW="a b"\nLOST="x"\n')


def test_comments_can_be_set_replaced_and_taken_off() -> None:
    document = EnvDocument.parse(SAMPLE)
    document.set("TENANT_ID", "x", comment="mine")
    document.set("OWNER", "nobody", comment="said")
    document.set("PROJECT_NUMBER", "002", comment="")
    assert 'TENANT_ID="x"   # mine\n' in document.text()
    assert "export OWNER=nobody # said\n" in document.text()
    assert 'PROJECT_NUMBER="002"\n' in document.text()
    with pytest.raises(FormatError, match="comment"):
        document.set("OWNER", "nobody", comment="two\nlines")


@pytest.mark.parametrize("text", ["", "\n", "# only a comment", "# c\n", "A=1", "A=1\r\nB=2\r\n"])
def test_a_missing_final_line_end_stays_missing(text: str) -> None:
    document = EnvDocument.parse(text)
    document.set("NEW", "x")
    newline = "\r\n" if "\r\n" in text else "\n"
    if not text or text.endswith("\n"):
        assert document.text() == f'{text}NEW="x"{newline}'
    else:
        assert document.text() == f'{text}{newline}NEW="x"'


def test_removing_takes_every_occurrence_and_nothing_else() -> None:
    document = EnvDocument.parse(SAMPLE)
    document.remove("DUPLICATE")
    document.remove("UNKNOWN")
    assert changed_lines(SAMPLE, document.text()) == [
        '-DUPLICATE="first"\n',
        '-DUPLICATE="second" # counts\n',
    ]
    assert document.get("DUPLICATE") is None
    without_end = EnvDocument.parse("A=1\nB=2")
    without_end.remove("B")
    assert without_end.text() == "A=1"


def test_one_of_several_names_on_a_line_is_edited_but_not_removed() -> None:
    document = EnvDocument.parse("A=1; B='2' # both\n")
    document.set("B", "3")
    document.set("A", "x y")
    assert document.text() == "A=\"x y\"; B='3' # both\n"
    with pytest.raises(FormatError, match="A shares a line with B"):
        document.remove("A")
    assert document.text() == "A=\"x y\"; B='3' # both\n"


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ('A = "x" # c', 'A="new" # c'),
        ("A= x", 'A="new"'),
        ("A=my value # c", 'A="new" # c'),
        ("export A=<todo>", 'export A="new"'),
        ('A="x', 'A="new"'),
        ("A=(1 2)", 'A="new"'),
    ],
)
def test_setting_a_name_mends_the_line_that_meant_it(line: str, mended: str) -> None:
    document = EnvDocument.parse(f"FIRST=1\n{line}\nLAST=2\n")
    document.set("A", "new")
    assert document.text() == f"FIRST=1\n{mended}\nLAST=2\n"
    assert document.problems == ()


def test_a_broken_line_does_not_outweigh_a_good_one() -> None:
    document = EnvDocument.parse("A=good\nA = broken\n")
    assert document.get("A") == "good"
    document.set("A", "new")
    assert document.text() == "A=new\nA = broken\n"


@pytest.mark.parametrize(
    ("text", "line"), [('A="x\nB=1\n', 1), ("B=1\nA=`x\n", 2), ('B="x\nB="y\n', 1)]
)
def test_a_file_with_an_open_quote_is_not_edited(text: str, line: int) -> None:
    document = EnvDocument.parse(text, "some/.env")
    with pytest.raises(FormatError) as caught:
        document.set("B", "2")
    assert str(caught.value).startswith(f"some/.env:{line}: ")
    with pytest.raises(FormatError):
        document.remove("B")
    assert document.text() == text


@pytest.mark.parametrize("name", ["", "a-b", "1A", "A B", "A=", "ä", "A\n", "UID", "SECONDS"])
def test_names_that_bash_cannot_set_are_refused(name: str) -> None:
    document = EnvDocument.parse(SAMPLE)
    with pytest.raises(FormatError):
        document.set(name, "x")
    assert document.text() == SAMPLE


def test_a_refused_value_leaves_the_document_alone() -> None:
    document = EnvDocument.parse(SAMPLE)
    for name in ("TENANT_ID", "NEW"):
        with pytest.raises(FormatError, match="line end"):
            document.set(name, "two\nlines", comment="x")
    assert document.text() == SAMPLE


def test_a_value_that_was_set_does_not_follow_a_later_change_of_another() -> None:
    document = EnvDocument.parse('DEV="1"\nSTAGE="$DEV"\nPROD=$DEV\n')
    document.set("STAGE", "1")
    assert document.text() == 'DEV="1"\nSTAGE="$DEV"\nPROD=$DEV\n'
    document.set("DEV", "2")
    assert [document.get(name) for name in ("DEV", "STAGE", "PROD")] == ["2", "1", "2"]
    assert document.text() == 'DEV="2"\nSTAGE="1"\nPROD=$DEV\n'


def test_a_line_that_would_swallow_the_next_one_gets_none() -> None:
    document = EnvDocument.parse("A=x\\")
    with pytest.raises(FormatError, match="joins it"):
        document.set("B", "1")
    assert document.text() == "A=x\\"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", '""'),
        ("a b", '"a b"'),
        ("#1", '"#1"'),
        ("it's", '"it\'s"'),
        ('{"a":1}', "'{\"a\":1}'"),
        ("$(date)", "'$(date)'"),
        ("a\\b", "'a\\b'"),
        ("hi!", "'hi!'"),
        ('it\'s "$5"', '"it\'s \\"\\$5\\""'),
    ],
)
def test_quotes_are_double_unless_something_is_live_in_them(value: str, written: str) -> None:
    assert quote(value) == written


@pytest.mark.parametrize("value", ["", "a b", "a=b", "{}", "$x", "a'b", '{"a":1}', 'a"'])
def test_what_simple_readers_get_right(value: str) -> None:
    assert fragile(value) is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [("a#b", "cut a value at '#'"), ("it's $5", "backslashes"), ("'x'", "quote at either end")],
)
def test_what_simple_readers_get_wrong(value: str, reason: str) -> None:
    assert reason in (fragile(value) or "")


names = st.sampled_from(["A", "B", "TENANT_ID", "NEW_1"])
values = st.text("ab $'\"\\`#!=é", max_size=8)
texts = st.lists(
    st.sampled_from(
        ["A=1", 'B="x" # c', "# c", "", "  A='y'", "export B=z", "A=$B", "B=$(x)", "A = 1", "x y"]
    ),
    max_size=6,
).flatmap(lambda lines: st.sampled_from(["\n", "\r\n"]).map(lambda end: end.join(lines)))


@given(
    text=texts, edits=st.lists(st.tuples(names, st.none() | values, st.none() | names), max_size=8)
)
def test_any_series_of_edits_ends_in_what_was_asked_for(
    text: str, edits: list[tuple[str, str | None, str | None]]
) -> None:
    document = EnvDocument.parse(text)
    wanted: dict[str, str | None] = {}
    for name, value, after in edits:
        if value is None:
            document.remove(name)
        else:
            document.set(name, value, after=after)
        wanted[name] = value
        assert {name: document.get(name) for name in wanted} == wanted
        again = EnvDocument.parse(document.text())
        assert again.entries == document.entries
        assert again.problems == document.problems
    assert other_lines(document.text()) == other_lines(text)


def other_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(("#", "x y"))]


@pytest.mark.parametrize("text", ["echo \\", "x\\\n", "*\\", "B=1\\\n", "B=1\\", "\r\\\r"])
def test_a_new_line_is_not_taken_for_the_rest_of_the_one_before(text: str) -> None:
    document = EnvDocument.parse(text)
    with pytest.raises(FormatError, match="joins"):
        document.set("A", "1")
    assert document.text() == text


@pytest.mark.parametrize("text", ["# a\\", "B='1\\'\n", "B=1\\\\\n"])
def test_a_backslash_that_joins_nothing_is_in_nobodys_way(text: str) -> None:
    document = EnvDocument.parse(text)
    document.set("A", "1")
    assert EnvDocument.parse(document.text()).get("A") == "1"


def test_a_quote_that_cannot_be_closed_without_losing_the_value_is_refused() -> None:
    text = 'A=$B"B;A\\\n=;A\\\n=AA\n'
    document = EnvDocument.parse(text)
    with pytest.raises(FormatError, match="never closed"):
        document.set("A", "1")
    assert document.text() == text
