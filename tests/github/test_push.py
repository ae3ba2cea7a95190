"""push github: the first time, again, and after one change."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.github.fake_github import FakeGithub
from wizard.formats.dotenv import EnvDocument

GENERATED = Path("aifactory/wizard/generated/001/github")


def sets_of(folder: Path, kind: str = ".env") -> dict[str, dict[str, str]]:
    """The generated sets by place: what ``gh`` would bring there."""
    found = {}
    for place in ("repository", "dev", "stage", "prod"):
        path = folder / GENERATED / f"{place}{kind}"
        if path.exists():
            entries = EnvDocument.parse(path.read_text(), path.name).entries
            found[place] = {entry.name: entry.value or "" for entry in entries}
    return found


def test_a_first_push_brings_what_the_generated_sets_hold(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    assert run("generate").code == 0
    result = run("push", "github", "--json")
    assert result.code == 0, result.err
    assert github.state() == sets_of(workspace)
    secrets = {
        name: {secret: github.opened(name, secret) for secret in place.secrets}
        for name, place in github.environments.items()
    }
    assert secrets == sets_of(workspace, ".secrets.env")
    assert result.data["pushed"] is True
    assert {entry["environment"] for entry in result.data["missing"]} == {"dev", "stage", "prod"}


def test_the_calls_of_a_first_an_unchanged_and_a_small_push(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    first = run("push", "github", "--json").data["calls"]
    written = sum(len(values) for values in github.state().values())
    secrets = sum(len(place.secrets) for place in github.environments.values())
    assert first["writes"] == 3 + written + secrets == len(github.writes())
    # A page each of environments, the repository's and the organization's variables, and a key
    # for the secrets of each environment.
    assert first["reads"] == 3 + 3 == github.reads()

    github.calls.clear()
    unchanged = run("push", "github", "--json")
    pages = -(-len(github.repository.variables) // 30)
    assert unchanged.code == 0
    assert github.writes() == []
    assert unchanged.data["calls"]["total"] == len(github.calls) == 2 + pages + 3 + 3
    assert unchanged.data["steps"] == []
    assert unchanged.data["unchanged"] == written + secrets

    github.calls.clear()
    assert run("set", "governance.key_vault_soft_delete_days=30").code == 0
    small = run("push", "github", "--json")
    assert [(asked.method, asked.body) for asked in github.writes()] == [
        ("PATCH", {"name": "KEYVAULT_SOFT_DELETE", "value": "30"})
    ]
    assert small.data["calls"]["writes"] == 1
    assert [(step["name"], step["after"]) for step in small.data["steps"]] == [
        ("KEYVAULT_SOFT_DELETE", "30")
    ]


def test_a_dry_run_only_reads(run: Run, workspace: Path, github: FakeGithub) -> None:
    result = run("push", "github", "--dry-run")
    assert result.code == 0
    assert github.writes() == []
    assert github.state() == {"repository": {}}
    assert "+ create    dev        AZURE_ENV_NAME = dev" in result.out
    assert "nothing was pushed" in result.out


def test_only_the_named_environment_is_looked_at(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    assert run("push", "github", "--environment", "test", "-q").code == 0
    assert list(github.environments) == ["stage"]
    assert github.environments["stage"].variables["AZURE_ENV_NAME"] == "test"
    assert github.repository.variables


def test_old_and_new_value_are_told_and_the_rest_is_counted(
    run: Run, workspace: Path, filled: FakeGithub
) -> None:
    filled.repository.variables["LAKE_PREFIX"] = "old"
    filled.repository.variables["OF_ANOTHER_TOOL"] = "kept"
    run("set", "naming.lake_prefix=fresh")
    result = run("push", "github")
    assert "~ change    repository LAKE_PREFIX: old -> fresh" in result.out
    assert "unchanged" in result.out
    assert filled.repository.variables["OF_ANOTHER_TOOL"] == "kept"
    assert "OF_ANOTHER_TOOL" not in result.out


def test_left_overs_that_win_are_told_and_deleted_only_when_asked(
    run: Run, workspace: Path, filled: FakeGithub
) -> None:
    dev = filled.environments["dev"].variables
    dev["PROJECT_NUMBER"] = "009"
    dev["ENABLE_COSMOS_DB"] = "false"
    dev["DEPLOY_NOTES"] = "of the team"
    before = filled.state()
    blocked = run("push", "github")
    assert blocked.code == 1
    assert "--delete" in blocked.err
    assert "PROJECT_NUMBER (was 009)" in blocked.out
    assert "wins over the repository's value" in blocked.out
    assert filled.state() == before
    assert run("push", "github", "--delete").code == 0
    assert "PROJECT_NUMBER" not in dev
    assert "ENABLE_COSMOS_DB" not in dev
    assert dev["DEPLOY_NOTES"] == "of the team"


def test_an_emptied_answer_is_deleted_on_github(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    run("set", "registry.allowed_ips=203.0.113.7")
    run("push", "github", "--allow-errors")
    assert github.repository.variables["ACR_IP_WHITELIST"] == "203.0.113.7"
    run("unset", "registry.allowed_ips")
    assert run("push", "github", "--allow-destructive").code == 0
    assert "ACR_IP_WHITELIST" not in github.repository.variables


def test_errors_keep_everything_from_being_called(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    run("unset", "tenant_id")
    result = run("push", "github")
    assert result.code == 1
    assert "REQ101" in result.out
    assert "--allow-errors" in result.err
    assert github.calls == []
    assert run("push", "github", "--allow-errors").code == 0


def test_what_deletes_in_azure_needs_a_word_of_its_own(
    run: Run, workspace: Path, filled: FakeGithub
) -> None:
    run("set", "lifecycle.delete_disabled_services=true")
    filled.calls.clear()
    result = run("push", "github")
    assert result.code == 1
    assert "--allow-destructive" in result.err
    assert filled.calls == []
    assert run("push", "github", "--allow-destructive").code == 0
    assert filled.repository.variables["ENABLE_DELETE_FOR_DISABLED_RESOURCES"] == "true"


def test_answers_for_azure_devops_are_not_pushed_to_github(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    result = run("push", "github", "--set", "orchestrator=azure-devops")
    assert result.code == 2
    assert "orchestrator" in result.err
    assert github.calls == []


def test_generate_tells_of_the_push(run: Run, workspace: Path) -> None:
    assert "aifactory-wizard push github" in run("generate").out


def test_another_project_takes_the_place_of_the_active_one(run: Run, filled: FakeGithub) -> None:
    assert run("project", "new", "007", "--from", "001").code == 0
    result = run("push", "github", "--project", "007", "--delete", "--allow-errors")
    assert result.code == 0
    assert filled.repository.variables["PROJECT_NUMBER"] == "007"
    names = [asked.path.rpartition("/")[2] for asked in filled.writes()]
    assert names[0] == "PROJECT_NUMBER"
    assert filled.writes()[0].method == "DELETE"
    assert filled.writes()[-1].body == {"name": "PROJECT_NUMBER", "value": "007"}
    assert "~ change    repository PROJECT_NUMBER: 001 -> 007" in result.out
    assert "absent meanwhile" in result.out


def test_of_two_long_values_the_difference_is_shown_within_the_line(
    run: Run, filled: FakeGithub
) -> None:
    assert run("set", "tags.cost_center=4799").code == 0
    out = run("push", "github", "--dry-run").out
    (line,) = [line for line in out.splitlines() if "TAGS_PROJECT" in line]
    assert "4711" in line
    assert "4799" in line
    assert max(len(line) for line in out.splitlines()) <= 80


def test_a_release_with_a_file_that_counts_first_says_so(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    result = run("push", "github", "--dry-run", "--release", "1.25", "--allow-errors")
    assert "aifactory/variables.json" in result.out


def test_what_arrives_from_the_organization_is_told(run: Run, filled: FakeGithub) -> None:
    filled.organization = {"ACR_IP_WHITELIST": "203.0.113.9", "LAKE_PREFIX": "x", "OTHER": "x"}
    result = run("push", "github")
    assert result.code == 0
    assert "its variable ACR_IP_WHITELIST arrives in dev, stage, prod" in result.out
    assert "LAKE_PREFIX" not in result.out
    filled.organization = None
    assert "organization" not in run("push", "github").out


def test_the_organizations_variables_count_in_a_run(run: Run, filled: FakeGithub) -> None:
    filled.organization = {f"SHARED_{number}": "x" * 48000 for number in range(6)}
    del filled.repository.variables["LAKE_PREFIX"]
    result = run("push", "github")
    assert result.code == 1
    assert "misses the rest" in result.err
    assert filled.writes() == []
