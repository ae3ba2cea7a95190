"""Symbolic links in a repository: those that stay inside are followed, others are refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from wizard.cli.main import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")

FACTORY = "aifactory/wizard/factory.yaml"
PRIVATE = 'version: 1\nfactory: {tenant_id: "what nobody should read"}\n'


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "aifactory/wizard/projects").mkdir(parents=True)
    (root / FACTORY).write_text("version: 1\nfactory: {}\n", encoding="utf-8")
    (tmp_path / "private.yaml").write_text(PRIVATE, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def link(place: Path, target: Path) -> None:
    place.unlink(missing_ok=True)
    place.symlink_to(target)


@pytest.mark.parametrize("verb", [("check",), ("generate", "--dry-run")])
@pytest.mark.parametrize("path", [FACTORY, "aifactory/wizard/projects/002.yaml", ".env"])
def test_a_link_out_of_the_repository_is_refused(
    repository: Path, capsys: pytest.CaptureFixture[str], path: str, verb: tuple[str, ...]
) -> None:
    link(repository / path, repository.parent / "private.yaml")
    assert main(list(verb)) != 0
    told = "".join(capsys.readouterr())
    assert f"{path}: is, or lies behind, a symbolic link that leads out" in told
    assert "nobody should read" not in told


def test_a_file_that_is_named_is_refused_as_well(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link(repository / FACTORY, repository.parent / "private.yaml")
    assert main(["check", FACTORY]) != 0
    told = "".join(capsys.readouterr())
    assert "leads out of the repository" in told
    assert "nobody should read" not in told


def test_a_linked_folder_is_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = repository.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "002.yaml").write_text(PRIVATE, encoding="utf-8")
    (repository / "aifactory/wizard/projects").rmdir()
    link(repository / "aifactory/wizard/projects", elsewhere)
    assert main(["check"]) != 0
    assert "leads out of the repository" in "".join(capsys.readouterr())


def test_a_link_within_the_repository_is_followed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / FACTORY).rename(repository / "shared.yaml")
    link(repository / FACTORY, Path("../../shared.yaml"))
    main(["check"])
    assert "symbolic link" not in "".join(capsys.readouterr())


def test_files_are_not_generated_behind_a_link_out_of_the_repository(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = repository.parent / "profile"
    theirs.write_text("mine", encoding="utf-8")
    folder = repository / "aifactory/wizard/generated/001/github"
    folder.mkdir(parents=True)
    link(folder / "apply.sh", theirs)
    assert main(["generate", "--allow-errors"]) != 0
    told = "".join(capsys.readouterr())
    assert "generated/001/github/apply.sh: is, or lies behind, a symbolic link" in told
    assert theirs.read_text(encoding="utf-8") == "mine"


def test_import_of_a_whole_repository_reads_no_file_outside(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = repository.parent / "secret.env"
    secret.write_text('TENANT_ID="what nobody should read"\n', encoding="utf-8")
    folder = repository / "aifactory/config-wizard/project-001"
    folder.mkdir(parents=True)
    link(folder / ".env", secret)
    main(["import"])
    told = "".join(capsys.readouterr())
    assert "leads out of the repository" in told
    assert "nobody should read" not in told + (repository / FACTORY).read_text(encoding="utf-8")


def test_a_link_that_the_user_names_for_a_result_is_followed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = repository.parent / "report.md"
    report.write_text("old", encoding="utf-8")
    link(repository / "report.md", report)
    assert main(["report", "--out", "report.md", "--set", "title=Contoso"]) == 0
    assert "Contoso" in report.read_text(encoding="utf-8")
