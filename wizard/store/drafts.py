"""The draft of a session: what was typed but not yet written, kept against a crash."""

from __future__ import annotations

from pathlib import Path

from wizard.store.errors import store_error
from wizard.store.layout import WORKSPACE
from wizard.store.replace import sweep, write_whole
from wizard.store.state import DRAFT, keep_out_of_git, name_for, user_state_folder


def draft_path(root: Path) -> Path:
    """Where the draft for the repository at ``root`` stands.

    In its workspace; as long as there is none, in the user's own state folder, so that looking
    at the wizard leaves no trace in a folder.
    """
    workspace = root / WORKSPACE
    if workspace.is_dir():
        return workspace / DRAFT
    return user_state_folder() / "drafts" / f"{name_for(root)}.yaml"


def save_draft(root: Path, text: str) -> Path:
    """Keep a draft, in the place of an earlier one; returns its path.

    Raises:
        StoreError: it cannot be written.
    """
    path = draft_path(root)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.name == DRAFT:
            keep_out_of_git(path.parent)
        sweep(path.parent)
        write_whole(path, text.encode("utf-8"))
        path.chmod(0o600)
    except OSError as error:
        raise store_error(path, error) from error
    return path


def load_draft(root: Path) -> str | None:
    """The draft for a repository, None when there is none or it is unreadable.

    A draft from before the workspace was made is found as well.
    """
    for path in _places(root):
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return None


def drop_draft(root: Path) -> None:
    """Forget the draft for a repository.

    Raises:
        StoreError: it cannot be removed.
    """
    for path in _places(root):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise store_error(path, error) from error


def _places(root: Path) -> tuple[Path, ...]:
    return (
        root / WORKSPACE / DRAFT,
        user_state_folder() / "drafts" / f"{name_for(root)}.yaml",
    )
