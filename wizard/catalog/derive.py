"""A release that says only how it differs from another one.

``schemas/<release>/release.yaml`` begins with ``based_on: "<other release>"`` and holds::

    absent:   {github: [NAME], azure_devops: [name]}   names of the other that are not here
    names:    {github: {NAME: {pushed: true}}, ...}    names that reach the pipelines otherwise
    unread:   {github: [NAME HERE]}                    names that stand in the file for nothing
    renamed:  {github: {NAME THERE: NAME HERE}, ...}
    shipped:  {github: {NAME HERE: text}, ...}         texts of the vendor's template, if different
    changed:  {key: {default: ..., help: ...}}         fields of a setting, replaced
    mended:   {github: [D11]}                          sources of what upstream does wrong in the
                                                       other release, and not in this one
    needs, excludes, shortfalls: {service: [...]}      added to a service

Rows of its own stand in files like those of a complete release: settings are added, a row of
another table replaces the one of the same id (or title, or name). A setting that loses all its
names is absent: nobody is asked for it, and for the rules it is off.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wizard.catalog.derive_services import derived_services, still_short

RELEASE_FILE = "release.yaml"
SIDES = ("github", "azure_devops")
_BASED_ON = re.compile(r"^based_on: *[\"']?([0-9.]+)", re.M)
_NAMED_BY = ("id", "key", "title", "name")
_SIDE_TEXT = {"github": "github", "azure_devops": "azure-devops"}
_TITLES = {"github": "GitHub", "azure_devops": "Azure DevOps"}
Row = dict[str, Any]


@dataclass(slots=True)
class Rows:
    """The rows of one release as its sources say them; ``paths`` tells where a setting stands."""

    settings: list[Row]
    tables: dict[str, Any]
    paths: dict[str, Path] = field(default_factory=dict)
    absent: list[Row] = field(default_factory=list)


def base_of(folder: Path) -> str | None:
    """The release that the one in ``folder`` is based on, None for a complete one."""
    path = folder / RELEASE_FILE
    if not path.is_file():
        return None
    found = _BASED_ON.search(path.read_text(encoding="utf-8"))
    return found.group(1) if found else None


def derived(base: Rows, own: Rows, release: str) -> Rows:
    """The rows of a release that is based on another.

    Raises:
        ValueError: the differences name a setting or variable that the other does not have.
    """
    delta = own.tables.pop("release")
    base = deepcopy(base)
    _check_names(base.settings, delta)
    shipped = base.tables.get("shipped", {})
    present, absent = [], base.absent
    for row in base.settings:
        had = any(row.get(side) for side in SIDES)
        if "falls_short" in row:
            row["falls_short"] = still_short(row, delta)
        for side in SIDES:
            _rename(row, side, delta, shipped, release)
        if had and not any(row.get(side) for side in SIDES):
            absent.append(_switched_off(row))
        else:
            present.append(row)
    _change(present, absent, delta.get("changed", {}))
    tables = _tables(base.tables, own.tables, delta, release)
    replaced = {row["key"] for row in own.settings}
    gone = {row["key"] for row in absent} - replaced
    services = derived_services(tables["services"]["services"], delta, gone)
    tables["services"] = {**tables["services"], "services": services}
    return Rows(
        [row for row in present if row["key"] not in replaced] + own.settings,
        tables,
        {**base.paths, **own.paths},
        [row for row in absent if row["key"] not in replaced],
    )


def _tables(base: Row, own: Row, delta: Row, release: str) -> Row:
    for step in base["steps"]["steps"]:
        step["falls_short"] = still_short(step, delta)
    made = {**base, **{name: _merged(base.get(name), table) for name, table in own.items()}}
    made["shipped"] = _shipped(base.get("shipped", {}), delta)
    made["release"] = {
        "number": release,
        "described_for": delta.get("described_for", release),
        "mended": _mended(base.get("release", {}), delta),
    }
    return made


def _mended(base: Row, delta: Row) -> Row:
    """What is mended in the other release already, and in this one."""
    before, here = base.get("mended", {}), delta.get("mended", {})
    return {side: sorted({*before.get(side, ()), *here.get(side, ())}) for side in SIDES}


def _rename(row: Row, side: str, delta: Row, shipped: Row, release: str) -> None:
    """Names of one side as this release has them, and the template's text for the first."""
    before = row.get(side)
    if not before:
        return
    gone = delta.get("absent", {}).get(side, ())
    renamed = delta.get("renamed", {}).get(side, {})
    patches = delta.get("names", {}).get(side, {})
    texts = delta.get("shipped", {}).get(side, {})
    unread = frozenset(delta.get("unread", {}).get(side, ()))
    after = []
    for variable in before:
        if variable["name"] in gone:
            continue
        name = renamed.get(variable["name"], variable["name"])
        nothing = {"level": "file", "read": False} if name in unread else {}
        after.append({**variable, "name": name, **nothing, **patches.get(name, {})})
    row[side] = after
    if unread and not any(variable.get("read", True) for variable in after):
        _without_effect(row, side, release)
    template = row.setdefault("template", {})
    text_side = _SIDE_TEXT[side]
    first = next((v["name"] for v in after if v.get("in_template", True)), None)
    if first is None:
        template.pop(text_side, None)
    elif first in texts:
        template[text_side] = texts[first]
    elif text_side not in template and first in shipped.get(side, {}):
        template[text_side] = shipped[side][first]
    if not after and any(row.get(other) for other in SIDES if other != side):
        _only_there(row, side, release)


def _without_effect(row: Row, side: str, release: str) -> None:
    """A setting whose names nothing of this release reads on one side."""
    there = _SIDE_TEXT[side]
    row["effect"] = {**row.get("effect", {}), there: "none"}
    row["reaches"] = {**row.get("reaches", {}), there: []}
    others = [short for short in row.get("falls_short", ()) if short["orchestrator"] != there]
    text = f"No workflow of release {release} reads it."
    row["falls_short"] = [*others, {"orchestrator": there, "text": text}]


def _only_there(row: Row, gone: str, release: str) -> None:
    """A setting of one orchestrator alone does not apply where only the other runs."""
    left = next(side for side in SIDES if side != gone)
    clause = f"on_{left}"
    before = row.get("applies_when")
    if before is None:
        row["applies_because"] = f"release {release} has this on {_TITLES[left]} only"
    if before is None or clause not in str(before):
        row["applies_when"] = clause if before is None else f"{clause} and ({before})"


def _switched_off(row: Row) -> Row:
    row["github"], row["azure_devops"] = [], []
    row.pop("required_when", None)
    if row["kind"] == "bool":
        row["default"] = False
    return row


def _change(present: list[Row], absent: list[Row], changed: dict[str, Row]) -> None:
    known = {row["key"]: row for row in (*absent, *present)}
    for key, fields in changed.items():
        if key not in known:
            raise ValueError(f"changed: there is no setting {key}")
        row = known[key]
        for name, value in fields.items():
            if name == "default":
                row.pop("default_from", None)
            row[name] = value


def _shipped(base: Row, delta: Row) -> Row:
    made: Row = {}
    for side in SIDES:
        texts = dict(base.get(side, {}))
        for name in delta.get("absent", {}).get(side, ()):
            texts.pop(name, None)
        for there, here in delta.get("renamed", {}).get(side, {}).items():
            if there in texts:
                texts[here] = texts.pop(there)
        made[side] = {**texts, **delta.get("shipped", {}).get(side, {})}
    return made


def _check_names(settings: list[Row], delta: Row) -> None:
    for side in SIDES:
        known = {variable["name"] for row in settings for variable in row.get(side) or ()}
        listed = [*delta.get("absent", {}).get(side, ()), *delta.get("renamed", {}).get(side, {})]
        for name in listed:
            if name not in known:
                raise ValueError(f"{side}: the other release has no {name}")


def _merged(base: Any, own: Any) -> Any:
    """A table of this release over the other's: rows by their id, everything else replaced."""
    if not isinstance(base, dict) or not isinstance(own, dict):
        return own
    made = dict(base)
    for name, value in own.items():
        there = base.get(name)
        if isinstance(value, list) and isinstance(there, list) and value and _id_of(value[0]):
            new = {_id_of(row): row for row in value}
            made[name] = [new.pop(_id_of(row), row) for row in there] + list(new.values())
        elif isinstance(value, dict) and isinstance(there, dict):
            made[name] = _merged(there, value)
        else:
            made[name] = value
    return made


def _id_of(row: Any) -> str | None:
    if not isinstance(row, dict):
        return None
    return next((str(row[name]) for name in _NAMED_BY if name in row), None)
