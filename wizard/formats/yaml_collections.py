"""Edits of YAML collections as text: mappings in braces, lists of one item per line.

Each function gives the new text and trusts its caller to check that it reads as wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from wizard.formats.yaml_nodes import constructed
from wizard.formats.yaml_scalars import key_text, value_text


def is_flow(node: yaml.Node) -> bool:
    """Whether a collection stands in braces or brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def end_of_lines(text: str, key: yaml.Node, value: yaml.Node) -> int:
    """The index behind the last line that a key and its value take."""
    end: int = value.end_mark.index
    if isinstance(value, yaml.ScalarNode):
        if value.style in ("|", ">"):
            return end
    else:
        end = len(text[:end].rstrip())
    line_end = text.find("\n", max(end, key.end_mark.index))
    return len(text) if line_end < 0 else line_end + 1


def added_in_braces(text: str, parent: yaml.Node, names: Sequence[str], written: str) -> str:
    """A new key behind the others of a mapping in braces (or in the place of an empty value).

    Of several ``names`` all but the last become mappings in braces themselves.
    """
    inner = "".join(f"{key_text(name)}: {{" for name in names[:-1])
    inner += f"{key_text(names[-1])}: {written}" + "}" * (len(names) - 1)
    if isinstance(parent, yaml.MappingNode) and parent.value:
        key, value = parent.value[-1]
        at = max(value.end_mark.index, key.end_mark.index)
        between = text[at : parent.end_mark.index - 1]
        if between.strip() == ",":
            at += between.index(",") + 1
            return f"{text[:at]} {inner}{text[at:]}"
        return f"{text[:at]}, {inner}{text[at:]}"
    start, end = parent.start_mark.index, parent.end_mark.index
    blank = "" if text[start - 1 : start].isspace() else " "
    return f"{text[:start]}{blank}{{{inner}}}{text[end:]}"


def removed_in_braces(text: str, parent: yaml.MappingNode, name: str) -> str:
    """A mapping in braces without one of its keys."""
    for place in reversed(range(len(parent.value))):
        key, value = parent.value[place]
        if key.value != name:
            continue
        if place + 1 < len(parent.value):
            start, end = key.start_mark.index, parent.value[place + 1][0].start_mark.index
        elif place:
            before_key, before = parent.value[place - 1]
            start = max(before.end_mark.index, before_key.end_mark.index)
            end = max(value.end_mark.index, key.end_mark.index)
        else:
            start, end = parent.start_mark.index + 1, parent.end_mark.index - 1
        text = text[:start] + text[end:]
    return text


def with_items(
    text: str, sequence: yaml.SequenceNode, items: Sequence[object], end: int, newline: str
) -> str:
    """A list of one item per line with other items; lines of items that stay are kept.

    ``end`` is the index behind the last line of the list.
    """
    starts = [text.rfind("\n", 0, node.start_mark.index) + 1 for node in sequence.value]
    lines: dict[str, list[str]] = {}
    for node, start, following in zip(sequence.value, starts, [*starts[1:], end], strict=True):
        lines.setdefault(str(constructed(node)), []).append(text[start:following])
    first = text[starts[0] : sequence.value[0].start_mark.index]
    indent = first[: len(first) - len(first.lstrip(" "))]
    written = ""
    for item in items:
        same = lines.get(str(item))
        line = same.pop(0) if same else f"{indent}- {value_text(str(item))}{newline}"
        written += line if line.endswith("\n") else line + newline
    if not text[:end].endswith("\n"):
        written = written.removesuffix(newline)
    return text[: starts[0]] + written + text[end:]


def on_key_line(text: str, key: yaml.Node, value: yaml.Node, written: str, end: int) -> str:
    """A value on the line of its key in the place of one on the lines below, up to ``end``."""
    colon = text.index(":", key.end_mark.index) + 1
    start = text.rfind("\n", 0, value.start_mark.index) + 1
    return f"{text[:colon]} {written}{text[colon:start]}{text[end:]}"
