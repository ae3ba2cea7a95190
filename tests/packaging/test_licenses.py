"""The page of licences lists what an installation brings along, in the pinned versions."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def _listed(checkout: Path) -> dict[str, str]:
    text = (checkout / "docs/pages/licenses.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| ([\d.][\w.]*) \| .+ \|$", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in rows}


def _needed(package: str, found: set[str]) -> set[str]:
    for line in requires(package) or ():
        wanted = Requirement(line)
        name = canonicalize_name(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            _needed(wanted.name, found | {name})
        except PackageNotFoundError:
            continue
        found.add(name)
        _needed(wanted.name, found)
    return found


def test_every_package_that_is_installed_along_is_listed(checkout: Path) -> None:
    assert _needed("aifactory-wizard", set()) <= set(_listed(checkout))


def test_the_versions_are_those_of_the_constraints(checkout: Path) -> None:
    text = (checkout / "constraints.txt").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", text, re.MULTILINE))
    listed = _listed(checkout)
    assert len(listed) > 40
    assert listed == {name: pins[name] for name in listed}
