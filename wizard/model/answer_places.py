"""Where in an answers document a key stands, and which setting it means there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import ENVIRONMENT_NAMED, Scope, Setting
from wizard.model.context import Context, full_key

Level = Literal["root", "factory", "scale_sets", "scale_set", "environments", "environment",
                "projects", "project", "unplaced"]  # fmt: skip
_SCOPES: dict[Level, Scope] = {
    "factory": "factory",
    "scale_set": "scale_set",
    "environment": "environment",
    "project": "project",
}
_CONTAINERS: dict[tuple[Level, str], Level] = {
    ("root", "factory"): "factory",
    ("root", "projects"): "projects",
    ("root", "scale_sets"): "scale_sets",
    ("root", "unplaced"): "unplaced",
    ("factory", "scale_sets"): "scale_sets",
    ("scale_set", "environments"): "environments",
}
_ID = re.compile(r"0*([1-9][0-9]{0,2})", re.ASCII)


class Misplaced(ValueError):
    """A key that cannot stand where it stands; ``remedy`` says where it belongs or is meant."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class Place(NamedTuple):
    """A place in a document: a level with the ids that lead there, and a begun dotted key."""

    level: Level = "root"
    scale_set: str = ""
    environment: str = ""
    project: str = ""
    begun: str = ""

    @property
    def owner(self) -> str:
        """How a full key begins here."""
        if self.level == "project":
            return f"projects.{self.project}."
        if self.level == "environment":
            return f"scale_sets.{self.scale_set}.environments.{self.environment}."
        return f"scale_sets.{self.scale_set}." if self.level == "scale_set" else ""

    @property
    def scope(self) -> Scope | None:
        """The scope of the settings that stand here, None where ids or owners are expected."""
        return _SCOPES.get(self.level)

    def step(self, part: str) -> Place:
        """The place one key part further.

        Raises:
            Misplaced: no such id or environment.
        """
        if self.level == "scale_sets":
            return Place("scale_set", scale_set=canonical_id(part, "scale set"))
        if self.level == "projects":
            return Place("project", project=canonical_id(part, "project"))
        if self.level == "environments":
            return self._replace(level="environment", environment=_environment(part))
        if not self.begun and (self.level, part) in _CONTAINERS:
            return self._replace(level=_CONTAINERS[self.level, part])
        level = "factory" if self.level == "root" else self.level
        return self._replace(level=level, begun=f"{self.begun}.{part}" if self.begun else part)


def canonical_id(text: str, what: str) -> str:
    """An id of three digits from "1", "01" or "001".

    Raises:
        Misplaced: it is no number from 1 to 999.
    """
    match = _ID.fullmatch(text)
    if match is None or len(text) > 3:
        raise Misplaced(
            f"{text!r} is no number of a {what}", 'use three digits in quotes, such as "001"'
        )
    return match.group(1).zfill(3)


def _environment(text: str) -> str:
    if text not in ENVIRONMENT_NAMED:
        raise Misplaced(f"there is no environment {text!r}", "use dev, stage or prod")
    return ENVIRONMENT_NAMED[text]


def setting_at(catalog: Catalog, place: Place) -> tuple[Setting, str] | None:
    """The setting and full key that the key begun at ``place`` means; None for no known name.

    The name of a variable means its setting in any group; the name of a variable of one
    environment leads from its scale set into that environment.

    Raises:
        Misplaced: the setting belongs elsewhere.
    """
    setting = catalog.settings.get(place.begun)
    variable_environment = None
    if setting is None:
        found = catalog.by_variable.get(place.begun.rpartition(".")[2])
        if found is None:
            return None
        setting, _, variable = found
        variable_environment = variable.environment
    if variable_environment and place.level == "scale_set":
        place = place._replace(level="environment", environment=variable_environment)
    if variable_environment and place.environment not in ("", variable_environment):
        raise Misplaced(
            f"{place.begun} is the name for {variable_environment}",
            f"move it to {variable_environment}, or use the key {setting.key}",
        )
    if setting.scope != place.scope:
        raise Misplaced(
            f"{place.begun} is set per {_WORDS[setting.scope]}, not per {_WORDS[place.scope]}",
            f"move it below {_home(setting, place, variable_environment)}",
        )
    context = Context(place.scale_set, place.environment, place.project)
    return setting, full_key(setting.key, setting.scope, context)


_WORDS: dict[Scope | None, str] = {
    "factory": "factory",
    "scale_set": "scale set",
    "environment": "environment",
    "project": "project",
}


def _home(setting: Setting, place: Place, environment: str | None) -> str:
    scale_set = f'factory: scale_sets: "{place.scale_set or "001"}":'
    if setting.scope == "environment":
        return f"{scale_set} environments: {environment or 'dev'}:"
    if setting.scope == "scale_set":
        return scale_set
    return "factory:" if setting.scope == "factory" else 'projects: "001":'


KeyRanks = dict[Scope, dict[str, int]]


def key_ranks(catalog: Catalog) -> KeyRanks:
    """Where in a document the keys and groups of each scope belong: as in the catalogue."""
    ranks: KeyRanks = {scope: {} for scope in _SCOPES.values()}
    for number, setting in enumerate(catalog.settings.values()):
        parts = setting.key.split(".")
        for end in range(1, len(parts) + 1):
            ranks[setting.scope].setdefault(".".join(parts[:end]), number)
    return ranks


def begins_a_key(catalog: Catalog, place: Place) -> bool:
    """Whether keys go on behind the begun one, be they of this place's scope or of another."""
    start = f"{place.begun}."
    return any(key.startswith(start) for key in catalog.settings)


def suggestions(catalog: Catalog, place: Place) -> tuple[str, ...]:
    """Up to three names that may stand at ``place`` and look like the one begun there."""
    from difflib import SequenceMatcher, get_close_matches

    known: dict[str, str] = {}
    for name in _names_at(catalog, place):
        known.setdefault(name.lower(), name)
        # A forgotten or added group ("cosmos_db", "service.cosmos_db") is a near miss as well.
        known.setdefault(name.rpartition(".")[2].lower(), name)
    begun = place.begun.lower()
    scored = [(SequenceMatcher(None, begun, match).ratio(), match) for match in
              get_close_matches(begun, known, n=3, cutoff=0.6)]  # fmt: skip
    # Long common beginnings make unlike names look alike: only what comes near the best counts.
    close = [match for score, match in scored if score > scored[0][0] - 0.1]
    return tuple(dict.fromkeys(known[match] for match in close))


def _names_at(catalog: Catalog, place: Place) -> Iterator[str]:
    yield from (part for level, part in _CONTAINERS if level == place.level)
    for setting in catalog.settings.values():
        if setting.scope == place.scope:
            groups = setting.key.split(".")[:-1]
            yield from (".".join(groups[: end + 1]) for end in range(len(groups)))
            yield setting.key
            yield from (variable.name for variable in (*setting.github, *setting.azure_devops))
