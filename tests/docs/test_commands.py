"""Each command that the documentation shows runs, ends and prints as it says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.commands import agrees, commands

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "pages"
EXAMPLES = ROOT / "output_templates" / "examples"
WITH_COMMANDS = sorted(
    page.relative_to(PAGES).as_posix() for page in PAGES.rglob("*.md") if commands(page)
)
END = "---- end of a command ----"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the pages speak to bash")


def test_the_tutorial_and_the_how_tos_show_commands() -> None:
    assert "tutorial.md" in WITH_COMMANDS
    assert len(WITH_COMMANDS) > 10


def _environment(scratch: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(scratch),
        "XDG_STATE_HOME": str(scratch / "state"),
        "XDG_CONFIG_HOME": str(scratch / "config"),
        "AZURE_CONFIG_DIR": str(scratch / "azure"),
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_every_command_of(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    shutil.copytree(EXAMPLES, folder)
    wanted = commands(PAGES / name)
    script = "".join(f"{command.line} 2>&1\necho '{END}' $?\n" for command in wanted)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=_environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    rest = done.stdout
    for command in wanted:
        printed, _, rest = rest.partition(END)
        code, _, rest = rest.partition("\n")
        assert int(code) == command.exit_code, f"$ {command.line}\n{printed}"
        assert "Traceback" not in printed
        assert agrees(command.shown, printed), f"$ {command.line}\n{printed}"
