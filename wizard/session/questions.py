"""Questions as a face asks them: one setting in one place, with everything shown beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wizard.catalog.setting import ENVIRONMENTS, Setting
from wizard.model.answers import Origin, owner_of
from wizard.model.context import Context, full_key, split_key
from wizard.model.values import example_for, format_value
from wizard.model.view import View
from wizard.rules.finding import SEVERITIES, Finding, Severity
from wizard.rules.required import empty_will_do
from wizard.session.directory import Entry, identified_by
from wizard.session.draft import Session

ByKey = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question and its present state.

    ``key`` is the full key. ``text`` is the effective value as the variable files carry it,
    ``default`` the one that would hold without an answer. ``reason`` says why the question does
    not apply ("" where it does) and ``causes`` are the full keys to change for that. ``findings``
    are about this question, ``related`` about others that depend on it. ``name`` is what the
    sign-in calls the id, "" when it does not know it; ``offers`` whether it has ids to pick.
    """

    key: str
    setting: Setting
    text: str
    default: str
    origin: Origin
    where: str
    applies: bool
    reason: str
    causes: tuple[str, ...]
    required: bool
    findings: tuple[Finding, ...] = ()
    related: tuple[Finding, ...] = ()
    name: str = ""
    offers: bool = False

    @property
    def is_open(self) -> bool:
        """Whether an answer is needed and missing."""
        return self.required and not self.text

    @property
    def troubles(self) -> tuple[Finding, ...]:
        """The errors and warnings, without one that says of an open answer that it is missing."""
        told = (found for found in self.findings if found.severity != "note")
        return tuple(
            found for found in told if not (self.is_open and is_lack(found) and not found.fixes)
        )

    @property
    def example(self) -> str:
        """An example of an answer, for the environment of the question; "" for none."""
        return example_for(self.setting, split_key(self.key).environment)

    @property
    def is_answered(self) -> bool:
        """Whether somebody, or a file, gave the value."""
        return self.origin != "default"

    @property
    def severity(self) -> Severity | None:
        """The worst severity among the findings."""
        found = {finding.severity for finding in self.findings}
        return next((severity for severity in SEVERITIES if severity in found), None)


def is_lack(finding: Finding) -> bool:
    """Whether a finding says no more than that an answer is missing."""
    return finding.code.startswith("REQ")


def view_of(session: Session, full: str) -> View:
    """The view from the place that a full key names."""
    place = split_key(full)
    return session.view(
        project=place.project, environment=place.environment, scale_set=place.scale_set
    )


def question(session: Session, full: str, findings: ByKey | None = None) -> Question:
    """The question under a full key of the catalogue."""
    setting = session.catalog.settings[split_key(full).key]
    view = view_of(session, full)
    given = view.given(setting.key)
    applies = view.applies(setting.key)
    concerning = () if findings is None else findings.get(full, ())
    what = identified_by(setting) if session.directory.is_known else None
    live = applies and session.live is not None and bool(_live_entries(session, full))
    return Question(
        key=full,
        setting=setting,
        text=view.text(setting.key),
        default=format_value(view.default(setting)),
        origin=given.origin if given else "default",
        where=given.where() if given else "default",
        applies=applies,
        reason="" if applies else setting.applies_because or "another answer rules it out",
        causes=() if applies else tuple(
            full_keys(view, key) for key in view.causes(setting.applies_when)
            if key in view.catalog.settings
        ),
        required=applies and is_needed(view, setting),
        findings=tuple(found for found in concerning if found.keys[0] == full),
        related=tuple(found for found in concerning if found.keys[0] != full),
        name=session.directory.words_about(view.text(setting.key)) if what else "",
        offers=live or bool(what and applies and session.directory.offers(what)),
    )  # fmt: skip


def entries_for(session: Session, asked: Question) -> tuple[Entry, ...]:
    """What a question can be answered with: ids by the sign-in, or what was looked up."""
    what = identified_by(asked.setting)
    if what is None:
        return _live_entries(session, asked.key)
    return session.directory.entries(what, view_of(session, asked.key).text("tenant_id"))


def _live_entries(session: Session, full: str) -> tuple[Entry, ...]:
    """VNets, groups or subnets that somebody looked up."""
    if session.live is None:
        return ()
    from wizard.session.looked_up import live_entries

    return live_entries(session, full)


def is_needed(view: View, setting: Setting) -> bool:
    """Whether a setting that applies must have a value."""
    return view.required(setting.key) and not empty_will_do(setting)


def full_keys(view: View, key: str) -> str:
    """The full key of a cause; one per environment is named for dev where none is at hand."""
    setting = view.catalog.settings[key]
    context = view.context
    if setting.scope == "environment" and context.environment is None:
        context = context.at(environment=ENVIRONMENTS[0])
    return full_key(key, setting.scope, context)


def places_of(session: Session, setting: Setting) -> tuple[str, ...]:
    """The full keys under which the current project sees a setting: three per environment one."""
    here = session.current
    if setting.scope != "environment":
        return (full_key(setting.key, setting.scope, here),)
    return tuple(
        full_key(setting.key, setting.scope, Context(here.scale_set, name, here.project))
        for name in ENVIRONMENTS
    )


def current_owners(session: Session) -> tuple[str, ...]:
    """The owners that concern the current project: the factory, its scale set, itself."""
    here = session.current
    return ("", f"scale_sets.{here.scale_set}", f"projects.{here.project}")


def current_findings(session: Session) -> list[Finding]:
    """What is wrong where the current project stands, errors first; costs one project.

    With what a sign-in says about the ids, and the names of those in messages; both are left out
    of ``Session.findings``.
    """
    from wizard.rules.registry import sort_findings
    from wizard.session.sign_in_findings import sign_in_findings

    found: list[Finding] = []
    for owner in current_owners(session):
        found += session.findings_of(owner)
    found += sign_in_findings(session, [session.current.scale_set])
    if session.live is not None:
        here = set(current_owners(session))
        live = session.live.findings(session)
        found += [one for one in live if here & {owner_of(full) for full in one.keys}]
    named = session.directory.named
    return sort_findings([one._replace(message=named(one.message)) for one in found])


def by_key(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Findings under each key that they concern."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        for key in finding.keys:
            found.setdefault(key, []).append(finding)
    return {key: tuple(entries) for key, entries in found.items()}
