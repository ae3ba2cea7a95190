"""push azure-devops: a variable group where a team keeps one, else the file to commit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from tests.azure_devops.fake_azure_devops import ORGANIZATION, PROJECT, TOKEN, FakeAzureDevOps
from tests.cli.conftest import Run
from tests.web.loopback import Answer, Asked

FILE = "aifactory/esml-infra/azure-devops/bicep/yaml/variables/variables.yaml"


def in_file(folder: Path) -> dict[str, str]:
    variables = yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))["variables"]
    return {name: str(value) for name, value in variables.items()}


def test_a_first_push_makes_the_group_of_the_file(
    run: Run,
    push: Run,
    workspace: Path,
    devops: FakeAzureDevOps,
) -> None:
    assert run("generate").code == 0
    result = push("--json")
    assert result.code == 0, result.err
    assert result.data["calls"] == {"GET": 2, "POST": 1, "reads": 2, "writes": 1, "total": 3}
    assert devops.values().keys() == in_file(workspace).keys()
    same = {n for n, value in in_file(workspace).items() if devops.values()[n] == value}
    # YAML reads true, 001 and such as something else than the text that is pushed.
    assert len(same) > len(devops.values()) // 2
    assert devops.groups[1]["variableGroupProjectReferences"][0]["projectReference"] == PROJECT


def test_an_unchanged_push_reads_once_and_a_change_writes_once(
    run: Run,
    push: Run,
    devops: FakeAzureDevOps,
) -> None:
    push()
    devops.calls.clear()
    unchanged = push("--json")
    assert unchanged.code == 0
    assert [asked.method for asked in devops.calls] == ["GET"]
    assert unchanged.data["calls"]["total"] == 1
    assert unchanged.data["unchanged"] == len(devops.values())
    devops.calls.clear()
    assert run("set", "governance.key_vault_soft_delete_days=30").code == 0
    changed = push()
    assert [asked.method for asked in devops.calls] == ["GET", "PUT"]
    assert "-> 30" in changed.out
    assert devops.values()["admin_keyvaultSoftDeleteDays"] == "30"


def test_others_variables_and_secrets_stay(push: Run, devops: FakeAzureDevOps) -> None:
    push()
    held = devops.groups[1]["variables"]
    held["of-the-team"] = {"value": "kept"}
    held["password"] = {"value": None, "isSecret": True}
    held["admin_location"] = {"value": None, "isSecret": True}
    held["ADMIN_LOCATIONSUFFIX"] = held.pop("admin_locationSuffix") | {"value": "old"}
    devops.secrets = {(1, "password"): "s3cret", (1, "admin_location"): "made secret"}
    result = push()
    assert result.code == 0
    now = devops.groups[1]["variables"]
    assert now["of-the-team"] == {"value": "kept"}
    assert now["password"] == {"value": None, "isSecret": True}
    assert devops.secrets[1, "password"] == "s3cret"
    assert now["admin_location"]["isSecret"] is True
    assert "admin_location is secret in the group" in result.out
    assert now["ADMIN_LOCATIONSUFFIX"]["value"] != "old"
    assert "admin_locationSuffix" not in now


def test_a_dry_run_only_reads(push: Run, devops: FakeAzureDevOps) -> None:
    result = push("--dry-run")
    assert result.code == 0
    assert devops.groups == {}
    assert [asked.method for asked in devops.calls] == ["GET"]
    assert "service" in result.out
    assert "from the file alone" in result.out


def test_a_group_that_somebody_makes_meanwhile_is_changed(
    push: Run, devops: FakeAzureDevOps
) -> None:
    def race(asked: Asked, number: int) -> None:
        if asked.method == "POST":
            devops.groups[7] = {"id": 7, "name": "AI-Factory", "type": "Vsts",
                                "variables": {"of-the-team": {"value": "x"}}}  # fmt: skip

    devops.trouble = race
    assert push().code == 0
    assert devops.values(7)["of-the-team"] == "x"
    assert len(devops.values(7)) > 100


def test_a_group_of_a_key_vault_takes_no_values(push: Run, devops: FakeAzureDevOps) -> None:
    devops.groups[1] = {"id": 1, "name": "ai-factory", "type": "AzureKeyVault", "variables": {}}
    result = push()
    assert result.code == 2
    assert "key vault" in result.err
    assert devops.writes() == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(203, b"<html>"),
        Answer(401),
        Answer(302, None, {"Location": "http://127.0.0.1/sign-in"}),
        Answer(200, b"<html>"),
    ],
    ids=["203", "401", "302", "page"],
)
def test_a_token_that_is_not_accepted(push: Run, devops: FakeAzureDevOps, answer: Answer) -> None:
    devops.trouble = lambda asked, number: answer
    result = push()
    assert result.code == 4
    assert "Variable Groups: Read, create, & manage" in result.err
    assert TOKEN not in result.err


def test_a_right_that_lacks_is_named(push: Run, devops: FakeAzureDevOps) -> None:
    devops.read_only = True
    result = push()
    assert result.code == 4
    assert "may not write variable groups" in result.err
    assert "Library" in result.err


def test_an_unknown_project_is_said_to_be_unknown(
    run: Run,
    workspace: Path,
    devops: FakeAzureDevOps,
) -> None:
    result = run("push", "azure-devops", "--organization",
                 f"http://{devops.address}{ORGANIZATION}", "--project-name", "Other",
                 "--group", "ai-factory")  # fmt: skip
    assert result.code == 4
    assert "no project Other" in result.err


def test_waits_and_dropped_lines_are_borne(push: Run, devops: FakeAzureDevOps) -> None:
    answers = {1: Answer(429, None, {"Retry-After": "1"}), 3: Answer(drop=True), 5: Answer(503)}
    devops.trouble = lambda asked, number: answers.get(number)
    result = push()
    assert result.code == 0
    assert "asked to wait for 1 s" in result.err
    devops.calls.clear()
    devops.trouble = lambda asked, number: Answer(drop=True)
    assert push().code == 4
    assert len(devops.calls) == 4


def test_without_a_token_the_azure_cli_is_not_asked_for_other_addresses(
    push: Run, devops: FakeAzureDevOps, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("AZURE_DEVOPS_EXT_PAT")
    tool = tmp_path / "az"
    tool.write_text("#!/bin/sh\necho of-the-cli\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    result = push()
    assert result.code == 4
    assert "AZURE_DEVOPS_EXT_PAT" in result.err
    assert devops.calls == []


def test_errors_keep_everything_from_being_called(
    run: Run,
    push: Run,
    devops: FakeAzureDevOps,
) -> None:
    run("unset", "tenant_id")
    result = push()
    assert result.code == 1
    assert devops.calls == []
    assert "--allow-errors" in result.err


def test_without_a_group_the_file_to_commit_is_named(
    run: Run,
    workspace: Path,
    devops: FakeAzureDevOps,
) -> None:
    result = run("push", "azure-devops")
    assert result.code == 0
    assert FILE in result.out
    assert "nothing to push" in result.out
    assert "generate" in result.out
    run("generate")
    ready = run("push", "azure-devops", "--json")
    assert ready.data["files"] == [{"path": FILE, "status": "unchanged"}]
    assert devops.calls == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--organization", "https://dev.azure.com/contoso"], "--group NAME"),
        (["--group", "g"], "--organization URL"),
        (["--group", "g", "--organization", "https://dev.azure.com/contoso"],
         "--project-name NAME"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(
    run: Run,
    workspace: Path,
    options: list[str],
    said: str,
) -> None:
    result = run("push", "azure-devops", *options)
    assert result.code == 2
    assert said in result.err


def test_a_token_is_sent_sealed_or_not_at_all(
    run: Run,
    workspace: Path,
    devops: FakeAzureDevOps,
) -> None:
    result = run("push", "azure-devops", "--organization", "http://dev.azure.com/contoso",
                 "--project-name", "p", "--group", "g")  # fmt: skip
    assert result.code == 4
    assert "https" in result.err
