"""What an upgrade does, as data: for a person, for a script, for the verb's JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Moved:
    """A value under a new name or key; ``to`` has several where one became many."""

    old: str
    to: tuple[str, ...]
    value: str
    release: str


@dataclass(frozen=True, slots=True)
class ChangedDefault:
    """A default that is another one now; ``value`` is what holds after the upgrade.

    ``kept`` says why: "yours" for an answer, "pinned" where the old default was written down so
    that what stands in Azure does not change, "new" where the setting does not matter here.
    """

    key: str
    title: str
    old: str
    new: str
    value: str
    kept: str
    release: str


@dataclass(frozen=True, slots=True)
class NewSetting:
    """A question that the old release did not have; ``asked``: it matters here."""

    key: str
    title: str
    value: str
    required: bool
    asked: bool
    names: tuple[str, ...]
    release: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A key or name that is gone; what it said is kept aside."""

    key: str
    names: tuple[str, ...]
    value: str
    why: str
    release: str


@dataclass(slots=True)
class UpgradeReport:
    """All of it; ``delete`` are (GitHub environment, variable) that would shadow new values."""

    old: str
    new: str
    moved: list[Moved] = field(default_factory=list)
    changed_defaults: list[ChangedDefault] = field(default_factory=list)
    settings: list[NewSetting] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    delete: list[tuple[str, str]] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The report as the verb's JSON has it."""
        data = asdict(self)
        data["from"], data["to"] = data.pop("old"), data.pop("new")
        data["new"] = data.pop("settings")
        for entry in data["moved"]:
            entry["from"] = entry.pop("old")
        data["delete"] = [{"environment": e, "name": name} for e, name in self.delete]
        return data
