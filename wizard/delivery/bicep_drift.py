"""Whether a checked-out template still declares what the release's table says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wizard.catalog.bicep import Parameter
from wizard.formats.bicep_literals import Call, read_literal
from wizard.formats.bicep_params_source import Declaration
from wizard.formats.errors import FormatError
from wizard.rules.finding import Severity

Kind = Literal["gone", "new", "required", "type", "allowed", "secure", "default"]


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference; ``line`` is that of the declaration, None for a parameter that has gone."""

    kind: Kind
    parameter: str
    severity: Severity
    message: str
    line: int | None = None


def drift_of(table: tuple[Parameter, ...], found: tuple[Declaration, ...]) -> tuple[Drift, ...]:
    """The differences between a release's table and a template, in the table's order."""
    there = {declaration.name: declaration for declaration in found}
    drifts: list[Drift] = []
    for parameter in table:
        declaration = there.pop(parameter.name, None)
        if declaration is None:
            text = "is no longer declared; a file that names it is refused"
            drifts.append(Drift("gone", parameter.name, "warning", text))
        else:
            drifts += _changed(parameter, declaration)
    drifts += [_new(declaration) for declaration in there.values()]
    return tuple(drifts)


def _new(declaration: Declaration) -> Drift:
    if declaration.required:
        text = "is new and required; the file does not have it, and the step does not begin"
        return Drift("new", declaration.name, "warning", text, declaration.line)
    text = "is new and keeps the template's own value"
    return Drift("new", declaration.name, "note", text, declaration.line)


def _changed(parameter: Parameter, declaration: Declaration) -> Iterator[Drift]:
    name, line = parameter.name, declaration.line
    if declaration.base != parameter.type:
        text = f"is of type {declaration.type}, and was of type {parameter.type}"
        yield Drift("type", name, "warning", text, line)
    if declaration.required and not parameter.required:
        yield Drift("required", name, "note", "is required now; the file has it", line)
    if declaration.secure != parameter.secure:
        text = "is a secret now" if declaration.secure else "is no longer marked as a secret"
        yield Drift("secure", name, "warning", text, line)
    if set(declaration.allowed) != set(parameter.allowed):
        values = ", ".join(str(value) for value in declaration.allowed) or "any value"
        yield Drift("allowed", name, "warning", f"allows {values} now", line)
    if _default(declaration) != _table_default(parameter):
        yield Drift("default", name, "note", "has another default; the file keeps its value", line)


def _default(declaration: Declaration) -> str:
    if declaration.default is None:
        return ""
    try:
        value = read_literal(declaration.default)
    except FormatError:
        return "computed"
    return "computed" if isinstance(value, Call) else repr(value)


def _table_default(parameter: Parameter) -> str:
    if parameter.computed:
        return "computed"
    return "" if parameter.default is None else repr(parameter.default)
