"""New values for a YAML text, put in one after the other; the proof comes afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

import yaml

from wizard.formats import yaml_edits as edits
from wizard.formats.characters import is_one_line
from wizard.formats.errors import FormatError
from wizard.formats.yaml_places import (
    Refused,
    Splice,
    comment_splice,
    is_block,
    newline_of,
    spliced,
)
from wizard.formats.yaml_scalars import Scalar, Value, same
from wizard.formats.yaml_tree import Path, composed, data_of, is_nothing


@dataclass(slots=True)
class Draft:
    """A text (without byte order mark) on its way; `expected` is what it must read as then.

    `current` is the path that is being worked on.
    """

    text: str
    root: yaml.Node | None
    after: Mapping[Path, str | None] = field(default_factory=dict)
    comments: Mapping[Path, str | None] = field(default_factory=dict)
    style: str = ""
    expected: dict[Path, Any] = field(default_factory=dict)
    current: Path = ()

    def put_all(self, values: Mapping[Path, Value]) -> None:
        """All values: first what the text has room for, then what needs new groups."""
        for comment in self.comments.values():
            if comment and not is_one_line(comment):
                raise Refused("a comment has to be one line without control characters")
        exchanges: list[Splice] = []
        lines: list[tuple[int, Splice]] = []
        behind: dict[Path, tuple[int, str]] = {}
        waiting: list[Path] = []
        for path, value in values.items():
            self.current = path
            depth, node, key = edits.deepest(self.root, path)
            if depth == len(path) and node is not None and key is not None:
                exchanges += self._exchange(path, key, node, value)
            elif depth == len(path) - 1 and _is_lines(node):
                written = self._written(path, value)
                lines.append((-depth, self._line(path, node, written, behind)))
            else:
                waiting.append(path)
        if exchanges or lines:
            # At one and the same place a value comes first, and then the innermost line.
            lines.sort(key=lambda line: line[0])
            self._apply(exchanges + [splice for _, splice in lines])
        for path in waiting:
            self.current = path
            self.put(path, self._written(path, values[path]))

    def put(self, path: Path, written: str) -> None:
        """One value that is written out, at a place where nothing or null stands."""
        depth, node, key = edits.deepest(self.root, path)
        names = path[depth:] or path[-1:]
        if not all(isinstance(name, str) for name in path[depth:]):
            raise Refused("the list has no such item", node)
        if depth == len(path) and node is not None and key is not None:
            self._apply(edits.replaced(self.text, key, node, written))
        elif isinstance(node, yaml.MappingNode) and node.value:
            if node.flow_style:
                self._apply(edits.added_in_braces(self.text, node, _texts(names), written))
            else:
                after = self.after.get(path) if len(names) == 1 else None
                at, indent = edits.inserted(self.text, node, after)
                self._apply([self._lines(path, names, written, at, indent)])
        else:
            self._open(path, depth, node, key, written)

    def _open(
        self,
        path: Path,
        depth: int,
        node: yaml.Node | None,
        key: yaml.Node | None,
        written: str,
    ) -> None:
        """Puts keys below one that holds nothing yet."""
        if not edits.can_open(node):
            raise Refused("a value stands where a group of keys is wanted", node)
        names = path[depth:]
        _, above, _ = edits.deepest(self.root, path[: depth - 1] if depth else ())
        in_braces = depth > 0 and isinstance(above, yaml.CollectionNode) and bool(above.flow_style)
        if node is not None and (key is None or in_braces):
            if not isinstance(node, yaml.MappingNode):
                raise Refused("there is no room for a group of keys", node)
            self._apply(edits.added_in_braces(self.text, node, _texts(names), written))
            return
        room, at = edits.opened(self.text, key, node)
        column = key.start_mark.column + edits.STEP if key is not None else 0
        self._apply([*room, self._lines(path, names, written, at, " " * column)])

    def _written(self, path: Path, value: Value) -> str:
        written, self.expected[path] = edits.written_value(None, value, self.style)
        return written

    def _exchange(self, path: Path, key: yaml.Node, node: yaml.Node, value: Value) -> list[Splice]:
        comment = self.comments.get(path)
        remark = [comment_splice(self.text, node, comment)] if comment is not None else []
        if _reads_as(node, value):
            self.expected[path] = data_of(node)
            return remark
        if isinstance(node, yaml.SequenceNode) and is_block(node) and _is_list(value):
            self.expected[path] = list(value)
            return [*edits.listed(self.text, key, node, value, newline_of(self.text)), *remark]
        written, self.expected[path] = edits.written_value(
            node, value, self.style if is_nothing(node) else ""
        )
        return [*edits.replaced(self.text, key, node, written), *remark]

    def _line(
        self,
        path: Path,
        node: yaml.Node | None,
        written: str,
        behind: dict[Path, tuple[int, str]],
    ) -> Splice:
        """A line for a new key; `behind` has the places of those that are on their way."""
        after = self.after.get(path)
        place = behind.get((*path[:-1], after)) if after is not None else None
        if place is None and isinstance(node, yaml.MappingNode):
            place = edits.inserted(self.text, node, after)
        at, indent = place or (len(self.text), "")
        behind[path] = (at, indent)
        return self._lines(path, path[-1:], written, at, indent)

    def _lines(self, path: Path, names: Path, written: str, at: int, indent: str) -> Splice:
        lines = edits.key_lines(_texts(names), written, indent, self.comments.get(path) or "")
        return edits.lines_at(self.text, at, lines, newline_of(self.text))

    def _apply(self, splices: list[Splice]) -> None:
        self.text = spliced(self.text, splices)
        try:
            self.root = composed(self.text, "")
        except FormatError as error:
            raise Refused(f"the file would no longer be readable ({error.reason})") from None


def _is_lines(node: yaml.Node | None) -> bool:
    return isinstance(node, yaml.MappingNode) and is_block(node)


def _is_list(value: Value) -> TypeGuard[Sequence[Scalar]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _reads_as(node: yaml.Node, value: Value) -> bool:
    try:
        return same(data_of(node), value)
    except FormatError:
        return False


def _texts(names: Path) -> list[str]:
    return [str(name) for name in names]
