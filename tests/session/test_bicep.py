"""Bicep in a session: drawing the salt once, findings before writing, drift of a checkout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.delivery.bicep_examples import CATALOG, declared
from wizard.catalog.load import load_catalog
from wizard.formats.bicepparam import Bicepparam, read_bicepparam
from wizard.model.answers import Answers
from wizard.naming.formula import random_salt
from wizard.rules.example import example_answers
from wizard.rules.registry import Changes
from wizard.session import Session
from wizard.session.bicep import bicep_findings, draw_salts, drift_findings
from wizard.session.checking import check_repository
from wizard.session.opening import Opened, open_repository
from wizard.session.walk import Walk
from wizard.session.writing import Wanted, plan_files
from wizard.store.layout import Layout, find_repository
from wizard.store.workspace import LoadedWorkspace
from wizard.store.write import apply

HOME = "azure-enterprise-scale-ml/environment_setup/aifactory/bicep"


def session_of(changes: Changes | None = None) -> Session:
    return Session(CATALOG, example_answers(CATALOG, changes))


def salt_in(session: Session, environment: str, project: str = "001") -> str:
    return random_salt(session.view(project=project, environment=environment)) or ""


def opened_on(changes: Changes | None = None) -> Opened:
    """Something opened that nobody writes."""
    session = session_of(changes)
    home = Path("nowhere")
    return Opened(session, Layout(home), LoadedWorkspace(session.answers, home, home, "single"))


def salts(opened: Opened, project: str = "001") -> list[str]:
    return [salt_in(opened.session, name, project) for name in ("dev", "stage", "prod")]


def test_a_salt_is_drawn_once_for_each_environment_and_makes_no_change_to_save() -> None:
    opened = opened_on()
    walk = Walk(opened)
    assert len(draw_salts(opened)) == 3
    drawn = salts(opened)
    assert all(re.fullmatch("[a-z0-9]{10}", text) for text in drawn)
    assert len(set(drawn)) == 3
    assert draw_salts(opened) == ()
    assert (walk.unsaved, opened.session.is_dirty, opened.session.undo()) == (0, False, None)
    walk.recount()
    assert walk.unsaved == 0


def test_looking_again_after_a_change_shows_the_same_salts() -> None:
    opened = opened_on()
    draw_salts(opened)
    drawn = salts(opened)
    opened.session.set("services.cosmos_db", True)
    assert salts(opened) == ["", "", ""]
    draw_salts(opened)
    assert salts(opened) == drawn


def test_two_projects_and_two_draws_differ() -> None:
    opened, other = opened_on(), opened_on()
    opened.session.answers.add_project("002")
    opened.session.refresh()
    draw_salts(opened)
    draw_salts(other)
    assert len({*salts(opened), *salts(opened, "002"), *salts(other)}) == 9


def test_a_salt_that_is_there_is_not_touched() -> None:
    opened = opened_on({"naming.random_salts.stage": "aaaaaaaaa1"})
    assert draw_salts(opened) == (
        "projects.001.naming.random_salts.dev", "projects.001.naming.random_salts.prod",
    )  # fmt: skip
    assert salts(opened)[1] == "aaaaaaaaa1"
    given = opened_on({"naming.random_salt": "bbbbbbbbb2"})
    assert draw_salts(given) == ()
    assert salts(given) == ["bbbbbbbbb2"] * 3


def test_the_placeholder_of_the_variable_file_is_no_salt() -> None:
    opened = opened_on({"naming.random_salt": "<10>"})
    assert len(draw_salts(opened)) == 3
    assert all(re.fullmatch("[a-z0-9]{10}", text) for text in salts(opened))


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


def test_many_parameters_that_differ_alike_are_one_finding(tmp_path: Path) -> None:
    path = repository(tmp_path) / HOME / "esml-genai-1" / "04-databases.bicep"
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("param sku", "param elastic"))]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    gone = [f for f in drift_findings(Layout(tmp_path), "1.24") if "no longer" in f.message]
    assert len(gone) == 1
    assert "each of " in gone[0].message and "skuRedisDev" in gone[0].message


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
    draw_salts(opened)
    assert [finding.code for finding in bicep_findings(opened, environments=["dev"])] == ["BIC102"]


def test_the_check_reads_the_templates_where_the_answers_ask_for_files(tmp_path: Path) -> None:
    opened = opened_with(repository(tmp_path), {"outputs.bicep": True})
    apply(plan_files(opened))
    assert not [f for f in check_repository(tmp_path).findings if f.code.startswith("BIC")]
    path = tmp_path / HOME / "esml-genai-1" / "04-databases.bicep"
    path.write_text("param cosmosSort string\n" + path.read_text("utf-8"), encoding="utf-8")
    (found,) = [f for f in check_repository(tmp_path).findings if f.code.startswith("BIC")]
    assert (found.code, found.line) == ("BIC101", 1)
    assert "cosmosSort is new" in found.message


def test_writing_draws_the_salt_keeps_it_and_repeats_itself(tmp_path: Path) -> None:
    opened = opened_with(repository(tmp_path))
    first = plan_files(opened, Wanted(bicep=True))
    apply(first)
    again = open_repository(tmp_path)
    path = tmp_path / "aifactory/wizard/generated/001/bicep/dev/61-foundation.bicepparam"
    file = read_bicepparam(path.read_text(encoding="utf-8"))
    assert (path.parent / file.using).resolve().is_file()
    assert file.values["randomValue"] == salt_in(again.session, "dev")
    assert re.fullmatch("[a-z0-9]{10}", str(file.values["randomValue"]))
    second = plan_files(again, Wanted(bicep=True))
    written = {file.status for file in second.files if "/bicep/" in file.path}
    assert written == {"unchanged"}


def test_the_answer_asks_for_them_as_well_and_looking_is_no_change(tmp_path: Path) -> None:
    opened = opened_with(repository(tmp_path), {"outputs.bicep": True})
    walk = Walk(opened)
    looked = plan_files(opened)
    assert (walk.unsaved, opened.session.is_dirty) == (0, False)
    planned = {file.path: file.after for file in looked.files if "/bicep/" in file.path}
    opened.session.set("title", "another")
    opened.session.undo()
    apply(plan_files(opened))
    assert planned
    assert {path: (tmp_path / path).read_bytes() for path in planned} == planned
    again = open_repository(tmp_path)
    assert salts(again) == salts(opened)
    assert not any(file.status != "unchanged" for file in plan_files(again).files)


def test_a_release_whose_templates_are_not_described_writes_none(tmp_path: Path) -> None:
    opened = opened_with(tmp_path, {"outputs.bicep": True})
    older = load_catalog("1.22")
    opened.session = Session(older, opened.session.answers)
    assert not any("/bicep/" in file.path for file in plan_files(opened).files)
    (found,) = bicep_findings(opened)
    assert (found.code, found.keys) == ("BIC105", ("outputs.bicep",))
    opened.session.unset("outputs.bicep")
    assert bicep_findings(opened) == []


def test_without_the_wish_there_are_no_such_files(tmp_path: Path) -> None:
    opened = opened_with(repository(tmp_path))
    paths = [file.path for file in plan_files(opened).files]
    assert paths and not any("/bicep/dev" in path or path.endswith("RUN.md") for path in paths)
    assert salt_in(opened.session, "dev") == ""


def test_the_manifest_names_the_parameter_files(tmp_path: Path) -> None:
    opened = opened_with(repository(tmp_path))
    apply(plan_files(opened, Wanted(bicep=True, environments=("prod",))))
    home = find_repository(tmp_path).root / "aifactory/wizard/generated/001"
    manifest = (home / "MANIFEST.md").read_text(encoding="utf-8")
    assert "bicep/prod/RUN.md" in manifest
    assert "bicep/dev" not in manifest


NEW_IN_125 = {
    "esml-genai-1/03-cognitive-services.bicep":
        "param deployAISearch bool = true\nparam aiSearchLocation string = ''\n",
    "esml-genai-1/05-compute-services.bicep":
        "@allowed(['Consumption', 'D4', 'D8'])\nparam skuContainerAppsDev string = 'Consumption'\n",
    "esml-genai-1/03b-ai-search.bicep":
        "targetScope = 'subscription'\nparam env string\nparam aiSearchLocation string = ''\n"
        "param here string = subscription().subscriptionId\n",
    "esml-genai-1/04b-postgresql.bicep":
        "targetScope = 'subscription'\nparam enablePostgreSQL bool = true\n"
        "param postgreSQLStorage object = {\n  storageSizeGB: 32\n}\n",
}  # fmt: skip


def checkout_125(tmp_path: Path) -> Path:
    """A checkout like that of 1.25: the templates of 1.24, parameters more, and two templates."""
    repository(tmp_path)
    for name, lines in NEW_IN_125.items():
        path = tmp_path / HOME / name
        standing = path.read_text("utf-8") if path.is_file() else ""
        path.write_text(standing + lines, encoding="utf-8")
    return tmp_path


def opened_125(tmp_path: Path, changes: Changes | None = None) -> Opened:
    catalog = load_catalog("1.25")
    opened = open_repository(tmp_path, release="1.25")
    opened.session = Session(catalog, example_answers(catalog, changes))
    return opened


def file_of(tmp_path: Path, name: str) -> Bicepparam:
    path = tmp_path / "aifactory/wizard/generated/001/bicep/dev" / name
    return read_bicepparam(path.read_text(encoding="utf-8"))


def test_release_125_takes_the_declarations_of_the_checkout(tmp_path: Path) -> None:
    changes: Changes = {
        "outputs.bicep": True, "services.postgresql": True, "services.container_apps": True,
        "search.region": "westeurope", "sku.container_apps.dev": "D4",
    }  # fmt: skip
    opened = opened_125(checkout_125(tmp_path), changes)
    assert not [f for f in bicep_findings(opened) if f.code not in ("BIC103",)]
    apply(plan_files(opened))
    search = file_of(tmp_path, "63-cognitive-services.bicepparam").values
    assert (search["deployAISearch"], search["aiSearchLocation"]) == (False, "westeurope")
    alone = file_of(tmp_path, "63b-ai-search.bicepparam")
    assert dict(alone.values) == {"env": "dev", "aiSearchLocation": "westeurope"}
    assert file_of(tmp_path, "64-databases.bicepparam").values["enablePostgreSQL"] is False
    database = file_of(tmp_path, "64b-postgresql.bicepparam").values
    assert database == {"enablePostgreSQL": True, "postgreSQLStorage": {"storageSizeGB": 32}}
    compute = file_of(tmp_path, "65-compute-services.bicepparam").values
    assert compute["skuContainerAppsDev"] == "D4"
    assert compute["enableContainerApps"] is True  # the step of their own is not in this checkout
    sheet = (tmp_path / "aifactory/wizard/generated/001/bicep/dev/RUN.md").read_text("utf-8")
    numbers = re.findall(r"^### (\S+)", sheet, re.MULTILINE)
    assert numbers.index("63b") == numbers.index("63") + 1
    assert numbers.index("64b") == numbers.index("64") + 1
    assert "known in part only" in sheet


def test_release_125_without_a_checkout_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    opened = opened_125(tmp_path, {"outputs.bicep": True})
    (found,) = bicep_findings(opened)
    assert (found.code, found.severity) == ("BIC104", "error")
    assert "submodule" in found.remedy
    assert not any("/bicep/" in file.path for file in plan_files(opened).files)


def test_a_parameter_that_nobody_knows_and_the_template_wants_is_named(tmp_path: Path) -> None:
    path = checkout_125(tmp_path) / HOME / "esml-genai-1/04-databases.bicep"
    path.write_text("param unheardOf string\n" + path.read_text("utf-8"), encoding="utf-8")
    found = [f for f in bicep_findings(opened_125(tmp_path)) if f.code == "BIC102"]
    assert {f.severity for f in found} == {"error"}
    assert all("unheardOf" in f.message and "unheardOf=" in f.remedy for f in found)
