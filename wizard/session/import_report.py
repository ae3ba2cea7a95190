"""What an import did, file by file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from wizard.rules.finding import Finding
from wizard.session.import_sources import NotUnderstood


@dataclass(frozen=True, slots=True)
class Mapped:
    """A name that answered a question: the full key, and the value in words."""

    name: str
    line: int | None
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Normalised:
    """Something that is not taken over as it stands: before, after, and why."""

    name: str
    line: int | None
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name without a question; ``where`` says what becomes of it."""

    name: str
    line: int | None
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer that stood already with another value; ``kept`` says which of the two holds."""

    key: str
    standing: str
    standing_where: str
    imported: str
    line: int | None
    kept: bool


@dataclass(slots=True)
class FileReport:
    """One file: ``read`` counts its names, ``silent`` are those without a value."""

    path: str
    kind: str
    project: str = ""
    scale_set: str = ""
    read: int = 0
    mapped: list[Mapped] = field(default_factory=list)
    normalised: list[Normalised] = field(default_factory=list)
    kept: list[Unknown] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    unfilled: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The report as plain data, findings left out."""
        return {
            "file": self.path,
            "kind": self.kind,
            "project": self.project,
            "scale_set": self.scale_set,
            "read": self.read,
            **{
                name: [asdict(entry) for entry in getattr(self, name)]
                for name in ("mapped", "normalised", "kept", "conflicts", "not_understood")
            },
            "silent": self.silent,
            "unfilled": self.unfilled,
            "notes": self.notes,
        }
