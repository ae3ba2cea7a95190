"""What an upgrade does, as data: for a person, for a script, for the verb's JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from wizard.model.context import split_key


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
    that what stands in Azure does not change, "on the way" where the default of a release in
    between holds, "new" where the setting does not matter here, or is put together from others.
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


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that stays as it was and that the new release finds fault with.

    ``values`` has the value of each key; nothing was changed, ``remedy`` says what would help.
    """

    keys: tuple[str, ...]
    values: tuple[str, ...]
    code: str
    severity: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Start:
    """Where an upgrade began: its variable names, short keys, and full keys with an answer."""

    names: frozenset[str]
    keys: frozenset[str]
    answered: frozenset[str]

    def has(self, full: str) -> bool:
        """Whether the release in which it began had a setting."""
        return split_key(full).key in self.keys


@dataclass(slots=True)
class UpgradeReport:
    """All of it; ``delete`` are (GitHub environment, variable) that would shadow new values.

    ``layout`` says of each variable file whose comments and order it has now, ``mended`` are names
    on lines that no pipeline could read and that are variables now, ``taken_up`` names that the
    old release did not know, with the key that they answer now.
    """

    old: str
    new: str
    moved: list[Moved] = field(default_factory=list)
    changed_defaults: list[ChangedDefault] = field(default_factory=list)
    settings: list[NewSetting] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    delete: list[tuple[str, str]] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    layout: dict[str, str] = field(default_factory=dict)
    mended: list[str] = field(default_factory=list)
    taken_up: list[Moved] = field(default_factory=list)

    def add(self, step: UpgradeReport, start: Start) -> None:
        """Take up what one more step did; what two steps did to one thing is told once."""
        self.new = step.new
        for moved in step.moved:
            self._move(moved, start)
        self.taken_up += step.taken_up
        brought = {entry.key for entry in self.settings}
        self.removed += [entry for entry in step.removed if entry.key not in brought]
        gone = {entry.key for entry in step.removed}
        self.settings = [entry for entry in self.settings if entry.key not in gone]
        self.settings += [entry for entry in step.settings if entry.key not in brought]
        for changed in step.changed_defaults:
            self._change(changed, start)

    def _move(self, moved: Moved, start: Start) -> None:
        for number, earlier in enumerate(self.moved):
            if moved.old in earlier.to:
                at = earlier.to.index(moved.old)
                to = (*earlier.to[:at], *moved.to, *earlier.to[at + 1 :])
                self.moved[number] = replace(earlier, to=to, release=moved.release)
                return
        if moved.old in start.names:
            self.moved.append(moved)

    def _change(self, changed: ChangedDefault, start: Start) -> None:
        found = [at for at, each in enumerate(self.changed_defaults) if each.key == changed.key]
        earlier = self.changed_defaults.pop(found[0]) if found else None
        whole = replace(changed, kept=_why_kept(changed, earlier, start))
        if earlier is not None:
            whole = replace(whole, old=earlier.old)
        if whole.old == whole.new or (whole.kept == "new" and not start.has(changed.key)):
            return
        self.changed_defaults.insert(found[0] if found else len(self.changed_defaults), whole)

    def as_data(self) -> dict[str, Any]:
        """The report as the verb's JSON has it."""
        data = asdict(self)
        data["from"], data["to"] = data.pop("old"), data.pop("new")
        data["new"] = data.pop("settings")
        for entry in (*data["moved"], *data["taken_up"]):
            entry["from"] = entry.pop("old")
        data["delete"] = [{"environment": e, "name": name} for e, name in self.delete]
        return data


def _why_kept(changed: ChangedDefault, earlier: ChangedDefault | None, start: Start) -> str:
    """Whose the value is, seen from where the upgrade began: an earlier step may have put it in."""
    if changed.kept == "new":
        return "new"
    if not start.has(changed.key) or (earlier and earlier.kept in ("new", "on the way")):
        return "on the way"
    if changed.kept == "yours" and changed.key not in start.answered:
        return "pinned"
    return earlier.kept if earlier else changed.kept
