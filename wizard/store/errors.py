"""What can go wrong between the wizard and the disk, each with its remedy."""

from __future__ import annotations

import errno
from pathlib import Path


class StoreError(Exception):
    """A path that cannot be read or written: which one, why, and what helps.

    Nothing has been changed when it is raised.
    """

    def __init__(self, path: Path | str, reason: str, remedy: str) -> None:
        self.path = Path(path)
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{self.path}: {reason}; {remedy}")


class ChangedOnDisk(StoreError):
    """Files that are no longer what the plan was made from; ``paths`` names all of them."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self.paths = paths
        others = f" (and {len(paths) - 1} more)" if len(paths) > 1 else ""
        super().__init__(
            paths[0],
            f"changed on disk since it was read{others}",
            "read it again and repeat what you did; nothing was written",
        )


class Locked(StoreError):
    """Another run is writing to the same workspace."""


_REMEDIES = {
    errno.EACCES: ("no permission", "make the file and its folder accessible to you"),
    errno.EPERM: ("not permitted", "make the file and its folder accessible to you"),
    errno.EROFS: ("the file system is read-only", "work in a folder that can be written"),
    errno.ENOSPC: ("no space left on the disk", "free some space and try again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space and try again"),
    errno.ENOENT: ("does not exist", "check the path"),
    errno.EISDIR: ("is a folder, not a file", "name a file"),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "check the path"),
    errno.ELOOP: ("the symbolic links lead in a circle", "mend the links"),
    errno.ENAMETOOLONG: ("the path is too long", "use a shorter path"),
}


def store_error(path: Path, error: OSError) -> StoreError:
    """What the operating system said, in words."""
    known = _REMEDIES.get(error.errno or 0)
    if known is None:
        return StoreError(path, error.strerror or str(error), "see whether the path is usable")
    return StoreError(path, *known)
