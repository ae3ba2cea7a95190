"""``upgrade`` as somebody at a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.upgrade.files import read, written
from wizard.catalog.setting import Orchestrator
from wizard.session.upgrading import upgrade_repository
from wizard.upgrade.way import way

pytestmark = pytest.mark.usefixtures("compiled")
JSON_FILE = "aifactory/variables.json"


def test_listing_and_a_dry_run_write_nothing(run: Run, here: Path) -> None:
    path = written(here, "1.23", "github")
    before = path.read_bytes()
    listed = run("upgrade", "--to", "1.24", "--list")
    assert listed.code == 0
    assert "ENABLE_WEB_APP -> ENABLE_WEBAPP" in listed.out
    assert "asked at a terminal: " in listed.out
    tried = run("upgrade", "--to", "1.24", "--dry-run")
    assert "changed: .env" in tried.out + tried.err
    assert path.read_bytes() == before


def test_the_report_as_data(run: Run, here: Path) -> None:
    written(here, "1.23", "github")
    data = run("upgrade", "--to", "1.24", "--list", "--json").data
    assert (data["from"], data["to"], data["written"], data["files"]) == ("1.23", "1.24", False, [])
    web = next(entry for entry in data["moved"] if entry["from"] == "ENABLE_WEB_APP")
    assert (web["to"], web["value"]) == (["ENABLE_WEBAPP"], "true")
    new = next(entry for entry in data["new"] if entry["key"].endswith("services.elasticsearch"))
    assert (new["value"], new["asked"], new["names"]) == ("false", True, ["ENABLE_ELASTICSEARCH"])
    assert {"environment": "dev", "name": "PROJECT_NUMBER"} in data["delete"]
    assert set(data["to_ask"]) <= {entry["key"] for entry in data["new"]} and data["to_ask"]
    assert all({"key", "old", "new", "value", "kept"} <= set(c) for c in data["changed_defaults"])


def test_a_repository_goes_to_the_latest_release(run: Run, here: Path) -> None:
    path = written(here, "1.24", "github")
    result = run("upgrade", "--no-input")
    assert result.code == 0
    assert read(path)["ENABLE_PERSONAS"] == "false"
    section = json.loads((here / JSON_FILE).read_text(encoding="utf-8"))["dev"]
    assert section["dev_cidr_range"] == "40"
    assert section["enablePersonas"] is False
    again = run("upgrade", "--json").data
    assert again["files"] == [] and again["from"] == again["to"] == "1.25"


def test_a_workspace_keeps_its_answers_and_names_the_new_release(
    run: Run, here: Path, workspace: Path
) -> None:
    run("set", "services.redis=true", "address.vnet=10.9.0.0/16")
    assert run("upgrade", "--to", "1.25").code == 0
    text = (here / "aifactory/wizard/factory.yaml").read_text(encoding="utf-8")
    assert "release: '1.25'" in text.replace('"', "'")
    assert "10.9.0.0/16" in text
    shown = run("project", "show", "001", "--json")
    assert shown.code == 0 and "redis" in shown.out


def test_what_nobody_answered_but_stands_in_azure_is_written_down(
    run: Run, here: Path, workspace: Path
) -> None:
    data = run("upgrade", "--to", "1.25", "--json").data
    pinned = {c["key"]: c["value"] for c in data["changed_defaults"] if c["kept"] == "pinned"}
    assert pinned["projects.001.models.default_sku"] == "Standard"
    assert pinned["projects.001.foundry.capability_host"] == "false"
    assert "projects.001.aks.kubernetes_version" not in pinned


def test_a_question_without_a_default_is_named(run: Run, here: Path) -> None:
    path = written(here, "1.24", "azure-devops")
    result = run("upgrade", path, "--to", "1.25", "--no-input")
    assert result.code == 1
    assert "identities.azure_devops_tenant_id" in result.out
    tenant = "11111111-2222-4333-8444-555555555502"
    answered = ("--set", f"identities.azure_devops_tenant_id={tenant}")
    path = written(here, "1.24", "azure-devops")
    assert run("upgrade", path, "--to", "1.25", *answered).code == 0
    assert read(path)["azureDevOpsTenantId"] == tenant


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--to", "1.22"), "earlier"), (("--to", "1.21"), "1.22"), (("--to", "x"), "1.22")],
)
def test_what_makes_no_sense_is_refused(
    run: Run, here: Path, arguments: tuple[str, ...], said: str
) -> None:
    path = written(here, "1.24", "github")
    before = path.read_bytes()
    result = run("upgrade", *arguments)
    assert result.code == 2
    assert said in result.err
    assert path.read_bytes() == before


def test_comparing_a_checkout_prints_data(run: Run, here: Path) -> None:
    place = here / "vendor/environment_setup/aifactory/bicep/copy_to_local_settings/github-actions"
    path = written(place, "1.25", "github", filled=False)
    text = path.read_text(encoding="utf-8") + 'MADE_UP="1" # <mandatory>Made up\n'
    (place / ".env.template").write_text(text, encoding="utf-8")
    path.unlink()
    found = run("compare", here / "vendor", "--json").data
    assert found["shipped"] == {"github": {}} and found["absent"] == {"github": []}
    assert {"new.made_up", "new.our_own"} == {row["key"] for row in found["settings"]}
    printed = run("compare", here / "vendor", "--release", "1.24").out
    assert "based_on: '1.24'" in printed and "name: ENABLE_KONG" in printed
    assert run("compare", here).code == 2


def test_an_upgrade_is_taken_back(run: Run, here: Path) -> None:
    path = written(here, "1.24", "github")
    before = path.read_bytes()
    result = run("upgrade", "--no-input")
    assert result.code == 0 and "upgrade --undo" in result.out + result.err
    assert (here / JSON_FILE).is_file()
    undone = run("upgrade", "--undo", "--json").data
    assert undone["undone"] == "1.24 -> 1.25"
    assert {"path": JSON_FILE, "status": "removed"} in undone["files"]
    assert path.read_bytes() == before and not (here / JSON_FILE).exists()
    again = run("upgrade", "--undo")
    assert again.code == 2 and "nothing to take back" in again.err


@pytest.mark.parametrize("has_workspace", [False, True])
def test_an_upgrade_that_was_cut_short_can_be_run_again(
    run: Run, here: Path, has_workspace: bool
) -> None:
    path = written(here, "1.24", "github")
    if has_workspace:
        run("set", "release=1.24", "services.redis=true")
    plan = upgrade_repository(here, "1.25").plan()
    factory = "aifactory/wizard/factory.yaml"
    assert (factory in {file.path for file in plan.changes}) is has_workspace
    for number in range(len(plan.changes)):
        for file in plan.changes:
            _put(file.target, file.before)
        for file in plan.changes[:number]:
            _put(file.target, file.after)
        assert run("upgrade", "--no-input").code == 0
        section = json.loads((here / JSON_FILE).read_text(encoding="utf-8"))["dev"]
        assert section["dev_cidr_range"] == "40", number
        (after,) = [file.after for file in plan.files if file.target == path]
        assert path.read_bytes() == after, number
        if has_workspace:
            assert "1.25" in (here / factory).read_text(encoding="utf-8")


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(data)


def test_what_was_changed_after_an_upgrade_is_not_overwritten(run: Run, here: Path) -> None:
    path = written(here, "1.24", "github")
    run("upgrade", "--no-input")
    changed = path.read_bytes() + b"LATER='1'\n"
    path.write_bytes(changed)
    result = run("upgrade", "--undo")
    assert result.code == 2 and "was changed since" in result.err
    assert path.read_bytes() == changed


@pytest.mark.parametrize("release", ["1.20", "1.23"])
@pytest.mark.parametrize("side", ["github", "azure-devops"])
def test_a_workspace_goes_the_same_way_step_by_step(
    run: Run, here: Path, side: Orchestrator, release: str
) -> None:
    path = written(here / "x", release, side)
    assert run("import", "--release", release, path).code == 0
    run("set", "services.redis=true", "address.octet=9", "--environment", "dev")
    folder = here / "aifactory/wizard"
    files = [folder / "factory.yaml", *(folder / "projects").glob("*.yaml")]
    start = {path: path.read_bytes() for path in files}
    for step in way(release, "1.25"):
        assert run("upgrade", "--to", step, "--no-input").code in (0, 1)
        assert run("project", "list").code == 0
    slow = {path: path.read_bytes() for path in start}
    for path, data in start.items():
        path.write_bytes(data)
    run("upgrade", "--to", "1.25", "--no-input")
    assert {path: path.read_bytes() for path in slow} == slow


def test_a_decision_is_printed_with_its_remedy(run: Run, here: Path) -> None:
    written(here, "1.23", "github")
    result = run("upgrade", "--no-input")
    assert "decide FND106" in result.out and "stays as it was" in result.out
    missing = run("upgrade", "--templates", here / "nowhere")
    assert missing.code == 2 and "no such folder" in missing.err
