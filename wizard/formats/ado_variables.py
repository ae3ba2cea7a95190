"""The variables file of Azure DevOps: names and values below ``variables:``, edited in place.

Both notations are read and edited: ``name: value`` and ``- name: … value: …``. Azure DevOps takes
every value as text, as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from wizard.formats.errors import FormatError
from wizard.formats.yaml_document import YamlDocument
from wizard.formats.yaml_nodes import Path, key_of
from wizard.formats.yaml_scalars import Value, text_scalar

_ROOT = "variables"
_MACRO = re.compile(r"\$\(|\$\{\{|\$\[")
_LINE = re.compile(r"""(\s*)([A-Za-z_][\w.\-]*)\s*[:=]\s*(.*?)\s*""")
_RETYPED = re.compile(r"(?:0[0-9]+|yes|no|on|off|y|n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AdoEntry:
    """A variable: its value as the agent sees it, 1-based line, whether quotes stand around it.

    ``hazard`` says why another YAML reader would see something else ("" where none would).
    """

    name: str
    value: str
    line: int
    quoted: bool
    hazard: str = ""


@dataclass(frozen=True, slots=True)
class AdoProblem:
    """A line that is no YAML, with what is wrong."""

    line: int
    text: str
    reason: str


class AdoDocument:
    """A variables file. Lines that are no YAML are kept as they are and listed as problems."""

    def __init__(
        self, document: YamlDocument, path: str, broken: dict[int, str], reasons: dict[int, str]
    ) -> None:
        self._document = document
        self._path = path
        self._broken = broken
        self._reasons = reasons

    @classmethod
    def parse(cls, text: str, path: str) -> AdoDocument:
        """Read a variables file.

        Raises:
            FormatError: more than a few lines are no YAML, or ``variables:`` is no list of them.
        """
        broken: dict[int, str] = {}
        reasons: dict[int, str] = {}
        lines = text.splitlines(keepends=True)
        for _ in range(5):
            try:
                document = YamlDocument.parse("".join(lines), path)
                return cls(document, path, broken, reasons)
            except FormatError as error:
                at = _guilty_line(lines, error, broken)
                if at is None:
                    raise
                broken[at], reasons[at] = lines[at], error.reason
                lines[at] = "#" + lines[at]
        raise FormatError("has many lines that are no YAML", "mend the file", path=path)

    @property
    def entries(self) -> tuple[AdoEntry, ...]:
        """All variables in order; of equal names the last one counts."""
        found = []
        for name, place in self._places():
            scalar = self._scalar(place)
            if scalar is not None:
                found.append(_entry(name, scalar))
        return tuple(found)

    @property
    def problems(self) -> tuple[AdoProblem, ...]:
        """Lines that are no YAML."""
        return tuple(
            AdoProblem(at + 1, text.rstrip("\r\n"), self._reasons[at])
            for at, text in sorted(self._broken.items())
        )

    @property
    def duplicates(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Names that stand more than once, with their lines."""
        lines: dict[str, list[int]] = {}
        for path, found in self._document.duplicates:
            lines.setdefault(path[-1], []).extend(found)
        return tuple((name, tuple(found)) for name, found in lines.items())

    def get(self, name: str) -> str | None:
        """The value of a variable as the agent sees it; None where there is none."""
        return next((e.value for e in reversed(self.entries) if e.name == name), None)

    def set(self, name: str, value: str, *, after: str | None = None, macro: bool = False) -> None:
        """Give a variable a value, in place or as a new line behind ``after``.

        Raises:
            FormatError: the value would act as a macro that is not meant (``macro=False``), holds
                a line break or control character, or the place cannot be edited safely.
        """
        self.set_many([(name, value, macro)], {name: after})

    def set_many(
        self, values: Iterable[tuple[str, str, bool]], after: dict[str, str | None] | None = None
    ) -> None:
        """Several (name, value, macro) at once; all or none. See ``set``."""
        wanted = list(values)
        for name, value, macro in wanted:
            _check(name, value, macro, self._path)
        backup = self._document
        try:
            self._document = YamlDocument.parse(backup.text(), self._path)
            self._edit(wanted, after or {})
        except FormatError:
            self._document = backup
            raise

    def remove(self, name: str) -> None:
        """Remove a variable."""
        if self._is_list():
            raise FormatError(
                "variables in a list are not removed", "edit this place by hand", path=self._path
            )
        self._document.remove((_ROOT, name))

    def text(self) -> str:
        """The text with all edits, broken lines as they were."""
        text = self._document.text()
        for line in self._broken.values():
            text = text.replace("#" + line, line, 1)
        return text

    def _edit(self, wanted: list[tuple[str, str, bool]], after: dict[str, str | None]) -> None:
        standing = frozenset(name for name, _ in self._places())
        if self._is_list():
            self._edit_list(wanted, standing)
            return
        here: dict[Path, Value] = {
            (_ROOT, name): value for name, value, _ in wanted if name in standing
        }
        if here:
            try:
                self._document.set_many(here)
            except FormatError:
                for path, value in here.items():
                    self._document.set(path, value)
        for name, value, _ in wanted:
            if name not in standing:
                self._document.set((_ROOT, name), value, after=after.get(name))

    def _edit_list(self, wanted: list[tuple[str, str, bool]], standing: frozenset[str]) -> None:
        text = self._document.text()
        spans = []
        for name, value, _ in wanted:
            if name not in standing:
                raise FormatError(
                    f"lacks {name}, and a list of variables is not extended",
                    "add '- name: … value: …' by hand, or use 'name: value' lines",
                    path=self._path,
                )
            node = dict(self._list_nodes())[name]
            spans.append((node.start_mark.index, node.end_mark.index, node, value))
        for start, end, node, value in sorted(spans, key=lambda span: -span[0]):
            text = text[:start] + text_scalar(value, style=node.style or '"') + text[end:]
        self._document = YamlDocument.parse(text, self._path)

    def _is_list(self) -> bool:
        return isinstance(self._document.node((_ROOT,)), yaml.SequenceNode)

    def _list_nodes(self) -> list[tuple[str, yaml.ScalarNode]]:
        root = self._document.node((_ROOT,))
        found = []
        for item in root.value if isinstance(root, yaml.SequenceNode) else ():
            if isinstance(item, yaml.MappingNode):
                parts = {key_of(key): value for key, value in item.value}
                name, value = parts.get("name"), parts.get("value")
                if isinstance(name, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
                    found.append((name.value, value))
        return found

    def _places(self) -> list[tuple[str, Path | yaml.ScalarNode]]:
        if self._is_list():
            return list(self._list_nodes())
        return [(name, (_ROOT, name)) for name in self._document.keys((_ROOT,))]

    def _scalar(self, place: Path | yaml.ScalarNode) -> yaml.ScalarNode | None:
        node = place if isinstance(place, yaml.ScalarNode) else self._document.node(place)
        return node if isinstance(node, yaml.ScalarNode) else None


def _entry(name: str, node: yaml.ScalarNode) -> AdoEntry:
    hazard = ""
    if not node.style and _RETYPED.fullmatch(node.value):
        hazard = f"without quotes, YAML readers take {node.value} for another type"
    value = "" if not node.style and node.value in ("~", "null") else str(node.value)
    return AdoEntry(name, value, node.start_mark.line + 1, bool(node.style), hazard)


def _check(name: str, value: str, macro: bool, path: str) -> None:
    if any(ord(character) < 32 or ord(character) == 127 for character in value):
        raise FormatError(
            f"the value of {name} holds a line break or control character",
            "write it on one line", path=path,
        )  # fmt: skip
    if not macro and _MACRO.search(value):
        raise FormatError(
            f"the value of {name} would act as a macro of Azure DevOps",
            "leave out '$(', '${{' and '$['", path=path,
        )  # fmt: skip


def _guilty_line(lines: list[str], error: FormatError, broken: dict[int, str]) -> int | None:
    """The line to set aside: the one named, or the one before, if it looks like a variable."""
    if error.line is None:
        return None
    for at in (error.line - 1, error.line - 2):
        if 0 <= at < len(lines) and at not in broken:
            match = _LINE.fullmatch(lines[at].rstrip("\r\n"))
            if match and "=" in lines[at] and ":" not in lines[at].split("=")[0]:
                return at
    return None
