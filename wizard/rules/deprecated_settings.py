"""Deprecated settings that somebody still answers, and what has taken their place."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Setting
from wizard.model.answers import Given
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import answer_rule, rule
from wizard.rules.where import place, title


@answer_rule(
    "DEP101",
    "note",
    "An answer that nothing reads any more",
    explain=(
        "The setting stays in the catalogue so that old files lose nothing. No pipeline acts on "
        "it; where another setting has taken its place, the finding names it."
    ),
    sources=("D07", "D16", "D45", "D83", "R-170"),
    bad={"deprecated.retry_minutes": 9},
)
def _nothing_reads_it(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if setting.level != "deprecated" or setting.key in _earlier_generation(view.catalog):
        return
    text = format_value(given.value)
    if not text or text == format_value(view.default(setting)):
        return
    heir = setting.replaced_by
    if heir not in view.catalog.settings:
        yield Problem(
            (setting.key,),
            f'"{setting.title}" is set, but nothing reads it any more.',
            "Unset the answer.",
            set={setting.key: None},
        )
        return
    present = view.text(heir)
    differs = present != text
    yield Problem(
        (setting.key, heir),
        f'"{setting.title}" is {text}, but "{view.catalog[heir].title}" counts'
        + (f", and that is {present or 'empty'}." if differs else "; both are alike."),
        f"Answer {heir} and unset this one.",
        severity="warning" if differs else None,
        set={setting.key: None},
    )


@rule(
    "DEP102",
    "project",
    "warning",
    "Services of the earlier generation",
    explain=(
        "The AI services account and the hub of the first Foundry generation are deprecated and "
        "stay off in new projects. Keep them only for a project that already has them, and plan "
        "the move to Foundry."
    ),
    sources=("R-098", "R-102"),
    bad={"deprecated.ai_services": True, "services.ai_foundry": False},
)
def _still_on(view: View) -> Iterator[Problem]:
    if view.is_on("services.ai_foundry"):
        return
    known = _earlier_generation(view.catalog)
    keys = tuple(key for key in known if view.applies(key) and view.is_on(key))
    if keys:
        names = " and ".join(title(view, key) for key in keys)
        yield Problem(
            keys,
            f"Of the earlier generation and on{place(view)}: {names}.",
            "Use AI Foundry in new projects; keep these only where they exist already.",
        )


def _earlier_generation(catalog: Catalog) -> Iterator[str]:
    """Deprecated settings that the pipelines still act on: switches of services, and theirs."""
    gone = {key for key, setting in catalog.settings.items() if setting.level == "deprecated"}
    for service in catalog.services.values():
        if service.flag in gone:
            yield from (key for key in (service.flag, *service.settings) if key in gone)
