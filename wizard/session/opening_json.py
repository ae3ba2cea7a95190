"""Opening ``variables.json``: what it says, and where another variable file says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wizard.catalog.catalog import Catalog
from wizard.model.answers import Answers
from wizard.model.context import Context, full_key
from wizard.model.values import format_value
from wizard.model.variable_names import VariableNames
from wizard.model.variable_values import Reading, read_variables
from wizard.store.errors import StoreError
from wizard.store.reading import FileState


class Disagreement(NamedTuple):
    """A value that variables.json and another file say differently; lines are 1-based."""

    key: str
    name: str
    ours: str
    path: str
    line: int | None
    theirs: str


class JsonReading(NamedTuple):
    """What the file says: answers, and full keys that it leaves empty on purpose."""

    reading: Reading
    emptied: frozenset[str]


def read_json(
    catalog: Catalog, state: FileState, path: str, notes: list[str]
) -> JsonReading | None:
    """The answers in the file; None with a note where it is none that a run could take."""
    from wizard.session.import_sources import read_source

    try:
        source = read_source(catalog, state, path)
    except StoreError as error:
        notes.append(f"{error.path}: {error.reason}; nothing was taken from it")
        return None
    if source.kind != "variables.json":
        notes.append(f"{path}: has no section dev; nothing was taken from it")
        return None
    reading = read_variables(catalog, "azure-devops", source.variables, path)
    emptied = set(_emptied(catalog, reading))
    if source.others:
        more = read_variables(
            catalog, "github", source.others, path,
            project=reading.project, scale_set=reading.scale_set,
        )  # fmt: skip
        _join(reading.answers, more.answers)
        reading.taken += more.taken
    return JsonReading(reading, frozenset(emptied))


def _emptied(catalog: Catalog, reading: Reading) -> Iterable[str]:
    names = VariableNames(catalog, "azure-devops")
    for variable in reading.silent:
        known = names.known(variable.name)
        if known is None or variable.value or known.setting.identity:
            continue
        environment = known.variable.environment
        if environment is None and known.setting.scope == "environment":
            environment = "dev"
        context = Context(reading.scale_set, environment, reading.project)
        yield full_key(known.setting.key, known.setting.scope, context)


def _join(answers: Answers, more: Answers) -> None:
    for full, given in more.items():
        if answers.get(full) is None:
            answers.put(full, given)


def outdone(json: JsonReading, reading: Reading, path: str) -> list[Disagreement]:
    """What another file says otherwise than variables.json, which a project run takes."""
    found = []
    for taken in reading.taken:
        ours = json.reading.answers.get(taken.key)
        theirs = format_value(taken.value)
        said = format_value(ours.value) if ours else "" if taken.key in json.emptied else theirs
        if said != theirs:
            found.append(
                Disagreement(taken.key, taken.name, said, path, taken.variable.line, theirs)
            )
    return found
