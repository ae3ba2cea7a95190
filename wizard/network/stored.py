"""Ranges that the answers keep: one text per project and environment, subnet kind -> range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wizard.model.view import View
from wizard.network.plan import AddressPlan, Stored, Strategy
from wizard.network.ranges import Cidr, read_range
from wizard.network.subnet_kinds import subnet_table


class StoredFlaw(NamedTuple):
    """What cannot be read in a project's stored ranges; ``reason`` continues its full key."""

    project: str
    key: str
    reason: str


def strategy_of(view: View) -> Strategy:
    """Who chooses the ranges of the projects of the view's scale set."""
    return "planned" if view.text("address.strategy") == "planned" else "upstream"


def stored_key(project: str, environment: str) -> str:
    """The full key under which a project's ranges in an environment are kept."""
    return f"projects.{project}.address.planned.{environment}"


def read_stored(view: View) -> tuple[dict[tuple[str, str], Cidr], tuple[StoredFlaw, ...]]:
    """The stored ranges of the view's scale set and environment, and what cannot be read."""
    stored: dict[tuple[str, str], Cidr] = {}
    flaws: list[StoredFlaw] = []
    known = {kind.id for kind in subnet_table(view.catalog.tables["subnets"]).project}
    environment = view.context.environment or ""
    for project in view.projects:
        key = stored_key(project, environment)
        given = view.answers.get(key)
        if given is None or not given.value:
            continue
        for kind, block, reason in _entries(str(given.value), known):
            if block is None:
                flaws.append(StoredFlaw(project, key, reason))
            else:
                stored[(project, kind)] = block
    return stored, tuple(flaws)


def stored_text(ranges: Mapping[str, Cidr]) -> str:
    """The text that keeps a project's ranges; the same ranges give the same text."""
    return ", ".join(f"{kind}={ranges[kind]}" for kind in sorted(ranges, key=ranges.__getitem__))


def texts_to_store(plan: AddressPlan, stored: Stored) -> dict[str, str]:
    """What to keep for each project that found room for all its subnets.

    A range that is stored stays, also while no service uses its subnet: what is deployed does
    not go away with a flag.
    """
    kept: dict[str, dict[str, Cidr]] = {}
    for (project, kind), block in {**plan.to_store(), **stored}.items():
        kept.setdefault(project, {})[kind] = block
    lacking = {subnet.project for subnet in plan.unplaced}
    return {
        project: stored_text(ranges)
        for project, ranges in kept.items()
        if project in plan.demand.projects and project not in lacking
    }


def _entries(text: str, known: set[str]) -> Iterator[tuple[str, Cidr | None, str]]:
    """Subnet kind, range, and why there is none."""
    for entry in text.replace("\n", ",").split(","):
        kind, equals, value = (part.strip() for part in entry.partition("="))
        if not entry.strip():
            continue
        if not equals:
            yield kind, None, f"{kind!r} is no subnet with its range, such as genai=172.16.67.0/25"
        elif kind not in known:
            yield kind, None, f"there is no subnet {kind!r}"
        else:
            reading = read_range(value)
            yield kind, reading.range, f"{kind}: {value!r} {reading.flaw}"
