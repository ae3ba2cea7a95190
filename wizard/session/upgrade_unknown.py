"""Names that the old release did not know and the new one does: what they say counts then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import ORCHESTRATORS, Orchestrator
from wizard.model.answers import Answers, Given
from wizard.model.values import format_value
from wizard.model.variable_names import VariableNames
from wizard.model.variable_values import FileVariable, read_variables
from wizard.session.variable_files import file_variables
from wizard.store.reading import FileState
from wizard.upgrade.report import Moved, UpgradeReport


def awaken(
    old: Catalog,
    new: Catalog,
    answers: Answers,
    files: Mapping[str, tuple[FileState, Orchestrator]],
    report: UpgradeReport,
) -> None:
    """Answer what unknown names of variable files, and names kept aside, mean in ``new``.

    An answer that stands already stays. What was kept aside and means something now is kept no
    longer.

    Raises:
        StoreError: a file cannot be read.
    """
    for path, (state, side) in files.items():
        listed = file_variables(state, side, path)
        fresh = list(_fresh(old, new, side, listed))
        if fresh:
            number = read_variables(old, side, listed, path).project
            _answer(new, side, fresh, path, number, answers, report)
    for project in answers.projects:
        for side in ORCHESTRATORS:
            prefix = f"projects.{project}.kept.{side}."
            kept = {k: g for k, g in answers.unknown.items() if k.startswith(prefix)}
            listed = [
                FileVariable(full.removeprefix(prefix), format_value(given.value), given.line)
                for full, given in kept.items()
            ]
            fresh = list(_fresh(old, new, side, listed))
            _answer(new, side, fresh, "", project, answers, report)
            for variable in fresh:
                del answers.unknown[f"{prefix}{variable.name}"]


def _fresh(
    old: Catalog, new: Catalog, side: Orchestrator, listed: Iterable[FileVariable]
) -> Iterator[FileVariable]:
    before, after = VariableNames(old, side), VariableNames(new, side)
    for variable in listed:
        if before.known(variable.name) is None and after.known(variable.name) is not None:
            yield variable


def _answer(
    new: Catalog,
    side: Orchestrator,
    fresh: list[FileVariable],
    path: str,
    project: str,
    answers: Answers,
    report: UpgradeReport,
) -> None:
    if not fresh:
        return
    reading = read_variables(new, side, fresh, path, project=project)
    for taken in reading.taken:
        if answers.get(taken.key) is None:
            answers.put(taken.key, Given(taken.value, "imported", path or None))
            value = format_value(taken.value)
            report.taken_up.append(Moved(taken.variable.name, (taken.key,), value, new.release))
