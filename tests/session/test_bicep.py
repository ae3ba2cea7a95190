"""Bicep in a session: drawing the salt once, findings before writing, drift of a checkout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.delivery.bicep_examples import CATALOG, declared
from wizard.formats.bicepparam import read_bicepparam
from wizard.model.answers import Answers
from wizard.rules.example import example_answers
from wizard.rules.registry import Changes
from wizard.session import Session
from wizard.session.bicep import bicep_findings, draw_salts, drift_findings
from wizard.session.opening import Opened, open_repository
from wizard.session.writing import Wanted, plan_files
from wizard.store.layout import Layout, find_repository
from wizard.store.write import apply

HOME = "azure-enterprise-scale-ml/environment_setup/aifactory/bicep"


def session_of(changes: Changes | None = None) -> Session:
    return Session(CATALOG, example_answers(CATALOG, changes))


def salt(session: Session, environment: str, project: str = "001") -> str:
    return session.view(project=project, environment=environment).text("naming.random_salt")


def test_the_salt_is_drawn_once_and_kept() -> None:
    session = session_of()
    assert draw_salts(session) is not None
    drawn = salt(session, "dev")
    assert re.fullmatch("[a-z0-9]{10}", drawn)
    assert {salt(session, name) for name in ("stage", "prod")} == {drawn}
    assert draw_salts(session) is None
    assert salt(session, "dev") == drawn
    session.undo()
    assert salt(session, "dev") == ""


def test_two_projects_and_two_draws_differ() -> None:
    session = session_of()
    session.answers.add_project("002")
    session.refresh()
    draw_salts(session)
    other = session_of()
    draw_salts(other)
    seen = {salt(session, "dev"), salt(session, "dev", "002"), salt(other, "dev")}
    assert len(seen) == 3


def test_a_salt_that_is_there_is_not_touched_and_the_other_environments_get_their_own() -> None:
    session = session_of({"naming.random_salts.stage": "aaaaaaaaa1"})
    draw_salts(session)
    found = [salt(session, name) for name in ("dev", "stage", "prod")]
    assert found[1] == "aaaaaaaaa1"
    assert len(set(found)) == 3
    assert all(re.fullmatch("[a-z0-9]{10}", text) for text in found)
    given = session_of({"naming.random_salt": "bbbbbbbbb2"})
    assert draw_salts(given) is None


def test_the_placeholder_of_the_variable_file_is_no_salt() -> None:
    session = session_of({"naming.random_salt": "<10>"})
    assert draw_salts(session) is not None
    assert salt(session, "prod") != "<10>"


def repository(tmp_path: Path) -> Path:
    """A repository whose submodule declares what the release declares."""
    (tmp_path / ".git").mkdir()
    for name, parameters in declared().items():
        lines = []
        for parameter, row in parameters.items():
            if row.get("secure"):
                lines.append("@secure()")
            if "allowed" in row:
                lines.append(f"@allowed([{', '.join(repr(v) for v in row['allowed'])}])")
            default = f" = {as_bicep(row['default'])}" if "default" in row else ""
            default = " = resourceGroup().id" if row.get("computed") else default
            lines.append(f"param {parameter} {row['type']}{default}")
        path = tmp_path / HOME / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def as_bicep(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(as_bicep, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {as_bicep(item)}' for key, item in value.items())}}}"
    return repr(value)


def test_a_checkout_of_the_release_has_no_drift(tmp_path: Path) -> None:
    assert drift_findings(Layout(repository(tmp_path)), "1.24") == []


def test_no_checkout_is_no_drift(tmp_path: Path) -> None:
    assert drift_findings(Layout(tmp_path), "1.24") == []


def test_drift_names_file_line_and_parameter(tmp_path: Path) -> None:
    path = repository(tmp_path) / HOME / "esml-genai-1" / "04-databases.bicep"
    text = path.read_text(encoding="utf-8").replace("param cosmosKind ", "param cosmosSort ")
    path.write_text(text, encoding="utf-8")
    found = drift_findings(Layout(tmp_path), "1.24")
    assert [(finding.code, finding.severity) for finding in found] == [
        ("BIC101", "warning"), ("BIC101", "note"),
    ]  # fmt: skip
    assert all(finding.file == f"{HOME}/esml-genai-1/04-databases.bicep" for finding in found)
    assert "cosmosKind is no longer declared" in found[0].message
    assert "cosmosSort is new" in found[1].message
    assert found[1].line == text[: text.index("param cosmosSort")].count("\n") + 1


@pytest.mark.parametrize("data", [b"param a object = {", b"\xff\xfe\x00", b""])
def test_a_template_that_cannot_be_read_is_a_finding_and_no_crash(
    tmp_path: Path, data: bytes
) -> None:
    path = repository(tmp_path) / HOME / "esml-genai-1" / "04-databases.bicep"
    path.write_bytes(data)
    found = drift_findings(Layout(tmp_path), "1.24")
    assert found and all("04-databases.bicep" in finding.message for finding in found)
    path.unlink()
    (finding,) = drift_findings(Layout(tmp_path), "1.24")
    assert "is missing" in finding.message


def opened_with(tmp_path: Path, changes: Changes | None = None) -> Opened:
    opened = open_repository(tmp_path)
    answers: Answers = example_answers(CATALOG, changes)
    opened.session.answers = answers
    opened.session = Session(CATALOG, answers)
    return opened


def test_findings_name_what_a_template_refuses_and_the_missing_salt(tmp_path: Path) -> None:
    opened = opened_with(repository(tmp_path), {"search.semantic_tier": "gold"})
    found = {finding.code: finding for finding in bicep_findings(opened)}
    assert set(found) == {"BIC102", "BIC103"}
    assert found["BIC102"].keys == ("projects.001.search.semantic_tier",)
    draw_salts(opened.session)
    assert [finding.code for finding in bicep_findings(opened, environments=["dev"])] == ["BIC102"]


def test_writing_draws_the_salt_keeps_it_and_repeats_itself(tmp_path: Path) -> None:
    opened = opened_with(repository(tmp_path))
    first = plan_files(opened, Wanted(bicep=True))
    apply(first)
    again = open_repository(tmp_path)
    path = tmp_path / "aifactory/wizard/generated/001/bicep/dev/61-foundation.bicepparam"
    file = read_bicepparam(path.read_text(encoding="utf-8"))
    assert (path.parent / file.using).resolve().is_file()
    assert file.values["randomValue"] == salt(again.session, "dev")
    assert re.fullmatch("[a-z0-9]{10}", str(file.values["randomValue"]))
    second = plan_files(again, Wanted(bicep=True))
    written = {file.status for file in second.files if "/bicep/" in file.path}
    assert written == {"unchanged"}


def test_without_the_wish_there_are_no_such_files(tmp_path: Path) -> None:
    opened = opened_with(repository(tmp_path))
    paths = [file.path for file in plan_files(opened).files]
    assert paths and not any("/bicep/dev" in path or path.endswith("RUN.md") for path in paths)
    assert salt(opened.session, "dev") == ""


def test_the_manifest_names_the_parameter_files(tmp_path: Path) -> None:
    opened = opened_with(repository(tmp_path))
    apply(plan_files(opened, Wanted(bicep=True, environments=("prod",))))
    home = find_repository(tmp_path).root / "aifactory/wizard/generated/001"
    manifest = (home / "MANIFEST.md").read_text(encoding="utf-8")
    assert "bicep/prod/RUN.md" in manifest
    assert "bicep/dev" not in manifest
