"""Groups by persona; silent in releases without."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule

_MODE, _SWITCH = "personas.access_mode", "personas.enabled"


@rule(
    "PER101", "project", "error", "The two notations of the access mode differ",
    explain="The switch for groups by persona counts, whatever the access mode says. A file that "
    "says two different things will be misread by whoever opens it next.",
    sources=("v1.25 5",),
    bad={_MODE: "groups-v1"},
    good={_SWITCH: True},
)  # fmt: skip
def _access_mode_follows(view: View) -> Iterator[Problem]:
    setting = view.catalog.settings.get(_MODE)
    if setting is None:
        return
    said, meant = view.text(_MODE), format_value(view.default(setting))
    if said != meant:
        yield Problem(
            (_MODE, _SWITCH),
            f"The access mode is {said}, but the switch means {meant}.",
            "Leave the access mode unanswered: it follows the switch.",
        )
