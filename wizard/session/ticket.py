"""A ticket of another system as answers, by a mapping file: all of it, or a list of what is wrong.

Nothing is guessed: a value that a table does not list, a required field without a value and a
project that exists already are refused, and a field that nobody maps is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wizard.catalog.catalog import UnknownName
from wizard.model.answer_document import Document
from wizard.model.answer_reading import DocumentProblem
from wizard.model.context import Context, MissingContext, split_key
from wizard.model.documents import AnswersError
from wizard.model.resolve import UnusableName, project_id, resolve
from wizard.model.values import ValueProblem, format_value, parse_value
from wizard.rules.secrets import secret_in
from wizard.session.draft import Change, Session
from wizard.session.ticket_fields import field_at, leaves, shown, texts_of
from wizard.session.ticket_mapping import Listing, Row, TicketMapping

_LONGEST = 2000


class Taken(NamedTuple):
    """An answer from a ticket: the full key, the value in words, and where it comes from."""

    key: str
    value: str
    source: str
    line: int | None


class Field(NamedTuple):
    """A field of the ticket and the line on which it stands."""

    path: str
    line: int


@dataclass(slots=True)
class TicketReading:
    """What a ticket says.

    ``answers`` are raw values by full key; ``taken`` the same in words; ``unmapped`` the fields
    that the mapping does not name; ``silent`` the mapped fields without a value.
    """

    path: str
    project: str = ""
    scale_set: str | None = None
    is_new: bool = False
    answers: dict[str, Any] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    unmapped: list[Field] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The reading as plain data."""
        return {
            "file": self.path,
            "project": self.project,
            "scale_set": self.scale_set,
            "new": self.is_new,
            "taken": [one._asdict() for one in self.taken],
            "unmapped": [one._asdict() for one in self.unmapped],
            "silent": self.silent,
        }


def read_ticket(session: Session, document: Document, mapping: TicketMapping) -> TicketReading:
    """What a ticket says about a project; the session stays as it is.

    Raises:
        AnswersError: something does not fit; all of it is listed.
    """
    reader = _Reader(session, document, mapping)
    reader.read()
    if reader.problems:
        raise AnswersError(tuple(reader.problems))
    return reader.reading


def apply_ticket(session: Session, reading: TicketReading) -> Change:
    """Answer what a ticket says, and go to its project."""
    if reading.is_new:
        from wizard.session.projects import new_project

        new_project(session, reading.project, scale_set=reading.scale_set)
    session.select(reading.project)
    return session.set_many(reading.answers.items())


class _Reader:
    """Goes through a mapping and collects answers and problems."""

    def __init__(self, session: Session, document: Document, mapping: TicketMapping) -> None:
        self.session = session
        self.document = document
        self.mapping = mapping
        self.problems: list[DocumentProblem] = []
        self.reading = TicketReading(document.path)

    def read(self) -> None:
        self._owner()
        if self.problems:
            return
        for row in self.mapping.rows:
            self._row(row)
        for listing in self.mapping.listings:
            self._listing(listing)
        self.reading.unmapped = list(self._unmapped())
        if self.mapping.refuses_unknown:
            for one in self.reading.unmapped:
                remedy = f"map it, or list it below ignore: in {self.mapping.path}"
                self._complain(one.line, one.path, "is not in the mapping", remedy)
        self._existing()

    # the project

    def _owner(self) -> None:
        reading, answers = self.reading, self.session.answers
        number = self._number(self.mapping.project)
        scale_set = self._number(self.mapping.scale_set) if self.mapping.scale_set else None
        if self.problems or number is None:
            return
        reading.project = number
        known = number in answers.projects
        reading.is_new = not known or not any(answers.of(f"projects.{number}"))
        if scale_set is not None and scale_set not in answers.scale_sets:
            self._complain(None, "scale_set", f"there is no scale set {scale_set}",
                           f"there is {', '.join(answers.scale_sets)}")  # fmt: skip
        reading.scale_set = scale_set

    def _number(self, row: Row) -> str | None:
        found = self._scalar(row)
        if found is None:
            return None
        try:
            return project_id(str(found[0]))
        except UnusableName as error:
            self._complain(found[1], row.key, f"{shown(row.source)}: {error}",
                           "correct the ticket, or pick the number out with a pattern")  # fmt: skip
            return None

    def _existing(self) -> None:
        """Refuse to change what is there already, unless the mapping allows it."""
        if self.mapping.updates or self.problems:
            return
        number = self.reading.project
        differ = [full for full, raw in self.reading.answers.items() if self._changes(full, raw)]
        own = [full for full in differ if full.startswith(f"projects.{number}.")]
        shared = [full for full in differ if full not in own]
        allowed = f"write 'existing: update' below project: in {self.mapping.path}"
        if own and not self.reading.is_new:
            reason = f"project {number} exists already, and the ticket would change {_some(own)}"
            self._complain(None, "project", reason, f"give it another number, or {allowed}")
        if shared:
            reason = f"the ticket would change {_some(shared)}, which other projects share"
            self._complain(None, "project", reason, f"take it out of the mapping, or {allowed}")

    def _changes(self, full: str, raw: Any) -> bool:
        """Whether the effective value would be another one."""
        place = split_key(full)
        view = self.session.view(
            project=place.project, environment=place.environment, scale_set=place.scale_set
        )
        setting = self.session.catalog.settings[place.key]
        return view.value(setting.key) != parse_value(setting, raw)

    # answers

    def _row(self, row: Row) -> None:
        found = self._scalar(row)
        if found is None:
            return
        value, line = found
        origin = shown(row.source) if row.source else "the mapping"
        self._answer(row.key, value, origin, line, row.line)

    def _scalar(self, row: Row) -> tuple[Any, int | None] | None:
        """The value for a row and its line in the ticket; None where there is none."""
        if row.source is None:
            return row.value, None
        node = field_at(self.document.root, row.source)
        texts = None if node is None else texts_of(node, row.split)
        if node is None or not texts:
            if node is not None and texts is None:
                self._complain(node.line, row.key, f"{shown(row.source)} is a group",
                               "map one of the fields in it")  # fmt: skip
                return None
            return self._absent(row)
        made = [self._translated(row, text, node.line) for text in texts]
        if any(value is None for value in made):
            return None
        return (made if row.split or node.items is not None else made[0]), node.line

    def _absent(self, row: Row) -> tuple[Any, int | None] | None:
        assert row.source is not None
        if row.default is not None:
            return row.default, None
        if row.required:
            self._complain(None, row.key, f"the ticket has no {shown(row.source)}",
                           "fill the field in, or give the mapping a default")  # fmt: skip
        else:
            self.reading.silent.append(shown(row.source))
        return None

    def _translated(self, row: Row, text: str, line: int) -> Any:
        """One text after pattern and table; None when it does not fit."""
        where = shown(row.source)
        if row.pattern is not None:
            match = row.pattern.fullmatch(text[:_LONGEST])
            if match is None:
                reason = f"{where}: {text!r} has not the form {row.pattern.pattern}"
                self._complain(line, row.key, reason, "correct the ticket or the pattern")
                return None
            text = match[1] if match.re.groups else match[0]
        if row.values is None:
            return text
        if text not in row.values:
            known = f"it has {', '.join(row.values)}; add it in {self.mapping.path}:{row.line}"
            self._complain(line, row.key, f"{where}: {text!r} is not in the table", known)
            return None
        return row.values[text]

    def _listing(self, listing: Listing) -> None:
        node = field_at(self.document.root, listing.source)
        where = shown(listing.source)
        texts = [] if node is None else texts_of(node, listing.split)
        if texts is None or (not texts and listing.required):
            self._complain(node.line if node else None, "lists", f"{where} has no items",
                           "fill the field in")  # fmt: skip
            return
        line = node.line if node else None
        wanted: dict[str, Any] = {}
        for text in texts:
            if text not in listing.items:
                self._complain(line, "lists", f"{where}: {text!r} is not among the items",
                               f"there are {', '.join(listing.items)}; add it in "
                               f"{self.mapping.path}:{listing.line}")  # fmt: skip
            for key, value in listing.items.get(text, {}).items():
                if wanted.setdefault(key, value) != value:
                    self._complain(line, key, f"{where}: two items answer it differently",
                                   f"see {self.mapping.path}:{listing.line}")  # fmt: skip
        if listing.others is not None:
            keys = [key for answers in listing.items.values() for key in answers]
            wanted |= {key: listing.others for key in keys if key not in wanted}
        for key, value in wanted.items():
            self._answer(key, value, where, line, listing.line)

    def _answer(self, key: str, raw: Any, source: str, line: int | None, mapped: int) -> None:
        context = Context(self._home(), None, self.reading.project)
        try:
            setting, full = resolve(self.session.catalog, key, context)
        except (UnknownName, UnusableName, MissingContext) as error:
            self.problems.append(
                DocumentProblem(self.mapping.path, mapped, key, str(error), "correct the mapping")
            )
            return
        try:
            value = parse_value(setting, raw)
        except ValueProblem as error:
            self._complain(line, full, f"{source}: {error}", "correct the ticket or the mapping")
            return
        if setting.identity:
            self._complain(line, full, "is the number itself", "use project: in the mapping")
        elif full in self.reading.answers and self.reading.answers[full] != raw:
            self._complain(line, full, f"{source}: the ticket answers it twice, differently",
                           f"see {self.mapping.path}:{mapped}")  # fmt: skip
        else:
            self.reading.answers[full] = raw
            text = format_value(value)
            told = "(not shown)" if secret_in(text) else text
            self.reading.taken.append(Taken(full, told, source, line))

    def _home(self) -> str:
        known = self.reading.project in self.session.answers.projects
        if self.reading.scale_set:
            return self.reading.scale_set
        view = self.session.view(project=self.reading.project) if known else self.session.view()
        return view.context.scale_set

    def _unmapped(self) -> Iterator[Field]:
        known = (*self.mapping.sources(), *self.mapping.ignored)
        for path, line in leaves(self.document.root):
            if not any(path[: len(one)] == one for one in known):
                yield Field(shown(path), line)

    def _complain(self, line: int | None, key: str, reason: str, remedy: str) -> None:
        self.problems.append(DocumentProblem(self.document.path, line, key, reason, remedy))


def _some(keys: list[str]) -> str:
    return ", ".join(keys[:4]) + (", ..." if len(keys) > 4 else "")
