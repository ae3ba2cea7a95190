"""set, unset, enable, disable: answers change, the workspace is saved, what follows is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Run, tree

TENANT = "11111111-2222-4333-8444-555555555599"


def factory(here: Path) -> dict[str, object]:
    text = (here / "aifactory/wizard/factory.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["factory"]  # type: ignore[no-any-return]


def project(here: Path, number: str = "001") -> dict[str, object]:
    text = (here / f"aifactory/wizard/projects/{number}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["projects"][number]  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", ["tenant_id", "TENANT_ID", "tenantId"])
def test_a_key_and_its_variables_are_names_of_one_answer(run: Run, here: Path, name: str) -> None:
    result = run("set", f"{name}={TENANT}")
    assert result.code == 0
    assert factory(here)["tenant_id"] == TENANT
    assert f"tenant_id: (nothing) -> {TENANT}" in result.out
    assert "saved: aifactory/wizard/factory.yaml" in result.out


def test_the_answers_of_an_environment_are_named_in_three_ways(run: Run, here: Path) -> None:
    assert run("set", f"DEV_SUBSCRIPTION_ID={TENANT}").code == 0
    assert run("set", f"environments.stage.subscription_id={TENANT}").code == 0
    assert run("set", f"subscription_id={TENANT}", "--environment", "prod").code == 0
    environments = factory(here)["scale_sets"]["001"]["environments"]  # type: ignore[index]
    assert {name: part["subscription_id"] for name, part in environments.items()} == {
        "dev": TENANT, "stage": TENANT, "prod": TENANT,
    }  # fmt: skip


def test_a_name_without_its_place_is_answered_with_one_that_can_be_used(
    run: Run, here: Path
) -> None:
    (problem,) = run("set", "naming.salt=aaaa1", "--json").error["problems"]
    assert problem["message"] == "naming.salt is set per environment"
    example = problem["remedy"].split()[-1]
    assert example == "environments.dev.naming.salt"
    assert run("set", f"{example}=aaaa1").code == 0


def test_an_answer_for_no_environment_in_particular_is_refused(run: Run, here: Path) -> None:
    result = run("set", f"subscription_id={TENANT}")
    assert result.code == 2
    assert "dev, stage or prod" in result.err
    assert tree(here) == {}


PROJECT = "aifactory/wizard/projects/001.yaml"


def test_only_what_changes_is_written(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    result = run("set", "naming.prefix=other-", "--json")
    assert result.data["saved"] == ["aifactory/wizard/factory.yaml"]
    after = tree(workspace)
    old = before["aifactory/wizard/factory.yaml"].decode().splitlines()
    new = after["aifactory/wizard/factory.yaml"].decode().splitlines()
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(changed) == 1
    assert "other-" in changed[0][1]
    assert "# the closing dash keeps it apart" in changed[0][1]
    assert before[PROJECT] == after[PROJECT]


def test_what_follows_is_told(run: Run, workspace: Path) -> None:
    data = run("set", "networking.mode=hybrid", "--json").data
    assert [entry["key"] for entry in data["changed"]] == ["scale_sets.001.networking.mode"]
    follows = {entry["key"]: (entry["before"], entry["after"]) for entry in data["follows"]}
    assert follows["scale_sets.001.networking.public_access_behind_vnet"] == ("false", "true")
    variables = {entry["name"] for entry in data["variables"]}
    assert "ALLOW_PUBLIC_ACCESS_WHEN_BEHIND_VNET" in variables
    assert ".env" in data["files"]
    assert all({"code", "severity", "message", "remedy"} <= set(f) for f in data["findings"])


def test_new_questions_and_findings_are_told(run: Run, workspace: Path) -> None:
    result = run("set", "cmk.enabled=true", "--json")
    assert result.code == 0
    assert "cmk.key_name" in result.data["now_applies"]
    result = run("set", "dns.central_by_policy=yes")
    assert result.code == 0
    assert "now asked: scale_sets.001.dns.hub_subscription_id" in result.out
    assert "error REQ" in result.out


def test_an_error_goes_away_when_it_is_answered(run: Run, workspace: Path) -> None:
    assert run("unset", "tenant_id").code == 0
    data = run("set", f"tenant_id={TENANT}", "--json").data
    assert "REQ101" in {finding["code"] for finding in data["findings_gone"]}


def test_a_finding_that_only_tells_another_number_is_not_said_to_be_gone(
    run: Run, workspace: Path
) -> None:
    told = run("enable", "redis").out
    assert "note SVC401" in told
    assert "no longer found: SVC401" not in told
    told = run("set", "environments.prod.enabled=false").out
    assert "SVC401" not in told


def test_of_a_long_value_the_part_that_changes_is_told(run: Run, workspace: Path) -> None:
    told = run("set", "foundry.no_agent_injection=true").out
    (line,) = [line for line in told.splitlines() if "TAGS_PROJECT: " in line]
    assert len(line) < 160
    assert line.count("AgentNetworkInjection") == 2
    assert '"false"' in line and '"true"' in line


def test_unset_brings_the_default_back(run: Run, workspace: Path) -> None:
    assert run("set", "naming.prefix=zz-").code == 0
    data = run("unset", "AIFACTORY_PREFIX", "--json").data
    assert data["changed"][0]["before"] == "zz-"
    assert "prefix" not in str(factory(workspace).get("naming", ""))


def test_unsetting_what_nobody_answered_changes_nothing(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    result = run("unset", "services.redis")
    assert result.code == 0
    assert "nothing changed" in result.out
    assert (
        tree(workspace)["aifactory/wizard/projects/001.yaml"]
        == (before["aifactory/wizard/projects/001.yaml"])
    )


@pytest.mark.parametrize("name", ["redis", "services.redis", "ENABLE_REDIS_CACHE"])
def test_a_service_is_switched_under_each_of_its_names(
    run: Run, workspace: Path, name: str
) -> None:
    assert run("enable", name).code == 0
    assert project(workspace)["services"]["redis"] is True  # type: ignore[index]
    assert run("disable", name).code == 0
    assert project(workspace)["services"]["redis"] is False  # type: ignore[index]


def test_a_service_whose_flag_is_no_plain_yes_or_no(run: Run, workspace: Path) -> None:
    assert run("enable", "cosmos_mongodb").code == 0
    assert project(workspace)["databases"]["cosmos_kind"] == "MongoDB"  # type: ignore[index]


def test_needs_come_along_when_asked_for(run: Run, workspace: Path) -> None:
    run("disable", "ai_foundry")
    alone = run("enable", "bot_service", "--dry-run", "--json").data
    assert [entry["key"] for entry in alone["changed"]] == ["projects.001.services.bot_service"]
    assert alone["saved"] == []
    both = run("enable", "bot_service", "--with-needs", "--json").data
    assert "projects.001.services.ai_foundry" in {entry["key"] for entry in both["changed"]}


def test_a_service_nobody_knows_or_no_flag_switches(run: Run, workspace: Path) -> None:
    result = run("enable", "rediss", "api_management")
    assert result.code == 2
    assert "redis" in result.err
    assert "no flag switches" in result.err


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_saved(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    result = run("set", "naming.prefix=ok-", "nope.nope=1", "services.bing=perhaps",
                 "projects.009.services.bing=true", "orchestrator=gitlab",
                 "projects.001.tenant_id=x", "number=002")  # fmt: skip
    assert result.code == 2
    for part in ("nope.nope", "services.bing", "project 009", "gitlab", "belongs to the factory"):
        assert part in result.err
    assert tree(workspace) == before


def test_one_answer_is_not_given_twice(run: Run, workspace: Path) -> None:
    result = run("set", "services.bing=true", "--set", "ENABLE_BING=false")
    assert result.code == 2
    assert "twice" in result.err


def test_set_and_option_set_do_the_same(run: Run, workspace: Path) -> None:
    assert run("set", "services.bing=true", "--set", "services.redis=true").code == 0
    services = project(workspace)["services"]
    assert services["bing"] is True  # type: ignore[index]
    assert services["redis"] is True  # type: ignore[index]


def test_short_keys_mean_the_named_project(run: Run, workspace: Path) -> None:
    assert run("project", "new", "004").code == 0
    assert run("set", "services.redis=true", "--project", "4").code == 0
    assert project(workspace, "004") == {"services": {"redis": True}}
    assert run("set", "services.redis=true", "--project", "9").code == 2


def test_quiet_says_nothing_but_what_is_wrong(run: Run, workspace: Path) -> None:
    assert run("set", "tags.cost_center=1", "-q").out == ""
    told = run("unset", "tenant_id", "--quiet").out
    assert told.startswith("error ")


def test_an_existing_variable_file_is_where_answers_begin(run: Run, here: Path) -> None:
    (here / ".env").write_text(
        f'AIFACTORY_PREFIX="env-"\nTENANT_ID="{TENANT}"\nPROJECT_NUMBER="003"\n', encoding="utf-8"
    )
    assert run("set", "services.redis=true").code == 0
    assert factory(here)["tenant_id"] == TENANT
    assert project(here, "003")["services"]["redis"] is True  # type: ignore[index]
    assert (here / ".env").read_text(encoding="utf-8").startswith('AIFACTORY_PREFIX="env-"')


def test_a_value_cannot_act_on_the_terminal(run: Run, workspace: Path) -> None:
    result = run("set", "title=\x1b[2Jgone")
    assert "\x1b" not in result.out + result.err


@pytest.mark.parametrize("release", ["1.24", "1.25"])
@pytest.mark.parametrize("orchestrator", ["github", "both"])
@pytest.mark.parametrize(
    "change", ["projects.002.services.cosmos_db=true", "region.name=westeurope"]
)
@pytest.mark.parametrize("project", ["001", "002"])
def test_the_files_that_are_announced_are_those_that_generate_changes(
    run: Run, here: Path, release: str, orchestrator: str, change: str, project: str
) -> None:
    assert run("set", f"release={release}", f"orchestrator={orchestrator}").code == 0
    for number in ("001", "002"):
        assert run("project", "new", number).code == 0
    assert run("generate", "--allow-errors").code == 0
    announced = run("set", change, "--project", project, "--json").data["files"]
    files = run("generate", "--allow-errors", "--dry-run", "--json").data["files"]
    changed = [file["path"] for file in files if file["status"] == "changed"]
    changed = [path for path in changed if not path.endswith((".md", "factory.yaml"))]
    if change.startswith("region"):  # of what all projects share those of one are named
        other = "002" if project == "001" else "001"
        changed = [path for path in changed if f"generated/{other}/" not in path]
    wanted = [path for path in changed if not any(path.startswith(one) for one in announced)]
    needless = [one for one in announced if not any(path.startswith(one) for path in changed)]
    assert (wanted, needless) == ([], [])


STAYS = "Cosmos DB off: what is deployed stays, and costs go on."
REMOVES = "Cosmos DB off, and the next run removes: The account with all data"


@pytest.mark.parametrize(
    "verb", [("disable", "cosmos_db"), ("set", "services.cosmos_db=false")], ids=lambda v: v[0]
)
def test_what_becomes_of_a_service_that_goes_off_is_told(
    run: Run, workspace: Path, verb: tuple[str, ...]
) -> None:
    assert STAYS in run(*verb, "--dry-run").out.splitlines()
    (told,) = run(*verb, "--dry-run", "--json").data["switched_off"]
    assert (told["text"], told["weight"]) == (STAYS, "plain")
    assert told["keys"] == ["projects.001.services.cosmos_db"]
    run("set", "lifecycle.delete_disabled_services=true")
    assert any(line.startswith(REMOVES) for line in run(*verb, "--dry-run").out.splitlines())
    (told,) = run(*verb, "--json").data["switched_off"]
    assert told["text"].startswith(REMOVES)
    assert told["weight"] == "care"
    assert run(*verb, "--json").data["switched_off"] == []


def test_what_no_run_deletes_is_not_said_to_be_removed(run: Run, workspace: Path) -> None:
    run("set", "lifecycle.delete_disabled_services=true")
    run("enable", "elasticsearch")
    (told,) = run("disable", "elasticsearch", "--json").data["switched_off"]
    assert "what is deployed stays" in told["text"]
    assert told["more"] == []


def test_a_service_that_goes_off_elsewhere_says_in_which_project(run: Run, workspace: Path) -> None:
    run("project", "new", "002", "--from", "001")
    told = run("set", "projects.002.services.cosmos_db=false").out.splitlines()
    assert f"project 002: {STAYS}" in told
    assert STAYS not in told


def test_a_service_that_the_scale_set_shares_is_told_once(run: Run, workspace: Path) -> None:
    run("project", "new", "002", "--from", "001")
    run("enable", "bastion")
    (told,) = run("disable", "bastion", "--json").data["switched_off"]
    assert told["keys"] == ["scale_sets.001.access.bastion"]
    assert run("enable", "bastion", "--json").data["switched_off"] == []
