"""What a comparison of answers tells: sentences in which our words and the user's stay apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from wizard.catalog.setting import Setting
from wizard.rules.finding import Finding
from wizard.rules.secrets import secret_in

Weight = Literal["care", "opens", "plain"]
Kind = Literal[
    "release", "project", "scale set", "environment", "networking", "service", "addresses",
    "models", "access", "setting", "findings",
]  # fmt: skip
_LONGEST = 80
_MAIL = re.compile(r"[^@\s,]+@[^@\s,]+\.[^@\s,]+")
_NOTHING = "(nothing)"


class Data(NamedTuple):
    """A piece of a sentence that is data: a value, a title, a name."""

    text: str


Part = str | Data


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, and what there is to know besides.

    ``keys`` are the full keys concerned; ``weight`` says whether it needs care (something is
    deleted, or moved that can hardly be moved) or opens something. ``more`` are further
    sentences, each in parts.
    """

    kind: Kind
    parts: tuple[Part, ...]
    keys: tuple[str, ...] = ()
    weight: Weight = "plain"
    more: tuple[tuple[Part, ...], ...] = ()

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return plain(self.parts)


@dataclass(slots=True)
class Group:
    """What is told of one owner: the factory, a scale set, a project, or several alike.

    ``follows`` is what changes although nobody answered otherwise: a default looks at another
    answer.
    """

    title: tuple[Part, ...]
    owners: tuple[str, ...]
    told: list[Told] = field(default_factory=list)
    follows: list[Told] = field(default_factory=list)


@dataclass(slots=True)
class Comparison:
    """All differences between two states of the answers.

    ``new`` and ``gone`` are findings; ``errors`` counts those that are errors afterwards.
    """

    before: str
    after: str
    groups: list[Group] = field(default_factory=list)
    new: list[Finding] = field(default_factory=list)
    gone: list[Finding] = field(default_factory=list)
    errors: int = 0
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the answers say the same."""
        return not self.groups

    @property
    def told(self) -> list[Told]:
        """All sentences but those of what merely follows."""
        return [told for group in self.groups for told in group.told]

    def of_weight(self, weight: Weight) -> list[Told]:
        """The sentences of one weight, what follows included."""
        return [
            told
            for group in self.groups
            for told in (*group.told, *group.follows)
            if told.weight == weight
        ]


def plain(parts: Iterable[Part]) -> str:
    """A sentence as plain text, on one line."""
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def shown_value(setting: Setting, text: str) -> Part:
    """A value as it may be shown; what is secret or about a person is not."""
    if not text:
        return _NOTHING
    if is_private(setting, text):
        return "(not shown)"
    if len(text) > _LONGEST:
        return Data(f"{text[: _LONGEST - 1]}…")
    return Data(text)


def apart(before: str, after: str) -> tuple[str, str]:
    """Two long texts from shortly before the place where they begin to differ."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    same = next(
        (
            place
            for place, pair in enumerate(zip(before, after, strict=False))
            if pair[0] != pair[1]
        ),
        min(len(before), len(after)),
    )
    start = max(same - 20, 0)
    lead = "…" if start else ""
    return lead + before[start:], lead + after[start:]


def is_private(setting: Setting, text: str) -> bool:
    """Whether a value stays out of sight: a secret, or what tells who or where somebody is."""
    return (
        any(variable.level == "secret" for variable in setting.github)
        or setting.kind in ("email", "email-list")
        or _MAIL.search(text) is not None
        or secret_in(text) is not None
    )


def listed(items: Iterable[Part], *, last: str = "and") -> tuple[Part, ...]:
    """Items with commas between them, and a word before the last."""
    found = list(items)
    parts: list[Part] = []
    for place, item in enumerate(found):
        if place:
            parts.append(f" {last} " if place == len(found) - 1 else ", ")
        parts.append(item)
    return tuple(parts)


def told_json(told: Told) -> dict[str, Any]:
    """A sentence as data."""
    return {
        "kind": told.kind,
        "text": told.text,
        "weight": told.weight,
        "keys": list(told.keys),
        "more": [plain(parts) for parts in told.more],
    }
