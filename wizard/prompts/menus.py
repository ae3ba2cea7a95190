"""Questions with questionary: lines to edit, menus and boxes where the terminal can draw them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings

from wizard.prompts.asker import Command, Option
from wizard.prompts.paper import Paper, safe

_COLOURED = questionary.Style(
    [
        ("qmark", "ansicyan bold"), ("question", "bold"), ("answer", "ansicyan"),
        ("pointer", "ansicyan bold"), ("highlighted", "bold"), ("selected", "ansicyan noreverse"),
        ("instruction", "ansibrightblack"), ("disabled", "ansibrightblack"),
        ("separator", ""), ("text", ""),
    ]
)  # fmt: skip
_BARE = questionary.Style(
    [
        ("qmark", "noinherit"), ("question", "noinherit"), ("answer", "noinherit"),
        ("pointer", "noinherit"), ("highlighted", "noinherit underline"),
        ("selected", "noinherit"), ("instruction", "noinherit"), ("disabled", "noinherit"),
        ("separator", "noinherit"), ("text", "noinherit"),
    ]
)  # fmt: skip
_POINTER = ">"
_EDGE = 8
"""Columns that a menu needs beside the text of its options."""


class MenuAsker(Paper):
    """Asks with questionary; each menu collapses to its answer."""

    def __init__(self, *, colour: bool) -> None:
        super().__init__(colour=colour)
        self._style = _COLOURED if colour else _BARE

    def line(self, label: str, present: str) -> str | Command:
        """A text; the arrow up brings what is present, to be edited."""
        shown = f" [{present}]" if present else ""
        asked = questionary.text(
            safe(f"{label}{shown}:"),
            qmark="?",
            style=self._style,
            history=InMemoryHistory([safe(present)] if present else []),
        )
        _add_keys(asked.application, {})
        given = asked.unsafe_ask()
        if isinstance(given, Command):
            return given
        text = str(given).strip()
        return Command(text) if text in {command.value for command in Command} else text

    def confirm(self, label: str, *, present: bool) -> bool | Command:
        """Yes or no by one key."""
        shown = "[yes]" if present else "[no]"
        asked = questionary.confirm(
            safe(label), default=present, style=self._style, instruction=f"y/n {shown} "
        )
        given = cast("bool | Command", self._asked(asked))
        if not isinstance(given, Command):
            self._note(label, ["yes" if given else "no"])
        return given

    def choose(self, label: str, options: Sequence[Option], present: str) -> str | Command:
        """A menu; the arrow keys move."""
        choices = [
            questionary.Choice(title, value=option.value)
            for title, option in zip(self._titles(options), options, strict=True)
        ]
        asked = questionary.select(
            safe(label), choices, default=present, pointer=_POINTER, style=self._style,
            instruction=" ",
        )  # fmt: skip
        given = cast("str | Command", self._asked(asked))
        if not isinstance(given, Command):
            self._note(label, [option.title for option in options if option.value == given])
        return given

    def check(
        self, label: str, options: Sequence[Option], on: frozenset[str]
    ) -> frozenset[str] | Command:
        """Boxes; the space bar switches."""
        kept = frozenset(
            option.value for option in options if option.blocked and option.value in on
        )
        choices = [
            questionary.Choice(
                title,
                value=option.value,
                disabled=safe(option.blocked) or None,
                checked=option.value in on and not option.blocked,
            )
            for title, option in zip(self._titles(options), options, strict=True)
        ]
        asked = questionary.checkbox(
            safe(label), choices, pointer=_POINTER, style=self._style,
            instruction="(Space switches, Enter goes on)",
        )  # fmt: skip
        _take_keys_away(asked.application, ("a", "i"))
        given = self._asked(asked)
        if isinstance(given, Command):
            return given
        chosen = kept | frozenset(cast("list[str]", given))
        self._note(label, [option.title for option in options if option.value in chosen])
        return chosen

    def _note(self, label: str, titles: Sequence[str]) -> None:
        """The line that stays of a menu."""
        self.say(f"? {label}: {', '.join(titles) or 'none'}")

    def _titles(self, options: Sequence[Option]) -> list[str]:
        """Name and words side by side, cut to one line; words that are cut are printed before."""
        width = max(len(option.title) for option in options)
        titles = []
        for option in options:
            text = safe(f"{option.title:<{width}}  {option.words}".rstrip())
            room = max(20, self.width - _EDGE - len(option.blocked) - 3 * bool(option.blocked))
            if len(text) > room:
                self.say(f"{option.title}: {option.words}", "muted", indent=2)
                text = f"{text[: room - 3].rstrip()}..."
            titles.append(text)
        return titles

    def _asked(self, asked: questionary.Question) -> Any:
        """Ask; the key of a command ends the question with that command."""
        _add_keys(asked.application, {command.value: command for command in Command})
        asked.application.erase_when_done = True
        return asked.unsafe_ask()


def _add_keys(application: Application[Any], keys: dict[str, Command]) -> None:
    added = KeyBindings()
    for key, command in {**keys, "c-b": Command.BACK}.items():
        added.add(key, eager=True)(_exit_with(command))
    own = application.key_bindings
    application.key_bindings = merge_key_bindings([own, added] if own else [added])


def _take_keys_away(application: Application[Any], keys: Sequence[str]) -> None:
    """Keys that switch every box at once do more than somebody who types by mistake wants."""
    nothing = KeyBindings()
    for key in keys:
        nothing.add(key, eager=True)(lambda event: None)
    own = application.key_bindings
    application.key_bindings = merge_key_bindings([own, nothing] if own else [nothing])


def _exit_with(command: Command) -> Any:
    def leave(event: KeyPressEvent) -> None:
        event.app.erase_when_done = True
        event.app.exit(result=command)

    return leave
