"""Projects: adding one, perhaps as a copy of another."""

from __future__ import annotations

from wizard.catalog.setting import Setting
from wizard.model.resolve import UnusableName, project_id
from wizard.session.cloning import Cloned, clone_answers, to_copy
from wizard.session.draft import Session


def new_project(
    session: Session, number: str, *, source: str | None = None, scale_set: str | None = None
) -> Cloned:
    """Add a project in one step, and select it; it takes over the answers of ``source``.

    Names that hold the source's number get the new one. What may still be bound to the source is
    carried over and named: people, resource ids, addresses.

    Raises:
        UnusableName: a number is none, is taken, or is nobody's.
    """
    number = project_id(number)
    answers = session.answers
    if number in answers.projects and not _is_implied(session, number):
        raise UnusableName(f"project {number} exists already: choose another number")
    if scale_set is not None:
        scale_set = project_id(scale_set)
        if scale_set not in answers.scale_sets:
            raise UnusableName(f"there is no scale set {scale_set}")
    cloned = Cloned(number, None)
    if source is not None:
        cloned.source = to_copy(source, number, answers.projects, "project")

    def add() -> None:
        answers.add_project(number)
        session.refresh()
        if cloned.source is not None:
            clone_answers(session, "projects", cloned, _doubt)
        if scale_set is not None:
            session.set(f"projects.{number}.scale_set", scale_set)

    session.reshape(add, came=(f"project {number}",))
    session.select(number)
    return cloned


def _is_implied(session: Session, number: str) -> bool:
    """Whether a project is there only because a factory always has one."""
    return session.answers.projects == (number,) and not any(
        session.answers.of(f"projects.{number}")
    )


_DOUBTS = {
    "email-list": "these people come along from the project that was copied",
    "ip": "two projects seldom have the same address",
    "ip-list": "these addresses would get access to the new project as well",
    "resource-id": "it names a resource of the project that was copied",
    "subnet-name": "a subnet belongs to one project",
    "secret-name": "a secret of the project that was copied",
}


def _doubt(setting: Setting, text: str) -> str:
    if not text:
        return ""
    if setting.key.startswith(("team.member", "personas.")):
        return "these people or groups would get access to the new project as well"
    if setting.key == "naming.random_salt":
        return "the salt makes names unique in Azure: leave it to the run, or choose another"
    if setting.key in ("title", "tags.cost_center"):
        return "it was chosen for the project that was copied"
    return _DOUBTS.get(setting.kind, "")
