"""The services of a release that is based on another: what is mended there, what is new."""

from __future__ import annotations

import re
from typing import Any

from wizard.catalog.conditions import condition_keys, parse_condition

Row = dict[str, Any]


def derived_services(rows: list[Row], delta: Row, gone: set[str]) -> list[Row]:
    """The other release's services, with ``needs``, ``excludes``, ``shortfalls`` of this one added.

    A service whose switch is among ``gone`` is left out; settings among them are too, and so is a
    need that only these could meet.

    Raises:
        ValueError: the differences name a service that the other release does not have.
    """
    needs, excludes = delta.get("needs", {}), delta.get("excludes", {})
    shortfalls = delta.get("shortfalls", {})
    unknown = {*needs, *excludes, *shortfalls} - {row["id"] for row in rows}
    if unknown:
        raise ValueError(f"there is no service {', '.join(sorted(unknown))}")
    made = []
    for row in rows:
        if row.get("flag") in gone:
            continue
        new = {**row, "falls_short": still_short(row, delta) + shortfalls.get(row["id"], [])}
        there = [need for need in row.get("needs", ()) if not _is_lost(need, gone)]
        new["needs"] = [*there, *needs.get(row["id"], ())]
        new["excludes"] = [*row.get("excludes", ()), *excludes.get(row["id"], ())]
        if "settings" in row:
            new["settings"] = [key for key in row["settings"] if key not in gone]
        made.append(new)
    return made


def _is_lost(need: Row, gone: set[str]) -> bool:
    keys = condition_keys(parse_condition(need["condition"]))
    return bool(keys) and gone.issuperset(keys)


def still_short(row: Row, delta: Row) -> list[Row]:
    """The shortfalls of a setting, service or step that this release has not mended.

    A shortfall is mended when the first of its sources stands in ``mended`` for its orchestrator.
    """
    mended = delta.get("mended", {})
    return [short for short in row.get("falls_short", ()) if not _is_mended(short, mended)]


def _is_mended(short: Row, mended: dict[str, list[str]]) -> bool:
    first = re.split(r"[;,]", short.get("source", ""))[0].strip()
    if short["orchestrator"] == "both":
        return all(first in mended.get(side, ()) for side in ("github", "azure_devops"))
    return first in mended.get(short["orchestrator"].replace("-", "_"), ())
