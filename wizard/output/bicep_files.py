"""Parameter files for the Bicep steps of a project, as Bicep and as ARM JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wizard.catalog.bicep import BicepTables, load_bicep
from wizard.delivery.bicep import BicepStep, deliver_bicep
from wizard.delivery.bicep_values import BicepParameter, FromEnvironment
from wizard.formats.arm_parameters import SecretReference, arm_parameters_text
from wizard.formats.bicep_literals import Call
from wizard.formats.bicepparam import Assignment, bicepparam_text
from wizard.formats.errors import FormatError
from wizard.model.view import View
from wizard.network.plan import AddressPlan
from wizard.output.bicep_names import (
    PASSWORD_SECRET,
    SUBMODULE,
    TEMPLATES,
    by_reference,
    seeding_vault,
    step_file,
    way_up,
)
from wizard.output.bicep_run_sheet import run_script, run_sheet
from wizard.output.files import GENERATED, OutputFile, text_file

_READERS = {
    ".bicepparam": "az deployment, through bicep/<environment>/run.sh",
    ".parameters.json": "az deployment and other tools that take ARM parameter files",
}
FIRST = "For a first run: the flags say that nothing exists yet."
LATER = "For a later run: the flags say that all of it exists, and leave it alone."
_GROUPS = (
    ("What was decided, and what follows from it", None),
    ("What exists already", ("states", "subnet_states")),
    ("Never in a file, or the same in every step", ("secrets", "drawn")),
    ("Decided by nobody: the template's own values", ("template",)),
)


def bicep_files(
    view: View,
    environments: tuple[str, ...],
    plans: Mapping[str, AddressPlan] | None = None,
    *,
    submodule: str = "",
    tables: BicepTables | None = None,
) -> list[OutputFile]:
    """The files below ``<project>/bicep/`` for the view's project.

    ``plans`` are the address plans by environment, by default upstream's; ``submodule`` is where
    the vendor's repository stands, relative to the root (by default where the vendor puts it);
    ``tables`` see ``deliver_bicep``.

    Raises:
        FormatError: a value that a file cannot carry; the message names step and parameter.
        NoBicepTables: the release's templates are not described.
    """
    files: list[OutputFile] = []
    note = (tables or load_bicep(view.catalog.release)).differences_note
    for environment in environments:
        there = view.at(environment=environment)
        plan = (plans or {}).get(environment)
        folder = f"{GENERATED}/{view.context.project}/bicep/{environment}"
        home = f"{submodule or SUBMODULE}/{TEMPLATES}"
        first = deliver_bicep(there, plan, tables=tables)
        again = deliver_bicep(there, plan, again=True, tables=tables)
        files += _parameter_files(there, first, folder, home, FIRST)
        files += _parameter_files(there, again, f"{folder}/rerun", home, LATER)
        sheet = run_sheet(there, first, again, folder=folder, home=home, note=note)
        script = run_script(there, first, again)
        files.append(text_file(f"{folder}/RUN.md", sheet, "people", commit=True))
        files.append(text_file(f"{folder}/run.sh", script, "bash, after az login", commit=True))
    return files


def _parameter_files(
    view: View, steps: tuple[BicepStep, ...], folder: str, home: str, form: str
) -> Iterator[OutputFile]:
    for step in steps:
        try:
            texts = {
                ".bicepparam": _bicepparam(
                    view, step, f"{way_up(folder)}{home}/{step.template}", form
                ),
                ".parameters.json": arm_parameters_text(_arm_values(view, step)),
            }
        except FormatError as error:
            raise FormatError(
                f"step {step.number}, {step.title}: {error.reason}", error.remedy
            ) from error
        for ending, text in texts.items():
            yield text_file(
                f"{folder}/{step_file(step)}{ending}", text, _READERS[ending], commit=False
            )


def _bicepparam(view: View, step: BicepStep, using: str, form: str) -> str:
    context = view.context
    whose = f"project {context.project}" if step.per == "project" else "all projects"
    header = (
        f"Step {step.number}, {step.title}: {context.environment}, {whose} of scale set "
        f"{context.scale_set}. AI Factory {view.catalog.release}."
    )
    if step.states:
        header += f"\n{form}"
    if step.left_out:
        header += f"\nLeft to the template: {', '.join(step.left_out)}."
    return bicepparam_text(using, _assignments(step), header)


def _assignments(step: BicepStep) -> Iterator[Assignment]:
    because = {name: one.because for one in step.differences for name in one.parameters}
    named = {origin for _, origins in _GROUPS for origin in origins or ()}
    for title, origins in _GROUPS:
        heading, last = f"--- {title} ---", ""
        for parameter in step.parameters:
            inside = parameter.origin in origins if origins else parameter.origin not in named
            if not inside:
                continue
            notes = [heading] if heading else []
            reason = because.get(parameter.name, "")
            if reason and reason != last:
                notes.append(f"Not as the pipelines pass it: {reason}")
            heading, last = "", reason
            if parameter.problem:
                notes.append(f"PROBLEM: {parameter.problem}.")
            yield Assignment(parameter.name, _bicep_value(parameter), "\n".join(notes))


def _bicep_value(parameter: BicepParameter) -> Any:
    if isinstance(parameter.value, FromEnvironment):
        return Call("readEnvironmentVariable", (parameter.value.variable,))
    return parameter.value


def _arm_values(view: View, step: BicepStep) -> dict[str, Any]:
    """The values that JSON can hold; others are named on the command line."""
    values: dict[str, Any] = {}
    for parameter in step.parameters:
        if not isinstance(parameter.value, FromEnvironment):
            values[parameter.name] = parameter.value
        elif by_reference(view, parameter):
            values[parameter.name] = SecretReference(seeding_vault(view), PASSWORD_SECRET)
    return values
