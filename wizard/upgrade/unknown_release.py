"""A release without a catalogue: the latest one, and what the user's own templates have besides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import Condition
from wizard.catalog.setting import Choice, Default, Kind, Orchestrator, Setting, Value, Variable
from wizard.catalog.tables import Section
from wizard.upgrade.template import TemplateEntry

NEW = Section(
    "new",
    "New in this release",
    "Names that your checkout of the vendor's repository has and this wizard does not know yet. "
    "Help and checks come from the comments in its template files.",
)
Templates = Mapping[Orchestrator, Sequence[TemplateEntry]]
_PLACEHOLDER = re.compile(r"<[^<>]*>|todo", re.I)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


def extended(base: Catalog, release: str, templates: Templates) -> Catalog:
    """The catalogue of ``base`` for another release, with the unknown names as settings."""
    added = new_settings(base, templates)
    settings = {**base.settings, **{setting.key: setting for setting in added}}
    shown = settings["release"]
    settings["release"] = shown._replace(default=(Default(release),))
    sections = (*base.sections, NEW) if added else base.sections
    tables = {**base.tables, "release": {"number": release, "described_for": base.release}}
    return Catalog(release, settings, sections, base.services, tables, base.absent)


def new_settings(base: Catalog, templates: Templates) -> tuple[Setting, ...]:
    """A setting for each name that ``base`` lacks; names alike of both sides make one."""
    found: dict[str, dict[Orchestrator, TemplateEntry]] = {}
    for orchestrator, entries in templates.items():
        for entry in entries:
            if base.variable(entry.name, orchestrator) is None:
                found.setdefault(_folded(entry.name), {})[orchestrator] = entry
    keys = {
        entry.name: _key(entry.name) for entries in found.values() for entry in entries.values()
    }
    return tuple(_setting(base, entries, keys) for entries in found.values())


def _setting(
    base: Catalog, entries: dict[Orchestrator, TemplateEntry], keys: Mapping[str, str]
) -> Setting:
    first = next(iter(entries.values()))
    github, azure_devops = entries.get("github"), entries.get("azure-devops")
    only = None if len(entries) > 1 else next(iter(entries))
    allowed = first.allowed
    kind: Kind = "enum" if allowed else _kind(first.value)
    side = None if only is None else ("key", "on_github" if only == "github" else "on_azure_devops")
    required = _required(base, first, side, keys)
    named = _words(first.name)
    return Setting(
        key=_key(first.name),
        title=" ".join(named).capitalize()[:40],
        help=_help(first),
        kind=kind,
        scope="project",
        section=NEW.id,
        level="standard" if first.mandatory or first.condition else "advanced",
        choices=tuple(Choice(value) for value in allowed),
        max_length=first.longest if kind == "string" else None,
        default=(Default(_value(first.value, kind)),),
        github=(Variable(github.name, "repository"),) if github else (),
        azure_devops=(Variable(azure_devops.name),) if azure_devops else (),
        template_default_github=github.value if github else None,
        template_default_azure_devops=azure_devops.value if azure_devops else None,
        applies_when=side,
        applies_because="" if side is None else "the other template does not have this name",
        required_when=required,
        required_because="" if required is None else "the comment in the template says so",
        source=("the template in your checkout",),
    )


def _required(
    base: Catalog,
    entry: TemplateEntry,
    side: Condition | None,
    keys: Mapping[str, str],
) -> Condition | None:
    """When the comment demands a value, as far as its conditions name settings that we know."""
    wanted: Condition | None = ("and",) if entry.mandatory else None
    if wanted is None and entry.condition is not None:
        wanted = _in_keys(base, entry.condition, keys)
    if wanted is None or side is None:
        return wanted
    return side if entry.mandatory else ("and", side, wanted)


def _in_keys(base: Catalog, condition: Condition, keys: Mapping[str, str]) -> Condition | None:
    """A condition with keys for names; None when one of them means nothing to us."""
    if condition[0] == "eq":
        known = base.by_variable.get(condition[1])
        key = known[0].key if known else keys.get(condition[1])
        return None if key is None else ("eq", key, condition[2])
    parts = [_in_keys(base, part, keys) for part in condition[1:]]
    return None if None in parts else (condition[0], *parts)


def _key(name: str) -> str:
    return f"new.{'_'.join(_words(name))}"


def _help(entry: TemplateEntry) -> str:
    told = entry.told or "The template says nothing about it"
    return f"From the template, line {entry.line}: {told.rstrip('.')}."


def _kind(text: str) -> Kind:
    if text.lower() in ("true", "false"):
        return "bool"
    if text.isascii() and text.isdigit() and not (len(text) > 1 and text.startswith("0")):
        return "int"
    return "string"


def _value(text: str, kind: Kind) -> Value:
    if kind == "bool":
        return text.lower() == "true"
    if kind == "int":
        return int(text)
    return "" if _PLACEHOLDER.search(text) else text


def _folded(name: str) -> str:
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(name)]
