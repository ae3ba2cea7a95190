"""Projects that go: what is removed, and what stays behind in files and in Azure."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.model.in_use import active_project, orchestrators_of
from wizard.model.resolve import UnusableName, project_id
from wizard.session.opening import Opened


@dataclass(frozen=True, slots=True)
class Removed:
    """A project that is no more.

    ``answers`` are its answers' keys; ``files`` are generated files for a person to delete, below
    the root; ``stays`` says what the pipelines leave in Azure and elsewhere.
    """

    number: str
    answers: tuple[str, ...]
    files: tuple[str, ...]
    stays: tuple[str, ...]
    active: str


def removal_of(opened: Opened, number: str) -> Removed:
    """What removing a project would do, without doing it.

    Raises:
        UnusableName: the number is none, nobody's, the only project's or the active project's.
    """
    session = opened.session
    number = project_id(number)
    if number not in session.answers.projects:
        raise UnusableName(f"there is no project {number}")
    if len(session.answers.projects) == 1:
        raise UnusableName(f"project {number} is the only one, and a factory has at least one")
    if number == active_project(session.view()):
        raise UnusableName(
            f"project {number} is the active one, whose files the pipelines read: make another "
            "one active first, with 'aifactory-wizard set active_project=NNN'"
        )
    answers = tuple(full for full, _ in session.answers.of(f"projects.{number}"))
    files = _generated(opened, number)
    return Removed(number, answers, files, _stays(opened, number), active_project(session.view()))


def remove_project(opened: Opened, number: str) -> Removed:
    """Take a project and its answers out of the draft, in one step that can be undone.

    Raises:
        UnusableName: see ``removal_of``.
    """
    removed = removal_of(opened, number)
    session = opened.session
    gone = (f"project {removed.number}",)
    session.reshape(lambda: session.answers.drop_project(removed.number), went=gone)
    if session.current.project == removed.number:
        session.select(removed.active)
    return removed


def _generated(opened: Opened, number: str) -> tuple[str, ...]:
    """The files that were generated for the project."""
    layout = opened.layout
    folder = layout.generated(number)
    return tuple(sorted(layout.shown(path) for path in folder.rglob("*") if path.is_file()))


def _stays(opened: Opened, number: str) -> tuple[str, ...]:
    view = opened.session.view(project=number)
    places = ", ".join(view.environments) or "no environment"
    told = [
        f"In Azure everything of project {number} stays and costs money ({places}): its resource "
        "groups, its subnets in the VNet, its private DNS records, its role assignments.",
        "To delete it there, run the vendor's pipeline for it with the delete switches before "
        "you remove the answers, or delete its resource groups yourself.",
        "A deleted key vault, AI service or Machine Learning workspace is kept for a while, and "
        "its name is taken until it is purged.",
        f"Its secrets stay in the seeding key vault, and its service principal in Entra ID: "
        f"{view.text('secrets.project_app_id')}, {view.text('secrets.project_secret')}.",
        "Its address ranges count as free from now on: give them to another project only when "
        "its subnets are gone.",
    ]
    if "github" in orchestrators_of(opened.session.view()):
        told.append("Variables on GitHub stay as the last upload left them.")
    return tuple(told)
