"""generate --bicep: parameter files beside the variable files, told and kept like these."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

FOLDER = "aifactory/wizard/generated/001/bicep"


def test_files_for_every_environment_in_use_and_nothing_without_the_option(
    run: Run, workspace: Path, here: Path
) -> None:
    assert run("generate").code == 0
    assert not (here / FOLDER).exists()
    result = run("generate", "--bicep", "--json")
    assert result.code == 0, result.err
    paths = {file["path"] for file in result.data["files"]}
    assert {f"{FOLDER}/{name}/RUN.md" for name in ("dev", "stage", "prod")} <= paths
    assert "randomValue = " in (here / FOLDER / "dev/61-foundation.bicepparam").read_text("utf-8")
    assert any("RUN.md" in line for line in result.data["next"])


def test_a_second_run_changes_nothing(run: Run, workspace: Path) -> None:
    run("generate", "--bicep")
    again = run("generate", "--bicep", "--check")
    assert (again.code, "nothing to do" in again.err + again.out) == (0, True)


def test_looking_draws_nothing_that_stays(run: Run, workspace: Path, here: Path) -> None:
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    assert run("generate", "--bicep", "--dry-run").code == 0
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


def test_one_environment_only(run: Run, workspace: Path, here: Path) -> None:
    assert run("generate", "--bicep", "--environment", "dev").code == 0
    assert [path.name for path in (here / FOLDER).iterdir()] == ["dev"]


def test_under_another_folder_the_missing_salt_is_said(run: Run, workspace: Path) -> None:
    result = run("generate", "--bicep", "--out", "elsewhere", "--json")
    assert "BIC103" in {finding["code"] for finding in result.data["findings"]}
    kept = run("generate", "--bicep", "--json")
    assert "BIC103" not in {finding["code"] for finding in kept.data["findings"]}


def test_a_release_without_described_templates_is_refused(run: Run, workspace: Path) -> None:
    result = run("generate", "--bicep", "--release", "1.22", "--json")
    assert result.code == 2
    assert "1.22" in result.error["message"]
    assert "1.24" in result.error["remedy"]
