"""The way of an upgrade: through every release in between, one after the other.

It goes as if somebody had upgraded to each in turn and saved, so a direct one gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.model.answers import Answers, Given
from wizard.model.context import split_key
from wizard.model.documents import write_answers
from wizard.session.draft import Session
from wizard.session.opening import answers_in
from wizard.session.upgrade_files import SIDES, FileStep, mended
from wizard.session.upgrade_tags import composed_anew, tags_in
from wizard.session.upgrade_telling import settle
from wizard.session.upgrade_unknown import awaken
from wizard.store.reading import FileState, read_file
from wizard.store.workspace import answers_of
from wizard.upgrade.answers import upgrade_answers
from wizard.upgrade.names import names_of
from wizard.upgrade.report import Start, UpgradeReport

if TYPE_CHECKING:
    from wizard.session.upgrading import Upgrade


def go(upgrade: Upgrade, steps: tuple[str, ...]) -> None:
    """Take the draft, and the files that stand, through the releases of the way.

    Raises:
        StoreError, FormatError: a file cannot be read or edited.
    """
    opened = upgrade.opened
    has_answers = not opened.workspace.is_new
    if steps:
        _mend(upgrade)
    draft = opened.session
    start = _start(draft)
    tags = tags_in(_states(upgrade), draft)
    left: list[Session] = []
    for place, release in enumerate(steps):
        after = load_catalog(release)
        report = UpgradeReport(draft.catalog.release, release)
        before = Session(draft.catalog, draft.answers)
        left.append(before)
        if has_answers:
            upgrade.answer_texts = _stripped(upgrade, before, after)
        answers = upgrade_answers(before.catalog, after, draft.answers, report)
        awaken(before.catalog, after, answers, _states(upgrade), report)
        draft = Session(after, answers)
        if has_answers:
            draft.answers.put("release", Given(release, "file"))
        upgrade.report.add(report, start)
        upgrade.last_step = report
        if place + 1 < len(steps):
            step = FileStep(before, draft, report, upgrade.templates)
            upgrade.texts = {path: step.text(path, text) for path, text in upgrade.texts.items()}
            saved = _saved(upgrade, draft) if has_answers else _reread(upgrade, after)
            draft = Session(after, saved)
    opened.session = Session(draft.catalog, draft.answers)
    upgrade.left = tuple(left)
    if left:
        upgrade.report.changed_defaults += composed_anew(tags, opened.session)
        settle(upgrade.report, opened.session)


def _start(draft: Session) -> Start:
    names = names_of(draft.catalog, "github") | names_of(draft.catalog, "azure-devops")
    answered = frozenset(full for full, _ in draft.answers.items())
    return Start(frozenset(names), frozenset(draft.catalog.settings), answered)


def _mend(upgrade: Upgrade) -> None:
    """Lines that no pipeline can read become variables before anything is read from them."""
    for path, text in upgrade.texts.items():
        upgrade.texts[path], names = mended(path, text)
        upgrade.report.mended += names
    if upgrade.report.mended and upgrade.opened.workspace.is_new:
        catalog = upgrade.opened.session.catalog
        upgrade.opened.session = Session(catalog, _reread(upgrade, catalog))


def _stripped(upgrade: Upgrade, before: Session, after: Catalog) -> dict[str, str]:
    """The answers' files without the keys that the next release does not have."""
    kept = before.answers.copy()
    for full, _ in list(before.answers.items()):
        if split_key(full).key not in after.settings:
            kept.drop(full)
    return _written(upgrade, kept, before.catalog)


def _saved(upgrade: Upgrade, draft: Session) -> Answers:
    """The answers as they are once they have been written to their files and read again."""
    upgrade.answer_texts = _written(upgrade, draft.answers, draft.catalog)
    return answers_of(upgrade.answer_texts, draft.catalog)


def _written(upgrade: Upgrade, answers: Answers, catalog: Catalog) -> dict[str, str]:
    workspace = upgrade.opened.workspace
    texts = upgrade.answer_texts
    existing = workspace.texts() if texts is None else texts
    return write_answers(answers, catalog, existing, layout=workspace.layout)


def _reread(upgrade: Upgrade, catalog: Catalog) -> Answers:
    """What the variable files say by now."""
    return answers_in({path: state for path, (state, _) in _states(upgrade).items()}, catalog)


def _states(upgrade: Upgrade) -> dict[str, tuple[FileState, Orchestrator]]:
    """The variable files as they stand by now, with whose they are."""
    return {
        path: (_with_text(upgrade, path, text), SIDES[path]) for path, text in upgrade.texts.items()
    }


def _with_text(upgrade: Upgrade, path: str, text: str) -> FileState:
    state = upgrade.opened.live.get(path) or read_file(upgrade.file or Path(path))
    return state._replace(text=state.text._replace(text=text))
