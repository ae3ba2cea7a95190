"""What a name in a variable file means in this release: a setting, an older name, or nothing."""

from __future__ import annotations

from typing import NamedTuple

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import ORCHESTRATOR_TITLES, Orchestrator, Setting, Variable


class Known(NamedTuple):
    """A name of this release as it is spelt there, and what it sets."""

    name: str
    setting: Setting
    variable: Variable


class VariableNames:
    """The names of one orchestrator; Azure DevOps takes them regardless of case."""

    def __init__(self, catalog: Catalog, orchestrator: Orchestrator) -> None:
        self._catalog = catalog
        self._orchestrator = orchestrator
        self._renamed = catalog.tables.get("renamed", {}).get("renamed", {}).get(orchestrator, {})
        self._spelt: dict[str, str] | None = None

    def known(self, name: str) -> Known | None:
        """What the name sets; None for one that is not of this orchestrator and release."""
        found = self._catalog.variable(name, self._orchestrator)
        if found is None and self._orchestrator == "azure-devops":
            name = self._by_lower().get(name.lower(), name)
            found = self._catalog.by_variable.get(name)
        if found is None or found[1] != self._orchestrator:
            return None
        return Known(name, found[0], found[2])

    def successors(self, name: str) -> tuple[Known, ...]:
        """The names of this release that took over from an older one, with the same meaning."""
        row = self._renamed.get(name)
        if row is None or row["confidence"] != "high":
            return ()
        found: list[Known] = []
        for target in row["to"]:
            known = self.known(target)
            found += [known] if known else self.successors(target)
        return tuple(found)

    def why_unknown(self, name: str) -> str:
        """What can be said of a name that sets nothing here; "" when nothing can."""
        row = self._renamed.get(name)
        if row is not None:
            return (
                f"{', '.join(row['to'])} took over, but {row.get('note', 'with another meaning')}"
            )
        found = self._catalog.by_variable.get(name)
        if found is not None:
            here = [variable.name for variable in found[0].variables(self._orchestrator)]
            means = f"here its name is {here[0]}" if here else "here there is no such setting"
            return f"a name of {ORCHESTRATOR_TITLES[found[1]]}: {means}"
        return ""

    def _by_lower(self) -> dict[str, str]:
        if self._spelt is None:
            self._spelt = {
                name.lower(): name
                for name, (_, orchestrator, _) in self._catalog.by_variable.items()
                if orchestrator == self._orchestrator
            }
        return self._spelt
