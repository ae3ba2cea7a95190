"""import: whole files of every release, broken ones, and what waits for an upgrade."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, tree
from tests.cli.test_import import ADO_FILE, TENANT, only, saved, written
from tests.upgrade import files
from wizard.catalog.load import releases
from wizard.catalog.setting import Orchestrator

CONFLICT = "<<<<<<< HEAD\n{0}\n=======\n{1}\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("old.env", "A=1\n" + CONFLICT.format('PROJECT_NUMBER="001"', 'PROJECT_NUMBER="002"')),
        ("variables.yaml", "variables:\n" + CONFLICT.format('  a: "1"', '  a: "2"')),
        ("variables.json", "{\n" + CONFLICT.format('"dev": {}', '"dev": {"a": 1}') + "}\n"),
        ("answers.yaml", "factory:\n" + CONFLICT.format("  a: 1", "  a: 2")),
    ],
)
@pytest.mark.parametrize("verb", ["import", "upgrade", "check"])
def test_a_merge_conflict_is_named_with_its_line_and_nothing_is_touched(
    run: Run, here: Path, name: str, text: str, verb: str
) -> None:
    written(here, name, text)
    before = tree(here)
    result = run(verb, name)
    assert result.code == 2
    assert f"{name}:2" in result.out + result.err
    assert "merge conflict" in result.out + result.err
    assert "MERGE" not in result.err and tree(here) == before


def test_parameters_that_only_a_later_release_has_wait_for_the_upgrade(
    run: Run, here: Path
) -> None:
    parameters = {
        "common_vnet_cidr": {"value": "10.XX.0.0/16"},
        "aiSearchEnableSharedPrivateLink": {"value": False},
        "DOCS_byovnet_example": {"value": "any"},
        "made_up": {"value": 1},
    }
    document = {"$schema": "x/deploymentParameters.json#", "parameters": parameters}
    written(here, "12-esml-cmn-parameters.json", json.dumps(document))
    report = only(run("import", "--release", "1.20", "12-esml-cmn-parameters.json", "--json").data)
    why = {entry["name"]: entry["why"] for entry in report["kept"]}
    assert why["common_vnet_cidr"] == "release 1.22 has it as address.vnet"
    assert "enableAISearchSharedPrivateLink" in why
    assert "no setting" in why["made_up"] and "remark" in why["DOCS_byovnet_example"]
    data = run("upgrade", "--to", "1.24", "--json", "--no-input").data
    taken = {entry["from"]: (entry["to"], entry["value"]) for entry in data["taken_up"]}
    assert taken["common_vnet_cidr"] == (["scale_sets.001.address.vnet"], "10.XX.0.0/16")
    assert "10.XX.0.0/16" in str(saved(here))
    assert "unplaced" not in (here / "aifactory/wizard/projects/001.yaml").read_text("utf-8")


def test_a_line_that_means_a_variable_is_read_and_said(run: Run, here: Path) -> None:
    text = 'variables:\n  admin_location: "westeurope"\n  technicalContact = "a"\n'
    written(here, "v.yaml", text + '  tenantId = "' + TENANT + '" # ours\n')
    result = run("import", "v.yaml", "--json")
    report = only(result.data)
    assert (result.code, report["not_understood"]) == (0, [])
    mapped = {entry["name"]: (entry["line"], entry["value"]) for entry in report["mapped"]}
    assert mapped["tenantId"] == (4, TENANT)
    why = {entry["name"]: entry["why"] for entry in report["normalised"]}
    assert "no pipeline can read" in why["tenantId"]
    assert "error FIL102 v.yaml:4" in run("import", "v.yaml").out


@pytest.mark.parametrize("release", releases())
@pytest.mark.parametrize("side", ["github", "azure-devops"])
def test_a_file_with_the_templates_names_is_written_back_byte_for_byte(
    run: Run, here: Path, side: Orchestrator, release: str
) -> None:
    path = files.written(here / "x", release, side)
    live = here / (".env" if side == "github" else ADO_FILE)
    live.parent.mkdir(parents=True, exist_ok=True)
    path.rename(live)
    before = live.read_bytes()
    assert only(run("import", "--release", release, live, "--json").data)["not_understood"] == []
    assert run("generate", "--allow-errors", "--allow-destructive").code == 0
    assert live.read_bytes() == before
    run("set", "region.code=abc")
    run("generate", "--allow-errors", "--allow-destructive")
    assert len(live.read_bytes()) >= len(before) - 20 and live.read_bytes() != before


@pytest.mark.parametrize("side", ["github", "azure-devops"])
def test_names_that_only_pipelines_read_come_in_when_that_is_asked_for(
    run: Run, here: Path, side: Orchestrator
) -> None:
    live = here / (".env" if side == "github" else ADO_FILE)
    live.parent.mkdir(parents=True, exist_ok=True)
    files.written(here / "x", "1.24", side).rename(live)
    run("import", "--release", "1.24", live)
    before = live.read_text("utf-8")
    anyway = ("--allow-errors", "--allow-destructive")
    assert "FIL123" in run("check").out
    assert "FIL123" in run("generate", "--dry-run").out
    assert run("generate", "--complete", *anyway).code == 0
    after = live.read_text("utf-8")
    assert not set(before.splitlines()) - set(after.splitlines())
    assert {"github": "ZONE_REDIS_EXISTS", "azure-devops": "enableProjectVM"}[side] in after
    assert "FIL123" not in run("check").out
    assert "FIL123" not in run("generate", "--dry-run").out
    assert run("generate", "--complete", "--check", *anyway).code == 0
