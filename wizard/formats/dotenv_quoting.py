"""How a value is written so that `source` in bash gives back exactly that value."""

from __future__ import annotations

import re
from collections.abc import Callable

from wizard.formats.characters import control_character
from wizard.formats.errors import FormatError

_LIVE_IN_DOUBLE = re.compile(r'["$`\\]')
_NEEDS_SINGLE = re.compile(r'["$`\\!]')
# What gh's reader of such files acts on in a value without quotes: names after a dollar sign,
# a quote in front, a comment behind a blank, blanks at the ends.
_LIVE_WITHOUT = re.compile(r"""\$|^['"\s]|\s$|\s\#""")
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


def quote_for_gh(value: str) -> str:
    """The value as ``gh variable set --env-file`` reads it back, on one line.

    That reader takes a quote behind a backslash for one that is part of the value, whatever
    stands before, so some values go without quotes. Most are written as by ``quote``. Raises
    FormatError for what neither way can carry.
    """
    written = quote(value)
    loses_end = written == f"'{value}'" or written == f'"{value}"'
    loses_end = value.endswith("\\") if loses_end else value.endswith(("\\", '"'))
    if not loses_end:
        return written
    if _LIVE_WITHOUT.search(value):
        raise FormatError(
            "the value ends with a backslash or a quote and holds other marks as well, which "
            "gh cannot read from a file",
            "Take the backslash, the quotes or the dollar sign out of the value",
        )
    return value


def assigning(name: str, value: str, written: Callable[[str], str] = quote) -> str:
    """``NAME=value`` in one of the notations above; errors say the name as well."""
    try:
        return f"{name}={written(value)}"
    except FormatError as error:
        raise FormatError(f"{name}: {error.reason}", error.remedy) from error


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
    know no escapes (D88). Raises FormatError like `quote`.
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
