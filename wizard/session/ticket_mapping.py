"""A mapping file: which field of a ticket answers which question, and how.

::

    version: 1
    project:
      from: request.number            # or a field whose number a pattern picks out
      pattern: "PRJ([0-9]{3})"
      existing: refuse                # or update; what to do when the project is there already
    answers:
      title: request.variables.team_name
      tags.cost_center: {from: request.variables.cost_center, required: true}
      models.gpt_capacity: {from: request.variables.size, values: {Small: 30, Large: 100}}
      team.member_object_ids: {from: request.variables.members, split: ";"}
      team.use_groups: {value: true}
    lists:
      - from: request.variables.services
        split: ","
        items:
          Search: services.ai_search
          Chat: {services.ai_foundry: true, services.cosmos_db: true}
        others: false
    ignore: [request.sys_id, request.approvals]
    unknown: report                   # or refuse
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wizard.model.answer_document import Document
from wizard.model.answer_nodes import Node
from wizard.model.answer_reading import DocumentProblem
from wizard.model.documents import AnswersError

VERSION = "1"
Path = tuple[str, ...]
_PARTS = ("version", "project", "scale_set", "answers", "lists", "ignore", "unknown")
_ROW = ("from", "value", "required", "default", "values", "split", "pattern")
_LIST = ("from", "split", "required", "items", "others")


@dataclass(slots=True)
class Row:
    """How one question is answered; ``source`` is None where ``value`` is given outright."""

    key: str
    line: int
    source: Path | None = None
    value: Any = None
    required: bool = False
    default: Any = None
    values: dict[str, Any] | None = None
    split: str = ""
    pattern: re.Pattern[str] | None = None


@dataclass(slots=True)
class Listing:
    """A field with several items, each of which answers questions.

    ``others`` is the value for the questions of items that are not listed; None leaves them.
    """

    line: int
    source: Path
    split: str = ""
    required: bool = False
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    others: Any = None


@dataclass(slots=True)
class TicketMapping:
    """A mapping file as it was read; ``ignored`` are fields, with all below them."""

    path: str
    project: Row
    scale_set: Row | None = None
    updates: bool = False
    rows: list[Row] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    ignored: tuple[Path, ...] = ()
    refuses_unknown: bool = False

    def sources(self) -> Iterator[Path]:
        """The fields that it reads."""
        rows = (self.project, *([self.scale_set] if self.scale_set else []), *self.rows)
        yield from (row.source for row in rows if row.source is not None)
        yield from (listing.source for listing in self.listings)


def read_mapping(document: Document) -> TicketMapping:
    """A mapping file.

    Raises:
        AnswersError: it is none; everything that is wrong is listed.
    """
    reader = _Reader(document.path)
    made = reader.mapping(document.root)
    if reader.problems:
        raise AnswersError(tuple(sorted(reader.problems, key=lambda one: one.line or 0)))
    return made


class _Reader:
    """Reads the parts of a mapping file and collects what is wrong with them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[DocumentProblem] = []

    def mapping(self, root: Node) -> TicketMapping:
        parts = self.members(root, "document", _PARTS)
        version = self.text(parts.get("version"), "version") if "version" in parts else VERSION
        if version != VERSION:
            self.complain(parts["version"], "version", f"is {version!r}", f"write {VERSION}")
        made = TicketMapping(self.path, Row("project", root.line))
        if "project" in parts:
            made.project, made.updates = self.owner(parts["project"])
        else:
            self.complain(root, "project", "is missing", "say where the project's number stands")
        if "scale_set" in parts:
            made.scale_set = self.row("scale_set", parts["scale_set"])
        answers = parts.get("answers", Node(root.line, children=()))
        members = self.members(answers, "answers")
        made.rows = [self.row(key, node) for key, node in members.items()]
        made.listings = [self.listing(node) for node in self.items(parts.get("lists"), "lists")]
        ignored = self.items(parts.get("ignore"), "ignore")
        made.ignored = tuple(self.field(node, "ignore") for node in ignored)
        made.refuses_unknown = self.choice(parts.get("unknown"), "unknown", "report", "refuse")
        return made

    def owner(self, node: Node) -> tuple[Row, bool]:
        """The project's row, and whether an existing project may be changed."""
        existing = dict(node.children or ()).get("existing")
        updates = self.choice(existing, "project.existing", "refuse", "update")
        others = tuple((key, child) for key, child in node.children or () if key != "existing")
        plain = node._replace(children=others) if node.children is not None else node
        row = self.row("project", plain)
        row.required = True
        return row, updates

    def row(self, key: str, node: Node) -> Row:
        if node.children is None:
            return Row(key, node.line, self.field(node, key))
        parts = self.members(node, key, _ROW)
        row = Row(key, node.line)
        if ("from" in parts) == ("value" in parts):
            self.complain(node, key, "needs either from or value", "write one of the two")
        if "from" in parts:
            row.source = self.field(parts["from"], key)
        row.value = parts["value"].data() if "value" in parts else None
        row.required = self.choice(parts.get("required"), key, "false", "true")
        row.default = parts["default"].data() if "default" in parts else None
        if "values" in parts:
            table = self.members(parts["values"], f"{key}.values")
            row.values = {name.strip(): child.data() for name, child in table.items()}
        row.split = self.text(parts["split"], key) if "split" in parts else ""
        row.pattern = self.pattern(parts["pattern"], key) if "pattern" in parts else None
        return row

    def listing(self, node: Node) -> Listing:
        parts = self.members(node, "lists", _LIST)
        for name in ("from", "items"):
            if name not in parts:
                self.complain(node, "lists", f"has no {name}", f"add {name}")
        source = self.field(parts["from"], "lists") if "from" in parts else ()
        made = Listing(node.line, source)
        made.split = self.text(parts["split"], "lists") if "split" in parts else ""
        made.required = self.choice(parts.get("required"), "lists", "false", "true")
        made.others = parts["others"].data() if "others" in parts else None
        table = self.members(parts["items"], "lists.items") if "items" in parts else {}
        for name, child in table.items():
            made.items[name.strip()] = self.answers_of(child, f"lists.items.{name}")
        return made

    def answers_of(self, node: Node, key: str) -> dict[str, Any]:
        """The questions that an item answers: one that it switches on, or several with values."""
        if node.text:
            return {node.text.strip(): "true"}
        return {name: child.data() for name, child in self.members(node, key).items()}

    def members(self, node: Node, key: str, known: tuple[str, ...] = ()) -> dict[str, Node]:
        if node.children is None:
            self.complain(node, key, "takes keys with values", "write them below it, indented")
            return {}
        found = dict(node.children)
        for name in found if known else ():
            if name not in known:
                self.complain(
                    found[name], f"{key}.{name}", "means nothing here", f"use {', '.join(known)}"
                )
        return found

    def items(self, node: Node | None, key: str) -> tuple[Node, ...]:
        if node is None or node.is_null:
            return ()
        if node.items is None:
            self.complain(node, key, "takes a list", "begin each item with a dash")
        return node.items or ()

    def field(self, node: Node, key: str) -> Path:
        """A field of the ticket: names with dots between them, or a list where names hold dots."""
        if node.items:
            return tuple(self.text(item, key) for item in node.items)
        text = self.text(node, key)
        return tuple(text.split(".")) if text else ()

    def text(self, node: Node | None, key: str) -> str:
        if node is None or node.text is None or node.text == "":
            self.complain(node or Node(1), key, "takes a text", "give it one")
            return ""
        return node.text

    def choice(self, node: Node | None, key: str, usual: str, other: str) -> bool:
        """Whether the other of two words stands there."""
        word = usual if node is None else (node.text or "").lower()
        if word not in (usual, other):
            self.complain(node or Node(1), key, f"{word!r} is none of {usual}, {other}",
                          "write one of them")  # fmt: skip
        return word == other

    def pattern(self, node: Node, key: str) -> re.Pattern[str] | None:
        try:
            return re.compile(self.text(node, key))
        except re.error as error:
            self.complain(node, key, f"is no regular expression: {error}", "correct it")
            return None

    def complain(self, node: Node, key: str, reason: str, remedy: str) -> None:
        self.problems.append(DocumentProblem(self.path, node.line, key, reason, remedy))
