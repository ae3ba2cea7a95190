"""The value of one Bicep parameter, from the source that the release's table names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wizard.catalog.bicep import BicepTables, Parameter, Source
from wizard.catalog.conditions import parse_condition
from wizard.catalog.setting import UPSTREAM_ENVIRONMENT
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.model.context import split_key
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.naming.formula import Fields, compiled, random_salt
from wizard.naming.names import Name, names_of
from wizard.network.build import expanded, table_of
from wizard.network.plan import AddressPlan, PlannedSubnet

SALT_VARIABLE = "AIF_RANDOM_SALT"
_MACRO = re.compile(r"\$\(([A-Za-z_][A-Za-z0-9_.\-]*)\)")
_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FromEnvironment:
    """A value that no file holds: an environment variable gives it when the step runs."""

    variable: str


@dataclass(frozen=True, slots=True)
class BicepParameter:
    """One parameter of one step: its value, where that came from, what is wrong with it.

    ``origin`` is a section of values.yaml or "template"; ``key`` the full key of the setting, ""
    where there is none. ``problem`` is a sentence without the full stop, "" for none.
    """

    declared: Parameter
    value: Any
    origin: str
    key: str = ""
    problem: str = ""

    @property
    def name(self) -> str:
        """The parameter's name."""
        return self.declared.name


class Values:
    """The values of one project in one environment, on a first run or ``again``.

    ``view`` names project, environment and one orchestrator; ``plan`` is of that environment.
    """

    def __init__(self, view: View, tables: BicepTables, plan: AddressPlan, *, again: bool) -> None:
        self.view = view
        self.tables = tables
        self.again = again
        self.names = {name.id: name for name in names_of(view)}
        self.fields = _Fields(view, self.names)
        self.subnets = {
            subnet.kind.id: subnet for subnet in plan.of_project(view.context.project or "")
        }
        self.has_macros = view.text("orchestrator") == "azure-devops"

    def parameter(self, step: str, declared: Parameter) -> BicepParameter | None:
        """The parameter in a step; None where it is left to the template."""
        source = self.tables.source(step, declared.name)
        if source.section == "template" and (declared.computed or declared.secure):
            return None
        value = _READERS[source.section](self, source.what, declared)
        key = self._key(source)
        problem = _problem(declared, value)
        if source.section == "ranges" and value == "" and self.made(source.what):
            problem = "the address plan has no space left for this subnet"
        return BicepParameter(declared, value, source.section, key, problem)

    def subnet_name(self, kind: str) -> str:
        """The name of one of the project's subnets, "" where it is not made."""
        if self.view.is_on("byo.subnets"):
            settings = {row.id: row.byo_setting for row in table_of(self.view).project}
            return expanded(self.view, self.view.text(settings[kind]))
        made = self.made(kind)
        return "" if made is None else made.name

    def subnet_id(self, kind: str) -> str:
        """The resource id of one of the project's subnets, "" where it is not made."""
        name = self.subnet_name(kind)
        if not name:
            return ""
        return (
            f"/subscriptions/{self.view.text('subscription_id')}"
            f"/resourceGroups/{self.fields['vnet_group']}"
            f"/providers/Microsoft.Network/virtualNetworks/{self.fields['vnet']}/subnets/{name}"
        )

    def made(self, kind: str) -> PlannedSubnet | None:
        """One of the project's subnets, None where it is not made."""
        return self.subnets.get(kind)

    def range(self, kind: str) -> str:
        """The range of one of the project's subnets, "" where there is none."""
        made = self.made(kind)
        return "" if made is None or made.range is None else str(made.range)

    def state(self, what: dict[str, str]) -> bool:
        """Whether something exists already, by the conditions of values.yaml."""
        if not self.again:
            return "first" in what and self.view.is_on(what["first"])
        if what["again"] == "always":
            return True
        return self.view.holds(parse_condition(what["again"]))

    def pair_key(self, what: str) -> str:
        """The key of a setting that is answered for dev, and for stage and prod together."""
        return f"{what}.{'dev' if self.view.context.environment == 'dev' else 'stage_prod'}"

    def _key(self, source: Source) -> str:
        if source.section not in ("settings", "by_environment", "resolved"):
            return ""
        key = self.pair_key(source.what) if source.section == "by_environment" else source.what
        view, key = self._placed(key)
        return view.full_key(key)

    def _placed(self, key: str) -> tuple[View, str]:
        place = split_key(key)
        if place.environment is None:
            return self.view, key
        return self.view.at(environment=place.environment), place.key

    def setting(self, key: str, declared: Parameter) -> Any:
        """The effective value of a setting in the type that the template declares."""
        view, key = self._placed(key)
        setting = view.catalog[key]
        value = view.value(key) if view.applies(key) else view.default(setting)
        return self._typed(format_value(value), declared)

    def _typed(self, text: str, declared: Parameter) -> Any:
        """A text in the type that the template declares; the template's own value for a blank."""
        if declared.type == "bool":
            return text.lower() == "true"
        if declared.type == "int":
            return int(text) if _WHOLE.fullmatch(text) else declared.default
        if declared.type in ("object", "array"):
            return self._json(text, declared)
        limited = bool(declared.allowed) and "" not in declared.allowed
        if not text and (limited or declared.name in self.tables.blank_is_unset):
            return declared.default
        return text

    def _json(self, text: str, declared: Parameter) -> Any:
        kind: type = dict if declared.type == "object" else list
        try:
            read = json.loads(text)
        except ValueError:
            read = None
        if not isinstance(read, kind):
            return kind() if declared.default is None else declared.default
        return self._without_macros(read)

    def _without_macros(self, read: Any) -> Any:
        """JSON with what the Azure DevOps agent would fill in, text by text."""
        if isinstance(read, dict):
            return {name: self._without_macros(value) for name, value in read.items()}
        if isinstance(read, list):
            return [self._without_macros(value) for value in read]
        if isinstance(read, str) and "$(" in read and self.has_macros:
            return _filled(read, self._macros, 0)
        return read

    @cached_property
    def _macros(self) -> dict[str, str]:
        environment = UPSTREAM_ENVIRONMENT.get(self.view.context.environment or "", "")
        items = {item.name: item.value for item in deliver_azure_devops(self.view)}
        return {**items, "dev_test_prod": environment}


class _Fields(Fields):
    """The texts of tokens, where the names are made already."""

    def __init__(self, view: View, names: Mapping[str, Name]) -> None:
        super().__init__(view)
        self._names = names

    def named(self, reference: str) -> str | None:
        name = self._names.get(reference)
        return None if name is None else name.name


def _filled(text: str, values: dict[str, str], depth: int) -> str:
    if depth > 5:
        return text
    return _MACRO.sub(
        lambda match: (
            _filled(values.get(match[1], match[0]), values, depth + 1)
            if match[1] in values
            else match[0]
        ),
        text,
    )


def _problem(declared: Parameter, value: Any) -> str:
    """What a compiler or ARM would refuse."""
    if isinstance(value, FromEnvironment):
        return ""
    if declared.allowed and value not in declared.allowed:
        allowed = ", ".join(str(item) for item in declared.allowed)
        return f"the template takes one of {allowed}, and not {value!r}"
    if declared.required and value is None:
        return "the template wants a value, and there is none"
    return ""


_READERS: dict[str, Callable[[Values, Any, Parameter], Any]] = {
    "settings": Values.setting,
    "by_environment": lambda values, what, one: values.setting(values.pair_key(what), one),
    "texts": lambda values, what, _: compiled(what).fill(values.fields),
    "resolved": lambda values, what, _: expanded(values.view, values.view.text(what)),
    "subnet_ids": lambda values, what, _: values.subnet_id(what),
    "subnet_names": lambda values, what, _: values.subnet_name(what),
    "ranges": lambda values, what, _: values.range(what),
    "subnet_states": lambda values, what, _: values.again or values.made(what) is None,
    "fixed": lambda _, what, __: what,
    "states": lambda values, what, _: values.state(what),
    "secrets": lambda _, what, __: FromEnvironment(what),
    "drawn": lambda values, _, __: random_salt(values.view) or FromEnvironment(SALT_VARIABLE),
    "template": lambda _, __, one: one.default,
}
"""By section of values.yaml; functions of a module, as bound ones would keep ``Values`` alive."""
