"""How the templates of a checkout differ from a release of ours, as rows for schemas/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import condition_text
from wizard.catalog.setting import Orchestrator, Setting
from wizard.catalog.shipped import shipped_values
from wizard.model.values import format_value
from wizard.upgrade.unknown_release import Templates, new_settings

_SIDES: tuple[tuple[str, Orchestrator], ...] = (
    ("github", "github"), ("azure_devops", "azure-devops"),
)  # fmt: skip


def comparison(base: Catalog, templates: Templates) -> dict[str, Any]:
    """What a ``release.yaml`` and a file of settings would have to say; see catalog.derive.

    ``absent`` are names of ours that the templates lack, ``shipped`` texts that are others there,
    ``settings`` rows for names that we lack: their help is the template's own text and waits for
    words of ours.
    """
    made: dict[str, Any] = {"based_on": base.release, "absent": {}, "shipped": {}}
    for side, orchestrator in _SIDES:
        if orchestrator not in templates:
            continue
        ours = shipped_values(base, orchestrator)
        theirs = {entry.name: entry.value for entry in templates[orchestrator]}
        made["absent"][side] = [name for name in ours if name not in theirs]
        made["shipped"][side] = {
            name: text for name, text in theirs.items() if name in ours and ours[name] != text
        }
    made["settings"] = list(_rows(new_settings(base, templates), _sections(base, templates)))
    return made


def _sections(base: Catalog, templates: Templates) -> dict[str, str]:
    """The section in which a name stands: that of the known name in front of it."""
    found: dict[str, str] = {}
    for orchestrator, entries in templates.items():
        section = base.sections[0].id
        for entry in entries:
            known = base.variable(entry.name, orchestrator)
            section = known[0].section if known else section
            found.setdefault(entry.name, section)
    return found


def _rows(settings: Iterable[Setting], sections: dict[str, str]) -> Iterable[dict[str, Any]]:
    for setting in settings:
        names = [v.name for v in (*setting.github, *setting.azure_devops)]
        template = {
            "github": setting.template_default_github,
            "azure-devops": setting.template_default_azure_devops,
        }
        row: dict[str, Any] = {
            "key": setting.key,
            "title": setting.title,
            "help": setting.help,
            "kind": setting.kind,
            "scope": setting.scope,
            "section": sections[names[0]],
            "level": setting.level,
            "default": setting.default[0].value,
            "template": {side: text for side, text in template.items() if text is not None},
        }
        if setting.choices:
            row["choices"] = [{"value": choice.value} for choice in setting.choices]
        if setting.max_length is not None:
            row["max_length"] = setting.max_length
        for name in ("applies_when", "required_when"):
            condition = getattr(setting, name)
            if condition is not None:
                row[name] = condition_text(condition)
                row[name.replace("when", "because")] = getattr(
                    setting, name.replace("when", "because")
                )
        if setting.kind not in ("bool", "int"):
            row["default"] = format_value(setting.default[0].value)
        for side, orchestrator in _SIDES:
            if setting.variables(orchestrator):
                row[side] = [{"name": v.name} for v in setting.variables(orchestrator)]
        yield row
