"""From the variables of a file to answers: names to keys, texts to values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator, Setting, Value
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key
from wizard.model.resolve import UnusableName, project_id
from wizard.model.values import ValueProblem, format_value, lenient_value, parse_value
from wizard.model.variable_names import Known, VariableNames
from wizard.model.view import View


class FileVariable(NamedTuple):
    """A variable as a file holds it: name, value as its reader sees it, line (1-based)."""

    name: str
    value: str
    line: int | None = None


class Taken(NamedTuple):
    """A variable that became an answer: the full key and value, and the name that it has now."""

    variable: FileVariable
    name: str
    key: str
    value: Value


@dataclass(slots=True)
class Reading:
    """Answers read from the variables of one file.

    Every variable is in one of the lists: ``taken`` became answers; ``silent`` say nothing (no
    value, or the text that stands for none), say the project's number, or repeat tags that are
    put together from other answers; ``outdone`` are second or older names of a setting whose own
    name stands in the file as well; ``unknown`` mean nothing for this orchestrator and release,
    and ``reasons`` has what can be said of them by name. ``inferred`` are the full keys that the
    file implies without naming them. ``assumed`` says what was put in place of a number that is
    missing or unusable.
    """

    answers: Answers
    project: str
    scale_set: str
    taken: list[Taken] = field(default_factory=list)
    silent: list[FileVariable] = field(default_factory=list)
    outdone: list[FileVariable] = field(default_factory=list)
    unknown: list[FileVariable] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    inferred: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


def read_variables(
    catalog: Catalog,
    orchestrator: Orchestrator,
    variables: Iterable[FileVariable],
    path: str,
    *,
    project: str = "001",
    scale_set: str = "001",
) -> Reading:
    """Answers from the variables of one file, which serves one project of one scale set.

    Texts of the wrong kind and placeholders are kept as they are, for the rules to report.
    Among several names of one setting the template's own one counts, and a name of this release
    counts before an older one. ``project`` and ``scale_set`` hold where the file does not say
    which ones it serves.
    """
    found = {entry.name: entry for entry in variables}
    reader = _Reader(catalog, orchestrator, found, path)
    reading = reader.begin(project, scale_set)
    for name, entry in found.items():
        reader.read(reading, name, entry)
    _infer(catalog, reading)
    _drop_composed(catalog, orchestrator, reading)
    return reading


class _Reader:
    """The variables of a file on their way into a reading."""

    def __init__(
        self,
        catalog: Catalog,
        orchestrator: Orchestrator,
        found: dict[str, FileVariable],
        path: str,
    ) -> None:
        self._catalog = catalog
        self._orchestrator: Orchestrator = orchestrator
        self._path = path
        self._names = VariableNames(catalog, orchestrator)
        self._known = {name: self._names.known(name) for name in found}
        self._by_name = {
            known.name: found[name] for name, known in self._known.items() if known is not None
        }
        for name in found:
            for known in self._names.successors(name) if self._known[name] is None else ():
                self._by_name.setdefault(known.name, found[name])

    def begin(self, project: str, scale_set: str) -> Reading:
        """An empty reading for the project and scale set that the file serves."""
        assumed: list[str] = []
        project = self._id("number", project, "project", assumed)
        scale_set = self._id("naming.scale_set_suffix", scale_set, "scale set", assumed)
        reading = Reading(Answers(), project, scale_set, assumed=assumed)
        reading.answers.add_project(project)
        reading.answers.add_scale_set(scale_set)
        if scale_set != "001":
            home = full_key("scale_set", "project", Context(scale_set, None, project))
            reading.answers.put(home, Given(scale_set, "imported", self._path))
        return reading

    def _id(self, key: str, otherwise: str, what: str, assumed: list[str]) -> str:
        for variable in self._catalog[key].variables(self._orchestrator):
            entry = self._by_name.get(variable.name)
            if entry is None or entry.value == "":
                continue
            try:
                return project_id(entry.value)
            except UnusableName:
                assumed.append(
                    f"{entry.name} is {entry.value!r}, no number: taken as {what} {otherwise}"
                )
                return otherwise
        assumed.append(f"no number of the {what} stands in the file: taken as {otherwise}")
        return otherwise

    def read(self, reading: Reading, name: str, entry: FileVariable) -> None:
        """Put one variable where it belongs."""
        known = self._known[name]
        if known is not None:
            self._take(reading, known, entry)
            return
        heirs = self._names.successors(name)
        open_ones = [heir for heir in heirs if self._by_name[heir.name] is entry]
        for heir in open_ones:
            self._take(reading, heir, entry)
        if heirs and not open_ones:
            reading.outdone.append(entry)
        elif not heirs:
            reading.unknown.append(entry)
            reading.reasons[name] = self._names.why_unknown(name)

    def _take(self, reading: Reading, known: Known, entry: FileVariable) -> None:
        setting, variable = known.setting, known.variable
        if setting.identity or says_nothing(setting, self._orchestrator, entry.value):
            reading.silent += [] if entry in reading.silent else [entry]
            return
        environment = variable.environment or ("dev" if setting.scope == "environment" else None)
        context = Context(reading.scale_set, environment, reading.project)
        full = full_key(setting.key, setting.scope, context)
        if not variable.in_template and reading.answers.get(full) is not None:
            reading.outdone.append(entry)
            return
        value = lenient_value(setting, entry.value)
        for other in [taken for taken in reading.taken if taken.key == full]:
            reading.taken.remove(other)
            reading.outdone.append(other.variable)
        reading.answers.put(full, Given(value, "imported", self._path, entry.line))
        reading.taken.append(Taken(entry, known.name, full, value))


def says_nothing(setting: Setting, orchestrator: Orchestrator, text: str) -> bool:
    """Whether a text leaves the question open: it is empty, stands for nothing, or is JSON that
    the vendor's template ships.
    """
    if text == "" or text == setting.empty(orchestrator):
        return True
    shipped = (
        setting.template_default_github
        if orchestrator == "github"
        else setting.template_default_azure_devops
    )
    return setting.kind == "json" and shipped is not None and _same_json(text, shipped)


def misfit(setting: Setting, value: Value) -> str:
    """Why a value is none of the setting's kind; "" when it is one."""
    try:
        parse_value(setting, value)
    except ValueProblem as problem:
        return str(problem).removeprefix(f"{setting.key} ")
    return ""


def is_well_spelt(setting: Setting, text: str) -> bool:
    """Whether the pipelines take a text for what we read in it.

    They do regardless of case, but yes, on and 1 are no booleans to them, and blanks in lists
    are not left out (D90).
    """
    if setting.kind == "bool" or setting.is_list:
        return text.lower() == format_value(lenient_value(setting, text)).lower()
    return True


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
            for taken in [taken for taken in reading.taken if taken.key == full]:
                reading.taken.remove(taken)
                reading.silent.append(taken.variable)


def _same_json(one: Value, other: Value) -> bool:
    if one == other:
        return True
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
                reading.inferred.append(full(row["key"]))
