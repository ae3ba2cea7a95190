"""The Bicep tables of a release: what templates declare and where each value comes from.

They are large and few verbs need them, so they have a compiled file of their own
(``schemas/<release>/bicep.json``), which nothing reads on a normal start.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from wizard.resources import schemas_dir

COMPILED = "bicep.json"
VALUES = "bicep/values.yaml"
_FILES = ("templates.yaml", "values.yaml")
SECTIONS = (
    "settings", "by_environment", "texts", "resolved", "subnet_ids", "subnet_names", "ranges",
    "subnet_states", "fixed", "states", "secrets",
)  # fmt: skip
_LISTS = ("drawn", "template")
_loaded: dict[str, BicepTables] = {}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared parameter; see templates.yaml. ``default`` is None where it is computed."""

    name: str
    type: str
    required: bool = False
    default: Any = None
    computed: bool = False
    allowed: tuple[Any, ...] = ()
    secure: bool = False
    unused: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: a section of values.yaml and what stands there."""

    section: str
    what: Any = None


TEMPLATE = Source("template")


@dataclass
class BicepTables:
    """The tables as the compiled file holds them, with look-ups."""

    templates: Mapping[str, Any]
    values: Mapping[str, Any]

    def parameters(self, template: str) -> tuple[Parameter, ...]:
        """The parameters of a template, in the order of its file.

        Raises:
            KeyError: the release deploys no such template.
        """
        return tuple(
            Parameter(name, **{**row, "allowed": tuple(row.get("allowed", ()))})
            for name, row in self.templates[template]["parameters"].items()
        )

    def scope(self, template: str) -> str:
        """The template's targetScope: "subscription" or "resourceGroup"."""
        return str(self.templates[template]["scope"])

    def source(self, step: str, parameter: str) -> Source:
        """Where a step takes a parameter from; ``TEMPLATE`` where nothing says so."""
        own = self._by_step.get(step, {}).get(parameter)
        return own or self._general.get(parameter, TEMPLATE)

    @property
    def blank_is_unset(self) -> frozenset[str]:
        """The parameters for which an empty answer stands for the template's own value."""
        return frozenset(self.values["blank_is_unset"])

    @property
    def differences(self) -> list[dict[str, Any]]:
        """Where our values are not what the pipelines pass."""
        return list(self.values["differences"])

    @property
    def differences_note(self) -> str:
        """What is to be said of the differences as a whole, "" for nothing."""
        return str(self.values.get("differences_note", "")).strip()

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What goes wrong in a step whatever its parameters say."""
        return list(self.values["warnings"])

    @cached_property
    def _general(self) -> dict[str, Source]:
        return dict(_sources(self.values))

    @cached_property
    def _by_step(self) -> dict[str, dict[str, Source]]:
        return {step: dict(_sources(part)) for step, part in self.values["steps"].items()}


def _sources(part: Mapping[str, Any]) -> Iterator[tuple[str, Source]]:
    for section in SECTIONS:
        for name, what in part.get(section, {}).items():
            yield name, Source(section, what)
    for section in _LISTS:
        for name in part.get(section, ()):
            yield name, Source(section)


def load_bicep(release: str) -> BicepTables:
    """The tables of a release; loaded once per process.

    Raises:
        NoBicepTables: the release has none.
    """
    if release not in _loaded:
        _loaded[release] = _read(schemas_dir() / release)
    return _loaded[release]


class NoBicepTables(ValueError):
    """A release whose templates are not described; the message names it."""


def bicep_tables(release: str, templates: Mapping[str, Any]) -> BicepTables:
    """The tables of a release whose templates are read from a checkout.

    ``templates`` has the shape of templates.yaml: template -> scope and parameters.

    Raises:
        NoBicepTables: nothing says where this release's values come from.
    """
    folder = schemas_dir() / release
    if not has_values(folder):
        raise NoBicepTables(f"the Bicep templates of release {release} are not described here")
    if has_bicep(folder):
        return BicepTables(templates, load_bicep(release).values)
    import yaml

    own = yaml.load((folder / VALUES).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    values = dict(load_bicep(own.pop("based_on")).values)
    for section, rows in own.items():
        together = isinstance(rows, dict) and section in SECTIONS
        values[section] = {**values.get(section, {}), **rows} if together else rows
    return BicepTables(templates, values)


def compile_bicep(folder: Path) -> dict[str, Any]:
    """The tables of a release's folder in their compiled form."""
    import yaml

    made: dict[str, Any] = {"fingerprint": fingerprint(folder)}
    for name in _FILES:
        text = (folder / "bicep" / name).read_text(encoding="utf-8")
        made[name.removesuffix(".yaml")] = yaml.load(text, Loader=yaml.CSafeLoader)
    return made


def fingerprint(folder: Path) -> str:
    """A digest of the sources' bytes."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((folder / "bicep" / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def has_bicep(folder: Path) -> bool:
    """Whether a release's folder describes its templates."""
    return all((folder / "bicep" / name).is_file() for name in _FILES)


def has_values(folder: Path) -> bool:
    """Whether a release says where the values come from; its templates may be in a checkout."""
    return (folder / VALUES).is_file()


def _read(folder: Path) -> BicepTables:
    if not has_bicep(folder):
        raise NoBicepTables(f"the Bicep templates of release {folder.name} are not described here")
    compiled: dict[str, Any] = {}
    path = folder / COMPILED
    if path.is_file():
        compiled = json.loads(path.read_text(encoding="utf-8"))
    if compiled.get("fingerprint") != fingerprint(folder):
        compiled = compile_bicep(folder)
    return BicepTables(compiled["templates"]["templates"], compiled["values"])
