"""Files held in memory: the same bytes back, and little room for what is alike."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from wizard.store.packed import Packer
from wizard.store.plan import plan_write


@given(st.lists(st.tuples(st.sampled_from(["a/x", "b/x", "b/y"]), st.binary()), max_size=8))
def test_the_same_bytes_come_back(files: list[tuple[str, bytes]]) -> None:
    packer = Packer()
    packed = [packer.pack(path, data) for path, data in files]
    assert [one.data for one in packed] == [data for _, data in files]


def test_what_is_longer_than_a_pattern_comes_back_too() -> None:
    packer = Packer()
    first, second = os.urandom(300_000), os.urandom(200_000)
    packer.pack("1/f", first)
    assert packer.pack("2/f", second + first).data == second + first


def test_files_of_one_name_that_are_alike_take_little_room() -> None:
    packer = Packer()
    one = b"".join(b"param %d = '%b'\n" % (n, os.urandom(8).hex().encode()) for n in range(200))
    packer.pack("001/f", one)
    assert len(packer.pack("002/f", one.replace(b"7", b"8")).packed) < len(one) / 3


def test_contents_may_come_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "f").write_bytes(b"old")
    plan = plan_write(tmp_path, ((path, path.encode()) for path in ("a/f", "b/f")))
    assert [(file.path, file.before, file.after, file.status) for file in plan.files] == [
        ("a/f", None, b"a/f", "new"), ("b/f", b"old", b"b/f", "changed"),
    ]  # fmt: skip
