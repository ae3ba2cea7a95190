"""What a process has imported: the only proof that a deferred import is deferred."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "wizard"

# What faces a user or another system; every other room is core and stays light.
OUTER_ROOMS = {"azure", "azure_devops", "cli", "github", "prompts", "tui"}
LOWEST_ROOMS = {"formats", "resources", "web"}
FACES = {"click", "prompt_toolkit", "questionary", "rich", "textual"}
HEAVY = FACES | {"azure", "jinja2", "msal", "pydantic", "requests"}
SLOW_TO_START = HEAVY | {
    "asyncio",
    "importlib.metadata",
    "importlib.resources",
    "logging",
    "typing_extensions",
    "yaml",
}

RUN_MAIN = """
import json, os, sys
from wizard.cli.main import main
sys.stdout = open(os.devnull, "w")
try:
    main({arguments!r})
except SystemExit:
    pass
sys.__stdout__.write(json.dumps(sorted(sys.modules)))
"""

IMPORT_ALL = """
import importlib, json, sys
for name in {modules!r}:
    importlib.import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def modules_after(code: str) -> set[str]:
    finished = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return set(json.loads(finished.stdout))


def modules_of(room: str) -> list[str]:
    """Dotted names of every module of a room, which is a folder or a single file."""
    root = PACKAGE / room
    files = sorted(root.rglob("*.py")) if root.is_dir() else [root.with_suffix(".py")]
    names = (".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts) for file in files)
    return [name.removesuffix(".__init__") for name in names]


def core_rooms() -> list[str]:
    """Every folder and file of the package but the outer rooms."""
    names = {entry.stem for entry in PACKAGE.iterdir() if entry.suffix in ("", ".py")}
    return sorted(name for name in names - OUTER_ROOMS if not name.startswith("_"))


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]], ids=" ".join)
def test_the_short_answers_import_little(arguments: list[str]) -> None:
    assert not SLOW_TO_START & modules_after(RUN_MAIN.format(arguments=arguments))


def test_the_root_imports_no_room() -> None:
    imported = modules_after(IMPORT_ALL.format(modules=["wizard"]))
    assert {name for name in imported if name.startswith("wizard")} == {"wizard"}


@pytest.mark.parametrize("room", core_rooms())
def test_a_core_room_needs_no_face_and_nothing_heavy(room: str) -> None:
    assert not HEAVY & modules_after(IMPORT_ALL.format(modules=modules_of(room)))


@pytest.mark.parametrize("room", sorted(LOWEST_ROOMS & set(core_rooms())))
def test_the_lowest_rooms_know_nothing_of_the_ai_factory(room: str) -> None:
    own = modules_of(room)
    imported = modules_after(IMPORT_ALL.format(modules=own))
    assert {name for name in imported if name.startswith("wizard.")} == set(own)


def test_no_verb_imports_the_screen_or_the_questions() -> None:
    assert not HEAVY & modules_after(IMPORT_ALL.format(modules=modules_of("cli")))
