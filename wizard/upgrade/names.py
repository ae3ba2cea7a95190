"""A variable file under the names of a later release, before its values are brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator
from wizard.formats.dotenv import EnvDocument
from wizard.upgrade.report import Moved


@dataclass(frozen=True, slots=True)
class Fresh:
    """The text of a new default, and the texts of earlier ones that it takes the place of."""

    text: str
    old: frozenset[str]
    macro: bool = False


def names_of(catalog: Catalog, orchestrator: Orchestrator) -> set[str]:
    """Every name that a release has for an orchestrator."""
    return {v.name for s in catalog.settings.values() for v in s.variables(orchestrator)}


def renamed_text(
    text: str,
    orchestrator: Orchestrator,
    moved: Iterable[Moved],
    gone: Iterable[str],
    fresh: Mapping[str, Fresh],
    path: str,
) -> str:
    """The text with moved values under their new names and the lines of ``gone`` names taken out.

    A new name stands where the old one stood; a name that the file has already is left alone.
    A line that only repeats an old default gets the new one (``fresh``, by name).

    Raises:
        FormatError: the file cannot be read, or a line cannot be taken out.
    """
    if orchestrator == "github":
        return _env(text, list(moved), list(gone), fresh, path)
    return _ado(text, list(moved), list(gone), fresh, path)


def _env(
    text: str, moved: list[Moved], gone: list[str], fresh: Mapping[str, Fresh], path: str
) -> str:
    document = EnvDocument.parse(text, path)
    if document.newline_hazard:
        document = document.with_lf()
    for entry in moved:
        value = document.get(entry.old)
        if value is None or entry.old not in gone:
            continue
        for name in reversed(entry.to):
            if document.entry(name) is None:
                document.set(name, value, after=entry.old)
    for name in gone:
        if document.entry(name) is not None:
            document.remove(name)
    for name, new in fresh.items():
        if document.get(name) in new.old:
            document.set(name, new.text)
    return document.text()


def _ado(
    text: str, moved: list[Moved], gone: list[str], fresh: Mapping[str, Fresh], path: str
) -> str:
    from wizard.formats.ado_variables import AdoDocument

    document = AdoDocument.parse(text, path)
    for entry in moved:
        value = document.get(entry.old)
        if value is None or entry.old not in gone:
            continue
        for name in reversed(entry.to):
            if document.entry(name) is None:
                document.set_many([(name, value, "$(" in value)], {name: entry.old})
    for name in gone:
        if document.entry(name) is not None:
            document.remove(name)
    changed = [
        (name, new.text, new.macro) for name, new in fresh.items() if document.get(name) in new.old
    ]
    if changed:
        document.set_many(changed, {})
    return document.text()
