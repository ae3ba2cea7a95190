"""The front door: version, interruption, a reader that has gone, a narrow code page."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from wizard import __version__
from wizard.cli.main import main

RUN_WITH_BODY = """
import sys, types
application = types.ModuleType("wizard.cli.application")
def run(argv):
    {body}
    return 7
application.run = run
sys.modules["wizard.cli.application"] = application
from wizard.cli.main import main
sys.exit(main(["anything"]))
"""


def start(body: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN_WITH_BODY.format(body=body)],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([option]) == 0
    assert capsys.readouterr().out == f"aifactory-wizard {__version__}\n"


def test_arguments_of_the_process_are_the_default(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["aifactory-wizard", "--version"])
    assert main() == 0
    assert __version__ in capsys.readouterr().out


def test_the_exit_code_is_the_applications() -> None:
    process = start("print('done')")
    assert process.communicate()[0].strip() == b"done"
    assert process.returncode == 7


def test_an_interruption_is_no_traceback() -> None:
    process = start("raise KeyboardInterrupt")
    _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.strip() == b"cancelled"


def test_a_reader_that_stops_reading_is_no_traceback() -> None:
    process = start("[print('x' * 1000) for _ in range(10_000)]")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    with process.stderr as errors:
        assert errors.read() == b""
    assert process.wait() == 141


def test_a_character_outside_the_code_page_is_escaped() -> None:
    process = start(r"print('caf\u00e9 \u2714')", PYTHONIOENCODING="latin-1")
    printed, errors = process.communicate()
    assert printed.rstrip() == b"caf\xe9 \\u2714"
    assert errors == b""
