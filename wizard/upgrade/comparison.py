"""How the templates of a checkout differ from a release of ours, as rows for schemas/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wizard.catalog.catalog import Catalog
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
    made["settings"] = list(_rows(new_settings(base, templates)))
    return made


def _rows(settings: Iterable[Setting]) -> Iterable[dict[str, Any]]:
    for setting in settings:
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
            "section": "deprecated",
            "level": setting.level,
            "default": setting.default[0].value,
            "template": {side: text for side, text in template.items() if text is not None},
        }
        if setting.kind not in ("bool", "int"):
            row["default"] = format_value(setting.default[0].value)
        for side, orchestrator in _SIDES:
            if setting.variables(orchestrator):
                row[side] = [{"name": v.name} for v in setting.variables(orchestrator)]
        yield row
