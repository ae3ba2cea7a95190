"""From arguments to a call of a verb. Nothing is guessed and nothing is dropped."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from wizard.cli.table import BY_NAME, DEFAULT, GROUPS, Verb, actions, words

PROGRAM = "aifactory-wizard"
HELP = ("-h", "--help")
_WITH_VALUE = ("--release", "--set")
_GLOBAL = (*HELP, "-V", "--version", "--json", "--no-input", "-q", "--quiet", "--no-color")


class UsageError(Exception):
    """Arguments that make no sense: what is wrong, and what would be right."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}; {remedy}")
        self.message = message
        self.remedy = remedy


READABLE = 100
"""Columns beyond which lines of prose are hard to follow."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; the class above would load archive formats to ask for it."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(columns(), READABLE + 2) - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Fill paragraphs; one with columns of its own stays as it is."""
        from textwrap import fill

        paragraphs = text.strip().split("\n\n")
        return "\n\n".join(
            paragraph if "  " in paragraph else fill(paragraph, width, break_on_hyphens=False)
            for paragraph in paragraphs
        )


def columns() -> int:
    """How wide the terminal is, 80 where that is unknown."""
    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and int(said) > 20:
        return int(said)
    try:
        return max(os.get_terminal_size().columns, 40)
    except (OSError, ValueError):
        return 80


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving the program."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(message, f"see '{self.prog} --help'")


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint such as "did you mean 'list'?", or "" when nothing comes near."""
    from difflib import get_close_matches

    close = get_close_matches(word.lower(), known, n=2, cutoff=0.6)
    return f"did you mean {' or '.join(repr(name) for name in close)}?" if close else ""


class OneOf:
    """An argument type: one of ``values``; ``also`` are other spellings."""

    def __init__(self, values: tuple[str, ...], also: dict[str, str]) -> None:
        self.values = values
        self._also = also

    def __call__(self, text: str) -> str:
        """The value that is meant."""
        folded = text.lower()
        if folded in self.values or folded in self._also:
            return self._also.get(folded, folded)
        hint = did_you_mean(text, self.values)
        raise argparse.ArgumentTypeError(
            f"{text!r} is none of {', '.join(self.values)}" + (f"; {hint}" if hint else "")
        )


def one_of(*values: str, **also: str) -> OneOf:
    """An argument type: one of some words; ``also`` are other spellings."""
    return OneOf(values, also)


environment = one_of("dev", "stage", "prod", test="stage")
"""An argument type: an environment; Azure's name for the second one is understood."""


def split_verb(argv: Sequence[str]) -> tuple[Verb | str, list[str]]:
    """The verb and the other arguments; options may stand before the verb.

    The group's name alone ("project") comes back as text: somebody asks for help with it.

    Raises:
        UsageError: no such verb.
    """
    rest = list(argv)
    at = _next_word(rest, 0)
    if at is None:
        return BY_NAME[DEFAULT], rest
    word = rest.pop(at)
    if word in GROUPS:
        return _split_action(word, rest, at)
    if word not in BY_NAME:
        hint = did_you_mean(word, words()) or f"the verbs are {', '.join(words())}"
        raise UsageError(f"there is no verb {word!r}", hint)
    return BY_NAME[word], rest


def _split_action(group: str, rest: list[str], at: int) -> tuple[Verb | str, list[str]]:
    place = _next_word(rest, at)
    known = ", ".join(f"{group} {action}" for action in actions(group))
    if place is None:
        if any(option in rest for option in HELP):
            return group, rest
        raise UsageError(f"{group!r} says not what to do", f"the verbs are {known}")
    action = rest.pop(place)
    verb = BY_NAME.get(f"{group} {action}")
    if verb is None:
        hint = did_you_mean(action, actions(group)) or f"the verbs are {known}"
        raise UsageError(f"there is no verb '{group} {action}'", hint)
    return verb, rest


def _next_word(argv: list[str], start: int) -> int | None:
    """Where the next argument stands that is no global option; None behind an unknown one."""
    place = start
    while place < len(argv):
        argument = argv[place]
        if not argument.startswith("-"):
            return place
        if argument in _WITH_VALUE:
            place += 1
        elif argument not in _GLOBAL and argument.split("=")[0] not in _WITH_VALUE:
            return None
        place += 1
    return None


def parser_of(verb: Verb) -> Parser:
    """The parser of one verb, with the options that go everywhere."""
    module = import_module(f"wizard.cli.verbs.{verb.module}")
    parser = Parser(
        prog=f"{PROGRAM} {verb.name}",
        description=module.__doc__,
        formatter_class=_Help,
        add_help=False,
        allow_abbrev=False,
    )
    module.options(parser)
    add_global(parser, with_catalog=verb.has_catalog, with_answers=verb.has_answers)
    return parser


def add_global(parser: argparse.ArgumentParser, *, with_catalog: bool, with_answers: bool) -> None:
    """Add the options that go everywhere, and those of verbs with a release or with answers."""
    group = parser.add_argument_group("options everywhere")
    group.add_argument("--json", action="store_true", help="print JSON, errors as JSON as well")
    group.add_argument("--no-input", action="store_true", help="ask nothing (implied by CI)")
    if with_catalog:
        group.add_argument("--release", metavar="X.Y", help="release of the AI Factory")
    if with_answers:
        group.add_argument(
            "--set", dest="assignments", action="append", default=[], metavar="KEY=VALUE",
            help="answer a question, as often as you like; KEY may be a variable's name",
        )  # fmt: skip
    group.add_argument("-q", "--quiet", action="store_true", help="no hints, only what is wrong")
    group.add_argument("--no-color", action="store_true", help="no colour (also: NO_COLOR)")
    group.add_argument("-V", "--version", action="store_true", help="print the version")
    group.add_argument("-h", "--help", action="store_true", help="print this help")


def parse(verb: Verb, arguments: Sequence[str]) -> argparse.Namespace:
    """The values of a verb's arguments.

    Raises:
        UsageError: an argument is unknown, missing or malformed.
    """
    parser = parser_of(verb)
    try:
        values, rest = parser.parse_known_intermixed_args(list(arguments))
    except argparse.ArgumentError as error:
        parser.error(str(error))
    for argument in rest:
        if argument.startswith("-") and argument != "--":
            name = argument.split("=")[0]
            hint = did_you_mean(name, list(parser._option_string_actions))
            raise UsageError(
                f"'{verb.name}' has no option {name!r}", hint or f"see '{parser.prog} --help'"
            )
    if rest:
        raise UsageError(f"{rest[0]!r} is one argument too many", f"see '{parser.prog} --help'")
    return values
