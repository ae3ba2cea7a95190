"""From the YAML rows of schemas/ to the shape of the catalogue's classes.

Only this module knows the notation of the source files: conditions as text, defaults as a
plain value or a list of ``{when, value}``, ``{github, azure-devops}`` pairs.
"""

from __future__ import annotations

from typing import Any

from wizard.catalog.conditions import parse_condition

_RENAMED = {"min": "minimum", "max": "maximum"}
_CONDITIONS = ("applies_when", "required_when")
_PAIRS = {
    "template": "template_default",
    "effect": "effect",
    "reaches": "reaches",
    "empty": "empty",
}


def setting_row(row: dict[str, Any], tables: dict[str, Any]) -> dict[str, Any]:
    """One row of settings/*.yaml as keyword arguments of ``Setting``.

    ``default_from: {table, match, field}`` makes one default per row of another table: the
    row's ``field`` where the setting ``match`` equals the row's name.
    """
    made: dict[str, Any] = {}
    for name, value in row.items():
        if name in _CONDITIONS:
            made[name] = _condition(value)
        elif name == "default":
            made[name] = _defaults(value)
        elif name == "falls_short":
            made[name] = [_clause(entry) for entry in value]
        elif name == "default_from":
            made["default"] = _defaults_from(value, tables)
        elif name in _PAIRS:
            for orchestrator, part in value.items():
                made[f"{_PAIRS[name]}_{orchestrator.replace('-', '_')}"] = part
        else:
            made[_RENAMED.get(name, name)] = value
    return made


def service_row(row: dict[str, Any]) -> dict[str, Any]:
    """One row of services.yaml as keyword arguments of ``Service``."""
    made = dict(row)
    made["on"] = _condition(row["on"])
    made["needs"] = [_clause(need) for need in row.get("needs", ())]
    made["excludes"] = [_clause(exclusion) for exclusion in row.get("excludes", ())]
    made["subnets"] = [_clause(use) for use in row.get("subnets", ())]
    made["falls_short"] = [_clause(entry) for entry in row.get("falls_short", ())]
    return made


def _clause(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _condition(value) if name in ("condition", "when") else value
        for name, value in row.items()
    }


def _defaults(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_clause(entry) for entry in value]
    return [{"value": value}]


def _defaults_from(source: dict[str, str], tables: dict[str, Any]) -> list[dict[str, Any]]:
    rows = tables[source["table"]][source["table"]]
    named = [
        {"when": ("eq", source["match"], row["name"]), "value": row[source["field"]]}
        for row in rows
    ]
    return [*named, {"value": ""}]


def _condition(text: Any) -> Any:
    if text is None or text in ("always", True):
        return ("and",) if text else None
    return parse_condition(text)
