"""The end of an upgrade's report: what holds now, what to delete, what somebody should decide."""

from __future__ import annotations

from dataclasses import replace

from wizard.catalog.conditions import condition_keys
from wizard.catalog.setting import Setting
from wizard.model.context import split_key
from wizard.model.view import View
from wizard.session.draft import Session
from wizard.upgrade.report import Decision, NewSetting, UpgradeReport
from wizard.upgrade.way import number

_RETIRED = "deprecated."
_KEPT = ("yours", "pinned", "on the way")


def settle(report: UpgradeReport, new: Session) -> None:
    """Bring the report in line with the draft under the new release; again after answers."""
    there = new.catalog.settings
    report.settings = [
        _now(entry, new) for entry in report.settings if split_key(entry.key).key in there
    ]
    report.changed_defaults = [
        replace(entry, value=text_of(new, entry.key))
        for entry in report.changed_defaults
        if split_key(entry.key).key in there
    ]
    report.delete = _leftovers(report, new)
    report.decisions = _decisions(report, new)


def text_of(session: Session, full: str) -> str:
    """What holds for a full key, as text."""
    return _view_at(session, full).text(split_key(full).key)


def is_retired(setting: Setting) -> bool:
    """Whether a setting is on its way out, or belongs only to what is: nobody need decide it."""
    keys = tuple(condition_keys(setting.applies_when))
    belongs = bool(keys) and all(key.startswith(_RETIRED) for key in keys)
    return setting.level in ("deprecated", "debug") or belongs


def _now(entry: NewSetting, new: Session) -> NewSetting:
    view, key = _view_at(new, entry.key), split_key(entry.key).key
    return replace(
        entry, value=view.text(key), required=view.required(key), asked=view.applies(key)
    )


def _view_at(session: Session, full: str) -> View:
    place = split_key(full)
    if place.project:
        return session.view(project=place.project)
    return session.view(scale_set=place.scale_set, environment=place.environment)


def _leftovers(report: UpgradeReport, new: Session) -> list[tuple[str, str]]:
    """Variables of GitHub environments, which win over those of the repository."""
    rows = new.catalog.tables["delivery"]["github"]["shadowing"]
    if not number(report.old) <= number(rows["through"]) < number(report.new):
        return []
    view = new.view()
    if view.text("orchestrator") not in ("github", "both"):
        return []
    return [(environment, name) for environment in view.environments for name in rows["names"]]


def _decisions(report: UpgradeReport, new: Session) -> list[Decision]:
    """What the new release finds fault with in values that were kept from before."""
    kept = {entry.key for entry in report.changed_defaults if entry.kept in _KEPT}
    found = []
    for finding in new.findings():
        keys = tuple(key for key in finding.keys if key in kept)
        if keys and finding.severity != "note":
            values = tuple(text_of(new, key) for key in keys)
            message = f"{finding.message.rstrip('.')}."
            found.append(
                Decision(keys, values, finding.code, finding.severity, message, finding.remedy)
            )
    return found
