"""Bytes of many files that resemble each other, held in little memory until they are written."""

from __future__ import annotations

import zlib
from typing import NamedTuple

_FAST = 1


class Packed(NamedTuple):
    """The bytes of one file, packed by what they have in common with ``pattern``."""

    packed: bytes
    pattern: bytes

    @property
    def data(self) -> bytes:
        """The bytes as they were."""
        reading = zlib.decompressobj(zdict=self.pattern)
        return reading.decompress(self.packed) + reading.flush()


class Packer:
    """Packs files; those of one name, as each project and environment has them, are alike."""

    def __init__(self) -> None:
        self._patterns: dict[str, bytes] = {}

    def pack(self, path: str, data: bytes) -> Packed:
        """The bytes of a file; the first of its name is the pattern of all that follow."""
        pattern = self._patterns.setdefault(path.rpartition("/")[2], data)
        writing = zlib.compressobj(_FAST, zdict=pattern)
        return Packed(writing.compress(data) + writing.flush(), pattern)
