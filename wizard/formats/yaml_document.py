"""YAML documents of nested mappings, edited in place: every byte that no edit concerns stays.

The parser says where each value stands; an edit exchanges that stretch or adds lines, and is
taken back unless the new text reads exactly as intended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from wizard.formats import yaml_edits as edits
from wizard.formats.errors import FormatError
from wizard.formats.yaml_draft import Draft
from wizard.formats.yaml_places import Refused, Splice, colon_of, is_block, newline_of, spliced
from wizard.formats.yaml_proof import GONE, Leaf, harm, leaves_of, shifted, without
from wizard.formats.yaml_scalars import Scalar as ScalarValue
from wizard.formats.yaml_scalars import Value
from wizard.formats.yaml_tree import Path, composed, data_of, is_nothing, key_of

_MARK = "\ufeff"


class Scalar(NamedTuple):
    """A scalar as it is written: its text, whether quotes stand around it, its line from 1."""

    text: str
    quoted: bool
    line: int


class YamlDocument:
    """A YAML text. Paths are keys as they are written, and indexes (from 0) into lists."""

    def __init__(self, text: str, path: str, root: yaml.Node | None) -> None:
        self.path = path
        self._text = text
        self._root = root

    @classmethod
    def parse(cls, text: str, path: str) -> YamlDocument:
        """Reads a document whose root is a mapping, or one without anything in it.

        Raises FormatError for a text that is no YAML or has another root, several documents,
        more than 50 levels, and aliases that stand for very much.
        """
        root = composed(text.removeprefix(_MARK), path)
        if root is not None and not isinstance(root, yaml.MappingNode):
            raise FormatError(
                "the file does not consist of keys and values",
                "Begin lines with 'key:'",
                path=path,
                line=root.start_mark.line + 1,
            )
        return cls(text, path, root)

    def text(self) -> str:
        """The whole text, with all edits."""
        return self._text

    def get(self, path: Path) -> Any:
        """The value as a YAML 1.1 safe loader reads it; None where nothing stands.

        Raises FormatError where such a loader cannot read it, as a date that does not exist.
        """
        depth, node, _ = edits.deepest(self._root, path)
        try:
            found = data_of(node) if node is not None else None
        except FormatError as error:
            error.path = self.path
            raise
        for name in path[depth:]:
            # Only a merge key (<<) puts something where no node stands.
            found = found.get(name) if isinstance(found, dict) else None
        return found

    def scalar(self, path: Path) -> Scalar | None:
        """The scalar at a place, as it is written."""
        node = self.node(path)
        if not isinstance(node, yaml.ScalarNode):
            return None
        return Scalar(node.value, bool(node.style), node.start_mark.line + 1)

    def node(self, path: Path = ()) -> yaml.Node | None:
        """The library's node at a place; not to be changed."""
        depth, node, _ = edits.deepest(self._root, path)
        return node if depth == len(path) else None

    def keys(self, path: Path = ()) -> tuple[str, ...]:
        """The keys of a mapping, in order and as they are written."""
        node = self.node(path)
        if not isinstance(node, yaml.MappingNode):
            return ()
        return tuple(dict.fromkeys(key_of(key) for key, _ in node.value))

    def walk(self) -> Iterator[tuple[Path, Scalar | list[Any] | None, int]]:
        """Every value in order: path, scalar or list (None: an empty mapping), line from 1."""
        if self._root is not None:
            yield from _walk(self._root, ())

    @property
    def duplicates(self) -> tuple[tuple[Path, tuple[int, ...]], ...]:
        """Keys that stand more than once in one mapping, with their lines; the last one counts."""
        return tuple(_duplicates(self._root, ())) if self._root is not None else ()

    def set(
        self,
        path: Path,
        value: Value,
        *,
        after: str | None = None,
        comment: str | None = None,
        style: str = "",
    ) -> None:
        """Puts a value at a place: in the place of another, or on a new line.

        A new key goes behind its sibling `after`, or last; missing parents are made. What
        stands there keeps its quotes where these can carry a text; `style` (' or ") is for a
        new text, and makes a text of a number or of yes/no. A comment replaces the one on the
        line; an empty one removes it. Raises FormatError when this cannot be done without
        harm; then nothing has changed.
        """
        self.set_many({path: value}, after={path: after}, comments={path: comment}, style=style)

    def set_many(
        self,
        values: Mapping[Path, Value],
        *,
        after: Mapping[Path, str | None] | None = None,
        comments: Mapping[Path, str | None] | None = None,
        style: str = "",
    ) -> None:
        """Many values at once, all or none; much cheaper than one by one. See `set`."""
        draft = Draft(self._body, self._root, after or {}, comments or {}, style)
        try:
            draft.put_all(values)
        except Refused as refused:
            raise self._refusal(refused.reason, draft.current, refused.line) from None
        self._take_over(draft.text, draft.root, leaves_of(self._root), draft.expected)

    def ensure(self, path: Path) -> None:
        """Makes sure that a mapping stands at a place, and be it an empty one.

        Raises FormatError where a value stands that would be lost.
        """
        node = self.node(path)
        if isinstance(node, yaml.MappingNode):
            return
        if node is not None and not is_nothing(node):
            line = node.start_mark.line + 1
            raise self._refusal("a value stands where a group of keys is wanted", path, line)
        draft = Draft(self._body, self._root)
        try:
            draft.put(path, "{}")
        except Refused as refused:
            raise self._refusal(refused.reason, path, refused.line) from None
        self._take_over(draft.text, draft.root, leaves_of(self._root), {path: {}})

    def remove(self, path: Path, *, prune: bool = False) -> None:
        """Removes a key with its lines, or an item of a list; what is not there may stay away.

        `prune` also removes parents that become empty. Raises FormatError when this cannot be
        done without harm; then nothing has changed.
        """
        parent = self.node(path[:-1])
        if not path or parent is None or self.node(path) is None:
            return
        if prune and len(path) > 1 and self._is_all(parent, path[-1]):
            self.remove(path[:-1], prune=True)
            return
        try:
            text, old, expected = self._without(path, parent)
            root = composed(text, self.path)
        except Refused as refused:
            raise self._refusal(refused.reason, path, refused.line) from None
        self._take_over(text, root, old, expected)

    def add_item(
        self, path: Path, fields: Mapping[str, ScalarValue], index: int, styles: Mapping[str, str]
    ) -> None:
        """Puts a mapping into a list of lines, in front of the item that is at `index` now.

        `styles` has the quotes (' or ") that the texts of some fields get in any case.
        Raises FormatError when this cannot be done without harm; then nothing has changed.
        """
        node = self.node(path)
        try:
            if not isinstance(node, yaml.SequenceNode) or not is_block(node):
                raise Refused("there is no list of one item per line", node)
            splice = edits.new_item(self._body, node, fields, index, styles, newline_of(self._body))
            text = spliced(self._body, [splice])
        except Refused as refused:
            raise self._refusal(refused.reason, path, refused.line) from None
        old = shifted(leaves_of(self._root), path, index, 1)
        expected = {(*path, index, name): value for name, value in fields.items()}
        self._take_over(text, composed(text, self.path), old, expected)

    @property
    def _body(self) -> str:
        return self._text.removeprefix(_MARK)

    def _is_all(self, parent: yaml.Node, name: str | int) -> bool:
        if isinstance(parent, yaml.MappingNode):
            return {key_of(key) for key, _ in parent.value} == {name}
        return len(parent.value) == 1

    def _without(self, path: Path, parent: yaml.Node) -> tuple[str, list[Leaf], dict[Path, Any]]:
        """The text without a place, what it said but for that, and what it must say then."""
        old = leaves_of(self._root)
        name = path[-1]
        splices: list[Splice]
        if isinstance(parent, yaml.SequenceNode) and isinstance(name, int):
            splices = edits.removed_item(self._body, parent, name)
            old = shifted(without(old, path), path[:-1], name + 1, -1)
            expected: dict[Path, Any] = {}
        elif isinstance(parent, yaml.MappingNode):
            splices = edits.removed(self._body, parent, name)
            expected = {path: GONE}
        else:
            raise Refused("there is no group of keys", parent)
        if len(splices) == len(parent.value) and is_block(parent) and len(path) > 1:
            _, _, key = edits.deepest(self._root, path[:-1])
            if key is None:
                raise Refused("the group would be empty", parent)
            at = colon_of(self._body, key)
            splices.append(Splice(at, at, " {}" if expected else " []"))
        return spliced(self._body, splices), old, expected

    def _take_over(
        self, text: str, root: yaml.Node | None, old: list[Leaf], expected: Mapping[Path, Any]
    ) -> None:
        """Takes a new text over if it reads as expected; otherwise nothing changes."""
        wrong = harm(old, root, expected)
        if wrong is not None:
            raise self._refusal(wrong, next(iter(expected), ()), None)
        mark = _MARK if self._text.startswith(_MARK) else ""
        self._text, self._root = mark + text, root

    def _refusal(self, reason: str, path: Path, line: int | None) -> FormatError:
        if line is None:
            node = self.node(path)
            line = node.start_mark.line + 1 if node is not None else None
        where = ".".join(map(str, path))
        return FormatError(
            f"{where} cannot be edited safely: {reason}",
            "Edit this place by hand",
            path=self.path,
            line=line,
        )


def _walk(node: yaml.Node, path: Path) -> Iterator[tuple[Path, Scalar | list[Any] | None, int]]:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        yield path, Scalar(node.value, bool(node.style), line), line
    elif isinstance(node, yaml.SequenceNode):
        yield path, data_of(node), line
    else:
        if not node.value and path:
            yield path, None, line
        for key, value in node.value:
            yield from _walk(value, (*path, key_of(key)))


def _duplicates(node: yaml.Node, path: Path) -> Iterator[tuple[Path, tuple[int, ...]]]:
    if not isinstance(node, yaml.MappingNode):
        return
    lines: dict[str, list[int]] = {}
    for key, value in node.value:
        lines.setdefault(key_of(key), []).append(key.start_mark.line + 1)
        yield from _duplicates(value, (*path, key_of(key)))
    yield from (((*path, name), tuple(found)) for name, found in lines.items() if len(found) > 1)
