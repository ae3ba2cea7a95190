"""What the verbs make of a sign-in of the Azure CLI: names and warnings, never other files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.azure.cli_folders import ID, account, make_folder, picture
from tests.cli.conftest import Run, tree

DEV, STAGE, TENANT = ID + "10", ID + "11", ID + "01"
ELSEWHERE = ID + "f1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sign-in with dev, and with stage of another tenant."""
    made = make_folder(
        tmp_path / "azure",
        account(DEV, "Contoso [AI] Dev", isDefault=True),
        account(STAGE, "Fabrikam | Stage", ELSEWHERE),
    )
    monkeypatch.setenv("AZURE_CONFIG_DIR", str(made))
    return made


@pytest.fixture
def signed_in(run: Run, workspace: Path, folder: Path) -> Path:
    """A workspace with the subscriptions of the sign-in."""
    keys = "scale_sets.001.environments.{}.subscription_id={}"
    answers = [keys.format("dev", DEV), keys.format("stage", STAGE), f"tenant_id={TENANT}"]
    assert run("set", *answers).code == 0
    return workspace


def codes(result_data: dict[str, list[dict[str, str]]]) -> set[str]:
    return {finding["code"] for finding in result_data["findings"]}


def test_check_warns_of_another_tenant_and_still_succeeds(run: Run, signed_in: Path) -> None:
    result = run("check", "--json")
    assert result.code == 0
    (found,) = [one for one in result.data["findings"] if one["code"] == "SGN101"]
    assert found["severity"] == "warning" and found["line"] and found["file"]
    assert found["keys"][0] == "scale_sets.001.environments.stage.subscription_id"
    assert '"Fabrikam | Stage" belongs to the tenant Fabrikam' in found["message"]
    assert STAGE in found["message"]


def test_check_names_the_ids_in_all_its_text(run: Run, signed_in: Path) -> None:
    wrong = ("--set", f"team.member_object_ids={DEV}")
    told = [line for line in run("check", *wrong).out.splitlines() if DEV in line]
    assert told and all(f"{DEV} (Contoso [AI] Dev)" in line for line in told)


def test_check_leaves_the_sign_in_out_when_told(run: Run, signed_in: Path) -> None:
    assert codes(run("check", "--json").data) & {"SGN101"}
    assert not {code for code in codes(run("check", "--json", "--no-sign-in").data)
                if code.startswith("SGN")}  # fmt: skip


@pytest.mark.parametrize("wanted", ["json", "sarif", "github", "azure-devops", "text"])
def test_without_a_sign_in_check_prints_what_it_prints_when_told_to_leave_it_out(
    run: Run, signed_in: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    left_out = run("check", "--format", wanted, "--no-sign-in").out
    monkeypatch.setenv("AZURE_CONFIG_DIR", str(signed_in / "nowhere"))
    assert run("check", "--format", wanted).out == left_out
    assert "SGN" not in left_out


def test_a_damaged_sign_in_changes_nothing(run: Run, signed_in: Path, folder: Path) -> None:
    (folder / "azureProfile.json").write_bytes(b'\xef\xbb\xbf{"subscriptions": [')
    before = picture(folder)
    result = run("check")
    assert result.code == 0 and result.err == "" and "SGN" not in result.out
    assert picture(folder) == before


def test_generated_files_are_the_same_with_and_without_a_sign_in(
    run: Run, signed_in: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run("generate", "--bicep", "--out", tmp_path / "with").code == 0
    monkeypatch.setenv("AZURE_CONFIG_DIR", str(tmp_path / "nowhere"))
    assert run("generate", "--bicep", "--out", tmp_path / "without").code == 0
    written = tree(tmp_path / "with")
    assert written == tree(tmp_path / "without")
    assert any(name.endswith("report.md") for name in written)
    assert not [name for name, held in written.items() if b"Contoso [AI]" in held]


def test_the_report_has_names_only_when_asked(run: Run, signed_in: Path) -> None:
    plain = run("report").out
    assert "Contoso [AI] Dev" not in plain and "Fabrikam" not in plain
    named = run("report", "--names-from-sign-in").out
    assert f"`{DEV}` (Contoso \\[AI\\] Dev)" in named
    assert f"`{STAGE}` (Fabrikam \\| Stage)" in named
    page = run("report", "--names-from-sign-in", "--html").out
    assert "(Contoso [AI] Dev)" in page
    cells = json.dumps(run("report", "--names-from-sign-in", "--json").data, ensure_ascii=False)
    assert f"{DEV} (Contoso [AI] Dev)" in cells and f"{TENANT} (Contoso)" in cells


def test_scale_set_show_has_names_in_its_text_and_ids_in_its_json(
    run: Run, signed_in: Path
) -> None:
    assert f"subscription_id = {DEV} (Contoso [AI] Dev)" in run("scale-set", "show", "001").out
    rows = run("scale-set", "show", "001", "--json").data["answers"]
    values = {row["key"]: row["value"] for row in rows}
    assert values["scale_sets.001.environments.dev.subscription_id"] == DEV


def test_no_verb_touches_the_folder_of_the_azure_cli(
    run: Run, signed_in: Path, folder: Path
) -> None:
    before = picture(folder)
    for call in ("check", "report --names-from-sign-in", "scale-set show 001", "generate",
                 "check --format sarif", "project show 001"):  # fmt: skip
        run(*call.split())
    assert picture(folder) == before


def test_explain_knows_the_findings(run: Run, signed_in: Path) -> None:
    assert "another tenant" in run("explain", "SGN101").out
