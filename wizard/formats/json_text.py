"""A JSON object as people hand it in, read with the line and cause of what is wrong in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from wizard.formats.errors import FormatError

Path = tuple[str | int, ...]
DEEPEST = 50
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]', re.DOTALL)
_CAUSES = (
    (re.compile(r",\s*[}\]]"), "there is a comma behind the last entry", "Remove the comma"),
    (re.compile(r"'"), "there are single quotes", 'Write names and texts in double quotes (")'),
    (re.compile(r"//|/\*|#"), "there is a comment, which JSON does not have", "Remove it"),
    (re.compile(r"True|False|None"), "a word is spelt as in Python", "Write true, false or null"),
    (re.compile(r"-?0[0-9]"), "a number begins with 0", "Put quotes around it"),
)


@dataclass(frozen=True, slots=True)
class JsonObject:
    """The data of a JSON object (the last of equal keys counts), and where its keys stand.

    `duplicates` has each key that stands more than once in its object, with all its lines.
    """

    data: dict[str, Any]
    lines: dict[Path, int]
    duplicates: tuple[tuple[Path, tuple[int, ...]], ...]


def parse_object(text: str, path: str) -> JsonObject:
    """Reads a text that holds one JSON object; a byte order mark in front is skipped.

    Raises FormatError with the line for anything else: no JSON, another kind of value, NaN or
    Infinity, or more than DEEPEST levels.
    """
    body = text.removeprefix("\ufeff")
    if not body.strip():
        raise FormatError("the file is empty", "It should hold one JSON object: {...}", path=path)
    places = _places(body, path)
    try:
        data = json.loads(body, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _readable(body, error, path) from None
    except ValueError as error:
        raise FormatError(
            f"this is not valid JSON: {error}", "Write a number that JSON has", path=path
        ) from None
    if not isinstance(data, dict):
        raise FormatError(
            "the file does not hold a JSON object", "Begin it with { and end it with }", path=path
        )
    twice = tuple((key, tuple(found)) for key, found in places.items() if len(found) > 1)
    return JsonObject(data, {key: found[-1] for key, found in places.items()}, twice)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _readable(text: str, error: json.JSONDecodeError, path: str) -> FormatError:
    at = error.pos
    before = text[:at].rstrip()
    if before.endswith(",") and text[at:].lstrip()[:1] in ("}", "]"):
        at = len(before) - 1
    reason, remedy = error.msg, "A missing comma, colon or quote is the usual cause"
    for pattern, cause, what_to_do in _CAUSES:
        # A number is found wrong at its second digit.
        if pattern.match(text, at) or pattern.match(text, max(0, at - 1)):
            reason, remedy = cause, what_to_do
            break
    column = at - text.rfind("\n", 0, at)
    return FormatError(
        f"this is not valid JSON: {reason} (column {column})",
        remedy,
        path=path,
        line=text.count("\n", 0, at) + 1,
    )


def _places(text: str, path: str) -> dict[Path, list[int]]:
    """The lines of every key; texts that are no JSON give what can be told."""
    found: dict[Path, list[int]] = {}
    stack: list[str | int | None] = []
    line, counted = 1, 0
    word = ""
    for match in _TOKEN.finditer(text):
        token = match.group()
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if token == ":" and stack and not isinstance(stack[-1], int):
            stack[-1] = _name(word)
            found.setdefault(tuple(each for each in stack if each is not None), []).append(line)
        elif token in ("{", "["):
            stack.append(0 if token == "[" else None)
            if len(stack) > DEEPEST:
                raise FormatError(
                    f"the file nests more than {DEEPEST} levels deep",
                    "Check that this is the file you meant",
                    path=path,
                    line=line,
                )
        elif token in ("}", "]"):
            if stack:
                stack.pop()
        elif token == "," and stack and isinstance(stack[-1], int):
            stack[-1] += 1
        word = token
    return found


def _name(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token
