"""The strict shape of a GUID: 8-4-4-4-12 hexadecimal digits, nothing around them."""

from __future__ import annotations

import re

_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


def is_guid(text: str) -> bool:
    """Whether a text is a GUID as Azure takes it (azure-facts 3); case does not matter."""
    return _GUID.fullmatch(text) is not None
