"""Take back the last upgrade: every file as it was, unless somebody has changed it since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wizard.store.errors import StoreError, store_error
from wizard.store.plan import WritePlan, bytes_on_disk, plan_write
from wizard.store.replace import write_whole
from wizard.store.state import BACKUP, state_folder

_RECORD = "undo.json"


def remember(plan: WritePlan, backup: Path | None, what: str) -> None:
    """Write down beside the backup what a run changed, so that it can be taken back.

    Raises:
        StoreError: it cannot be written.
    """
    if backup is None:
        return
    files = [
        {"path": file.path, "new": file.status == "new", "after": _digest(file.after)}
        for file in plan.changes
    ]
    record = {"what": what, "files": files}
    try:
        write_whole(backup / _RECORD, (json.dumps(record, indent=2) + "\n").encode("utf-8"))
    except OSError as error:
        raise store_error(backup, error) from error


def plan_undo(root: Path) -> tuple[WritePlan, str]:
    """The plan that takes the remembered run below ``root`` back, and what that run was.

    Raises:
        StoreError: nothing is remembered, a file was changed since, or its copy is gone.
    """
    folder = state_folder(root) / BACKUP
    record = _record(folder)
    contents: dict[str, bytes | None] = {}
    for entry in record["files"]:
        path = entry["path"]
        if _digest(bytes_on_disk(root / path)) != entry["after"]:
            raise StoreError(
                root / path, "was changed since", f"compare it with its copy in {folder}"
            )
        contents[path] = None if entry["new"] else bytes_on_disk(folder / path)
        if contents[path] is None and not entry["new"]:
            raise StoreError(folder / path, "is gone", "take the file from your version control")
    return plan_write(root, contents), str(record["what"])


def forget(root: Path) -> None:
    """There is nothing to take back any more."""
    (state_folder(root) / BACKUP / _RECORD).unlink(missing_ok=True)


def _record(folder: Path) -> dict[str, Any]:
    data = bytes_on_disk(folder / _RECORD)
    if data is None:
        raise StoreError(folder, "remembers no upgrade", "there is nothing to take back")
    try:
        record: dict[str, Any] = json.loads(data)
        paths = [(entry["path"], entry["new"], entry["after"]) for entry in record["files"]]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            folder / _RECORD, "cannot be read", "copy the files back by hand"
        ) from error
    record["files"] = [dict(zip(("path", "new", "after"), each, strict=True)) for each in paths]
    return record


def _digest(data: bytes | None) -> str | None:
    import hashlib

    return None if data is None else hashlib.sha256(data).hexdigest()
