"""``variables.json``: the third variable file, which the runs of some releases take first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator
from wizard.delivery.encoding import file_text
from wizard.model.context import full_key
from wizard.model.view import View


class JsonItem(NamedTuple):
    """One member of the section ``dev``, with a value of the type that the file has."""

    name: str
    value: Any
    key: str


def rules_of(catalog: Catalog) -> Mapping[str, Any] | None:
    """What the release says of the file (table "delivery"); None where it has none."""
    rules: Mapping[str, Any] | None = catalog.tables.get("delivery", {}).get("variables_json")
    return rules


def deliver_variables_json(view: View, orchestrator: Orchestrator) -> tuple[JsonItem, ...]:
    """The members for the view's project, in catalogue order; none where there is no such file.

    Values are those that ``orchestrator`` receives in its own file: GitHub resolves no macros.
    The few names that are GitHub's alone say what ``.env`` says, where the factory has one.
    """
    rules = rules_of(view.catalog)
    if rules is None:
        return ()
    own: Orchestrator = "github" if view.text("orchestrator") == "both" else orchestrator
    github, view = view.for_orchestrator(own), view.for_orchestrator(orchestrator)
    environments = view.environments
    first = environments[0] if environments else "dev"
    wanted, left_out = frozenset(rules["from_github"]), frozenset(rules["without"])
    items: list[JsonItem] = []
    for setting in view.catalog.settings.values():
        variables = [v for v in setting.azure_devops if v.name not in left_out and v.in_template]
        variables += [v for v in setting.github if v.name in wanted]
        for variable in variables:
            seen, side = (github, own) if variable.name in wanted else (view, orchestrator)
            there = seen.at(environment=variable.environment or first)
            text = file_text(there, setting, side)
            value = native(text, rules["native"].get(variable.name, ""))
            key = full_key(setting.key, setting.scope, there.context)
            items.append(JsonItem(variable.name, value, key))
    return tuple(items)


def native(text: str, kind: str) -> Any:
    """A text in the type that the file has for its name; a text that does not fit stays one."""
    if kind == "bool" and text in ("true", "false"):
        return text == "true"
    if kind == "int" and text.isascii() and text.isdigit():
        return int(text)
    if kind == "list":
        try:
            made = json.loads(text)
        except ValueError:
            return text
        return made if isinstance(made, list) else text
    return text


def json_name(catalog: Catalog, key: str) -> tuple[str, ...]:
    """The names of a setting in the file."""
    rules = rules_of(catalog)
    setting = catalog[key]
    if rules is None:
        return ()
    names = [v.name for v in setting.azure_devops if v.in_template]
    names = [name for name in names if name not in rules["without"]]
    return (*names, *(v.name for v in setting.github if v.name in rules["from_github"]))
