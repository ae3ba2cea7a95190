"""The state of the vendor's submodule, read from git's own files without running git."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

SUBMODULE = "azure-enterprise-scale-ml"
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_RELEASE = re.compile(r"release/v?(\d+\.\d+)$")


class Submodule(NamedTuple):
    """What a repository knows about the vendor's one.

    ``present``: the folder exists or .gitmodules lists it. ``initialised``: it holds files.
    ``branch`` is the checked-out branch, or for a commit without a branch (what
    ``git submodule update`` leaves) the remote branch that ends there; ``tracked`` the branch
    that .gitmodules names. All None when unknown.
    """

    path: Path
    present: bool = False
    initialised: bool = False
    branch: str | None = None
    commit: str | None = None
    tracked: str | None = None
    url: str | None = None

    @property
    def release(self) -> str | None:
        """The release ("1.24") that branch or, without one, the tracked branch names."""
        match = _RELEASE.search(self.branch or self.tracked or "")
        return match.group(1) if match else None


def read_submodule(root: Path) -> Submodule:
    """The submodule of the repository at ``root``; unreadable git files count as absent."""
    listed = _gitmodules(root)
    path = root / listed.get("path", SUBMODULE)
    present = path.is_dir() or bool(listed)
    initialised = any(name != ".git" for name in _names(path))
    branch, commit = _head(path)
    return Submodule(
        path, present, initialised, branch, commit, listed.get("branch"), listed.get("url")
    )


def branch_of(folder: Path) -> str | None:
    """The branch of the checkout at a folder; the remote branch that ends there, if it has none."""
    return _head(folder)[0]


def release_of_commit(path: Path, commit: str) -> str | None:
    """The release whose branch ends at a commit, as the checkout at ``path`` knows its remote."""
    git_dir = git_folder(path)
    match = _RELEASE.search((_branch_at(git_dir, commit) or "") if git_dir else "")
    return match.group(1) if match else None


def release_of_checkout(path: Path) -> str | None:
    """The release ("1.24") whose branch a checkout stands on or at; None when nothing tells."""
    match = _RELEASE.search(_head(path)[0] or "")
    return match.group(1) if match else None


def is_inside_modules(folder: Path) -> bool:
    """Whether a folder is the root of a checked-out submodule of another repository."""
    link = folder / ".git"
    if not link.is_file():
        return False
    return "/modules/" in _read(link).strip().replace("\\", "/")


def _gitmodules(root: Path) -> dict[str, str]:
    """The entry of .gitmodules for the vendor's repository, empty when there is none."""
    entry: dict[str, str] = {}
    for line in [*_read(root / ".gitmodules").splitlines(), "[end]"]:
        stripped = line.strip()
        if stripped.startswith("["):
            named = f"{entry.get('path', '')} {entry.get('url', '')}"
            if SUBMODULE in named:
                return entry
            entry = {}
        elif "=" in stripped and not stripped.startswith(("#", ";")):
            name, _, value = stripped.partition("=")
            entry[name.strip().lower()] = value.strip().strip('"')
    return {}


def _head(path: Path) -> tuple[str | None, str | None]:
    """Branch and commit of the checkout at ``path``."""
    git_dir = git_folder(path)
    if git_dir is None:
        return None, None
    head = _read(git_dir / "HEAD").strip()
    if head.startswith("ref:"):
        ref = head.removeprefix("ref:").strip()
        return ref.removeprefix("refs/heads/"), _refs(git_dir).get(ref)
    if not _COMMIT.fullmatch(head):
        return None, None
    return _branch_at(git_dir, head), head


def git_folder(path: Path) -> Path | None:
    """Where git keeps what it knows of a checkout; None for a folder that is none."""
    link = path / ".git"
    if link.is_dir():
        return link
    text = _read(link).strip()
    if not text.startswith("gitdir:"):
        return None
    return path / text.removeprefix("gitdir:").strip()


def _branch_at(git_dir: Path, commit: str) -> str | None:
    """The remote branch that ends at a commit; a release branch before any other."""
    prefix = "refs/remotes/origin/"
    ends = sorted(
        ref.removeprefix(prefix)
        for ref, tip in _refs(git_dir).items()
        if tip == commit and ref.startswith(prefix) and not ref.endswith("/HEAD")
    )
    return next((name for name in ends if _RELEASE.search(name)), ends[0] if ends else None)


def _refs(git_dir: Path) -> dict[str, str]:
    """All branches with their commits, those of the main checkout for a linked worktree."""
    shared = _read(git_dir / "commondir").strip()
    home = git_dir / shared if shared else git_dir
    found = {}
    for line in _read(home / "packed-refs").splitlines():
        commit, _, ref = line.partition(" ")
        if _COMMIT.fullmatch(commit):
            found[ref.strip()] = commit
    # A loose file outdoes the packed entry of the same name, so it comes second.
    for kind in ("refs/heads", "refs/remotes"):
        for file in sorted((home / kind).rglob("*")):
            commit = _read(file).strip() if file.is_file() else ""
            if _COMMIT.fullmatch(commit):
                found[file.relative_to(home).as_posix()] = commit
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:
        return []
