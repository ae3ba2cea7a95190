"""YAML text to the library's nodes, each of which knows where it stands.

Built from the parser's events without recursion: the library's own composer crashes on deep
nesting, and aliases can stand for endless text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from wizard.formats.errors import FormatError

Path = tuple[str | int, ...]
DEEPEST = 50
_ALIASES_MAY_ADD = 50_000
_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)
_RESOLVER: Any = yaml.resolver.Resolver()
# Readers disagree about a byte order mark that begins a line: some skip it, some keep it.
_NO_YAML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|(?:\\A|(?<=[\n\r\x85\u2028\u2029]))\ufeff"
)
_NULL = "tag:yaml.org,2002:null"
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_REMEDIES = (
    ("expected ':'", "Write 'key: value' with a colon and a blank, and indent with blanks only"),
    ("mapping values are not", "Put quotes around a value with ': ', or mend the indentation"),
    ("cannot start any token", "Indent with blanks, not tabs; quote values that begin with @ or `"),
    ("end of stream", "Close the quote or bracket"),
    ("undefined alias", "Put quotes around a value that begins with *"),
    ("escape", "Use single quotes around a value with backslashes"),
)


class NotYaml(FormatError):
    """A text that is no YAML; `suspects` are the lines (from 1) where the cause may stand."""

    suspects: tuple[int, ...] = ()


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end is still to come; `weight` counts nodes, aliases expanded."""

    node: yaml.MappingNode | yaml.SequenceNode
    weight: int = 1
    key: yaml.Node | None = None


@dataclass(slots=True)
class _Builder:
    """The tree so far; `anchors` have the nodes that are complete, with their weights."""

    path: str
    root: yaml.Node | None = None
    documents: int = 0
    nodes: int = 0
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[yaml.Node, int]] = field(default_factory=dict)
    anchored: dict[int, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def take(self, event: Any) -> None:
        self.nodes += 1
        anchor = None if isinstance(event, yaml.AliasEvent) else getattr(event, "anchor", None)
        if anchor is not None:
            # YAML allows it, common readers refuse it.
            if anchor in self.named:
                raise self._refusal(f"the anchor &{anchor} is defined twice", event)
            self.named.add(anchor)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done = self.stack.pop()
            done.node.end_mark = event.end_mark
            self._add(done.node, done.weight)
            self._anchor(self.anchored.pop(id(done.node), None), done.node, done.weight)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise self._refusal("an alias (*name) refers to nothing that is complete", event)
            self._add(*self.anchors[event.anchor])
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self._refusal("the file holds several YAML documents", event)

    def _scalar(self, event: Any) -> None:
        tag = event.tag
        if tag is None or tag == "!":
            tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark, event.style)
        self._add(node, 1)
        self._anchor(event.anchor, node, 1)

    def _begin(self, event: Any) -> None:
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        kind = yaml.MappingNode if is_mapping else yaml.SequenceNode
        tag = event.tag
        if tag is None or tag == "!":
            tag = "tag:yaml.org,2002:" + ("map" if is_mapping else "seq")
        node = kind(tag, [], event.start_mark, event.end_mark, event.flow_style)
        self.stack.append(_Open(node))
        if len(self.stack) > DEEPEST:
            raise self._refusal(f"the file nests more than {DEEPEST} levels deep", event)
        if event.anchor is not None:
            self.anchored[id(node)] = event.anchor

    def _anchor(self, name: str | None, node: yaml.Node, weight: int) -> None:
        if name is not None:
            self.anchors[name] = (node, weight)

    def _add(self, node: yaml.Node, weight: int) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        parent.weight += weight
        if parent.weight > self.nodes + _ALIASES_MAY_ADD:
            raise self._refusal("aliases (*name) blow the file up", node)
        if isinstance(parent.node, yaml.SequenceNode):
            parent.node.value.append(node)
        elif parent.key is None:
            if not isinstance(node, yaml.ScalarNode):
                raise self._refusal("a key is not a single word or text", node)
            parent.key = node
        else:
            parent.node.value.append((parent.key, node))
            parent.key = None

    def _refusal(self, reason: str, where: Any) -> FormatError:
        line = where.start_mark.line + 1
        return FormatError(reason, "Write it plainly, as key: value", path=self.path, line=line)


def composed(text: str, path: str) -> yaml.Node | None:
    """The root node of a text; None when there is nothing in it.

    Raises NotYaml for a text that is no YAML, and FormatError for several documents, keys that
    are no texts, more than DEEPEST levels, and aliases that stand for too much.
    """
    odd = _NO_YAML.search(text)
    if odd:
        raise FormatError(
            f"the character U+{ord(odd.group()):04X} does not belong into YAML",
            "Remove it",
            path=path,
            line=text.count("\n", 0, odd.start()) + 1,
        )
    builder = _Builder(path)
    loader = _LOADER(text)
    try:
        while loader.check_event():
            builder.take(loader.get_event())
    except yaml.YAMLError as error:
        raise _readable(error, path) from None
    finally:
        loader.dispose()
    root = builder.root
    return None if root is not None and is_nothing(root) and root.value == "" else root


def is_nothing(node: yaml.Node) -> bool:
    """Whether a node is null, written or not."""
    return isinstance(node, yaml.ScalarNode) and node.tag == _NULL


def key_of(node: yaml.Node) -> str:
    """A key as it is written."""
    return str(node.value)


def child(node: yaml.Node, name: str | int) -> yaml.Node | None:
    """The value under a key (the last one counts) or at an index of a list."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in reversed(node.value) if key.value == name), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(name, int) and name >= 0:
        return node.value[name] if name < len(node.value) else None
    return None


def leaves(node: yaml.Node, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every node below a node as (path, tag, text), in order and with aliases expanded."""
    yield path, node.tag, node.value if isinstance(node, yaml.ScalarNode) else ""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from leaves(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from leaves(item, (*path, index))


def data_of(node: yaml.Node) -> Any:
    """What a YAML 1.1 safe loader makes of a node: the last of equal keys, merge keys filled in.

    Raises FormatError for what such a loader does not read: dates that do not exist, tags.
    """
    if isinstance(node, yaml.SequenceNode) and node.tag.endswith(":seq"):
        return [data_of(item) for item in node.value]
    if isinstance(node, yaml.MappingNode) and node.tag.endswith(":map"):
        own: dict[Any, Any] = {}
        merged: list[dict[Any, Any]] = []
        for key, value in node.value:
            if key.tag == _MERGE:
                merged += _merged(value)
            else:
                own[data_of(key)] = data_of(value)
        below = {key: value for each in reversed(merged) for key, value in each.items()}
        return {**below, **own}
    if node.tag == _TEXT:
        return node.value
    return _typed(node)


def _merged(node: yaml.Node) -> list[dict[Any, Any]]:
    """The mappings that stand behind a merge key."""
    found = data_of(node)
    several = found if isinstance(found, list) else [found]
    if all(isinstance(each, dict) for each in several):
        return several
    raise FormatError(
        "'<<' merges a mapping or a list of mappings, and here stands something else",
        "Remove the line, or put quotes around '<<'",
        line=node.start_mark.line + 1,
    )


def _typed(node: yaml.Node) -> Any:
    try:
        return yaml.constructor.SafeConstructor().construct_object(node, deep=True)
    except (
        yaml.YAMLError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ):
        what = f"'{node.value[:60]}'" if isinstance(node, yaml.ScalarNode) else "this"
        raise FormatError(
            f"a YAML reader cannot make a value of {what} ({node.tag.rpartition(':')[2]})",
            "Put quotes around it",
            line=node.start_mark.line + 1,
        ) from None


def _readable(error: yaml.YAMLError, path: str) -> NotYaml:
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    lines = [mark.line + 1 for mark in marks if mark is not None]
    problem = getattr(error, "problem", None) or "it cannot be read"
    remedy = next((text for part, text in _REMEDIES if part in problem), None)
    found = NotYaml(
        f"this is not valid YAML: {problem}",
        remedy or "Check the quotes, the indentation, and that it says 'key: value'",
        path=path,
        line=lines[0] if lines else None,
    )
    found.suspects = tuple(lines)
    return found
