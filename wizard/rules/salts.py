"""Salts, and numbers of projects inside names: what no longer belongs to what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.setting import Setting
from wizard.model.answers import Given
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.naming.names import common_group, computed_salt
from wizard.rules.finding import Problem
from wizard.rules.registry import answer_rule, rule
from wizard.rules.values import means_nothing
from wizard.rules.wording import named, shown

_NUMBER = re.compile(r"(?i)((?:prj|project)-?_?)([0-9]{3})(?![0-9])", re.ASCII)
_NAMES = ("name", "subnet-name", "secret-name", "string", "resource-id")


@rule(
    "NAM108",
    "environment",
    "warning",
    "The salt does not belong to this common resource group",
    explain=(
        "The salt is the first five characters that Azure's uniqueString makes of the id of the "
        "common resource group. Subscription, prefix, region code, environment and scale set "
        "suffix go into it, so each environment has its own, and it changes when one of them is "
        "changed. The value of a file is used where the pipeline looks for existing resources: "
        "with a salt of another group it finds nothing. It can be computed before the first run."
    ),
    sources=("R-004", "R-005", "D35", "demand 48", "azure-facts 10"),
    bad={"environments.dev.naming.salt": "abcde"},
    good={"environments.dev.naming.salt": "<5>"},
)
def _stale_salt(view: View) -> Iterator[Problem]:
    given = view.given("naming.salt")
    if given is None:
        return
    text = format_value(given.value)
    computed = computed_salt(view)
    if computed is None or text == computed or means_nothing(view.catalog["naming.salt"], text):
        return
    yield Problem(
        ("naming.salt",),
        f"The salt of {view.context.environment} is {shown(text)}, but the common resource group "
        f"{shown(common_group(view))} in its subscription has {computed}.",
        f"Set it to {computed}, or remove it: the pipelines find it by themselves.",
        set={"naming.salt": computed},
    )


@answer_rule(
    "NAM120",
    "warning",
    "A name carries the number of another project",
    explain=(
        "When a project is made from another one, names of subnets and secrets easily keep the "
        "old number. The project would then use the other one's subnets or sign in as its "
        "service principal."
    ),
    sources=("R-045", "demand 8", "D69"),
    bad={"secrets.project_app_id": "esml-project002-sp-id"},
    good={"secrets.project_app_id": "esml-project001-sp-id"},
)
def _other_project(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    own = view.context.project
    if setting.scope != "project" or setting.kind not in _NAMES or own is None:
        return
    if not (setting.github or setting.azure_devops) or not isinstance(given.value, str):
        return
    text = given.value
    other = next((m.group(2) for m in _NUMBER.finditer(text) if m.group(2) != own), None)
    if other is not None:
        better = _NUMBER.sub(lambda match: match.group(1) + own, text)
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} is {shown(text)}, with the number of project {other}.",
            f"Probably {shown(better)} is meant.",
            set={setting.key: better},
        )
