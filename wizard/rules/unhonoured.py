"""Chosen answers that the pipelines of the orchestrator in use do not honour."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.setting import ORCHESTRATOR_TITLES, Orchestrator, Setting
from wizard.model.answers import Given
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import answer_rule
from wizard.rules.where import on_github, orchestrators, place

_INERT = frozenset(
    {"none", "declared-only", "print-only", "unused-parameter", "rejected-parameter",
     "preflight-only"}
)  # fmt: skip

_SAID_ELSEWHERE = (
    "access.admin_username",
    "address.power_bi_subnet_name",
    "access.hybrid_benefit",
    "aks.private_cluster",
    "aks.sku_",
    "byo.network_env",
    "byo.subnets",
    "byo.vnet_",
    "cmk.enabled",
    "cmk.not_for_",
    "databases.postgresql_admin_emails",
    "debug.",
    "deprecated.",
    "dns.central_by_policy",
    "elasticsearch.type",
    "foundry.deployment_type",
    "github.",
    "lifecycle.",
    "networking.mode",
    "networking.public_access_behind_vnet",
    "release_info.",
    "run.networking",
    "search.",
    "sku.",
    "subnets.",
)
"""Beginnings of keys that other rules speak about, with a better idea of when it matters."""


def _shortfalls(view: View, setting: Setting, given: Given, *, inert: bool) -> Iterator[Problem]:
    """Where a chosen answer has no effect (inert), or less than it says."""
    if not setting.falls_short or setting.key.startswith(_SAID_ELSEWHERE):
        return
    if setting.key in view.catalog.service_of_flag:
        return
    if format_value(given.value) == format_value(view.default(setting)):
        return
    used = orchestrators(view)
    texts = [
        (orchestrator, text)
        for orchestrator in used
        if (setting.effect(orchestrator) in _INERT) is inert
        and (text := _text(view, setting, orchestrator))
    ]
    where = place(view) if setting.scope == "project" else ""
    for text in dict.fromkeys(text for _, text in texts):
        names = " and ".join(ORCHESTRATOR_TITLES[name] for name, other in texts if other == text)
        yield Problem(
            (setting.key,),
            f'"{setting.title}"{where}, on {names}: {text}',
            "Unset the answer; no pipeline acts on it."
            if inert and len(texts) == len(used)
            else "Expect this difference and see to it by hand, or take the default.",
        )


def _text(view: View, setting: Setting, orchestrator: Orchestrator) -> str:
    return " ".join(
        row.text
        for row in setting.falls_short
        if row.orchestrator in (orchestrator, "both") and view.holds(row.when)
    )


@answer_rule(
    "UPS101",
    "warning",
    "A choice has no effect",
    explain=(
        "The answer differs from the default, but no workflow or pipeline hands it to a template "
        "in this release: it is not read, only printed, or only looked at by a check. `trace KEY` "
        "shows where a setting ends."
    ),
    sources=(
        "D07",
        "D14",
        "D15",
        "D16",
        "D17",
        "D18",
        "D19",
        "D45",
        "demand 6",
        "R-165",
        "R-170",
        "bicep-defects 2.8",
        "bicep-defects 2.13",
        "bicep-defects 5",
    ),
    bad={"services.databricks": True, "databricks.private_ui": False},
    good={"services.databricks": True},
)
def _no_effect(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    yield from _shortfalls(view, setting, given, inert=True)


@answer_rule(
    "UPS102",
    "note",
    "A choice is honoured in part",
    explain=(
        "The answer reaches the templates, but not everywhere, or not with all that its name "
        "promises. The finding says what is missing."
    ),
    sources=(
        "D05",
        "D44",
        "D92",
        "D93",
        "bicep-defects 2.14",
        "bicep-defects 4.4",
        "bicep-defects 4.9",
        "bicep-defects 4.13",
    ),
    bad={"foundry.clean_capability_host": True},
)
def _in_part(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    yield from _shortfalls(view, setting, given, inert=False)


@answer_rule(
    "UPS103",
    "note",
    "The environment's part of network names is not taken as it stands",
    explain=(
        "On GitHub the value cannot be empty: the workflow then takes the environment's name. On "
        "Azure DevOps it is emptied unless you bring subnets of your own."
    ),
    sources=("D36", "D39"),
    bad={
        "orchestrator": "azure-devops",
        "byo.vnet_name": "vnt-shared",
        "environments.dev.byo.network_env": "d-",
    },
    good={"byo.vnet_name": "vnt-shared", "environments.dev.byo.network_env": "d-"},
)
def _network_env(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if setting.key != "byo.network_env":
        return
    text = format_value(given.value)
    name = view.context.environment or "the environment"
    if on_github(view) and not text:
        yield Problem(
            (setting.key,),
            f'"{setting.title}" of {name} is empty, but GitHub then takes {name}.',
            "Write the text that your network names hold.",
        )
    elif text and not view.is_on("byo.subnets") and not on_github(view):
        yield Problem(
            (setting.key,),
            f'"{setting.title}" of {name} is emptied on Azure DevOps, because the subnets '
            "are not your own.",
            "Unset it, or write the network's names without the placeholder.",
            set={setting.key: None},
        )
