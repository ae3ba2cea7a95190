"""What the rows of the tables besides settings, services and sections look like.

Only compiling reads this module; programs get the rows as they stand in the sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from wizard.catalog.setting import Orchestrator

Source = str | tuple[str, ...]
Reached = Literal["vnet", "list", "any"]
Native = Literal["bool", "int", "list"]
Severity = Literal["error", "warning", "note"]


class Runtime(NamedTuple):
    """A runtime of apps: its versions, and the day on which support of some ended."""

    versions: tuple[str, ...]
    ended: Mapping[str, str]
    source: Source = ""


class MachineTier(NamedTuple):
    """A tier whose machines begin with one text, and one of them."""

    prefix: str
    example: str


class SizeTier(NamedTuple):
    """A tier and all of its sizes."""

    sizes: tuple[str, ...]


class PlanTier(NamedTuple):
    """A tier of App Service plans: which sizes are of it, and whether they can join a VNet."""

    tier: str
    pattern: str
    vnet: bool


class DataZone(NamedTuple):
    """A zone in which a model may be processed, by the geographies of regions."""

    zone: str
    geographies: tuple[str, ...]


class DeployedModel(NamedTuple):
    """A model of a project's Foundry: what is fixed, and the settings that say the rest."""

    key: str
    capacity_from: str
    name: str = ""
    name_from: str = ""
    version: str = ""
    version_from: str = ""
    sku: str = ""
    sku_from: str = ""


class ForeignVersion(NamedTuple):
    """A version of another model than the one that a setting is for."""

    version: str
    belongs_to: str


class CostlyMachine(NamedTuple):
    """Machines that cost far more than expected."""

    pattern: str
    title: str


class ListOfSizes(NamedTuple):
    """Sizes of a service that a run tries one after the other; see ``rules.lists_of_sizes``."""

    service: str
    retry: str
    size: str
    list: str
    most: int
    array: str = ""


class StandsOn(NamedTuple):
    """A switch, what has to be on as well, and the only project in which it works."""

    key: str
    needs: tuple[str, ...]
    project: str = ""


class Compatibility(NamedTuple):
    """What fits together: ``compatibility.yaml``."""

    as_of: str
    runtimes: Mapping[str, Runtime]
    postgresql_tiers: Mapping[str, MachineTier]
    sql_tiers: Mapping[str, SizeTier]
    plan_tiers: tuple[PlanTier, ...]
    deployed_models: tuple[DeployedModel, ...]
    data_zone_sku: str
    data_zones: tuple[DataZone, ...]
    data_zones_source: Source
    foreign_versions: Mapping[str, ForeignVersion]
    aks_machines: Mapping[str, str]
    costly_machines: tuple[CostlyMachine, ...]
    lists_of_sizes: tuple[ListOfSizes, ...] = ()
    stands_on: tuple[StandsOn, ...] = ()
    gateway_units: Mapping[str, int] = {}
    smallest_ranges: Mapping[str, int] = {}


class Constant(NamedTuple):
    """A variable that follows from the name of the environment."""

    name: str
    dev: str
    stage: str
    prod: str


class Shadowing(NamedTuple):
    """Names that upload scripts up to a release wrote for each environment."""

    through: str
    names: tuple[str, ...]


class DeliveryGithub(NamedTuple):
    """What reaches GitHub besides the settings' own variables."""

    constants: tuple[Constant, ...]
    secrets_by_hand: tuple[str, ...]
    shadowing: Shadowing


class DeliveryAzureDevops(NamedTuple):
    """What Azure DevOps' pipelines have besides the file."""

    set_by_the_run: tuple[str, ...]


class Counts(NamedTuple):
    """Which variable file a run takes, and what makes it take another."""

    run: str
    orchestrator: Orchestrator
    file: str
    unless: str


class VariablesJson(NamedTuple):
    """How ``variables.json`` differs from ``variables.yaml``."""

    without: tuple[str, ...]
    from_github: tuple[str, ...]
    hyphenated: tuple[str, ...]
    roots: tuple[str, ...]
    native: Mapping[str, Native]
    counts: tuple[Counts, ...]


class Delivery(NamedTuple):
    """What reaches the pipelines besides the settings: ``delivery.yaml``."""

    left_open: tuple[str, ...]
    github: DeliveryGithub
    azure_devops: DeliveryAzureDevops
    variables_json: VariablesJson | None = None


class Limit(NamedTuple):
    """A limit of a platform; see the head of ``limits.yaml`` for the fields."""

    id: str
    title: str
    severity: Severity
    limit: int | None = None
    minimum: int | None = None
    unit: str = ""
    pattern: str = ""
    exempt_pattern: str = ""
    allowed: str = ""
    forbidden: str = ""
    reserved_prefixes: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    case_sensitive: bool = True
    because: str = ""
    when: str = ""
    counts: Mapping[str, int] = {}
    settings: tuple[str, ...] = ()
    source: Source = ""


class Limits(NamedTuple):
    """The limits of all platforms: ``limits.yaml``."""

    as_of: str
    github: tuple[Limit, ...]
    azure_devops: tuple[Limit, ...]
    azure: tuple[Limit, ...]


class Region(NamedTuple):
    """A region of Azure; see the head of ``regions.yaml`` for the fields."""

    name: str
    title: str
    code: str
    cloud: str
    geography: str
    foundry: Literal["yes", "no", "unlisted"]
    agents: bool
    class_a_agents: bool | None
    peer_code: str = ""


class Regions(NamedTuple):
    """The table of regions: ``regions.yaml``."""

    as_of: str
    agents_as_of: str
    sources: tuple[str, ...]
    widest_coverage: tuple[str, ...]
    regions: tuple[Region, ...]


class Providers(NamedTuple):
    """The kinds of resource by which a provider's regions are judged: ``providers.yaml``."""

    offered_as: Mapping[str, str]


SHAPES: Mapping[str, type[Any]] = {
    "compatibility": Compatibility,
    "delivery": Delivery,
    "limits": Limits,
    "providers": Providers,
    "regions": Regions,
}
"""The shape of a table by its name; the other tables are read where their rooms build on them."""


def named_keys(tables: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The settings that rows name, each with its table; the tables have their shapes."""
    facts = tables["compatibility"]
    for row in facts.get("lists_of_sizes", ()):
        yield from (("compatibility", row[name]) for name in ("service", "retry"))
        for name in ("size", "list", "array"):
            if name in row:
                yield from (("compatibility", f"{row[name]}.{part}") for part in _PARTS)
    for row in facts.get("stands_on", ()):
        yield from (("compatibility", key) for key in (row["key"], *row["needs"]))
    for row in facts["deployed_models"]:
        keys = (row[name] for name in row if name == "key" or name.endswith("_from"))
        yield from (("compatibility", key) for key in keys)
    for name in ("foreign_versions", "smallest_ranges"):
        yield from (("compatibility", key) for key in facts.get(name, ()))
    yield from (("delivery", key) for key in tables["delivery"]["left_open"])
    for rows in (tables["limits"][side] for side in ("github", "azure_devops", "azure")):
        yield from (("limits", key) for row in rows for key in row.get("settings", ()))


_PARTS = ("dev", "stage_prod")
