"""From a session to files: the answers, the variable files, all that is generated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wizard.catalog.setting import Orchestrator
from wizard.model.answers import Answers, Given
from wizard.model.context import split_key
from wizard.model.in_use import active_project, orchestrators_of
from wizard.model.variable_values import misfit
from wizard.rules.finding import Finding
from wizard.rules.registry import sort_findings
from wizard.session.address_plan import store_plan
from wizard.session.draft import Session
from wizard.session.opening import Opened, live_files
from wizard.session.unchanged import refuse_changed
from wizard.store.layout import VARIABLES_JSON, Layout
from wizard.store.plan import WritePlan, plan_write
from wizard.store.reading import FileState

if TYPE_CHECKING:
    from wizard.catalog.bicep import BicepTables
    from wizard.network.plan import AddressPlan
    from wizard.output.files import OutputFile


class Wanted(NamedTuple):
    """What to write: projects, orchestrators and environments (None: as answered), and where.

    ``out`` lays the same tree under another folder; ``answers`` says whether the workspace is
    written as well, which never happens under another folder. ``bicep`` adds parameter files and
    run sheets, also where the answers do not ask for them; a salt that they need is drawn where
    the workspace keeps it, and so are the ranges. ``completes`` adds the names that only pipelines
    read to a live file that is otherwise as the answers say.
    """

    projects: tuple[str, ...] | None = None
    orchestrators: tuple[Orchestrator, ...] | None = None
    environments: tuple[str, ...] | None = None
    out: Path | None = None
    answers: bool = True
    bicep: bool = False
    completes: bool = False


def written_for(session: Session, orchestrators: tuple[Orchestrator, ...] | None) -> Session:
    """The same answers for other orchestrators than those in use; nothing is changed or saved."""
    if orchestrators is None or set(orchestrators) == set(orchestrators_of(session.view())):
        return session
    answers = session.answers.copy()
    answers.put("orchestrator", Given(orchestrators[0] if len(orchestrators) == 1 else "both"))
    other = Session(session.catalog, answers)
    other.select(session.current.project or answers.projects[0])
    return other


def generated_files(
    opened: Opened,
    wanted: Wanted,
    live: Mapping[str, FileState],
    on_project: Callable[[str], None] | None = None,
) -> Iterator[OutputFile]:
    """The files of the wanted projects, in memory; ``live`` are edited in place.

    ``on_project`` is told each project before its files are made; what it raises ends the work.

    Raises:
        FormatError: a live file cannot be edited, or a format cannot carry a value.
    """
    from wizard.output.project_files import project_files

    session = written_for(opened.session, wanted.orchestrators)
    active = active_project(session.view())
    existing = {path: state.text.text for path, state in live.items()}
    plans, tables = _Plans(session), _tables(opened, wanted)
    for project in wanted.projects or session.answers.projects:
        if on_project is not None:
            on_project(project)
        view = session.view(project=project)
        alone = wanted.out is not None and wanted.projects == (project,)
        yield from project_files(
            view,
            wanted.orchestrators or orchestrators_of(session.view()),
            active=project == active or alone,
            existing=existing,
            findings=findings_for(session, project),
            environments=_environments(wanted, view.environments),
            plans=plans.of(project),
            bicep=tables is not None,
            submodule=_submodule(opened) if tables else "",
            tables=tables,
            completes=wanted.completes,
        )
        view.release(project)


class _Plans:
    """The address plans of each scale set, made once for all its projects."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: dict[str, dict[str, AddressPlan]] = {}

    def of(self, project: str) -> dict[str, AddressPlan]:
        """The plans by environment."""
        from wizard.network.build import build_plans

        view = self._session.view(project=project)
        scale_set = view.context.scale_set
        if scale_set not in self._made:
            self._made[scale_set] = build_plans(view)
        return self._made[scale_set]


def _tables(opened: Opened, wanted: Wanted) -> BicepTables | None:
    """What the templates declare; None where no Bicep files are wanted or can be made."""
    if not wanted.bicep:
        return None
    from wizard.session.bicep_templates import tables_for

    return tables_for(opened)


def _submodule(opened: Opened) -> str:
    """Where the vendor's repository stands, relative to the root."""
    layout = opened.layout
    return layout.shown(layout.submodule.path)


def _environments(wanted: Wanted, used: tuple[str, ...]) -> tuple[str, ...]:
    if wanted.environments is None:
        return used
    return tuple(name for name in used if name in wanted.environments)


def destructive(session: Session, projects: Iterable[str] | None = None) -> tuple[str, ...]:
    """The full keys of settings that delete something, are on, and apply: by default anywhere."""
    keys = [key for key, setting in session.catalog.settings.items() if setting.destructive]
    found: dict[str, None] = {}
    for project in session.answers.projects if projects is None else projects:
        view = session.view(project=project)
        found |= {view.full_key(key): None for key in keys if view.is_on(key) and view.applies(key)}
        if project != session.current.project:
            view.release(project)
    return tuple(found)


def places_of_variables(
    session: Session, keys: Iterable[str], orchestrators: Collection[Orchestrator]
) -> list[str]:
    """The files and folders in which variables stand whose answers are those under full keys.

    Of an answer that projects share the current one's are named, and those that the pipelines
    read: these hold the active project's.
    """
    from wizard.delivery.variables_json import rules_of
    from wizard.output.files import ADO_FILE, ENV_FILE, GENERATED

    pairs = [(ENV_FILE, "github/")] if "github" in orchestrators else []
    pairs += [(ADO_FILE, "azure-devops/")] if "azure-devops" in orchestrators else []
    if pairs and rules_of(session.catalog) is not None:
        pairs.append((VARIABLES_JSON.as_posix(), "variables.json"))
    owners = dict.fromkeys(split_key(key).project for key in keys)
    live = None in owners or active_project(session.view()) in owners
    found = [path for path, _ in pairs if live]
    for project in dict.fromkeys(owner or session.current.project for owner in owners):
        found += [f"{GENERATED}/{project}/{name}" for _, name in pairs]
    return found


def findings_for(session: Session, project: str) -> list[Finding]:
    """What is wrong with a project, its scale set and the factory."""
    scale_set = session.view(project=project).context.scale_set
    found: list[Finding] = []
    for owner in ("", f"scale_sets.{scale_set}", f"projects.{project}"):
        found += session.findings_of(owner)
    return sort_findings(found)


def plan_files(
    opened: Opened,
    wanted: Wanted | None = None,
    on_project: Callable[[str], None] | None = None,
) -> WritePlan:
    """The plan to write answers and generated files: bytes in memory beside those on disk.

    ``on_project``: see ``generated_files``.

    Raises:
        ChangedOnDisk: see ``refuse_changed``.
        FormatError, StoreError: see ``generated_files`` and ``store.plan_write``.
    """
    wanted = wanted or Wanted()
    if not wanted.bicep and opened.session.view().is_on("outputs.bicep"):
        from wizard.session.bicep_wanted import writes_bicep

        wanted = wanted._replace(bicep=writes_bicep(opened.session))
    live = opened.live if wanted.out is None else live_files(Layout(wanted.out))
    keeps = wanted.answers and wanted.out is None
    if keeps and wanted.bicep:
        from wizard.session.bicep import draw_salts

        draw_salts(opened, wanted.projects)
    store_plan(opened.session, bicep=wanted.bicep)
    answers: Mapping[str, bytes | None] = {}
    if keeps:
        answers = opened.workspace.written(_savable(opened), opened.session.catalog)
    generated = (
        (file.path, _encoded(live.get(file.path), file))
        for file in generated_files(opened, wanted, live, on_project)
    )
    root = wanted.out or opened.workspace.root
    # One by one: the files of many projects fit into memory packed, and not as they are.
    plan = plan_write(root, chain(answers.items(), generated))
    opened.notes += [note for note in _respelt(live) if note not in opened.notes]
    if wanted.out is None:
        refuse_changed(opened, [file.path for file in plan.files], live=True)
    return plan


def plan_answers(opened: Opened) -> WritePlan:
    """The plan to write the answers alone, where they came from or into a new workspace.

    Raises:
        ChangedOnDisk: see ``refuse_changed``.
        StoreError: see ``store.plan_write``.
    """
    contents = opened.workspace.written(_savable(opened), opened.session.catalog)
    refuse_changed(opened, contents, live=False)
    return plan_write(opened.workspace.root, contents)


def _savable(opened: Opened) -> Answers:
    """The answers without texts of the wrong kind in a variable file that nobody imported.

    A workspace that held them could not be opened; their lines stay in that file.
    """
    answers = opened.session.answers
    if not opened.readings:
        return answers
    settings = opened.session.catalog.settings
    wrong = [
        full
        for full, given in answers.items()
        if given.origin == "imported"
        and (setting := settings.get(split_key(full).key))
        and misfit(setting, given.value)
    ]
    kept = answers.copy() if wrong else answers
    for full in wrong:
        kept.drop(full)
    return kept


def _encoded(state: FileState | None, file: OutputFile) -> bytes:
    """A live file keeps the encoding it had, but bash reads nothing but plain UTF-8."""
    from wizard.output.files import ENV_FILE

    if state is None or file.path == ENV_FILE:
        return file.data
    return state.encoded(file.data.decode("utf-8"))


def _respelt(live: Mapping[str, FileState]) -> Iterator[str]:
    """What is said of a live file whose encoding or line ends bash would not take as meant."""
    from wizard.output.files import ENV_FILE

    state = live.get(ENV_FILE)
    if state and (state.text.encoding != "utf-8" or "\r\n" in state.text.text):
        yield f"{ENV_FILE}: is written as UTF-8 with LF line ends, which bash needs"
