"""Ctrl+C in the middle: what is said, the exit code, and the way on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.github.fake_github import FakeGithub
from tests.web.loopback import Answer, Asked

ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def started(*options: str) -> subprocess.Popen[str]:
    """The program as a process of its own, which a signal can reach.

    A shell's background job ignores the signal, and would hand that on to the program.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "wizard", "push", "github", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )  # fmt: skip


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    assert condition()


@ON_POSIX
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_long_wait_is_left_at_once(
    run: Run, workspace: Path, github: FakeGithub, method: str
) -> None:
    github.trouble = lambda asked, number: (
        Answer(429, None, {"Retry-After": "600"}) if asked.method == method else None
    )
    process = started("--json")
    wait_for(lambda: any(asked.method == method for asked in github.calls))
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    before = time.monotonic()
    out, told = process.communicate(timeout=30)
    assert time.monotonic() - before < 10
    assert process.returncode == 130
    assert "Traceback" not in told
    assert github.repository.variables == {}
    if method == "POST":
        assert json.loads(out)["interrupted"] is True


@ON_POSIX
def test_an_interrupted_push_says_what_is_done_and_goes_on_later(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    def slow(asked: Asked, number: int) -> None:
        time.sleep(0.02)

    github.trouble = slow
    process = started()
    wait_for(lambda: len(github.writes()) >= 20)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "steps done; run the same again for the rest" in told
    assert "Traceback" not in told
    assert "PROJECT_NUMBER" not in github.repository.variables
    there = len(github.repository.variables)
    assert 0 < there < 170
    github.trouble = None
    github.calls.clear()
    assert run("push", "github").code == 0
    assert "PROJECT_NUMBER" in github.repository.variables
    made = [asked for asked in github.writes() if asked.path.endswith("/actions/variables")]
    assert len(made) == len(github.repository.variables) - there
