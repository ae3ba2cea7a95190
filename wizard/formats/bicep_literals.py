"""Bicep literals: values to text and text to values.

The subset that parameter files need: strings, whole numbers, booleans, null, arrays, objects
and calls such as ``readEnvironmentVariable('NAME')``. A float, which Bicep lacks, is carried as
``json('1.5')``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from wizard.formats.errors import FormatError

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]+", re.ASCII)
_CALL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?(?=\()", re.ASCII)
_ESCAPED = {"'": "'", "\\": "\\", "n": "\n", "r": "\r", "t": "\t", "$": "$"}
_SPECIAL = re.compile(r"['\\$]")
_ESCAPES = {"'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}
_LARGEST = 2**63
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Call:
    """A function call that is evaluated where the file is compiled: ``name(arguments)``."""

    name: str
    arguments: tuple[Any, ...] = ()


def literal(value: Any, indent: str = "") -> str:
    """A value as Bicep text; arrays and objects over several lines, each indented further.

    Raises:
        FormatError: a number beyond 64 bits, half a character, or a value of another type.
    """
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        return _number_text(value)
    if isinstance(value, str):
        return string_literal(value)
    if isinstance(value, float):
        return f"json({string_literal(json.dumps(value))})"
    if isinstance(value, Call):
        return f"{value.name}({', '.join(literal(part, indent) for part in value.arguments)})"
    inner = indent + "  "
    if isinstance(value, (list, tuple)):
        lines = [f"{inner}{literal(item, inner)}" for item in value]
        return "\n".join(["[", *lines, f"{indent}]"]) if lines else "[]"
    if isinstance(value, dict):
        lines = [f"{inner}{_key(key)}: {literal(item, inner)}" for key, item in value.items()]
        return "\n".join(["{", *lines, f"{indent}}}"]) if lines else "{}"
    raise FormatError(
        f"a Bicep file cannot carry {type(value).__name__}", "Use a text, a number or a list"
    )


def string_literal(text: str) -> str:
    """A text between single quotes, with all that Bicep would read otherwise escaped.

    Raises:
        FormatError: half a character (a lone surrogate), which no UTF-8 file can hold.
    """
    if text.isprintable() and not _SPECIAL.search(text):
        return f"'{text}'"
    made = []
    for place, character in enumerate(text):
        if character in _ESCAPES:
            made.append(_ESCAPES[character])
        elif character == "$" and text[place + 1 : place + 2] == "{":
            made.append("\\$")
        elif character == " " or character.isprintable():
            made.append(character)
        elif "\ud800" <= character <= "\udfff":
            raise FormatError("the text holds half a character", "Type the text again")
        else:
            made.append(f"\\u{{{ord(character):x}}}")
    return f"'{''.join(made)}'"


def read_literal(text: str, *, first_line: int = 1) -> Any:
    """The value of a text that is one literal and nothing else.

    Raises:
        FormatError: it is not; the line counts from ``first_line``.
    """
    reader = LiteralReader(text, first_line=first_line)
    reader.skip(newlines=True)
    value = reader.value()
    reader.skip(newlines=True)
    if reader.place < len(text):
        raise reader.wrong("something follows the value")
    return value


class LiteralReader:
    """Reads literals out of a text from ``place`` on."""

    def __init__(self, text: str, place: int = 0, *, first_line: int = 1) -> None:
        self.text = text
        self.place = place
        self.first_line = first_line
        self._depth = 0

    def wrong(self, reason: str) -> FormatError:
        """The error to raise at this place."""
        line = self.first_line + self.text.count("\n", 0, self.place)
        return FormatError(reason, "Write one literal value", line=line)

    def skip(self, *, newlines: bool) -> bool:
        """Go behind blanks and comments; True when a line end was among them."""
        passed = False
        while self.place < len(self.text):
            rest = self.text[self.place : self.place + 2]
            if rest[0] in " \t" or (newlines and rest[0] in "\r\n"):
                passed = passed or rest[0] == "\n"
                self.place += 1
            elif rest == "//":
                end = self.text.find("\n", self.place)
                self.place = len(self.text) if end < 0 else end
            elif rest == "/*":
                self.place = self._behind("*/", "a comment does not end")
            else:
                break
        return passed

    def value(self) -> Any:
        """The literal that begins here."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self.wrong("values are nested too deeply")
        try:
            return self._value()
        finally:
            self._depth -= 1

    def _value(self) -> Any:
        if self.text.startswith("'''", self.place):
            return self._multi_line()
        here = self.text[self.place : self.place + 1]
        if here == "'":
            return self._string()
        if here == "[":
            return self._array("]")
        if here == "{":
            return self._object()
        for pattern, read in ((_CALL, self._call), (_NUMBER, self._number)):
            match = pattern.match(self.text, self.place)
            if match:
                return read(match)
        word = _IDENTIFIER.match(self.text, self.place)
        if word and word.group() in _WORDS:
            self.place = word.end()
            return _WORDS[word.group()]
        raise self.wrong(f"no literal: {self.text[self.place : self.place + 20]!r}")

    def _number(self, match: re.Match[str]) -> int:
        if not -_LARGEST <= int(match.group()) < _LARGEST:
            raise self.wrong("a number beyond 64 bits")
        self.place = match.end()
        return int(match.group())

    def _call(self, match: re.Match[str]) -> Any:
        self.place = match.end()
        arguments = tuple(self._array(")"))
        if match.group() != "json":
            return Call(match.group(), arguments)
        try:
            return json.loads(*arguments)
        except (TypeError, ValueError) as error:
            raise self.wrong("json() takes one JSON text") from error

    def _multi_line(self) -> str:
        start = self.place + 3
        self.place = self._behind("'''", "a text of several lines does not end", start)
        while self.text.startswith("'", self.place):
            self.place += 1
        return self.text[start : self.place - 3].removeprefix("\r").removeprefix("\n")

    def _string(self) -> str:
        self.place += 1
        made: list[str] = []
        while True:
            here = self.text[self.place : self.place + 1]
            if here == "'":
                self.place += 1
                return "".join(made)
            if here in ("", "\n", "\r"):
                raise self.wrong("a text does not end on its line")
            if here == "$" and self.text.startswith("${", self.place):
                raise self.wrong("an expression inside a text")
            if here == "\\":
                made.append(self._escape())
            else:
                made.append(here)
                self.place += 1

    def _escape(self) -> str:
        code = self.text[self.place + 1 : self.place + 2]
        if code in _ESCAPED and code and (code != "$" or self.text[self.place + 2] == "{"):
            self.place += 2
            return _ESCAPED[code]
        match = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}").match(self.text, self.place)
        if match is None or int(match.group(1), 16) > 0x10FFFF:
            raise self.wrong(f"no escape: \\{code}")
        self.place = match.end()
        return chr(int(match.group(1), 16))

    def _array(self, end: str) -> list[Any]:
        self.place += 1
        made: list[Any] = []
        while self._more(end, bool(made)):
            made.append(self.value())
        return made

    def _object(self) -> dict[str, Any]:
        self.place += 1
        made: dict[str, Any] = {}
        while self._more("}", bool(made)):
            key = self._object_key()
            self.skip(newlines=False)
            if not self.text.startswith(":", self.place):
                raise self.wrong("a colon is missing behind a key")
            self.place += 1
            self.skip(newlines=False)
            if key in made:
                raise self.wrong(f"the key {key!r} stands twice")
            made[key] = self.value()
        return made

    def _object_key(self) -> str:
        if self.text.startswith("'", self.place):
            return self._string()
        match = _IDENTIFIER.match(self.text, self.place)
        if match is None:
            raise self.wrong("no key")
        self.place = match.end()
        return match.group()

    def _more(self, end: str, behind_item: bool) -> bool:
        """Whether another item follows; items are parted by a comma, a line end or both."""
        parted = self.skip(newlines=True)
        if behind_item and self.text.startswith(",", self.place):
            self.place += 1
            self.skip(newlines=True)
            parted = True
        if self.text.startswith(end, self.place):
            self.place += 1
            return False
        if self.place >= len(self.text):
            raise self.wrong(f"{end} is missing")
        if behind_item and not parted:
            raise self.wrong("a comma or a line end is missing")
        return True

    def _behind(self, mark: str, reason: str, start: int | None = None) -> int:
        found = self.text.find(mark, self.place + 2 if start is None else start)
        if found < 0:
            raise self.wrong(reason)
        return found + len(mark)


def _number_text(value: int) -> str:
    if not -_LARGEST <= value < _LARGEST:
        raise FormatError(f"{value} has more than 64 bits", "Use a smaller number")
    return str(value)


def _key(key: str) -> str:
    plain = _IDENTIFIER.fullmatch(key) and key not in _WORDS
    return key if plain else string_literal(key)
