"""Steps that can be taken back, and what one did: answers, projects and scale sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from wizard.model.answers import Answers, Given, Origin

Layers = dict[Origin, Given]


class Changed(NamedTuple):
    """One key whose effective value changed, in words: "" stands for no answer."""

    key: str
    before: str
    after: str


class Change(NamedTuple):
    """What one step did.

    ``keys`` are the answers that were set or unset; ``follows`` are other values that changed
    with them (conditional defaults); ``now_applies`` and ``no_longer_applies`` are questions
    that appeared and vanished. ``came`` and ``went`` are owners: "project 004", "scale set 002".
    """

    keys: tuple[Changed, ...]
    follows: tuple[Changed, ...] = ()
    now_applies: tuple[str, ...] = ()
    no_longer_applies: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


class Whole(NamedTuple):
    """A step that added or removed owners: all answers before and after, and the owners' names."""

    before: Answers
    after: Answers
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Step:
    """An undoable step: per full key, the layers before and after; or the ``whole`` of it."""

    before: dict[str, Layers] = field(default_factory=dict)
    after: dict[str, Layers] = field(default_factory=dict)
    whole: Whole | None = None
