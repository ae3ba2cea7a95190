"""Services: what they need, what they cannot stand beside, where upstream falls short of them.

The rows stand in services.yaml; those that name a code are reported by the chapter of that code.
"""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.setting import Shortfall
from wizard.catalog.tables import Exclusion, Need
from wizard.model.view import View
from wizard.rules.finding import Problem, Severity
from wizard.rules.registry import Changes, RuleFunction, RuleScope, rule
from wizard.rules.service_rows import Row, problems

_SUBJECTS: tuple[tuple[RuleScope, str], ...] = (
    ("project", "of a project"),
    ("scale_set", "of a scale set"),
    ("factory", "of the factory"),
)
_KINDS: tuple[tuple[type[Row], Severity, str, str], ...] = (
    (
        Need,
        "error",
        "A service {of} lacks what it needs",
        "A service is on, and something that it builds on is off or missing: another service, "
        "an identity, a tier. Without it the deployment stops, or the service does not work.",
    ),
    (
        Exclusion,
        "error",
        "A service {of} meets what it cannot stand beside",
        "Two choices exclude each other. Together they stop the deployment, or one of them is "
        "ignored.",
    ),
    (
        Shortfall,
        "note",
        "Upstream falls short of a service {of}",
        "The pipelines or templates of this release do not do all that the choice promises, "
        "whatever stands in the files. The finding says what to expect and to do by hand.",
    ),
)
_SOURCES: dict[str, tuple[str, ...]] = {
    "SVC101": (
        "R-009", "R-010", "R-011", "R-090", "R-092", "R-101", "R-120", "R-128", "R-154", "D72",
    ),
    "SVC102": ("R-071", "bicep-defects 4.10"),
    "SVC103": (
        "D14", "D17", "D18", "D41", "D45", "D84", "R-058", "R-124", "bicep-defects 2.2",
        "bicep-defects 2.4", "bicep-defects 2.5", "bicep-defects 2.8", "bicep-defects 2.9",
        "bicep-defects 2.10", "bicep-defects 2.12", "bicep-defects 3.1", "bicep-defects 3.4",
        "bicep-defects 3.5", "bicep-defects 4.1", "bicep-defects 4.11", "bicep-defects 4.12",
        "bicep-defects 4.17",
    ),
    "SVC201": ("R-036", "R-069"),
    "SVC301": ("bicep-steps 1",),
    "SVC303": ("bicep-defects 2.11",),
}  # fmt: skip
_EXAMPLES: dict[str, tuple[Changes, Changes]] = {
    "SVC101": ({"services.bot_service": True, "services.ai_foundry": False}, {}),
    "SVC102": (
        {"services.logic_apps": True, "services.web_app": True},
        {"services.logic_apps": True},
    ),
    "SVC103": ({"services.azure_openai": True}, {}),
    "SVC201": (
        {"access.admin_vm": True, "networking.access": "bastion"},
        {"access.admin_vm": True, "networking.access": "bastion", "access.bastion": True},
    ),
    "SVC301": (
        {"governance.defender_for_resources": True, "services.ai_foundry": False},
        {"governance.defender_for_resources": True},
    ),
    "SVC303": ({"cmk.enabled": True}, {}),
}


def _general(scope: RuleScope, kind: type[Row]) -> RuleFunction:
    return lambda view: problems(view, scope, "", kind)


def _register() -> None:
    for hundred, (scope, of) in enumerate(_SUBJECTS, start=1):
        for one, (kind, severity, title, explain) in enumerate(_KINDS, start=1):
            code = f"SVC{hundred}0{one}"
            if code not in _EXAMPLES:
                continue
            bad, good = _EXAMPLES[code]
            rule(
                code,
                scope,
                severity,
                title.format(of=of),
                explain=explain,
                sources=_SOURCES[code],
                bad=bad,
                good=good,
            )(_general(scope, kind))


_register()


@rule(
    "SVC401",
    "scale_set",
    "note",
    "Resource providers to register",
    explain=(
        "A subscription deploys a kind of resource only after its resource provider has been "
        "registered there, and the deploying identity often may not do that itself. Register the "
        "providers of what is switched on in each subscription before the first run; registering "
        "twice does no harm."
    ),
    sources=("R-156", "demand 30"),
    bad={},
    good={f"environments.{name}.enabled": False for name in ("dev", "stage", "prod")},
)
def _providers(view: View) -> Iterator[Problem]:
    if not view.environments:
        return
    foundation = view.catalog.tables.get("foundation", {})
    rows = [*foundation.get("scale_set", ()), *foundation.get("project", ())]
    wanted = {provider for row in rows for provider in row.get("providers", ())}
    for service in view.catalog.services.values():
        if not wanted.issuperset(service.providers) and view.holds(service.on):
            wanted.update(service.providers)
    names = " ".join(sorted(wanted))
    yield Problem(
        tuple(
            f"scale_sets.{view.context.scale_set}.environments.{name}.subscription_id"
            for name in view.environments
        ),
        f"{len(wanted)} resource providers must be registered in each subscription of scale set "
        f"{view.context.scale_set} before the first run.",
        f"Once per subscription: for p in {names}; do az provider register --namespace $p; done",
    )
