"""doctor: what is there and what is lacking, on one screen, without touching anything."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's home folder, empty; and a path on which there is git alone."""
    folder = tmp_path / "somebody"
    (folder / "bin").mkdir(parents=True)
    for name in (
        "AZURE_CONFIG_DIR",
        "GH_CONFIG_DIR",
        "XDG_CONFIG_HOME",
        "GH_TOKEN",
        "GITHUB_TOKEN",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("PATH", str(folder / "bin"))
    program(folder, "git", "echo git version 2.45.1")
    return folder


def program(home: Path, name: str, script: str) -> None:
    """Put a program on the path."""
    path = home / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def check(data: Any, name: str) -> dict[str, str]:
    (found,) = [one for one in data["checks"] if one["name"] == name]
    return dict(found)


def test_everything_needed_is_there(run: Run, workspace: Path, home: Path) -> None:
    result = run("doctor", "--json")
    assert (result.code, result.data["lacking"]) == (0, [])
    assert check(result.data, "answers")["value"].startswith("release 1.24, github")
    assert check(result.data, "writing")["state"] == "ok"
    assert {one["state"] for one in result.data["checks"]} <= {"ok", "note"}


def test_nothing_is_written_and_no_socket_opened(
    run: Run, workspace: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    before = tree(workspace), tree(home)
    assert run("doctor").code == 0
    assert (tree(workspace), tree(home)) == before


def test_tools_say_their_versions_and_what_they_are_for(
    run: Run, workspace: Path, home: Path
) -> None:
    program(
        home, "gh", 'test "$GH_NO_UPDATE_NOTIFIER" = 1 && echo "gh version 2.60.1 (2026-01-01)"'
    )
    program(home, "bicep", "echo 'Bicep CLI version 0.30.23 (abc)'")
    program(home, "bash", "exit 1")
    data = run("doctor", "--json").data
    tools = {one["name"]: one for one in data["checks"] if one["area"] == "Tools"}
    assert {name: one["value"] for name, one in tools.items()} == {
        "git": "2.45.1", "bash": "does not say its version", "gh": "2.60.1",
        "az": "not found", "bicep": "0.30.23",
    }  # fmt: skip
    assert all(one["use"] for one in tools.values())
    assert (tools["az"]["state"], tools["git"]["state"]) == ("note", "ok")
    assert "gh         2.60.1 · sign-in to GitHub" in run("doctor").out


def test_the_azure_cli_is_asked_with_a_folder_of_its_own(
    run: Run, workspace: Path, home: Path
) -> None:
    (home / ".azure").mkdir()
    (home / ".azure" / "azureProfile.json").write_text('{"subscriptions": []}')
    program(
        home, "az",
        'echo x > "${AZURE_CONFIG_DIR:-$HOME/.azure}/az.sess"\n'
        'test "$AZURE_CORE_COLLECT_TELEMETRY" = false || exit 1\n'
        "echo '{\"azure-cli\": \"2.66.0\"}'",
    )  # fmt: skip
    before = tree(home)
    assert check(run("doctor", "--json").data, "az")["value"] == "2.66.0"
    assert tree(home) == before


def test_without_git_something_is_lacking(run: Run, workspace: Path, home: Path) -> None:
    (home / "bin" / "git").unlink()
    result = run("doctor")
    assert result.code == 4
    assert "LACKS git        not found: install git" in result.out
    assert "Lacking: git" in result.out


def test_answers_that_cannot_be_read_are_lacking(run: Run, workspace: Path, home: Path) -> None:
    (workspace / "aifactory/wizard/factory.yaml").write_text("factory: [\n")
    result = run("doctor", "--json")
    assert (result.code, result.data["lacking"]) == (4, ["answers"])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_lacking(run: Run, workspace: Path, home: Path) -> None:
    folder = workspace / "aifactory/wizard"
    folder.chmod(0o555)
    try:
        assert run("doctor", "--json").data["lacking"] == ["writing"]
    finally:
        folder.chmod(0o755)


def test_sign_ins_are_told_without_their_tokens(
    run: Run, workspace: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".azure").mkdir()
    subscription = {
        "id": "11111111-2222-4333-8444-555555555510", "name": "contoso-dev", "isDefault": True,
        "tenantId": "11111111-2222-4333-8444-555555555501", "environmentName": "AzureCloud",
        "state": "Enabled", "user": {"name": "ada@contoso.example", "type": "user"},
    }  # fmt: skip
    (home / ".azure" / "azureProfile.json").write_text(
        "\ufeff" + json.dumps({"subscriptions": [subscription]}), "utf-8"
    )
    (home / ".config" / "gh").mkdir(parents=True)
    (home / ".config/gh/hosts.yml").write_text(
        "github.com:\n    user: ada\n    oauth_token: gho_secretsecret\n"
    )
    result = run("doctor", "--json")
    azure = check(result.data, "Azure")
    assert azure["value"] == "ada@contoso.example in AzureCloud, 1 subscription"
    assert check(result.data, "GitHub")["value"] == "ada on github.com"
    monkeypatch.setenv("GH_TOKEN", "gho_secretsecret")
    assert check(run("doctor", "--json").data, "GitHub")["value"] == "a token in GH_TOKEN"
    assert "gho_" not in result.out + run("doctor").out


@pytest.mark.parametrize("text", ["- a", "[", "a: [\x00", "github.com: 3\n", ""])
def test_a_damaged_file_of_gh_is_no_failure(
    run: Run, workspace: Path, home: Path, text: str
) -> None:
    (home / ".config" / "gh").mkdir(parents=True)
    (home / ".config/gh/hosts.yml").write_text(text)
    assert run("doctor").code == 0


def test_the_submodule_of_another_release_is_told(run: Run, workspace: Path, home: Path) -> None:
    module = workspace / "azure-enterprise-scale-ml"
    (module / ".git").mkdir(parents=True)
    (module / "README.md").write_text("x")
    (module / ".git" / "HEAD").write_text("ref: refs/heads/release/v1.23\n")
    found = check(run("doctor", "--json").data, "submodule")
    assert found["state"] == "note"
    assert found["value"] == "release 1.23, the answers for 1.24"
    (module / ".git" / "HEAD").write_text("ref: refs/heads/release/v1.24\n")
    assert check(run("doctor", "--json").data, "submodule")["state"] == "ok"


def test_an_empty_folder(run: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("doctor", tmp_path / "empty", "--json")
    assert result.code == 0
    assert check(result.data, "answers")["value"] == "none yet"
    assert run("doctor", tmp_path / "nowhere").code == 2


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"NO_COLOR": "1", "TERM": "xterm-256color"}, "no colour (NO_COLOR)"),
        ({"COLORTERM": "truecolor", "TERM": "tmux-256color", "TMUX": "x"}, "16 million colours"),
        ({"TERM": "tmux-256color", "TMUX": "x"}, "256 colours, TERM tmux-256color, in tmux"),
        ({"TERM": "dumb"}, "no colour, TERM dumb"),
    ],
)
def test_the_terminal_is_described(
    run: Run, workspace: Path, home: Path, monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str], words: str,
) -> None:  # fmt: skip
    for name in ("NO_COLOR", "COLORTERM", "TERM", "TMUX", "STY", "WT_SESSION", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert words in check(run("doctor", "--json").data, "text")["value"]


def test_it_fits_on_a_screen_of_80_by_24(workspace: Path, home: Path, compiled: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environ = os.environ | {"PYTHONPATH": str(CHECKOUT), "TERM": "xterm-256color"}
    done = subprocess.Popen(
        [sys.executable, "-m", "wizard", "doctor"], cwd=workspace, env=environ,
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert done.wait(30) == 0
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode("utf-8")).splitlines()
    assert "80x24" in shown.decode()
    assert 15 < len(lines) <= 23
    assert max(len(line) for line in lines) <= 80


def test_nothing_is_cut_where_no_screen_has_to_hold_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert "…" not in run("doctor", str(tmp_path)).out
