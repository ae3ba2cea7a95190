"""Upgrade what is there to a later release: a workspace, its variable files, or one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from wizard.catalog.setting import Orchestrator, Setting
from wizard.delivery.variables_json import deliver_variables_json, rules_of
from wizard.model.context import split_key
from wizard.model.in_use import active_project, orchestrators_of
from wizard.output.files import ADO_FILE, ENV_FILE
from wizard.output.variables_json_file import edited_json_text, new_json_text
from wizard.session.draft import Session
from wizard.session.json_findings import JSON_FILE
from wizard.session.opening import Opened, open_answers, open_repository
from wizard.session.upgrade_files import SIDES, FileStep
from wizard.session.upgrade_telling import is_retired, settle, text_of
from wizard.session.upgrade_way import go
from wizard.session.variable_files import file_variables, kind_of_file
from wizard.session.vendor_templates import VendorTemplates
from wizard.store.layout import FACTORY_FILE, Layout, find_repository
from wizard.store.plan import WritePlan, plan_write
from wizard.store.reading import FileState, read_file
from wizard.store.release import release_of
from wizard.store.undo import remember
from wizard.store.write import Written, apply
from wizard.upgrade.detect import found_release
from wizard.upgrade.report import UpgradeReport
from wizard.upgrade.way import way

_EVERYDAY = ("essential", "standard")


@dataclass(slots=True)
class Upgrade:
    """An upgrade that nobody has written yet: the draft under the new release, and the report.

    ``file`` is the one file that is upgraded, None for a repository. ``left`` are the drafts
    under the releases that were left behind, oldest first; ``texts`` the variable files as they
    stand under the last of these (path below the root -> text), ``answer_texts`` the answers' own
    files, without what the new release does not have any more.
    """

    opened: Opened
    report: UpgradeReport
    left: tuple[Session, ...] = ()
    file: Path | None = None
    texts: dict[str, str] = field(default_factory=dict)
    answer_texts: dict[str, str] | None = None
    templates: VendorTemplates = field(default_factory=lambda: VendorTemplates(None))
    last_step: UpgradeReport | None = None

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
        session = self.session
        return tuple(
            entry.key
            for entry in self.report.settings
            if entry.required and not text_of(session, entry.key)
        )

    @property
    def to_ask(self) -> tuple[str, ...]:
        """The full keys of what a person should be asked: new, of use here, not for experts.

        What is retired takes its default. What needs an answer and has none comes first.
        """
        settings = self.session.catalog.settings
        unanswered = self.unanswered
        everyday = [
            entry
            for entry in self.report.settings
            if entry.key in unanswered
            or (entry.asked and _is_everyday(settings[split_key(entry.key).key]))
        ]
        everyday.sort(key=lambda entry: entry.key not in unanswered)
        return tuple(entry.key for entry in everyday)

    def plan(self) -> WritePlan:
        """The plan to write it; ``report.layout`` and ``report.decisions`` follow the draft.

        Raises:
            FormatError, StoreError: a file cannot be edited.
        """
        settle(self.report, self.session)
        if self.file is not None:
            return self._plan_of_file(self.file)
        contents: dict[str, bytes | None] = {}
        live = self.opened.live
        new_texts = self._new_texts()
        made = self._json_text() if live else None
        if made is not None:
            state = live.get(JSON_FILE)
            contents[JSON_FILE] = state.encoded(made) if state else made.encode("utf-8")
        if self.opened.layout.has_workspace:
            contents |= self._answers()
        for path, text in new_texts.items():
            contents[path] = self._plain(live[path], path, text)
        return plan_write(self.opened.layout.root, _release_last(contents))

    def write(self, plan: WritePlan) -> Written:
        """Carry out the plan, so that ``plan_undo`` of its root can take it back.

        Raises:
            ChangedOnDisk, StoreError: nothing was written.
        """
        written = apply(plan)
        remember(plan, written.backup, f"{self.report.old} -> {self.report.new}")
        return written

    def _plan_of_file(self, file: Path) -> WritePlan:
        state = read_file(file, shown=str(file))
        if kind_of_file(state) is None:
            return plan_write(self.opened.workspace.root, self._answers(), named=True)
        ((path, text),) = self._new_texts().items()
        made = {file.name: self._plain(state, path, text)}
        return plan_write(file.absolute().parent, made, named=True)

    def _answers(self) -> dict[str, bytes | None]:
        session = self.session
        return self.opened.workspace.written(session.answers, session.catalog, self.answer_texts)

    def _plain(self, state: FileState, path: str, text: str) -> bytes:
        """The bytes of a variable file: plain UTF-8, which bash and the pipelines read."""
        if self.last_step is None:
            return state.data
        if state.text.encoding != "utf-8":
            said = f"{self.report.layout.get(path, '')}; saved as UTF-8 without a mark"
            self.report.layout[path] = said.removeprefix("; ")
        return text.encode("utf-8")

    def _new_texts(self) -> dict[str, str]:
        if self.last_step is None:
            return dict(self.texts)
        step = FileStep(self.left[-1], self.session, self.last_step, self.templates)
        made = {path: step.text(path, text) for path, text in self.texts.items()}
        self.report.layout = step.layout
        return made

    def _json_text(self) -> str | None:
        """``variables.json`` in a release that has it."""
        view = self.session.view(project=active_project(self.session.view()))
        if rules_of(view.catalog) is None:
            return None
        uses = orchestrators_of(self.session.view())
        side: Orchestrator = "azure-devops" if "azure-devops" in uses else "github"
        items = deliver_variables_json(view, side)
        state = self.opened.live.get(JSON_FILE)
        if state is None:
            return new_json_text(items)
        return edited_json_text(state.text.text, view, side, items, JSON_FILE)


def _release_last(contents: dict[str, bytes | None]) -> dict[str, bytes | None]:
    """The file that names the release comes last: after a crash the upgrade can be run again."""
    names_it = [path for path in contents if path.endswith(f"/{FACTORY_FILE}")]
    return {path: data for path, data in contents.items() if path not in names_it} | {
        path: contents[path] for path in names_it
    }


def _is_everyday(setting: Setting) -> bool:
    return setting.level in _EVERYDAY and not is_retired(setting)


def upgrade_repository(
    start: Path, to: str, *, old: str | None = None, templates: Path | None = None
) -> Upgrade:
    """Upgrade the repository in which ``start`` stands, without writing anything.

    ``old`` is the release it is for; by default the one that the workspace names, else the one
    that its variable files look like, else the submodule's. ``templates`` is a checkout of the
    vendor's repository in the new release; by default the submodule.

    Raises:
        UpgradeRefused, UnknownRelease, StoreError, AnswersError: it cannot be done.
    """
    layout = find_repository(start)
    old = old or _release_there(layout)
    steps = way(old, to)
    opened = open_repository(layout.root, release=old)
    texts = {path: state.text.text for path, state in opened.live.items() if path in SIDES}
    upgrade = Upgrade(opened, UpgradeReport(old, old), texts=texts)
    upgrade.templates = VendorTemplates(
        templates or layout.submodule.path, to, named=templates is not None
    )
    go(upgrade, steps)
    return upgrade


def upgrade_file(
    path: Path, to: str, *, old: str | None = None, templates: Path | None = None
) -> Upgrade:
    """Upgrade a ``.env``, a ``variables.yaml`` or an answers file, without writing anything.

    Raises:
        UpgradeRefused, UnknownRelease, StoreError, AnswersError: it cannot be done.
    """
    state = read_file(path, shown=str(path))
    side = kind_of_file(state)
    if old is None:
        old = release_in(state) or open_answers(path).session.view().text("release")
    steps = way(old, to)
    upgrade = Upgrade(open_answers(path, release=old), UpgradeReport(old, old), file=path)
    if side is not None:
        upgrade.texts = {ENV_FILE if side == "github" else ADO_FILE: state.text.text}
    module = find_repository(path.absolute().parent).submodule.path
    upgrade.templates = VendorTemplates(templates or module, to, named=templates is not None)
    go(upgrade, steps)
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
