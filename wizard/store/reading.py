"""Files as they are read: their bytes and the text in them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from wizard.formats.encoding import LARGEST_FILE, Text, decode, encode
from wizard.formats.errors import FormatError
from wizard.store.errors import StoreError, store_error


class FileState(NamedTuple):
    """A file as it was when it was read."""

    path: Path
    data: bytes
    text: Text

    def encoded(self, text: str) -> bytes:
        """Another text in the encoding of this file.

        Raises:
            StoreError: the encoding cannot carry it.
        """
        try:
            return encode(text, self.text.encoding)
        except FormatError as error:
            raise StoreError(self.path, error.reason, error.remedy) from error


def read_file(path: Path, *, shown: str | None = None, within: Path | None = None) -> FileState:
    """Read a text file; ``shown`` is how messages name it.

    Symbolic links may not lead out of ``within``: what a branch of somebody else links to is no
    file of the repository, and its lines would stand in a pipeline's log.

    Raises:
        StoreError: it is missing, a folder, not an ordinary file, unreadable, larger than
            ``LARGEST_FILE`` bytes, binary, or not UTF-8 (UTF-16 with a mark is read); a link leads
            out of ``within``.
    """
    name = shown or str(path)
    if within is not None and _leaves(path.absolute(), within):
        raise StoreError(
            name,
            "is, or lies behind, a symbolic link that leads out of the repository",
            "put the file itself there",
        )
    try:
        if path.is_dir():
            raise StoreError(name, "is a folder, not a file", "name a file in it")
        if path.exists() and not path.is_file():
            raise StoreError(name, "is not an ordinary file", "name another file")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise StoreError(
                name,
                f"has {size} bytes, more than the {LARGEST_FILE} that are read",
                "check that this is the file you meant",
            )
        data = path.read_bytes()
    except OSError as error:
        raise store_error(Path(name), error) from error
    return FileState(path, data, _decoded(data, name))


def _leaves(path: Path, folder: Path) -> bool:
    """Whether a link below the folder leads out of it; without links nothing is looked up."""
    for place in (path, *path.parents):
        if place == folder:
            return False
        if place.is_symlink():
            real = Path(os.path.realpath(path))
            return not real.is_relative_to(os.path.realpath(folder))
    return False


def _decoded(data: bytes, name: str) -> Text:
    try:
        return decode(data, name)
    except FormatError as error:
        where = f"{name}:{error.line}" if error.line else name
        raise StoreError(where, error.reason, error.remedy) from error
