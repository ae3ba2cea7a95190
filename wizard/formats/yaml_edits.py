"""Edits of a YAML text as splices: another value, a new key, a key removed.

Nothing here checks the result; the document does, and takes an edit back that reads wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import yaml

from wizard.formats.yaml_places import (
    Refused,
    Splice,
    colon_of,
    dash_of,
    is_block,
    line_start,
    line_stop,
    lines_end,
    next_line,
    stands_alone,
    value_end,
)
from wizard.formats.yaml_scalars import Scalar, Value, key_text, same, value_text
from wizard.formats.yaml_tree import Path, child, data_of, is_nothing, key_of

STEP = 2


def written_value(node: yaml.Node | None, value: Value, style: str = "") -> tuple[str, Value]:
    """A value as text, and the value this reads as.

    A text keeps the quotes of the node that it replaces; `style` (' or ") is for a new one,
    which rather has the other quotes than escapes.
    Numbers and yes/no are written as such, unless a style asks for a text.
    """
    if isinstance(value, str):
        if style == '"' and not {'"', "\\"}.isdisjoint(value) and "'" not in value:
            style = "'"
        quotes = style if node is None or is_nothing(node) else getattr(node, "style", None)
        return value_text(value, style=quotes if quotes in ("'", '"') else ""), value
    if style and isinstance(value, bool | int | float):
        text = value_text(value)
        return value_text(text, style=style), text
    return value_text(value), value


def replaced(text: str, key: yaml.Node, node: yaml.Node, written: str) -> list[Splice]:
    """Another value on one line in the place of a scalar or of something in brackets."""
    start, end = node.start_mark.index, node.end_mark.index
    if start < key.end_mark.index or text[start : start + 1] in ("&", "!"):
        raise Refused(f"{key_of(key)} has an anchor, alias or tag", key)
    if is_block(node):
        raise Refused(f"{key_of(key)} holds a group of lines, not a single value", key)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        end = start + len(text[start:end].rstrip())
    elif node.value and isinstance(node, yaml.CollectionNode) and "#" in text[start:end]:
        raise Refused(f"{key_of(key)} has comments inside brackets", key)
    gap = " " if start == end and not text[:start].endswith((" ", "\t", "\n")) else ""
    return [Splice(start, end, gap + written)]


def listed(
    text: str, key: yaml.Node, node: yaml.SequenceNode, items: Sequence[Scalar], newline: str
) -> Iterator[Splice]:
    """Other items for a list of one line each; lines of items that stay are not touched."""
    old = node.value
    if not all(isinstance(item, yaml.ScalarNode) for item in old):
        raise Refused(f"{key_of(key)} is a list of groups", key)
    if not items:
        at = colon_of(text, key)
        yield Splice(at, at, " []")
    for item, value in zip(old, items, strict=False):
        if not same(data_of(item), value):
            yield from replaced(text, key, item, written_value(item, value)[0])
    for item in old[len(items) :]:
        yield Splice(line_start(text, dash_of(text, item)), lines_end(text, key, item), "")
    if len(items) > len(old):
        dash = dash_of(text, old[-1])
        lead = text[line_start(text, dash) : dash]
        lines = [f"{lead}- {value_text(value)}" for value in items[len(old) :]]
        yield lines_at(text, lines_end(text, key, old[-1]), lines, newline)


def lines_at(text: str, at: int, lines: list[str], newline: str) -> Splice:
    """New lines at the beginning of a line, or at the end of a text that lacks its line end."""
    joined = newline.join(lines)
    if at == len(text) and text and not text.endswith("\n"):
        return Splice(at, at, newline + joined)
    return Splice(at, at, joined + newline)


def key_lines(names: Sequence[str], written: str, indent: str, comment: str = "") -> list[str]:
    """The lines of a key below new groups."""
    remark = f" # {comment}" if comment else ""
    lines = [f"{indent}{' ' * STEP * level}{key_text(name)}:" for level, name in enumerate(names)]
    lines[-1] += f" {written}{remark}"
    return lines


def inserted(text: str, parent: yaml.MappingNode, after: str | None) -> tuple[int, str]:
    """Where a new key of a mapping of lines goes (behind a sibling, or last), and its indent."""
    last = parent.value[-1]
    key, value = next((pair for pair in reversed(parent.value) if key_of(pair[0]) == after), last)
    return lines_end(text, key, value), " " * parent.value[0][0].start_mark.column


def opened(text: str, key: yaml.Node | None, node: yaml.Node | None) -> tuple[list[Splice], int]:
    """Makes room below a key that holds nothing: the splices, and where the lines go."""
    if key is None or node is None:
        return [], len(text)
    start, end = node.start_mark.index, node.end_mark.index
    if start < key.end_mark.index or text[start : start + 1] in ("&", "!"):
        raise Refused(f"{key_of(key)} has an anchor, alias or tag", key)
    if start == end:
        return [], next_line(text, colon_of(text, key))
    begin = len(text[:start].rstrip(" "))
    return [Splice(begin, end, "")], next_line(text, end)


def added_in_braces(
    text: str, parent: yaml.MappingNode, names: Sequence[str], written: str
) -> list[Splice]:
    """A new key behind the others of a mapping in braces."""
    inner = "".join(f"{key_text(name)}: {{" for name in names[:-1])
    inner += f"{key_text(names[-1])}: {written}" + "}" * (len(names) - 1)
    if not parent.value:
        return [Splice(parent.start_mark.index, parent.end_mark.index, "{" + inner + "}")]
    at = value_end(text, *parent.value[-1])
    return [Splice(at, at, ", " + inner)]


def removed(text: str, parent: yaml.MappingNode, name: str | int) -> list[Splice]:
    """A mapping without a key, however often it stands there, and without its lines."""
    splices = []
    for place, (key, value) in enumerate(parent.value):
        if key_of(key) != name:
            continue
        if parent.flow_style:
            splices.append(_removed_in_braces(text, parent, place))
        elif not stands_alone(text, key):
            raise Refused(f"{key_of(key)} shares its line with something else", key)
        else:
            begin = line_start(text, key.start_mark.index)
            splices.append(Splice(begin, lines_end(text, key, value), ""))
    return splices


def new_item(
    text: str,
    parent: yaml.SequenceNode,
    fields: Mapping[str, Scalar],
    index: int,
    styles: Mapping[str, str],
    newline: str,
) -> Splice:
    """A mapping as an item of a list of lines, indented as the others are."""
    before = parent.value[max(0, index - 1)]
    dash = dash_of(text, before)
    begin = line_start(text, dash)
    lead = text[begin:dash]
    if lead.strip(" "):
        raise Refused("the item shares its line with something else", before)
    lines = [
        f"{lead}  {key_text(name)}: {written_value(None, value, styles.get(name, ''))[0]}"
        for name, value in fields.items()
    ]
    lines[0] = f"{lead}- {lines[0].lstrip(' ')}"
    return lines_at(text, lines_end(text, before, before) if index else begin, lines, newline)


def removed_item(text: str, parent: yaml.SequenceNode, index: int) -> list[Splice]:
    """A list of lines without one of its items."""
    item = parent.value[index]
    dash = dash_of(text, item)
    begin = line_start(text, dash)
    if parent.flow_style or text[begin:dash].strip(" "):
        raise Refused("the item shares its line with something else", item)
    return [Splice(begin, lines_end(text, item, item), "")]


def _removed_in_braces(text: str, parent: yaml.MappingNode, place: int) -> Splice:
    pairs = parent.value
    key = pairs[place][0]
    if place + 1 < len(pairs):
        return Splice(key.start_mark.index, pairs[place + 1][0].start_mark.index, "")
    end = value_end(text, *pairs[place])
    if "\n" in text[key.start_mark.index : line_stop(text, end)]:
        raise Refused(f"{key_of(key)} takes several lines in braces", key)
    if not place:
        return Splice(key.start_mark.index, end, "")
    return Splice(value_end(text, *pairs[place - 1]), end, "")


def can_open(node: yaml.Node | None) -> bool:
    """Whether a place holds nothing, so that keys can be put below it."""
    return (
        node is None or is_nothing(node) or (isinstance(node, yaml.MappingNode) and not node.value)
    )


def deepest(root: yaml.Node | None, path: Path) -> tuple[int, yaml.Node | None, yaml.Node | None]:
    """How much of a path stands there, the node it leads to, and the key nearest to that."""
    node, key = root, None
    for depth, name in enumerate(path):
        following = child(node, name) if node is not None else None
        if following is None:
            return depth, node, key
        if isinstance(node, yaml.MappingNode):
            key = next(each for each, value in reversed(node.value) if value is following)
        node = following
    return len(path), node, key
