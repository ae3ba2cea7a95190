"""One answers document while answers are written into it."""

from __future__ import annotations

from math import inf

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Value
from wizard.model.answer_document import Document, Editor, open_document
from wizard.model.answer_layout import NewDocument
from wizard.model.answer_places import KeyRanks
from wizard.model.answer_reading import Path, Scan, same, scan, value_of
from wizard.model.answers import Answers, owner_of
from wizard.model.context import split_key

_UNPLACED = "unplaced"


class Sheet:
    """A document to be edited, or one in the making when ``text`` is blank."""

    def __init__(self, path: str, text: str, catalog: Catalog, ranks: KeyRanks) -> None:
        self.path = path
        self._catalog = catalog
        self._ranks = ranks
        self._document: Document | None = None
        self._scan = Scan(path)
        self._editor: Editor = NewDocument(path)
        if text.strip():
            self._document = open_document(path, text)
            self._scan = scan(path, self._document.root, catalog)
            self._editor = self._document.editor()

    @property
    def placed(self) -> set[str]:
        """The full keys that stand in this document."""
        return {entry.full for entry in self._scan.entries}

    def has(self, owner: str) -> bool:
        """Whether the document has a place for this owner: "" is the factory."""
        if owner:
            return owner in self._scan.owners
        return any(not owner_of(full) for full in self.placed) or "" in self._scan.owners

    def is_of_dropped(self, answers: Answers) -> bool:
        """Whether the document is about nothing but projects that are no more."""
        kept = {f"projects.{project}" for project in answers.projects}
        owners = set(self._scan.owners) | {owner_of(full) for full in self.placed}
        return (
            self.path.startswith("projects/")
            and bool(owners)
            and all(owner.startswith("projects.") and owner not in kept for owner in owners)
        )

    def text(self) -> str:
        """The document with all changes."""
        return self._editor.text()

    def update(self, answers: Answers) -> None:
        """Bring what stands here to its present value, and remove what is no longer answered."""
        kept = {f"projects.{name}" for name in answers.projects}
        kept |= {f"scale_sets.{name}" for name in answers.scale_sets}
        gone = [
            path for owner, path in self._scan.places if owner_of(f"{owner}.") not in (*kept, "")
        ]
        for entry in self._scan.entries:
            if entry.setting is None:
                if entry.path[0] == _UNPLACED and entry.full not in answers.unknown:
                    gone.append(entry.path)
                continue
            given = answers.get(entry.full)
            if given is None:
                gone.append(entry.path)
            elif not same(value_of(entry, strict=False), given.value):
                self._editor.set(entry.path, given.value)
        if gone:
            self._remove(gone)

    def _remove(self, gone: list[Path]) -> None:
        """Remove paths and the groups that become empty; scale sets and projects may be empty."""
        staying = [entry.path for entry in self._scan.entries]
        staying += [path for _, path in self._scan.blanks]
        staying += [path for owner, path in self._scan.places if owner_of(f"{owner}.") == owner]
        needed = {
            path[:end]
            for path in staying if not _is_below(path, gone)
            for end in range(1, len(path) + 1)
        }  # fmt: skip
        tops = {
            next(path[:end] for end in range(1, len(path) + 1) if path[:end] not in needed)
            for path in gone
        }
        for path in sorted(tops):
            self._editor.remove(path)
        self._scan = self._scan.without(tuple(tops))

    def ensure(self, owner: str) -> None:
        """Name an owner though nothing may be answered for it."""
        if owner and owner not in self._scan.owners:
            path = self._owner_path(owner)
            self._editor.ensure(path)
            self._scan.places.append((owner, path))

    def add(self, full: str, value: Value) -> None:
        """Write an answer that has no place yet."""
        blank = dict(self._scan.blanks).get(full)
        if blank is not None:
            self._editor.set(blank, value)
            return
        place = split_key(full)
        base = self._owner_path(full.removesuffix(place.key).removesuffix("."))
        ranks = self._ranks[place.scope]

        def rank(path: Path) -> float:
            key = ".".join(path[len(base) :])
            variable = self._catalog.by_variable.get(path[-1])
            return ranks.get(key, ranks.get(variable[0].key, inf) if variable else inf)

        self._editor.set((*base, *place.key.split(".")), value, rank)

    def add_unplaced(self, full: str, value: Value) -> None:
        """Keep a name that belongs to no setting."""
        self._editor.set((_UNPLACED, full), value)

    def _owner_path(self, owner: str) -> Path:
        """Where the settings of the factory (""), a scale set, environment or project go."""
        known = self._scan.owners.get(owner)
        if known is not None:
            return known
        parent, _, name = owner.rpartition(".")
        if not owner:
            return () if self._is_flat else ("factory",)
        if parent.endswith(".environments"):
            return (*self._owner_path(parent.removesuffix(".environments")), "environments", name)
        for other, path in self._scan.places:
            # Beside its like, wherever that stands.
            if other.rpartition(".")[0] == parent and "." not in path[-1]:
                return (*path[:-1], name)
        return ("projects", name) if parent == "projects" else ("factory", "scale_sets", name)

    @property
    def _is_flat(self) -> bool:
        """Whether factory settings stand at the top of the document."""
        return any(
            entry.setting is not None and entry.setting.scope == "factory"
            for entry in self._scan.entries
        )


def _is_below(path: Path, tops: list[Path]) -> bool:
    return any(path[: len(top)] == top for top in tops)
