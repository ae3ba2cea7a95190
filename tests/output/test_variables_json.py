"""variables.json: native types, equal to the other files, and edited without losing a byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wizard.catalog.load import load_catalog
from wizard.formats.ado_variables import AdoDocument
from wizard.formats.dotenv import EnvDocument
from wizard.formats.errors import FormatError
from wizard.formats.json_members import with_members
from wizard.formats.variables_json import value_text
from wizard.output.files import ADO_FILE, ENV_FILE, OutputFile
from wizard.output.project_files import project_files
from wizard.output.variables_json_file import JSON_FILE
from wizard.rules.example import example_answers
from wizard.session import Session
from wizard.session.checking import check_repository

CATALOG = load_catalog("1.25")
SHIPPED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "variables-1.25.json").read_text(encoding="utf-8")
)["variables_json"]


def made(
    orchestrator: str = "both", existing: dict[str, str] | None = None, release: str = "1.25"
) -> dict[str, str]:
    catalog = load_catalog(release)
    session = Session(catalog, example_answers(catalog, {"orchestrator": orchestrator}))
    kinds: Any = ("github", "azure-devops") if orchestrator == "both" else (orchestrator,)
    files: list[OutputFile] = project_files(
        session.view(), kinds, active=True, existing=existing or {}, findings=[],
        environments=session.view().environments,
    )  # fmt: skip
    return {file.path: file.data.decode() for file in files}


def test_it_has_the_names_and_types_of_the_shipped_file() -> None:
    document = json.loads(made()[JSON_FILE])
    assert list(document) == ["dev"]
    section = document["dev"]
    assert set(section) == set(SHIPPED)
    assert None not in section.values()
    other = {
        name: (type(value), type(SHIPPED[name]))
        for name, value in section.items()
        if type(value) is not type(SHIPPED[name])
    }
    assert other == {}


def test_it_says_what_variables_yaml_says() -> None:
    files = made()
    entries = AdoDocument.parse(files[ADO_FILE], ADO_FILE).entries
    yaml_says = {entry.name: entry.value for entry in entries}
    section = json.loads(files[JSON_FILE])["dev"]
    shared = set(section) & set(yaml_says)
    assert len(shared) > 380
    assert {name: value_text(section[name]) for name in shared} == {
        name: yaml_says[name] for name in shared
    }


def test_for_github_it_says_what_the_env_file_says_and_has_no_macro() -> None:
    files = made("github")
    env = {e.name: e.value for e in EnvDocument.parse(files[ENV_FILE], ENV_FILE).entries}
    section = json.loads(files[JSON_FILE])["dev"]
    assert [name for name, value in section.items() if "$(" in str(value)] == []
    assert section["tags"] == env["TAGS"]
    for setting in CATALOG.settings.values():
        if setting.scope == "environment" or len(setting.azure_devops) != 1 or not setting.github:
            continue
        name = setting.azure_devops[0].name
        if name in section and setting.github[0].name in env:
            assert value_text(section[name]) == env[setting.github[0].name], name


def test_earlier_releases_have_no_such_file() -> None:
    assert JSON_FILE not in made(release="1.24")


OWN = """{
    "_wizard": {"state": [1,  2]},
    "dev": {"mine": "kept",   "tenantId": "old",
      "project_number_000": "003"},
    "test": {"tenantId":"other", "also_mine": 1.50}
}"""


def test_an_existing_file_keeps_every_other_byte() -> None:
    text = made(existing={JSON_FILE: OWN})[JSON_FILE]
    document = json.loads(text)
    for kept in (
        '"_wizard": {"state": [1,  2]},\n',
        '{"mine": "kept",   "tenantId": ',
        " 1.50}\n}",
    ):
        assert kept in text
    assert document["test"]["tenantId"] == document["dev"]["tenantId"] != "old"
    assert set(document["test"]) == {"tenantId", "also_mine"}
    assert made(existing={JSON_FILE: text})[JSON_FILE] == text


def test_members_that_say_what_the_answers_say_stay() -> None:
    """A value of a service that is off, words of the user in tags, a placeholder."""
    document = json.loads(made()[JSON_FILE])
    section = document["dev"]
    stays = {"skuEventHubsDev": "Basic", "functionRuntime": "dotnet", "cmkKeyName": "<todo>_key"}
    section |= stays
    text = json.dumps(document, indent=4) + "\n"
    assert made(existing={JSON_FILE: text})[JSON_FILE] == text
    section["tenantId"] = "11111111-2222-4333-8444-5555555555aa"
    changed = json.loads(made(existing={JSON_FILE: json.dumps(document)})[JSON_FILE])["dev"]
    assert changed["tenantId"] != section["tenantId"]
    assert stays.items() <= changed.items()


def test_for_both_a_name_of_github_says_what_the_env_file_says() -> None:
    catalog = load_catalog("1.25")
    changes = {"orchestrator": "both", "github.repository_visibility": "public"}
    view = Session(catalog, example_answers(catalog, changes)).view()
    files = project_files(
        view, ("github", "azure-devops"), active=True, existing={}, findings=[], environments=()
    )
    data = {file.path: file.data.decode() for file in files}
    env = {e.name: e.value for e in EnvDocument.parse(data[ENV_FILE], ENV_FILE).entries}
    section = json.loads(data[JSON_FILE])["dev"]
    ours = [name for name in section if name.startswith("GITHUB_")]
    assert section["GITHUB_NEW_REPO_VISIBILITY"] == "public"
    assert {name: section[name] for name in ours} == {
        name: value for name, value in env.items() if name in ours
    } | {name: "" for name in ours if name not in env}


def test_only_what_differs_is_touched() -> None:
    text = '{"dev" : { "a":true , "b" : [1, 2], "a2": 1 }}\r\n'
    same = with_members(text, "dev", {"a": True, "b": [1, 2], "a2": 1}, "x")
    assert same == text
    assert with_members(text, "dev", {"a": 1}, "x") == text.replace("true", "1")
    assert json.loads(with_members(text, "dev", {"c": 'q"\\'}, "x"))["dev"]["c"] == 'q"\\'
    assert json.loads(with_members('{"dev":{}}', "dev", {"c": 1, "d": 2}, "x")) == {
        "dev": {"c": 1, "d": 2}
    }


@pytest.mark.parametrize("text", ["", "[]", "{", '{"test": {}}', '{"dev": 3}'])
def test_what_is_no_such_file_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        made(existing={JSON_FILE: text})


def codes(folder: Path) -> list[tuple[str, int | None]]:
    checked = check_repository(folder, release="1.25")
    return [(f.code, f.line) for f in checked.findings if f.code in ("FIL131", "FIL132", "FIL133")]


def test_check_reports_what_stops_a_run_and_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PROJECT_NUMBER=001\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    assert codes(tmp_path) == [("FIL133", None)]
    path = tmp_path / JSON_FILE
    path.parent.mkdir()
    path.write_text('{"dev": {\n"a": null,\n"b-c": "",\n"scaling-mode": ""},\n"mine": {}}\n')
    assert sorted(codes(tmp_path), key=str) == [("FIL131", 2), ("FIL131", 3), ("FIL131", 5)]
    path.write_text('{"dev": {')
    assert [code for code, _ in codes(tmp_path)] == ["FIL131"]
    path.write_text('{"dev": {}}')
    assert codes(tmp_path) == []
