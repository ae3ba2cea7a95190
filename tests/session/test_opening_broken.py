"""A factory whose variable file has lines that cannot be read: what is left out is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.session.opening import open_repository
from wizard.session.overview import repository_in_words
from wizard.session.variable_files import file_variables, lines_not_understood
from wizard.store.reading import read_file

BROKEN = 'PROJECT_NUMBER="003"\nTENANT_ID="never closed\nFOO BAR\nENABLE_COSMOS_DB="true"\n'


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "aifactory").mkdir()
    (tmp_path / ".env").write_text(BROKEN, encoding="utf-8")
    return tmp_path


def test_the_first_page_names_each_line_that_was_left_out(repository: Path) -> None:
    told = list(repository_in_words(open_repository(repository)))
    assert any(line.startswith(".env:2: not understood: TENANT_ID: ") for line in told)
    assert any(line.startswith(".env:3: not understood: ") for line in told)
    assert not any(".env:1" in line or ".env:4" in line for line in told)


def test_of_many_such_lines_a_few_are_named(repository: Path) -> None:
    (repository / ".env").write_text('PROJECT_NUMBER="003"\n' + "FOO BAR\n" * 40, encoding="utf-8")
    told = [line for line in repository_in_words(open_repository(repository)) if ".env" in line]
    assert len(told) <= 6
    assert any("36 more such lines" in line for line in told)


def test_a_sound_file_is_not_spoken_of(repository: Path) -> None:
    (repository / ".env").write_text('PROJECT_NUMBER="003"\n', encoding="utf-8")
    assert open_repository(repository).notes == []


def test_lines_of_azure_devops_are_named_too(tmp_path: Path) -> None:
    path = tmp_path / "variables.yaml"
    path.write_text("variables:\n  project_number: '003'\n  wrong:\n    a: b\n", encoding="utf-8")
    state = read_file(path, shown="variables.yaml")
    assert [v.name for v in file_variables(state, "azure-devops", "variables.yaml")] != []
    (told,) = lines_not_understood(state, "azure-devops", "variables.yaml")
    assert told.startswith("variables.yaml:3: not understood: ")
