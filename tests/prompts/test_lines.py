"""Typed lines: what is understood, what is asked again, what is printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wizard.prompts.asker import Command, Option
from wizard.prompts.lines import LineAsker
from wizard.prompts.paper import wrapped

FRUIT = (
    Option("apple", "Apple", "red"),
    Option("pear", "Pear"),
    Option("plum", "Plum", blocked="there is no tree"),
)


class Typist:
    """Types lines, and keeps the prompts that it saw."""

    def __init__(self, *lines: str) -> None:
        self.lines: Iterator[str] = iter(lines)
        self.prompts: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.prompts.append(prompt)
        return next(self.lines)


def asker(*lines: str) -> tuple[LineAsker, Typist]:
    typist = Typist(*lines)
    return LineAsker(colour=False, read=typist), typist


def test_a_line_shows_what_enter_keeps() -> None:
    asking, typist = asker(" weu ", "")
    assert asking.line("Region code", "sdc") == "weu"
    assert asking.line("Region code", "") == ""
    assert typist.prompts == ["Region code [sdc]: ", "Region code: "]


@pytest.mark.parametrize("command", list(Command))
def test_commands_are_typed_alone(command: Command) -> None:
    asking, _ = asker(f" {command.value} ", f"{command.value}x")
    assert asking.line("A", "") is command
    assert asking.line("A", "") == f"{command.value}x"


@pytest.mark.parametrize(
    ("typed", "answer"), [("y", True), ("YES", True), ("no", False), ("N", False), ("", True)]
)
def test_yes_and_no(typed: str, answer: bool) -> None:
    asking, _ = asker(typed)
    assert asking.confirm("Peered", present=True) is answer


def test_something_else_is_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    asking, typist = asker("perhaps", "no")
    assert asking.confirm("Peered", present=True) is False
    assert len(typist.prompts) == 2
    assert "yes or no" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("1", "apple"), ("2", "pear"), ("Pear", "pear"), ("a", "apple"), ("", "pear")],
)
def test_a_choice_by_number_name_or_beginning(typed: str, answer: str) -> None:
    asking, _ = asker(typed)
    assert asking.choose("Fruit", FRUIT, "pear") == answer


@pytest.mark.parametrize("typed", ["0", "4", "p", "kiwi", "²"])
def test_an_unclear_choice_is_asked_again(typed: str) -> None:
    asking, typist = asker(typed, "<")
    assert asking.choose("Fruit", FRUIT, "pear") is Command.BACK
    assert len(typist.prompts) == 2


@pytest.mark.parametrize(
    ("typed", "on"),
    [("", {"pear"}), ("1", {"apple", "pear"}), ("1 2", {"apple"}), ("2,1", {"apple"})],
)
def test_boxes_are_switched_by_number(typed: str, on: set[str]) -> None:
    asking, _ = asker(typed)
    assert asking.check("Fruit", FRUIT, frozenset({"pear"})) == frozenset(on)


@pytest.mark.parametrize("typed", ["3", "1 1", "x", "9"])
def test_what_cannot_be_switched_is_said(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    asking, _ = asker(typed, "")
    assert asking.check("Fruit", FRUIT, frozenset()) == frozenset()
    told = capsys.readouterr().out.splitlines()[5:]
    assert told and ("no tree" in told[0]) == (typed == "3")


def test_boxes_say_their_state_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    asking, _ = asker("")
    asking.check("Fruit", FRUIT, frozenset({"pear"}))
    assert capsys.readouterr().out.splitlines() == [
        "", "Fruit", "  1. [ ] Apple: red", "  2. [x] Pear", "  3. [ ] Plum: there is no tree"
    ]  # fmt: skip


def test_text_that_is_no_utf8_is_asked_again() -> None:
    asking, _ = asker("\udce9", "e")
    assert asking.line("Name", "") == "e"


def test_control_characters_are_shown_not_sent(capsys: pytest.CaptureFixture[str]) -> None:
    asking, typist = asker("")
    asking.say("a\x1b[2Jb")
    asking.line("Name\x07", "\x1b]0;x")
    assert "\x1b" not in capsys.readouterr().out + typist.prompts[0]


def test_paragraphs_are_wrapped_below_their_bullet() -> None:
    assert wrapped("- one two three", 9, 2) == ["  - one", "    two", "    three"]
    assert wrapped("", 20) == [""]
    long = "x" * 50
    assert wrapped(long, 20) == [long]


@pytest.mark.parametrize("colour", [True, False])
def test_colour_only_where_it_is_welcome(colour: bool, capsys: pytest.CaptureFixture[str]) -> None:
    LineAsker(colour=colour).say("error X", "error")
    assert ("\x1b[" in capsys.readouterr().out) is colour
