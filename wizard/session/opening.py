"""Open a session on what is there: a repository, an answers file, a variable file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import DEFAULT_RELEASE, load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.delivery.variables_json import rules_of
from wizard.formats.errors import FormatError
from wizard.formats.merge_conflict import refuse_conflict
from wizard.model.answers import Answers, Given
from wizard.model.variable_values import Reading, read_variables
from wizard.session.checkout import catalog_there
from wizard.session.draft import Session
from wizard.session.opening_json import Disagreement, JsonReading, outdone, read_json
from wizard.session.variable_files import file_variables, kind_of_file, lines_not_understood
from wizard.store.errors import StoreError
from wizard.store.layout import VARIABLES_JSON, WORKSPACE, Layout, find_repository
from wizard.store.reading import FileState, read_file
from wizard.store.release import release_named_in
from wizard.store.workspace import LoadedWorkspace, load_workspace

if TYPE_CHECKING:
    from wizard.catalog.bicep import BicepTables


@dataclass(slots=True)
class Opened:
    """A session and where it came from.

    ``live`` are the variable files that the pipelines read, as they stand (path below the root
    -> state); ``readings`` what was taken over from variable files, by path; ``drawn`` the salts
    that were drawn for files, by full key: looking twice shows the same ones. ``disagreements``
    are values of .env and variables.yaml that variables.json outdoes in a project run.
    """

    session: Session
    layout: Layout
    workspace: LoadedWorkspace
    live: Mapping[str, FileState] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    drawn: dict[str, str] = field(default_factory=dict)
    templates: dict[str, BicepTables] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether nothing of an AI Factory was found."""
        return self.workspace.is_new and not self.readings


def open_repository(start: Path, *, release: str | None = None, strict: bool = True) -> Opened:
    """Open the repository in which ``start`` stands: its workspace, else its variable files.

    Raises:
        StoreError, AnswersError, UnknownRelease: something there cannot be used.
    """
    return _open(find_repository(start), release, strict)


def open_answers(path: Path, *, release: str | None = None, strict: bool = True) -> Opened:
    """Open an answers file, a workspace, a ``.env`` or a ``variables.yaml``.

    A folder is a repository with a workspace, or a workspace itself; of a file nothing around
    it is looked at. ``strict=False`` keeps wrong values and unknown keys, for checking.

    Raises:
        StoreError, AnswersError, UnknownRelease: it cannot be read.
    """
    if path.is_dir():
        root = path.absolute()
        if root.parts[-2:] == WORKSPACE.parts:
            root = root.parent.parent
        layout = Layout(root)
        if layout.has_workspace or (path.absolute() == root and live_files(layout)):
            return _open(layout, release, strict)
        catalog = load_catalog(release or DEFAULT_RELEASE)
        return _opened(layout, load_workspace(path, catalog, strict=strict), catalog)
    state = read_named(path)
    catalog = load_catalog(release or release_named_in(state) or DEFAULT_RELEASE)
    layout = Layout(path.absolute().parent)
    orchestrator = kind_of_file(state)
    if orchestrator is None:
        return _opened(layout, load_workspace(path, catalog, strict=strict), catalog)
    workspace = LoadedWorkspace(Answers(), layout.root, layout.root, "single")
    opened = _opened(layout, workspace, catalog)
    _take_over(opened, str(path), state, orchestrator)
    opened.session = Session(catalog, workspace.answers)
    return opened


def read_named(path: Path) -> FileState:
    """Read a file that somebody named; where it stands in a repository, it has to lie there.

    Raises:
        StoreError: it cannot be read, or a symbolic link leads out of the repository.
    """
    layout = find_repository(path)
    within = layout.root if layout.is_known else None
    return read_file(path, shown=str(path), within=within)


def _open(layout: Layout, release: str | None, strict: bool) -> Opened:
    live = live_files(layout)
    catalog = load_catalog(release) if release else catalog_there(layout)
    notes: list[str] = []
    if not (release or layout.has_workspace or layout.submodule.release):
        catalog = _catalog_of_files(live, catalog, notes)
    workspace = load_workspace(layout, catalog, strict=strict)
    opened = _opened(layout, workspace, catalog)
    opened.live = live
    opened.notes += notes
    if workspace.is_new:
        _take_over_live(opened)
        opened.session = Session(catalog, workspace.answers)
    return opened


def _catalog_of_files(live: Mapping[str, FileState], catalog: Catalog, notes: list[str]) -> Catalog:
    """The catalogue that the names in a variable file clearly belong to, else the one at hand."""
    from wizard.upgrade.detect import other_release

    for path, state in live.items():
        side = kind_of_file(state)
        if side is None:
            continue
        variables = {entry.name: entry.value for entry in file_variables(state, side, path)}
        found = other_release(catalog, variables, side)
        if found is not None:
            notes.append(f"{path}: read as release {found}, whose names it has")
            return load_catalog(found)
    return catalog


def _take_over_live(opened: Opened) -> None:
    """Take over the files that the pipelines read, the one that wins in a project run first."""
    name = VARIABLES_JSON.as_posix()
    catalog = opened.session.catalog
    first: JsonReading | None = None
    if name in opened.live and rules_of(catalog) is not None:
        first = read_json(catalog, opened.live[name], name, opened.notes)
    if first is not None:
        answers = opened.workspace.answers
        for full, given in first.reading.answers.items():
            answers.put(full, given)
        answers.add_project(first.reading.project)
        answers.add_scale_set(first.reading.scale_set)
    for path, state in opened.live.items():
        if path != name:
            _take_over(opened, path, state, kind_of_file(state) or "github", first)
    if first is not None:
        opened.readings[name] = first.reading


def answers_in(states: Mapping[str, FileState], catalog: Catalog) -> Answers:
    """What variable files say, without a workspace; ``states`` by path, the strongest first."""
    layout = Layout(Path())
    opened = _opened(layout, LoadedWorkspace(Answers(), layout.root, layout.root), catalog)
    for path, state in states.items():
        _take_over(opened, path, state, kind_of_file(state) or "github")
    return opened.workspace.answers


def _opened(layout: Layout, workspace: LoadedWorkspace, catalog: Catalog) -> Opened:
    session = Session(catalog, workspace.answers)
    return Opened(session, layout, workspace, notes=list(workspace.notes))


def live_files(layout: Layout) -> dict[str, FileState]:
    """The variable files that the pipelines read, as far as they exist.

    Raises:
        StoreError: one of them cannot be read, or holds a merge conflict.
    """
    paths = (layout.env_file, layout.variables_file, layout.variables_json)
    shown = [layout.shown(path) for path in paths if path.exists()]
    root = layout.root
    found = {path: read_file(root / path, shown=path, within=root) for path in shown}
    for path, state in found.items():
        try:
            refuse_conflict(state.text.text, path)
        except FormatError as error:
            raise StoreError(f"{path}:{error.line}", error.reason, error.remedy) from error
    return found


def _take_over(
    opened: Opened,
    path: str,
    state: FileState,
    orchestrator: Orchestrator,
    first: JsonReading | None = None,
) -> None:
    """Take the variables of a file into the answers, behind everything that is there."""
    catalog = opened.session.catalog
    variables = file_variables(state, orchestrator, path)
    if opened.live and not any(entry.name in catalog.by_variable for entry in variables):
        opened.notes.append(f"{path}: holds no variable of an AI Factory")
        return
    reading = read_variables(catalog, orchestrator, variables, path)
    answers = opened.workspace.answers
    both = bool(opened.readings)
    opened.readings[path] = reading
    opened.notes += [f"{path}: {note}" for note in state.text.notes]
    opened.notes += lines_not_understood(state, orchestrator, path)
    emptied = first.emptied if first else frozenset()
    for full, given in reading.answers.items():
        if answers.get(full) is None and full not in emptied:
            answers.put(full, given)
    if first is not None:
        opened.disagreements += outdone(first, reading, path)
    answers.add_project(reading.project)
    answers.add_scale_set(reading.scale_set)
    answers.put("orchestrator", Given("both" if both else orchestrator, "imported", path))
