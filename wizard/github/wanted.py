"""What GitHub should hold for one project: the same sets as ``apply.sh`` brings there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wizard.catalog.catalog import Catalog
from wizard.delivery.github import deliver_github
from wizard.github.api import REPOSITORY
from wizard.model.context import split_key
from wizard.model.view import View

Name = tuple[str, str]
"""A place and the name of a variable or secret there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The wanted state of the repository and of the environments to push to.

    ``variables`` and ``secrets`` hold values by place and name; ``keys`` the settings they come
    from. ``absent`` and ``absent_secrets`` must not exist. ``read`` are all names of variables
    that a workflow may read: one of these in an environment wins over the repository's.
    ``by_hand`` are secrets that only a person has.
    """

    environments: tuple[str, ...]
    variables: Mapping[Name, str]
    secrets: Mapping[Name, str]
    keys: Mapping[Name, str]
    absent: frozenset[Name]
    absent_secrets: frozenset[Name]
    read: frozenset[str]
    by_hand: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The repository and the environments."""
        return (REPOSITORY, *self.environments)

    def arrives(self, environment: str, name: str) -> str | None:
        """What a workflow should see of a variable in an environment; None for nothing."""
        value = self.variables.get((environment, name))
        return self.variables.get((REPOSITORY, name)) if value is None else value


def wanted_on_github(view: View, environments: tuple[str, ...]) -> Wanted:
    """The wanted state for the view's project."""
    delivery = deliver_github(view)
    places = {REPOSITORY, *environments}
    variables = [item for item in delivery.variables if item.place in places]
    secrets = [item for item in delivery.secrets if item.place in places]
    absent = [item for item in delivery.absent if item.place in places]
    return Wanted(
        environments=environments,
        variables={(item.place, item.name): item.value for item in variables},
        secrets={(item.place, item.name): item.value for item in secrets},
        keys={(item.place, item.name): item.key for item in (*variables, *secrets, *absent)},
        absent=frozenset((item.place, item.name) for item in absent if not item.secret),
        absent_secrets=frozenset((item.place, item.name) for item in absent if item.secret),
        read=frozenset(_read(view.catalog)),
        by_hand=delivery.by_hand,
    )


def _read(catalog: Catalog) -> Iterator[str]:
    for setting in catalog.settings.values():
        for variable in setting.github:
            if variable.read and variable.level in ("repository", "environment"):
                yield variable.name


PROJECT_NUMBER = "PROJECT_NUMBER"
"""Required by the project's workflow, without a value to fall back on (infra-project.yml)."""

_OPEN = {
    "networking.public_access_behind_vnet": "true",
    "networking.public_genai_access": "true",
    "networking.public_access_with_perimeter": "true",
    "networking.disable_local_auth": "false",
    "governance.no_rbac_admin_for_users": "false",
    "governance.no_contributor_for_users": "false",
    "machine_learning.private_studio": "false",
    "databricks.private_ui": "false",
    "aks.private_cluster": "false",
}
"""Settings that let more people or networks in, and the value with which they do."""


def opens(catalog: Catalog, full_key: str, value: str) -> bool | None:
    """Whether a value opens or deletes something; None where its setting does neither."""
    if not full_key:
        return None
    key = split_key(full_key).key
    setting = catalog.settings.get(key)
    if setting is not None and setting.destructive:
        return value == "true"
    return value == _OPEN[key] if key in _OPEN else None
