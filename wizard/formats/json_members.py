"""Members of a JSON object set in place: everything else keeps its bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wizard.formats.json_text import parse_object

_BLANK = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object: its name, where that begins, and where its value stands."""

    name: str
    begin: int
    start: int
    end: int


def members_at(text: str, start: int) -> list[Member]:
    """The members of the object that begins at ``start`` of a valid JSON text."""
    decoder = json.JSONDecoder()
    found: list[Member] = []
    at = _skip(text, start + 1)
    while text[at] != "}":
        begin = at
        name, at = decoder.raw_decode(text, at)
        value = _skip(text, _skip(text, at) + 1)
        _, end = decoder.raw_decode(text, value)
        found.append(Member(name, begin, value, end))
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def with_members(text: str, section: str, values: Mapping[str, Any], path: str) -> str:
    """The text with these values in a section of its object; new names stand at the end.

    Of a name that stands twice the last one is set, which is the one that counts.

    Raises:
        FormatError: the text is no JSON object.
    """
    parse_object(text, path)
    top = {member.name: member for member in members_at(text, text.index("{"))}
    home = top.get(section)
    if home is None or text[home.start] != "{":
        return text
    there = members_at(text, home.start)
    last = {member.name: member for member in there}
    edits = [
        (last[name].start, last[name].end, _dumped(value))
        for name, value in values.items()
        if name in last
        and json.loads(text[last[name].start : last[name].end]) != value
        or (name in last and _other_type(text[last[name].start : last[name].end], value))
    ]
    new = [name for name in values if name not in last]
    if new:
        edits.append(_added(text, home, there, {name: values[name] for name in new}))
    return _applied(text, edits)


def _added(
    text: str, home: Member, there: list[Member], values: Mapping[str, Any]
) -> tuple[int, int, str]:
    lines = [f"{_dumped(name)}: {_dumped(value)}" for name, value in values.items()]
    if not there:
        return home.start + 1, home.start + 1, ", ".join(lines)
    before = there[-2].end if len(there) > 1 else home.start + 1
    space = text[before : there[-1].begin].replace(",", "")
    joined = "".join(f",{space}{line}" for line in lines)
    return there[-1].end, there[-1].end, joined


def _other_type(text: str, value: Any) -> bool:
    """Whether equal values are written in two types: true is no 1."""
    return isinstance(json.loads(text), bool) is not isinstance(value, bool)


def _applied(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
