"""Answers: what somebody said, key by key, and where they said it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from wizard.catalog.setting import Value
from wizard.model.context import split_key

Origin = Literal["typed", "file", "imported", "default"]
LAYERS: tuple[Origin, ...] = ("typed", "file", "imported")
"""Layers from strongest to weakest; a default is what holds when no layer has the key."""


class Given(NamedTuple):
    """An answer and its provenance; ``line`` is 1-based, None when there is no file."""

    value: Value
    origin: Origin = "typed"
    path: str | None = None
    line: int | None = None

    def where(self) -> str:
        """The provenance in words."""
        if self.path is None:
            return "typed here" if self.origin == "typed" else self.origin
        return f"{self.path}:{self.line}" if self.line else self.path


def owner_of(full: str) -> str:
    """The part of a full key that names its owner: "", "scale_sets.001" or "projects.003"."""
    parts = full.split(".", 2)
    return ".".join(parts[:2]) if parts[0] in ("scale_sets", "projects") else ""


class Answers:
    """Sparse, layered answers under full keys.

    A value is kept while its question does not apply, and comes back when it does. Keys that
    are not of the catalogue live in ``unknown`` (full key -> Given): they survive every write.
    """

    def __init__(self) -> None:
        self._layers: dict[Origin, dict[str, Given]] = {layer: {} for layer in LAYERS}
        self._keys_of: dict[str, dict[str, None]] = {}
        self._scale_sets: set[str] = set()
        self._projects: set[str] = set()
        self.unknown: dict[str, Given] = {}

    def copy(self) -> Answers:
        """An independent copy."""
        twin = Answers()
        twin._layers = {layer: dict(given) for layer, given in self._layers.items()}
        twin._keys_of = {owner: dict(keys) for owner, keys in self._keys_of.items()}
        twin._scale_sets = set(self._scale_sets)
        twin._projects = set(self._projects)
        twin.unknown = dict(self.unknown)
        return twin

    def become(self, other: Answers) -> None:
        """Say what other answers say."""
        twin = other.copy()
        self._layers, self._keys_of = twin._layers, twin._keys_of
        self._scale_sets, self._projects = twin._scale_sets, twin._projects
        self.unknown = twin.unknown

    def get(self, full: str) -> Given | None:
        """The strongest answer under a full key."""
        for layer in LAYERS:
            given = self._layers[layer].get(full)
            if given is not None:
                return given
        return None

    def put(self, full: str, given: Given) -> None:
        """Record an answer in the layer of its origin."""
        self._layers[given.origin][full] = given
        self._keys_of.setdefault(owner_of(full), {})[full] = None
        place = split_key(full)
        if place.project:
            self._projects.add(place.project)
        if place.scale_set:
            self._scale_sets.add(place.scale_set)

    def drop(self, full: str) -> None:
        """Forget a key in every layer, so that its default holds again."""
        for layer in LAYERS:
            self._layers[layer].pop(full, None)
        self._keys_of.get(owner_of(full), {}).pop(full, None)

    def layers_of(self, full: str) -> dict[Origin, Given]:
        """All answers under a full key, by layer."""
        return {layer: kept[full] for layer, kept in self._layers.items() if full in kept}

    def restore(self, full: str, layers: dict[Origin, Given]) -> None:
        """Put back what ``layers_of`` gave."""
        self.drop(full)
        for given in layers.values():
            self.put(full, given)

    def drop_project(self, project: str) -> None:
        """Forget a project and all its answers."""
        self._projects.discard(project)
        owner = f"projects.{project}"
        for full in self._keys_of.pop(owner, {}):
            for layer in self._layers.values():
                layer.pop(full, None)
        for full in [full for full in self.unknown if owner_of(full) == owner]:
            del self.unknown[full]

    def add_project(self, project: str) -> None:
        """Make a project exist though it has no answers yet."""
        self._projects.add(project)

    def add_scale_set(self, scale_set: str) -> None:
        """Make a scale set exist though it has no answers yet."""
        self._scale_sets.add(scale_set)

    def items(self) -> Iterator[tuple[str, Given]]:
        """All keys with their strongest answer, grouped by owner."""
        for owner in self._keys_of:
            yield from self.of(owner)

    def of(self, owner: str) -> Iterator[tuple[str, Given]]:
        """The answers of one owner: "" (factory), "scale_sets.001" or "projects.003"."""
        for full in self._keys_of.get(owner, ()):
            given = self.get(full)
            if given is not None:
                yield full, given

    @property
    def scale_sets(self) -> tuple[str, ...]:
        """The ids of the scale sets; a factory always has one."""
        return tuple(sorted(self._scale_sets)) or ("001",)

    @property
    def projects(self) -> tuple[str, ...]:
        """The ids of the projects; a factory always has one."""
        return tuple(sorted(self._projects)) or ("001",)
