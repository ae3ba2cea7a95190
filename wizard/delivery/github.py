"""GitHub: every variable and secret exactly where the workflows look for it.

The workflows read ``vars.X`` and ``secrets.X``; an environment's value wins over the
repository's. A value that is equal for all environments in use goes to the repository, one that
differs goes to the environments, whatever the vendor's upload script does with its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from wizard.catalog.setting import Setting, Variable
from wizard.delivery.encoding import delivered_text, file_text
from wizard.model.context import full_key
from wizard.model.view import View

Place = Literal["repository", "dev", "stage", "prod"]


class Item(NamedTuple):
    """One variable or secret: its name, value and place; ``key`` is "" for a constant."""

    name: str
    value: str
    place: Place
    secret: bool = False
    key: str = ""


class GithubDelivery(NamedTuple):
    """All that GitHub needs for one project.

    ``file`` holds the lines of ``.env`` in catalogue order; ``secrets`` their places and values
    (values stay on the user's machine); ``by_hand`` are secrets that only a person can set;
    ``absent`` are names that must not exist at a place, because a left-over would win.
    """

    file: tuple[Item, ...]
    variables: tuple[Item, ...]
    secrets: tuple[Item, ...]
    by_hand: tuple[str, ...]
    absent: tuple[Item, ...]

    def at(self, place: str) -> tuple[Item, ...]:
        """The variables of one place, by name."""
        return tuple(sorted((i for i in self.variables if i.place == place), key=_by_name))

    def arriving(self, environment: str) -> dict[str, str]:
        """``vars.*`` as a job of this environment sees them."""
        seen = {item.name: item.value for item in self.at("repository")}
        seen.update((item.name, item.value) for item in self.at(environment))
        return seen

    def arriving_secrets(self, environment: str) -> dict[str, str]:
        """``secrets.*`` as a job of this environment sees them, those set by hand left out."""
        return {item.name: item.value for item in self.secrets if item.place == environment}


def _by_name(item: Item) -> str:
    return item.name


def deliver_github(view: View) -> GithubDelivery:
    """The delivery for the view's project, for all environments in use."""
    return view.kept("deliver_github", _delivered)


def _delivered(view: View) -> GithubDelivery:
    view = view.for_orchestrator("github")
    rules = view.catalog.tables["delivery"]["github"]
    environments = view.environments
    variables: list[Item] = []
    secrets: list[Item] = []
    absent: list[Item] = []
    for setting in view.catalog.settings.values():
        for variable in setting.github:
            for item in _items(view, setting, variable, environments):
                if item.value == "":
                    absent.append(item)
                else:
                    (secrets if item.secret else variables).append(item)
    variables += _constants(view, rules["constants"], environments)
    absent += _shadows(rules["shadowing"]["names"], variables, environments)
    return GithubDelivery(
        file=tuple(_file_lines(view, environments)),
        variables=tuple(variables),
        secrets=tuple(secrets),
        by_hand=tuple(rules["secrets_by_hand"]),
        absent=tuple(sorted(absent, key=lambda item: (item.place, item.name))),
    )


def _items(
    view: View, setting: Setting, variable: Variable, environments: tuple[str, ...]
) -> Iterator[Item]:
    if variable.level == "file" or not variable.read:
        return
    secret = variable.level == "secret"
    if variable.environment is not None:
        if variable.environment in environments:
            there = view.at(environment=variable.environment)
            yield _item(there, setting, variable, "repository", secret)
        return
    found = [
        _item(view.at(environment=name), setting, variable, name, secret) for name in environments
    ]
    shared = len({item.value for item in found}) == 1 and setting.scope != "environment"
    if shared and variable.level == "repository" and found:
        yield Item(found[0].name, found[0].value, "repository", key=found[0].key)
    else:
        yield from found


def _item(view: View, setting: Setting, variable: Variable, place: str, secret: bool) -> Item:
    return Item(
        variable.name,
        delivered_text(view, setting, "github"),
        place,  # type: ignore[arg-type]
        secret,
        full_key(setting.key, setting.scope, view.context),
    )


def _constants(
    view: View, rows: list[dict[str, str]], environments: tuple[str, ...]
) -> Iterator[Item]:
    for row in rows:
        for name in environments:
            yield Item(row["name"], row[name], name)  # type: ignore[arg-type]


def _shadows(
    names: list[str], variables: list[Item], environments: tuple[str, ...]
) -> Iterator[Item]:
    for environment in environments:
        placed = {item.name for item in variables if item.place == environment}
        for name in names:
            if name not in placed:
                yield Item(name, "", environment)  # type: ignore[arg-type]


def _file_lines(view: View, environments: tuple[str, ...]) -> Iterator[Item]:
    """``.env``: each name of the template and each that a workflow reads, once."""
    first = environments[0] if environments else "dev"
    for setting in view.catalog.settings.values():
        for variable in setting.github:
            if variable.level == "environment":
                continue
            there = view.at(environment=variable.environment or first)
            item = _item(there, setting, variable, "repository", variable.level == "secret")
            yield item._replace(value=file_text(there, setting, "github"))
