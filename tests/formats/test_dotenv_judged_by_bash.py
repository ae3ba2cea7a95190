"""The values of a `.env` are the ones that bash gives, however the file is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.judges import Bash
from wizard.formats.dotenv import EnvDocument, quote
from wizard.formats.errors import FormatError

NAMES = ["A", "B", "C", "long_name_1"]

SHELL_ONLY = ["it refers to", "home folder", "expands braces", "fills in names"]

carried = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40)
hostile = st.text("ab '\"$`\\!#=;&|<>(){}[]*?~%:,-é€𝄞\u2028\xa0", max_size=30)

plain = st.text("abzAZ019_./:,@%+-=#!*?{}[]^é€", min_size=1, max_size=8)
single = st.text('ab "$`\\!#=;&|<>(){}~\n\té', max_size=8).map(lambda text: f"'{text}'")
in_double = st.one_of(
    st.text("ab '!#=;&|<>(){}~\n\té", max_size=6),
    st.sampled_from(['\\"', "\\$", "\\`", "\\\\", "\\q", "\\'", "\\ ", "\\\n", "$ ", "$%", "$'x'"]),
    st.sampled_from(["$A", "${A}", "$B", "${C}x", "$long_name_1."]),
)
double = st.lists(in_double, max_size=5).map(lambda parts: '"' + "".join(parts) + '"')
escaped = st.sampled_from(list(" \\'\"$`#;&|<>()~a\n")).map(lambda char: "\\" + char)
ansi_part = st.one_of(
    st.text('ab "$#;\n', max_size=5),
    st.sampled_from(["\\n", "\\t", "\\'", "\\\\", "\\x41", "\\101", "\\u00e9", "\\q", "\\?"]),
)
ansi = st.lists(ansi_part, max_size=4).map(lambda parts: "$'" + "".join(parts) + "'")
reference = st.sampled_from(["$A", "${A}", "$B", "${long_name_1}", "$/", "$.", "$%"])
segment = st.one_of(plain, single, double, escaped, ansi, reference)
word = st.lists(segment, max_size=4).map("".join)

assignment = st.builds(
    lambda name, plus, value: f"{name}{plus}={value}",
    st.sampled_from(NAMES),
    st.sampled_from(["", "", "", "+"]),
    word,
)
blanks = st.sampled_from([" ", "\t", "  "])
several = st.lists(assignment, min_size=1, max_size=3)
line = st.builds(
    lambda indent, export, parts, gap, tail: (
        indent + export + gap.join(parts) + tail + "\n",
        bool(export),
    ),
    st.sampled_from(["", "", "  ", "\t"]),
    st.sampled_from(["", "", "", "export "]),
    several,
    blanks,
    st.sampled_from(["", "", ' # don\'t "mind"', " ;", ";B=2", "  ", "\t#x", " ; A=1 # c"]),
).map(lambda pair: pair[0])
quiet = st.sampled_from(["\n", '# it\'s "one"\n', "   # two\n", "\t\n", "# three \\\n"])
file = st.lists(st.one_of(line, line, line, quiet), max_size=6).map("".join)


@settings(max_examples=15)
@given(values=st.lists(st.one_of(carried, hostile), min_size=1, max_size=80))
def test_a_quoted_value_comes_back_from_bash(bash: Bash, values: list[str]) -> None:
    names = [f"V{number}" for number in range(len(values))]
    text = "".join(f"{name}={quote(value)}\n" for name, value in zip(names, values, strict=True))
    assert text.count("\n") == len(values)
    (found,) = bash.values([text], names)
    assert found == dict(zip(names, values, strict=True))


@settings(max_examples=40)
@given(files=st.lists(file, min_size=1, max_size=20))
def test_every_way_of_quoting_means_what_bash_makes_of_it(bash: Bash, files: list[str]) -> None:
    for text, expected in zip(files, bash.values(files, NAMES), strict=True):
        document = EnvDocument.parse(text)
        assert document.text() == text
        assert not [problem for problem in document.problems if "looks like" not in problem.reason]
        for name in NAMES:
            entry = document.entry(name)
            if entry is None:
                assert name not in expected
            elif entry.unreadable is None:
                assert document.get(name) == expected[name], (text, name)
            else:
                # Only what depends on names that the file does not set, or on a shell.
                assert any(why in entry.unreadable for why in SHELL_ONLY), entry


@pytest.mark.parametrize(
    "line", ["A=1;B=${};C=2", "export A=1 B=${}", "A=1 B=${} C=3", "B=${};C=", "A\\\n=${};B=1"]
)
def test_nothing_is_claimed_that_an_expansion_may_take_along(bash: Bash, line: str) -> None:
    text = f"{line}\nlong_name_1=x\n"
    (expected,) = bash.values([text], NAMES)
    document = EnvDocument.parse(text)
    for name in NAMES:
        assert document.get(name) in (None, expected.get(name))
    assert document.get("long_name_1") == expected["long_name_1"] == "x"


@pytest.mark.parametrize("text", ["A=x\\", "A='x\ny'\\", "A='x\ny';A=z\\", "A=''\\"])
def test_a_backslash_that_ends_the_file_is_not_guessed_at(bash: Bash, text: str) -> None:
    (expected,) = bash.values([text], NAMES)
    assert EnvDocument.parse(text).get("A") in (None, expected["A"])


@pytest.mark.parametrize(
    "value", ["$\\\n'a\\'b'", '$\\\n"a"', '"$\\\nA"', "$\\\nA", "$lo\\\nng_name_1", "a$\\\n{A}"]
)
def test_a_dollar_sign_in_front_of_a_broken_line_is_not_guessed_at(bash: Bash, value: str) -> None:
    text = f"A=1\nlong_name_1=2\nB={value}\nC=3\n"
    (expected,) = bash.values([text], NAMES)
    document = EnvDocument.parse(text)
    assert document.get("B") in (None, expected["B"])
    assert document.get("C") == expected["C"] == "3"


# No character here can start a command that exists, open a file or branch the script.
soup = st.text("AB=\\'\"$# \t\n;:1+~", max_size=40)
broken_lines = st.lists(
    st.sampled_from(
        [
            "A = 1",
            "B= 2",
            "A=1 \\",
            "B= \\",
            "A\\",
            "A=my value",
            "B ='x y'",
            "A-B=1",
            "just words",
            "A='x' y \"z\nB=3\"",
        ]
    )
    | assignment,
    max_size=5,
).map(lambda lines: "".join(f"{each}\n" for each in lines))


@settings(max_examples=60)
@given(files=st.lists(st.one_of(soup, broken_lines), min_size=1, max_size=40))
def test_lines_that_bash_does_not_take_as_assignments_set_nothing(
    bash: Bash, files: list[str]
) -> None:
    understood = []
    for text in files:
        document = EnvDocument.parse(text)
        assert document.text() == text
        if not any(each.stops or "unquoted" in each.reason for each in document.problems):
            understood.append(text)
    for text, expected in zip(understood, bash.values(understood, NAMES), strict=True):
        document = EnvDocument.parse(text)
        for name in NAMES:
            entry = document.entry(name)
            if entry is not None and entry.assigns and entry.unreadable is not None:
                continue
            assert document.get(name) == expected.get(name), (text, name)


@settings(max_examples=30)
@given(files=st.lists(st.tuples(file, hostile), min_size=1, max_size=15))
def test_what_is_set_is_what_bash_reads_and_the_rest_stays(
    bash: Bash, files: list[tuple[str, str]]
) -> None:
    edited, expected = [], []
    before = bash.values([text for text, _ in files], NAMES)
    for (text, value), was in zip(files, before, strict=True):
        document = EnvDocument.parse(text)
        if any("looks like other settings" in problem.reason for problem in document.problems):
            continue
        document.set("long_name_1", value)
        assert document.get("long_name_1") == value
        assert EnvDocument.parse(document.text()).entries == document.entries
        later = EnvDocument.parse(document.text())
        last = later.entry("long_name_1")
        assert last is not None
        edited.append(document.text())
        # Names set before that line cannot be touched by it.
        first = [entry for entry in later.entries if entry.line < last.line]
        safe = {entry.name for entry in first} - {
            entry.name for entry in later.entries if entry.line >= last.line
        }
        expected.append({"long_name_1": value} | {name: was[name] for name in safe})
    for found, wanted in zip(bash.values(edited, NAMES), expected, strict=True):
        assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("char", ["\n", "\r", "\t", "\0", "\x1b", "\x7f", "\x85", "\ud800"])
def test_what_no_line_can_carry_is_refused(char: str) -> None:
    with pytest.raises(FormatError, match="the value has"):
        quote(f"before{char}behind")
