"""Before writing: what changes in words, what is destructive, what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.model.answers import Answers
from wizard.model.context import split_key
from wizard.model.view import View
from wizard.output.files import ADO_FILE, GENERATED
from wizard.session.draft import Session
from wizard.session.writing import active_project, orchestrators_of


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do after writing: a command ("" where it is no command) and why."""

    command: str
    why: str


def in_words(session: Session, before: Answers) -> list[str]:
    """What the present answers change, against earlier ones, for the current project."""
    now = session.view()
    then = View(session.catalog, before, now.context)
    told = [*_network(then, now), *_services(session, then, now)]
    for full in destructive(session):
        setting = session.catalog.settings[split_key(full).key]
        told.append(f"Deletes: {setting.title.lower()} is on for the next run")
    return told or ["Services and networking stay as they were."]


def destructive(session: Session) -> tuple[str, ...]:
    """The full keys of destructive settings of the current project that are on."""
    view = session.view()
    return tuple(
        view.full_key(setting.key)
        for setting in session.catalog.settings.values()
        if setting.destructive and setting.scope != "environment"
        and view.applies(setting.key) and view.is_on(setting.key)
    )  # fmt: skip


def next_steps(session: Session) -> Iterator[NextStep]:
    """What to do once the files are written, in order."""
    project = active_project(session)
    used = orchestrators_of(session)
    commit = "git add aifactory && git commit -m 'AI Factory settings'"
    yield NextStep(commit, "keep the answers and files in git; .env stays out")
    if "github" in used:
        script = f"bash {GENERATED}/{project}/github/apply.sh"
        yield NextStep(script, "variables and secrets to GitHub, after gh auth login")
        yield NextStep("gh workflow run infra-common.yml", "the common part of the factory")
        yield NextStep("gh workflow run infra-project.yml", f"then project {project}")
    if "azure-devops" in used:
        yield NextStep("git push", f"the pipelines read {ADO_FILE} from the branch they run on")
        yield NextStep("", "Run the pipeline of the common part, then the one of the project.")


def _network(then: View, now: View) -> Iterator[str]:
    before, after = then.text("networking.mode"), now.text("networking.mode")
    if before == after:
        yield f"Networking is {after}."
    else:
        yield f"Networking goes from {before} to {after}."


def _services(session: Session, then: View, now: View) -> Iterator[str]:
    project = session.current.project
    services = session.catalog.services.values()
    on = [s.title for s in services if now.holds(s.on)]
    created = [s.title for s in services if now.holds(s.on) and not then.holds(s.on)]
    gone = [s for s in services if then.holds(s.on) and not now.holds(s.on)]
    yield f"Project {project} has {', '.join(on) or 'no services'}."
    if created:
        yield f"New with the next run: {', '.join(created)}."
    for service in gone:
        if now.is_on("lifecycle.delete_disabled_services") and service.deletes:
            yield f"The next run removes: {service.deletes}"
        else:
            yield f"{service.title} is switched off; what is deployed stays."
