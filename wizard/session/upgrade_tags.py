"""Tags that nobody wrote: a new release puts them together anew, and the report says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wizard.catalog.setting import Orchestrator, Setting
from wizard.delivery.encoding import file_text
from wizard.model.context import full_key, split_key
from wizard.model.in_use import active_project
from wizard.model.variable_names import VariableNames
from wizard.model.view import View
from wizard.session.draft import Session
from wizard.session.variable_files import file_variables
from wizard.store.reading import FileState
from wizard.upgrade.report import ChangedDefault


class TagsThere(NamedTuple):
    """What one variable file says of tags that nobody answered."""

    key: str
    side: Orchestrator
    text: str


def tags_in(
    states: Mapping[str, tuple[FileState, Orchestrator]], session: Session
) -> tuple[TagsThere, ...]:
    """The tags in the files (path -> state and side) of the active project, before an upgrade.

    Raises:
        StoreError: a file cannot be read.
    """
    found = []
    view = _view(session)
    for path, (state, side) in states.items():
        names = VariableNames(session.catalog, side)
        for entry in file_variables(state, side, path):
            known = names.known(entry.name)
            if known is None or known.setting.kind != "json":
                continue
            full = full_key(known.setting.key, known.setting.scope, view.context)
            if session.answers.get(full) is None:
                found.append(TagsThere(full, side, entry.value))
    return tuple(found)


def composed_anew(tags: tuple[TagsThere, ...], session: Session) -> Iterator[ChangedDefault]:
    """The tags that have another text under the new release; each is told once.

    The text of the new release's own template stays as it is.
    """
    told: set[str] = set()
    for there in tags:
        setting = session.catalog.settings.get(split_key(there.key).key)
        if setting is None or there.key in told or session.answers.get(there.key) is not None:
            continue
        now = file_text(_view(session).for_orchestrator(there.side), setting, there.side)
        if there.text not in (now, _shipped(setting, there.side)):
            told.add(there.key)
            yield ChangedDefault(
                there.key, setting.title, there.text, now, now, "new", session.catalog.release
            )


def _shipped(setting: Setting, side: Orchestrator) -> str | None:
    if side == "github":
        return setting.template_default_github
    return setting.template_default_azure_devops


def _view(session: Session) -> View:
    return session.view(project=active_project(session.view()))
