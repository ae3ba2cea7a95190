"""YAML nodes: composed from text with care, and read as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from wizard.formats.errors import FormatError

Path = tuple[str, ...]
DEEPEST = 50
ABSENT = object()
_TEXT_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as it is written: its text, whether quotes stand around it, its 1-based line."""

    text: str
    quoted: bool
    line: int


def composed(text: str, path: str) -> yaml.Node | None:
    """The root node of a text, None for an empty one.

    Raises:
        FormatError: no YAML, several documents, aliases to groups, or nested too deeply.
    """
    try:
        documents = list(yaml.compose_all(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        raise _readable(error, path) from error
    except (RecursionError, ValueError) as error:
        raise FormatError("cannot be read as YAML", "check its structure", path=path) from error
    if len(documents) > 1:
        raise FormatError("holds several documents", "keep one, without '---' inside", path=path)
    root = documents[0] if documents else None
    if root is not None:
        _check_depth(root, path)
    if isinstance(root, yaml.ScalarNode) and root.value == "" and not root.style:
        return None
    return root


def _check_depth(root: yaml.Node, path: str) -> None:
    """Refuse deep nesting and aliases, which could stand for endless text."""
    seen: set[int] = set()
    level = [root]
    for depth in range(DEEPEST + 1):
        following: list[yaml.Node] = []
        for node in level:
            if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
                if id(node) in seen:
                    raise FormatError(
                        "an alias (*name) stands here",
                        "write the keys out",
                        path=path,
                        line=node.start_mark.line + 1,
                    )
                seen.add(id(node))
                following += _children(node)
        if not following:
            return
        level = following
        if depth == DEEPEST:
            raise FormatError(
                "is nested too deeply",
                f"use at most {DEEPEST} levels",
                path=path,
                line=level[0].start_mark.line + 1,
            )


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value)


def _readable(error: yaml.YAMLError, path: str) -> FormatError:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or "cannot be read as YAML"
    line = mark.line + 1 if mark is not None else None
    return FormatError(
        reason, "mend this line (quotes, indentation, 'key: value')", path=path, line=line
    )


def key_of(node: yaml.Node) -> str:
    """A key as it is written; "" for one that is no scalar."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def scalar_of(node: yaml.ScalarNode) -> Scalar:
    """A scalar node as it is written."""
    return Scalar(node.value, bool(node.style), node.start_mark.line + 1)


def has_pairs(node: yaml.Node) -> bool:
    """Whether a node is a mapping that holds something."""
    return isinstance(node, yaml.MappingNode) and bool(node.value)


def walk_nodes(
    node: yaml.Node, path: Path
) -> Iterator[tuple[Path, Scalar | list[Any] | None, int]]:
    """Every leaf below a node in order: path, scalar or list (None: an empty mapping), line."""
    if isinstance(node, yaml.MappingNode):
        if not node.value and path:
            yield path, None, node.start_mark.line + 1
        for key, value in node.value:
            yield from walk_nodes(value, (*path, key_of(key)))
    elif isinstance(node, yaml.ScalarNode):
        yield path, scalar_of(node), node.start_mark.line + 1
    else:
        yield path, constructed(node), node.start_mark.line + 1


def duplicate_keys(node: yaml.Node, path: Path) -> Iterator[tuple[Path, tuple[int, ...]]]:
    """Keys that stand more than once in one mapping, with their 1-based lines."""
    if not isinstance(node, yaml.MappingNode):
        return
    lines: dict[str, list[int]] = {}
    for key, value in node.value:
        lines.setdefault(key_of(key), []).append(key.start_mark.line + 1)
        yield from duplicate_keys(value, (*path, key_of(key)))
    yield from (((*path, name), tuple(found)) for name, found in lines.items() if len(found) > 1)


def constructed(node: yaml.Node | None) -> Any:
    """The data of a node, with keys as texts and the last of equal keys."""
    if node is None:
        return {}
    if isinstance(node, yaml.MappingNode):
        return {key_of(key): constructed(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [constructed(item) for item in node.value]
    if node.tag == _TEXT_TAG:
        return node.value
    constructor = yaml.constructor.SafeConstructor()
    try:
        return constructor.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError):
        return node.value


def with_change(data: Any, path: Path, value: object) -> Any:
    """A copy of nested data with one change."""
    copy = dict(data) if isinstance(data, dict) else {}
    if len(path) > 1:
        copy[path[0]] = with_change(copy.get(path[0]), path[1:], value)
    elif value is ABSENT:
        copy.pop(path[0], None)
    else:
        copy[path[0]] = list(value) if isinstance(value, tuple) else value
    return copy
