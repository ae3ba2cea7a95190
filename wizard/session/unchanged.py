"""What was read still has to stand on disk: what somebody wrote meanwhile is not written over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.formats.encoding import decode
from wizard.session.opening import Opened
from wizard.store.errors import ChangedOnDisk
from wizard.store.layout import (
    ENV_FILE,
    FACTORY_FILE,
    PROJECTS_FOLDER,
    VARIABLES_FILE,
    VARIABLES_JSON,
)
from wizard.store.plan import WritePlan, bytes_on_disk, resolved
from wizard.store.reading import FileState
from wizard.store.workspace import LoadedWorkspace

if TYPE_CHECKING:
    from wizard.store.write import Written

_LIVE = frozenset(path.as_posix() for path in (ENV_FILE, VARIABLES_FILE, VARIABLES_JSON))
_ANSWERS = re.compile(rf"{re.escape(FACTORY_FILE)}|{PROJECTS_FOLDER}/[0-9]{{3}}\.yaml", re.ASCII)


def refuse_changed(opened: Opened, paths: Iterable[str], *, live: bool) -> None:
    """Refuse to plan ``paths`` (relative to the root) whose basis is not what was read.

    Looked at are the files with answers and, with ``live``, those that the pipelines read; the
    text of all others depends on nothing that was there before.

    Raises:
        ChangedOnDisk: one was changed, added or removed since the repository was opened.
        StoreError: one cannot be read.
    """
    changed = tuple(_changed(opened, paths, live))
    if changed:
        raise ChangedOnDisk(changed)


def write_planned(opened: Opened, plan: WritePlan) -> Written:
    """Carry out a plan, and note its bytes as what was read last.

    Raises:
        StoreError: see ``store.write.apply``.
    """
    from wizard.store.write import apply

    written = apply(plan)
    workspace = opened.workspace
    files, live = dict(workspace.files), dict(opened.live)
    for file in plan.files:
        name = _name(workspace, file.path)
        if name is not None:
            _note(files, name, workspace.root / file.path, file.after)
        elif file.path in _LIVE:
            _note(live, file.path, workspace.root / file.path, file.after)
    workspace.files, opened.live = files, live
    return written


def _note(states: dict[str, FileState], name: str, path: Path, data: bytes | None) -> None:
    if data is None:
        states.pop(name, None)
    else:
        states[name] = FileState(path, data, decode(data, name))


def _changed(opened: Opened, paths: Iterable[str], live: bool) -> Iterator[Path]:
    workspace = opened.workspace
    read = {
        (workspace.folder / name).relative_to(workspace.root).as_posix(): state
        for name, state in workspace.files.items()
    }
    read |= opened.live if live else {}
    made = {path for path in paths if _name(workspace, path) or (live and path in _LIVE)}
    for path in sorted(made | read.keys()):
        state = read.get(path)
        target = resolved(workspace.root / path)
        if bytes_on_disk(target) != (state.data if state else None):
            yield target


def _name(workspace: LoadedWorkspace, path: str) -> str | None:
    """How the workspace calls a file with answers; None for any other."""
    place = workspace.root / path
    if not place.is_relative_to(workspace.folder):
        return None
    name = place.relative_to(workspace.folder).as_posix()
    return name if name in workspace.files or _ANSWERS.fullmatch(name) else None
