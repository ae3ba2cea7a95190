"""The report of one project: what was chosen, what differs, what upstream will not honour."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.catalog.setting import Orchestrator, Setting
from wizard.delivery.trace import effect_of, has_effect
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.output.files import OutputFile, filled, text_file
from wizard.rules.finding import Finding


def report_file(
    view: View, folder: str, orchestrators: tuple[Orchestrator, ...], findings: Iterable[Finding]
) -> OutputFile:
    """``report.md`` of the view's project."""
    text = filled(
        "report/report.md",
        project=view.context.project or "",
        scale_set=view.context.scale_set,
        release=view.catalog.release,
        orchestrators=" and ".join(_NAMES[name] for name in orchestrators),
        environments=", ".join(view.environments) or "none",
        mode=view.text("networking.mode"),
        services=_services(view),
        answers=_answers(view),
        defaults=_changed_defaults(view, orchestrators),
        unheard=_unheard(view, orchestrators),
        findings=_findings(findings),
    )
    return text_file(f"{folder}/report.md", text, "people", commit=True)


_NAMES: dict[Orchestrator, str] = {"github": "GitHub Actions", "azure-devops": "Azure DevOps"}


def _services(view: View) -> str:
    on = [service.title for service in view.catalog.services.values() if view.holds(service.on)]
    return "".join(f"- {title}\n" for title in on) or "- none\n"


def _answers(view: View) -> str:
    rows = []
    for setting in view.catalog.settings.values():
        for place in _places(view, setting):
            given = place.given(setting.key)
            if given is not None and place.applies(setting.key):
                shown = _cell(format_value(given.value))
                rows.append(f"| {setting.title} | `{place.full_key(setting.key)}` | {shown} |\n")
    return "".join(rows) or "| none | | |\n"


def _changed_defaults(view: View, orchestrators: tuple[Orchestrator, ...]) -> str:
    rows = []
    for setting in view.catalog.settings.values():
        if not setting.default_why or setting.scope == "environment":
            continue
        if view.given(setting.key) is None and view.applies(setting.key):
            ours = _cell(view.text(setting.key))
            theirs = " / ".join(_cell(_shipped(setting, name)) for name in orchestrators)
            rows.append(f"| `{setting.key}` | {ours} | {theirs} | {setting.default_why} |\n")
    return "".join(rows) or "| none | | | |\n"


def _shipped(setting: Setting, orchestrator: Orchestrator) -> str:
    if orchestrator == "github":
        return setting.template_default_github or ""
    return setting.template_default_azure_devops or ""


def _unheard(view: View, orchestrators: tuple[Orchestrator, ...]) -> str:
    lines = []
    for setting in view.catalog.settings.values():
        for place in _places(view, setting)[:1]:
            if place.given(setting.key) is None or not place.applies(setting.key):
                continue
            for name in orchestrators:
                if setting.variables(name) and not has_effect(setting, name):
                    lines.append(
                        f"- {setting.title} on {_NAMES[name]}: {effect_of(setting, name)}.\n"
                    )
                lines += [
                    f"- {setting.title}: {short.text}\n"
                    for short in setting.falls_short
                    if short.orchestrator in (name, "both")
                ]
    return "".join(dict.fromkeys(lines)) or "- nothing\n"


def _findings(findings: Iterable[Finding]) -> str:
    lines = [
        f"- **{finding.severity} {finding.code}** {finding.message} {finding.remedy}\n"
        for finding in findings
    ]
    return "".join(lines) or "- none\n"


def _places(view: View, setting: Setting) -> list[View]:
    if setting.scope != "environment":
        return [view]
    return [view.at(environment=name) for name in view.environments]


def _cell(text: str) -> str:
    safe = text.replace("|", "\\|").replace("\n", " ")
    return f"`{safe}`" if safe and "`" not in safe else safe
