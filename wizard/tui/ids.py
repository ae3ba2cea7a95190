"""Names of things as Textual wants them: full keys as widget ids and back, Alt with a digit."""

from __future__ import annotations

ALT_DIGITS = (
    "inverted_exclamation_mark", "trade_mark_sign", "pound_sign", "cent_sign", "infinity",
    "section_sign", "pilcrow_sign", "bullet", "ª",
)  # fmt: skip
"""What Alt with 1 to 9 is to Textual in most terminals: the signs that a Mac types with it."""
ALT_SIGNS = "¡™£¢∞§¶•ª"

_PREFIX, _DOT = "q--", "--"


def widget_id(full: str) -> str:
    """The id of the row of a full key."""
    return _PREFIX + full.replace(".", _DOT)


def key_of(identifier: str) -> str:
    """The full key of a row's id."""
    return identifier.removeprefix(_PREFIX).replace(_DOT, ".")
