"""Marks that git leaves in a file which two people changed in one place."""

from __future__ import annotations

import re

from wizard.formats.errors import FormatError

_CONFLICT = re.compile(r"^<{7} .*\n(?:.*\n)*?={7}\r?\n(?:.*\n)*?>{7}(?: |\r?$)", re.MULTILINE)


def conflict_line(text: str) -> int | None:
    """The line (from 1) on which the first merge conflict begins, None where there is none."""
    if "<<<<<<< " not in text:
        return None
    found = _CONFLICT.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def refuse_conflict(text: str, path: str) -> None:
    """Refuse a text in which a merge conflict was left.

    Raises:
        FormatError: it holds one; the error names the line on which the first begins.
    """
    line = conflict_line(text)
    if line is not None:
        raise FormatError(
            "holds a merge conflict that git could not resolve by itself",
            "keep one of the two sides between '<<<<<<<' and '>>>>>>>', or what is right of both, "
            "and remove the lines with these marks and '======='",
            path=path,
            line=line,
        )
