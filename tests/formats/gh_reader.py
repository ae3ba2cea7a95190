"""How the GitHub CLI reads the lines of a file given with ``--env-file``, one setting a line."""

from __future__ import annotations

import re

_BLANKS = "\t\v\f\r \x85\xa0"
_REFERENCE = re.compile(r"(?P<escape>\\)?\$\(?\{?(?P<name>[A-Z0-9_]+)?\}?")


class UnreadableSet(ValueError):
    """gh stops at this file."""


def read_set(text: str) -> dict[str, str]:
    """The values as gh would send them to GitHub."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, _, rest = line.partition("=")
        found[name] = _value(rest.lstrip(_BLANKS), found)
    return found


def _value(rest: str, known: dict[str, str]) -> str:
    mark = rest[:1]
    if mark not in ("'", '"'):
        comment = max((m.start() for m in re.finditer(f"(?<=[{_BLANKS}])#", rest)), default=None)
        return _expanded(rest[:comment].strip(_BLANKS), known)
    ends = [m.start() for m in re.finditer(mark, rest) if m.start() and rest[m.start() - 1] != "\\"]
    if not ends:
        raise UnreadableSet(rest)
    if rest[ends[0] + 1 :].strip():
        raise UnreadableSet(f"something behind the value: {rest}")
    value = rest[: ends[0]].strip(mark)
    if mark == "'":
        return value
    lines = re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[0]), value)
    return _expanded(re.sub(r"\\([^$])", r"\1", lines), known)


def _expanded(value: str, known: dict[str, str]) -> str:
    def one(match: re.Match[str]) -> str:
        if match["escape"]:
            return match.group()[1:]
        return known.get(match["name"], "") if match["name"] else match.group()

    return _REFERENCE.sub(one, value)
