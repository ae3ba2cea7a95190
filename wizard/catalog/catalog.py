"""A loaded catalogue: look-ups over the rows of one release."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from wizard.catalog.setting import Orchestrator, Setting, Variable
from wizard.catalog.tables import Row, Section, Service


class UnknownName(KeyError):
    """A name that is neither a key nor a variable; ``suggestions`` are close ones, best first."""

    def __init__(self, name: str, suggestions: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.suggestions = suggestions

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        return f"unknown setting {self.name!r}{hint}"


@dataclass
class Catalog:
    """Everything that can be decided in one AI Factory release.

    ``tables`` holds the rows of the other source files under the file's stem ("regions",
    "subnets", "names", "limits", ...). ``absent`` are settings of another release that this one
    does not have; nobody is asked for them, but a rule that looks finds them off.
    """

    release: str
    settings: dict[str, Setting]
    sections: tuple[Section, ...]
    services: dict[str, Service]
    tables: dict[str, Row] = field(default_factory=dict)
    absent: dict[str, Setting] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Setting:
        found = self.settings.get(key) or self.absent.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def meant(self, name: str) -> Setting:
        """The setting that a rule or condition looks at, absent ones included.

        Raises:
            UnknownName: neither a key nor a variable name.
        """
        return self.settings.get(name) or self.absent.get(name) or self.find(name)

    @cached_property
    def by_variable(self) -> dict[str, tuple[Setting, Orchestrator, Variable]]:
        """Every variable name of either orchestrator -> (setting, orchestrator, variable).

        A name that both have in the same spelling stands for GitHub; see ``variable``.
        """
        found: dict[str, tuple[Setting, Orchestrator, Variable]] = {}
        for setting in self.settings.values():
            for variable in setting.azure_devops:
                found[variable.name] = (setting, "azure-devops", variable)
            for variable in setting.github:
                found[variable.name] = (setting, "github", variable)
        return found

    def variable(
        self, name: str, orchestrator: Orchestrator
    ) -> tuple[Setting, Orchestrator, Variable] | None:
        """What a name means, to this orchestrator where both have it."""
        found = self.by_variable.get(name)
        if found is not None and found[1] != orchestrator:
            for variable in found[0].variables(orchestrator):
                if variable.name == name:
                    return found[0], orchestrator, variable
        return found

    @cached_property
    def service_of_flag(self) -> dict[str, Service]:
        """The service that a feature flag switches."""
        return {service.flag: service for service in self.services.values() if service.flag}

    def find(self, name: str) -> Setting:
        """The setting with this short key or variable name.

        Raises:
            UnknownName: neither a key nor a variable name.
        """
        if name in self.settings:
            return self.settings[name]
        if name in self.by_variable:
            return self.by_variable[name][0]
        raise UnknownName(name, self.suggest(name))

    def suggest(self, name: str) -> tuple[str, ...]:
        """Up to three known names that look like this one."""
        from difflib import get_close_matches

        # Of a key and a variable that differ in case alone, the one written like this name wins.
        kinds = (self.by_variable, self.settings) if name.islower() else (
            self.settings, self.by_variable,
        )  # fmt: skip
        folded = {known.lower(): known for kind in kinds for known in kind}
        close = get_close_matches(name.lower(), folded, n=3, cutoff=0.6)
        return tuple(folded[match] for match in close)

    def limit(self, platform: str, name: str) -> Row:
        """A row of the table "limits": platform "github", "azure_devops" or "azure", and its id."""
        rows: list[Row] = self.tables["limits"][platform]
        return next(row for row in rows if row["id"] == name)

    def in_section(self, section: str) -> tuple[Setting, ...]:
        """The settings of a page, in catalogue order."""
        return tuple(s for s in self.settings.values() if s.section == section)
