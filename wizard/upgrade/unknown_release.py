"""A release without a catalogue: the latest one, and what the user's own templates have besides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import Condition
from wizard.catalog.setting import Default, Kind, Orchestrator, Setting, Value, Variable
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
    return tuple(_setting(base, entries) for entries in found.values())


def _setting(base: Catalog, entries: dict[Orchestrator, TemplateEntry]) -> Setting:
    first = next(iter(entries.values()))
    github, azure_devops = entries.get("github"), entries.get("azure-devops")
    only = None if len(entries) > 1 else next(iter(entries))
    kind = _kind(first.value)
    side = None if only is None else ("key", "on_github" if only == "github" else "on_azure_devops")
    required = _required(base, first, side)
    named = _words(first.name)
    return Setting(
        key=f"new.{'_'.join(named)}",
        title=" ".join(named).capitalize()[:40],
        help=_help(first),
        kind=kind,
        scope="project",
        section=NEW.id,
        level="standard" if first.mandatory or first.conditions else "advanced",
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


def _required(base: Catalog, entry: TemplateEntry, side: Condition | None) -> Condition | None:
    """When the comment demands a value, as far as its conditions name settings that we know."""
    clauses: list[Condition] = []
    if entry.mandatory:
        clauses.append(("and",))
    for name, value in entry.conditions:
        known = base.by_variable.get(name)
        if known is not None:
            clauses.append(("eq", known[0].key, value))
    if not clauses:
        return None
    one = clauses[0] if len(clauses) == 1 else ("or", *clauses)
    return one if side is None else ("and", side, one)


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
