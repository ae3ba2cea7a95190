"""generate: files for the pipelines, or a clear reason why there are none."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Run, tree

ENV = ".env"
ADO = "aifactory/esml-infra/azure-devops/bicep/yaml/variables/variables.yaml"
GENERATED = "aifactory/wizard/generated/001"


def test_a_workspace_becomes_files_and_again_the_same(run: Run, workspace: Path) -> None:
    first = run("generate", "--json")
    assert first.code == 0
    assert first.data["written"] is True
    statuses = {entry["path"]: entry["status"] for entry in first.data["files"]}
    assert statuses[ENV] == "new"
    assert statuses["aifactory/wizard/factory.yaml"] == "unchanged"
    assert set(statuses) <= set(tree(workspace))
    written = tree(workspace)
    again = run("generate", "--json")
    assert again.code == 0
    assert {entry["status"] for entry in again.data["files"]} == {"unchanged"}
    assert tree(workspace) == written


def test_another_release_is_written_at_once_with_its_own_variables(
    run: Run, workspace: Path
) -> None:
    first = run("generate", "--set", "release=1.25", "--allow-errors", "--json")
    assert first.data["written"] is True
    assert "aifactory/variables.json" in {entry["path"] for entry in first.data["files"]}
    again = run("generate", "--allow-errors", "--json")
    assert {entry["status"] for entry in again.data["files"]} == {"unchanged"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_examples_have_no_errors_and_replay_to_equal_bytes(
    run: Run, tmp_path: Path, example: Path
) -> None:
    assert run("check", example, "-q").out == ""
    for name in ("one", "two"):
        assert run("generate", "--answers", example, "--out", tmp_path / name).code == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two") != {}
    assert run("generate", "--answers", example, "--out", tmp_path / "one", "--check").code == 0


def test_an_error_that_a_file_would_keep_is_told_and_nothing_is_written(
    run: Run, workspace: Path
) -> None:
    run("generate")
    path = workspace / ENV
    path.write_text(path.read_text("utf-8") + "TENANT_ID = apart\n", "utf-8")
    before = tree(workspace)
    result = run("generate", "--set", "naming.prefix=zeta-")
    assert result.code == 1 and tree(workspace) == before
    assert "error FIL102 .env:" in result.out and "nothing was written" in result.err
    assert {f["code"] for f in run("check", "--json").data["findings"]} >= {"FIL102"}
    assert run("generate", "--set", "naming.prefix=zeta-", "--allow-errors").code == 0


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3


def test_bash_reads_what_was_typed(run: Run, workspace: Path) -> None:
    assert run("set", "tags.cost_center=a b$c#d'e").code == 0
    run("generate", "--allow-errors")
    read = subprocess.run(
        ["bash", "-c", "set -a; source .env; printf %s \"$TAG_COSTCENTER\""],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert read.stdout == "a b$c#d'e"


def test_errors_keep_everything_as_it_was(run: Run, workspace: Path) -> None:
    run("unset", "tenant_id")
    before = tree(workspace)
    result = run("generate")
    assert result.code == 1
    assert "REQ101" in result.out
    assert "--allow-errors" in result.err
    assert tree(workspace) == before
    data = run("generate", "--json").data
    assert data["files"] == []
    assert data["written"] is False
    assert "REQ101" in {finding["code"] for finding in data["findings"]}


def test_errors_can_be_overruled(run: Run, workspace: Path) -> None:
    run("unset", "tenant_id")
    result = run("generate", "--allow-errors")
    assert result.code == 0
    assert "error REQ101" in result.out
    assert ENV in tree(workspace)


def test_what_deletes_needs_a_word_of_its_own(run: Run, workspace: Path) -> None:
    run("set", "lifecycle.delete_disabled_services=true")
    result = run("generate", "--allow-errors")
    assert result.code == 1
    assert "--allow-destructive" in result.err
    assert "lifecycle.delete_disabled_services" in result.err
    assert ENV not in tree(workspace)
    assert run("generate", "--allow-errors", "--allow-destructive").code == 0
    assert ENV in tree(workspace)


def test_permission_to_delete_is_no_permission_for_errors(run: Run, workspace: Path) -> None:
    run("unset", "tenant_id")
    assert run("generate", "--allow-destructive").code == 1


@pytest.mark.parametrize(("option", "code"), [("--dry-run", 0), ("--check", 3), ("--diff", 3)])
def test_looking_writes_nothing(run: Run, workspace: Path, option: str, code: int) -> None:
    before = tree(workspace)
    result = run("generate", option)
    assert result.code == code
    assert "nothing was written" in result.out
    assert ENV in result.out
    assert tree(workspace) == before
    assert run("generate").code == 0
    assert run("generate", option).code == 0


def test_a_diff_shows_the_lines(run: Run, workspace: Path) -> None:
    run("generate")
    run("set", "naming.prefix=new-")
    result = run("generate", "--diff")
    assert result.code == 3
    assert "--- a/.env" in result.out
    assert '+AIFACTORY_PREFIX="new-"' in result.out
    entry = next(e for e in run("generate", "--diff", "--json").data["files"] if e["path"] == ENV)
    assert '+AIFACTORY_PREFIX="new-"' in entry["diff"]


def test_an_existing_file_is_edited_not_rewritten(run: Run, workspace: Path) -> None:
    (workspace / ENV).write_text(
        "# ours\nOUR_OWN='1'\n\nAIFACTORY_PREFIX='old-'   # chosen in March\n", encoding="utf-8"
    )
    assert run("generate").code == 0
    text = (workspace / ENV).read_text(encoding="utf-8")
    assert text.startswith("# ours\nOUR_OWN='1'\n\nAIFACTORY_PREFIX='acme-'   # chosen in March\n")


def test_under_another_folder_files_that_stand_there_are_edited(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("generate", "--out", out).code == 0
    text = (out / ENV).read_text(encoding="utf-8")
    (out / ENV).write_text("# mine\n" + text, encoding="utf-8")
    assert run("generate", "--out", out, "--check").code == 0
    assert tree(workspace).keys().isdisjoint({ENV})


def test_azure_devops_gets_its_file(run: Run, workspace: Path) -> None:
    result = run("generate", "--orchestrator", "both", "--allow-errors", "--json")
    paths = {entry["path"] for entry in result.data["files"]}
    assert {ENV, ADO, f"{GENERATED}/azure-devops/variables.yaml"} <= paths
    only = run("generate", "--orchestrator", "azure-devops", "--dry-run", "--json").data["files"]
    assert not any("github" in entry["path"] for entry in only)


def test_another_orchestrator_is_judged_like_an_answered_one(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    refused = run("generate", "--orchestrator", "azure-devops", "--json")
    answered = run("check", "--set", "orchestrator=azure-devops", "--json")
    assert refused.code == 1
    missing = {tuple(f["keys"]) for f in answered.data["findings"] if f["code"] == "REQ103"}
    assert missing
    assert missing <= {tuple(f["keys"]) for f in refused.data["findings"]}
    assert tree(workspace) == before
    assert run("generate", "--orchestrator", "azure-devops", "--allow-errors").code == 0
    report = (workspace / GENERATED / "report.md").read_text(encoding="utf-8")
    assert "Service connection of dev is missing" in report
    factory = workspace / "aifactory/wizard/factory.yaml"
    assert "orchestrator: github" in factory.read_text(encoding="utf-8")


def test_only_the_named_projects_and_environments(run: Run, workspace: Path) -> None:
    run("project", "new", "002", "--from", "001")
    files = run("generate", "--project", "2", "--environment", "dev", "--json").data["files"]
    paths = {entry["path"] for entry in files}
    assert "aifactory/wizard/generated/002/github/dev.env" in paths
    assert not any("/prod" in path or "/generated/001/" in path for path in paths)
    assert ENV not in paths


def test_all_projects_and_the_active_ones_files(run: Run, workspace: Path) -> None:
    run("project", "new", "002", "--from", "001")
    run("set", "active_project=002")
    assert run("generate").code == 0
    files = tree(workspace)
    assert files[ENV] == files["aifactory/wizard/generated/002/github/.env"]
    assert files[ENV] != files["aifactory/wizard/generated/001/github/.env"]


@pytest.mark.parametrize(
    "arguments",
    [["--project", "9"], ["--project", "x"], ["--environment", "qa"], ["--set", "nope=1"],
     ["--set", "tenant_id"]],
)  # fmt: skip
def test_what_does_not_exist_is_a_usage_error(
    run: Run, workspace: Path, arguments: list[str]
) -> None:
    before = tree(workspace)
    assert run("generate", *arguments).code == 2
    assert tree(workspace) == before


def test_an_environment_out_of_use_has_no_files(run: Run, workspace: Path) -> None:
    run("set", "environments.prod.enabled=false")
    result = run("generate", "--environment", "prod")
    assert result.code == 2
    assert "not in use" in result.err


def test_an_assignment_is_saved_with_the_workspace(run: Run, workspace: Path) -> None:
    assert run("generate", "--set", "naming.prefix=set-").code == 0
    files = tree(workspace)
    assert b'AIFACTORY_PREFIX="set-"' in files[ENV]
    assert b"set-" in files["aifactory/wizard/factory.yaml"]
    assert run("generate", "--check").code == 0


def test_an_assignment_for_another_place_is_not_saved(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    before = tree(workspace)
    assert run("generate", "--set", "naming.prefix=set-", "--out", tmp_path / "out").code == 0
    assert b'AIFACTORY_PREFIX="set-"' in tree(tmp_path / "out")[ENV]
    assert tree(workspace) == before


def test_an_answers_file_without_a_folder_goes_to_the_repository(
    run: Run, here: Path, example: Path
) -> None:
    before = example.read_bytes()
    (here / "deeper").mkdir()
    os.chdir(here / "deeper")
    assert run("generate", "--answers", example).code == 0
    assert ENV in tree(here)
    assert not (here / "aifactory/wizard/factory.yaml").exists()
    assert example.read_bytes() == before


@pytest.mark.parametrize("kind", ["workspace", "env", "variables"])
def test_answers_come_from_any_file(run: Run, workspace: Path, tmp_path: Path, kind: str) -> None:
    assert run("generate", "--orchestrator", "both", "--allow-errors").code == 0
    source = {
        "workspace": workspace / "aifactory/wizard",
        "env": workspace / ENV,
        "variables": workspace / ADO,
    }[kind]
    out = tmp_path / "out"
    result = run("generate", "--answers", source, "--out", out, "--allow-errors")
    assert result.code == 0
    name = ENV if kind != "variables" else ADO
    assert tree(out)[name] == tree(workspace)[name]


def test_without_answers_there_is_nothing_to_generate(run: Run, here: Path) -> None:
    result = run("generate")
    assert result.code == 2
    assert "aifactory-wizard set" in result.err
    assert tree(here) == {}


def test_next_commands_are_told_and_can_be_silenced(run: Run, workspace: Path) -> None:
    told = run("generate").out
    assert f"bash {GENERATED}/github/apply.sh" in told
    assert "delete.txt" in told
    assert (workspace / GENERATED / "github/apply.sh").is_file()
    assert run("generate", "--quiet").out == ""


@pytest.mark.parametrize("looks", [["--dry-run"], ["--check"], ["--diff"], ["--diff", "--check"]])
def test_files_that_are_not_there_are_not_what_comes_next(
    run: Run, workspace: Path, looks: list[str]
) -> None:
    lines = run("generate", *looks).out.splitlines()
    told = lines[lines.index("nothing was written") + 1 :]
    data = run("generate", *looks, "--json").data
    assert data["next"] == told
    assert f"without {' and '.join(sorted(looks))} writes these files" in told[-1]
    assert not [
        line for line in told if "report.md" in line or "apply.sh" in line or "push" in line
    ]
    written = run("generate", "--json").data["next"]
    assert any("apply.sh" in line for line in written)
    # All of them stand now, so that the steps hold although nothing is written this time.
    assert run("generate", *looks, "--json").data["next"] == written


def test_a_read_only_target_is_a_message_and_nothing_changes(run: Run, workspace: Path) -> None:
    (workspace / ENV).write_text("OUR_OWN=1\n", encoding="utf-8")
    (workspace / ENV).chmod(stat.S_IRUSR)
    before = tree(workspace)
    result = run("generate")
    assert result.code == 4
    assert ".env" in result.err
    assert "read-only" in result.err
    assert tree(workspace) == before


def test_out_is_no_file(run: Run, workspace: Path) -> None:
    (workspace / "a-file").write_text("", encoding="utf-8")
    result = run("generate", "--out", "a-file")
    assert result.code == 2
    assert "no folder" in result.err


def test_a_value_that_a_file_cannot_carry_is_refused_with_its_name(
    run: Run, workspace: Path
) -> None:
    before = tree(workspace)
    result = run("generate", "--allow-errors", "--json", "--set", "models.gpt_name=a\nb")
    assert result.code == 2
    assert "MODEL_GPTX_NAME" in result.error["message"]
    assert tree(workspace) == before


def test_files_say_nothing_of_a_project_that_left_them(run: Run, workspace: Path) -> None:
    assert run("project", "new", "002", "--from", "001").code == 0
    assert run("generate", "--orchestrator", "both", "--allow-errors").code == 0
    assert run("set", "active_project=002").code == 0
    assert run("generate", "--orchestrator", "both", "--allow-errors").code == 0
    for live, own in ((ENV, "github/.env"), (ADO, "azure-devops/variables.yaml")):
        standing = (workspace / live).read_bytes()
        assert standing == (workspace / "aifactory/wizard/generated/002" / own).read_bytes()


def test_values_that_are_not_for_git_stay_out_of_it(run: Run, workspace: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("no git here")
    (workspace / ".git").rmdir()
    subprocess.run([git, "init", "-q", workspace], check=True)
    assert run("generate").code == 0
    listed = subprocess.run(
        [git, "ls-files", "--others", "--exclude-standard", GENERATED],
        cwd=workspace, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert not [path for path in listed if path.endswith(".env")]
    manifest = (workspace / GENERATED / "MANIFEST.md").read_text(encoding="utf-8")
    for path in listed:
        assert f"| `{path}` |" in manifest or path.endswith("MANIFEST.md")
    assert f"{GENERATED}/github/apply.sh" in listed


def test_what_comes_next_is_about_the_projects_that_changed(run: Run, workspace: Path) -> None:
    run("project", "new", "002", "--from", "001")
    run("project", "new", "003", "--from", "001")
    many = " ".join(run("generate", "--json").data["next"])
    assert "each of 001, 002, 003" in many and "push github --project NNN" in many
    run("set", "services.redis=true", "--project", "003")
    one = "\n".join(run("generate", "--json").data["next"])
    assert "generated/003/github/apply.sh" in one and "push github --project 003" in one
    assert "generated/001" not in one and "generated/002" not in one
    run("set", "services.redis=true", "--project", "001")
    active = run("generate").out
    assert "generated/001/github/apply.sh" in active and "push github, which" in active


def test_next_on_azure_devops_says_how_another_project_gets_into_the_file(
    run: Run, workspace: Path
) -> None:
    run("set", "orchestrator=azure-devops")
    assert "active_project" not in " ".join(
        run("generate", "--allow-errors", "--json").data["next"]
    )
    run("project", "new", "002", "--from", "001")
    told = " ".join(run("generate", "--allow-errors", "--json").data["next"])
    assert "set active_project=002 && aifactory-wizard generate" in told
