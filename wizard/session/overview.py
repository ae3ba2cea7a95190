"""What was found at the start: the repository, its projects, what was taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.model.in_use import services_of_project
from wizard.rules.finding import count_by_severity
from wizard.rules.wording import counted
from wizard.session.about import Part
from wizard.session.draft import Session
from wizard.session.findings_about import findings_about
from wizard.session.opening import Opened
from wizard.session.sign_in_findings import sign_in_findings

COUNTED = 40
"""Projects for which the services are counted; beyond, that would take too long to look at."""


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project; ``services`` are the titles of those that are on (None: not counted)."""

    number: str
    title: str
    scale_set: str
    environments: tuple[str, ...]
    services: tuple[str, ...] | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class EnvironmentLine:
    """One environment of a scale set: its VNet ("" for none), projects there, room, problems.

    ``errors`` and ``warnings`` count the findings that concern this environment.
    """

    scale_set: str
    environment: str
    vnet: str
    projects: int
    room: int
    errors: int
    warnings: int


def repository_in_words(opened: Opened) -> Iterator[str]:
    """What stands in the repository, in sentences."""
    name = opened.layout.root.name or "this folder"
    if opened.is_new:
        yield f"New: nothing of an AI Factory was found in {name}. The files will be made there."
    elif opened.workspace.is_new:
        yield f"Existing: a factory without answers was found in {name}."
    else:
        scale_sets, projects = opened.session.answers.scale_sets, opened.session.answers.projects
        yield (
            f"Existing: the answers in {name} have {counted(len(projects), 'project')} on "
            f"{counted(len(scale_sets), 'scale set')}."
        )
    for path, reading in opened.readings.items():
        yield f"Taken over from {path}: {counted(len(list(reading.answers.items())), 'answer')}."
    submodule = opened.layout.submodule
    if submodule.release:
        yield f"The submodule stands on release {submodule.release}."
    yield from sign_in_in_words(opened.session)
    yield from opened.notes


def sign_in_in_words(session: Session) -> Iterator[str]:
    """Who is signed in, where and to how much; nothing when that is not known."""
    directory = session.directory
    if directory.is_known:
        rows = session.catalog.tables["clouds"]["clouds"]
        titles = {row["name"]: str(row["title"]) for row in rows}
        yield (
            f"Signed in with the Azure CLI as {directory.user or 'somebody'}, "
            f"{titles.get(directory.cloud, directory.cloud)}: "
            f"{counted(len(directory.subscriptions), 'subscription')} of "
            f"{counted(len(directory.tenants), 'tenant')}."
        )


def project_lines(session: Session) -> list[ProjectLine]:
    """The projects of all scale sets, by number."""
    projects = session.answers.projects
    counted = len(projects) <= COUNTED
    return [_line(session, number, counted=counted) for number in projects]


def project_parts(session: Session, number: str, *, with_findings: bool) -> tuple[str, list[Part]]:
    """A project at a glance: its title, where it stands, what it has, what is wrong there."""
    line = _line(session, number, counted=True)
    found = findings_about(session, f"projects.{number}") if with_findings else []
    view = session.view(project=number)
    members = view.items("team.member_emails")
    parts = [
        Part("", (line.title,) if line.title else ()),
        Part("Stands on", (f"scale set {line.scale_set}, {view.text('region.name')}",
                           ", ".join(line.environments) or "no environment")),
        Part("Services", line.services or ("none",)),
        Part("Members", members),
        *(Part(f.code, (f.message, f.remedy)) for f in found if f.severity != "note"),
    ]  # fmt: skip
    return f"Project {number}", [part for part in parts if part.lines]


def environment_lines(session: Session) -> list[EnvironmentLine]:
    """The environments in use of every scale set, with what is left of their addresses."""
    return [
        _environment(session, scale_set, environment)
        for scale_set in session.answers.scale_sets
        for environment in session.view(scale_set=scale_set).environments
    ]


def _environment(session: Session, scale_set: str, environment: str) -> EnvironmentLine:
    from wizard.network.build import build_capacity, build_plan
    from wizard.network.listing import vnet_text

    view = session.view(scale_set=scale_set, environment=environment)
    plan = build_plan(view)
    left = build_capacity(view, plan)
    place = f"scale_sets.{scale_set}.environments.{environment}."
    found = [
        *session.findings_of(f"scale_sets.{scale_set}"),
        *sign_in_findings(session, [scale_set]),
    ]
    counts = count_by_severity(
        [one for one in found if any(key.startswith(place) for key in one.keys)]
    )
    return EnvironmentLine(
        scale_set,
        environment,
        vnet_text(plan) if plan.demand.vnet else "",
        left.projects,
        left.projects_left,
        counts["error"],
        counts["warning"],
    )


def worst_in_project(session: Session, number: str) -> tuple[int, int]:
    """How many errors and warnings concern a project; costs its check the first time."""
    counts = count_by_severity(findings_about(session, f"projects.{number}"))
    return counts["error"], counts["warning"]


def free_number(numbers: tuple[str, ...]) -> str:
    """The number after the highest of some projects or scale sets, else the lowest free one."""
    taken = {int(number) for number in numbers}
    wanted = max(taken) + 1
    if wanted > 999:
        wanted = next((number for number in range(1, 1000) if number not in taken), 999)
    return f"{wanted:03}"


def _line(session: Session, number: str, *, counted: bool) -> ProjectLine:
    view = session.view(project=number)
    on = tuple(service.title for service in services_of_project(view)) if counted else None
    return ProjectLine(
        number=number,
        title=view.text("title"),
        scale_set=view.context.scale_set,
        environments=view.environments if counted else (),
        services=on,
        is_current=number == session.current.project,
    )
