"""A person without a terminal: answers by label, and a record of all that was asked and said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wizard.prompts.asker import Command, Option, Style

PATIENCE = 400
"""Questions after which a person gives up."""

Given = str | bool | frozenset[str] | Command | type[BaseException]


@dataclass(frozen=True)
class Turn:
    """One question as it was answered: its kind, its label, the keys of its options."""

    kind: str
    label: str
    options: tuple[str, ...]
    present: object
    given: object


@dataclass
class Person:
    """Answers each label with what is written down for it, in turn, and then keeps what is shown.

    ``says`` maps a label (without "needed") to its answers; an exception among them is raised.
    """

    says: Mapping[str, Given | Sequence[Given]] = field(default_factory=dict)
    width: int = 79
    asked: list[str] = field(default_factory=list)
    shown: dict[str, object] = field(default_factory=dict)
    options: dict[str, list[Option]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    _used: dict[str, int] = field(default_factory=dict)

    def say(self, text: str = "", style: Style = "plain", *, indent: int = 0) -> None:
        self.said.append(text)

    def line(self, label: str, present: str) -> str | Command:
        given = self._next("line", label, (), present)
        assert given is None or isinstance(given, (str, Command)), f"{label}: {given!r}"
        return "" if given is None else given

    def confirm(self, label: str, *, present: bool) -> bool | Command:
        given = self._next("confirm", label, (), present)
        assert given is None or isinstance(given, (bool, Command)), f"{label}: {given!r}"
        return present if given is None else given

    def choose(self, label: str, options: Sequence[Option], present: str) -> str | Command:
        assert present in [option.value for option in options]
        given = self._next("choose", label, options, present)
        assert given is None or isinstance(given, (str, Command)), f"{label}: {given!r}"
        return present if given is None else given

    def check(
        self, label: str, options: Sequence[Option], on: frozenset[str]
    ) -> frozenset[str] | Command:
        given = self._next("check", label, options, on)
        assert given is None or isinstance(given, (frozenset, Command)), f"{label}: {given!r}"
        return on if given is None else given

    def _next(
        self, kind: str, label: str, options: Sequence[Option], present: object
    ) -> Given | None:
        name = label.removesuffix(" (needed)")
        self.asked.append(name)
        assert len(self.asked) < PATIENCE, f"no end: {self.asked[-12:]}"
        self.shown[name] = present
        self.options[name] = list(options)
        given = self._answer(name)
        assert kind != "choose" or given is None or isinstance(given, Command) or given in [
            option.value for option in options
        ], f"{label} has no option {given!r}"  # fmt: skip
        keys = tuple(option.value for option in options)
        self.turns.append(Turn(kind, label, keys, present, given))
        return given

    def _answer(self, name: str) -> Given | None:
        answers = self.says.get(name, ())
        if isinstance(answers, (str, bool, frozenset, Command, type)):
            answers = [answers]
        used = self._used.get(name, 0)
        self._used[name] = used + 1
        if used >= len(answers):
            return None
        given = answers[used]
        if isinstance(given, type):
            raise given
        return given

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(self.said)

    def unsaid(self) -> list[str]:
        """The labels with answers that nobody asked for."""
        return [label for label in self.says if label not in self.asked]
