"""Lines of a YAML text that are no YAML, set aside so that the rest can be read and edited.

While the document is worked on, such a line stands there as a comment with a mark in it, and
gets its own text back at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wizard.formats.errors import FormatError
from wizard.formats.yaml_document import YamlDocument
from wizard.formats.yaml_tree import NotYaml

_MOST = 20
_ASSIGNED = re.compile(r"([ \t]*)([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=[ \t]*")
_LOOKS_FINE = re.compile(r" *(?:#.*|-[ \t].*|[^\s:=][^:=]*:(?:[ \t].*)?|[{}\[\],]*)?")


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line that was set aside: its mark, its number from 1, its text and what is wrong.

    `content` is the part that the mark stands for: all but the indentation.
    """

    mark: str
    line: int
    text: str
    content: str
    reason: str
    name: str | None


def read_around(text: str, path: str) -> tuple[YamlDocument, list[BrokenLine]]:
    """The document that remains when lines that are clearly no YAML are set aside.

    Raises FormatError when no single line is clearly at fault, or when there are too many.
    """
    broken: list[BrokenLine] = []
    first: FormatError | None = None
    current = text
    for _ in range(_MOST):
        try:
            return YamlDocument.parse(current, path), broken
        except NotYaml as error:
            first = first or error
            number = _guilty(current, error)
            if number is None:
                break
            lines = current.split("\n")
            found = _set_aside(text, lines[number - 1], number, error.reason)
            lines[number - 1] = lines[number - 1].replace(found.content, f"#{found.mark}", 1)
            current = "\n".join(lines)
            broken.append(found)
    raise first or FormatError("the file has many lines that are no YAML", "Mend it", path=path)


def restored(text: str, broken: list[BrokenLine]) -> str:
    """The text with every line that was set aside as it was."""
    for each in broken:
        text = text.replace(f"#{each.mark}", each.content, 1)
    return text


def mended(text: str, broken: BrokenLine) -> str | None:
    """The text with a line 'name = value' back, written as 'name: value'."""
    match = _ASSIGNED.match(broken.content)
    if match is None:
        return None
    line = f"{match.group(1)}{match.group(2)}: {broken.content[match.end() :]}"
    return text.replace(f"#{broken.mark}", line, 1)


def _guilty(text: str, error: NotYaml) -> int | None:
    """The number of the line that is at fault, when that can be told."""
    lines = text.split("\n")
    near = [number for line in error.suspects for number in (line, line - 1)]
    for number in near:
        if 0 < number <= len(lines) and not _LOOKS_FINE.fullmatch(lines[number - 1].rstrip("\r")):
            return number
    return None


def _set_aside(text: str, line: str, number: int, reason: str) -> BrokenLine:
    content = line.rstrip("\r").lstrip(" ")
    free = next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    match = _ASSIGNED.match(content)
    if match:
        reason = "there is '=' where YAML wants ':'"
    name = match.group(2) if match else None
    return BrokenLine(f"{free}{number}{free}", number, line.rstrip("\r"), content, reason, name)
