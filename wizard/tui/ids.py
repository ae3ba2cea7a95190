"""Full keys as widget ids and back: ids know neither dots nor a leading digit."""

from __future__ import annotations

_PREFIX, _DOT = "q--", "--"


def widget_id(full: str) -> str:
    """The id of the row of a full key."""
    return _PREFIX + full.replace(".", _DOT)


def key_of(identifier: str) -> str:
    """The full key of a row's id."""
    return identifier.removeprefix(_PREFIX).replace(_DOT, ".")
