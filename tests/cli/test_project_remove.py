"""project remove: the answers go, and what stays is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, tree

FILE = "aifactory/wizard/projects/002.yaml"


@pytest.fixture
def two(workspace: Path, run: Run) -> Path:
    """A workspace with the projects 001 (active) and 002, all files generated."""
    assert run("project", "new", "002", "--from", "001").code == 0
    assert run("generate").code == 0
    return workspace


def test_the_answers_go_and_nothing_else(run: Run, two: Path) -> None:
    before = tree(two)
    data = run("project", "remove", "2", "--json").data
    assert data["saved"] == [FILE]
    after = tree(two)
    assert set(before) - set(after) == {FILE}
    assert {path: after[path] for path in before if path != FILE} == {
        path: data for path, data in before.items() if path != FILE
    }
    assert [row["project"] for row in run("project", "list", "--json").data] == ["001"]


def test_it_can_be_undone_from_the_copy(run: Run, two: Path) -> None:
    before = (two / FILE).read_bytes()
    backup = run("project", "remove", "002", "--json").data["backup"]
    (two / FILE).write_bytes((two / backup / FILE).read_bytes())
    assert (two / FILE).read_bytes() == before
    assert [row["project"] for row in run("project", "list", "--json").data] == ["001", "002"]


def test_what_stays_is_told_and_generated_files_are_listed(run: Run, two: Path) -> None:
    result = run("project", "remove", "002")
    assert result.code == 0
    assert "In Azure everything of project 002 stays" in result.out
    assert "seeding key vault" in result.out and "esml-project002-sp-id" in result.out
    listed = {line.split()[1] for line in result.out.splitlines() if line.startswith("  delete ")}
    generated = two / "aifactory/wizard/generated/002"
    assert listed == {
        path.relative_to(two).as_posix() for path in generated.rglob("*") if path.is_file()
    }
    assert listed


def test_a_dry_run_changes_nothing(run: Run, two: Path) -> None:
    before = tree(two)
    result = run("project", "remove", "002", "--dry-run")
    assert result.code == 0 and "would go" in result.out
    assert tree(two) == before


@pytest.mark.parametrize(
    ("number", "said"), [("001", "active"), ("009", "no project 009"), ("x", "no number")]
)
def test_what_cannot_be_removed(run: Run, two: Path, number: str, said: str) -> None:
    before = tree(two)
    result = run("project", "remove", number)
    assert result.code == 2 and said in result.err
    assert tree(two) == before


def test_the_only_project_stays(run: Run, workspace: Path) -> None:
    result = run("project", "remove", "001")
    assert result.code == 2 and "only one" in result.err


def test_the_file_that_went_is_not_called_saved(run: Run, two: Path) -> None:
    told = run("project", "remove", "002").out
    assert f"deleted: {FILE}" in told and f"saved: {FILE}" not in told
    assert not (two / FILE).exists()
