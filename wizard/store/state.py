"""Where the wizard keeps what is nobody's decision: lock, backups, draft."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from wizard.store.layout import WORKSPACE

LOCK = ".lock"
BACKUP = ".backup"
DRAFT = ".draft.yaml"
OUTSIDE_WORKSPACE = ".aifactory-wizard"
TEMPORARY = ".aifactory-tmp"
"""The suffix of temporary files; nothing with it is ever read as content."""

_IGNORED = f"/.gitignore\n/{LOCK}*\n/{BACKUP}/\n/{DRAFT}\n*{TEMPORARY}\n"


def temporary_beside(target: Path) -> Path:
    """A new name in the folder of ``target`` that the next run knows as left by this process."""
    return target.with_name(f".{target.name[:180]}.{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY}")


def state_folder(root: Path) -> Path:
    """The folder for lock and backups of a run that writes below ``root``.

    It is the workspace; below a root without one (``--out DIR``) a folder of its own.
    """
    workspace = root / WORKSPACE
    return workspace if workspace.is_dir() else root / OUTSIDE_WORKSPACE


def keep_out_of_git(folder: Path) -> None:
    """Give a state folder a .gitignore (which ignores itself, too) unless it has one."""
    path = folder / ".gitignore"
    if not os.path.lexists(path):
        path.write_text(_IGNORED, encoding="utf-8", newline="\n")


def user_state_folder() -> Path:
    """The user's own folder for state, as the platform has it; it may not exist yet."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / "aifactory-wizard"


def name_for(root: Path) -> str:
    """A file name that stands for a folder."""
    import hashlib

    return hashlib.sha256(str(root.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
