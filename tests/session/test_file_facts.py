"""What check says about files besides their values: who keeps them, and what our facts cover."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.upgrade.files import written
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.rules.example import example_answers
from wizard.session.checking import check_path, check_repository
from wizard.session.opening import Opened, open_repository
from wizard.session.reviewing import planned_findings
from wizard.session.writing import plan_files
from wizard.store.git_index import tracked
from wizard.store.write import apply

ENV = "PROJECT_NUMBER='001'\nPROJECT_MEMBERS_EMAILS='someone@contoso.example'\n"


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / ".env").write_text(ENV, encoding="utf-8")
    return tmp_path


def codes(root: Path) -> dict[str, str]:
    return {f.code: f"{f.file}:{f.line} {f.message}" for f in check_repository(root).findings}


def test_personal_data_in_a_file_that_git_keeps(repository: Path) -> None:
    assert "FIL106" not in codes(repository)
    git(repository, "add", ".env")
    assert codes(repository)["FIL106"].startswith(".env:2 ")
    (repository / ".env").write_text("PROJECT_NUMBER='001'\n", encoding="utf-8")
    assert "FIL106" not in codes(repository)


@pytest.mark.parametrize("version", ["2", "3"])
def test_what_git_tracks(repository: Path, version: str) -> None:
    (repository / "deep").mkdir()
    for name in ("a", "deep/.env", "with blank", "é"):
        (repository / name).write_text("x", encoding="utf-8")
    git(repository, "-c", f"index.version={version}", "add", "a", "deep/.env", "é")
    if version == "3":
        git(repository, "add", "--intent-to-add", "with blank")
    wanted = {".env", "a", "deep/.env", "é", "b"}
    assert tracked(repository, wanted) == {"a", "deep/.env", "é"}


@pytest.mark.parametrize("data", [b"", b"DIRC", b"DIRC\0\0\0\2\0\0\0\5short", b"x" * 200])
def test_an_index_that_cannot_be_read_says_nothing(repository: Path, data: bytes) -> None:
    (repository / ".git/index").write_bytes(data)
    assert tracked(repository, {".env"}) == set()


def test_what_rests_on_another_releases_templates_is_said(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(ENV + "ENABLE_AI_FOUNDRY='true'\nENABLE_WEBAPP='true'\n", encoding="utf-8")

    def said(release: str) -> list[str]:
        found = check_path(path, release=release).findings
        return [f.message for f in found if f.code == "FIL122"]

    assert said("1.24") == []
    (message,) = said("1.25")
    assert "described for release 1.24" in message and "1.25" in message


@pytest.mark.parametrize("side", ["github", "azure-devops"])
def test_names_that_pipelines_read_and_no_template_has_are_said(
    side: Orchestrator, tmp_path: Path
) -> None:
    path = written(tmp_path, "1.24", side)
    said = [f.message for f in check_path(path, release="1.24").findings if f.code == "FIL123"]
    assert len(said) == 1
    assert {"github": "ZONE_REDIS_EXISTS", "azure-devops": "enableProjectVM"}[side] in said[0]
    assert "AZURE_SUBSCRIPTION_ID" not in said[0]
    short = tmp_path / "short.env"
    short.write_text("PROJECT_NUMBER='001'\n", encoding="utf-8")
    assert "FIL123" not in {f.code for f in check_path(short).findings}


@pytest.fixture
def factory(tmp_path: Path) -> Path:
    """A repository whose .env is a whole one that lacks names which only pipelines read."""
    opened = open_repository(tmp_path)
    for full, given in example_answers(load_catalog(), {}).items():
        opened.session.answers.put(full, given)
    apply(plan_files(opened))
    path = tmp_path / ".env"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(x for x in lines if "ZONE_REDIS_EXISTS" not in x), "utf-8")
    return tmp_path


def about_plan(opened: Opened) -> list[str]:
    return [f"{f.code} {f.place}" for f in planned_findings(opened, plan_files(opened))]


def test_what_is_wrong_with_a_file_is_told_as_the_plan_leaves_it(factory: Path) -> None:
    assert about_plan(open_repository(factory)) == ["FIL123 .env"]
    env = factory / ".env"
    env.write_text("PROJECT_NUMBR='1'\n" + env.read_text("utf-8"), "utf-8")
    assert about_plan(open_repository(factory)) == ["FIL104 .env:1", "FIL123 .env"]
    opened = open_repository(factory)
    opened.session.set("naming.prefix", "zeta-")
    assert about_plan(opened) == ["FIL104 .env:1"], "the names that lack come in with the change"
    apply(plan_files(opened))
    assert {f.code for f in check_repository(factory).findings if f.file == ".env"} == {"FIL104"}


def test_a_file_that_is_made_anew_has_nothing_wrong(factory: Path) -> None:
    (factory / ".env").unlink()
    assert about_plan(open_repository(factory)) == []
