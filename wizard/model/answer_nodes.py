"""The tree of an answers document, the same for YAML and JSON: texts with their lines."""

from __future__ import annotations

import json
import re
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from wizard.formats.errors import FormatError

if TYPE_CHECKING:
    from wizard.formats.yaml_document import YamlDocument

_TRUE = frozenset({"true", "yes", "on"})
_BLANKS = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"[-+.0-9A-Za-z]+")
_DEEPEST = 50
_DECODER = json.JSONDecoder()


class Node(NamedTuple):
    """A value of a document and the line (1-based) of its key, or its own in a list.

    Exactly one of these is set: ``text`` (a scalar as it is written, without quotes),
    ``children`` (key and value, in order), ``items``; none of them for "nothing" (null).
    ``typed`` is the scalar as its format reads it.
    """

    line: int
    text: str | None = None
    typed: Any = None
    children: tuple[tuple[str, Node], ...] | None = None
    items: tuple[Node, ...] | None = None

    @property
    def is_null(self) -> bool:
        """Whether nothing stands here."""
        return self.text is None and self.children is None and self.items is None

    def data(self, *, typed: bool = False) -> Any:
        """The value as plain data: scalars as their text, unless ``typed``."""
        if self.children is not None:
            return {key: child.data(typed=True) for key, child in self.children}
        if self.items is not None:
            return [item.data(typed=typed) for item in self.items]
        return self.typed if typed else self.text


def yaml_root(document: YamlDocument, path: str) -> Node:
    """The tree of a YAML document.

    Raises:
        FormatError: a mapping has a key twice.
    """
    for keys, lines in document.duplicates:
        raise FormatError(
            f"the key {keys[-1]!r} stands twice in one group (lines "
            f"{' and '.join(str(line) for line in lines)})",
            "Remove one of the two", path=path, line=lines[-1],
        )  # fmt: skip
    root = document.node()
    return Node(1) if root is None else _of_yaml(root, 1)


def _of_yaml(node: Any, line: int) -> Node:
    if node.id == "mapping":
        pairs = [(key.value, _of_yaml(value, key.start_mark.line + 1)) for key, value in node.value]
        return Node(line, children=tuple(pairs))
    if node.id == "sequence":
        items = [_of_yaml(item, item.start_mark.line + 1) for item in node.value]
        return Node(line, items=tuple(items))
    kind = "str" if node.style else node.tag.rpartition(":")[2]
    return Node(line) if kind == "null" else Node(line, node.value, typed_scalar(kind, node.value))


def typed_scalar(kind: str, text: str) -> Any:
    """A scalar of YAML as data: ``kind`` is bool, int, float, or anything for text."""
    if kind == "bool":
        return text.lower() in _TRUE
    try:
        return int(text) if kind == "int" else float(text) if kind == "float" else text
    except ValueError:
        return text


def json_root(text: str, path: str) -> Node:
    """The tree of a JSON text.

    Raises:
        FormatError: it is no JSON, or an object has a key twice.
    """
    reader = _JsonReader(text, path)
    try:
        return reader.document()
    except JSONDecodeError as error:
        raise FormatError(
            f"is no valid JSON: {error.msg} (column {error.colno})",
            "Correct the line; a missing comma or quote is the usual cause",
            path=path, line=error.lineno,
        ) from error  # fmt: skip


class _JsonReader:
    """Reads JSON with the line of each key; ``at`` is the next character."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.at = 0
        self.line_at = (0, 1)

    def document(self) -> Node:
        self._skip()
        node = self._value(self._line(), 0)
        if self.at < len(self.text):
            self._fail("Extra data")
        return node

    def _value(self, line: int, depth: int) -> Node:
        if depth > _DEEPEST:
            self._fail("Nested too deeply")
        head = self.text[self.at : self.at + 1]
        if head == "{":
            return Node(line, children=self._object(depth))
        if head == "[":
            return Node(line, items=self._array(depth))
        if head == '"':
            text = self._string()
            return Node(line, text=text, typed=text)
        return self._literal(line)

    def _object(self, depth: int) -> tuple[tuple[str, Node], ...]:
        children: dict[str, Node] = {}
        self._move(1)
        while self.text[self.at : self.at + 1] != "}":
            if children:
                self._expect(",")
            line = self._line()
            if self.text[self.at : self.at + 1] != '"':
                self._fail("Expecting a key in double quotes")
            key = self._string()
            if key in children:
                raise FormatError(
                    f"the key {key!r} stands twice in one object", "Remove one of the two",
                    path=self.path, line=line,
                )  # fmt: skip
            self._expect(":")
            children[key] = self._value(line, depth + 1)
        self._move(1)
        return tuple(children.items())

    def _array(self, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        self._move(1)
        while self.text[self.at : self.at + 1] != "]":
            if items:
                self._expect(",")
            items.append(self._value(self._line(), depth + 1))
        self._move(1)
        return tuple(items)

    def _string(self) -> str:
        text: str
        text, self.at = _DECODER.raw_decode(self.text, self.at)
        self._skip()
        return text

    def _literal(self, line: int) -> Node:
        match = _WORD.match(self.text, self.at)
        if match is None:
            self._fail("Expecting value")
        word = match.group()
        try:
            typed = json.loads(word)
        except ValueError:
            self._fail("Expecting value")
        self._move(len(word))
        return Node(line) if typed is None else Node(line, text=word, typed=typed)

    def _expect(self, character: str) -> None:
        if self.text[self.at : self.at + 1] != character:
            self._fail(f"Expecting {character!r}")
        self._move(1)

    def _move(self, width: int) -> None:
        self.at += width
        self._skip()

    def _skip(self) -> None:
        match = _BLANKS.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _line(self) -> int:
        start, line = self.line_at
        line += self.text.count("\n", start, self.at)
        self.line_at = (self.at, line)
        return line

    def _fail(self, message: str) -> NoReturn:
        raise JSONDecodeError(message, self.text, self.at)
