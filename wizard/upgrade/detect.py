"""Which release a variable file belongs to: by its names, and by what it says itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog, releases
from wizard.catalog.setting import Orchestrator

_BRANCH = re.compile(r"release/v\.?(\d+\.\d+)$")
_FEW = 30
"""A file with fewer names of an AI Factory says nothing about its release."""
_CLEARLY = 0.9


@dataclass(frozen=True, slots=True)
class FoundRelease:
    """What tells of a file's release; each is None when it tells nothing.

    ``by_names`` is the release whose template has most of the names and lacks the fewest;
    ``said`` is what the file's own version variables say, which upstream forgot to raise more
    than once (release 1.25 still says 1.24).
    """

    by_names: str | None
    said: str | None

    @property
    def release(self) -> str | None:
        """The release to go by."""
        return self.by_names or self.said


def found_release(variables: Mapping[str, str], orchestrator: Orchestrator) -> FoundRelease:
    """The release of a file from its names and values."""
    return FoundRelease(_by_names(set(variables), orchestrator, _said(variables)), _said(variables))


def fits(catalog: Catalog, names: set[str], orchestrator: Orchestrator) -> float:
    """How well a set of names fits a release: 1 for its template's names exactly."""
    here = template_names(catalog, orchestrator)
    extra = {
        variable.name
        for setting in catalog.settings.values()
        for variable in setting.variables(orchestrator)
    }
    union = (names - extra) | here
    return len(names & here) / len(union) if union else 0.0


def template_names(catalog: Catalog, orchestrator: Orchestrator) -> set[str]:
    """The names of the release's template."""
    return {
        variable.name
        for setting in catalog.settings.values()
        for variable in setting.variables(orchestrator)
        if variable.in_template
    }


def other_release(
    catalog: Catalog, variables: Mapping[str, str], orchestrator: Orchestrator
) -> str | None:
    """The release that a file clearly belongs to, when that is not the one of ``catalog``."""
    names = set(variables)
    if len(names) < _FEW or fits(catalog, names, orchestrator) >= _CLEARLY:
        return None
    found = _by_names(names, orchestrator, _said(variables))
    if found is None or found == catalog.release:
        return None
    return found if fits(load_catalog(found), names, orchestrator) >= _CLEARLY else None


def _by_names(names: set[str], orchestrator: Orchestrator, said: str | None) -> str | None:
    """The best fit; of equal ones the one that the file names, else the latest."""
    if len(names) < _FEW:
        return None
    scores = {r: fits(load_catalog(r), names, orchestrator) for r in releases()}
    best = max(scores.values())
    equal = [release for release, score in scores.items() if score == best]
    if best < 1 / 2:
        return None
    return said if said in equal else equal[-1]


def _said(variables: Mapping[str, str]) -> str | None:
    folded = {name.lower(): value for name, value in variables.items()}
    branch = _BRANCH.search(folded.get("aifactory_branch_chosen", ""))
    if branch:
        return branch.group(1)
    major = folded.get("aifactory_version_major", "")
    minor = folded.get("aifactory_version_minor", "")
    text = f"{major}.{minor}"
    return text if re.fullmatch(r"\d+\.\d+", text, re.ASCII) else None
