from __future__ import annotations

import os
from pathlib import Path

import pytest

from wizard.store.errors import StoreError
from wizard.store.plan import plan_write


def test_each_file_has_its_status(tmp_path: Path) -> None:
    (tmp_path / "same").write_bytes(b"x")
    (tmp_path / "other").write_bytes(b"x")
    (tmp_path / "old").write_bytes(b"x")
    plan = plan_write(tmp_path, {"same": b"x", "other": b"y", "sub/new": b"z", "old": None})
    assert {file.path: file.status for file in plan.files} == {
        "same": "unchanged",
        "other": "changed",
        "sub/new": "new",
        "old": "removed",
    }
    assert [file.path for file in plan.changes] == ["other", "sub/new", "old"]
    assert not plan.is_empty
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "other", "same"]


def diff(before: bytes | None, after: bytes, folder: Path) -> list[str]:
    if before is not None:
        (folder / "f").write_bytes(before)
    return list(plan_write(folder, {"f": after}).files[0].diff())


def test_the_diff_is_one_that_patch_reads(tmp_path: Path) -> None:
    assert diff(b"a\nb\n", b"a\nc\n", tmp_path) == [
        "--- a/f", "+++ b/f", "@@ -1,2 +1,2 @@", " a", "-b", "+c",
    ]  # fmt: skip


def test_the_diff_of_a_new_file_and_of_a_missing_last_line_end(tmp_path: Path) -> None:
    assert diff(None, b"a", tmp_path) == [
        "--- /dev/null", "+++ b/f", "@@ -0,0 +1 @@", "+a", "\\ No newline at end of file",
    ]  # fmt: skip


def test_line_ends_are_a_difference(tmp_path: Path) -> None:
    assert diff(b"a\r\n", b"a\n", tmp_path)[-2:] == ["-a\r", "+a"]


def test_an_unchanged_file_has_no_diff(tmp_path: Path) -> None:
    assert diff(b"a\n", b"a\n", tmp_path) == []


def test_the_diff_of_bytes_that_are_no_text(tmp_path: Path) -> None:
    assert diff(b"\0", b"a", tmp_path) == ["Binary files a/f and b/f differ"]


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "a/../../x", "", "C:/x", "..\\x", "\\\\h\\s\\x"]
)
def test_nothing_is_planned_outside_the_root(tmp_path: Path, path: str) -> None:
    with pytest.raises(StoreError, match="does not lie below"):
        plan_write(tmp_path, {path: b""})


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    with pytest.raises(StoreError, match="is a folder"):
        plan_write(tmp_path, {"f": b""})


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(StoreError, match="not a folder"):
        plan_write(tmp_path, {"f/g": b""})


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_that_lead_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(StoreError, match="in a circle"):
        plan_write(tmp_path, {"a": b""})


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_two_names_of_one_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(StoreError, match="same file as a"):
        plan_write(tmp_path, {"a": b"1", "b": b"2"})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError, match="not an ordinary file"):
        plan_write(tmp_path, {"pipe": b""})


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("path", ["generated/apply.sh", "notes.md"])
def test_links_out_of_the_folder_are_followed_only_for_files_that_the_user_named(
    tmp_path: Path, path: str
) -> None:
    root, home = tmp_path / "repository", tmp_path / "home"
    root.mkdir()
    home.mkdir()
    (home / "notes.md").write_bytes(b"mine")
    (root / "generated").symlink_to(home)
    (root / "notes.md").symlink_to(home / "notes.md")
    with pytest.raises(StoreError, match="symbolic link that leads out of"):
        plan_write(root, {path: b"theirs"})
    assert plan_write(root, {path: b"theirs"}, named=True).files[0].target.parent == home


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_folder_that_is_a_link_itself_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    (file,) = plan_write(tmp_path / "out", {"a/b": b""}).files
    assert file.target == tmp_path / "real" / "a" / "b"
