"""The rows of names.yaml and steps.yaml, made ready for computing names; once per catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import Condition, parse_condition
from wizard.catalog.tables import Row
from wizard.naming.formula import Formula, compiled

Per = Literal["environment", "project"]


class NameRow(NamedTuple):
    """How one name is made and what Azure allows; lengths in characters.

    ``keys`` are the short keys of the settings that shape it, the most telling first; ``budget``
    is the number of characters that these may have together. ``cut`` is the length to which Bicep
    cuts the name without a word, 0 for never. ``salted`` marks a name that depends on the salt.
    """

    id: str
    kind: str
    title: str
    per: Per
    formula: Formula
    minimum: int
    maximum: int
    allowed: str = ""
    pattern: re.Pattern[str] | None = None
    transform: tuple[str, ...] = ()
    cut: int = 0
    override: str = ""
    override_when: Condition | None = None
    when: Condition | None = None
    why: str = ""
    keys: tuple[str, ...] = ()
    budget: int = 0
    salted: bool = False
    unique: str = ""
    source: tuple[str, ...] = ()


_cached: dict[str, tuple[Row, dict[Per, tuple[NameRow, ...]]]] = {}


def name_rows(catalog: Catalog, per: Per) -> tuple[NameRow, ...]:
    """Resources, modules and deployments of an environment or a project, in table order."""
    names = catalog.tables["names"]
    known = _cached.get(catalog.release)
    if known is None or known[0] is not names:
        rows = tuple(_rows(catalog))
        split: dict[Per, tuple[NameRow, ...]] = {
            "environment": tuple(row for row in rows if row.per == "environment"),
            "project": tuple(row for row in rows if row.per == "project"),
        }
        known = _cached[catalog.release] = (names, split)
    return known[1][per]


def _rows(catalog: Catalog) -> Iterator[NameRow]:
    tables = catalog.tables
    shaping: dict[str, tuple[str, ...]] = {}
    for row in tables["names"]["names"]:
        made = _name_row(row, catalog, shaping)
        shaping[made.id] = made.keys
        yield made
    for row in tables["names"]["deployments"]:
        yield _name_row(row, catalog, shaping)
    limit = catalog.limit("azure", "deployment_name")["limit"]
    for step in tables["steps"]["steps"]:
        for orchestrator, text in step["deployment_name"].items():
            yield _step_row(step, orchestrator, text, limit, catalog, shaping)


def _name_row(
    row: dict[str, Any], catalog: Catalog, shaping: dict[str, tuple[str, ...]]
) -> NameRow:
    formula = compiled(row["formula"])
    override = row.get("override", "")
    keys = tuple(row.get("settings", ())) or _keys(formula, catalog, shaping)
    return NameRow(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        per=row["per"],
        formula=formula,
        minimum=row["minimum"],
        maximum=row["maximum"],
        allowed=row.get("allowed", ""),
        pattern=re.compile(row["pattern"], re.ASCII) if "pattern" in row else None,
        transform=tuple(row.get("transform", ())),
        cut=row.get("take", 0),
        override=override,
        override_when=_condition(row.get("override_when")),
        when=_condition(row.get("when")),
        why=row.get("why", ""),
        keys=tuple(dict.fromkeys([*keys, override] if override else keys)),
        budget=row.get("budget", 0),
        salted="salt5" in formula.names,
        unique=row.get("unique", ""),
        source=tuple(row.get("source", ())),
    )


def _step_row(
    step: dict[str, Any],
    orchestrator: str,
    text: str,
    limit: int,
    catalog: Catalog,
    shaping: dict[str, tuple[str, ...]],
) -> NameRow:
    formula = compiled(text)
    there: Condition = ("key", f"on_{orchestrator.replace('-', '_')}")
    condition = _condition(step.get("condition"))
    return NameRow(
        id=f"step_{step['number']}_{orchestrator.replace('-', '_')}",
        kind="deployment",
        title=f"Step {step['number']}: {step['title']}",
        per=step["per"],
        formula=formula,
        minimum=1,
        maximum=limit,
        allowed="letters, digits, underscore, dash, dot and brackets",
        pattern=re.compile(r"[A-Za-z0-9_.()\-]+", re.ASCII),
        when=there if condition is None else ("and", there, condition),
        keys=_keys(formula, catalog, shaping),
        unique="subscription" if step["scope"] == "subscription" else "group",
        source=tuple(step.get("source", ())),
    )


def _keys(
    formula: Formula, catalog: Catalog, shaping: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in formula.names:
        if name in catalog.settings:
            found[name] = None
        elif name == "random10":
            found["naming.random_salt"] = None
        else:
            found.update(dict.fromkeys(shaping.get(name, ())))
    return tuple(found)


def _condition(text: str | None) -> Condition | None:
    return None if text in (None, "always") else parse_condition(text)
