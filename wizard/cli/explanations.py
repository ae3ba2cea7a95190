"""What there is to say about a setting, a service or a rule: as parts to print and as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from wizard.catalog.catalog import Catalog, UnknownName
from wizard.catalog.conditions import Condition
from wizard.catalog.provenance import read_from
from wizard.catalog.setting import Setting
from wizard.catalog.tables import Service
from wizard.cli.catalog_here import setting_named
from wizard.cli.read_from import HEADING as READ_FROM
from wizard.cli.read_from import lines as places
from wizard.delivery.trace import trace
from wizard.model.answers import Answers
from wizard.model.values import format_value, plain_value
from wizard.rules.registry import Changes, Rule, load_rules
from wizard.session.about import NOTHING, allowed, condition_in_words
from wizard.session.draft import Session

Parts = tuple[tuple[str, tuple[str, ...]], ...]


class Explanation(NamedTuple):
    """A name with its title; ``parts`` are headings ("" for none) with lines."""

    name: str
    title: str
    parts: Parts
    data: dict[str, Any]


def explanation(catalog: Catalog, name: str) -> Explanation:
    """What there is to say about a key, a variable, a service or a code.

    Raises:
        UnknownName: nothing has this name.
    """
    try:
        return _of_setting(catalog, setting_named(catalog, name), name)
    except UnknownName as error:
        if name in catalog.services:
            return of_service(catalog, catalog.services[name])
        rules = load_rules()
        if name.upper() in rules:
            return _of_rule(rules[name.upper()])
        close = (*_close(catalog, rules, name), *error.suggestions)
        raise UnknownName(name, close[:3]) from None


def _close(catalog: Catalog, rules: dict[str, Rule], name: str) -> tuple[str, ...]:
    from difflib import get_close_matches

    known = {word.lower(): word for word in (*catalog.services, *rules)}
    return tuple(known[word] for word in get_close_matches(name.lower(), known, n=2, cutoff=0.7))


def _of_setting(catalog: Catalog, setting: Setting, name: str) -> Explanation:
    words = _Words(catalog)
    applies = words.of(setting.applies_when)
    required = words.of(setting.required_when)
    because = (setting.required_because,) if setting.required_because else ()
    defaults = tuple(_default(words, setting))
    where = [f"{v.name} (GitHub)" for v in setting.github]
    where += [f"{v.name} (Azure DevOps)" for v in setting.azure_devops]
    parts: Parts = (
        ("", (setting.help,)),
        ("Allowed", tuple(allowed(setting))),
        ("Printed by", (setting.printed_by,) if setting.printed_by else ()),
        ("Default", defaults),
        ("Applies when", (applies,) if applies else ()),
        ("Needed when", (required, *because) if required else ()),
        ("Set for each", (setting.scope.replace("_", " "),)),
        ("Variables", tuple(where)),
        ("Falls short", tuple(dict.fromkeys(short.text for short in setting.falls_short))),
        (READ_FROM, places(_sources(setting))),
    )
    data = {
        "kind": "setting", **trace(setting), "type": setting.kind, "help": setting.help,
        "level": setting.level, "section": setting.section, "asked_for": name,
        "allowed": list(allowed(setting)), "choices": [c.value for c in setting.choices],
        "pattern": setting.pattern or None, "minimum": setting.minimum,
        "maximum": setting.maximum, "max_length": setting.max_length,
        "defaults": [
            {"value": plain_value(default.value), "when": words.of(default.when) or None}
            for default in setting.default
        ],
        "default_why": setting.default_why or None,
        "template_default": {"github": setting.template_default_github,
                             "azure_devops": setting.template_default_azure_devops},
        "applies_when": applies or None, "required_when": required or None,
        "required_because": setting.required_because or None, "example": setting.example or None,
        "destructive": setting.destructive, "source": read_from(setting.source),
    }  # fmt: skip
    return Explanation(setting.key, setting.title, parts, data)


def _default(words: _Words, setting: Setting) -> Iterable[str]:
    for default in setting.default:
        text = format_value(default.value) or NOTHING
        yield f"{text}, when {words.of(default.when)}" if default.when else text
    if setting.default_why:
        yield setting.default_why
    shipped = {
        "GitHub": setting.template_default_github,
        "Azure DevOps": setting.template_default_azure_devops,
    }
    for title, template in shipped.items():
        if template is not None and setting.default_why:
            yield f"The vendor's template for {title} has: {template or NOTHING}"


def of_service(catalog: Catalog, service: Service) -> Explanation:
    """What there is to say about a service."""
    words = _Words(catalog)
    needs = tuple(f"{words.of(need.condition)}: {need.because}" for need in service.needs)
    excludes = tuple(f"{words.of(one.condition)}: {one.because}" for one in service.excludes)
    switch = f"{service.flag} = {format_value(service.on_value)}" if service.flag else "no flag"
    parts: Parts = (
        ("", (service.help,)),
        ("Switched on by", (switch,)),
        ("Needs", needs),
        ("Excludes", excludes),
        ("Costs", tuple(text for text in (service.costs, service.tiers) if text)),
        ("Subnets", (", ".join(use.id for use in service.subnets),) if service.subnets else ()),
        ("Settings", (", ".join(service.settings),) if service.settings else ()),
        ("Switched off later", (service.deletes,) if service.deletes else ()),
        ("Falls short", tuple(dict.fromkeys(short.text for short in service.falls_short))),
        (READ_FROM, places(_sources(service))),
    )
    data = {
        "kind": "service", "id": service.id, "title": service.title, "help": service.help,
        "group": service.group, "scope": service.scope, "flag": service.flag,
        "needs": list(needs), "excludes": list(excludes), "costs": service.costs,
        "tiers": service.tiers, "private_endpoints": service.private_endpoints,
        "subnets": [use.id for use in service.subnets], "settings": list(service.settings),
        "deletes": service.deletes, "source": read_from(service.source),
        "falls_short": [
            {"orchestrator": short.orchestrator, "text": short.text,
             "source": read_from(short.source)}
            for short in service.falls_short
        ],
    }  # fmt: skip
    return Explanation(service.id, service.title, parts, data)


def _sources(row: Setting | Service) -> tuple[str, ...]:
    return (*row.source, *(short.source for short in row.falls_short))


def _example(rule: Rule, changes: Changes) -> tuple[str, ...]:
    """The answers of an example; a finding about a file, or from Azure, has none."""
    if rule.scope in ("file", "azure"):
        return ()
    lines = tuple(f"{key} = {_written(value)}" for key, value in changes.items())
    return lines or ("the defaults",)


def _written(value: object) -> str:
    """A value as it stands in an answers file."""
    import json

    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)


def _of_rule(rule: Rule) -> Explanation:
    of = "found in Azure by preflight" if rule.scope == "azure" else f"of {rule.scope}"
    parts: Parts = (
        ("", (f"{rule.severity}, {of.replace('_', ' ')}", rule.explain)),
        ("For example", (rule.example,) if rule.example else ()),
        ("Found with", _example(rule, rule.bad)),
        ("Silent with", _example(rule, rule.good)),
        (READ_FROM, places(rule.sources)),
    )
    data = {
        "kind": "finding", "code": rule.code, "severity": rule.severity, "title": rule.title,
        "scope": rule.scope, "explain": rule.explain, "bad": dict(rule.bad),
        "good": dict(rule.good),
        "example": rule.example or None,
        "source": read_from(rule.sources),
    }  # fmt: skip
    return Explanation(rule.code, rule.title, parts, data)


class _Words:
    """Conditions of a catalogue in words."""

    def __init__(self, catalog: Catalog) -> None:
        self._session = Session(catalog, Answers())

    def of(self, condition: Condition | None) -> str:
        return condition_in_words(self._session, condition) if condition else ""
