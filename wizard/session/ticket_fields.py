"""The fields of a ticket: where they stand in the document, and the texts in them."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.answer_nodes import Node

Path = tuple[str, ...]


def field_at(root: Node, path: Path) -> Node | None:
    """The field with a path; None where it is not, or says nothing. Items count from 0."""
    node = root
    for part in path:
        if node.items is not None and part.isascii() and part.isdigit():
            found = node.items[int(part)] if int(part) < len(node.items) else None
        else:
            found = dict(node.children or ()).get(part)
        if found is None:
            return None
        node = found
    return None if node.is_null else node


def texts_of(node: Node, split: str) -> list[str] | None:
    """The texts of a field, trimmed, without empty ones; None for a group of fields."""
    if node.children is not None:
        return None
    if node.items is not None:
        if any(item.text is None and not item.is_null for item in node.items):
            return None
        texts = [item.text or "" for item in node.items]
    else:
        texts = (node.text or "").split(split) if split else [node.text or ""]
    return [text for one in texts if (text := one.strip())]


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, int]]:
    """Every field that holds no others, with its line."""
    if node.children:
        for key, child in node.children:
            yield from leaves(child, (*path, key))
    elif node.items:
        for place, item in enumerate(node.items):
            yield from leaves(item, (*path, str(place)))
    else:
        yield path, node.line


def shown(path: Path | None) -> str:
    """A path as messages name it: request.variables.team_name."""
    return ".".join(path or ())
