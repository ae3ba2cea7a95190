"""The answers as a revision of the repository has them, and as they stand in the work tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from wizard.formats.errors import FormatError
from wizard.model.documents import AnswersError
from wizard.session.draft import Session
from wizard.session.opening import Opened, live_files, open_answers
from wizard.store.errors import StoreError
from wizard.store.git import Entry, Revision, find_revision, list_files, merge_base, read_files
from wizard.store.layout import (
    ENV_FILE,
    FACTORY_FILE,
    PROJECTS_FOLDER,
    VARIABLES_FILE,
    VARIABLES_JSON,
    WORKSPACE,
    Layout,
)
from wizard.store.release import names_its_release
from wizard.store.submodule import release_of_commit

WORK_TREE = "the work tree"
_MODULES = ".gitmodules"
_LIVE = tuple(path.as_posix() for path in (ENV_FILE, VARIABLES_FILE, VARIABLES_JSON))
_ANSWERS = re.compile(
    rf"{re.escape(WORKSPACE.as_posix())}/({FACTORY_FILE}|{PROJECTS_FOLDER}/[0-9]{{3}}\.yaml)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared.

    ``opened`` is None where nothing of an AI Factory is there; ``submodule`` is the release that
    the vendor's repository stands on, None when unknown.
    """

    name: str
    opened: Opened | None
    submodule: str | None = None

    @property
    def session(self) -> Session | None:
        """The answers, if there are any."""
        return self.opened.session if self.opened else None


def read_sides(
    layout: Layout, one: str, other: str | None, *, release: str | None = None
) -> tuple[Side, Side]:
    """The two sides of a comparison: of a revision with another one, or with the work tree.

    ``one`` may name both: ``A..B``, or ``A...B`` for B against where it parted from A, which is
    what a pull request changes.

    Raises:
        GitMissing, StoreError: git or the files cannot be read.
        AnswersError: an answers file is none; its path has the revision in front.
    """
    if other is None and ".." in one and "^{" not in one:
        parted = "..." in one
        one, _, other = one.partition("..." if parted else "..")
        base, tip = (find_revision(layout.root, name or "HEAD") for name in (one, other))
        if parted:
            base = Revision(base.name, merge_base(layout.root, base, tip).commit)
        return read_revision(layout, base, release), read_revision(layout, tip, release)
    first = read_revision(layout, find_revision(layout.root, one), release)
    if other is None:
        return first, read_work_tree(layout, release)
    return first, read_revision(layout, find_revision(layout.root, other), release)


def read_work_tree(layout: Layout, release: str | None = None) -> Side:
    """The answers as they stand on disk."""
    has_any = layout.has_workspace or bool(live_files(layout))
    opened = open_answers(layout.root, release=release, strict=False) if has_any else None
    return Side(WORK_TREE, opened, layout.submodule.release)


def read_revision(layout: Layout, revision: Revision, release: str | None = None) -> Side:
    """The answers as a revision has them.

    Raises: see ``read_sides``.
    """
    module = layout.shown(layout.submodule.path)
    paths = (WORKSPACE.as_posix(), *_LIVE, _MODULES, module)
    listed = list_files(layout.root, revision, paths)
    wanted = [(path, entry) for path, entry in listed.items() if _is_wanted(path)]
    files = read_files(layout.root, revision, wanted)
    with TemporaryDirectory(prefix="aifactory-wizard-") as folder:
        copied = Layout(Path(folder))
        for path, data in files.items():
            target = copied.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        linked = _release_there(layout, copied, listed.get(module))
        opened = None
        if any(path != _MODULES for path in files):
            opened = _opened(copied, revision, release, linked)
    return Side(revision.shown, opened, linked)


def _is_wanted(path: str) -> bool:
    return path == _MODULES or path in _LIVE or _ANSWERS.fullmatch(path) is not None


def _release_there(layout: Layout, copied: Layout, link: Entry | None) -> str | None:
    """The release of the vendor's repository in a revision, by its commit or by its branch."""
    if link is not None and link.mode == "160000":
        found = release_of_commit(layout.submodule.path, link.content)
        if found is not None:
            return found
    return copied.submodule.release


def _opened(copied: Layout, revision: Revision, release: str | None, linked: str | None) -> Opened:
    """Open a copy; what is said about its files names the revision."""
    from wizard.catalog.load import releases

    try:
        named = release or names_its_release(copied) or linked
        known = named if release or named in releases() else None
        opened = open_answers(copied.root, release=known, strict=False)
    except AnswersError as error:
        raise AnswersError(
            tuple(problem._replace(path=f"{revision.name}:{problem.path}")
                  for problem in error.problems)
        ) from error  # fmt: skip
    except StoreError as error:
        raise StoreError(f"{revision.name}:{error.path}", error.reason, error.remedy) from error
    except FormatError as error:
        where = f"{revision.name}:{error.path}" + (f":{error.line}" if error.line else "")
        raise StoreError(where, error.reason, error.remedy) from error
    opened.notes = [f"{revision.name}: {note}" for note in opened.notes]
    return opened


def notes_of(*sides: Side) -> Iterator[str]:
    """What there is to say about how the sides were read."""
    for side in sides:
        yield from side.opened.notes if side.opened else ()
