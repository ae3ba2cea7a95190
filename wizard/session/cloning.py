"""Answers of one owner taken over by another: carried over, rewritten, or left for a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wizard.catalog.setting import Setting, Value
from wizard.model.context import split_key
from wizard.model.resolve import UnusableName, project_id
from wizard.model.values import ValueProblem, format_value, parse_value
from wizard.session.draft import Session

_RANGES = frozenset({"cidr", "cidr-template", "cidr-list"})
_OF_ONE_PROJECT = ("address.planned.", "naming.random_salts.")
"""Ranges of a project's own subnets, and salts drawn for its names: a copy gets its own."""

_NAMES = frozenset({"name", "string", "secret-name", "subnet-name"})


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An answer that held the old number and now holds the new one."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An answer for a person to look at, and why; ``text`` is what stands there now."""

    key: str
    text: str
    why: str


@dataclass(slots=True)
class Cloned:
    """What became of the answers of ``source``; keys are those of the new owner."""

    number: str
    source: str | None = None
    carried: list[str] = field(default_factory=list)
    rewritten: list[Rewritten] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)


Doubt = Callable[[Setting, str], str]
"""Why an answer that is carried over as it is needs a look, "" when it needs none."""


def to_copy(source: str, number: str, known: Sequence[str], what: str) -> str:
    """The number of the ``what`` ("project", "scale set") that ``number`` shall be a copy of.

    Raises:
        UnusableName: it is none, is nobody's, or is ``number`` itself.
    """
    source = project_id(source)
    if source not in known:
        raise UnusableName(f"there is no {what} {source} to copy")
    if source == number:
        raise UnusableName(f"{what} {number} cannot be a copy of itself")
    return source


def clone_answers(session: Session, owner: str, cloned: Cloned, doubt: Doubt) -> None:
    """Give another owner ("projects", "scale_sets") of ``cloned`` the answers of its source.

    Part of the step that makes the new owner.
    """
    source = f"{owner}.{cloned.source}"
    pairs: list[tuple[str, object]] = []
    for full, given in list(session.answers.of(source)):
        setting = session.catalog.settings.get(split_key(full).key)
        if setting is None or setting.identity or setting.key.startswith(_OF_ONE_PROJECT):
            continue
        key = f"{owner}.{cloned.number}{full.removeprefix(source)}"
        value = _renumbered(setting, given.value, cloned.source or "", cloned.number)
        if _note(cloned, setting, key, given.value, value, doubt):
            pairs.append((key, value))
    session.set_many(pairs)


def _note(
    cloned: Cloned, setting: Setting, key: str, before: Value, after: Value, doubt: Doubt
) -> bool:
    """Note what becomes of an answer; whether it is carried over."""
    text = format_value(after)
    try:
        parse_value(setting, after)
    except ValueProblem as error:
        cloned.doubtful.append(Doubtful(key, text, f"it was not carried over: {error}"))
        return False
    why = doubt(setting, text)
    if after != before:
        cloned.rewritten.append(Rewritten(key, format_value(before), text))
    elif why or _holds(text, cloned.source or ""):
        why = why or f"it holds {cloned.source}, which may be the old number"
        cloned.doubtful.append(Doubtful(key, text, why))
    else:
        cloned.carried.append(key)
    return True


def _renumbered(setting: Setting, value: Value, old: str, new: str) -> Value:
    """A name with the new number in place of the old; everything else as it is."""
    if setting.kind not in _NAMES or not isinstance(value, str):
        return value
    return _number(old).sub(new, value)


def _holds(text: str, number: str) -> bool:
    return _number(number).search(text) is not None


def _number(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9]){number}(?![0-9])")


def is_range(setting: Setting) -> bool:
    """Whether a setting is a range of addresses that cannot be used twice."""
    return setting.kind in _RANGES
