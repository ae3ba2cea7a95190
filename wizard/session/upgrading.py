"""Upgrade what is there to a later release: a workspace, its variable files, or one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.github import deliver_github
from wizard.model.answers import Answers, Given
from wizard.model.context import split_key
from wizard.output.files import ADO_FILE, ENV_FILE
from wizard.output.project_files import project_files
from wizard.session.draft import Session
from wizard.session.json_findings import JSON_FILE
from wizard.session.opening import Opened, open_answers, open_repository
from wizard.session.variable_files import file_variables, kind_of_file
from wizard.session.writing import active_project, orchestrators_of
from wizard.store.layout import Layout, find_repository
from wizard.store.plan import WritePlan, plan_write
from wizard.store.reading import FileState, read_file
from wizard.store.release import release_of
from wizard.upgrade.answers import upgrade_answers
from wizard.upgrade.detect import found_release
from wizard.upgrade.names import Fresh, names_of, renamed_text
from wizard.upgrade.report import UpgradeReport
from wizard.upgrade.way import number, way

_SIDES: tuple[tuple[str, Orchestrator], ...] = ((ENV_FILE, "github"), (ADO_FILE, "azure-devops"))
_EVERYDAY = ("essential", "standard")
_LAST_WITH_LEFTOVERS = "1.23"
"""Upload scripts up to this release wrote variables for each environment (D21)."""


@dataclass(slots=True)
class Upgrade:
    """An upgrade that nobody has written yet: the draft under the new release, and the report.

    ``file`` is the one file that is upgraded, None for a repository. ``left`` are the drafts
    under the releases that were left behind, oldest first.
    """

    opened: Opened
    report: UpgradeReport
    left: tuple[Session, ...]
    file: Path | None = None

    @property
    def session(self) -> Session:
        """The draft."""
        return self.opened.session

    @property
    def is_empty(self) -> bool:
        """Whether it is of that release already."""
        return not self.left

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The full keys of new questions that need an answer and have none."""
        answers = self.session.answers
        return tuple(
            entry.key
            for entry in self.report.settings
            if entry.required and not entry.value and answers.get(entry.key) is None
        )

    @property
    def to_ask(self) -> tuple[str, ...]:
        """The full keys of what a person should be asked: new, of use here, not for experts.

        What needs an answer and has none comes first.
        """
        settings = self.session.catalog.settings
        everyday = [
            entry
            for entry in self.report.settings
            if entry.key in self.unanswered
            or (entry.asked and settings[split_key(entry.key).key].level in _EVERYDAY)
        ]
        everyday.sort(key=lambda entry: entry.key not in self.unanswered)
        return tuple(entry.key for entry in everyday)

    def plan(self) -> WritePlan:
        """The plan to write it.

        Raises:
            FormatError, StoreError: a file cannot be edited.
        """
        if self.file is not None:
            return self._plan_of_file(self.file)
        contents: dict[str, bytes | None] = {}
        if self.opened.layout.has_workspace:
            contents |= self.opened.workspace.written(self.session.answers, self.session.catalog)
        live = dict(self.opened.live)
        made = self._texts({path: state.text.text for path, state in live.items()})
        for path, text in made.items():
            if path in live or (path == JSON_FILE and live):
                state = live.get(path)
                contents[path] = state.encoded(text) if state else text.encode("utf-8")
        return plan_write(self.opened.layout.root, contents)

    def _plan_of_file(self, file: Path) -> WritePlan:
        state = read_file(file, shown=str(file))
        side = kind_of_file(state)
        if side is None:
            written = self.opened.workspace.written(self.session.answers, self.session.catalog)
            return plan_write(self.opened.workspace.root, written)
        path = ENV_FILE if side == "github" else ADO_FILE
        text = self._texts({path: state.text.text})[path]
        return plan_write(file.absolute().parent, {file.name: state.encoded(text)})

    def _texts(self, existing: dict[str, str]) -> dict[str, str]:
        """The active project's files in the new release; those that stand are edited."""
        catalog = self.session.catalog
        for path, side in _SIDES:
            if path in existing:
                had = set().union(*(names_of(draft.catalog, side) for draft in self.left))
                gone = sorted(had - names_of(catalog, side))
                existing[path] = renamed_text(
                    existing[path], side, self.report.moved, gone, self._fresh(side), path
                )
        view = self.session.view(project=active_project(self.session))
        sides = orchestrators_of(self.session)
        files = project_files(
            view, sides, active=True, existing=existing, findings=(), environments=()
        )
        return {file.path: file.data.decode("utf-8") for file in files}

    def _fresh(self, side: Orchestrator) -> dict[str, Fresh]:
        """Names that nobody answered and whose default is another one now."""
        before: dict[str, set[str]] = {}
        for draft in self.left:
            for name, text, _, _ in _delivered(draft, side):
                before.setdefault(name, set()).add(text)
        answers = self.session.answers
        return {
            name: Fresh(text, frozenset(before[name] - {text}), macro)
            for name, text, key, macro in _delivered(self.session, side)
            if name in before and answers.get(key) is None and before[name] != {text}
        }


def _delivered(draft: Session, side: Orchestrator) -> list[tuple[str, str, str, bool]]:
    """Name, text, full key and whether macros are meant, for the active project."""
    view = draft.view(project=active_project(draft))
    if side == "github":
        return [(i.name, i.value, i.key, False) for i in deliver_github(view).file]
    return [(i.name, i.value, i.key, i.macro) for i in deliver_azure_devops(view)]


def upgrade_repository(start: Path, to: str, *, old: str | None = None) -> Upgrade:
    """Upgrade the repository in which ``start`` stands, without writing anything.

    ``old`` is the release it is for; by default the one that the workspace names, else the one
    that its variable files look like, else the submodule's.

    Raises:
        UpgradeRefused, UnknownRelease, StoreError, AnswersError: it cannot be done.
    """
    layout = find_repository(start)
    old = old or _release_there(layout)
    steps = way(old, to)
    opened = open_repository(layout.root, release=old)
    upgrade = _upgraded(opened, old, steps)
    if layout.has_workspace and steps:
        upgrade.session.answers.put("release", Given(to, "file"))
    return upgrade


def upgrade_file(path: Path, to: str, *, old: str | None = None) -> Upgrade:
    """Upgrade a ``.env``, a ``variables.yaml`` or an answers file, without writing anything.

    Raises:
        UpgradeRefused, UnknownRelease, StoreError, AnswersError: it cannot be done.
    """
    state = read_file(path, shown=str(path))
    if old is None:
        old = release_in(state) or open_answers(path).session.view().text("release")
    steps = way(old, to)
    upgrade = _upgraded(open_answers(path, release=old), old, steps)
    upgrade.file = path
    if kind_of_file(state) is None:
        upgrade.session.answers.put("release", Given(to, "file"))
    return upgrade


def release_in(state: FileState) -> str | None:
    """The release that a variable file looks like, None for other files and when it is unclear."""
    side = kind_of_file(state)
    if side is None:
        return None
    found = file_variables(state, side, str(state.path))
    return found_release({entry.name: entry.value for entry in found}, side).release


def _release_there(layout: Layout) -> str:
    if not layout.has_workspace:
        for path in (layout.env_file, layout.variables_file):
            if path.is_file():
                found = release_in(read_file(path, shown=layout.shown(path)))
                if found is not None:
                    return found
    return release_of(layout)


def _upgraded(opened: Opened, old: str, steps: Iterable[str]) -> Upgrade:
    catalog = opened.session.catalog
    answers: Answers = opened.session.answers
    report = UpgradeReport(old, old)
    left: list[Session] = []
    for release in steps:
        after = load_catalog(release)
        left.append(Session(catalog, answers))
        answers = upgrade_answers(catalog, after, answers, report)
        catalog, report.new = after, release
    _settle(report, catalog, answers)
    opened.session = Session(catalog, answers)
    if left and number(old) <= number(_LAST_WITH_LEFTOVERS) < number(report.new):
        view = opened.session.view()
        if view.text("orchestrator") in ("github", "both"):
            names = catalog.tables["delivery"]["github"]["shadowing"]
            report.delete += [(env, name) for env in view.environments for name in names]
    return Upgrade(opened, report, tuple(left))


def _settle(report: UpgradeReport, catalog: Catalog, answers: Answers) -> None:
    """What one step brought and a later one took away again is no question any more."""
    report.settings = [
        entry
        for entry in report.settings
        if split_key(entry.key).key in catalog.settings and answers.get(entry.key) is None
    ]
