"""How a value is written so that `source` in bash gives back exactly that value."""

from __future__ import annotations

import re

from wizard.formats.characters import control_character
from wizard.formats.errors import FormatError

_LIVE_IN_DOUBLE = re.compile(r'["$`\\]')
_NEEDS_SINGLE = re.compile(r'["$`\\!]')
_PLAIN = re.compile(r"[A-Za-z0-9_./:,@%+-]*")


def refuse_control_characters(value: str) -> None:
    """Raises FormatError when a value has a line end or another control character."""
    found = control_character(value)
    if found is not None:
        raise FormatError(
            f"the value has {found[1]} at position {found[0] + 1}, "
            "which a line of .env cannot carry",
            "Remove it from the value",
        )


def quote(value: str) -> str:
    """The value as the right side of an assignment in bash, on one line.

    Double quotes are the rule; single quotes when something in the value is live inside
    double ones; escapes only when the value has a single quote as well. Raises FormatError for
    what one line cannot carry.
    """
    refuse_control_characters(value)
    if not _NEEDS_SINGLE.search(value):
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    return '"' + _LIVE_IN_DOUBLE.sub(r"\\\g<0>", value) + '"'


def requote(value: str, style: str) -> str:
    """The value in the style a file already has, `plain`, `single` or `double`.

    A style that cannot carry the value unescaped gives way to the one of `quote`.
    """
    refuse_control_characters(value)
    if style == "plain" and _PLAIN.fullmatch(value):
        return value
    if style == "single" and "'" not in value:
        return f"'{value}'"
    return quote(value)


def fragile(value: str) -> str | None:
    """Why a reader of `.env` files simpler than bash would misread the value, or None.

    Such readers cut a line at the first '#', take off blanks, then one quote at each end, and
    know no escapes (upstream-defects D88). Raises FormatError like `quote`.
    """
    written = quote(value)
    if _simple_reading(written) == value:
        return None
    if "#" in value:
        return "simple readers of .env files cut a value at '#'"
    if "\\" in written and written[1:-1] != value:
        return (
            "simple readers of .env files keep the backslashes that a value needs when it has "
            'a single quote together with one of " $ ` \\'
        )
    return "simple readers of .env files take a quote at either end of a value for their own"


def _simple_reading(written: str) -> str:
    value = written.split("#", 1)[0].strip(" \t")
    for mark in ('"', "'"):
        value = value.removesuffix(mark).removeprefix(mark)
    return value
