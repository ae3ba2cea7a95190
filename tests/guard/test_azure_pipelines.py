"""The steps for Azure Pipelines: the check's script, run by bash in a scratch repository."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.git import commit
from tests.guard.conftest import CHECKOUT, FACTORY, PROJECT, environ, plant

BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(
    BASH is None or sys.platform == "win32", reason="the agents' bash is not here"
)
TEMPLATE: dict[str, Any] = yaml.safe_load(
    (CHECKOUT / "azure-pipelines/check.yml").read_text("utf-8")
)
DEFAULTS = {entry["name"]: entry["default"] for entry in TEMPLATE["parameters"]}
(CHECK,) = [step for step in TEMPLATE["steps"] if step.get("displayName") == "Check"]


def run(folder: Path, **parameters: str) -> subprocess.CompletedProcess[str]:
    """Run the check's script with parameters, and with a program of the wizard's name."""
    programs = folder.parent / "bin"
    programs.mkdir(exist_ok=True)
    program = programs / "aifactory-wizard"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m wizard "$@"\n')
    program.chmod(0o755)
    comment = str(folder.parent / "comment.md")
    given = DEFAULTS | {"path": str(folder), "commentFile": comment} | parameters
    variables = {
        name: given[re.sub(r"\W|parameters", "", text)]
        for name, text in CHECK["env"].items()
        if "parameters." in text
    }
    around = environ(**variables)
    around["PATH"] = f"{programs}:{around['PATH']}"
    return subprocess.run(
        [str(BASH), "--noprofile", "--norc", "-c", CHECK["bash"]],
        env=around, capture_output=True, encoding="utf-8", cwd=folder.parent,
    )  # fmt: skip


def test_planted_errors_are_issues_of_the_log(repository: Path) -> None:
    line = plant(repository)
    done = run(repository)
    assert done.returncode == 1
    issues = [text for text in done.stdout.splitlines() if text.startswith("##vso")]
    wanted = f"##vso[task.logissue type=error;sourcepath={FACTORY};linenumber={line};code=IDN101;]"
    assert any(text.startswith(wanted) for text in issues)


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_what_fails_the_job(repository: Path, fail_on: str, code: int) -> None:
    path = repository / PROJECT
    path.write_text(path.read_text("utf-8").replace("ai_search: true", "ai_search: false"), "utf-8")
    assert run(repository, failOn=fail_on).returncode == code


def test_good_answers_pass_with_notes_alone(repository: Path) -> None:
    done = run(repository, failOn="warning")
    assert "note " in done.stdout
    assert ("type=warning" in done.stdout, done.returncode) in ((False, 0), (True, 1))


def test_sarif_and_comment_are_written(repository: Path, tmp_path: Path) -> None:
    base = commit(repository, "base")
    plant(repository)
    commit(repository, "spoilt")
    done = run(repository, sarifFile=str(tmp_path / "a b.sarif"), compareWith=base)
    assert done.returncode == 1
    assert json.loads((tmp_path / "a b.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert "##vso[task.uploadsummary]" in done.stdout
    assert (
        (tmp_path / "comment.md").read_text("utf-8").startswith("<!-- aifactory-wizard: diff -->")
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("compareWith", "nowhere"), ("path", "/nowhere"), ("release", "$(touch x)")],
)
def test_parameters_that_make_no_sense_fail(repository: Path, name: str, value: str) -> None:
    done = run(repository, failOn="never", **{name: value})
    assert done.returncode == 2
    assert not (repository / "x").exists()
    assert not (repository.parent / "x").exists()


def test_no_parameter_is_text_of_a_command() -> None:
    scripts = [step["bash"] for step in TEMPLATE["steps"] if "bash" in step]
    assert len(scripts) == 2
    assert all(step["env"]["PYTHONSAFEPATH"] == "1" for step in TEMPLATE["steps"] if "bash" in step)
    assert not any("${{" in script or "$(" in script.replace("$(aif", "") for script in scripts)


def test_the_example_gives_parameters_that_there_are() -> None:
    path = CHECKOUT / "output_templates/examples/guarding/azure-pipelines.yml"
    (step,) = [s for s in yaml.safe_load(path.read_text("utf-8"))["steps"] if "template" in s]
    assert set(step["parameters"]) <= set(DEFAULTS)
    assert (CHECKOUT / step["template"].partition("@")[0]).is_file()
