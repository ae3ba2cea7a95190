"""YAML values on one line: written so that every YAML reader gets the value back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wizard.formats.errors import FormatError

Scalar = bool | int | float | str
Value = Scalar | Sequence[Scalar]

# Narrower than YAML allows: nothing here means anything in a list in brackets either.
_PLAIN = re.compile(r"[A-Za-z_./][A-Za-z0-9_./@+\- ]*(?<! )", re.ASCII)
_OTHER_TYPE = re.compile(
    r"(?:y|yes|n|no|true|false|on|off|null|nan|inf|~|\.inf|\.nan|-?\.?[0-9].*|\.\.\.)",
    re.IGNORECASE,
)
_SPECIAL = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def key_text(key: str) -> str:
    """A mapping's key; quoted where YAML would take it for another type."""
    return key if is_plain(key) else _double_quoted(key)


def value_text(value: Value, *, style: str = "") -> str:
    """A value on one line; `style` (' or ") asks for quotes around a text.

    Texts that YAML would turn into something else (001, yes, 1.24, null, dates) are always
    quoted; lists are written in brackets. Raises FormatError for what YAML cannot carry.
    """
    if isinstance(value, str):
        return text_scalar(value, style=style)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float_text(value)
    return "[" + ", ".join(value_text(item) for item in value) + "]"


def text_scalar(text: str, *, style: str = "") -> str:
    """A text on one line, in the quotes asked for where these can carry it."""
    if style == "'" and _is_printable(text):
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or not is_plain(text):
        return _double_quoted(text)
    return text


def is_plain(text: str) -> bool:
    """Whether every YAML reader takes the text for itself without quotes."""
    return bool(_PLAIN.fullmatch(text)) and not _OTHER_TYPE.fullmatch(text)


def same(one: object, other: object) -> bool:
    """Whether two values are equal and of the same type, item by item in lists."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def _float_text(value: float) -> str:
    """YAML 1.1 takes a number with an exponent for a text unless it has a point."""
    if value != value or value in (float("inf"), float("-inf")):
        raise FormatError(f"{value} is not a number that a file should carry", "Use a finite one")
    text = repr(value)
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}.0e{exponent}" if e and "." not in mantissa else text


def _is_printable(text: str) -> bool:
    return text.isprintable() and all(map(_is_safe, text))


def _is_safe(character: str) -> bool:
    code = ord(character)
    return character.isprintable() and (code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF)


def _double_quoted(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise FormatError("the value has half of a surrogate pair", "Remove it from the value")
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if _is_safe(character):
        return character
    code = ord(character)
    width, letter = (2, "x") if code < 256 else (4, "u") if code < 65536 else (8, "U")
    return f"\\{letter}{code:0{width}x}"
