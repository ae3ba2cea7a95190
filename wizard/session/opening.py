"""Open a session on what is there: a repository, an answers file, a variable file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from wizard.catalog.load import DEFAULT_RELEASE, load_catalog, releases
from wizard.catalog.setting import Orchestrator
from wizard.formats.dotenv import EnvDocument
from wizard.model.answers import Answers, Given
from wizard.model.variable_values import FileVariable, Reading, read_variables
from wizard.session.draft import Session
from wizard.store.errors import StoreError
from wizard.store.layout import Layout, find_repository
from wizard.store.reading import FileState, read_file
from wizard.store.workspace import LoadedWorkspace, load_workspace


@dataclass(slots=True)
class Opened:
    """A session and where it came from.

    ``live`` are the variable files that the pipelines read, as they stand (path below the root
    -> state); ``readings`` what was taken over from variable files, by path.
    """

    session: Session
    layout: Layout
    workspace: LoadedWorkspace
    live: dict[str, FileState] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether nothing of an AI Factory was found."""
        return self.workspace.is_new and not self.readings


def open_repository(start: Path, *, release: str | None = None) -> Opened:
    """Open the repository in which ``start`` stands: its workspace, else its variable files.

    Raises:
        StoreError, AnswersError, UnknownRelease: something there cannot be used.
    """
    layout = find_repository(start)
    catalog = load_catalog(release or _release_of(layout))
    workspace = load_workspace(layout, catalog)
    live = {path: read_file(layout.root / path, shown=path) for path in _live_paths(layout)}
    opened = Opened(Session(catalog, workspace.answers), layout, workspace, live)
    opened.notes += workspace.notes
    if workspace.is_new:
        for path, state in live.items():
            _take_over(opened, path, state)
        opened.session = Session(catalog, workspace.answers)
    return opened


def open_answers(path: Path, *, release: str | None = None, strict: bool = True) -> Opened:
    """Open an answers file, a workspace, a ``.env`` or a ``variables.yaml``.

    Nothing else of the repository is looked at; ``strict=False`` keeps wrong values and unknown
    keys, for checking.

    Raises:
        StoreError, AnswersError, UnknownRelease: it cannot be read.
    """
    catalog = load_catalog(release or DEFAULT_RELEASE)
    layout = Layout(path if path.is_dir() else path.absolute().parent)
    state = None if path.is_dir() else read_file(path, shown=str(path))
    orchestrator = None if state is None else kind_of_file(state)
    if state is None or orchestrator is None:
        workspace = load_workspace(path, catalog, strict=strict)
        return Opened(Session(catalog, workspace.answers), layout, workspace,
                      notes=list(workspace.notes))  # fmt: skip
    workspace = LoadedWorkspace(Answers(), layout.root, layout.root, "single")
    opened = Opened(Session(catalog, workspace.answers), layout, workspace)
    _take_over(opened, str(path), state)
    opened.session = Session(catalog, workspace.answers)
    return opened


def kind_of_file(state: FileState) -> Orchestrator | None:
    """Which orchestrator's variable file this is; None for an answers document."""
    lines = [line.strip() for line in state.text.text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if any(line == "variables:" for line in lines):
        return "azure-devops"
    if state.text.text.lstrip("\ufeff \n\r\t")[:1] == "{":
        return None
    assignments = [line for line in lines if _is_assignment(line)]
    return "github" if len(assignments) * 2 > len(lines) else None


def file_variables(state: FileState, orchestrator: Orchestrator, path: str) -> list[FileVariable]:
    """The variables of a file, as its reader sees them.

    Raises:
        StoreError: the file cannot be read as one of its kind.
    """
    from wizard.formats.errors import FormatError

    try:
        if orchestrator == "github":
            entries = EnvDocument.parse(state.text.text, path).entries
            return [FileVariable(e.name, e.value, e.line) for e in entries if e.value is not None]
        from wizard.formats.ado_variables import AdoDocument

        listed = AdoDocument.parse(state.text.text, path).entries
        return [FileVariable(e.name, e.value, e.line) for e in listed]
    except FormatError as error:
        raise StoreError(path, error.reason, error.remedy) from error


def _is_assignment(line: str) -> bool:
    name = line.removeprefix("export ").split("=", 1)[0]
    return "=" in line and name.replace("_", "").isalnum()


def _live_paths(layout: Layout) -> list[str]:
    return [
        layout.shown(path)
        for path in (layout.env_file, layout.variables_file)
        if path.exists()
    ]  # fmt: skip


def _take_over(opened: Opened, path: str, state: FileState) -> None:
    """Take the variables of a file into the answers, behind everything that is there."""
    catalog = opened.session.catalog
    orchestrator = kind_of_file(state) or "github"
    reading = read_variables(catalog, orchestrator, file_variables(state, orchestrator, path), path)
    opened.readings[path] = reading
    opened.notes += [f"{path}: {note}" for note in state.text.notes]
    answers = opened.workspace.answers
    for full, given in reading.answers.items():
        if answers.get(full) is None:
            answers.put(full, given)
    answers.add_project(reading.project)
    answers.add_scale_set(reading.scale_set)
    kinds = {kind_of_file(state) for state in opened.live.values()} or {orchestrator}
    both = {"github", "azure-devops"} <= kinds
    answers.put("orchestrator", Given("both" if both else orchestrator, "imported", path))


def _release_of(layout: Layout) -> str:
    """The release that the workspace names, else the submodule's, else the usual one."""
    named = _named_release(layout) or layout.submodule.release
    return named if named in releases() else DEFAULT_RELEASE


def _named_release(layout: Layout) -> str | None:
    from wizard.store.layout import FACTORY_FILE

    path = layout.workspace / FACTORY_FILE
    if not path.is_file():
        return None
    for line in read_file(path).text.text.splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "release":
            return value.split("#")[0].strip().strip("\"'") or None
    return None
