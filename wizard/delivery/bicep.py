"""Bicep: what each deployment step receives, and the command that runs it.

Values follow the choices made; where a pipeline of the vendor would hand over something else,
``Difference`` says so and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wizard.catalog.bicep import BicepTables, load_bicep
from wizard.catalog.conditions import parse_condition
from wizard.catalog.setting import Orchestrator
from wizard.delivery.bicep_values import BicepParameter, FromEnvironment, Values
from wizard.model.context import MissingContext
from wizard.model.view import View
from wizard.network.build import build_plan
from wizard.network.plan import AddressPlan


@dataclass(frozen=True, slots=True)
class Difference:
    """Parameters whose values are not what the pipelines of ``orchestrators`` pass."""

    parameters: tuple[str, ...]
    steps: tuple[str, ...]
    orchestrators: tuple[Orchestrator, ...]
    because: str


@dataclass(frozen=True, slots=True)
class BicepStep:
    """One deployment step of one project in one environment.

    ``template`` is below the vendor's Bicep folder; ``scope`` is "subscription" or "group", and
    ``resource_group`` is "" for the former. ``left_out`` are parameters that stay with the
    template. ``before`` and ``after`` is manual work; ``warnings`` what goes wrong whatever the
    values are.
    """

    number: str
    title: str
    template: str
    scope: str
    per: str
    deployment: str
    deployment_problem: str
    subscription: str
    location: str
    resource_group: str
    parameters: tuple[BicepParameter, ...]
    left_out: tuple[str, ...]
    first_run_only: bool
    may_fail: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    warnings: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def values(self) -> dict[str, Any]:
        """The values by parameter."""
        return {parameter.name: parameter.value for parameter in self.parameters}

    @property
    def from_environment(self) -> tuple[str, ...]:
        """The environment variables that have to be set while the step runs."""
        found = [p.value.variable for p in self.parameters if isinstance(p.value, FromEnvironment)]
        return tuple(dict.fromkeys(found))

    @property
    def states(self) -> tuple[BicepParameter, ...]:
        """The parameters that tell what exists already."""
        return tuple(p for p in self.parameters if p.origin in ("states", "subnet_states"))


def bicep_orchestrator(view: View) -> Orchestrator:
    """The orchestrator whose names and values are followed: GitHub where both are in use."""
    return "azure-devops" if view.text("orchestrator") == "azure-devops" else "github"


def deliver_bicep(
    view: View,
    plan: AddressPlan | None = None,
    *,
    again: bool = False,
    tables: BicepTables | None = None,
) -> tuple[BicepStep, ...]:
    """The steps that run for the view's project and environment, in their order.

    ``plan`` is the address plan of the environment, by default the one that upstream's
    calculator would make. ``again`` gives the form for a factory that was deployed before:
    without the steps that run only once, and with the flags of what exists. ``tables`` are those
    of the release, or of a checkout; steps whose templates they lack are left out.

    Raises:
        MissingContext: the view lacks a project or an environment.
        NoBicepTables: the release's templates are not described.
    """
    if view.context.project is None:
        raise MissingContext("Bicep parameters of a project", "name the project (such as 001)")
    view = view.for_orchestrator(bicep_orchestrator(view))
    tables = tables or load_bicep(view.catalog.release)
    values = Values(view, tables, plan or build_plan(view), again=again)
    rows = _ordered(view.catalog.tables["steps"]["steps"])
    missing = {row.get("after") for row in rows if row["template"] not in tables.templates}
    return tuple(
        _step(row, values, {} if row["number"] in missing else row.get("parameters", {}))
        for row in rows
        if row["template"] in tables.templates
        and _runs(row, view)
        and not (again and row.get("first_run_only"))
    )


def _ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a release's steps, each that names another behind that one."""
    made = [row for row in rows if "after" not in row]
    for row in rows:
        if "after" in row:
            place = next(n for n, other in enumerate(made) if other["number"] == row["after"])
            made.insert(place + 1, row)
    return made


def _runs(row: dict[str, Any], view: View) -> bool:
    if bicep_orchestrator(view) not in row["orchestrators"]:
        return False
    condition = row["condition"]
    return bool(condition == "always" or view.holds(parse_condition(condition)))


def _step(row: dict[str, Any], values: Values, fixed: dict[str, Any]) -> BicepStep:
    view, number = values.view, row["number"]
    declared = values.tables.parameters(row["template"])
    found = [
        BicepParameter(one, fixed[one.name], "fixed") if one.name in fixed
        else values.parameter(number, one)
        for one in declared
    ]  # fmt: skip
    named = values.names[f"step_{number}_{bicep_orchestrator(view).replace('-', '_')}"]
    manual = row.get("manual", {})
    matters = _holds(manual, view)
    return BicepStep(
        number=number,
        title=row["title"],
        template=row["template"],
        scope=row["scope"],
        per=row["per"],
        deployment=named.name if row.get("fixed_name") else named.name[: named.limit],
        deployment_problem=named.problem,
        subscription=view.text("subscription_id"),
        location=view.text("region.name"),
        resource_group=values.fields["common_group"] if row["scope"] == "group" else "",
        parameters=tuple(parameter for parameter in found if parameter is not None),
        left_out=tuple(d.name for d, p in zip(declared, found, strict=True) if p is None),
        first_run_only=row.get("first_run_only", False),
        may_fail=row.get("may_fail", False),
        before=tuple(text.strip() for text in manual.get("before", ()) if matters),
        after=tuple(text.strip() for text in manual.get("after", ()) if matters),
        warnings=tuple(_warnings(number, values.tables, view)),
        differences=tuple(
            _differences(number, frozenset(d.name for d in declared), values.tables, view)
        ),
    )


def _warnings(number: str, tables: BicepTables, view: View) -> Iterator[str]:
    for row in tables.warnings:
        if number in row["steps"] and _holds(row, view):
            yield row["text"].strip()


def _differences(
    number: str, names: frozenset[str], tables: BicepTables, view: View
) -> Iterator[Difference]:
    for row in tables.differences:
        concerned = tuple(name for name in row["parameters"] if name in names)
        here = number in row["steps"] and bicep_orchestrator(view) in row["orchestrators"]
        if here and concerned and _holds(row, view):
            yield Difference(
                concerned,
                tuple(row["steps"]),
                tuple(row["orchestrators"]),
                row["because"].strip(),
            )


def _holds(row: dict[str, Any], view: View) -> bool:
    return "when" not in row or view.holds(parse_condition(row["when"]))
