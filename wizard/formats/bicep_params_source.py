"""The ``param`` declarations of a Bicep template, read without a compiler.

Only what stands at the top level counts: text inside strings, comments, brackets is passed over
as a whole, whatever newer syntax it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wizard.formats.bicep_literals import read_literal
from wizard.formats.errors import FormatError

_PARAM = re.compile(r"param[ \t]+([A-Za-z_][A-Za-z0-9_]*)[ \t]*(.*)", re.ASCII | re.DOTALL)
_DECORATOR = re.compile(r"@(?:sys\.)?([A-Za-z]+)[ \t]*\(", re.ASCII)
_SCOPE = re.compile(r"targetScope[ \t]*=[ \t]*'([A-Za-z]+)'", re.ASCII)
_CONTINUES = ("?", ":", "||", "&&", "==", "!=", "+", ".")
_PAIRS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Declaration:
    """One parameter. ``type`` as written ("string?", "string[]"); ``default`` as Bicep text.

    ``required``: it has no default and may not be null. ``allowed`` is empty for no limits.
    """

    name: str
    type: str
    required: bool
    default: str | None = None
    allowed: tuple[Any, ...] = ()
    secure: bool = False
    line: int = 0

    @property
    def base(self) -> str:
        """bool, int, string, object or array; the type as written for any other."""
        written = self.type.removesuffix("?").strip()
        if written.endswith("[]"):
            return "array"
        if written.startswith("'"):
            return "string"
        return "object" if written.startswith("{") else written


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """What a template declares; ``scope`` is its targetScope, "resourceGroup" by default."""

    scope: str
    declarations: tuple[Declaration, ...]


def read_template(text: str, path: str | None = None) -> TemplateSource:
    """The parameters of a template in the order of the file.

    Raises:
        FormatError: a string, comment or bracket without an end.
    """
    scope = "resourceGroup"
    found: list[Declaration] = []
    decorators: list[str] = []
    for line, statement in _statements(text, path):
        target = _SCOPE.match(statement)
        if target:
            scope = target.group(1)
        if statement.startswith("@"):
            decorators.append(statement)
            continue
        match = _PARAM.match(statement)
        if match:
            found.append(_declaration(match.group(1), match.group(2), decorators, line))
        decorators = []
    return TemplateSource(scope, tuple(found))


def _declaration(name: str, rest: str, decorators: list[str], line: int) -> Declaration:
    equals = _top_level_equals(rest)
    written = (rest if equals is None else rest[:equals]).strip()
    default = None if equals is None else rest[equals + 1 :].strip()
    allowed: tuple[Any, ...] = ()
    secure = False
    for decorator in decorators:
        match = _DECORATOR.match(decorator)
        if match and match.group(1) == "secure":
            secure = True
        elif match and match.group(1) == "allowed":
            allowed = _allowed(decorator[match.end() : decorator.rindex(")")])
    required = default is None and not written.endswith("?")
    return Declaration(name, written, required, default, allowed, secure, line)


def _allowed(text: str) -> tuple[Any, ...]:
    try:
        values = read_literal(text)
    except FormatError:
        return ()
    return tuple(values) if isinstance(values, list) else ()


def _top_level_equals(text: str) -> int | None:
    place = 0
    while place < len(text):
        if text[place] in "'([{":
            place = _behind(text, place, None)
        elif text[place] == "=":
            return place
        else:
            place += 1
    return None


def _statements(text: str, path: str | None) -> Iterator[tuple[int, str]]:
    """The statements with the line on which each begins, comments cut out.

    A statement ends with its line, unless the next one begins with an operator; brackets and
    strings are never cut. A decorator may share a line with its parameter.
    """
    place = start = 0
    pieces: list[str] = []
    while place <= len(text):
        here = text[place : place + 1]
        comment = _comment_end(text, place, path)
        if comment is not None:
            place = comment
        elif here in ("\n", "") and not (pieces and _goes_on(text, place)):
            statement = "".join(pieces).strip()
            if statement:
                yield from _parted(text.count("\n", 0, start) + 1, statement)
            pieces = []
            place += 1
        else:
            end = _behind(text, place, path) if here in "'([{" and here else place + 1
            if not pieces or not "".join(pieces).strip():
                start = place
            pieces.append(text[place:end])
            place = end


def _parted(line: int, statement: str) -> Iterator[tuple[int, str]]:
    match = _DECORATOR.match(statement)
    while match:
        end = _behind(statement, match.end() - 1, None)
        yield line, statement[:end]
        statement = statement[end:].strip()
        match = _DECORATOR.match(statement)
    if statement:
        yield line, statement


def _goes_on(text: str, place: int) -> bool:
    following = text[place:].lstrip() if place < len(text) else ""
    return following[:2].startswith(_CONTINUES)


def _comment_end(text: str, place: int, path: str | None) -> int | None:
    if text.startswith("//", place):
        end = text.find("\n", place)
        return len(text) if end < 0 else end
    if text.startswith("/*", place):
        return _find(text, "*/", place + 2, place, path)
    return None


def _behind(text: str, place: int, path: str | None) -> int:
    """The place behind the string or bracket that begins here."""
    if text.startswith("'''", place):
        end = _find(text, "'''", place + 3, place, path)
        while text.startswith("'", end):
            end += 1
        return end
    if text[place] == "'":
        return _behind_string(text, place, path)
    closing, here = _PAIRS[text[place]], place + 1
    while here < len(text):
        comment = _comment_end(text, here, path)
        if comment is not None:
            here = comment
        elif text[here] == closing:
            return here + 1
        elif text[here] in "'([{":
            here = _behind(text, here, path)
        else:
            here += 1
    raise _unended(text, place, path)


def _behind_string(text: str, place: int, path: str | None) -> int:
    here = place + 1
    while here < len(text) and text[here] != "\n":
        if text[here] == "\\":
            here += 2
        elif text.startswith("${", here):
            here = _behind(text, here + 1, path)
        elif text[here] == "'":
            return here + 1
        else:
            here += 1
    raise _unended(text, place, path)


def _find(text: str, mark: str, start: int, place: int, path: str | None) -> int:
    found = text.find(mark, start)
    if found < 0:
        raise _unended(text, place, path)
    return found + len(mark)


def _unended(text: str, place: int, path: str | None) -> FormatError:
    line = text.count("\n", 0, place) + 1
    begun = text[place : place + 10]
    return FormatError(
        f"{begun!r} has no end", "Check that the template is complete", path=path, line=line
    )
