"""From the variables of a file to answers: names to keys, texts to values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator, Setting, Value, Variable
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key
from wizard.model.resolve import UnusableName, project_id
from wizard.model.values import lenient_value
from wizard.model.view import View


@dataclass(frozen=True, slots=True)
class FileVariable:
    """A variable as a file holds it: name, value as its reader sees it, line (1-based)."""

    name: str
    value: str
    line: int | None = None


@dataclass(slots=True)
class Reading:
    """Answers read from variables; ``unknown`` are names that the catalogue does not have."""

    answers: Answers
    project: str
    scale_set: str
    unknown: list[FileVariable] = field(default_factory=list)


def read_variables(
    catalog: Catalog, orchestrator: Orchestrator, variables: Iterable[FileVariable], path: str
) -> Reading:
    """Answers from the variables of one file, which serves one project of one scale set.

    Texts of the wrong kind and placeholders are kept as they are, for the rules to report.
    Among several names of one setting the template's own one counts.
    """
    listed = list(variables)
    found = {entry.name: entry for entry in listed}
    project = _id(catalog, "number", orchestrator, found)
    scale_set = _id(catalog, "naming.scale_set_suffix", orchestrator, found)
    reading = Reading(Answers(), project, scale_set)
    reading.answers.add_project(project)
    reading.answers.add_scale_set(scale_set)
    if scale_set != "001":
        home = full_key("scale_set", "project", Context(scale_set, None, project))
        reading.answers.put(home, Given(scale_set, "imported", path))
    for name, entry in found.items():
        known = catalog.by_variable.get(name)
        if known is None:
            reading.unknown.append(entry)
        elif known[1] == orchestrator:
            _read_one(reading, known[0], known[2], entry, path, orchestrator)
    _infer(catalog, reading)
    _drop_composed(catalog, orchestrator, reading)
    return reading


def _read_one(
    reading: Reading,
    setting: Setting,
    variable: Variable,
    entry: FileVariable,
    path: str,
    orchestrator: Orchestrator,
) -> None:
    if setting.identity or _is_nothing(setting, orchestrator, entry.value):
        return
    environment = variable.environment or ("dev" if setting.scope == "environment" else None)
    context = Context(reading.scale_set, environment, reading.project)
    full = full_key(setting.key, setting.scope, context)
    if not variable.in_template and reading.answers.get(full) is not None:
        return
    value = lenient_value(setting, entry.value)
    reading.answers.put(full, Given(value, "imported", path, entry.line))


def _is_nothing(setting: Setting, orchestrator: Orchestrator, text: str) -> bool:
    if text == "" or text == setting.empty(orchestrator):
        return True
    shipped = (
        setting.template_default_github
        if orchestrator == "github"
        else setting.template_default_azure_devops
    )
    return setting.kind == "json" and ("$(" in text or text == shipped)


def _id(
    catalog: Catalog, key: str, orchestrator: Orchestrator, found: dict[str, FileVariable]
) -> str:
    for variable in catalog[key].variables(orchestrator):
        if variable.name in found:
            try:
                return project_id(found[variable.name].value)
            except UnusableName:
                break
    return "001"


def _drop_composed(catalog: Catalog, orchestrator: Orchestrator, reading: Reading) -> None:
    """Leave JSON that is just what the other answers make of it to be composed again."""
    context = Context(reading.scale_set, None, reading.project)
    view = View(catalog, reading.answers, context, None, orchestrator)
    for setting in catalog.settings.values():
        if setting.kind != "json" or setting.scope == "environment":
            continue
        full = full_key(setting.key, setting.scope, context)
        given = reading.answers.get(full)
        if given is not None and _same_json(given.value, view.default(setting)):
            reading.answers.drop(full)


def _same_json(one: Value, other: Value) -> bool:
    try:
        return bool(json.loads(str(one)) == json.loads(str(other)))
    except (ValueError, RecursionError):
        return False


def _infer(catalog: Catalog, reading: Reading) -> None:
    """Answer the decisions that a file implies, and let its parts follow from them."""
    context = Context(reading.scale_set, None, reading.project)

    def full(key: str) -> str:
        return full_key(key, catalog[key].scope, context)

    for row in catalog.tables.get("reading", {}).get("infer", ()):
        parts = {full(key): wanted for key, wanted in row["from"].items()}
        given = {key: reading.answers.get(key) for key in parts}
        if all(entry and entry.value == parts[key] for key, entry in given.items()):
            first = next(iter(given.values()))
            for key in parts:
                reading.answers.drop(key)
            if first is not None:
                reading.answers.put(
                    full(row["key"]), Given(row["value"], "imported", first.path, first.line)
                )
