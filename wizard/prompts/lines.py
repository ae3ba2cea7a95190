"""Questions as lines that are typed: for terminals that cannot be drawn on, and for ears."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wizard.prompts.asker import Command, Option
from wizard.prompts.paper import Paper, safe

_YES, _NO = ("y", "yes", "true", "on"), ("n", "no", "false", "off")


class LineAsker(Paper):
    """Prints and reads whole lines; nothing printed is ever changed."""

    def __init__(self, *, colour: bool, read: Callable[[str], str] = input) -> None:
        super().__init__(colour=colour)
        self._read = read

    def line(self, label: str, present: str) -> str | Command:
        """A text, "" to keep what is present."""
        while True:
            text = self._read(f"{safe(label)}{_shown(present)}: ").strip()
            if text in {command.value for command in Command}:
                return Command(text)
            try:
                text.encode("utf-8")
            except UnicodeEncodeError:
                self.say("That is not readable as text (UTF-8); type it again.", "error")
                continue
            return text

    def confirm(self, label: str, *, present: bool) -> bool | Command:
        """Yes or no, also by their first letter."""
        while True:
            given = self.line(f"{label} yes or no", "yes" if present else "no")
            if isinstance(given, Command):
                return given
            word = given.lower()
            if not word:
                return present
            if word in _YES or word in _NO:
                return word in _YES
            self.say("Type yes or no, or ? for help.", "error")

    def choose(self, label: str, options: Sequence[Option], present: str) -> str | Command:
        """The options by number, by value, or by the only one that begins like that."""
        self.say(label)
        names = [option.title for option in options]
        for number, option in enumerate(options, 1):
            words = f": {option.words}" if option.words else ""
            self.say(f"{number}. {option.title}{words}", indent=2)
        shown = next((option.title for option in options if option.value == present), present)
        while True:
            given = self.line("Number or name", shown)
            if isinstance(given, Command):
                return given
            if not given:
                return present
            place = _place(given, [option.value for option in options], names)
            if place is not None:
                return options[place].value
            self.say(f"Type a number from 1 to {len(options)}, or ? for help.", "error")

    def check(
        self, label: str, options: Sequence[Option], on: frozenset[str]
    ) -> frozenset[str] | Command:
        """The options with their boxes; the numbers typed are switched."""
        self.say()
        self.say(label)
        for number, option in enumerate(options, 1):
            box = "[x]" if option.value in on else "[ ]"
            told = "; ".join(text for text in (option.blocked, option.words) if text)
            words = f": {told}" if told else ""
            self.say(f"{number}. {box} {option.title}{words}", indent=2)
        while True:
            given = self.line("Numbers to switch, such as 1 3", "none")
            if isinstance(given, Command):
                return given
            numbers = [] if given.lower() == "none" else given.replace(",", " ").split()
            places = [_place(word, [], [], len(options)) for word in numbers]
            trouble = self._trouble(options, places)
            if not trouble:
                return on ^ {options[place].value for place in places if place is not None}
            self.say(trouble, "error")

    def _trouble(self, options: Sequence[Option], places: Sequence[int | None]) -> str:
        """Why these numbers cannot be switched."""
        if None in places:
            return f"Type numbers from 1 to {len(options)} with blanks between them."
        if len(set(places)) < len(places):
            return "The same number stands there twice."
        blocked = [options[place] for place in places if place is not None]
        return " ".join(
            f"{option.title} cannot be switched: {option.blocked}."
            for option in blocked
            if option.blocked
        )


def _shown(present: str) -> str:
    return f" [{safe(present)}]" if present else ""


def _place(
    given: str, values: Sequence[str], names: Sequence[str], count: int | None = None
) -> int | None:
    """The place of an option named by number, value or beginning; None when it is unclear."""
    known = [[text.lower() for text in told] for told in (values, names)]
    word = given.lower()
    for texts in known:
        if word in texts:
            return texts.index(word)
    if given.isascii() and given.isdigit() and 1 <= int(given) <= (count or len(values)):
        return int(given) - 1
    near = {texts.index(text) for texts in known for text in texts if text.startswith(word)}
    return near.pop() if len(near) == 1 else None
