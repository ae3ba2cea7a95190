"""What the comment behind a template's value states: conditions, allowed values, lengths.

A condition reads ``if NAME:'value' and (OTHER:'value' or THIRD is 'value')``. It becomes a nested
tuple as in ``catalog.conditions``, with names of variables where keys stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.conditions import Condition

_TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z_][A-Za-z0-9_-]*)\s*(?::|==?|is\b)\s*'(?P<value>[^']*)'"
    r"|(?P<word>and|or)\b|(?P<mark>[()]))",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*(?:$|[.;(])")
"""What may follow a condition that was read whole."""
_LIST = re.compile(r"\[\s*('[^'\[\]]*'(?:\s*,\s*'[^'\[\]]*')+)\s*\]")
_ITEM = re.compile(r"'([^']*)'")
_LONGEST = re.compile(r"\bmax(?:imum)?\.?\s+(\d{1,4})\s+char", re.IGNORECASE)


def condition_of(said: str) -> Condition | None:
    """The condition in the text behind ``<mandatory>``; None where it is not one word for word."""
    if not said.startswith("if "):
        return None
    tokens = list(_tokens(said[3:]))
    behind = said[3:][tokens[-1][2] if tokens else 0 :]
    if not tokens or not _BEHIND.match(behind):
        return None
    found, rest = _either(tokens)
    return None if rest else found


Token = tuple[str, Condition | None, int]
"""The kind (a condition, "and", "or" or a bracket), the condition, and the offset behind it."""


def _tokens(text: str) -> Iterator[Token]:
    at = depth = 0
    while match := _TOKEN.match(text, at):
        if match["mark"] == "(" and not _TOKEN.match(text, match.end()):
            return
        depth += {"(": 1, ")": -1}.get(match["mark"] or "", 0)
        if depth < 0:
            return
        at = match.end()
        if match["name"]:
            yield "is", ("eq", match["name"], match["value"]), at
        else:
            yield (match["word"] or match["mark"]).lower(), None, at


def _either(tokens: list[Token]) -> tuple[Condition | None, list[Token]]:
    return _chain("or", tokens)


def _chain(word: str, tokens: list[Token]) -> tuple[Condition | None, list[Token]]:
    parts: list[Condition] = []
    while True:
        part, tokens = _chain("and", tokens) if word == "or" else _term(tokens)
        if part is None:
            return None, tokens
        parts.append(part)
        if not tokens or tokens[0][0] != word:
            return (parts[0] if len(parts) == 1 else (word, *parts)), tokens
        tokens = tokens[1:]


def _term(tokens: list[Token]) -> tuple[Condition | None, list[Token]]:
    if not tokens:
        return None, tokens
    kind, condition, _ = tokens[0]
    if kind != "(":
        return condition, tokens[1:]
    inner, rest = _either(tokens[1:])
    if inner is None or not rest or rest[0][0] != ")":
        return None, rest
    return inner, rest[1:]


def allowed_values(comment: str, value: str) -> tuple[str, ...]:
    """The values of a list in quotes that has the template's own value among them."""
    for match in _LIST.finditer(comment):
        items = tuple(_ITEM.findall(match[1]))
        if value in items:
            return items
    return ()


def longest(comment: str) -> int | None:
    """How many characters the comment allows ("Max 8 characters")."""
    match = _LONGEST.search(comment)
    return int(match[1]) if match else None
