"""The manual page says what the verbs' own help says, and man can show it."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

from wizard.cli.table import VERBS


def _made(checkout: Path) -> str:
    spec = importlib.util.spec_from_file_location("manual", checkout / "docs" / "man.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.page())


def test_the_committed_page_is_up_to_date(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("argparse_manpage")
    monkeypatch.setenv("COLUMNS", "80")
    committed = (checkout / "docs" / "aifactory-wizard.1").read_bytes()
    assert committed == _made(checkout).encode(), "run: make man"


@pytest.mark.skipif(shutil.which("man") is None, reason="no man on this machine")
def test_man_shows_every_verb_without_a_complaint(checkout: Path) -> None:
    shown = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", str(checkout / "docs" / "aifactory-wizard.1")],
        capture_output=True, text=True, env={"MANWIDTH": "80", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert shown.returncode == 0
    assert shown.stderr == ""
    words = " ".join(shown.stdout.split())
    for verb in VERBS:
        assert f"aifactory-wizard {verb.name}" in words
