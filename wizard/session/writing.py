"""From a session to files: the answers, the variable files, all that is generated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wizard.catalog.setting import Orchestrator
from wizard.output.files import OutputFile
from wizard.output.project_files import project_files
from wizard.rules.finding import Finding
from wizard.session.draft import Session
from wizard.session.opening import Opened
from wizard.store.plan import WritePlan, plan_write


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to write: projects and orchestrators (None: as answered), and where.

    ``out`` lays the same tree under another folder; ``answers`` says whether the workspace is
    written as well.
    """

    projects: tuple[str, ...] | None = None
    orchestrators: tuple[Orchestrator, ...] | None = None
    environments: tuple[str, ...] | None = None
    out: Path | None = None
    answers: bool = True


def orchestrators_of(session: Session) -> tuple[Orchestrator, ...]:
    """The orchestrators in use."""
    answered = session.view().text("orchestrator")
    if answered == "both":
        return ("github", "azure-devops")
    return ("azure-devops",) if answered == "azure-devops" else ("github",)


def generated_files(opened: Opened, wanted: Wanted) -> list[OutputFile]:
    """The files of the wanted projects, in memory.

    Raises:
        FormatError: a live file cannot be edited, or a format cannot carry a value.
    """
    session = opened.session
    active = active_project(session)
    existing = {} if wanted.out else {p: state.text.text for p, state in opened.live.items()}
    files: list[OutputFile] = []
    for project in wanted.projects or session.answers.projects:
        view = session.view(project=project)
        files += project_files(
            view,
            wanted.orchestrators or orchestrators_of(session),
            active=project == active or wanted.projects == (project,) and wanted.out is not None,
            existing=existing,
            findings=findings_for(session, project),
            environments=wanted.environments or view.environments,
        )
    return files


def active_project(session: Session) -> str:
    """The project whose variable files stand where the pipelines read them."""
    answered = session.view().text("active_project")
    projects = session.answers.projects
    return answered if answered in projects else projects[0]


def findings_for(session: Session, project: str) -> list[Finding]:
    """What is wrong with a project, its scale set and the factory."""
    from wizard.rules.registry import sort_findings

    scale_set = session.view(project=project).context.scale_set
    found: list[Finding] = []
    for owner in ("", f"scale_sets.{scale_set}", f"projects.{project}"):
        found += session.findings_of(owner)
    return sort_findings(found)


def plan_files(opened: Opened, wanted: Wanted | None = None) -> WritePlan:
    """The plan to write answers and generated files: bytes in memory beside those on disk.

    Raises:
        FormatError, StoreError: see ``generated_files`` and ``store.plan_write``.
    """
    wanted = wanted or Wanted()
    contents: dict[str, bytes | None] = {}
    if wanted.answers and wanted.out is None:
        contents |= opened.workspace.written(opened.session.answers, opened.session.catalog)
    for file in generated_files(opened, wanted):
        contents[file.path] = _encoded(opened, file, wanted)
    return plan_write(wanted.out or opened.workspace.root, contents)


def _encoded(opened: Opened, file: OutputFile, wanted: Wanted) -> bytes:
    """A live file keeps the encoding it had."""
    state = opened.live.get(file.path)
    if state is None or wanted.out is not None:
        return file.data
    return state.encoded(file.data.decode("utf-8"))
