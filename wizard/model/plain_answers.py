"""Answers documents in the form in which they nearly always come, read without a YAML library.

Groups by indentation, plain or quoted words, lists of those, comments: loading the library takes
longer than the rest of a short run. Whatever does not fit is left to the library, which the tests
hold this reader against.
"""

from __future__ import annotations

import re
from typing import Any, cast

from wizard.model.answer_nodes import Node, typed_scalar

_WORD = r"[A-Za-z0-9_/<][A-Za-z0-9_./@+<>=,-]*(?: [A-Za-z0-9_./@+<>=,-]+)*"
_QUOTED = r"\"[^\"\\]*\""
_VALUE = rf"(?:\"([^\"\\]*)\"|'([^']*)'|({_WORD})|(\{{\}})|(\[(?:{_QUOTED}(?:, ?{_QUOTED})*)?\]))"
_LINE = re.compile(
    r"( *)(?:#.*|(?:(-) +|([A-Za-z0-9_$][A-Za-z0-9_.$-]*|\"[A-Za-z0-9_.$-]+\"):(?: +|$))"
    rf"(?:{_VALUE})?(?:(?<= )#.*| +#.*| *))?"
)
_BOOLS = {
    form
    for word in ("yes", "no", "true", "false", "on", "off")
    for form in (word, word.title(), word.upper())
}
_NULLS = {"null", "Null", "NULL"}
_NUMBER = re.compile(r"0|[1-9][0-9]*")
# What no number, date or time of YAML has: a word with it is text though it begins with a digit.
_TEXT_BEGUN_BY_A_DIGIT = re.compile(
    r"[0-9].*[g-suvwyG-SUVWY/@<>=,].*"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
    r"|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
)
_DEEPEST = 40
_Pair = list[Any]
"""A key, its line, and its value: a Node, or None while nothing stands behind the colon."""


def plain_root(text: str) -> Node | None:
    """The tree of a YAML text, None when it takes a YAML library to read it."""
    if not text.replace("\n", "").isprintable():
        return None
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        if not reader.take(number, line):
            return None
    return reader.root()


class _Reader:
    """The groups that are open, innermost last, each with its indentation and its pairs."""

    def __init__(self) -> None:
        self._groups: list[tuple[int, list[_Pair]]] = [(0, [])]
        self._list: tuple[int, list[Node]] | None = None

    def take(self, number: int, line: str) -> bool:
        """Read a line; False when it is of another form."""
        match = _LINE.fullmatch(line)
        if match is None:
            return False
        indent, dash, key, *value = match.groups()
        if dash is None and key is None:
            return True
        node = _value(number, *value)
        if node is None and any(part is not None for part in value):
            return False
        if dash is not None:
            is_scalar = node is not None and node.text is not None
            return is_scalar and self._item(len(indent), cast(Node, node))
        return self._key(len(indent), key.strip('"'), number, node)

    def _item(self, indent: int, node: Node) -> bool:
        if self._list is not None:
            self._list[1].append(node)
            return self._list[0] == indent
        outer, pairs = self._groups[-1]
        if not pairs or pairs[-1][2] is not None or indent < outer:
            return False
        self._list = (indent, [node])
        return True

    def _key(self, indent: int, key: str, number: int, node: Node | None) -> bool:
        self._end_list()
        while indent < self._groups[-1][0]:
            self._end_group()
        outer, pairs = self._groups[-1]
        if indent > outer:
            if not pairs or pairs[-1][2] is not None or len(self._groups) > _DEEPEST:
                return False
            pairs = []
            self._groups.append((indent, pairs))
        elif any(known == key for known, _, _ in pairs):
            return False
        elif pairs and pairs[-1][2] is None:
            pairs[-1][2] = Node(pairs[-1][1])
        pairs.append([key, number, node])
        return True

    def _end_list(self) -> None:
        if self._list is not None:
            pair = self._groups[-1][1][-1]
            pair[2] = Node(pair[1], items=tuple(self._list[1]))
            self._list = None

    def _end_group(self) -> None:
        children = _children(self._groups.pop()[1])
        pair = self._groups[-1][1][-1]
        pair[2] = Node(pair[1], children=children)

    def root(self) -> Node:
        """The tree, at the end of the text."""
        self._end_list()
        while len(self._groups) > 1:
            self._end_group()
        pairs = self._groups[0][1]
        return Node(1, children=_children(pairs)) if pairs else Node(1)


def _children(pairs: list[_Pair]) -> tuple[tuple[str, Node], ...]:
    return tuple((key, node or Node(line)) for key, line, node in pairs)


def _value(
    number: int,
    double: str | None,
    single: str | None,
    word: str | None,
    braces: str | None,
    brackets: str | None,
) -> Node | None:
    """The node of a value; None for no value, and for a word of which the type is not sure."""
    quoted = single if double is None else double
    if quoted is not None:
        return Node(number, quoted, quoted)
    if braces is not None:
        return Node(number, children=())
    if brackets is not None:
        texts = brackets.split('"')[1::2]
        return Node(number, items=tuple(Node(number, text, text) for text in texts))
    if word is None:
        return None
    if word in _NULLS:
        return Node(number)
    if word in _BOOLS:
        return Node(number, word, typed_scalar("bool", word))
    if _NUMBER.fullmatch(word):
        return Node(number, word, typed_scalar("int", word))
    if word[0].isdigit() and not _TEXT_BEGUN_BY_A_DIGIT.fullmatch(word):
        return None
    return Node(number, word, word)
