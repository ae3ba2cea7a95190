"""Ctrl+C in the middle: what is said, the exit code, and the way on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.github.fake_github import FakeGithub
from tests.web.loopback import Asked


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupted_push_says_what_is_done_and_goes_on_later(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    def slow(asked: Asked, number: int) -> None:
        time.sleep(0.02)

    github.trouble = slow
    process = subprocess.Popen(
        [sys.executable, "-m", "wizard", "push", "github"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )  # fmt: skip
    until = time.monotonic() + 30
    while len(github.writes()) < 20 and time.monotonic() < until:
        time.sleep(0.02)
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
