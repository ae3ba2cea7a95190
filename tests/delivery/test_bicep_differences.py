"""Our values are those that the vendor's pipelines pass, save for the differences we list."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from typing import Any, NamedTuple

import pytest

from tests.delivery.bicep_examples import EXAMPLES, declared, session_of
from tests.delivery.pipelines import Arrival, ado_arrivals, github_arrivals
from wizard.catalog.bicep import load_bicep
from wizard.catalog.setting import ENVIRONMENTS
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.bicep import deliver_bicep
from wizard.delivery.bicep_values import BicepParameter
from wizard.delivery.github import deliver_github

ORCHESTRATORS = ("github", "azure-devops")
AT_RUN_TIME = {
    "states", "drawn", "secrets", "subnet_ids", "subnet_names", "ranges", "subnet_states",
}  # fmt: skip
"""What the pipelines find out while they run: a file has it from plan, names and answers."""

RESOLVED = {
    "vnetNameFull_param", "vnetResourceGroup_param", "DEBUG_vnetNameFull_param",
    "DEBUG_vnetResourceGroup_param",
}  # fmt: skip
"""Computed by a script of the project pipelines, as written down in ``resolved``."""


class Mismatch(NamedTuple):
    parameter: str
    step: str
    orchestrator: str


def arrivals(example: str, orchestrator: str, environment: str) -> list[Arrival]:
    view = session_of(example, orchestrator).view()
    if orchestrator == "github":
        delivery = deliver_github(view)
        return github_arrivals(
            delivery.arriving(environment), delivery.arriving_secrets(environment), environment
        )
    values = {item.name: item.value for item in deliver_azure_devops(view)}
    return ado_arrivals(values, environment)


def resolved(example: str, orchestrator: str, environment: str, parameter: str) -> str:
    """What the script in front of the project steps makes of names with placeholders."""
    view = session_of(example, orchestrator).view(environment=environment)
    upstream = {"dev": "dev", "stage": "test", "prod": "prod"}[environment]
    if "vnetNameFull" in parameter:
        text = view.text("byo.vnet_name") or (
            f"{view.text('naming.vnet_base')}-{view.text('region.code')}-{upstream}"
            f"{view.text('naming.common_resource_suffix')}"
        )
    else:
        text = view.text("byo.vnet_resource_group") or (
            f"{view.text('naming.prefix')}{view.text('naming.common_group_base')}-"
            f"{view.text('region.code')}-{upstream}{view.text('naming.scale_set_suffix')}"
        )
    return text.replace("<network_env>", view.text("byo.network_env"))


def passed_value(arrival: Arrival) -> Any:
    if arrival.text.startswith("$_subnet_common"):
        return ""  # a shell variable: the setting of an existing subnet, empty in the examples
    if declared()[arrival.template][arrival.parameter]["type"] == "array":
        return json.loads(arrival.text)
    return arrival.value


def is_different(ours: BicepParameter, passed: list[Any], default: dict[str, Any]) -> bool:
    if passed:
        return all(not same(ours.value, value) for value in passed)
    if "default" not in default:
        return False  # an expression of the template, with which nothing can be compared
    return not same(ours.value, default["default"])


def same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


@cache
def mismatches() -> dict[Mismatch, list[tuple[str, str]]]:
    """Every parameter that differs -> the examples and environments in which it does."""
    found: dict[Mismatch, list[tuple[str, str]]] = defaultdict(list)
    for example in EXAMPLES:
        for orchestrator in ORCHESTRATORS:
            for environment in ENVIRONMENTS:
                for mismatch in _mismatches(example, orchestrator, environment):
                    found[mismatch].append((example, environment))
    return found


def _mismatches(example: str, orchestrator: str, environment: str) -> list[Mismatch]:
    got: dict[tuple[str, str], list[Arrival]] = defaultdict(list)
    for arrival in arrivals(example, orchestrator, environment):
        got[(arrival.template, arrival.parameter)].append(arrival)
    known = {template for template, _ in got}
    view = session_of(example, orchestrator).view(environment=environment)
    found = []
    for step in deliver_bicep(view):
        assert step.template in known, step.number
        for ours in step.parameters:
            if ours.origin in AT_RUN_TIME:
                continue
            passed = [passed_value(a) for a in got.get((step.template, ours.name), [])]
            if ours.name in RESOLVED and step.per == "project":
                passed = [resolved(example, orchestrator, environment, ours.name)]
            if is_different(ours, passed, declared()[step.template][ours.name]):
                found.append(Mismatch(ours.name, step.number, orchestrator))
    return found


def listed() -> set[Mismatch]:
    return {
        Mismatch(parameter, step, orchestrator)
        for row in load_bicep("1.24").differences
        for parameter in row["parameters"]
        for step in row["steps"]
        for orchestrator in row["orchestrators"]
    }


def test_every_difference_is_on_the_list() -> None:
    unlisted = {entry: where for entry, where in mismatches().items() if entry not in listed()}
    assert unlisted == {}


# Sizes and versions whose defaults are those of the templates: they differ when they are changed.
SAME_IN_THE_EXAMPLES = ("sku", "aks")


@pytest.mark.parametrize("row", load_bicep("1.24").differences, ids=lambda row: str(row["because"]))
def test_every_listed_difference_exists(row: dict[str, Any]) -> None:
    seen = {(entry.parameter, entry.orchestrator) for entry in mismatches()}
    for parameter in row["parameters"]:
        for orchestrator in row["orchestrators"]:
            if parameter.startswith(SAME_IN_THE_EXAMPLES):
                continue
            if not _is_declared(parameter, row["steps"], orchestrator):
                continue
            assert (parameter, orchestrator) in seen, (parameter, orchestrator)


def _is_declared(parameter: str, steps: list[str], orchestrator: str) -> bool:
    """Whether a step that the examples run has the parameter (no dashboards, for instance)."""
    numbers = {
        step.number: step.template
        for example in EXAMPLES
        for step in deliver_bicep(session_of(example, orchestrator).view(environment="dev"))
    }
    return any(number in numbers and parameter in declared()[numbers[number]] for number in steps)


def test_most_parameters_were_compared_and_are_the_same() -> None:
    view = session_of("many").view(environment="dev")
    compared = [
        (s.number, p)
        for s in deliver_bicep(view)
        for p in s.parameters
        if p.origin not in AT_RUN_TIME
    ]
    different = [p for number, p in compared if Mismatch(p.name, number, "github") in mismatches()]
    assert len(compared) > 900
    assert len(different) < 120
