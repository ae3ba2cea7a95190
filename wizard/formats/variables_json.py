"""``variables.json``: sections of names and values, laid over each other per environment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

SECTIONS = ("dev", "stage_prod", "test", "prod")
"""The sections that hold values; ``dev`` is the base of the others."""
STATE = "_wizard"
"""A section that pipelines ignore."""


def is_variables_json(document: Mapping[str, Any]) -> bool:
    """Whether a JSON object has the shape of such a file."""
    return isinstance(document.get("dev"), Mapping) and not (
        {"factory", "projects", "parameters"} & set(document)
    )


def value_text(value: Any) -> str | None:
    """A value as the pipelines' reader turns it into text; None for null, at which it stops."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value)
