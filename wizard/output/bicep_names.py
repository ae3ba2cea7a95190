"""Names and places that parameter files and run sheet share."""

from __future__ import annotations

import re

from wizard.delivery.bicep import BicepStep
from wizard.delivery.bicep_values import BicepParameter, FromEnvironment
from wizard.model.view import View

SUBMODULE = "azure-enterprise-scale-ml"
TEMPLATES = "environment_setup/aifactory/bicep"
PASSWORD_SECRET = "aif-admin-password"
"""The secret of the seeding key vault that holds the password, where a template takes one."""

_NUMBER = re.compile(r"^[0-9]+[a-z]?-")


def step_file(step: BicepStep) -> str:
    """The name of a step's files, without the ending: "61-foundation"."""
    stem = step.template.rsplit("/", 1)[-1].removesuffix(".bicep")
    return f"{step.number}-{_NUMBER.sub('', stem)}"


def way_up(folder: str) -> str:
    """From a folder of the repository to its root, with "/" at the end."""
    return "../" * (folder.count("/") + 1)


def seeding_vault(view: View) -> str:
    """The resource id of the seeding key vault, "" while part of it is unknown."""
    names = ("subscription_id", "resource_group", "key_vault")
    subscription, group, vault = (view.text(f"seeding.{name}") for name in names)
    if not (subscription and group and vault):
        return ""
    return (
        f"/subscriptions/{subscription}/resourceGroups/{group}"
        f"/providers/Microsoft.KeyVault/vaults/{vault}"
    )


def by_command(view: View, step: BicepStep) -> tuple[tuple[str, str], ...]:
    """What ARM JSON cannot hold: (parameter, environment variable) for the command line."""
    return tuple(
        (parameter.name, parameter.value.variable)
        for parameter in step.parameters
        if isinstance(parameter.value, FromEnvironment) and not by_reference(view, parameter)
    )


def by_reference(view: View, parameter: BicepParameter) -> bool:
    """Whether ARM JSON refers to the seeding key vault for a secret; only @secure allows it."""
    return parameter.declared.secure and bool(seeding_vault(view))
