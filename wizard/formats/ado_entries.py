"""What a variables file of Azure DevOps holds: its variables, and what is none."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from wizard.formats.errors import FormatError
from wizard.formats.yaml_document import YamlDocument
from wizard.formats.yaml_tree import Path, data_of, is_nothing, key_of

_TEXT = "tag:yaml.org,2002:str"


class AdoEntry(NamedTuple):
    """A variable: its value as the agent sees it, its line from 1, whether quotes stand there.

    `plain_typed` says that without its quotes YAML has a type for it (7, true, 001); `hazard`
    why another reader would then see another text ("" where none would).
    """

    name: str
    value: str
    line: int
    quoted: bool
    plain_typed: bool = False
    hazard: str = ""


class AdoProblem(NamedTuple):
    """Something that is not a variable; `name` is the one it may have meant."""

    line: int
    text: str
    reason: str
    name: str | None = None


class Place(NamedTuple):
    """A variable and where its value stands in the document."""

    entry: AdoEntry
    path: Path
    node: yaml.ScalarNode


def list_places(document: YamlDocument, root: str, is_list: bool) -> list[Place]:
    """Every variable in order."""
    node = document.node((root,))
    places: list[Place] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode):
                name = key_of(key)
                places.append(Place(_entry(name, value, key), (root, name), value))
    elif isinstance(node, yaml.SequenceNode) and is_list:
        for index, item in enumerate(node.value):
            found = _named(item)
            if found is not None:
                entry = _entry(found[0], found[1], item)
                places.append(Place(entry, (root, index, "value"), found[1]))
    return places


def list_problems(document: YamlDocument, root: str, is_list: bool) -> list[AdoProblem]:
    """What stands below `variables:` without being a variable, a group or a template."""
    node = document.node((root,))
    if node is None:
        keys = document.keys()
        reason = f"there is no '{root}:' in the file"
        return [AdoProblem(1, keys[0], reason)] if keys else []
    found: list[AdoProblem] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(value, yaml.ScalarNode):
                reason = "this is a group of lines, not a variable with a value"
                found.append(AdoProblem(key.start_mark.line + 1, key_of(key), reason))
    elif isinstance(node, yaml.SequenceNode) and is_list:
        for item in node.value:
            keys = tuple(key_of(key) for key, _ in item.value) if _is_mapping(item) else ()
            if _named(item) is None and not {"group", "template"} & set(keys):
                reason = "this item has no 'name:' with a 'value:'"
                found.append(AdoProblem(item.start_mark.line + 1, ", ".join(keys), reason))
    return found


def _is_mapping(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode)


def _named(item: yaml.Node) -> tuple[str, yaml.ScalarNode] | None:
    if not isinstance(item, yaml.MappingNode):
        return None
    parts = {key_of(key): value for key, value in item.value}
    name, value = parts.get("name"), parts.get("value")
    if isinstance(name, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
        return str(name.value), value
    return None


def _entry(name: str, node: yaml.ScalarNode, where: yaml.Node) -> AdoEntry:
    line = where.start_mark.line + 1
    if node.tag == _TEXT:
        return AdoEntry(name, str(node.value), line, bool(node.style))
    if is_nothing(node):
        hazard = f"{node.value} without quotes means nothing, an empty text" if node.value else ""
        return AdoEntry(name, "", line, False, bool(node.value), hazard)
    return AdoEntry(name, str(node.value), line, False, True, _hazard(node))


def _hazard(node: yaml.ScalarNode) -> str:
    try:
        typed = data_of(node)
    except FormatError as error:
        return error.reason
    text = str(typed).lower() if isinstance(typed, bool) else str(typed)
    if text == node.value:
        return ""
    return f"without quotes, other readers of YAML make {text} of {node.value}"
