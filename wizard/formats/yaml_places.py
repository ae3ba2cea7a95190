"""Where things stand in a YAML text: lines, ends of values, indentation."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from wizard.formats.yaml_tree import key_of

_COMMENT = re.compile(r"([ \t]*)(#[^\n]*)?")


class Splice(NamedTuple):
    """Text that takes the place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


class Refused(Exception):
    """An edit that cannot be made safely, with the node where the reason stands."""

    def __init__(self, reason: str, node: yaml.Node | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = node.start_mark.line + 1 if node is not None else None


def spliced(text: str, splices: list[Splice]) -> str:
    """The text with all splices made; those at the same place in the order given."""
    parts: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        if splice.start < at:
            raise Refused("two edits concern the same place")
        parts += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join(parts) + text[at:]


def newline_of(text: str) -> str:
    """The line end that most lines have."""
    windows = text.count("\r\n")
    return "\r\n" if windows * 2 > text.count("\n") else "\n"


def line_start(text: str, at: int) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, at) + 1


def line_stop(text: str, at: int) -> int:
    """Where the line ends, in front of its line end."""
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end - 1 if end > at and text[end - 1] == "\r" else end


def next_line(text: str, at: int) -> int:
    """Where the following line begins."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def is_block(node: yaml.Node) -> bool:
    """Whether a node is a mapping or list of one line each, with something in it."""
    return isinstance(node, yaml.CollectionNode) and bool(node.value) and not node.flow_style


def value_end(text: str, key: yaml.Node, value: yaml.Node) -> int:
    """The index behind the last character of a value, or of its key when nothing stands there.

    The end that the parser gives for a block is the beginning of what follows it.
    """
    before, last = key, value
    while is_block(last):
        if isinstance(last, yaml.MappingNode):
            before, last = last.value[-1]
        else:
            last = last.value[-1]
    if last.start_mark.index < before.end_mark.index:
        # An alias: the node stands where its anchor is.
        return before.end_mark.index
    start, end = last.start_mark.index, last.end_mark.index
    if isinstance(last, yaml.ScalarNode) and last.style in ("|", ">"):
        kept = "+" in text[start : line_stop(text, start)]
        return end if kept else start + len(text[start:end].rstrip())
    return max(end, before.end_mark.index)


def lines_end(text: str, key: yaml.Node, value: yaml.Node) -> int:
    """The index where the line behind a value and its comment begins."""
    end = value_end(text, key, value)
    return end if end and text[end - 1] == "\n" else next_line(text, end)


def colon_of(text: str, key: yaml.Node) -> int:
    """The index behind the colon of a key."""
    at = text.find(":", key.end_mark.index)
    if at < 0 or text[key.end_mark.index : at].strip():
        raise Refused(f"the key {key_of(key)} is not written as 'key: value'", key)
    return at + 1


def stands_alone(text: str, key: yaml.Node) -> bool:
    """Whether a key is the first thing on its line."""
    begin = line_start(text, key.start_mark.index)
    return not text[begin : key.start_mark.index].strip(" ")


def dash_of(text: str, item: yaml.Node) -> int:
    """The index of the dash in front of an item of a list."""
    before = text[: item.start_mark.index].rstrip(" \t\r\n")
    if not before.endswith("-"):
        raise Refused("the list is not written as one '- item' per line", item)
    return len(before) - 1


def comment_splice(text: str, node: yaml.Node, comment: str) -> Splice:
    """Another comment (or none when it is empty) behind a value on one line."""
    end = node.end_mark.index
    found = _COMMENT.fullmatch(text, end, line_stop(text, end))
    if found is None:
        raise Refused("there is no room for a comment behind the value", node)
    gap = found.group(1) if found.group(2) else " "
    return Splice(end, found.end(), f"{gap}# {comment}" if comment else "")
