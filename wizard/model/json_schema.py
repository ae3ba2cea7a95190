"""The JSON Schema of the answers document, so that editors complete and check it.

``python -m wizard.model.json_schema`` writes it to ``schemas/answers.schema.json``. It describes
the canonical notation; the reader is more lenient (variable names, dotted keys, text for lists).
Other programs can make a form of it: every property has a title and a description, choices have
titles, and conditions are told in the standard's own words (see ``json_schema_conditions``).
"""

from __future__ import annotations

import json
import sys
from typing import Any

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import ENVIRONMENTS, Scope, Setting, Value
from wizard.model.answer_layout import SCHEMA_FILE
from wizard.model.documents import VERSION
from wizard.model.json_schema_conditions import conditionals
from wizard.model.values import ValueProblem, parse_value

_ID = "^[0-9]{3}$"
_GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_IP = r"[0-9]{1,3}(\.[0-9]{1,3}){3}"
_EMAIL = r"[^@\s,]+@[^@\s,]+"
_KIND_PATTERNS = {
    "guid": _GUID,
    "guid-list": _GUID,
    "email": _EMAIL,
    "email-list": _EMAIL,
    "ip": _IP,
    "ip-list": rf"{_IP}(/[0-9]{{1,2}})?",
    "cidr": rf"{_IP}/[0-9]{{1,2}}",
    "cidr-list": rf"{_IP}/[0-9]{{1,2}}",
}
_WORDS = {"aks": "AKS", "byo": "brought along", "cmk": "customer managed keys", "dns": "DNS",
          "sku": "sizes"}  # fmt: skip
_MAYBE_NUMBERS = frozenset({"string", "name", "version"})
"""Kinds of which a value may look like a number; YAML then reads it as one."""


def answers_schema(catalog: Catalog) -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) of an answers document with this catalogue's settings."""
    environments = {
        name: _object(catalog, "environment", title=f"Environment {name}") for name in ENVIRONMENTS
    }
    scale_set = _object(catalog, "scale_set", title="Scale set")
    scale_set["properties"]["environments"] = {
        "title": "Environments of the scale set",
        "type": "object",
        "properties": environments,
        "additionalProperties": False,
    }
    factory = _object(catalog, "factory", title="AI Factory")
    factory["properties"]["scale_sets"] = _by_id("Scale sets by their number", scale_set)
    project = _object(catalog, "project", title="Project")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:aifactory-wizard:answers",
        "title": f"Answers for an AI Factory, release {catalog.release}",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "version": {
                "title": "Version of this document's structure",
                "type": "integer",
                "minimum": 1,
                "maximum": VERSION,
            },
            "factory": factory,
            "projects": _by_id("Projects by their number", project),
            "unplaced": {
                "title": "Names of an imported file that belong to no setting",
                "type": "object",
            },
        },
        "additionalProperties": False,
    }


def _by_id(title: str, item: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": title,
        "type": "object",
        "propertyNames": {"pattern": _ID},
        "additionalProperties": item,
    }


def _object(catalog: Catalog, scope: Scope, *, title: str) -> dict[str, Any]:
    """Nested objects for the dotted keys of a scope."""
    root = _group(title)
    for setting in catalog.settings.values():
        if setting.scope != scope:
            continue
        *groups, name = setting.key.split(".")
        node = root
        for place, group in enumerate(groups):
            begun = _group(_group_title(catalog, ".".join(groups[: place + 1])))
            node = node["properties"].setdefault(group, begun)
        node["properties"][name] = _property(setting)
    rules = conditionals(catalog, scope)
    return root | ({"allOf": rules} if rules else {})


def _group_title(catalog: Catalog, key: str) -> str:
    """A heading for the settings below a dotted key."""
    groups = catalog.tables.get("groups", {}).get("groups", ())
    titles = [str(row["title"]) for row in groups if row["keys"][:1] == [key]]
    last = key.rpartition(".")[2]
    if titles:
        return titles[0]
    if last in catalog.services:
        return catalog.services[last].title
    words = " ".join(_WORDS.get(word, word) for word in last.split("_"))
    return words[:1].upper() + words[1:]


def _group(title: str) -> dict[str, Any]:
    return {"title": title, "type": "object", "properties": {}, "additionalProperties": False}


def _property(setting: Setting) -> dict[str, Any]:
    made = {"title": setting.title, "description": _description(setting), **_value(setting)}
    default = setting.default[0].value if len(setting.default) == 1 else None
    if default is not None and not (isinstance(default, str) and "{" in default):
        made["default"] = _as_data(setting, default)
    if setting.example:
        made["examples"] = [_as_data(setting, setting.example)]
    if setting.level == "deprecated":
        made["deprecated"] = True
    return made


def _description(setting: Setting) -> str:
    parts = [setting.help.strip()]
    if setting.pattern_help:
        parts.append(f"Form: {setting.pattern_help}.")
    for title, variables in (("GitHub", setting.github), ("Azure DevOps", setting.azure_devops)):
        if variables:
            parts.append(f"{title}: {', '.join(variable.name for variable in variables)}.")
    return " ".join(parts)


def _as_data(setting: Setting, value: Value) -> Any:
    """A default or example as a document would hold it."""
    try:
        parsed = parse_value(setting, value)
    except ValueProblem:
        return value
    return list(parsed) if isinstance(parsed, tuple) else parsed


def _value(setting: Setting) -> dict[str, Any]:
    if setting.kind == "bool":
        return {"type": "boolean"}
    if setting.kind == "json":
        return {"type": ["string", "object", "array"]}
    if setting.kind == "enum" and setting.choices:
        return {"type": "string", "oneOf": _choices(setting)}
    if setting.is_list:
        return {"type": "array", "items": _text(setting)}
    made = _number(setting) if setting.kind == "int" else _text(setting)
    return _or_empty(made) if _may_be_empty(setting) else made


def _or_empty(made: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing; told in one line where a form can then show one field."""
    if made["type"] == "integer" or "minLength" in made:
        nothing = {"title": "not set", "type": "string", "const": ""}
        return {"anyOf": [{"title": "a value", **made}, nothing]}
    if "pattern" in made:
        made["pattern"] = f"{made['pattern'].removesuffix('$')}?$"
    return made


def _may_be_empty(setting: Setting) -> bool:
    return setting.optional or any(default.value == "" for default in setting.default)


def _choices(setting: Setting) -> list[dict[str, Any]]:
    choices: list[dict[str, Any]] = [
        {"const": choice.value, "title": choice.title or choice.value} for choice in setting.choices
    ]
    if all(choice["const"] != "" for choice in choices) and _may_be_empty(setting):
        choices.append({"const": "", "title": "not set"})
    return choices


def _number(setting: Setting) -> dict[str, Any]:
    return {"type": "integer", **_limits(minimum=setting.minimum, maximum=setting.maximum)}


def _text(setting: Setting) -> dict[str, Any]:
    pattern = setting.pattern or _KIND_PATTERNS.get(setting.kind, "")
    kind: Value | list[str] = "string"
    if setting.kind in _MAYBE_NUMBERS:
        kind = ["string", "number"]
    made: dict[str, Any] = {"type": kind}
    if pattern:
        made["pattern"] = f"^(?:{pattern})$"
    return made | _limits(minLength=setting.min_length, maxLength=setting.max_length)


def _limits(**limits: int | None) -> dict[str, int]:
    return {name: limit for name, limit in limits.items() if limit is not None}


def schema_text(catalog: Catalog) -> str:
    """The schema as the file holds it."""
    return json.dumps(answers_schema(catalog), ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write schemas/answers.schema.json."""
    from wizard.catalog.load import load_catalog
    from wizard.resources import schemas_dir

    path = schemas_dir() / SCHEMA_FILE
    path.write_text(schema_text(load_catalog()), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{path.name}: written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
