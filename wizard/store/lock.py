"""One writer at a time: a lock file with the owner's process id."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wizard.store.errors import Locked, store_error
from wizard.store.state import temporary_beside

STALE_AFTER = 600.0
"""Seconds after which a lock is nobody's, whoever made it: a run takes seconds."""
_UNFINISHED_AFTER = 2.0
"""Seconds after which a lock without an owner's name was left by a killed process.

Less than a run waits, so that the next run goes through.
"""


@contextmanager
def locked(path: Path, *, patience: float = 3.0) -> Iterator[None]:
    """Hold the lock file ``path`` for the time of the block.

    Waits up to ``patience`` seconds for another run; the lock of a process that is gone is taken
    over.

    Raises:
        Locked: another run held it all the time.
        StoreError: the lock file cannot be made.
    """
    deadline = time.monotonic() + patience
    while not _acquire(path):
        owner = _owner(path)
        if owner is not None and _is_stale(path, owner):
            _take_away(path, owner)
        elif time.monotonic() > deadline:
            raise Locked(
                path,
                f"another run of aifactory-wizard ({owner or 'starting'}) is writing here",
                "wait for it to end, or delete this file if no such run exists",
            )
        else:
            time.sleep(0.02)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()


def _acquire(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    except PermissionError as error:
        # Windows answers so while a lock is being deleted.
        if sys.platform == "win32" and path.exists():
            return False
        raise store_error(path, error) from error
    except OSError as error:
        raise store_error(path, error) from error
    try:
        try:
            os.write(handle, f"process {os.getpid()} on {this_machine()}\n".encode())
        finally:
            os.close(handle)
    except OSError as error:
        # On a full disk the file is made and its text is not: it would keep the next run out.
        with suppress(OSError):
            path.unlink()
        raise store_error(path, error) from error
    return True


def _owner(path: Path) -> str | None:
    """The text of a lock; None when it has just gone."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


def _is_stale(path: Path, owner: str) -> bool:
    try:
        age = time.time() - path.stat().st_mtime
    except OSError:
        return False
    words = owner.split()
    if len(words) != 4 or not words[1].isdigit():
        return age > _UNFINISHED_AFTER
    if age > STALE_AFTER:
        return True
    return words[3] == this_machine() and not is_alive(int(words[1]))


def _take_away(path: Path, owner: str) -> None:
    """Remove a stale lock, unless another process has just replaced it by its own."""
    aside = temporary_beside(path)
    try:
        path.replace(aside)
    except OSError:
        return
    if _owner(aside) != owner:
        with suppress(OSError):
            os.link(aside, path)
    with suppress(OSError):
        aside.unlink()


def this_machine() -> str:
    """The name of this machine."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME") or "unknown"
    return os.uname().nodename or "unknown"


def is_alive(pid: int) -> bool:
    """Whether a process of this machine runs; True when that cannot be found out."""
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _is_alive_on_windows(pid: int) -> bool:
    import ctypes

    # os.kill(pid, 0) would send an interrupt there.
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    still_active, may_query = 259, 0x1000
    handle = kernel.OpenProcess(may_query, False, pid)
    if not handle:
        access_denied = 5
        return bool(kernel.GetLastError() == access_denied)
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active
