"""Proof that an edit of a YAML text changed what it should and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from wizard.formats.errors import FormatError
from wizard.formats.yaml_scalars import same
from wizard.formats.yaml_tree import Path, child, data_of, leaves

GONE: Any = object()
"""What is expected at a place that was removed."""

Leaf = tuple[Path, str, str]


def leaves_of(root: yaml.Node | None) -> list[Leaf]:
    """Everything that a document says, as (path, tag, text) in order."""
    return list(leaves(root)) if root is not None else []


def shifted(found: Iterable[Leaf], at: Path, first: int, by: int) -> list[Leaf]:
    """The leaves as they are when the items of a list move, from index `first` on."""
    depth = len(at)

    def moved(path: Path) -> Path:
        index = path[depth] if len(path) > depth and path[:depth] == at else -1
        if not isinstance(index, int) or index < first:
            return path
        return (*at, index + by, *path[depth + 1 :])

    return [(moved(path), tag, text) for path, tag, text in found]


def without(found: Iterable[Leaf], path: Path) -> list[Leaf]:
    """The leaves but those at a place and below."""
    return [leaf for leaf in found if leaf[0][: len(path)] != path]


def harm(old: list[Leaf], after: yaml.Node | None, expected: Mapping[Path, Any]) -> str | None:
    """What is wrong with a text after an edit, or None when it reads exactly as wanted.

    `expected` has the value that each edited place must have, or GONE.
    """
    new = leaves_of(after)
    ancestors = {path[:depth] for path in expected for depth in range(len(path))}
    if _others(old, expected, ancestors) != _others(new, expected, ancestors):
        return "something else would change as well"
    was, now = _at(old, expected), _at(new, expected)
    for path, value in expected.items():
        if value is GONE:
            if now[path]:
                return "it would still be there"
        elif now[path][:-1] != was[path][:-1] or not now[path]:
            return "it would stand there more than once"
        elif not same(_value_at(after, path), value):
            return "it would read as something else"
    return None


def _others(found: list[Leaf], expected: Mapping[Path, Any], ancestors: set[Path]) -> list[Leaf]:
    return [
        leaf
        for leaf in found
        if leaf[0] not in ancestors
        and not any(leaf[0][:depth] in expected for depth in range(1, len(leaf[0]) + 1))
    ]


def _at(found: list[Leaf], expected: Mapping[Path, Any]) -> dict[Path, list[Leaf]]:
    there: dict[Path, list[Leaf]] = {path: [] for path in expected}
    for leaf in found:
        if leaf[0] in there:
            there[leaf[0]].append(leaf)
    return there


def _value_at(root: yaml.Node | None, path: Path) -> Any:
    node = root
    for name in path:
        node = child(node, name) if node is not None else None
    try:
        return data_of(node) if node is not None else GONE
    except FormatError:
        return GONE
