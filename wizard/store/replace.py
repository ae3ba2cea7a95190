"""Put bytes in the place of a file so that a reader sees the old ones or the new, never a mix."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

from wizard.store.lock import STALE_AFTER, is_alive
from wizard.store.state import TEMPORARY, temporary_beside

_LEFTOVER = re.compile(r"\..+\.(\d+)-[0-9a-f]{8}" + re.escape(TEMPORARY))
_ON_WINDOWS = os.name == "nt"
_WINDOWS_ATTEMPTS = 20


def write_temporary(target: Path, data: bytes) -> Path:
    """A new file with ``data`` beside ``target``, on the disk, with the mode of ``target``.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    temporary = temporary_beside(target)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o777 if data.startswith(b"#!") else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _copy_mode(target, temporary)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _copy_mode(target: Path, temporary: Path) -> None:
    try:
        known = target.stat()
    except OSError:
        return
    temporary.chmod(stat.S_IMODE(known.st_mode))
    if sys.platform != "win32":
        own = temporary.stat()
        if (own.st_uid, own.st_gid) != (known.st_uid, known.st_gid):
            with suppress(OSError):
                os.chown(temporary, known.st_uid, known.st_gid)


def replace(temporary: Path, target: Path) -> None:
    """Move a file into the place of another.

    Raises:
        OSError: it cannot be moved; on Windows after a second of attempts, since an editor or
            a virus scanner may hold the target for a moment.
    """
    for attempt in range(_WINDOWS_ATTEMPTS):
        try:
            temporary.replace(target)
            return
        except PermissionError:
            if not _ON_WINDOWS or attempt == _WINDOWS_ATTEMPTS - 1:
                raise
            time.sleep(0.05)


def write_whole(target: Path, data: bytes) -> None:
    """Replace one file, without a lock or backup.

    Raises:
        OSError: it cannot be written; the old content stands.
    """
    temporary = write_temporary(target, data)
    try:
        replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk, where the platform can."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what a killed run left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _LEFTOVER.fullmatch(entry.name)
            if match is None:
                continue
            with suppress(OSError):
                age = time.time() - entry.stat(follow_symlinks=False).st_mtime
                if age > STALE_AFTER or not is_alive(int(match.group(1))):
                    Path(entry.path).unlink()
