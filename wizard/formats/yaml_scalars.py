"""YAML scalars on one line: written so that every YAML 1.1 reader gets the value back."""

from __future__ import annotations

import re

Scalar = bool | int | float | str
Value = Scalar | list[str] | tuple[str, ...]

_PLAIN = re.compile(r"[A-Za-z_./][A-Za-z0-9_./@+\- ]*(?<! )", re.ASCII)
_OTHER_TYPE = re.compile(
    r"(?:y|yes|n|no|true|false|on|off|null|nan|inf|~|\.inf|\.nan|-?\.?[0-9].*)", re.IGNORECASE
)
_SPECIAL = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def key_text(key: str) -> str:
    """A mapping's key; quoted where YAML would take it for another type."""
    return key if _is_plain(key) else _double_quoted(key)


def value_text(value: Value, *, style: str = "") -> str:
    """A value on one line; ``style`` ("'" or '"') asks for quotes around a text.

    Texts that YAML would turn into something else (001, yes, 1.24, null, dates) are always
    quoted; lists are written in flow style.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_in_flow(item) for item in value) + "]"
    return text_scalar(value, style=style)


def text_scalar(text: str, *, style: str = "") -> str:
    """A text on one line, in the quotes asked for where these can carry it."""
    if style == "'" and _is_printable(text):
        return "'" + text.replace("'", "''") + "'"
    if style == '"' or not _is_plain(text):
        return _double_quoted(text)
    return text


def _in_flow(text: str) -> str:
    return text if _is_plain(text) else _double_quoted(text)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _OTHER_TYPE.fullmatch(text)


def _is_printable(text: str) -> bool:
    return all(_is_safe(character) for character in text)


def _is_safe(character: str) -> bool:
    code = ord(character)
    return character.isprintable() and (code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF)


def _double_quoted(text: str) -> str:
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if _is_safe(character):
        return character
    code = ord(character)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
