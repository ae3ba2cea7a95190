"""Every look-up for a factory or some of its projects: what was found, and what stays unknown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from wizard.azure.lacking import Lacking, NotKnown, lacking
from wizard.azure.machines import machine_notes
from wizard.azure.models import model_notes
from wizard.azure.names_taken import availability_notes, deleted_notes
from wizard.azure.networks import network_notes
from wizard.azure.noted import Gap, LookUpFunction, environment_of, found
from wizard.azure.platform import group_notes, provider_notes, role_notes, subscription_notes
from wizard.azure.policies import policy_notes
from wizard.azure.principals import principal_notes
from wizard.azure.reader import Reader
from wizard.azure.unknown import REMEDIES, Cancelled, Unknown
from wizard.azure.vaults import vault_notes
from wizard.azure.vnets import vnets_of
from wizard.model.context import Context, split_key
from wizard.model.view import View
from wizard.rules.finding import Finding
from wizard.rules.registry import sort_findings
from wizard.session.draft import Session
from wizard.session.live_ranges import LiveVnet

AT_ONCE = 4
"""Look-ups that are under way at the same time."""


class LookUp(NamedTuple):
    """One look-up: what it is about, in words, and how it is made."""

    title: str
    notes: LookUpFunction
    key: str = "subscription_id"


PER_ENVIRONMENT = (
    LookUp("subscription", subscription_notes),
    LookUp("VNets and subnets", network_notes),
    LookUp("resource groups", group_notes),
    LookUp("seeding key vault", vault_notes, "seeding.subscription_id"),
    LookUp("resource providers and regions", provider_notes),
    LookUp("models and their quota", model_notes),
    LookUp("machines and their quota", machine_notes),
    LookUp("policies", policy_notes),
    LookUp("role assignments", role_notes),
    LookUp("deleted names", deleted_notes),
    LookUp("names taken", availability_notes),
)
PER_SCALE_SET = (LookUp("people, groups and service principals", principal_notes, "tenant_id"),)


class Report(NamedTuple):
    """What look-ups found. ``looked_up`` names those that came to an end.

    ``lacking`` says why nothing could be asked at all; None where something was. ``is_blind``:
    Azure answered nothing, whatever was asked.
    """

    findings: list[Finding]
    unknown: list[NotKnown]
    looked_up: list[str]
    vnets: dict[str, tuple[LiveVnet, ...]]
    lacking: Lacking | None = None
    is_blind: bool = False


Told = Callable[[int, int, str], None]
"""Gets the number of look-ups that are done, of how many, and what the last one was about."""


class _Task(NamedTuple):
    look_up: LookUp
    view: View

    @property
    def title(self) -> str:
        """What it is about, and where."""
        return f"{self.look_up.title} of {_where(self.view)}"


def preflight(
    session: Session,
    reader: Reader,
    *,
    projects: Collection[str] = (),
    environments: Collection[str] = (),
    networks_only: bool = False,
    told: Told | None = None,
) -> Report:
    """Look everything up, a few things at a time; nothing is changed, here or there.

    ``projects`` and ``environments`` narrow it down; without them it is all that is in use.

    Raises:
        Cancelled: nobody waits for the rest.
    """
    tasks = list(_tasks(session, projects, environments))
    if networks_only:
        tasks = [task for task in tasks if task.look_up.notes is network_notes]
    report = Report([], [], [], {})
    try:
        for number, (task, outcome) in enumerate(_outcomes(reader, tasks), start=1):
            _note(report, task, outcome)
            if told:
                told(number, len(tasks), task.title)
    except BaseException:
        reader.cancelled.set()
        raise
    kept = [finding for finding in report.findings if _concerns(finding, projects)]
    report.findings[:] = sort_findings(kept)
    report.unknown.sort(key=lambda one: (one.reason, one.text, one.what))
    report.looked_up.sort()
    report.vnets.update(_vnets_seen(reader, tasks))
    return report._replace(
        lacking=lacking(session, reader, report.unknown),
        is_blind=bool(report.unknown) and not reader.answered,
    )


class _Outcome(NamedTuple):
    """What a task noted, and what ended it early, if anything did."""

    notes: list[Finding | Gap]
    error: BaseException | None = None


def _outcomes(reader: Reader, tasks: list[_Task]) -> Iterator[tuple[_Task, _Outcome]]:
    """What comes of each task, as they end. Nobody waits for a request that is given up."""
    waiting: SimpleQueue[_Task] = SimpleQueue()
    ended: SimpleQueue[tuple[_Task, _Outcome]] = SimpleQueue()
    for task in tasks:
        waiting.put_nowait(task)

    def work() -> None:
        while not reader.cancelled.is_set():
            try:
                task = waiting.get_nowait()
            except Empty:
                return
            ended.put_nowait((task, _carried_out(reader, task)))

    for _ in range(min(AT_ONCE, len(tasks))):
        Thread(target=work, daemon=True).start()
    for _ in tasks:
        yield _next_outcome(reader, ended)


def _carried_out(reader: Reader, task: _Task) -> _Outcome:
    """What was noted before something stayed unknown is known all the same."""
    outcome = _Outcome([])
    try:
        for note in task.look_up.notes(reader, task.view):
            outcome.notes.append(note)
    except BaseException as error:  # raised again where the outcome is looked at
        return outcome._replace(error=error)
    return outcome


def _next_outcome(
    reader: Reader, ended: SimpleQueue[tuple[_Task, _Outcome]]
) -> tuple[_Task, _Outcome]:
    while not reader.cancelled.is_set():
        try:
            return ended.get(timeout=0.1)
        except Empty:
            continue
    raise Cancelled


def _tasks(
    session: Session, projects: Collection[str], environments: Collection[str]
) -> Iterator[_Task]:
    """Every task has a memory of its own, because they run at the same time."""
    homes = [session.view(project=project).context.scale_set for project in projects]
    for scale_set in dict.fromkeys(homes or session.answers.scale_sets):
        home = View(session.catalog, session.answers.copy(), Context(scale_set))
        for look_up in PER_SCALE_SET:
            yield _Task(look_up, View(home.catalog, home.answers, home.context))
        for environment in home.environments:
            if environments and environment not in environments:
                continue
            for look_up in PER_ENVIRONMENT:
                context = Context(scale_set, environment)
                yield _Task(look_up, View(home.catalog, home.answers, context))


def _where(view: View) -> str:
    if view.context.environment:
        return environment_of(view)
    several = len(view.answers.scale_sets) > 1
    return f"scale set {view.context.scale_set}" if several else "the factory"


def _note(report: Report, task: _Task, outcome: _Outcome) -> None:
    if isinstance(outcome.error, Unknown):
        why, keys = outcome.error, (task.view.full_key(task.look_up.key),)
        report.unknown.append(NotKnown(task.title, why.reason, why.text, keys))
    elif outcome.error is not None:
        raise outcome.error
    else:
        report.looked_up.append(task.title)
    for note in outcome.notes:
        if isinstance(note, Finding):
            report.findings.append(note)
        else:
            why = note.unknown
            report.unknown.append(NotKnown(note.what, why.reason, why.text, note.keys))


def _concerns(finding: Finding, projects: Collection[str]) -> bool:
    """Whether a finding is about one of these projects, or about what they share."""
    owners = {split_key(key).project for key in finding.keys}
    return not projects or None in owners or bool(owners & set(projects))


def _vnets_seen(reader: Reader, tasks: list[_Task]) -> Iterator[tuple[str, tuple[LiveVnet, ...]]]:
    """The VNets of every subscription that was looked at; the reader has them in mind."""
    views = [task.view for task in tasks if task.look_up.notes is network_notes]
    for subscription in dict.fromkeys(
        view.text("subscription_id").strip().lower() for view in views
    ):
        try:
            if subscription and "<" not in subscription:
                yield subscription, vnets_of(reader, subscription)
        except Unknown:
            continue


def as_findings(session: Session, unknown: Iterable[NotKnown]) -> list[Finding]:
    """What is not known, as notes for lists that hold nothing but findings."""
    view = session.view()
    return [
        found(
            view, "AZR100", one.keys, f"{one.what}: {one.reason}. {one.text}",
            REMEDIES[one.reason],
        )
        for one in unknown
    ]  # fmt: skip
