"""Services: what they need, what they cannot stand beside, where upstream falls short of them.

The rows stand in services.yaml; those that name a code are reported by the chapter of that code.
"""

from __future__ import annotations

from wizard.catalog.setting import Shortfall
from wizard.catalog.tables import Exclusion, Need
from wizard.rules.finding import Severity
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
_SOURCES: tuple[tuple[str, ...], ...] = (
    ("R-009", "R-010", "R-011", "R-090", "R-101", "R-120", "R-128", "R-154", "D72"),
    ("R-071", "R-098", "bicep-defects 4.10"),
    (
        "D14", "D17", "D18", "D38", "D41", "D46", "D84", "R-124", "bicep-defects 2.2",
        "bicep-defects 2.5", "bicep-defects 2.8", "bicep-defects 2.9", "bicep-defects 2.10",
        "bicep-defects 2.12", "bicep-defects 3.1", "bicep-defects 3.4", "bicep-defects 3.5",
        "bicep-defects 4.1", "bicep-defects 4.11", "bicep-defects 4.12", "bicep-defects 4.17",
    ),
)  # fmt: skip
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
                sources=_SOURCES[one - 1],
                bad=bad,
                good=good,
            )(_general(scope, kind))


_register()
