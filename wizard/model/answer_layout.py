"""A new answers document: nested keys, one setting per line, in the order in which they came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wizard.catalog.setting import Value
from wizard.formats.yaml_scalars import key_text, value_text
from wizard.model.answer_reading import VERSION

Path = tuple[str, ...]
Tree = dict[str, Any]
"""Keys to values or further trees."""

_WIDEST = 100
"""The longest line of a list; a longer one stands one item per line."""
SCHEMA_FILE = "answers.schema.json"


class NewDocument:
    """A document in the making; ``path`` tells whether it becomes JSON or YAML."""

    def __init__(self, path: str) -> None:
        self._is_json = path.endswith(".json")
        self._schema = "../" * path.count("/") + SCHEMA_FILE
        self._tree: Tree = {}

    def set(self, path: Path, value: Value, rank: object = None) -> None:
        """Put a value under nested keys, behind those that came before."""
        *groups, name = path
        self._group(tuple(groups))[name] = value

    def ensure(self, path: Path) -> None:
        """Make sure that a (perhaps empty) group stands there."""
        self._group(path)

    def remove(self, path: Path) -> None:
        """Take out what stands there."""
        *groups, name = path
        del self._group(tuple(groups))[name]

    def _group(self, path: Path) -> Tree:
        tree = self._tree
        for part in path:
            tree = tree.setdefault(part, {})
        return tree

    def text(self) -> str:
        """The whole document."""
        if self._is_json:
            return json_text({"$schema": self._schema, "version": VERSION, **self._tree})
        lines = [f"# yaml-language-server: $schema={self._schema}", f"version: {VERSION}"]
        return "\n".join([*lines, *_lines(self._tree, "")]) + "\n"


def _lines(tree: Tree, indent: str) -> Iterator[str]:
    for key, value in tree.items():
        head = f"{indent}{key_text(key)}:"
        if isinstance(value, tuple) and len(head) + len(value_text(value)) >= _WIDEST:
            yield head
            yield from (f"{indent}  - {value_text(item)}" for item in value)
        elif not isinstance(value, dict):
            yield f"{head} {value_text(value)}"
        elif value:
            yield head
            yield from _lines(value, indent + "  ")
        else:
            yield f"{head} {{}}"


def json_text(tree: Tree, indent: int | str = 2) -> str:
    """The text of a JSON document, ending with a line end."""
    return json.dumps(tree, ensure_ascii=False, indent=indent) + "\n"
