"""Carry out a plan: all of its files or, when something fails, none."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wizard.store.errors import ChangedOnDisk, StoreError, store_error
from wizard.store.layout import WORKSPACE
from wizard.store.lock import locked
from wizard.store.plan import PlannedFile, WritePlan, bytes_on_disk, refuse_link_out, resolved
from wizard.store.replace import replace, sweep, sync_folder, write_temporary, write_whole
from wizard.store.state import BACKUP, LOCK, keep_out_of_git, state_folder


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did: paths relative to the root, and the folder with the previous contents."""

    paths: tuple[str, ...]
    backup: Path | None = None


def apply(plan: WritePlan, *, backup: bool = True, patience: float = 3.0) -> Written:
    """Write the files of a plan that differ from the disk.

    The previous content of each is kept (one generation) below ``.backup`` in the state folder.
    A run that is killed leaves every file whole, old or new; the next run removes its temporary
    files.

    Raises:
        ChangedOnDisk: a file is no longer what the plan was made from; nothing was written.
        StoreError: something cannot be written; everything is as it was.
    """
    if plan.is_empty:
        _check_unchanged(plan)
        _sweep_around(plan)
        return Written(())
    made: list[Path] = []
    try:
        for file in plan.changes:
            _check_writable(file)
        state = _prepared_state(plan, made)
        with locked(state / LOCK, patience=patience):
            _check_unchanged(plan)
            _sweep_around(plan)
            sweep(state)
            for file in plan.changes:
                if file.status != "removed":
                    _make_folder(file.target.parent, made)
            kept = _back_up(plan, state, made) if backup else None
            _exchange(plan.changes)
    except BaseException:
        _remove_empty(made)
        raise
    _remove_empty(made)
    return Written(tuple(file.path for file in plan.changes), kept)


def _check_writable(file: PlannedFile) -> None:
    """Refuse a write-protected file, which replacing would otherwise quietly overrule."""
    if file.status == "new":
        return
    try:
        writable = file.target.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    except FileNotFoundError:
        raise ChangedOnDisk((file.target,)) from None
    except OSError as error:
        raise store_error(file.target, error) from error
    if not writable or not os.access(file.target, os.W_OK):
        raise StoreError(
            file.target, "is read-only", "make it writable (or check it out) and try again"
        )


def _check_unchanged(plan: WritePlan) -> None:
    changed = tuple(file.target for file in plan.files if bytes_on_disk(file.target) != file.before)
    if changed:
        raise ChangedOnDisk(changed)


def _sweep_around(plan: WritePlan) -> None:
    for folder in dict.fromkeys(file.target.parent for file in plan.files):
        sweep(folder)


def _prepared_state(plan: WritePlan, made: list[Path]) -> Path:
    prefix = f"{WORKSPACE}/"
    if any(file.path.startswith(prefix) for file in plan.changes if file.status != "removed"):
        _make_folder(plan.root / WORKSPACE, made)
    state = state_folder(plan.root)
    _make_folder(state, made)
    refuse_link_out(resolved(state), resolved(plan.root), state)
    return state


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        try:
            path.mkdir(exist_ok=True)
        except OSError as error:
            raise store_error(path, error) from error
        made.append(path)


def _remove_empty(folders: list[Path]) -> None:
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _back_up(plan: WritePlan, state: Path, made: list[Path]) -> Path | None:
    previous = [file for file in plan.changes if file.status != "new"]
    if not previous:
        return None
    folder, home = state / BACKUP, resolved(state)
    try:
        _make_folder(folder, made)
        refuse_link_out(resolved(folder), home, folder)
        keep_out_of_git(state)
        write_whole(folder / ".gitignore", b"*\n")
        for file in previous:
            copy = folder / file.path
            _make_folder(copy.parent, made)
            refuse_link_out(resolved(copy.parent), home, copy.parent)
            sweep(copy.parent)
            write_whole(copy, file.before or b"")
            copy.chmod(stat.S_IMODE(file.target.stat().st_mode))
    except OSError as error:
        raise store_error(folder, error) from error
    return folder


def _exchange(files: tuple[PlannedFile, ...]) -> None:
    """Write all temporary files, then move them into place; undo on the way out of a failure."""
    temporaries: dict[Path, Path] = {}
    done: list[PlannedFile] = []
    at = files[0].target
    try:
        for file in files:
            at = file.target
            if (content := file.after) is not None:
                temporaries[at] = write_temporary(at, content)
        for file in files:
            at = file.target
            done.append(file)
            if at in temporaries:
                replace(temporaries[at], at)
            else:
                at.unlink()
    except BaseException as error:
        _undo(done, temporaries.values())
        if isinstance(error, OSError):
            raise store_error(at, error) from error
        raise
    for folder in dict.fromkeys(file.target.parent for file in files):
        sync_folder(folder)


def _undo(done: Iterable[PlannedFile], temporaries: Iterable[Path]) -> None:
    for file in done:
        with suppress(OSError, StoreError):
            before = file.before
            if bytes_on_disk(file.target) == before:
                continue
            if before is None:
                file.target.unlink()
            else:
                write_whole(file.target, before)
    for path in temporaries:
        with suppress(OSError):
            path.unlink()
