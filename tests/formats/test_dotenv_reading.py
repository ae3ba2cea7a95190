"""What a `.env` is said to hold, line by line, whatever stands in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.formats.dotenv import EnvDocument

SAMPLE = """\
# Common settings
TENANT_ID="11111111-2222-4333-8444-555555555501" # the directory
  LOCATION=westeurope
export OWNER='Team "A"'\t# quotes inside

TAGS='{"CostCenter":"9999","Owner":"$(owner)"}'
EMPTY=
PATH_OF="$LOCATION/$TENANT_ID"
"""


def test_values_lines_and_comments() -> None:
    document = EnvDocument.parse(SAMPLE)
    assert document.text() == SAMPLE
    assert document.problems == ()
    assert [(each.name, each.line) for each in document.entries] == [
        ("TENANT_ID", 2),
        ("LOCATION", 3),
        ("OWNER", 4),
        ("TAGS", 6),
        ("EMPTY", 7),
        ("PATH_OF", 8),
    ]
    assert document.get("OWNER") == 'Team "A"'
    assert document.get("TAGS") == '{"CostCenter":"9999","Owner":"$(owner)"}'
    assert document.get("EMPTY") == ""
    assert document.get("PATH_OF") == "westeurope/11111111-2222-4333-8444-555555555501"
    assert document.get("MISSING") is None
    tenant = document.entry("TENANT_ID")
    owner = document.entry("OWNER")
    path = document.entry("PATH_OF")
    assert tenant and owner and path
    assert (tenant.quote, tenant.comment, tenant.export) == ("double", "the directory", False)
    assert (owner.quote, owner.comment, owner.export) == ("single", "quotes inside", True)
    assert (tenant.refers, path.refers) == (False, True)


def test_the_last_assignment_wins_and_the_others_are_listed() -> None:
    document = EnvDocument.parse('A="1"\nB="2"\nA="3"\nA="4"\n')
    assert document.get("A") == "4"
    assert document.duplicates == {"A": (1, 3, 4)}
    assert [each.overridden_by for each in document.entries] == [4, None, 4, None]


@pytest.mark.parametrize(
    ("line", "name", "reason"),
    [
        ('A = "x"', "A", "blank in front of '='"),
        ('A ="x"', "A", "blank in front of '='"),
        ('A= "x"', "A", "blank behind '='"),
        ("A=my value", "A", "blank in a value"),
        ("A=<todo>", "A", "unquoted <"),
        ("A=a&b", "A", "unquoted &"),
        ("A=(x y)", "A", "array"),
        ("aifactory-dash-01=x", None, "'aifactory-dash-01' is not a name"),
        ("1A=x", None, "'1A' is not a name"),
        ("echo hello", None, "'echo' is not an assignment"),
        ('A: "x"', None, "'A:' is not an assignment"),
        ('A="x', "A", 'the " is never closed'),
        ("A=x'y", "A", "the ' is never closed"),
        ("A=$(date", "A", "the $( is never closed"),
        ("A=${B:?none}", "A", "ends the shell"),
        ("A=${B:-{${C}}}", "A", "its own end is unclear"),
    ],
)
def test_lines_bash_would_not_take_are_reported(line: str, name: str | None, reason: str) -> None:
    text = f'FIRST="1"\n{line}\nLAST="2"\n'
    document = EnvDocument.parse(text, "team/.env")
    assert document.text() == text
    (problem,) = document.problems
    assert (problem.line, problem.text, problem.name) == (2, line, name)
    assert reason in problem.reason
    assert problem.stops == ("never closed" in reason)
    assert document.get("A") is None
    # What stands around it is still understood.
    assert (document.get("FIRST"), document.get("LAST")) == ("1", "2")


@pytest.mark.parametrize(
    "value",
    [
        "$(date)",
        '"`date`"',
        "${B:-x}",
        "$((1+1))",
        "~/x",
        "a:~",
        "$1",
        '"$HOME"',
        "$'\\xff'",
        "$'\\x{-'",
    ],
)
def test_what_only_a_shell_knows_is_unreadable_and_not_a_problem(value: str) -> None:
    document = EnvDocument.parse(f"A={value} # kept\nB={value}\n")
    entry = document.entry("A")
    assert entry is not None
    assert entry.assigns
    assert entry.value is None
    assert entry.unreadable
    assert entry.raw == value
    assert document.problems == ()
    document.set("A", "x")
    assert document.get("A") == "x"
    assert document.text().endswith(f"B={value}\n")


def test_a_value_over_several_lines() -> None:
    text = "A='{\n  \"k\": 1\n}' # json\nB=2\n"
    document = EnvDocument.parse(text)
    entry = document.entry("A")
    assert entry is not None
    assert (entry.value, entry.line, entry.end_line) == ('{\n  "k": 1\n}', 1, 3)
    assert document.problems == ()
    after = document.entry("B")
    assert after is not None
    assert after.line == 4


def test_a_missing_quote_that_swallows_other_lines_is_reported() -> None:
    document = EnvDocument.parse('A="one\nB="two\nC=3\n')
    (problem,) = document.problems
    assert (problem.line, problem.name, problem.stops) == (1, "A", False)
    assert "closing quote" in problem.reason


def test_windows_line_ends_are_flagged_and_not_part_of_values() -> None:
    text = "A=\"1\"\r\nB=2 # two\r\n\r\n# c\r\nC='x\r\ny'\r\nD=${A}\\\r\nz\r\nE =1\r\n"
    document = EnvDocument.parse(text)
    assert document.text() == text
    assert document.newline_hazard
    assert [document.get(name) for name in "ABCD"] == ["1", "2", "x\ny", "1z"]
    assert document.entries[1].comment == "two"
    assert [problem.text for problem in document.problems] == ["E =1"]
    unix = document.with_lf()
    assert not unix.newline_hazard
    assert unix.text() == text.replace("\r\n", "\n")
    assert [unix.get(name) for name in "ABCD"] == ["1", "2", "x\ny", "1z"]


def test_a_byte_order_mark_is_kept_and_reported() -> None:
    document = EnvDocument.parse("\ufeffA=1\nB=2\n")
    assert document.text() == "\ufeffA=1\nB=2\n"
    assert document.get("A") == "1"
    assert [problem.line for problem in document.problems] == [1]


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_and_comes_back(text: str) -> None:
    document = EnvDocument.parse(text)
    assert document.text() == text
    lines = text.count("\n") + 1
    for entry in document.entries:
        assert 1 <= entry.line <= entry.end_line <= lines
        assert document.entry(entry.name) is not None
    for problem in document.problems:
        assert 1 <= problem.line <= lines


@given(text=st.text("AB=\\'\"$`# \t\r\n;&|<>(){}[]~\0é\ufeff"))
def test_any_soup_of_shell_characters_is_read_and_comes_back(text: str) -> None:
    document = EnvDocument.parse(text)
    assert document.text() == text
    _ = document.entries, document.problems, document.duplicates


@pytest.mark.parametrize(
    "unit",
    ["A=\"\n", "A='x\n", "A=$(\n", "A=${\n", "`", "\\", "A=x ", "\"'", " ", "A=b&\n", "A = \n",
     "x" , "A=\\\n", "A=$A$A\n", "#", "\r\n", "A=1;", "export ", "$'", "A= \t", "({["],
)  # fmt: skip
def test_long_files_of_anything_take_no_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    for candidate in (text, text + '"', "A=x " + text + "\nB=1\n"):
        began = time.process_time()
        document = EnvDocument.parse(candidate)
        assert document.text() == candidate
        _ = document.problems, document.get("A") if "$A$A" not in unit else None
        assert time.process_time() - began < 5
