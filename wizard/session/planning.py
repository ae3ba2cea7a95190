"""Planning what would be written beside a walk that goes on: on a copy, safe in a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from wizard.model.values import format_value
from wizard.session.draft import Session
from wizard.session.opening import Opened
from wizard.session.writing import plan_files
from wizard.store.plan import WritePlan


class _Stopped(Exception):
    """Nobody waits for the plan any more."""


def copy_to_plan(opened: Opened) -> Opened:
    """The same repository with answers of its own, which later edits do not reach."""
    session = Session(opened.session.catalog, opened.session.answers.copy())
    session.select(opened.session.current.project or session.answers.projects[0])
    return replace(opened, session=session, notes=list(opened.notes))


def plan_of_copy(copied: Opened, told: Callable[[int], bool]) -> WritePlan | None:
    """The plan of a copy; nothing but the copy is changed.

    ``told`` gets the number of projects done so far and says whether to go on; without that the
    result is None.

    Raises:
        FormatError, StoreError: see ``plan_files``.
    """
    done = count()

    def on_project(project: str) -> None:
        if not told(next(done)):
            raise _Stopped(project)

    try:
        return plan_files(copied, on_project=on_project)
    except _Stopped:
        return None


def take_over_notes(opened: Opened, copied: Opened) -> None:
    """Note in a session what planning noted in its copy, such as the ranges of projects."""
    session, other = opened.session, copied.session
    texts = {
        full: format_value(given.value)
        for full, given in other.answers.items()
        if session.answers.get(full) != given
    }
    session.note(texts)
    opened.notes += [note for note in copied.notes if note not in opened.notes]
