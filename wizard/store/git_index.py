"""Which files git tracks, read from its own index without running git."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator
from pathlib import Path

from wizard.store.submodule import git_folder

_HEAD = struct.Struct(">4sII")
_FLAGS = struct.Struct(">H")
_FIXED = 62
"""Bytes of an entry in front of its name: times, ids, sizes, a SHA-1, flags."""
_EXTENDED = 0x4000


def tracked(root: Path, wanted: Collection[str]) -> set[str]:
    """Those of the paths (relative to ``root``, with slashes) that are in git's index.

    Nothing is known, and nothing returned, where there is no index or one of an unusual kind
    (names stored shortened, SHA-256).
    """
    folder = git_folder(root)
    if folder is None:
        return set()
    try:
        data = (folder / "index").read_bytes()
    except OSError:
        return set()
    names = {path.encode() for path in wanted}
    try:
        return {name.decode() for name in _names(data) if name in names}
    except (struct.error, ValueError, UnicodeDecodeError):
        return set()


def _names(data: bytes) -> Iterator[bytes]:
    mark, version, count = _HEAD.unpack_from(data)
    if mark != b"DIRC" or version not in (2, 3):
        return
    at = _HEAD.size
    for _ in range(count):
        (flags,) = _FLAGS.unpack_from(data, at + _FIXED - _FLAGS.size)
        start = at + _FIXED + (2 if flags & _EXTENDED else 0)
        end = data.index(b"\0", start)
        yield data[start:end]
        at += (end - at) // 8 * 8 + 8
