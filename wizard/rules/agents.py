"""Agents and gateways of a project: what they stand on, and where they work."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule


@rule(
    "AGT101", "project", "error", "An agent lacks what it stands on",
    explain="Some agents and gateways work in project 001 only, and each needs other services of "
    "the project. The run stops, or the service comes up without them.",
    sources=("v1.25 8",),
    bad={"agents.chat": True, "models.gpt": False},
    good={"agents.chat": True, "models.gpt": True},
)  # fmt: skip
def _agents_stand_on_something(view: View) -> Iterator[Problem]:
    for row in view.catalog.tables["compatibility"].get("stands_on", ()):
        key, only = row["key"], row.get("project", "")
        if not view.is_on(key):
            continue
        title = view.catalog[key].title
        if only and view.context.project != only:
            yield Problem(
                (key,),
                f'"{title}" works in project {only} only.',
                "Switch it off in this project.",
            )
        missing = [need for need in row["needs"] if not view.is_on(need)]
        if missing:
            titles = ", ".join(f'"{view.catalog[need].title}"' for need in missing)
            yield Problem(
                (key, *missing), f'"{title}" needs {titles}.', "Switch these on, or this one off."
            )
