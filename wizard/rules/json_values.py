"""JSON in the text of a value, read without ever raising."""

from __future__ import annotations

import json
from typing import Any


def json_in(text: str) -> Any:
    """What a text says as JSON; None for null, and for what is no JSON or nested without end."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def array_in(text: str) -> tuple[Any, ...]:
    """The items of a JSON array; none where the text is not one."""
    found = json_in(text)
    return tuple(found) if isinstance(found, list) else ()
