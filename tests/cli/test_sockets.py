"""No verb opens a socket unless it was asked to go somewhere. Each runs in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.azure.cli_folders import ID, account, make_folder, picture
from wizard.cli.table import VERBS

ROOT = Path(__file__).resolve().parents[2]

WATCH = """
import os, sys
def watch(event, arguments):
    if not event.startswith("socket."):
        return
    if event == "socket.__new__" and arguments[1] == 1:
        return  # a pipe between threads, of the kind that never leaves the machine
    place = os.open(os.environ["SOCKETS_SEEN"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(place, f"{event} {arguments[1:]}\\n".encode())
    os.close(place)
sys.addaudithook(watch)
"""
"""Runs in every Python process below the test, before anything else."""

OFFLINE: dict[str, tuple[str, ...]] = {
    "new": ("new",),
    "generate": ("generate --bicep",),
    "check": ("check", "check --format sarif", "check answers.yaml .env"),
    "import": ("import answers.yaml --dry-run", "import .env --dry-run"),
    "convert": ("convert .env --to azure-devops",),
    "upgrade": ("upgrade --list", "upgrade --to 1.25 --dry-run"),
    "compare": ("compare vendor",),
    "diff": ("diff",),
    "set": ("set tags.cost_center=4711",),
    "unset": ("unset tags.cost_center",),
    "enable": ("enable redis",),
    "disable": ("disable redis",),
    "project new": ("project new 002 --from 001",),
    "project remove": ("project new 002", "project remove 002"),
    "project list": ("project list",),
    "project show": ("project show 001",),
    "scale-set new": ("scale-set new 002",),
    "scale-set list": ("scale-set list",),
    "scale-set show": ("scale-set show 001",),
    "network": ("network", "network --environment dev --svg"),
    "names": ("names",),
    "report": ("report --names-from-sign-in", "report --html"),
    "trace": ("trace tenant_id",),
    "explain": ("explain SGN101",),
    "list": ("list",),
    "schema": ("schema",),
    "doctor": ("doctor",),
    "completion": ("completion bash",),
}
"""Verbs that stay on this machine, with calls that make them do their work."""

ASKED_TO_GO_OUT = {
    "preflight": "looks in Azure: calling it is the permission",
    "push github": "brings values to GitHub",
    "push azure-devops": "brings values to Azure DevOps",
    "serve": "listens on this machine for a browser",
}

GIT = ("-c", "user.name=ada", "-c", "user.email=ada@contoso.example")


@pytest.fixture
def at(workspace: Path, example: Path, tmp_path: Path) -> Path:
    """A repository with answers, a variable file, a vendor's checkout and a commit."""
    (workspace / "answers.yaml").write_bytes(example.read_bytes())
    (workspace / ".env").write_text("TENANT_ID='" + ID + "01'\n", encoding="utf-8")
    template = workspace / "vendor/environment_setup/aifactory/bicep/copy_to_local_settings"
    (template / "github-actions").mkdir(parents=True)
    (template / "github-actions" / ".env.template").write_text("TENANT_ID=<todo>\n", "utf-8")
    (workspace / ".git").rmdir()
    for command in (["init", "-q"], ["add", "."], [*GIT, "commit", "-q", "-m", "answers"]):
        subprocess.run(["git", *command], cwd=workspace, check=True)
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    make_folder(tmp_path / "azure", account(ID + "10", "Dev", isDefault=True))
    return workspace


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment in which sockets are noted, and in which somebody is signed in."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "watch"), str(ROOT)]),
        "SOCKETS_SEEN": str(tmp_path / "seen"),
        "AZURE_CONFIG_DIR": str(tmp_path / "azure"),
        "HOME": str(tmp_path / "home"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "TERM": "xterm-256color",
    }


def seen(tmp_path: Path) -> str:
    noted = tmp_path / "seen"
    return noted.read_text(encoding="utf-8") if noted.exists() else ""


def test_a_new_verb_says_whether_it_goes_out() -> None:
    unclassified = {verb.name for verb in VERBS} - OFFLINE.keys() - ASKED_TO_GO_OUT.keys()
    assert unclassified == set(), "give it calls in OFFLINE, or a reason in ASKED_TO_GO_OUT"
    assert not OFFLINE.keys() & ASKED_TO_GO_OUT.keys()


@pytest.mark.parametrize("name", [verb.name for verb in VERBS if verb.name in OFFLINE])
def test_a_verb_opens_no_socket(
    name: str, at: Path, environ: dict[str, str], tmp_path: Path
) -> None:
    folder = picture(tmp_path / "azure")
    for call in OFFLINE[name]:
        finished = subprocess.run(
            [sys.executable, "-m", "wizard", *call.split()],
            cwd=at, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        expected = (4,) if name == "new" else (0, 1, 3, 4) if name == "doctor" else (0, 1, 3)
        assert finished.returncode in expected, finished.stderr
        assert "Traceback" not in finished.stderr
    assert seen(tmp_path) == ""
    assert picture(tmp_path / "azure") == folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("plain", [False, True], ids=["full-screen", "line by line"])
def test_neither_wizard_opens_a_socket(
    plain: bool, at: Path, environ: dict[str, str], tmp_path: Path
) -> None:
    from tests.prompts.terminal import Terminal

    arguments = [sys.executable, "-m", "wizard", "new", *(["--plain"] if plain else []), str(at)]
    terminal = Terminal(arguments, {**environ, "LC_ALL": "C.UTF-8"})
    try:
        terminal.wait_for("Signed in with the Azure CLI")
        if plain:
            assert terminal.interrupt() == 130
        else:
            terminal.type("\x1b")
            time.sleep(0.5)
            terminal.type("\x11")
            assert terminal.finish() == 0
    finally:
        terminal.close()
    assert seen(tmp_path) == ""


def test_a_socket_would_be_noted(at: Path, environ: dict[str, str], tmp_path: Path) -> None:
    code = "import socket; socket.socket(); socket.getaddrinfo('127.0.0.1', 9)"
    subprocess.run([sys.executable, "-c", code], env=environ, check=True)
    noted = seen(tmp_path)
    assert "socket.__new__" in noted and "socket.getaddrinfo" in noted
