"""What a reader finds after the writer was killed at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wizard.store.lock import this_machine
from wizard.store.plan import plan_write
from wizard.store.write import apply

NAMES = [".env", "aifactory/wizard/factory.yaml", *(f"out/{number}.txt" for number in range(12))]
SIZE = 40_000
ROUNDS = 25

WRITER = """
import itertools, sys
from pathlib import Path
from wizard.store.plan import plan_write
from wizard.store.write import apply
root, names, size = Path(sys.argv[1]), sys.argv[3:], int(sys.argv[2])
print("ready", flush=True)
for round in itertools.count():
    letter = b"abcdefgh"[round % 8 : round % 8 + 1]
    apply(plan_write(root, {name: letter * size for name in names}))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal there")
def test_killed_at_any_moment_every_file_is_whole(tmp_path: Path) -> None:
    chance = random.Random(7)
    (tmp_path / "aifactory" / "wizard").mkdir(parents=True)
    seen_leftovers = 0
    for _ in range(ROUNDS):
        _write_and_kill(tmp_path, chance.uniform(0.0, 0.06))
        seen_leftovers += len(list(tmp_path.rglob("*.aifactory-tmp")))
        for name in NAMES:
            path = tmp_path / name
            content = path.read_bytes() if path.exists() else b"a" * SIZE
            assert content == content[:1] * SIZE, name
    apply(plan_write(tmp_path, {name: b"end" for name in NAMES}))
    assert {(tmp_path / name).read_bytes() for name in NAMES} == {b"end"}
    assert list(tmp_path.rglob("*.aifactory-tmp")) == []
    assert list(tmp_path.rglob(".lock*")) == []
    assert seen_leftovers, "no kill fell into the writing of a file: the test showed nothing"


def _write_and_kill(root: Path, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root), str(SIZE), *NAMES],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout is not None
    with process.stdout:
        process.stdout.readline()
        time.sleep(after)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()


TAKER = """
import os, signal, sys
from pathlib import Path
from wizard.store.plan import plan_write
from wizard.store.write import apply
moved = False
def at_event(name, values):
    global moved
    if moved:
        moved = False
        os.kill(os.getpid(), signal.SIGKILL)
    moved = name == "os.rename" and str(values[0]).endswith(".lock")
sys.addaudithook(at_event)
apply(plan_write(Path(sys.argv[1]), {".env": b"killed"}))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal there")
def test_killed_while_taking_over_a_lock_nothing_stays_behind(tmp_path: Path) -> None:
    state = tmp_path / "aifactory" / "wizard"
    state.mkdir(parents=True)
    (state / ".lock").write_text(f"process 2147483646 on {this_machine()}\n")
    root = Path(__file__).resolve().parents[2]
    killed = subprocess.run([sys.executable, "-c", TAKER, str(tmp_path)], cwd=root, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(list(state.iterdir())) == 1, "the kill fell elsewhere: the test showed nothing"
    assert not (tmp_path / ".env").exists()
    apply(plan_write(tmp_path, {".env": b"end"}), patience=0.5)
    assert (tmp_path / ".env").read_bytes() == b"end"
    assert [path.name for path in state.iterdir() if path.is_file()] in ([], [".gitignore"])


def test_two_writers_at_once_do_not_mix(tmp_path: Path) -> None:
    (tmp_path / "aifactory" / "wizard").mkdir(parents=True)
    contender = """
import sys
from pathlib import Path
from wizard.store.errors import ChangedOnDisk
from wizard.store.plan import plan_write
from wizard.store.write import apply
root, letter, names = Path(sys.argv[1]), sys.argv[2].encode(), sys.argv[3:]
done = 0
while done < 10:
    try:
        apply(plan_write(root, {name: letter * (100 + done) for name in names}), patience=20)
        done += 1
    except ChangedOnDisk:
        pass
"""
    names = NAMES[:4]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", contender, str(tmp_path), letter, *names],
            cwd=Path(__file__).resolve().parents[2],
        )
        for letter in "ab"
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    contents = {(tmp_path / name).read_bytes() for name in names}
    assert len(contents) == 1
