"""Load the catalogue of a release, from its compiled form when that is up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import frozen
from wizard.catalog.setting import Choice, Default, Setting, Shortfall, Variable
from wizard.catalog.tables import Exclusion, Need, Section, Service, SubnetUse
from wizard.resources import schemas_dir

DEFAULT_RELEASE = "1.24"
_loaded: dict[str, Catalog] = {}


class UnknownRelease(ValueError):
    """A release for which schemas/ has no catalogue; the message names those it has."""


def releases() -> tuple[str, ...]:
    """The releases with a catalogue, oldest first."""
    from wizard.catalog.compile import is_release

    found = [folder.name for folder in schemas_dir().iterdir() if is_release(folder)]
    return tuple(sorted(found, key=lambda name: [int(part) for part in name.split(".")]))


def load_catalog(release: str = DEFAULT_RELEASE) -> Catalog:
    """The catalogue of a release; loaded once per process.

    Raises:
        UnknownRelease: no such release.
        CatalogError: the sources were edited and a row is wrong.
    """
    if release not in _loaded:
        if release not in releases():
            known = ", ".join(releases())
            raise UnknownRelease(f"no catalogue for release {release!r}; known: {known}")
        _loaded[release] = from_compiled(_compiled(schemas_dir(), release))
    return _loaded[release]


def _compiled(schemas: Path, release: str) -> dict[str, Any]:
    from wizard.catalog.compile import COMPILED, compile_release, fingerprint

    path = schemas / release / COMPILED
    if path.is_file():
        compiled: dict[str, Any] = _shared(path.read_text(encoding="utf-8"))
        if compiled["fingerprint"] == fingerprint(schemas, release):
            return compiled
    return compile_release(schemas, release)


def _shared(text: str) -> dict[str, Any]:
    """What a compiled form holds, equal texts once: more than half of them are repetitions."""
    once = {}.setdefault  # type: ignore[var-annotated]

    def share(row: dict[str, Any]) -> dict[str, Any]:
        for name, value in row.items():
            if value.__class__ is str:
                row[name] = once(value, value)
            elif value.__class__ is list:
                row[name] = [once(one, one) if one.__class__ is str else one for one in value]
        return row

    compiled: dict[str, Any] = json.loads(text, object_hook=share)
    return compiled


def from_compiled(compiled: dict[str, Any]) -> Catalog:
    """Build a catalogue from its compiled form."""
    return Catalog(
        release=compiled["release"],
        settings={row["key"]: _setting(row) for row in compiled["settings"]},
        absent={row["key"]: _setting(row) for row in compiled.get("absent", ())},
        sections=tuple(Section(**row) for row in compiled["sections"]),
        services={row["id"]: _service(row) for row in compiled["services"]},
        tables=compiled["tables"],
    )


def _setting(row: dict[str, Any]) -> Setting:
    made = dict(row)
    made["default"] = tuple(
        Default(_value(entry["value"]), frozen(entry.get("when"))) for entry in row["default"]
    )
    for name, cls in (("github", Variable), ("azure_devops", Variable), ("choices", Choice)):
        if name in made:
            made[name] = tuple(cls(**entry) for entry in made[name])
    made["falls_short"] = _shortfalls(row)
    for name in ("applies_when", "required_when"):
        made[name] = frozen(made.get(name))
    for name in ("source", "samples", "reaches_github", "reaches_azure_devops"):
        made[name] = tuple(made.get(name, ()))
    return Setting(**made)


def _service(row: dict[str, Any]) -> Service:
    made = dict(row)
    made["on"] = frozen(row["on"])
    for name, cls in (("needs", Need), ("excludes", Exclusion), ("subnets", SubnetUse)):
        made[name] = tuple(cls(**_frozen_conditions(entry)) for entry in row.get(name, ()))
    made["falls_short"] = _shortfalls(row)
    for name in ("settings", "providers", "dns_zones", "steps", "source"):
        made[name] = tuple(row.get(name, ()))
    return Service(**made)


def _shortfalls(row: dict[str, Any]) -> tuple[Shortfall, ...]:
    return tuple(Shortfall(**_frozen_conditions(entry)) for entry in row.get("falls_short", ()))


def _frozen_conditions(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: frozen(value) if name in ("condition", "when") else value
        for name, value in row.items()
    }


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
