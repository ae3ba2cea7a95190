"""Checking a path: what is wrong with files, each with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wizard.session.checking import check_path, check_repository
from wizard.session.variable_files import kind_of_file
from wizard.store.errors import StoreError
from wizard.store.reading import read_file


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        (".env", "", "github"),
        (".env", "anything at all", "github"),
        ("github.env", "A=1", "github"),
        ("settings.txt", "A=1\n# b\nexport C=2\n", "github"),
        ("settings.txt", "factory:\n  tenant_id: a=b\n", None),
        ("variables.yaml", "variables:\n  a: b\n", "azure-devops"),
        ("variables.yaml", "variabels:\n  a: b\n", "azure-devops"),
        ("variables.yaml", "version: 1\nfactory: {}\n", None),
        ("other.yml", "# head\nvariables:\n- name: a\n  value: b\n", "azure-devops"),
        ("answers.json", '{"variables": 1,\n"factory": {}}', None),
        ("answers.yaml", "", None),
    ],
)
def test_the_kind_of_a_file(tmp_path: Path, name: str, text: str, kind: str | None) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert kind_of_file(read_file(tmp_path / name)) == kind


def test_a_repository_without_a_workspace_is_judged_by_its_variable_file(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".env").write_text("AIFACTORY_PREFIX='a'\nTENANT_ID='nonsense'\n", "utf-8")
    (tmp_path / "below").mkdir()
    found = check_repository(tmp_path / "below").findings
    wrong = [f for f in found if f.keys[:1] == ("tenant_id",)]
    assert [(f.file, f.line) for f in wrong] == [(".env", 2)]


def test_another_programs_env_file_is_nobodys_answers(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".env").write_text("NODE_ENV=production\nPORT=80\n", encoding="utf-8")
    assert check_repository(tmp_path).is_empty


def test_a_missing_file_is_an_error_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        check_path(tmp_path / "nowhere.yaml")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), name=st.sampled_from([".env", "variables.yaml", "a.yaml"]))
def test_no_text_is_a_traceback(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    try:
        checked = check_path(path)
    except StoreError as error:
        assert error.reason
        return
    assert all(finding.message and finding.code for finding in checked.findings)
