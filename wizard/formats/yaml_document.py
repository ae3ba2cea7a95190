"""YAML documents of nested mappings, edited in place: every byte that no edit concerns stays.

PyYAML's parser says where each value stands (``yaml.compose`` gives exact positions); an edit
exchanges that span or adds a line, and is taken back unless the result reads as intended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from wizard.formats.errors import FormatError
from wizard.formats.yaml_collections import (
    added_in_braces,
    end_of_lines,
    is_flow,
    on_key_line,
    removed_in_braces,
    with_items,
)
from wizard.formats.yaml_nodes import (
    ABSENT,
    Path,
    Scalar,
    composed,
    constructed,
    duplicate_keys,
    has_pairs,
    key_of,
    scalar_of,
    walk_nodes,
    with_change,
)
from wizard.formats.yaml_scalars import Value, key_text, value_text


class YamlDocument:
    """A document whose root is a mapping (or nothing yet). Paths are keys from the root."""

    def __init__(self, text: str, path: str, root: yaml.Node | None) -> None:
        self._text = text
        self._path = path
        self._root = root

    @classmethod
    def parse(cls, text: str, path: str) -> YamlDocument:
        """Read a document.

        Raises:
            FormatError: no YAML, nested too deep, or its root is no mapping.
        """
        root = composed(text, path)
        if root is not None and not isinstance(root, yaml.MappingNode):
            raise FormatError(
                "is no mapping of keys to values", "begin lines with 'key:'", path=path, line=1
            )
        return cls(text, path, root)

    def text(self) -> str:
        """The text with all edits."""
        return self._text

    # reading

    def get(self, path: Path) -> Any:
        """The value as a YAML 1.1 safe loader reads it; None where nothing stands."""
        node = self._find(path)
        return None if node is None else constructed(node)

    def scalar(self, path: Path) -> Scalar | None:
        """The scalar under a path, as written."""
        node = self._find(path)
        return scalar_of(node) if isinstance(node, yaml.ScalarNode) else None

    def node(self, path: Path = ()) -> yaml.Node | None:
        """The parser's node under a path."""
        return self._find(path)

    def keys(self, path: Path = ()) -> tuple[str, ...]:
        """The keys of a mapping, in order and as they are written."""
        node = self._find(path)
        if not isinstance(node, yaml.MappingNode):
            return ()
        return tuple(dict.fromkeys(key_of(key) for key, _ in node.value))

    def walk(self) -> Iterator[tuple[Path, Scalar | list[Any] | None, int]]:
        """Every leaf in order: path, scalar or list (None: an empty mapping), 1-based line."""
        if self._root is not None:
            yield from walk_nodes(self._root, ())

    @property
    def duplicates(self) -> tuple[tuple[Path, tuple[int, ...]], ...]:
        """Keys that stand more than once in one mapping, with their lines; the last one counts."""
        return tuple(duplicate_keys(self._root, ())) if self._root is not None else ()

    # editing

    def set(self, path: Path, value: Value, *, after: str | None = None) -> None:
        """Put a value under a path, in the place of another or as a new line.

        A new key goes behind its sibling ``after``, else to the end of its mapping; missing
        parents are made.

        Raises:
            FormatError: what stands there cannot be edited safely; nothing changed.
        """
        node = self._find(path)
        if node is None:
            self._replace_text(self._with_new(path, value, after), path, value)
            return
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            raise self._unsafe(node, "a text of several lines stands here")
        self._replace_text(self._with_other(path, node, value), path, value)

    def _with_other(self, path: Path, node: yaml.Node, value: Value) -> str:
        """The text with another value in the place of one."""
        written = self._written(node, value)
        if isinstance(node, yaml.ScalarNode) or is_flow(node):
            start, end = node.start_mark.index, node.end_mark.index
            return self._text[:start] + written + self._text[end:]
        key = self._key_node(path)
        end = self._end_of(node, key)
        if isinstance(node, yaml.SequenceNode) and isinstance(value, (list, tuple)) and value:
            return with_items(self._text, node, value, end, self._newline)
        return on_key_line(self._text, key, node, written, end)

    def set_many(self, values: Mapping[Path, Value]) -> None:
        """Put many values in the place of scalars that stand already; cheaper than one by one.

        Raises:
            FormatError: one of them does not stand there, or cannot be edited safely; nothing
                changed.
        """
        spans = []
        for path, value in values.items():
            node = self._find(path)
            if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
                raise self._unsafe(node, f"{'.'.join(path)} is no value on one line")
            spans.append((node.start_mark.index, node.end_mark.index, self._written(node, value)))
        text = self._text
        for start, end, written in sorted(spans, reverse=True):
            text = text[:start] + written + text[end:]
        wanted = constructed(self._root)
        for path, value in values.items():
            wanted = with_change(wanted, path, value)
        self._take_over(text, wanted, next(iter(values), ()))

    def _written(self, node: yaml.Node, value: Value) -> str:
        """A value in the style of the scalar that it replaces."""
        style = node.style if isinstance(node, yaml.ScalarNode) and node.style else ""
        written = value_text(value, style=style if isinstance(value, str) else "")
        at = node.start_mark.index
        nothing = at == node.end_mark.index
        return " " + written if nothing and self._text[at - 1 : at] == ":" else written

    def ensure(self, path: Path) -> None:
        """Make sure that a (perhaps empty) mapping stands under a path."""
        node = self._find(path)
        if isinstance(node, yaml.MappingNode):
            return
        if node is not None and node.value != "":
            raise self._unsafe(node, "a value stands where a group of keys is wanted")
        if node is None:
            text = self._with_new(path, None, None)
        else:
            at = node.start_mark.index
            text = self._text[:at] + " {}" + self._text[at:]
        self._replace_text(text, path, {})

    def remove(self, path: Path, *, prune: bool = False) -> None:
        """Remove a key with its lines; ``prune`` also removes parents that become empty.

        Raises:
            FormatError: it stands in a way that cannot be removed safely.
        """
        parent = self._find(path[:-1])
        if not isinstance(parent, yaml.MappingNode) or self._find(path) is None:
            return
        if prune and len(path) > 1 and len(parent.value) == 1:
            self.remove(path[:-1], prune=True)
            return
        pairs = [pair for pair in parent.value if key_of(pair[0]) == path[-1]]
        text = self._text
        if parent.flow_style:
            self._replace_text(removed_in_braces(text, parent, path[-1]), path, ABSENT)
            return
        for key, value in reversed(pairs):
            text = self._without(text, key, value)
        if len(pairs) == len(parent.value) and len(path) > 1:
            colon = self._text.index(":", self._key_node(path[:-1]).end_mark.index) + 1
            text = text[:colon] + " {}" + text[colon:]
        self._replace_text(text, path, ABSENT)

    # the insides

    def _find(self, path: Path) -> yaml.Node | None:
        node = self._root
        for name in path:
            if not isinstance(node, yaml.MappingNode):
                return None
            node = next((v for k, v in reversed(node.value) if key_of(k) == name), None)
        return node

    def _replace_text(self, text: str, path: Path, value: object) -> None:
        self._take_over(text, with_change(constructed(self._root), path, value), path)

    def _take_over(self, text: str, wanted: Any, path: Path) -> None:
        """Take a new text over if it reads as wanted; otherwise nothing changes."""
        try:
            document = YamlDocument.parse(text, self._path)
        except FormatError:
            document = None
        if document is None or constructed(document._root) != wanted:
            node = self._find(path)
            raise self._unsafe(node, f"{'.'.join(path)} cannot be changed without harm")
        self._text, self._root = text, document._root

    def _unsafe(self, node: yaml.Node | None, reason: str) -> FormatError:
        line = node.start_mark.line + 1 if node is not None else None
        return FormatError(reason, "edit this place by hand", path=self._path, line=line)

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self._text else "\n"

    def _with_new(self, path: Path, value: Value | None, after: str | None) -> str:
        """The text with a new key (a new empty mapping for None), its missing parents included."""
        depth = len(path) - 1
        while depth and not self._can_hold(self._find(path[:depth])):
            depth -= 1
        parent = self._find(path[:depth])
        if parent is not None and self._is_in_braces(path[:depth]):
            written = "{}" if value is None else value_text(value)
            return added_in_braces(self._text, parent, path[depth:], written)
        indent, at = self._place(parent, path[:depth], after)
        lines = []
        for level, name in enumerate(path[depth:]):
            written = ""
            if depth + level == len(path) - 1:
                written = " {}" if value is None else " " + value_text(value)
            lines.append(f"{indent}{'  ' * level}{key_text(name)}:{written}")
        block = self._newline.join(lines) + self._newline
        head, tail = self._text[:at], self._text[at:]
        if parent is not None and depth and not has_pairs(parent):
            head, tail = self._opened(parent)
        if head and not head.endswith("\n"):
            return head + self._newline + block.removesuffix(self._newline) + tail
        return head + block + tail

    def _is_in_braces(self, path: Path) -> bool:
        """Whether what is added there has to stand in braces."""
        nodes = (self._find(path[:depth]) for depth in range(len(path) + 1))
        return any(node is not None and has_pairs(node) and is_flow(node) for node in nodes)

    def _can_hold(self, node: yaml.Node | None) -> bool:
        if isinstance(node, yaml.MappingNode):
            return True
        return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style

    def _opened(self, parent: yaml.Node) -> tuple[str, str]:
        """The text around an empty mapping ("{}" or nothing), which is taken out."""
        start, end = parent.start_mark.index, parent.end_mark.index
        line_end = self._text.find("\n", end)
        line_end = len(self._text) if line_end < 0 else line_end + 1
        rest = self._text[end:line_end]
        return self._text[:start].rstrip(" ") + rest, self._text[line_end:]

    def _place(self, parent: yaml.Node | None, path: Path, after: str | None) -> tuple[str, int]:
        """The indentation of a new line, and the index where it begins."""
        if parent is None or not has_pairs(parent):
            indent = "  " * len(path) if path else ""
            if path:
                indent = " " * (self._key_node(path).start_mark.column + 2)
            return indent, len(self._text)
        pairs = parent.value
        sibling = next((pair for pair in reversed(pairs) if key_of(pair[0]) == after), pairs[-1])
        indent = " " * sibling[0].start_mark.column
        return indent, self._end_of(sibling[1], sibling[0])

    def _key_node(self, path: Path) -> yaml.Node:
        parent = self._find(path[:-1])
        assert isinstance(parent, yaml.MappingNode)
        for key, _ in reversed(parent.value):
            if key_of(key) == path[-1]:
                found: yaml.Node = key
                return found
        raise KeyError(path)

    def _end_of(self, value: yaml.Node, key: yaml.Node) -> int:
        return end_of_lines(self._text, key, value)

    def _without(self, text: str, key: yaml.Node, value: yaml.Node) -> str:
        start = text.rfind("\n", 0, key.start_mark.index) + 1
        return text[:start] + text[self._end_of(value, key) :]
