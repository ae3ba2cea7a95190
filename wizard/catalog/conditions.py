"""The condition language of the catalogue.

A condition is text such as ``services.ai_foundry and not foundry.no_agent_injection`` or
``cosmos.kind in ('MongoDB', 'GlobalDocumentDB')``. It is parsed once into nested tuples::

    ("key", key)                     the value is true or not empty
    ("eq", key, text)                the value's text equals
    ("in", key, (text, ...))         the value's text is one of
    ("not", condition)
    ("and", condition, ...)  /  ("or", condition, ...)

The evaluator asks a look-up for *all* values of a key in the present context: one value for a
setting of the same or a wider scope, one per project (scale set, environment) for a narrower
one. A clause over several values holds when it holds for any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Condition = tuple[Any, ...]
Lookup = Callable[[str], Sequence[object]]

_TOKEN = re.compile(
    r"\s*(?:(?P<op>==|!=|\(|\)|,)|(?P<text>'[^']*')|(?P<word>[a-z_][a-z0-9_.]*))", re.ASCII
)
_WORDS = {"and", "or", "not", "in"}


class ConditionError(ValueError):
    """A condition that is not of the language; the message holds the text and the place."""


def parse_condition(text: str) -> Condition:
    """Parse a condition.

    Raises:
        ConditionError: the text is not a condition.
    """
    tokens = _tokens(text)
    condition, rest = _disjunction(tokens, text)
    if rest:
        raise ConditionError(f"unexpected {rest[0]!r} in condition {text!r}")
    return condition


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None:
            raise ConditionError(f"cannot read condition {text!r} at {stripped[position:]!r}")
        tokens.append(match.group().strip())
        position = match.end()
    return tokens


def _disjunction(tokens: list[str], text: str) -> tuple[Condition, list[str]]:
    return _chain("or", _conjunction, tokens, text)


def _conjunction(tokens: list[str], text: str) -> tuple[Condition, list[str]]:
    return _chain("and", _term, tokens, text)


def _chain(
    word: str,
    parse: Callable[[list[str], str], tuple[Condition, list[str]]],
    tokens: list[str],
    text: str,
) -> tuple[Condition, list[str]]:
    first, rest = parse(tokens, text)
    parts = [first]
    while rest and rest[0] == word:
        part, rest = parse(rest[1:], text)
        parts.append(part)
    return (first if len(parts) == 1 else (word, *parts)), rest


def _term(tokens: list[str], text: str) -> tuple[Condition, list[str]]:
    if not tokens:
        raise ConditionError(f"condition {text!r} ends too early")
    head, rest = tokens[0], tokens[1:]
    if head == "not":
        inner, rest = _term(rest, text)
        return ("not", inner), rest
    if head == "(":
        inner, rest = _disjunction(rest, text)
        if not rest or rest[0] != ")":
            raise ConditionError(f"missing ')' in condition {text!r}")
        return inner, rest[1:]
    if not head[0].isalpha() or head in _WORDS:
        raise ConditionError(f"expected a key, found {head!r} in condition {text!r}")
    return _comparison(head, rest, text)


def _comparison(key: str, rest: list[str], text: str) -> tuple[Condition, list[str]]:
    if rest and rest[0] in ("==", "!="):
        if len(rest) < 2 or not rest[1].startswith("'"):
            raise ConditionError(f"expected a quoted value after {rest[0]} in {text!r}")
        equal = ("eq", key, rest[1][1:-1])
        return (equal if rest[0] == "==" else ("not", equal)), rest[2:]
    if rest and rest[0] == "in":
        return _membership(key, rest[1:], text)
    return ("key", key), rest


def _membership(key: str, rest: list[str], text: str) -> tuple[Condition, list[str]]:
    if ")" not in rest or rest[0] != "(":
        raise ConditionError(f"expected a list in brackets after 'in' in {text!r}")
    end = rest.index(")")
    values = tuple(token[1:-1] for token in rest[1:end] if token != ",")
    return ("in", key, values), rest[end + 1 :]


def holds(condition: Condition | None, lookup: Lookup) -> bool:
    """Evaluate a condition; None always holds."""
    if condition is None:
        return True
    kind = condition[0]
    if kind == "not":
        return not holds(condition[1], lookup)
    if kind in ("and", "or"):
        decisive = kind == "or"
        for part in condition[1:]:
            if holds(part, lookup) is decisive:
                return decisive
        return not decisive
    wanted = (condition[2],) if kind == "eq" else condition[2] if kind == "in" else None
    for value in lookup(condition[1]):
        if is_truthy(value) if wanted is None else as_text(value) in wanted:
            return True
    return False


def is_truthy(value: object) -> bool:
    """True for True, a number other than 0 and any text but '', 'false' and blanks."""
    if isinstance(value, str):
        return value.strip().lower() not in ("", "false")
    return bool(value)


def as_text(value: object) -> str:
    """The text under which conditions compare a value."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, tuple):
        return ",".join(str(item) for item in value)
    return "" if value is None else str(value)


def condition_keys(condition: Condition | None) -> Iterator[str]:
    """Every key that a condition looks at."""
    if condition is None:
        return
    if condition[0] in ("and", "or", "not"):
        for part in condition[1:]:
            yield from condition_keys(part)
    else:
        yield condition[1]


def unmet_keys(condition: Condition | None, lookup: Lookup) -> tuple[str, ...]:
    """The keys of the clauses because of which a condition does not hold."""
    if condition is None or holds(condition, lookup):
        return ()
    if condition[0] == "and":
        failing = (part for part in condition[1:] if not holds(part, lookup))
        return tuple(dict.fromkeys(key for part in failing for key in unmet_keys(part, lookup)))
    return tuple(dict.fromkeys(condition_keys(condition)))


def condition_text(condition: Condition) -> str:
    """The text of a condition, as ``parse_condition`` takes it ("always" for one without parts)."""
    kind = condition[0]
    if kind in ("and", "or"):
        parts = [_in_brackets(part) for part in condition[1:]]
        return f" {kind} ".join(parts) or "always"
    if kind == "not":
        return f"not {_in_brackets(condition[1])}"
    if kind == "key":
        return str(condition[1])
    if kind == "eq":
        return f"{condition[1]} == '{condition[2]}'"
    return f"{condition[1]} in ({', '.join(repr(value) for value in condition[2])})"


def _in_brackets(condition: Condition) -> str:
    text = condition_text(condition)
    return f"({text})" if condition[0] in ("and", "or") and len(condition) > 1 else text


def frozen(condition: list[Any] | None) -> Condition | None:
    """A condition as JSON gives it (nested lists) turned back into tuples."""
    if condition is None:
        return None
    return tuple(frozen(part) if isinstance(part, list) else part for part in condition)
