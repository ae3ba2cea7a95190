"""Convert a variable file on disk, and tell what the other one cannot say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import ORCHESTRATOR_TITLES, Orchestrator
from wizard.model.variable_names import VariableNames
from wizard.output.converted_file import converted_text
from wizard.session.conversion_notes import KeptName, notes_text, read_notes
from wizard.session.converting import (
    OTHER,
    Converted,
    converted,
    kept_for_the_way_back,
    restore,
)
from wizard.session.import_sources import NotUnderstood, read_source
from wizard.session.variable_files import kind_of_file
from wizard.store.errors import StoreError
from wizard.store.reading import FileState


@dataclass(frozen=True, slots=True)
class Loss:
    """A name of the source that the other file does not say as it stands, and why."""

    name: str
    value: str
    why: str


@dataclass(slots=True)
class Conversion:
    """The other file's text and the loss report.

    ``losses`` are kept as comments in ``text``; ``refused`` are values that could not be carried
    (name there, reason); ``defaults`` are names with values that the source did not say;
    ``spread`` are names that got the one value of a source's name which stands for several.
    """

    source: Orchestrator
    target: Orchestrator
    text: str
    carried: int
    losses: list[Loss] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    spread: dict[str, list[str]] = field(default_factory=dict)
    restored: list[str] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The report as plain data."""
        from dataclasses import asdict

        return {"from": self.source, "to": self.target} | {
            name: value for name, value in asdict(self).items() if name not in ("source", "target")
        }


def convert_file(
    catalog: Catalog, state: FileState, shown: str, target: Orchestrator
) -> Conversion:
    """The file for ``target`` with the values of another one.

    Raises:
        StoreError: it is no variable file, is one of ``target`` already, or cannot be read.
        FormatError: a value that no line of the other file can carry.
    """
    source = kind_of_file(state)
    if source is None:
        raise StoreError(
            shown, "is no .env and no variables.yaml", "use 'import' to take its answers over"
        )
    if source == target:
        there = ORCHESTRATOR_TITLES[target]
        raise StoreError(shown, f"is a file for {there} already", "name the other one")
    read = read_source(catalog, state, shown)
    texts = {entry.name: entry.value for entry in read.variables}
    made = converted(catalog, texts, target)
    kept = kept_for_the_way_back(catalog, texts, made)
    restored = restore(made, read_notes(state.text.text, target))
    indent = "  " if target == "azure-devops" else ""
    text = converted_text(catalog, target, made.texts)
    return Conversion(
        source,
        target,
        text + notes_text(source, kept, indent=indent),
        carried=len(made.sources),
        losses=_losses(catalog, source, made, kept),
        refused=dict(made.refused),
        defaults={name: made.texts[name] for name in made.defaults if made.texts[name]},
        spread=_spread(made),
        restored=restored,
        not_understood=read.not_understood,
    )


def _losses(
    catalog: Catalog, source: Orchestrator, made: Converted, kept: list[KeptName]
) -> list[Loss]:
    names = VariableNames(catalog, source)
    used = set(made.sources.values())
    there = ORCHESTRATOR_TITLES[OTHER[source]]
    found = []
    for entry in kept:
        known = names.known(entry.name)
        if known is None:
            why = "an older name" if entry.name in used else names.why_unknown(entry.name)
            why = why or "not known in this release"
        elif not known.setting.variables(OTHER[source]):
            why = f"{there} has no such setting"
        elif entry.name not in used:
            why = f"{there} has one value where this file has several"
        else:
            why = f"{there} says it in another way"
        found.append(Loss(entry.name, entry.value, why))
    return found


def _spread(made: Converted) -> dict[str, list[str]]:
    """The names of the source that became several names, with these."""
    found: dict[str, list[str]] = {}
    for name, source in made.sources.items():
        found.setdefault(source, []).append(name)
    return {source: names for source, names in found.items() if len(names) > 1}
