"""What an import has to say about the names of one file."""

from __future__ import annotations

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Setting, Value
from wizard.model.context import split_key
from wizard.model.values import format_value
from wizard.model.variable_values import FileVariable, Reading, Taken, is_well_spelt, misfit
from wizard.rules.placeholder_styles import placeholder_in
from wizard.session.import_report import FileReport, Mapped, Normalised, Unknown
from wizard.session.import_sources import NotUnderstood


def tell(catalog: Catalog, reading: Reading, report: FileReport) -> None:
    """Add what became of every name to the report."""
    report.read += (
        len({taken.variable for taken in reading.taken})
        + len(reading.silent) + len(reading.outdone) + len(reading.unknown)
    )  # fmt: skip
    for taken in reading.taken:
        setting = catalog[split_key(taken.key).key]
        value = format_value(taken.value)
        if _is_open(setting, taken, report):
            continue
        report.mapped.append(Mapped(taken.variable.name, taken.variable.line, taken.key, value))
        report.normalised += _changes(setting, taken)
        if placeholder_in(setting, value) is not None:
            report.unfilled.append(taken.variable.name)
    for variable in reading.silent:
        if variable.value and not _is_number(catalog, variable):
            why = "says nothing, or what other answers say already"
            report.normalised.append(
                Normalised(variable.name, variable.line, variable.value, "", why)
            )
        else:
            report.silent.append(variable.name)
    for variable in reading.outdone:
        why = "another name of the same setting stands in the file and counts"
        report.normalised.append(Normalised(variable.name, variable.line, variable.value, "", why))
    for full in reading.inferred:
        given = reading.answers.get(full)
        if given is not None:
            text = format_value(given.value)
            why = "what the file's single settings amount to"
            report.normalised.append(Normalised(full, given.line, "", text, why))


def _is_open(setting: Setting, taken: Taken, report: FileReport) -> bool:
    """Whether a value is of the wrong kind and so no answer: a placeholder, or a mistake."""
    variable, why = taken.variable, misfit(setting, taken.value)
    if not why:
        return False
    if placeholder_in(setting, variable.value) is not None:
        report.unfilled.append(variable.name)
    elif setting.kind != "enum":
        told = f"{variable.name} {why}"
        report.not_understood.append(NotUnderstood(variable.line, told))
    if setting.kind == "enum":
        report.kept.append(Unknown(variable.name, variable.line, why, "left unanswered"))
    return True


def _changes(setting: Setting, taken: Taken) -> list[Normalised]:
    variable, found = taken.variable, []
    if taken.name != variable.name:
        why = "the name is spelt so" if taken.name.lower() == variable.name.lower() else "renamed"
        found.append(Normalised(variable.name, variable.line, variable.name, taken.name, why))
    after = format_value(taken.value)
    if after != variable.value and setting.kind != "json":
        why = "written the way that the pipelines take it"
        if is_well_spelt(setting, variable.value):
            why = "the same, spelt as everywhere; the line may stay"
        found.append(Normalised(variable.name, variable.line, variable.value, after, why))
    return found


def _is_number(catalog: Catalog, variable: FileVariable) -> bool:
    found = catalog.by_variable.get(variable.name)
    return found is not None and found[0].identity


def tell_decision(full: str, value: Value, variable: FileVariable) -> Mapped:
    """An answer that stood under a key, or under a name of the vendor's wizard."""
    return Mapped(variable.name, variable.line, full, format_value(value))
