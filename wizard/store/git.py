"""Revisions of the repository, read from git's database: no work tree, no hook, no network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from wizard.formats.encoding import LARGEST_FILE
from wizard.store.errors import StoreError
from wizard.store.programs import Ran, find_program, run_program

_ALONE: dict[str, str | None] = {
    # A hook hands these on; where we look is said outright.
    "GIT_DIR": None, "GIT_WORK_TREE": None, "GIT_INDEX_FILE": None, "GIT_PREFIX": None,
    "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
    "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C",
}  # fmt: skip
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_NOT_FILES = {"120000": "a symbolic link", "160000": "a submodule"}


class GitMissing(StoreError):
    """There is no git on this machine."""


class Revision(NamedTuple):
    """A commit, under the name that somebody gave it."""

    name: str
    commit: str

    @property
    def shown(self) -> str:
        """The name, and the commit where the name is not its beginning."""
        short = self.commit[:10]
        return self.name if self.commit.startswith(self.name) else f"{self.name} ({short})"


class Entry(NamedTuple):
    """What a revision has under a path: its mode, the id of its content, its size in bytes."""

    mode: str
    content: str
    size: int


def find_revision(folder: Path, name: str) -> Revision:
    """The commit that a name means: a branch, a tag, a commit, ``HEAD~1``, ``main^{/words}``.

    Raises:
        GitMissing: there is no git.
        StoreError: the folder is in no repository, or the name means no commit there.
    """
    if not name or name.startswith("-"):
        raise StoreError(folder, f"{name!r} is no revision", "name a branch, a tag or a commit")
    ran = _git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    commit = _line(ran)
    if ran.code == 0 and _COMMIT.fullmatch(commit):
        return Revision(name, commit)
    _require_repository(folder)
    raise StoreError(
        folder, f"git knows no revision {name!r} here",
        "name a branch, a tag or a commit; a pipeline's clone often lacks history: fetch all of "
        "it (fetch-depth: 0 for actions/checkout, fetchDepth: 0 in Azure Pipelines)",
    )  # fmt: skip


def merge_base(folder: Path, one: Revision, other: Revision) -> Revision:
    """Where two lines of history parted.

    Raises:
        StoreError: they have nothing in common, as far as this clone knows.
    """
    ran = _git(folder, "merge-base", one.commit, other.commit)
    commit = _line(ran)
    if ran.code == 0 and _COMMIT.fullmatch(commit):
        return Revision(commit[:10], commit)
    raise StoreError(
        folder, f"{one.name} and {other.name} have no commit in common here",
        "fetch the whole history, or compare the two with '..' instead of '...'",
    )  # fmt: skip


def remote_address(folder: Path) -> str:
    """The address of the remote ``origin``, or of the only remote; "" where nothing tells."""
    try:
        names = _line(_git(folder, "remote")).split()
        name = "origin" if "origin" in names else names[0] if len(names) == 1 else ""
        return _line(_git(folder, "remote", "get-url", name)) if name else ""
    except StoreError:
        return ""


def read_blob(folder: Path, name: str) -> bytes | None:
    """What a name such as ``main:path`` stands for; None where git knows none, or is missing."""
    try:
        ran = _git(folder, "cat-file", "blob", name)
    except StoreError:
        return None
    return ran.out if ran.code == 0 else None


def list_files(folder: Path, revision: Revision, paths: Sequence[str]) -> dict[str, Entry]:
    """The files and submodules at or below some paths (relative to ``folder``) in a revision.

    Raises:
        StoreError: git cannot read the revision.
    """
    ran = _git(folder, "ls-tree", "-r", "-z", "-l", revision.commit, "--", *paths)
    if ran.code != 0:
        raise _unreadable(folder, revision, ran)
    found = {}
    for row in ran.out.decode("utf-8", errors="surrogateescape").split("\0"):
        fields, _, path = row.partition("\t")
        if path:
            mode, _, content, size = fields.split()
            found[path] = Entry(mode, content, int(size) if size.isdigit() else 0)
    return found


def read_files(
    folder: Path, revision: Revision, wanted: Iterable[tuple[str, Entry]]
) -> dict[str, bytes]:
    """The bytes of files of a revision, by path.

    Raises:
        StoreError: one is a link or too large, or git lacks its content.
    """
    entries = dict(wanted)
    for path, entry in entries.items():
        _check(f"{revision.name}:{path}", entry)
    asked = "".join(f"{entry.content}\n" for entry in entries.values()).encode("ascii")
    ran = _git(folder, "cat-file", "--batch", given=asked)
    if ran.code != 0:
        raise _unreadable(folder, revision, ran)
    return dict(zip(entries, _contents(ran.out, entries, revision), strict=True))


def _check(shown: str, entry: Entry) -> None:
    if entry.mode in _NOT_FILES:
        raise StoreError(shown, f"is {_NOT_FILES[entry.mode]}, not a file", "commit the file")
    if entry.size > LARGEST_FILE:
        raise StoreError(
            shown, f"has {entry.size} bytes, more than the {LARGEST_FILE} that are read",
            "check that this is the file you meant",
        )  # fmt: skip


def _contents(out: bytes, entries: dict[str, Entry], revision: Revision) -> Iterable[bytes]:
    """Split what ``cat-file --batch`` wrote: a line about each object, then its bytes."""
    place = 0
    for path in entries:
        end = out.find(b"\n", place)
        fields = out[place:end].split()
        if end < 0 or len(fields) != 3:
            raise StoreError(f"{revision.name}:{path}", *_LACKING)
        size = int(fields[2])
        yield out[end + 1 : end + 1 + size]
        place = end + 1 + size + 1


_LACKING = (
    "its content is not in this clone",
    "fetch it (a partial or shallow clone leaves content out): git fetch --refetch",
)


def _unreadable(folder: Path, revision: Revision, ran: Ran) -> StoreError:
    if "promisor" in ran.err or "lazy fetching" in ran.err:
        return StoreError(revision.shown, *_LACKING)
    reason = f"git cannot read {revision.shown}: {(ran.err.splitlines() or ['no reason'])[-1]}"
    return StoreError(folder, reason, "see whether 'git fsck' finds damage")


def _require_repository(folder: Path) -> None:
    ran = _git(folder, "rev-parse", "--git-dir")
    if ran.code == 0:
        return
    if "dubious ownership" in ran.err:
        raise StoreError(
            folder, "belongs to somebody else, so git does not read it",
            "allow it: git config --global --add safe.directory FOLDER",
        )  # fmt: skip
    raise StoreError(folder, "is in no git repository", "run this in a clone of the repository")


def _line(ran: Ran) -> str:
    """What git answered, "" where it complained."""
    return ran.out.decode("utf-8", errors="replace").strip() if ran.code == 0 else ""


def _git(folder: Path, *arguments: str, given: bytes = b"") -> Ran:
    program = find_program("git")
    if program is None:
        raise GitMissing(folder, "git is not installed here, or not on the path", "install git")
    # No transport is allowed, so a partial clone cannot fetch what it lacks behind our back.
    command = [program, "--no-pager", "-c", "protocol.allow=never", *arguments]
    ran = run_program(command, folder=folder, environ=_ALONE, given=given)
    if ran.code is None:
        raise StoreError(folder, f"git {ran.err}", "try again, or repair git")
    return ran
