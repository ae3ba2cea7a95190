"""Conditions of the catalogue as ``if``/``then``/``else`` of the JSON Schema.

A form or editor that knows the standard shows what a choice asks for: ``then`` requires the
answers that have no default, ``else`` marks those that do not apply as ``readOnly`` (they may
stay: an answer is kept while it does not apply). Only conditions over answers of the same object
can be said; what looks at another object is for the rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import Condition, Lookup, holds
from wizard.catalog.setting import Scope, Setting, Value
from wizard.model.values import format_value, is_empty

Schema = dict[str, Any]
_ALWAYS: Schema = {}
_NEVER: Schema = {"not": {}}


def conditionals(catalog: Catalog, scope: Scope) -> list[Schema]:
    """The conditions among the settings of one scope, each once, in catalogue order."""
    needed: dict[str, list[str]] = {}
    hidden: dict[str, list[str]] = {}
    for setting in catalog.settings.values():
        if setting.scope != scope or setting.identity:
            continue
        applies = _applies_at_most(catalog, setting)
        if applies is not None:
            hidden.setdefault(_text(applies), []).append(setting.key)
        asks = _asks_at_least(catalog, setting)
        if asks is not None:
            needed.setdefault(_text(asks), []).append(setting.key)
    return [
        _rule(json.loads(text), needed.get(text, ()), hidden.get(text, ()))
        for text in dict.fromkeys((*hidden, *needed))
        if text in needed or json.loads(text) != _ALWAYS
    ]


def _text(schema: Schema) -> str:
    return json.dumps(schema, sort_keys=True)


def _rule(condition: Schema, needed: Iterable[str], hidden: Iterable[str]) -> Schema:
    made: Schema = {"if": condition}
    for key in needed:
        _put(made.setdefault("then", {}), key, {}, required=True)
    for key in hidden:
        _put(made.setdefault("else", {}), key, {"readOnly": True})
    return made


def _applies_at_most(catalog: Catalog, setting: Setting) -> Schema | None:
    """A condition without which the setting surely does not apply; None when none can be said."""
    condition = setting.applies_when
    if condition is None:
        return None
    parts = condition[1:] if condition[0] == "and" else (condition,)
    said = [schema for part in parts if (schema := _said(catalog, setting.scope, part)) is not None]
    return _together("allOf", said) if said else None


def _asks_at_least(catalog: Catalog, setting: Setting) -> Schema | None:
    """A condition under which the setting surely needs an answer that no default gives.

    What is needed while nothing is answered is left to the rules: a document may hold a part of
    the answers.
    """
    if setting.required_when is None or _default(setting) != "":
        return None
    conditions = [c for c in (setting.applies_when, setting.required_when) if c is not None]
    if all(holds(condition, _by_default(catalog)) for condition in conditions):
        return None
    said = [_said(catalog, setting.scope, condition) for condition in conditions]
    if any(schema is None for schema in said):
        return None
    different = {_text(schema): schema for schema in said if schema is not None}
    return _together("allOf", list(different.values()))


def _by_default(catalog: Catalog) -> Lookup:
    """Values where nobody has answered anything."""

    def look(key: str) -> Sequence[object]:
        setting = catalog.settings.get(key)
        return () if setting is None else (_default(setting),)

    return look


def _default(setting: Setting) -> Value | None:
    """The only default of a setting; None when it depends on something."""
    if len(setting.default) != 1:
        return "" if not setting.default else None
    value = setting.default[0].value
    return None if isinstance(value, str) and "{" in value else value


def _said(catalog: Catalog, scope: Scope, condition: Condition) -> Schema | None:
    """A condition as a schema of the object; None when it looks at something else."""
    kind = condition[0]
    if kind == "not":
        inner = _said(catalog, scope, condition[1])
        return None if inner is None else {"not": inner}
    if kind in ("and", "or"):
        parts = [_said(catalog, scope, part) for part in condition[1:]]
        if any(part is None for part in parts):
            return None
        return _together("allOf" if kind == "and" else "anyOf", [p for p in parts if p is not None])
    if condition[1] == "release":
        return _ALWAYS if _holds_for(condition, catalog.release) else _NEVER
    setting = catalog.settings.get(condition[1])
    default = None if setting is None else _default(setting)
    if setting is None or setting.scope != scope or default is None or setting.kind == "json":
        return None
    value = _value_schema(setting, condition)
    if value is None:
        return None
    return _put({}, setting.key, value, required=not _meets(condition, default))


def _together(word: str, parts: list[Schema]) -> Schema:
    if not parts:
        return _ALWAYS if word == "allOf" else _NEVER
    return parts[0] if len(parts) == 1 else {word: parts}


def _value_schema(setting: Setting, condition: Condition) -> Schema | None:
    """What the value has to be for a clause about it to hold."""
    if condition[0] == "key":
        if setting.kind == "bool":
            return {"const": True}
        return {"minItems": 1} if setting.is_list else {"not": {"enum": ["", "false"]}}
    if setting.kind in ("bool", "int") or setting.is_list:
        return None
    if condition[0] == "eq":
        return {"const": condition[2]}
    return {"enum": list(condition[2])}


def _meets(condition: Condition, value: Value) -> bool:
    """Whether a default meets a clause, so that the answer may be missing."""
    if condition[0] == "key":
        return not is_empty(value) and value is not False and value != "false"
    return _holds_for(condition, format_value(value))


def _holds_for(condition: Condition, text: str) -> bool:
    if condition[0] == "key":
        return bool(text)
    return text == condition[2] if condition[0] == "eq" else text in condition[2]


def _put(schema: Schema, key: str, leaf: Schema, *, required: bool = False) -> Schema:
    """Say something about the value under a dotted key, and perhaps that it must be there."""
    node = schema
    *groups, name = key.split(".")
    for group in groups:
        if required and group not in node.setdefault("required", []):
            node["required"].append(group)
        node = node.setdefault("properties", {}).setdefault(group, {})
    if required:
        node.setdefault("required", []).append(name)
    if leaf:
        node.setdefault("properties", {})[name] = leaf
    return schema
