"""``.bicepparam`` files: one ``using`` and an assignment per parameter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wizard.formats.bicep_literals import LiteralReader, literal, string_literal
from wizard.formats.errors import FormatError

_USING = re.compile(r"using[ \t]+(?=')")
_PARAM = re.compile(r"param[ \t]+([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One parameter; ``note`` becomes a comment above it."""

    name: str
    value: Any
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bicepparam:
    """What a file says: the template (relative to the file) and the values by parameter."""

    using: str
    values: dict[str, Any] = field(default_factory=dict)


def bicepparam_text(using: str, assignments: Iterable[Assignment], header: str = "") -> str:
    """The text of a file; ``header`` are comment lines without their slashes.

    Raises:
        FormatError: a value that Bicep cannot carry; the message names the parameter.
    """
    lines = [_comment(line) for line in header.splitlines()]
    lines += [f"using {string_literal(using)}", ""]
    for assignment in assignments:
        if assignment.note:
            lines += [_comment(line) for line in assignment.note.splitlines()]
        try:
            lines.append(f"param {assignment.name} = {literal(assignment.value)}")
        except FormatError as error:
            raise FormatError(f"{assignment.name}: {error.reason}", error.remedy) from error
    return "\n".join(lines) + "\n"


def read_bicepparam(text: str, path: str | None = None) -> Bicepparam:
    """Read a file of the subset that ``bicepparam_text`` writes, comments left out.

    Raises:
        FormatError: anything else in the file, a parameter that stands twice, no ``using``.
    """
    try:
        return _read(text)
    except FormatError as error:
        raise FormatError(error.reason, error.remedy, path=path, line=error.line) from error


def _read(text: str) -> Bicepparam:
    reader = LiteralReader(text)
    using: str | None = None
    values: dict[str, Any] = {}
    reader.skip(newlines=True)
    while reader.place < len(text):
        using_here = _USING.match(text, reader.place) if using is None else None
        param = _PARAM.match(text, reader.place)
        match = using_here or param
        if match is None or (using is None and param is not None):
            raise reader.wrong("neither using nor param stands here, or not in this order")
        name = "" if using_here else match.group(1)
        if name in values:
            raise reader.wrong(f"{name} is assigned twice")
        reader.place = match.end()
        value = reader.value()
        if using_here:
            using = str(value)
        else:
            values[name] = value
        if not reader.skip(newlines=True) and reader.place < len(text):
            raise reader.wrong("a line end is missing")
    if using is None:
        raise FormatError("no using line", "Begin the file with using '<template>'")
    return Bicepparam(using, values)


def _comment(line: str) -> str:
    return f"// {line}".rstrip()
