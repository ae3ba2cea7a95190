"""The hook for pre-commit: which files wake it, and what it says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.guard.conftest import CHECKOUT, FACTORY, environ, plant

HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (CHECKOUT / ".pre-commit-hooks.yaml").read_text("utf-8")
)
(HOOK,) = HOOKS


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the hook's entry as pre-commit does: at the root, without file names, with args."""
    program, *words = shlex.split(HOOK["entry"])
    assert program == "aifactory-wizard"
    assert HOOK["pass_filenames"] is False
    return subprocess.run(
        [sys.executable, "-m", "wizard", *words, *arguments],
        cwd=folder, env=environ(PRE_COMMIT="1"), capture_output=True, encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_good_answers_may_be_committed(repository: Path) -> None:
    assert run(repository).returncode == 0


def test_planted_errors_may_not(repository: Path) -> None:
    line = plant(repository)
    done = run(repository)
    assert done.returncode == 1
    assert f"error IDN101 {FACTORY}:{line}" in done.stdout


def test_a_factory_below_the_root_is_named_as_an_argument(repository: Path) -> None:
    (repository / "platform").mkdir()
    (repository / "aifactory").rename(repository / "platform" / "aifactory")
    plant(repository / "platform")
    assert run(repository, "platform").returncode == 1


@pytest.mark.parametrize(
    ("path", "wakes"),
    [
        (".env", True),
        ("aifactory/wizard/factory.yaml", True),
        ("aifactory/wizard/projects/017.yaml", True),
        ("aifactory/esml-infra/azure-devops/bicep/yaml/variables/variables.yaml", True),
        ("aifactory/variables.json", True),
        ("platform/aifactory/wizard/factory.yaml", True),
        ("aifactory/wizard/generated/001/report.md", False),
        ("aifactory/wizard/projects/README.md", False),
        (".env.template", False),
        ("src/variables.yaml", False),
    ],
)
def test_what_wakes_it(path: str, wakes: bool) -> None:
    assert bool(re.search(HOOK["files"], path)) is wakes


def test_the_example_names_a_hook_that_there_is() -> None:
    path = CHECKOUT / "output_templates/examples/guarding/pre-commit-config.yaml"
    config = yaml.safe_load(path.read_text("utf-8"))
    named = {hook["id"] for repo in config["repos"] for hook in repo["hooks"]}
    assert named == {hook["id"] for hook in HOOKS}
