"""check: findings for whatever a path names, in the format that somebody reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Run, tree
from wizard.cli.annotations import azure_devops_lines, github_lines
from wizard.rules.finding import Finding


def findings(data: Any) -> set[str]:
    return {finding["code"] for finding in data["findings"]}


def test_the_repository_is_checked_without_a_path(run: Run, workspace: Path) -> None:
    result = run("check", "--json")
    assert result.code == 0
    assert result.data["counts"]["error"] == 0
    assert set(result.data["counts"]) == {"error", "warning", "note"}
    fields = {"code", "severity", "keys", "message", "remedy", "file", "line"}
    assert all(fields <= set(finding) for finding in result.data["findings"])


def test_an_error_is_exit_code_one_and_has_its_line(run: Run, workspace: Path) -> None:
    path = workspace / "aifactory/wizard/factory.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "tenant_id:" in line)
    lines[at - 1] = "  tenant_id: not-an-id"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run("check", "--json")
    assert result.code == 1
    wrong = [f for f in result.data["findings"] if "tenant_id" in f["keys"]]
    assert [(f["file"], f["line"]) for f in wrong] == [("aifactory/wizard/factory.yaml", at)]
    told = run("check").out
    assert f"aifactory/wizard/factory.yaml:{at}" in told


def test_variable_files_that_pipelines_read_are_checked_too(run: Run, workspace: Path) -> None:
    run("generate", "--orchestrator", "both", "--allow-errors")
    assert "FIL" not in "".join(findings(run("check", "--json").data) - {"FIL116"})
    env = workspace / ".env"
    env.write_text(env.read_text(encoding="utf-8") + "TENANT_IDD='x'\nTENANT_ID = 1\n", "utf-8")
    result = run("check", "--json")
    told = {f["code"]: f for f in result.data["findings"]}
    count = len(env.read_text(encoding="utf-8").splitlines())
    assert told["FIL104"]["line"] == count - 1
    assert "TENANT_ID" in told["FIL104"]["remedy"]
    assert told["FIL102"]["line"] == count
    assert told["FIL102"]["file"] == ".env"
    assert result.code == 1


ENV = "ENABLE_BING='true'\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("TENANT_ID=a\nAIFACTORY_PREFIX=b\nTENANT_ID=c\n", "FIL101", 1),
        ("ENABLE_BING = true\n", "FIL102", 1),
        ("TENANT_ID='a\n", "FIL102", 1),
        ("ENABLE_BING=true\r\n", "FIL103", None),
        ("ENABLE_BINGG=true\n", "FIL104", 1),
        ("enableCosmosDB=true\n", "FIL105", 1),
        ("TENANT_ID=$(whoami)\n", "FIL112", 1),
    ],
)
def test_a_variable_file_is_judged_as_a_file(
    run: Run, here: Path, text: str, code: str, line: int | None
) -> None:
    (here / ".env").write_bytes(text.encode())
    before = tree(here)
    data = run("check", ".env", "--json").data
    found = [f for f in data["findings"] if f["code"] == code]
    assert [f["line"] for f in found] == [line]
    assert found[0]["file"] == ".env"
    assert tree(here) == before
    (here / ".env").write_text(ENV, encoding="utf-8")
    assert code not in findings(run("check", ".env", "--json").data)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('  tenantId: "a"\n  tenantId: "b"', "FIL101"),
        ("  project_number_000: 001", "FIL113"),
        ('  enableCosmosDBB: "true"', "FIL104"),
        ('  ENABLE_COSMOS_DB: "true"', "FIL105"),
        ('  tagsProject: "$(no_such_name)"', "FIL114"),
    ],
)
def test_so_is_one_of_azure_devops(run: Run, here: Path, line: str, code: str) -> None:
    (here / "variables.yaml").write_text(f'variables:\n{line}\n  enableBing: "true"\n', "utf-8")
    found = [f for f in run("check", "variables.yaml", "--json").data["findings"]
             if f["code"] == code]  # fmt: skip
    assert len(found) == 1
    assert found[0]["line"] == 2
    (here / "variables.yaml").write_text('variables:\n  enableBing: "true"\n', "utf-8")
    assert code not in findings(run("check", "variables.yaml", "--json").data)


def test_the_values_of_a_variable_file_are_judged_with_their_line(run: Run, here: Path) -> None:
    (here / ".env").write_text("# first\nTENANT_ID='not-an-id'\n", encoding="utf-8")
    data = run("check", ".env", "--json").data
    wrong = [f for f in data["findings"] if f["keys"][:1] == ["tenant_id"]]
    assert [(f["file"], f["line"]) for f in wrong] == [(".env", 2)]


def test_every_problem_of_an_answers_file_is_told_at_once(run: Run, here: Path) -> None:
    (here / "answers.yaml").write_text(
        "version: 1\nfactory:\n  tenant_idd: x\n  orchestrator: gitlab\nprojects:\n"
        '  "001":\n    services:\n      bing: perhaps\n    tenant_id: y\n', "utf-8"
    )  # fmt: skip
    result = run("check", "answers.yaml", "--json")
    assert result.code == 1
    lines = {
        f["line"]: f for f in result.data["findings"] if f["severity"] == "error" and f["line"]
    }
    assert {3, 4, 8, 9} <= set(lines)
    assert lines[3]["code"] == "FIL110"
    assert "tenant_id" in lines[3]["remedy"]
    assert lines[9]["code"] == "FIL111"


def test_a_file_of_a_newer_wizard(run: Run, here: Path) -> None:
    (here / "answers.yaml").write_text("version: 99\nfactory: {}\n", encoding="utf-8")
    result = run("check", "answers.yaml", "--json")
    assert findings(result.data) == {"FIL117"}
    assert "upgrade the wizard" in result.data["findings"][0]["remedy"].lower()
    assert run("generate", "--answers", "answers.yaml").code == 2


def test_an_assignment_is_judged_and_not_saved(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    assert run("check", "--set", "tenant_id=nonsense").code == 1
    assert tree(workspace) == before
    assert run("check").code == 0


def test_several_paths_at_once(run: Run, workspace: Path, example: Path) -> None:
    result = run("check", example, "nowhere.yaml", workspace, "--json")
    assert result.code == 2
    assert len(result.data["checked"]) == 2
    assert result.data["problems"][0]["file"] == "nowhere.yaml"
    assert "nowhere.yaml" in result.err


def test_nothing_to_check(run: Run, here: Path) -> None:
    result = run("check")
    assert result.code == 2
    assert "nothing to check" in result.err


def test_a_submodule_of_another_release(run: Run, workspace: Path) -> None:
    assert "FIL116" in findings(run("check", "--json").data)
    module = workspace / "azure-enterprise-scale-ml"
    (module / ".git").mkdir(parents=True)
    (module / ".git/HEAD").write_text("ref: refs/heads/release/v1.23\n", encoding="utf-8")
    (module / "readme.md").write_text("", encoding="utf-8")
    data = run("check", "--json").data
    assert "FIL107" in findings(data)
    (module / ".git/HEAD").write_text("ref: refs/heads/release/v1.24\n", encoding="utf-8")
    assert not {"FIL107", "FIL116"} & findings(run("check", "--json").data)


SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"minItems": 1, "maxItems": 1, "items": {
            "required": ["tool", "results"],
            "properties": {
                "tool": {"required": ["driver"], "properties": {"driver": {
                    "required": ["name", "version", "rules"],
                    "properties": {"rules": {"items": {
                        "required": ["id", "shortDescription", "defaultConfiguration"]}}}}}},
                "results": {"items": {
                    "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
                    "properties": {
                        "level": {"enum": ["error", "warning", "note"]},
                        "message": {"required": ["text"],
                                    "properties": {"text": {"type": "string", "minLength": 1}}},
                        "locations": {"minItems": 1, "items": {
                            "required": ["physicalLocation"],
                            "properties": {"physicalLocation": {
                                "required": ["artifactLocation"],
                                "properties": {
                                    "artifactLocation": {
                                        "required": ["uri"],
                                        "properties": {"uri": {"pattern": "^[^ \\\\]+$"}}},
                                    "region": {"properties": {
                                        "startLine": {"type": "integer", "minimum": 1}}}}}}}}}}},
            }}},
    },
}  # fmt: skip


def test_sarif_has_the_parts_that_code_scanning_wants(run: Run, here: Path) -> None:
    (here / "a file.env").write_text("TENANT_ID='not-an-id'\nENABLE_BING = x\n", encoding="utf-8")
    result = run("check", "a file.env", "--format", "sarif")
    assert result.code == 1
    jsonschema.validate(result.data, SARIF)
    log = result.data["runs"][0]
    rules = [rule["id"] for rule in log["tool"]["driver"]["rules"]]
    for entry in log["results"]:
        assert rules[entry["ruleIndex"]] == entry["ruleId"]
    lines = {
        (entry["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
         entry["locations"][0]["physicalLocation"].get("region", {}).get("startLine"))
        for entry in log["results"]
    }  # fmt: skip
    assert ("a%20file.env", 2) in lines
    assert ("a%20file.env", 1) in lines


EVIL = Finding(
    "NET101", "error", ("a.b",), "100% wrong\r\n::stop-commands::x]", "See a,b:c; now.",
    file="dir,x/a:b];%.env", line=3,
)  # fmt: skip


def test_github_annotations_are_escaped() -> None:
    (line,) = github_lines([EVIL])
    assert line == (
        "::error file=dir%2Cx/a%3Ab];%25.env,line=3,title=NET101::"
        "100%25 wrong%0D%0A::stop-commands::x] See a,b:c; now. (a.b)"
    )


def test_azure_devops_issues_are_escaped() -> None:
    (line,) = azure_devops_lines([EVIL])
    assert line == (
        "##vso[task.logissue type=error;sourcepath=dir,x/a:b%5D%3B%AZP25.env;"
        "linenumber=3;code=NET101;]"
        "100%AZP25 wrong%0D%0A::stop-commands::x] See a,b:c; now. (a.b)"
    )


def test_a_note_cannot_smuggle_a_command_into_the_log() -> None:
    note = Finding("NET101", "note", (), "x\n##vso[task.setvariable variable=a]b", "y")
    (line,) = azure_devops_lines([note])
    assert "\n" not in line
    assert "##vso" not in line
    (line,) = github_lines([note])
    assert line.startswith("::notice ")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("github", r"::(error|warning|notice) "), ("azure-devops", r"##vso\[task\.logissue |note ")],
)
def test_a_log_holds_nothing_but_annotations(
    run: Run, workspace: Path, name: str, pattern: str
) -> None:
    run("unset", "tenant_id")
    result = run("check", "--format", name)
    assert result.code == 1
    assert result.out
    assert all(re.match(pattern, line) for line in result.out.splitlines())


def test_answers_of_a_release_that_is_not_described_are_refused(run: Run, workspace: Path) -> None:
    factory = workspace / "aifactory/wizard/factory.yaml"
    text = factory.read_text(encoding="utf-8")
    factory.write_text(text.replace('release: "1.24"', 'release: "9.9"'), encoding="utf-8")
    found = run("check", "--json")
    assert found.code == 1
    assert ["release"] in [f["keys"] for f in found.data["findings"] if f["code"] == "ENV114"]
    assert run("generate").code == 1
    assert run("check", "--release", "1.24").code == 1
    factory.write_text(text, encoding="utf-8")
    assert "ENV114" not in run("check", "--release", "1.23", "--json").out


def test_quiet_leaves_the_formats_for_programs_complete(run: Run, workspace: Path) -> None:
    whole = run("check", "--json").data
    quiet = run("check", "--json", "--quiet").data
    assert quiet["counts"] == whole["counts"]
    assert quiet["findings"] == whole["findings"]
    assert whole["counts"]["note"] > 0
    assert "note " not in run("check", "--quiet").out


def test_what_is_said_of_many_projects_is_told_once(run: Run, workspace: Path) -> None:
    numbers = ("002", "003", "004")
    for number in numbers:
        run("project", "new", number, "--from", "001")
    for verb in ("check", "generate"):
        told = run(verb).out.splitlines()
        heads = [at for at, line in enumerate(told) if line.startswith("note UPS305")]
        assert len(heads) == 1
        assert "project 001" in told[heads[0] + 1]
        assert told[heads[0] + 3] == "  The same in projects 002, 003, 004."
    rows = [row for row in run("check", "--json").data["findings"] if row["code"] == "UPS305"]
    assert [row["keys"][0].split(".")[1] for row in rows] == ["001", *numbers]


def test_errors_are_told_one_by_one_with_their_places(run: Run, workspace: Path) -> None:
    for number in ("002", "003"):
        run("project", "new", number, "--from", "001")
        run("set", "team.member_object_ids=none", "--project", number)
    told = run("check").out.splitlines()
    heads = [line for line in told if line.startswith("error") and "member_object_ids" in line]
    for number in ("002", "003"):
        assert any(f"projects/{number}.yaml:" in line for line in heads)
