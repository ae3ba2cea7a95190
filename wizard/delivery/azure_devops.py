"""Azure DevOps: the names and values of ``variables.yaml`` as its pipelines expect them."""

from __future__ import annotations

from typing import NamedTuple

from wizard.delivery.encoding import file_text
from wizard.model.context import full_key
from wizard.model.view import View


class AdoItem(NamedTuple):
    """One variable: ``macro`` allows ``$(…)`` in the value, ``quoted`` asks for quotes."""

    name: str
    value: str
    key: str
    quoted: bool = True
    macro: bool = False


def deliver_azure_devops(view: View) -> tuple[AdoItem, ...]:
    """The variables for the view's project, in catalogue order.

    A name without an environment that stands for a setting of every environment gets the value
    of the first one in use.
    """
    return view.kept("deliver_azure_devops", _delivered)


def _delivered(view: View) -> tuple[AdoItem, ...]:
    view = view.for_orchestrator("azure-devops")
    environments = view.environments
    first = environments[0] if environments else "dev"
    items: list[AdoItem] = []
    for setting in view.catalog.settings.values():
        for variable in setting.azure_devops:
            there = view.at(environment=variable.environment or first)
            items.append(
                AdoItem(
                    variable.name,
                    file_text(there, setting, "azure-devops"),
                    full_key(setting.key, setting.scope, there.context),
                    quoted=setting.kind != "int",
                    macro=setting.key in ("tags.common", "tags.project"),
                )
            )
    return tuple(items)
