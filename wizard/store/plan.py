"""What a run is going to write: bytes in memory beside the bytes on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal, NamedTuple

from wizard.store.errors import StoreError, store_error
from wizard.store.packed import Packed, Packer

Status = Literal["new", "changed", "unchanged", "removed"]


class PlannedFile(NamedTuple):
    """One file: ``path`` relative to the root (with slashes), bytes before and after.

    ``target`` is the place that is written: behind symbolic links, if there are any. The bytes
    are unpacked on each look: ten thousands of files fit into memory.
    """

    path: str
    target: Path
    packed_before: Packed | None
    packed_after: Packed | None

    @property
    def before(self) -> bytes | None:
        """The bytes on the disk, None for a file that is not there."""
        return None if self.packed_before is None else self.packed_before.data

    @property
    def after(self) -> bytes | None:
        """The bytes to write, None for a file that has to go."""
        return None if self.packed_after is None else self.packed_after.data

    @property
    def status(self) -> Status:
        """What writing would do to the file."""
        if self.packed_before is self.packed_after:
            return "unchanged"
        if self.packed_after is None:
            return "removed"
        return "new" if self.packed_before is None else "changed"

    def diff(self, context: int = 3) -> Iterator[str]:
        """The lines of a unified diff, without line ends; none for an unchanged file."""
        from difflib import unified_diff

        if self.status == "unchanged":
            return
        before, after = self.before, self.after
        if b"\0" in (before or b"") or b"\0" in (after or b""):
            yield f"Binary files a/{self.path} and b/{self.path} differ"
            return
        old = "/dev/null" if before is None else f"a/{self.path}"
        new = "/dev/null" if after is None else f"b/{self.path}"
        lines = unified_diff(_lines(before), _lines(after), old, new, n=context, lineterm="")
        for number, line in enumerate(lines):
            yield line.removesuffix("\n")
            if number > 1 and not line.endswith("\n") and not line.startswith("@@"):
                yield "\\ No newline at end of file"


def _lines(data: bytes | None) -> list[str]:
    text = (data or b"").decode("utf-8", errors="replace")
    pieces = text.split("\n")
    return [piece + "\n" for piece in pieces[:-1]] + pieces[-1:] * bool(pieces[-1])


class WritePlan(NamedTuple):
    """All files of one run, in the order in which they were asked for."""

    root: Path
    files: tuple[PlannedFile, ...]

    @property
    def changes(self) -> tuple[PlannedFile, ...]:
        """The files that a run would touch."""
        return tuple(file for file in self.files if file.status != "unchanged")

    @property
    def is_empty(self) -> bool:
        """Whether the disk already holds everything as planned."""
        return not self.changes


Contents = Mapping[str, bytes | None] | Iterable[tuple[str, bytes | None]]


def plan_write(root: Path, contents: Contents, *, named: bool = False) -> WritePlan:
    """Compare contents (relative path -> bytes, or None for a file that has to go) with the disk.

    Pairs may be made one after the other, each path once: only packed bytes are kept of them.
    Symbolic links are followed, and what they point to is written; they may not lead out of
    ``root``, or a branch of somebody else could choose which of the user's files is overwritten.
    ``named`` says that the user named the files, whose links then may lead anywhere.

    Raises:
        StoreError: a path leads out of ``root``, is a folder, cannot be read, or is the same
            file as another one.
    """
    root = Path(root).absolute()
    home = None if named else resolved(root)
    pairs = contents.items() if isinstance(contents, Mapping) else contents
    packer = Packer()
    files = tuple(_planned(root, home, path, data, packer) for path, data in pairs)
    names: dict[Path, str] = {}
    for file in files:
        other = names.setdefault(file.target, file.path)
        if other != file.path:
            raise StoreError(file.path, f"is the same file as {other}", "mend the symbolic link")
    return WritePlan(root, files)


def _planned(
    root: Path, home: Path | None, path: str, after: bytes | None, packer: Packer
) -> PlannedFile:
    relative = PurePosixPath(path)
    outside = relative.is_absolute() or PureWindowsPath(path).anchor
    if outside or ".." in PureWindowsPath(path).parts or not relative.parts:
        raise StoreError(path, "does not lie below the folder to write to", "use a relative path")
    target = resolved(root / relative)
    if home is not None:
        refuse_link_out(target, home, path)
    before = bytes_on_disk(target)
    packed = None if before is None else packer.pack(path, before)
    # One object for equal bytes says that the file is as it should be.
    if before != after:
        return PlannedFile(
            relative.as_posix(), target, packed, None if after is None else packer.pack(path, after)
        )
    return PlannedFile(relative.as_posix(), target, packed, packed)


def refuse_link_out(target: Path, home: Path, shown: Path | str) -> None:
    """Refuse a place that symbolic links have led out of a folder; both are ``resolved`` already.

    Raises:
        StoreError: it does not lie there; ``shown`` is how the message names it.
    """
    if not target.is_relative_to(home):
        raise StoreError(
            shown,
            f"is, or lies behind, a symbolic link that leads out of {home}, to {target}",
            "put the file or folder itself there",
        )


def resolved(path: Path) -> Path:
    """The place behind symbolic links.

    Raises:
        StoreError: the links lead in a circle.
    """
    try:
        return path.resolve()
    except RuntimeError as error:
        raise StoreError(path, "the symbolic links lead in a circle", "mend the links") from error
    except OSError as error:
        raise store_error(path, error) from error


def bytes_on_disk(path: Path) -> bytes | None:
    """The content of a file, None when there is none.

    Raises:
        StoreError: a folder or device stands there, or it cannot be read.
    """
    try:
        if path.is_dir():
            raise StoreError(path, "is a folder where a file should be", "move the folder away")
        if path.exists() and not path.is_file():
            raise StoreError(path, "is not an ordinary file", "name another file")
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise store_error(path, error) from error
