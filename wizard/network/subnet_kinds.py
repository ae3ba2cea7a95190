"""The kinds of subnets of an AI Factory VNet, from the table ``shared/subnets.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from wizard.catalog.conditions import Condition, parse_condition

ALWAYS: Condition = ("and",)


class NodeBudget(NamedTuple):
    """How many addresses cluster nodes take: ``per_node`` for each node and each spare one.

    ``when`` tells whether a cluster stands in the subnet; a count is the key of a setting, or a
    number where the template fixes it.
    """

    per_node: int
    surge: int
    when: Condition
    count_dev: str | int
    count_stage_prod: str | int

    def nodes_in(self, environment: str | None) -> str | int:
        """How many nodes there are in an environment: a key, or a fixed number."""
        return self.count_dev if environment == "dev" else self.count_stage_prod

    def addresses(self, nodes: int) -> int:
        """The addresses that a cluster of this many nodes needs while it is upgraded."""
        return (nodes + self.surge) * self.per_node

    def nodes(self, usable: int) -> int:
        """The largest cluster that so many usable addresses allow, 0 for none."""
        return max(0, usable // self.per_node - self.surge)


class SubnetKind(NamedTuple):
    """One row of the table. ``name`` is a template; sizes are prefix lengths.

    ``lean_prefix`` is the size that is enough while nothing uses the subnet (it has to exist
    all the same), ``shared_prefix`` the size advised when several services share it.
    ``cidr_setting`` holds the range of a common subnet, ``byo_setting`` the name of an existing
    one; ``required_when`` tells when that name has to be given.
    """

    id: str
    title: str
    name: str
    purpose: str
    default_prefix: int
    minimum_prefix: int
    advised_prefix: int
    lean_prefix: int
    shared_prefix: int
    delegation: str = ""
    service_endpoints: tuple[str, ...] = ()
    cidr_setting: str = ""
    byo_setting: str = ""
    fixed_name: str = ""
    exclusive: bool = False
    may_be_empty: bool = False
    needed_when: Condition = ALWAYS
    required_when: Condition | None = None
    lean_when: Condition = ALWAYS
    nodes: NodeBudget | None = None


class SubnetTable(NamedTuple):
    """All kinds: common and project subnets, ranges to keep free, and facts of allocation.

    The project subnets stand in the order in which upstream takes equal sizes.
    """

    common: tuple[SubnetKind, ...]
    project: tuple[SubnetKind, ...]
    reservations: tuple[SubnetKind, ...]
    allocation: Mapping[str, Any]


_read: list[tuple[Mapping[str, Any], SubnetTable]] = []


def subnet_table(table: Mapping[str, Any]) -> SubnetTable:
    """The kinds of a table as the catalogue holds it; each table is read once per process."""
    for known, kinds in _read:
        if known is table:
            return kinds
    of_projects = {row["id"]: _kind(row) for row in table["project"]}
    kinds = SubnetTable(
        common=tuple(_kind(row) for row in table["common"]),
        project=tuple(of_projects[name] for name in table["allocation"]["order"]),
        reservations=tuple(_reservation(row) for row in table["reservations"]),
        allocation=table["allocation"],
    )
    _read.append((table, kinds))
    return kinds


def _kind(row: Mapping[str, Any]) -> SubnetKind:
    advised = row["advised_prefix"]
    nodes = row.get("nodes")
    return SubnetKind(
        id=row["id"],
        title=row["title"],
        name=row["name"],
        purpose=row["purpose"].strip(),
        default_prefix=row["default_prefix"],
        minimum_prefix=row["minimum_prefix"],
        advised_prefix=advised,
        lean_prefix=row.get("lean_prefix", advised),
        shared_prefix=row.get("advised_prefix_with_both", advised),
        delegation=row.get("delegation") or "",
        service_endpoints=tuple(row.get("service_endpoints", ())),
        cidr_setting=row.get("cidr_setting", ""),
        byo_setting=row.get("byo_setting") or "",
        fixed_name=row.get("fixed_name", ""),
        exclusive=row.get("exclusive", False),
        may_be_empty=row.get("may_be_empty", False),
        needed_when=_condition(row.get("needed_when", "always")),
        required_when=_condition(row["required_when"]) if "required_when" in row else None,
        lean_when=_condition(row.get("lean_when", "always")),
        nodes=_nodes(nodes) if nodes else None,
    )


def _reservation(row: Mapping[str, Any]) -> SubnetKind:
    prefix = row["prefix"]
    return SubnetKind(
        id=row["id"],
        title=row["title"],
        name=row["name"],
        purpose=f"{row['title']}: kept free for a subnet that is made by hand.",
        default_prefix=prefix,
        minimum_prefix=prefix,
        advised_prefix=prefix,
        lean_prefix=prefix,
        shared_prefix=prefix,
        delegation=row.get("delegation") or "",
        needed_when=_condition(row["when"]),
    )


def _nodes(row: Mapping[str, Any]) -> NodeBudget:
    return NodeBudget(
        per_node=row["addresses_per_node"],
        surge=row["surge"],
        when=_condition(row["when"]),
        count_dev=row["count_dev"],
        count_stage_prod=row["count_stage_prod"],
    )


def _condition(text: str) -> Condition:
    return ALWAYS if text == "always" else parse_condition(text.strip())
