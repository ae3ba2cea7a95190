"""The composite action: its script in a scratch repository, and how inputs reach it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.git import commit, git
from tests.guard.conftest import CHECKOUT, FACTORY, PROJECT, environ, plant

SCRIPT = CHECKOUT / "github-action" / "check.py"
ACTION: dict[str, Any] = yaml.safe_load((CHECKOUT / "action.yml").read_text("utf-8"))


@dataclass(frozen=True)
class Job:
    """What a run of the script left behind."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def run(workspace: Path, **inputs: str) -> Job:
    """Run the script as the action's last step does, with the inputs' defaults."""
    given = {name: value["default"] for name, value in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    (check,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    names = {
        variable: re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", text)
        for variable, text in check["env"].items()
        if variable.startswith("CHECK_")
    }
    beside = workspace.parent / "runner"
    beside.mkdir(exist_ok=True)
    for name in ("output", "summary"):
        (beside / name).write_text("")
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        cwd=workspace, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=environ(
            GITHUB_WORKSPACE=str(workspace), RUNNER_TEMP=str(beside), CI="true",
            GITHUB_OUTPUT=str(beside / "output"), GITHUB_STEP_SUMMARY=str(beside / "summary"),
            **{variable: given[match[1]] for variable, match in names.items() if match},
        ),
    )  # fmt: skip
    lines = (beside / "output").read_text("utf-8").splitlines()
    outputs = dict(line.split("=", 1) for line in lines)
    return Job(done.returncode, done.stdout, outputs, (beside / "summary").read_text("utf-8"))


def test_good_answers_pass(repository: Path) -> None:
    job = run(repository)
    assert job.code == 0
    assert job.outputs["errors"] == "0"
    assert "::error" not in job.log


def test_planted_errors_are_annotated_at_file_and_line(repository: Path) -> None:
    line = plant(repository)
    job = run(repository)
    assert job.code == 1
    (annotation,) = [text for text in job.log.splitlines() if "title=IDN101" in text]
    assert annotation.startswith(f"::error file={FACTORY},line={line},title=IDN101::")
    assert "%250A::warning::x, nope" in annotation
    assert not any(text.startswith("::warning::") for text in job.log.splitlines())
    assert int(job.outputs["errors"]) >= 1


def test_a_factory_below_the_root_is_named_from_the_root(repository: Path) -> None:
    inner = repository / "platform, one"
    inner.mkdir()
    git(repository, "mv", "aifactory", str(inner))
    line = plant(inner)
    job = run(repository, path="platform, one", sarif_file="found.sarif")
    assert f"::error file=platform%2C one/{FACTORY},line={line}," in job.log
    uris = [location(result)["artifactLocation"]["uri"] for result in results(repository)]
    assert f"platform%2C%20one/{FACTORY}" in uris


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_what_fails_the_job(repository: Path, fail_on: str, code: int) -> None:
    path = repository / PROJECT
    text = path.read_text("utf-8").replace("ai_search: true", "ai_search: false")
    path.write_text(text, "utf-8")
    job = run(repository, fail_on=fail_on)
    assert (job.outputs["errors"], job.outputs["warnings"] > "0") == ("0", True)
    assert job.code == code


def test_errors_are_let_pass_only_by_never(repository: Path) -> None:
    plant(repository)
    codes = {name: run(repository, fail_on=name).code for name in ("error", "note", "never")}
    assert codes == {"error": 1, "note": 1, "never": 0}


def results(repository: Path) -> list[dict[str, Any]]:
    log = json.loads((repository / "found.sarif").read_text("utf-8"))
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


def location(result: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = result["locations"][0]["physicalLocation"]
    return found


def test_sarif_is_what_code_scanning_reads(repository: Path) -> None:
    line = plant(repository)
    job = run(repository, sarif_file="found.sarif")
    assert job.outputs["sarif-file"] == "found.sarif"
    log = json.loads((repository / "found.sarif").read_text("utf-8"))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert log["runs"][0]["tool"]["driver"]["name"] == "aifactory-wizard"
    for result in results(repository):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        uri = location(result)["artifactLocation"]["uri"]
        assert not uri.startswith(("/", "file:"))
        assert location(result).get("region", {"startLine": 1})["startLine"] >= 1
    (tenant,) = [result for result in results(repository) if result["ruleId"] == "IDN101"]
    assert location(tenant)["artifactLocation"]["uri"] == FACTORY
    assert location(tenant)["region"]["startLine"] == line


def test_what_a_pull_request_changes_is_a_comment_and_a_summary(repository: Path) -> None:
    base = commit(repository, "base")
    path = repository / PROJECT
    text = path.read_text("utf-8")
    path.write_text(text.replace("ai_search: true", "ai_search: true\n      redis: true"), "utf-8")
    commit(repository, "redis")
    job = run(repository, compare_with=base)
    assert job.outputs["differs"] == "true"
    comment = Path(job.outputs["comment-file"]).read_text("utf-8")
    assert comment.startswith("<!-- aifactory-wizard: diff -->\n")
    assert "Redis on: the next run will create it" in comment
    assert job.summary.strip() == comment.strip()
    same = run(repository, compare_with="HEAD", comment_file="said/same.md")
    assert same.outputs["differs"] == "false"
    assert "say the same" in (repository / "said/same.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("compare_with", "nowhere"), ("compare_with", "--output=x"), ("fail_on", "$(touch x)"),
        ("sarif_file", "../out.sarif"), ("path", ".."), ("path", "nowhere"), ("format", "sarif"),
        ("release", "9.9"), ("comment_file", "a\nb=c"),
    ],
)  # fmt: skip
def test_inputs_that_make_no_sense_are_refused(repository: Path, name: str, value: str) -> None:
    job = run(repository, **{"compare_with": "HEAD", name: value})
    assert job.code == 2
    assert "::error title=aifactory-wizard::" in job.log
    assert "Traceback" not in job.log
    assert not (repository / "x").exists()


def test_modules_that_a_pull_request_brings_are_not_run(repository: Path) -> None:
    (repository / "wizard").mkdir()
    for name in ("wizard/__init__.py", "wizard/__main__.py", "json.py", "argparse.py", "yaml.py"):
        (repository / name).write_text(f"open({str(repository / 'was-run')!r}, 'w')\n")
    assert run(repository, sarif_file="found.sarif", compare_with="HEAD").code == 0
    assert not (repository / "was-run").exists()
    for step in ACTION["runs"]["steps"]:
        if "run" in step:
            assert step["env"]["PYTHONSAFEPATH"] == "1"


def test_files_that_cannot_be_read_fail_whatever_may_pass(repository: Path) -> None:
    (repository / FACTORY).write_text("factory: [\n", "utf-8")
    job = run(repository, fail_on="never")
    assert job.code == 2
    assert f"file={FACTORY}" in job.log


def test_a_folder_without_a_factory(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty").code == 2


def test_the_text_format_and_json(repository: Path) -> None:
    plant(repository)
    assert f"error IDN101 {FACTORY}" in run(repository, format="text").log
    assert '"code": "IDN101"' in run(repository, format="json").log


def test_no_input_is_text_of_a_command() -> None:
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)
    (check,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    used = {
        text.removeprefix("${{ inputs.").removesuffix(" }}")
        for text in check["env"].values()
        if "inputs." in text
    }
    assert used | {"python-version"} == set(ACTION["inputs"])
    assert all(step["shell"] == "bash" for step in ACTION["runs"]["steps"] if "run" in step)


def test_every_output_is_one_that_the_script_makes(repository: Path) -> None:
    job = run(repository, sarif_file="found.sarif", compare_with="HEAD")
    assert set(job.outputs) == set(ACTION["outputs"])


def test_the_example_workflow_hands_on_what_the_action_knows() -> None:
    path = CHECKOUT / "output_templates/examples/guarding/github-workflow.yml"
    workflow = yaml.safe_load(path.read_text("utf-8"))
    steps = workflow["jobs"]["check"]["steps"]
    (uses,) = [step for step in steps if step.get("id") == "aifactory"]
    assert set(uses["with"]) <= set(ACTION["inputs"])
    assert all("${{" not in step["run"] for step in steps if "run" in step)
    named = set(re.findall(r"steps\.aifactory\.outputs\.([a-z-]+)", path.read_text("utf-8")))
    assert named <= set(ACTION["outputs"])


@pytest.mark.skipif(shutil.which("jq") is None or shutil.which("bash") is None, reason="no jq here")
@pytest.mark.parametrize(
    ("comments", "call"),
    [
        ([], "api repos/contoso/factory/issues/7/comments -F body=@said.md --silent"),
        ([("ada", 1)], "api repos/contoso/factory/issues/7/comments -F body=@said.md --silent"),
        (
            [("ada", 1), ("github-actions[bot]", 2), ("github-actions[bot]", 3)],
            "api -X PATCH repos/contoso/factory/issues/comments/2 -F body=@said.md --silent",
        ),
    ],
)
def test_the_example_updates_its_own_comment_alone(
    tmp_path: Path, comments: list[tuple[str, int]], call: str
) -> None:
    path = CHECKOUT / "output_templates/examples/guarding/github-workflow.yml"
    script = yaml.safe_load(path.read_text("utf-8"))["jobs"]["check"]["steps"][-1]["run"]
    body = "<!-- aifactory-wizard: diff -->\n### x"
    listed = [{"id": number, "user": {"login": login}, "body": body} for login, number in comments]
    (tmp_path / "comments.json").write_text(json.dumps(listed))
    gh = tmp_path / "gh"
    gh.write_text(
        '#!/bin/sh\nif [ "$2" = --paginate ]; then exec jq -r "$5" comments.json; fi\n'
        'echo "$@" >> calls\n'
    )
    gh.chmod(0o755)
    around = environ(REPOSITORY="contoso/factory", NUMBER="7", BODY="said.md")
    around["PATH"] = f"{tmp_path}:{around['PATH']}"
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=tmp_path, env=around)
    assert done.returncode == 0
    assert (tmp_path / "calls").read_text() == call + "\n"
