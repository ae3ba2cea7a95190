"""An answers document of either notation: its tree to read, and an editor that keeps the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from wizard.catalog.setting import Value
from wizard.formats.errors import FormatError
from wizard.formats.merge_conflict import refuse_conflict
from wizard.model.answer_layout import json_text
from wizard.model.answer_nodes import Node, json_root, yaml_root
from wizard.model.plain_answers import plain_root

if TYPE_CHECKING:
    from wizard.formats.yaml_document import YamlDocument

Path = tuple[str, ...]


Rank = Callable[[Path], float]
"""Where among its siblings a key belongs, the lowest first."""


class Editor(Protocol):
    """Changes single values of a document's text; paths are keys as they are written in it."""

    def set(self, path: Path, value: Value, rank: Rank | None = None) -> None:
        """Put a value there, in the place of another or where its rank among its group is."""

    def ensure(self, path: Path) -> None:
        """Make sure that a (perhaps empty) group stands there."""

    def remove(self, path: Path) -> None:
        """Remove what stands there."""

    def text(self) -> str:
        """The text with all changes."""


class Document(NamedTuple):
    """A document that was read; ``path`` is how messages name it."""

    path: str
    text: str
    root: Node
    is_json: bool = False

    @property
    def version(self) -> int | None:
        """The version of its structure; 1 when it says none, None when it is no number."""
        text = next(
            (child.text for key, child in self.root.children or () if key == "version"), "1"
        )
        return int(text) if text and text.isascii() and text.isdigit() else None

    def editor(self) -> Editor:
        """An editor that starts from this document."""
        return _JsonEditor(self.text) if self.is_json else _YamlEditor(self.path, self.text)


def open_document(path: str, text: str) -> Document:
    """Read a document; whether it is JSON or YAML is told by its content.

    Raises:
        FormatError: it is neither, or holds a merge conflict.
    """
    refuse_conflict(text, path)
    if not text.lstrip().startswith("{"):
        return Document(path, text, _tree(path, text))
    try:
        return Document(path, text, json_root(text, path), is_json=True)
    except FormatError as error:
        # YAML has braces, too.
        try:
            return Document(path, text, _tree(path, text))
        except FormatError:
            raise error from None


def _tree(path: str, text: str) -> Node:
    root = plain_root(text)
    return yaml_root(_parsed(path, text), path) if root is None else root


def _parsed(path: str, text: str) -> YamlDocument:
    from wizard.formats.yaml_document import YamlDocument

    return YamlDocument.parse(text, path)


class _YamlEditor:
    """Edits YAML in place; what the text has no room for is written in another way."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._opened: YamlDocument | None = None

    @property
    def _document(self) -> YamlDocument:
        if self._opened is None:
            self._opened = _parsed(self._path, self._text)
        return self._opened

    def set(self, path: Path, value: Value, rank: Rank | None = None) -> None:
        node: Any = self._document.node(path)
        if node is None:
            self._add(path, value, rank)
        elif node.id == "mapping" or (node.id == "sequence" and not isinstance(value, tuple)):
            siblings = self._document.keys(path[:-1])
            place = siblings.index(path[-1])
            self._document.remove(path)
            self._document.set(path, value, after=siblings[place - 1] if place else None)
        else:
            self._document.set(path, value)

    def _add(self, path: Path, value: Value, rank: Rank | None) -> None:
        """Add a key; where a blank in braces has no room for a group, under a dotted key."""
        depth = len(path) - 1
        while depth and not self._document.keys(path[:depth]):
            depth -= 1
        after = self._before(path[: depth + 1], rank) if rank else None
        try:
            self._document.set(path, value, after=after)
        except FormatError:
            self._document.set((*path[:depth], ".".join(path[depth:])), value)

    def _before(self, path: Path, rank: Rank) -> str | None:
        """The sibling behind which a new key goes: the last of those that rank before it."""
        mine = rank(path)
        ranks = {name: rank((*path[:-1], name)) for name in self._document.keys(path[:-1])}
        lower = [name for name in ranks if ranks[name] < mine]
        return max(lower, key=lambda name: ranks[name], default=None)

    def ensure(self, path: Path) -> None:
        self._document.ensure(path)

    def remove(self, path: Path) -> None:
        self._document.remove(path)

    def text(self) -> str:
        return self._text if self._opened is None else self._opened.text()


class _JsonEditor:
    """Edits JSON as data: order, names and values stay, the layout only while nothing changes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._data: dict[str, Any] = json.loads(text)
        self._changed = False

    def set(self, path: Path, value: Value, rank: Rank | None = None) -> None:
        *groups, name = path
        self._group(tuple(groups))[name] = list(value) if isinstance(value, tuple) else value
        self._changed = True

    def ensure(self, path: Path) -> None:
        self._group(path)
        self._changed = True

    def remove(self, path: Path) -> None:
        *groups, name = path
        del self._group(tuple(groups))[name]
        self._changed = True

    def _group(self, path: Path) -> dict[str, Any]:
        group = self._data
        for part in path:
            if not isinstance(group.get(part), dict):
                group[part] = {}
            group = group[part]
        return group

    def text(self) -> str:
        if not self._changed:
            return self._text
        indent = re.search(r"\n([ \t]+)\"", self._text)
        text = json_text(self._data, indent.group(1) if indent else 2)
        return text.replace("\n", "\r\n") if "\r\n" in self._text else text
