from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import wizard.store.replace
import wizard.store.write
from wizard.store.errors import ChangedOnDisk, Locked, StoreError
from wizard.store.lock import this_machine
from wizard.store.plan import plan_write
from wizard.store.write import apply

STATE = Path("aifactory") / "wizard"
ON_WINDOWS = os.name == "nt"
needs_links = pytest.mark.skipif(ON_WINDOWS, reason="links need a privilege there")


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its content, hidden ones included."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / STATE).mkdir(parents=True)
    (tmp_path / ".env").write_bytes(b"A=1\r\n# mine")
    (tmp_path / STATE / "factory.yaml").write_bytes(b"version: 1\n")
    return tmp_path


def test_new_and_changed_files_and_what_was_before(root: Path) -> None:
    written = apply(plan_write(root, {".env": b"A=2\n", "aifactory/wizard/generated/001/x": b"x"}))
    assert written.paths == (".env", "aifactory/wizard/generated/001/x")
    assert (root / ".env").read_bytes() == b"A=2\n"
    assert (root / STATE / "generated/001/x").read_bytes() == b"x"
    assert written.backup == root / STATE / ".backup"
    assert (root / STATE / ".backup" / ".env").read_bytes() == b"A=1\r\n# mine"


def test_only_one_generation_is_kept(root: Path) -> None:
    apply(plan_write(root, {".env": b"2"}))
    apply(plan_write(root, {".env": b"3"}))
    assert (root / STATE / ".backup" / ".env").read_bytes() == b"2"


def test_backups_and_locks_stay_out_of_git(root: Path) -> None:
    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", root, *arguments], capture_output=True, text=True, check=True
        ).stdout

    git("init", "-q")
    apply(plan_write(root, {".env": b"A=2\n"}))
    assert (root / STATE / ".backup" / ".env").is_file()
    assert git("status", "--porcelain", "-uall").split() == [
        "??", ".env", "??", "aifactory/wizard/factory.yaml",
    ]  # fmt: skip


def test_nothing_else_is_left_behind(root: Path) -> None:
    apply(plan_write(root, {"new": b"n"}))
    assert set(tree(root)) == {".env", "new", "aifactory/wizard/factory.yaml"}


def test_below_a_root_without_a_workspace_no_folder_of_ours_stays(tmp_path: Path) -> None:
    apply(plan_write(tmp_path, {"out/a.env": b"a", "out/b/c.env": b"c"}))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.env", "b", "c.env", "out"]


def test_equal_bytes_are_not_written(root: Path) -> None:
    before = (root / ".env").stat()
    assert apply(plan_write(root, {".env": b"A=1\r\n# mine"})).paths == ()
    after = (root / ".env").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_file_that_has_to_go(root: Path) -> None:
    apply(plan_write(root, {".env": None}))
    assert not (root / ".env").exists()
    assert (root / STATE / ".backup" / ".env").read_bytes() == b"A=1\r\n# mine"


@pytest.mark.parametrize("now", [b"theirs", None], ids=["edited", "deleted"])
def test_a_file_that_changed_meanwhile_stops_everything(root: Path, now: bytes | None) -> None:
    plan = plan_write(root, {"a": b"a", ".env": b"mine"})
    if now is None:
        (root / ".env").unlink()
    else:
        (root / ".env").write_bytes(now)
    before = tree(root)
    with pytest.raises(ChangedOnDisk, match=r"\.env: changed on disk") as caught:
        apply(plan)
    assert caught.value.paths == (root / ".env",)
    assert tree(root) == before


def test_a_file_that_appeared_meanwhile_stops_everything(root: Path) -> None:
    plan = plan_write(root, {"new": b"mine"})
    (root / "new").write_bytes(b"theirs")
    with pytest.raises(ChangedOnDisk):
        apply(plan)
    assert (root / "new").read_bytes() == b"theirs"


def test_of_several_changed_files_the_first_is_named_and_the_others_counted(root: Path) -> None:
    plan = plan_write(root, {".env": b"new", "b": b"new", "c": b"new"})
    for name in (".env", "b"):
        (root / name).write_bytes(b"theirs")
    with pytest.raises(ChangedOnDisk) as caught:
        apply(plan)
    assert caught.value.paths == (root / ".env", root / "b")
    assert str(caught.value) == (
        f"{root / '.env'}: changed on disk since it was read (and 1 more); "
        "read it again and repeat what you did; nothing was written"
    )
    plan = plan_write(root, {".env": b"new"})
    (root / ".env").write_bytes(b"theirs again")
    with pytest.raises(ChangedOnDisk, match="since it was read; read it again"):
        apply(plan)


def test_a_change_is_noticed_though_nothing_is_to_be_written(root: Path) -> None:
    plan = plan_write(root, {".env": b"A=1\r\n# mine"})
    (root / ".env").write_bytes(b"theirs")
    with pytest.raises(ChangedOnDisk):
        apply(plan)


def test_a_read_only_file_is_respected(root: Path) -> None:
    (root / ".env").chmod(0o444)
    before = tree(root)
    with pytest.raises(StoreError, match=r"\.env: is read-only; make it writable"):
        apply(plan_write(root, {"a": b"a", ".env": b"mine"}))
    assert tree(root) == before


@pytest.mark.skipif(ON_WINDOWS, reason="modes of that kind are not known there")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_stays(root: Path, mode: int) -> None:
    (root / ".env").chmod(mode)
    apply(plan_write(root, {".env": b"mine"}))
    assert stat.S_IMODE((root / ".env").stat().st_mode) == mode
    assert stat.S_IMODE((root / STATE / ".backup" / ".env").stat().st_mode) == mode


@pytest.mark.skipif(ON_WINDOWS, reason="modes of that kind are not known there")
def test_a_new_script_can_be_run_and_a_new_text_cannot(root: Path) -> None:
    apply(plan_write(root, {"run.sh": b"#!/bin/sh\n", "a.env": b"A=1\n"}))
    assert (root / "run.sh").stat().st_mode & stat.S_IXUSR
    assert not (root / "a.env").stat().st_mode & stat.S_IXUSR


@needs_links
def test_a_link_stays_a_link(root: Path) -> None:
    real = root / "shared" / "real.env"
    real.parent.mkdir()
    real.write_bytes(b"old")
    (root / ".env").unlink()
    (root / ".env").symlink_to(Path("shared") / "real.env")
    apply(plan_write(root, {".env": b"new"}))
    assert (root / ".env").is_symlink()
    assert real.read_bytes() == b"new"


@needs_links
@pytest.mark.parametrize("place", ["", ".backup", ".backup/kept"])
def test_nothing_is_kept_behind_a_link_out_of_the_root(tmp_path: Path, place: str) -> None:
    repository, elsewhere = tmp_path / "repository", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (repository / "kept").mkdir(parents=True)
    (repository / "kept" / "file").write_bytes(b"old")
    link = repository / STATE / place
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    with pytest.raises(StoreError, match="symbolic link that leads out of"):
        apply(plan_write(repository, {"kept/file": b"new"}))
    assert tree(repository / "kept") == {"file": b"old"}
    assert list(elsewhere.iterdir()) == []


class Failing:
    """Stands in for one step of the disk and fails at its n-th call."""

    def __init__(self, real: object, at: int, error: BaseException) -> None:
        self.real, self.left, self.error = real, at, error

    def __call__(self, *arguments: object) -> object:
        self.left -= 1
        if self.left == 0:
            raise self.error
        return self.real(*arguments)  # type: ignore[operator]


NO_SPACE = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", ["write_temporary", "replace"])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_failure_in_the_middle_leaves_all_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str, at: int
) -> None:
    (root / "gone").write_bytes(b"g")
    plan = plan_write(
        root, {"new/x": b"x", ".env": b"m", "gone": None, "b": b"b", "aifactory/wizard/f": b"f"}
    )
    before = tree(root)
    real = getattr(wizard.store.write, step)
    monkeypatch.setattr(wizard.store.write, step, Failing(real, at, NO_SPACE))
    with pytest.raises(StoreError, match="no space left on the disk; free some space"):
        apply(plan, backup=False)
    assert tree(root) == before
    assert not (root / "new").exists()
    monkeypatch.undo()
    assert len(apply(plan).paths) == 5


def test_an_interrupt_leaves_all_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(root)
    failing = Failing(wizard.store.replace.replace, 2, KeyboardInterrupt())
    monkeypatch.setattr(wizard.store.write, "replace", failing)
    with pytest.raises(KeyboardInterrupt):
        apply(plan_write(root, {".env": b"m", "b": b"b"}), backup=False)
    assert tree(root) == before


@pytest.mark.skipif(ON_WINDOWS, reason="a folder cannot be closed that way there")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(root: Path) -> None:
    closed = root / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    before = tree(root)
    try:
        with pytest.raises(StoreError, match="no permission"):
            apply(plan_write(root, {"a": b"a", "closed/x": b"x"}))
        assert tree(root) == before
    finally:
        closed.chmod(0o755)


def test_a_full_disk_leaves_no_lock_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(root)
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", Failing(os.write, 1, NO_SPACE))
        with pytest.raises(StoreError, match=r"\.lock: no space left on the disk; free some"):
            apply(plan_write(root, {".env": b"m"}))
    assert tree(root) == before
    apply(plan_write(root, {".env": b"m"}))


def lock_of(root: Path, owner: str) -> Path:
    path = root / STATE / ".lock"
    path.write_text(owner, encoding="utf-8")
    return path


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    return process.pid


def test_a_running_writer_is_waited_for_and_then_named(root: Path) -> None:
    lock = lock_of(root, f"process {os.getpid()} on {this_machine()}\n")
    before = tree(root)
    with pytest.raises(Locked, match=rf"\.lock: another run .*process {os.getpid()}.*delete"):
        apply(plan_write(root, {"a": b"a"}), patience=0.1)
    assert tree(root) == before
    lock.unlink()
    assert apply(plan_write(root, {"a": b"a"})).paths == ("a",)


def test_the_lock_of_a_dead_process_is_taken_over(root: Path) -> None:
    lock = lock_of(root, f"process {ended_process()} on {this_machine()}\n")
    apply(plan_write(root, {"a": b"a"}), patience=0.1)
    assert not lock.exists()


@pytest.mark.parametrize("owner", ["", "garbage", "process 1 on some-other-machine"])
def test_an_old_lock_is_taken_over_and_a_fresh_one_is_not(root: Path, owner: str) -> None:
    lock = lock_of(root, owner)
    with pytest.raises(Locked):
        apply(plan_write(root, {"a": b"a"}), patience=0.1)
    os.utime(lock, (1, 1))
    apply(plan_write(root, {"a": b"a"}), patience=0.1)
    assert not lock.exists()


def test_after_a_kill_before_the_lock_had_a_name_the_next_run_goes_through(root: Path) -> None:
    lock = lock_of(root, "")
    assert apply(plan_write(root, {"a": b"a"})).paths == ("a",)
    assert not lock.exists()


def test_leftovers_of_a_killed_run_are_swept_and_those_of_others_are_not(root: Path) -> None:
    dead = root / f".env.{ended_process()}-0123abcd.aifactory-tmp"
    dead = dead.with_name("." + dead.name)
    alive = root / f"..env.{os.getpid()}-0123abcd.aifactory-tmp"
    foreign = root / ".something.aifactory-tmp"
    for path in (dead, alive, foreign):
        path.write_bytes(b"half")
    apply(plan_write(root, {".env": b"new"}))
    assert (dead.exists(), alive.exists(), foreign.exists()) == (False, True, True)


def test_leftovers_are_swept_though_nothing_is_to_be_written(root: Path) -> None:
    dead = root / f"..env.{ended_process()}-0123abcd.aifactory-tmp"
    dead.write_bytes(b"half")
    apply(plan_write(root, {".env": b"A=1\r\n# mine"}))
    assert not dead.exists()
