"""What an answers document says: every answer with its path and line, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Setting, Value
from wizard.model.answer_nodes import Node
from wizard.model.answer_places import Misplaced, Place, begins_a_key, setting_at, suggestions
from wizard.model.values import lenient_value, parse_value

VERSION = 1
"""The version of the document's structure that this program writes."""

Path = tuple[str, ...]


ProblemKind = Literal["unknown", "twice", "other"]
"""A name that means nothing, an answer given twice, or anything else."""


class DocumentProblem(NamedTuple):
    """One thing that is wrong with a document; ``line`` is 1-based, None for the whole file."""

    path: str
    line: int | None
    key: str
    reason: str
    remedy: str
    kind: ProblemKind = "other"

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.key}: {self.reason}; {self.remedy}"


class Entry(NamedTuple):
    """One answer as it stands in a document.

    ``path`` are the keys on the way to it, as they are written; ``setting`` is None for a name
    that is not of the catalogue; ``raw`` is text, a tuple of texts, or data for a JSON setting.
    """

    path: Path
    line: int | None
    full: str
    setting: Setting | None
    raw: Any


@dataclass(slots=True)
class Scan:
    """All that one document holds.

    ``places`` are the paths of what settings belong to, under the beginning of their full keys
    ("" for the factory, "projects.001", "scale_sets.001.environments.dev"); ``blanks`` are known
    keys (full key, path) without a value.
    """

    path: str
    entries: list[Entry] = field(default_factory=list)
    places: list[tuple[str, Path]] = field(default_factory=list)
    blanks: list[tuple[str, Path]] = field(default_factory=list)
    problems: list[DocumentProblem] = field(default_factory=list)
    strangers: list[DocumentProblem] = field(default_factory=list)
    """Problems with names: unknown, or in the wrong place."""

    @property
    def owners(self) -> dict[str, Path]:
        """The first place of each owner."""
        return dict(reversed(self.places))

    def without(self, tops: tuple[Path, ...]) -> Scan:
        """The same without what stands at or below some paths."""

        def stays(path: Path) -> bool:
            return not any(path[: len(top)] == top for top in tops)

        return Scan(
            self.path,
            [entry for entry in self.entries if stays(entry.path)],
            [(owner, path) for owner, path in self.places if stays(path)],
            [(full, path) for full, path in self.blanks if stays(path)],
        )

    def complain(self, line: int | None, key: str, reason: str, remedy: str) -> None:
        """Note something that is wrong."""
        self.problems.append(DocumentProblem(self.path, line, key, reason, remedy))


def scan(path: str, root: Node, catalog: Catalog) -> Scan:
    """Read a document without judging its values; names that mean nothing become entries, too."""
    found = Scan(path)
    _check_version(found, root)
    for key, child in root.children or ():
        if key not in ("version", "$schema"):
            _visit(found, catalog, Place(), (key,), child)
    return found


def _check_version(found: Scan, root: Node) -> None:
    for key, child in root.children or ():
        if key != "version" or child.is_null:
            continue
        text = child.text or ""
        if not (text.isascii() and text.isdigit()) or text == "0":
            found.complain(child.line, key, f"{text!r} is no version", f"write {VERSION}")
        elif int(text) > VERSION:
            found.complain(
                child.line, key,
                f"is {text}, and this wizard knows versions up to {VERSION}",
                "upgrade the wizard",
            )  # fmt: skip


def _visit(found: Scan, catalog: Catalog, place: Place, path: Path, node: Node) -> None:
    """Read the value under the last key of ``path``; ``place`` is where that key stands."""
    if place.level == "unplaced":
        found.entries.append(Entry(path, node.line, path[-1], None, node.data()))
        return
    try:
        for part in path[-1].split("."):
            place = place.step(part)
        if not place.begun:
            _enter(found, catalog, place, path, node)
        elif _is_group(catalog, place, node):
            for key, child in node.children or ():
                _visit(found, catalog, place, (*path, key), child)
        else:
            _answer(found, catalog, place, path, node)
    except Misplaced as problem:
        _strange(found, place, path, node, problem.reason, problem.remedy)


def _is_group(catalog: Catalog, place: Place, node: Node) -> bool:
    """Whether keys go on below; a variable may have the name of a group ("tags")."""
    if place.begun in catalog.settings or not (node.is_null or node.children is not None):
        return False
    return begins_a_key(catalog, place)


def _answer(found: Scan, catalog: Catalog, place: Place, path: Path, node: Node) -> None:
    meant = setting_at(catalog, place)
    if meant is None:
        close = suggestions(catalog, place)
        remedy = f"did you mean {' or '.join(close)}?" if close else "remove it or correct it"
        _strange(found, place, path, node, "no such setting", remedy, "unknown")
    elif node.is_null:
        found.blanks.append((meant[1], path))
    else:
        setting, full = meant
        found.entries.append(Entry(path, node.line, full, setting, _raw(setting, node)))


def _enter(found: Scan, catalog: Catalog, place: Place, path: Path, node: Node) -> None:
    """Go into a level of the document: the factory, a scale set, an environment, a project."""
    if place.scope is not None:
        found.places.append((place.owner[:-1], path))
    if node.children is None and not node.is_null:
        found.complain(node.line, ".".join(path), "takes keys with values", _EXAMPLES[place.level])
    for key, child in node.children or ():
        _visit(found, catalog, place, (*path, key), child)


_EXAMPLES = {
    "factory": "write 'factory:' and below it, indented, such as 'tenant_id: ...'",
    "scale_sets": "write 'scale_sets:' and below it, indented, an id such as '\"001\":'",
    "scale_set": "write the settings of the scale set below its id, indented",
    "environments": "write 'environments:' and below it, indented, 'dev:'",
    "environment": "write the settings of the environment below its name, indented",
    "projects": "write 'projects:' and below it, indented, an id such as '\"001\":'",
    "project": "write the settings of the project below its id, indented",
    "unplaced": "write names and values below it, indented",
}


def _raw(setting: Setting, node: Node) -> Any:
    """What ``parse_value`` gets: text as it is written, but data where a setting takes JSON."""
    if node.items is not None and setting.kind != "json":
        return ["" if item is None else item for item in node.data()]
    return node.data(typed=node.text is None)


def _strange(
    found: Scan, place: Place, path: Path, node: Node, reason: str, remedy: str,
    kind: ProblemKind = "other",
) -> None:  # fmt: skip
    """Keep a name that means nothing where it stands, with everything below it."""
    named = f"{place.owner}{place.begun}" if place.begun else ".".join(path)
    found.strangers.append(DocumentProblem(found.path, node.line, named, reason, remedy, kind))
    for below, leaf in _leaves(node):
        found.entries.append(
            Entry((*path, *below), leaf.line, ".".join((named, *below)), None, leaf.data())
        )


def _leaves(node: Node) -> Iterator[tuple[Path, Node]]:
    if node.children:
        for key, child in node.children:
            for below, leaf in _leaves(child):
                yield (key, *below), leaf
    else:
        yield (), node


def value_of(entry: Entry, *, strict: bool) -> Value:
    """The typed value of an entry; unless ``strict``, one of the wrong kind as its text.

    Raises:
        ValueProblem: (strict) the value is not of the setting's kind.
    """
    if entry.setting is None:
        return plain_value(entry.raw)
    if strict:
        return parse_value(entry.setting, entry.raw)
    return lenient_value(entry.setting, entry.raw)


def plain_value(raw: Any) -> Value:
    """A value of which no kind is known."""
    if raw is None:
        return ""
    if isinstance(raw, (str, int)):
        return raw
    if isinstance(raw, (list, tuple)) and all(isinstance(item, str) for item in raw):
        return tuple(raw)
    import json

    return json.dumps(raw, ensure_ascii=False)


def conflicts(scans: Iterable[Scan]) -> Iterator[DocumentProblem]:
    """Answers given twice with different values."""
    first: dict[str, tuple[str, Entry, Value]] = {}
    for scanned in scans:
        for entry in scanned.entries:
            value = value_of(entry, strict=False)
            known = first.setdefault(entry.full, (scanned.path, entry, value))
            if not same(known[2], value):
                yield DocumentProblem(
                    scanned.path, entry.line, entry.full,
                    f"is answered differently in {known[0]}:{known[1].line or 1}",
                    "keep one of the two", "twice",
                )  # fmt: skip


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same, a number not being a yes or no."""
    return type(one) is type(other) and one == other
