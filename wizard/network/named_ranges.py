"""Address ranges with a meaning, from the table ``shared/ranges.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from wizard.catalog.conditions import Condition, parse_condition
from wizard.network.ranges import Cidr, first_overlap


class NamedRange(NamedTuple):
    """One row: ranges, what they may be used for, and from where that matters.

    ``use`` is private, never, taken, refused or limited; ``reach`` is vnet, subnet, everything or
    allow-list. ``when`` is a condition over a project. ``severity_reach`` is the severity of an
    overlap with something that is only reached; ``region_flag`` names the column of the table of
    regions that lifts the limit.
    """

    id: str
    title: str
    cidrs: tuple[Cidr, ...]
    use: str
    reach: str
    because: str
    severity: str = "error"
    severity_reach: str = ""
    when: Condition | None = None
    subnet: str = ""
    region_flag: str = ""

    def overlap(self, candidate: Cidr) -> Cidr | None:
        """The first of its ranges that shares an address with the candidate."""
        return first_overlap(candidate, self.cidrs)


_read: list[tuple[Mapping[str, Any], tuple[NamedRange, ...]]] = []


def named_ranges(table: Mapping[str, Any]) -> tuple[NamedRange, ...]:
    """The rows of a table as the catalogue holds it; each table is read once per process."""
    for known, rows in _read:
        if known is table:
            return rows
    rows = tuple(_row(row) for row in table["ranges"])
    _read.append((table, rows))
    return rows


def _row(row: Mapping[str, Any]) -> NamedRange:
    return NamedRange(
        id=row["id"],
        title=row["title"],
        cidrs=tuple(Cidr.of(text) for text in row["cidrs"]),
        use=row["use"],
        reach=row.get("reach", ""),
        because=row.get("because", "").strip(),
        severity=row.get("severity", "error"),
        severity_reach=row.get("severity_reach", ""),
        when=parse_condition(row["when"].strip()) if "when" in row else None,
        subnet=row.get("subnet", ""),
        region_flag=row.get("region_flag", ""),
    )
