"""The variables file of Azure DevOps: names and values below `variables:`, edited in place.

Both notations are read and edited: `name: value` and `- name: ...` with `value: ...`. Azure
DevOps takes every value as a text, as it is written, and names regardless of case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import yaml

from wizard.formats.ado_broken_lines import BrokenLine, mended, read_around, restored
from wizard.formats.ado_entries import AdoEntry, AdoProblem, Place, list_places, list_problems
from wizard.formats.characters import control_character
from wizard.formats.errors import FormatError
from wizard.formats.yaml_document import YamlDocument
from wizard.formats.yaml_scalars import Value
from wizard.formats.yaml_tree import Path, is_nothing

__all__ = ["AdoDocument", "AdoEntry", "AdoProblem"]

ROOT = "variables"
_MACRO = re.compile(r"\$\(|\$\{\{|\$\[")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_INTEGER = re.compile(r"0|[1-9][0-9]{0,17}")


class AdoDocument:
    """A variables file. Lines that are no YAML are kept as they are and listed as problems."""

    def __init__(self, document: YamlDocument, broken: list[BrokenLine]) -> None:
        self.path = document.path
        self._document = document
        self._broken = broken
        self._read()

    @classmethod
    def parse(cls, text: str, path: str) -> AdoDocument:
        """Reads a variables file.

        Raises FormatError when it is no YAML, but for a few lines that can be told, when it
        does not consist of keys and values, or when something below `variables:` is no list
        of them.
        """
        document, broken = read_around(text, path)
        node = document.node((ROOT,))
        if node is not None and not is_nothing(node) and isinstance(node, yaml.ScalarNode):
            raise FormatError(
                "'variables:' is followed by a single value",
                "Write one 'name: value' per line below it",
                path=path,
                line=node.start_mark.line + 1,
            )
        return cls(document, broken)

    def text(self) -> str:
        """The whole file, with all edits."""
        return restored(self._document.text(), self._broken)

    @property
    def entries(self) -> tuple[AdoEntry, ...]:
        """All variables in the order of the file; of equal names the last one counts."""
        return tuple(place.entry for place in self._places)

    @property
    def ends(self) -> tuple[tuple[AdoEntry, tuple[int, int]], ...]:
        """Each variable with the line (from 1) and column (from 0) behind its value."""
        return tuple(
            (place.entry, (place.node.end_mark.line + 1, place.node.end_mark.column))
            for place in self._places
        )

    @property
    def is_only_pairs(self) -> bool:
        """Whether the file is nothing but `name: value` below `variables:`."""
        return not self._is_list and self._document.keys() == (ROOT,)

    @property
    def problems(self) -> tuple[AdoProblem, ...]:
        """Lines that are no YAML, and what is below `variables:` without being a variable."""
        found = list_problems(self._document, ROOT, self._is_list)
        found += [AdoProblem(each.line, each.text, each.reason, each.name) for each in self._broken]
        return tuple(sorted(found, key=lambda problem: problem.line))

    @property
    def duplicates(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Names (regardless of case) that stand more than once, with their lines."""
        lines: dict[str, list[AdoEntry]] = {}
        for place in self._places:
            lines.setdefault(place.entry.name.lower(), []).append(place.entry)
        return tuple(
            (found[-1].name, tuple(entry.line for entry in found))
            for found in lines.values()
            if len(found) > 1
        )

    def get(self, name: str) -> str | None:
        """The value of a variable as the agent sees it; None where there is none."""
        place = self._by_name.get(name.lower())
        return place.entry.value if place else None

    def entry(self, name: str) -> AdoEntry | None:
        """The variable of that name that counts."""
        place = self._by_name.get(name.lower())
        return place.entry if place else None

    def set(
        self,
        name: str,
        value: str,
        *,
        after: str | None = None,
        comment: str | None = None,
        macro: bool = False,
    ) -> None:
        """Gives a variable a value: in place, or on a new line behind `after` or at the end.

        Quotes, comments and order stay; new values are quoted. A comment replaces the one on
        the line; an empty one removes it. Raises FormatError, with the file as it was, for a
        value that would act as a macro when it is not meant to (`macro`), one with control
        characters, and where an edit cannot be made without harm.
        """
        self.set_many([(name, value, macro)], {name: after}, {name: comment})

    def set_many(
        self,
        values: Iterable[tuple[str, str, bool]],
        after: Mapping[str, str | None] | None = None,
        comments: Mapping[str, str | None] | None = None,
    ) -> None:
        """Several (name, value, macro) at once, all or none; cheaper than one by one."""
        wanted = {name: value for name, value, _ in self._checked(list(values))}
        state = self._document, self._broken
        try:
            self._document = YamlDocument.parse(self._document.text(), self.path)
            for name in wanted:
                self._mend(name)
            self._edit(wanted, after or {}, comments or {})
            self._read()
            again = AdoDocument.parse(self.text(), self.path) if self._broken else self
            for name, value in wanted.items():
                if again.get(name) != value:
                    raise self._refusal(name, "it would not read as it was given")
        except FormatError:
            self._document, self._broken = state
            self._read()
            raise

    def remove(self, name: str) -> None:
        """Removes every line of a variable; one that is not there changes nothing.

        Raises FormatError, with the file as it was, when that cannot be done without harm.
        """
        state = self._document
        self._document = YamlDocument.parse(state.text(), self.path)
        try:
            for place in reversed(self._places):
                if place.entry.name.lower() == name.lower():
                    whole = place.path[:-1] if self._is_list else place.path
                    self._document.remove(whole)
        except FormatError:
            self._document = state
            raise
        self._read()

    def _read(self) -> None:
        self._is_list = isinstance(self._document.node((ROOT,)), yaml.SequenceNode)
        self._places: list[Place] = list_places(self._document, ROOT, self._is_list)
        self._by_name = {place.entry.name.lower(): place for place in self._places}

    def _checked(self, values: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
        for name, value, macro in values:
            if self.get(name) == value:
                continue
            if not _NAME.fullmatch(name):
                raise self._refusal(name, "this is not a name for a variable of Azure DevOps")
            found = control_character(value)
            if found is not None:
                raise self._refusal(name, f"the value has {found[1]} at position {found[0] + 1}")
            if not macro:
                refuse_macro(name, value, self.path)
        return values

    def mend_lines(self) -> tuple[str, ...]:
        """Makes variables of lines like 'name = value'; the names of those that were mended."""
        names = [each.name for each in self._broken if each.name is not None]
        for name in names:
            self._mend(name)
        left = {each.name for each in self._broken}
        return tuple(name for name in names if name not in left)

    def _mend(self, name: str) -> None:
        """A line 'name = value' that was set aside becomes one that can be edited."""
        for each in self._broken:
            if each.name is not None and each.name.lower() == name.lower() and not self.get(name):
                text = mended(self._document.text(), each)
                try:
                    self._document = YamlDocument.parse(text or "", self.path)
                except FormatError:
                    continue
                self._broken = [other for other in self._broken if other is not each]
                self._read()

    def _edit(
        self,
        wanted: dict[str, str],
        after: Mapping[str, str | None],
        comments: Mapping[str, str | None],
    ) -> None:
        values: dict[Path, Value] = {}
        behind: dict[Path, str | None] = {}
        remarks: dict[Path, str | None] = {}
        for name, value in wanted.items():
            place = self._by_name.get(name.lower())
            comment = comments.get(name)
            if place is None and self._is_list:
                continue
            if place is None:
                path: Path = (ROOT, name)
                behind[path] = self._spelling(after.get(name))
            elif place.entry.value == value and comment is None:
                continue
            else:
                path = place.path
            values[path] = _as_written(place, value)
            remarks[path] = comment
        if values:
            self._document.set_many(values, after=behind, comments=remarks, style='"')
        if self._is_list:
            for name, value in wanted.items():
                if name.lower() not in self._by_name:
                    self._add_item(name, value, after.get(name), comments.get(name))

    def _spelling(self, name: str | None) -> str | None:
        place = self._by_name.get(name.lower()) if name is not None else None
        return str(place.path[-1]) if place else name

    def _add_item(self, name: str, value: str, after: str | None, comment: str | None) -> None:
        self._read()
        place = self._by_name.get(after.lower()) if after is not None else None
        node = self._document.node((ROOT,))
        count = len(node.value) if node is not None else 0
        index = int(place.path[1]) + 1 if place else count
        self._document.add_item((ROOT,), {"name": name, "value": value}, index, {"value": '"'})
        if comment:
            self._document.set((ROOT, index, "value"), value, comment=comment)

    def _refusal(self, name: str, reason: str) -> FormatError:
        return FormatError(f"{name}: {reason}", "Choose another value or name", path=self.path)


def refuse_macro(name: str, value: str, path: str) -> None:
    """Refuse a value that Azure DevOps would not take as text.

    Raises:
        FormatError: it holds the beginning of a macro.
    """
    if _MACRO.search(value):
        raise FormatError(
            f"the value of {name} would act as a macro of Azure DevOps",
            "Leave out '$(', '${{' and '$['",
            path=path,
        )


def _as_written(place: Place | None, value: str) -> Value:
    """Numbers and yes/no stay without quotes where the file has them so."""
    if place is not None and not place.node.style:
        if value in ("true", "false"):
            return value == "true"
        if _INTEGER.fullmatch(value):
            return int(value)
    return value
