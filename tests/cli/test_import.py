"""import: files of every kind into the answers, each name accounted for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Run, tree

ADO_FILE = "aifactory/esml-infra/azure-devops/bicep/yaml/variables/variables.yaml"
TENANT = "11111111-2222-4333-8444-555555555501"
ODD = f"""\
PROJECT_NUMBER="003"
AIFACTORY_SUFFIX="-001"
export TENANT_ID='{TENANT}'   # ours
ENABLE_COSMOS_DB=Yes
\tENABLE_BING=true
ENABLE_BING=false
ENABLE_WEB_APP="true"
CMK=
PROJECT_MEMBERS="11111111-2222-4333-8444-555555555502, 11111111-2222-4333-8444-555555555503"
TAGS='{{
  "Team": "ours"
}}'
AIFACTORY_SEEDING_KEYVAULT_NAME="kv-seed<todo>"
MY_OWN="keep $HOME's"
NOT AN ASSIGNMENT
KEYVAULT_SOFT_DELETE="soon"
"""


def written(here: Path, name: str, content: str | bytes) -> Path:
    path = here / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def saved(here: Path, name: str = "factory.yaml") -> Any:
    return yaml.safe_load((here / "aifactory/wizard" / name).read_text(encoding="utf-8"))


def only(result_data: Any) -> Any:
    (report,) = result_data["files"]
    return report


def test_every_name_of_an_odd_file_is_accounted_for(run: Run, here: Path) -> None:
    written(here, "old.env", ODD)
    result = run("import", "old.env", "--json")
    assert result.code == 1
    report = only(result.data)
    assert (report["kind"], report["project"]) == ("github", "003")
    mapped = {entry["name"]: (entry["key"], entry["value"]) for entry in report["mapped"]}
    assert mapped["ENABLE_COSMOS_DB"] == ("projects.003.services.cosmos_db", "true")
    assert mapped["ENABLE_WEB_APP"] == ("projects.003.services.web_app", "true")
    changes = {entry["name"]: (entry["before"], entry["after"]) for entry in report["normalised"]}
    assert changes["ENABLE_COSMOS_DB"] == ("Yes", "true")
    assert changes["ENABLE_WEB_APP"] == ("ENABLE_WEB_APP", "ENABLE_WEBAPP")
    assert " " not in changes["PROJECT_MEMBERS"][1]
    assert set(report["silent"]) == {"CMK", "PROJECT_NUMBER", "AIFACTORY_SUFFIX"}
    assert report["unfilled"] == ["AIFACTORY_SEEDING_KEYVAULT_NAME"]
    lines = {entry["line"] for entry in report["not_understood"]}
    assert {14, 15, 16} == lines
    assert "FIL101" in [finding["code"] for finding in report["findings"]]


def test_the_answers_are_saved_and_can_be_used_at_once(run: Run, here: Path) -> None:
    written(here, "old.env", ODD)
    run("import", "old.env")
    factory, project = saved(here), saved(here, "projects/003.yaml")
    assert factory["factory"]["tenant_id"] == TENANT
    assert project["projects"]["003"]["services"]["cosmos_db"] is True
    assert "soon" not in json.dumps(factory)
    assert run("project", "list", "--json").code == 0
    assert run("check", "--json").code == 1


def test_unknown_names_are_kept_and_written_back(run: Run, here: Path) -> None:
    written(here, "old.env", 'PROJECT_NUMBER="003"\nMY_OWN="it\'s \\$5"\n')
    assert run("import", "old.env").code == 0
    assert "MY_OWN" in (here / "aifactory/wizard/projects/003.yaml").read_text(encoding="utf-8")
    assert run("generate", "--allow-errors", "--allow-destructive").code == 0
    lines = (here / ".env").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == 'MY_OWN="it\'s \\$5"'
    assert lines[-2].startswith("#")
    before = tree(here)
    assert run("generate", "--allow-errors", "--allow-destructive").code == 0
    assert tree(here) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".env", 'PROJECT_NUMBER="001"\nAIFACTORY_SUFFIX="-001"\nMY_OWN=1 # mine\n\n'
                 'ENABLE_BING=""\n'
                 "ENABLE_COSMOS_DB=True\nPOSTGRES_ADMIN_EMAILS='<todo>'\nTAGS='{\"A\": \"b\"}'\n"),
        (ADO_FILE, 'variables:\n  project_number_000: "001"\n  my_own: 007 # mine\n\n'
                   '  enableBing: ""\n  enableCosmosDB: True\n  tags: \'{"A": "$(x)"}\'\n'
                   '  admin_aifactorySuffixRG: "-001"\n'),
    ],
    ids=["env", "yaml"],
)  # fmt: skip
def test_generating_after_an_import_changes_no_line(
    run: Run, here: Path, name: str, text: str
) -> None:
    path = written(here, name, text)
    assert run("import").code == 0
    assert run("generate", "--allow-errors", "--allow-destructive").code == 0
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line in text.splitlines()] == text.splitlines()
    assert len(after) > len(text.splitlines())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_of_windows_are_read_and_said(run: Run, here: Path, encoding: str) -> None:
    text = f'PROJECT_NUMBER="001"\r\nTENANT_ID="{TENANT}"\r\n'
    written(here, ".env", text.encode(encoding))
    result = run("import", "--json")
    codes = [finding["code"] for finding in only(result.data)["findings"]]
    assert (result.code, codes) == (0, ["FIL109", "FIL103"])
    assert saved(here)["factory"]["tenant_id"] == TENANT
    told = run("generate", "--allow-errors", "--allow-destructive")
    assert ".env: is written as UTF-8 with LF line ends" in told.out
    data = (here / ".env").read_bytes()
    assert data.startswith(b'PROJECT_NUMBER="001"\n') and b"\r" not in data


def test_answers_that_stand_are_kept_unless_told_otherwise(run: Run, here: Path) -> None:
    run("set", "services.cosmos_db=true", f"tenant_id={TENANT}")
    other = "11111111-2222-4333-8444-5555555555ff"
    written(here, "x.env", f'ENABLE_COSMOS_DB="false"\nTENANT_ID="{other}"\nENABLE_BING="true"\n')
    report = only(run("import", "x.env", "--json").data)
    assert {entry["key"]: entry["kept"] for entry in report["conflicts"]} == {
        "projects.001.services.cosmos_db": True, "tenant_id": True,
    }  # fmt: skip
    assert "FIL121" in [finding["code"] for finding in report["findings"]]
    assert saved(here)["factory"]["tenant_id"] == TENANT
    assert saved(here, "projects/001.yaml")["projects"]["001"]["services"]["bing"] is True
    run("import", "x.env", "--overwrite")
    assert saved(here)["factory"]["tenant_id"] == other


def test_a_value_takes_the_place_of_a_placeholder_without_being_told(run: Run, here: Path) -> None:
    written(here, "a.env", 'TENANT_ID="<todo>"\n')
    written(here, "b.env", f'TENANT_ID="{TENANT}"\n')
    for order in (("a.env", "b.env"), ("b.env", "a.env")):
        data = run("import", *order, "--json", "--dry-run").data
        assert [report["conflicts"] for report in data["files"]] == [[], []]
    run("import", "a.env", "b.env")
    assert saved(here)["factory"]["tenant_id"] == TENANT


def test_variables_json_is_read_with_what_differs_for_stage_and_prod(run: Run, here: Path) -> None:
    document = {
        "dev": {"project_number_000": "005", "enableCosmosDB": True, "MY_OWN": 1, "gone": None},
        "stage_prod": {"project_number_000": "005", "enableCosmosDB": False, "test_cidr_range": 9},
        "_wizard": {"page": 3},
        "stray": {},
    }
    written(here, "variables.json", json.dumps(document, indent=2))
    result = run("import", "variables.json", "--json")
    report = only(result.data)
    assert (result.code, report["kind"], report["project"]) == (1, "variables.json", "005")
    assert [entry["value"] for entry in report["mapped"]] == ["true", "9"]
    assert {entry["name"] for entry in report["kept"]} == {"MY_OWN", "stage_prod.enableCosmosDB"}
    assert [entry["line"] for entry in report["not_understood"]] == [6, 16]


def test_the_vendors_saved_states_are_read(run: Run, here: Path) -> None:
    state = {
        "orchestrator": "Azure DevOps", "network_mode": "hybrid", "version_minor": "24",
        "project_number_000": "004", "enableCosmosDB": True, "save_folder": "C:\\somewhere",
    }  # fmt: skip
    written(here, "aifactory/config-wizard/project-004/project_state.json", json.dumps(state))
    scale_set = {"admin_aifactorySuffixRG": "-002", "tenantId": TENANT, "dev_cidr_range": 7}
    written(here, "aifactory/config-wizard/scalesets/scaleset_002.json", json.dumps(scale_set))
    result = run("import", "--json")
    assert result.code == 0
    assert [report["kind"] for report in result.data["files"]] == [
        "wizard-state", "scale-set-state",
    ]  # fmt: skip
    factory = saved(here)["factory"]
    assert factory["orchestrator"] == "azure-devops"
    assert factory["scale_sets"]["001"]["networking"]["mode"] == "hybrid"
    assert factory["scale_sets"]["002"]["environments"]["dev"]["address"]["octet"] == 7
    assert [path.name for path in (here / "aifactory/wizard/projects").iterdir()] == ["004.yaml"]


def test_parameter_files_of_older_releases_are_read(run: Run, here: Path) -> None:
    document = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {
            "tenantId": {"value": TENANT},
            "commonLakeNamePrefixMax8chars": {"value": "contoso"},
            "enableNothingOfTheKind": {"value": True},
            "adminPassword": {"reference": {"keyVault": {"id": "x"}, "secretName": "s"}},
            "empty": {},
        },
    }
    written(here, "aifactory/parameters/10-common.json", json.dumps(document, indent=1))
    result = run("import", "--json")
    report = only(result.data)
    assert (result.code, report["kind"]) == (1, "parameters")
    assert {entry["key"] for entry in report["mapped"]} == {"tenant_id", "naming.lake_prefix"}
    assert {entry["name"] for entry in report["kept"]} == {
        "enableNothingOfTheKind", "adminPassword",
    }  # fmt: skip
    assert [entry["line"] for entry in report["not_understood"]] == [22]


def test_our_own_answers_are_imported_beside_others(run: Run, here: Path, example: Path) -> None:
    run("set", "--project", "001", "services.bing=true")
    written(here, "other.yaml", 'factory:\n  tenant_id: x\nprojects:\n  "002":\n    nope: 1\n'
                                "    services: {cosmos_db: perhaps}\n")  # fmt: skip
    result = run("import", "other.yaml", "--json")
    assert result.code == 1
    assert [entry["line"] for entry in only(result.data)["not_understood"]] == [5, 6]
    assert saved(here)["factory"]["tenant_id"] == "x"
    assert run("project", "list", "--json").code == 0
    assert run("import", example).code == 0


def test_a_repository_is_imported_whole_with_both_orchestrators(run: Run, here: Path) -> None:
    written(here, ".env", 'PROJECT_NUMBER="002"\nAIFACTORY_SUFFIX="-001"\nENABLE_BING="true"\n')
    written(here, ADO_FILE, 'variables:\n  project_number_000: "001"\n  enableCosmosDB: "true"\n')
    result = run("import", "--json")
    assert [report["file"] for report in result.data["files"]] == [".env", ADO_FILE]
    assert saved(here)["factory"]["orchestrator"] == "both"
    assert saved(here)["factory"]["active_project"] == "002"
    assert run("import", "--json").data["saved"] == []


def test_nothing_is_saved_in_a_dry_run_or_when_a_file_cannot_be_read(run: Run, here: Path) -> None:
    written(here, "a.env", 'ENABLE_BING="true"\n')
    written(here, "broken.json", '{"dev": {"a": }')
    assert run("import", "a.env", "--dry-run").code == 0
    assert run("import", "a.env", "missing.env").code == 2
    assert run("import", "a.env", "broken.json").code == 2
    assert set(tree(here)) == {"a.env", "broken.json"}


def test_nothing_to_import_is_said(run: Run) -> None:
    result = run("import")
    assert (result.code, "nothing to import" in result.err) == (2, True)


def test_the_release_of_the_names_is_saved_with_the_answers(run: Run, here: Path) -> None:
    written(here, "old.yaml", 'variables:\n  serviceSettingDeployRedisCache: "true"\n')
    assert run("import", "old.yaml", "--release", "1.22").code == 0
    assert saved(here)["factory"]["release"] == "1.22"
    assert saved(here, "projects/001.yaml")["projects"]["001"]["services"]["redis"] is True


def test_a_value_of_the_wrong_kind_never_locks_the_workspace(run: Run, here: Path) -> None:
    text = 'PROJECT_NUMBER="001"\nAIFACTORY_SUFFIX="-001"\nENABLE_REDIS_CACHE="perhaps"\n'
    path = written(here, ".env", text)
    assert run("set", "services.bing=true").code == 0
    assert run("generate", "--allow-errors", "--allow-destructive").code == 0
    assert 'ENABLE_REDIS_CACHE="perhaps"\n' in path.read_text(encoding="utf-8")
    assert run("set", "services.redis=true").code == 0
    assert run("generate", "--allow-errors", "--allow-destructive").code == 0
    assert 'ENABLE_REDIS_CACHE="true"\n' in path.read_text(encoding="utf-8")
