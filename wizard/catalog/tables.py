"""Rows of the catalogue besides settings: services, pages, subnets, regions, names, limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from wizard.catalog.conditions import Condition
from wizard.catalog.setting import Shortfall


class Need(NamedTuple):
    """What a service needs: ``condition`` must hold (where ``when`` does), or ``set`` helps.

    ``code`` names the rule that reports it, where it is not the general one.
    """

    condition: Condition
    because: str
    when: Condition | None = None
    set: Mapping[str, bool | int | str] = {}
    severity: Literal["error", "warning", "note"] = "error"
    source: str = ""
    code: str = ""


class Exclusion(NamedTuple):
    """What a service cannot stand beside: ``condition`` must not hold while it is on."""

    condition: Condition
    because: str
    severity: Literal["error", "warning", "note"] = "error"
    source: str = ""
    code: str = ""


class SubnetUse(NamedTuple):
    """A subnet (id of shared/subnets.yaml) that a service takes, perhaps only sometimes."""

    id: str
    when: Condition | None = None


class Service(NamedTuple):
    """A service of a project or factory behind a feature flag.

    ``on`` holds when the service is switched on; ``flag`` is the key that switches it, with
    ``on_value`` and ``off_value`` where it is not a plain true/false. ``private_endpoints`` is
    the number of endpoints it takes in private mode. ``deletes`` says what the pipelines remove
    when the flag goes off on a factory that has it.
    """

    id: str
    title: str
    help: str
    group: str
    on: Condition
    scope: str = "project"
    flag: str | None = None
    on_value: bool | str = True
    off_value: bool | str = False
    settings: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    excludes: tuple[Exclusion, ...] = ()
    subnets: tuple[SubnetUse, ...] = ()
    private_endpoints: int = 0
    costs: str = ""
    tiers: str = ""
    falls_short: tuple[Shortfall, ...] = ()
    providers: tuple[str, ...] = ()
    dns_zones: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    deletes: str = ""
    source: tuple[str, ...] = ()


class Section(NamedTuple):
    """A page of the wizard."""

    id: str
    title: str
    help: str


Row = dict[str, Any]
"""A row of a table that only one room reads; its shape is checked by that room's tests."""
