"""Steps, state, subnets, salts and secrets of the Bicep steps."""

from __future__ import annotations

import pytest

from tests.delivery.bicep_examples import CATALOG, EXAMPLES, session_of
from wizard.catalog.setting import ENVIRONMENTS
from wizard.delivery.bicep import BicepStep, deliver_bicep
from wizard.delivery.bicep_values import FromEnvironment
from wizard.model.context import MissingContext
from wizard.model.view import View
from wizard.network.build import build_plan
from wizard.rules.example import example_answers
from wizard.rules.registry import Changes
from wizard.session import Session


def view_of(changes: Changes, environment: str = "dev") -> View:
    return Session(CATALOG, example_answers(CATALOG, changes)).view(environment=environment)


def by_number(steps: tuple[BicepStep, ...]) -> dict[str, BicepStep]:
    return {step.number: step for step in steps}


ALL = [
    "01", "02", "03", "07", "61", "62", "63", "64", "65", "66", "67", "68", "100", "101", "69a",
    "69b",
]  # fmt: skip


def test_the_steps_come_in_the_order_in_which_they_run() -> None:
    assert [step.number for step in deliver_bicep(view_of({}))] == ALL


@pytest.mark.parametrize(
    ("changes", "gone", "added"),
    [
        ({"byo.subnets": True}, {"02", "07"}, set()),
        ({"services.ai_foundry": False}, {"69a", "69b"}, set()),
        ({"debug.skip_10_dashboards": False}, set(), {"10"}),
        ({"orchestrator": "azure-devops", "foundry.deployment_type": "3"}, set(), {"69"}),
    ],
)
def test_a_step_that_the_answers_leave_out_has_no_files(
    changes: Changes, gone: set[str], added: set[str]
) -> None:
    numbers = {step.number for step in deliver_bicep(view_of(changes))}
    assert numbers == set(ALL) - gone | added


def test_a_later_run_leaves_out_what_runs_once() -> None:
    view = view_of({})
    later = {step.number for step in deliver_bicep(view, again=True)}
    assert set(ALL) - later == {"02", "69a"}


def test_two_runs_of_one_template_are_told_apart() -> None:
    steps = by_number(deliver_bicep(view_of({})))
    flags = [steps[number].values["foundryV22AccountOnly"] for number in ("69a", "69b")]
    assert flags == [True, False]


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_on_a_first_run_nothing_exists(example: str, environment: str) -> None:
    for step in deliver_bicep(session_of(example).view(environment=environment)):
        for state in step.states:
            assert state.value is False, (step.number, state.name)


def test_on_a_later_run_everything_that_was_asked_for_exists() -> None:
    view = view_of({"services.cosmos_db": True, "services.redis": False})
    steps = by_number(deliver_bicep(view, again=True))
    assert steps["64"].values["cosmosDBExists"] is True
    assert steps["64"].values["redisExists"] is False
    assert steps["61"].values["miPrjExists"] is True
    assert {state.value for state in steps["07"].states} == {True}
    hub = view_of({"dns.central_by_policy": True})
    assert by_number(deliver_bicep(hub, again=True))["61"].values["zoneSqlExists"] is False


def test_ranges_and_subnet_ids_are_those_of_the_plan() -> None:
    view = view_of({}, "stage")
    plan = build_plan(view)
    ranges = {subnet.kind.id: str(subnet.range) for subnet in plan.of_project("001")}
    steps = by_number(deliver_bicep(view, plan))
    assert steps["07"].values["genaiSubnetCidr"] == ranges["genai"]
    assert steps["07"].values["dbxPubSubnetCidr"] == ranges["databricks_public"]
    vnet = (
        "/subscriptions/11111111-2222-4333-8444-5555555555d2/resourceGroups/"
        "acme-esml-common-sdc-test-001/providers/Microsoft.Network/virtualNetworks/"
        "vnt-esmlcmn-sdc-test-001"
    )
    assert steps["61"].values["aca2SubnetId"] == f"{vnet}/subnets/snt-prj001-aca-002"
    assert steps["61"].values["dbxPrivSubnetName"] == "snt-prj001-dbxpriv"


def test_a_subnet_that_a_lean_plan_leaves_out_is_neither_made_nor_named() -> None:
    view = view_of({"services.databricks": False})
    plan = build_plan(view, "planned")
    assert "databricks_public" not in {subnet.kind.id for subnet in plan.of_project("001")}
    steps = by_number(deliver_bicep(view, plan))
    assert steps["07"].values["dbxPubSubnetCidr"] == ""
    assert steps["07"].values["sntDatabricksPubExists"] is True
    assert steps["61"].values["dbxPubSubnetName"] == ""


def test_existing_subnets_are_named_as_given() -> None:
    view = view_of(
        {
            "byo.subnets": True,
            "byo.vnet_name": "vnet-<network_env>hub",
            "byo.vnet_resource_group": "rg-<network_env>net",
            "subnets.genai": "snt-<network_env><xxx>-pe",
        }
    )
    step = by_number(deliver_bicep(view))["61"]
    assert str(step.values["genaiSubnetId"]).endswith(
        "/resourceGroups/rg-dev-net/providers/Microsoft.Network/virtualNetworks/vnet-dev-hub"
        "/subnets/snt-dev-001-pe"
    )
    assert step.values["acaSubnetId"] == ""


def test_the_group_of_the_vnet_is_used_where_subnets_exist() -> None:
    view = view_of({"byo.vnet_resource_group": "rg-net", "byo.vnet_name": "vnet-net"})
    step = by_number(deliver_bicep(view))["07"]
    assert step.values["vnetResourceGroup"] == "rg-net"
    assert any("vnetResourceGroup" in one.parameters for one in step.differences)
    assert step.resource_group == "acme-esml-common-sdc-dev-001"
    assert step.warnings


def test_a_range_for_which_there_is_no_space_is_a_problem() -> None:
    view = view_of(
        {
            "address.vnet": "172.16.0.0/24",
            "address.common_subnet": "172.16.0.0/26",
            "address.scoring_subnet": "172.16.0.64/26",
            "address.power_bi_subnet": "172.16.0.128/26",
            "address.bastion_subnet": "172.16.0.192/26",
        }
    )
    step = by_number(deliver_bicep(view))["07"]
    problems = {parameter.name: parameter.problem for parameter in step.parameters}
    assert "no space" in problems["genaiSubnetCidr"]


def test_all_steps_of_a_project_share_the_ten_characters() -> None:
    steps = deliver_bicep(view_of({"naming.random_salt": "a1b2c3d4e5"}))
    seen = {
        step.values[name]
        for step in steps
        for name in ("randomValue", "aifactorySalt10char")
        if name in step.values
    }
    assert seen == {"a1b2c3d4e5"}


def test_an_environment_may_have_ten_characters_of_its_own() -> None:
    changes: Changes = {"naming.random_salts.stage": "zzzzzzzzz9"}
    stage = by_number(deliver_bicep(view_of(changes, "stage")))["61"]
    dev = by_number(deliver_bicep(view_of(changes, "dev")))["61"]
    assert stage.values["randomValue"] == "zzzzzzzzz9"
    assert dev.values["randomValue"] == FromEnvironment("AIF_RANDOM_SALT")


def test_passwords_come_from_the_environment_alone() -> None:
    found = {
        (step.number, parameter.name): parameter.value
        for step in deliver_bicep(session_of("many").view(environment="dev"))
        for parameter in step.parameters
        if parameter.declared.secure or "password" in parameter.name.lower()
    }
    secret = FromEnvironment("AIF_ADMIN_PASSWORD")
    assert found == {("03", "adminPassword"): secret, ("62", "adminPassword"): secret}


@pytest.mark.parametrize(
    ("changes", "numbers"),
    [
        ({}, set()),
        ({"services.databricks": True}, {"07", "67"}),
        ({"services.azure_openai": True}, {"100"}),
        ({"team.allowed_ips": ("203.0.113.7",)}, {"69a"}),
        ({"byo.vnet_name": "vnet-own-001"}, {"07"}),
        ({"naming.random_salts.dev": "a1b2c3d4e5"}, set()),
        ({"naming.random_salts.dev": "a1b2c3d4e5", "orchestrator": "azure-devops"}, {"61"}),
    ],
)
def test_a_step_warns_of_what_the_answers_ask_of_it(changes: Changes, numbers: set[str]) -> None:
    assert {step.number for step in deliver_bicep(view_of(changes)) if step.warnings} == numbers


def test_a_difference_stands_where_it_exists() -> None:
    def names(changes: Changes, number: str) -> set[str]:
        step = by_number(deliver_bicep(view_of(changes)))[number]
        return {name for one in step.differences for name in one.parameters}

    ado: Changes = {"orchestrator": "azure-devops"}
    assert "vnetResourceGroup" not in names({}, "07")
    assert "vnetResourceGroup" in names({"byo.vnet_resource_group": "rg-own-001"}, "07")
    assert "enablePublicNetworkAccessForCognitive" in names({}, "63")
    assert "enablePublicNetworkAccessForCognitive" not in names(ado, "63")
    assert "disableLocalAuth" in names(ado, "63")
    assert "disableLocalAuth" not in names({}, "63")
    assert names({}, "100") == {"addAzureMachineLearning", "datalakeName_param"}


def test_a_value_that_the_template_does_not_take_is_a_problem() -> None:
    view = view_of({"foundry.deployment_type": "2", "search.semantic_tier": "gold"})
    step = by_number(deliver_bicep(view))["63"]
    (found,) = [p for p in step.parameters if p.problem]
    assert found.name == "semanticSearchTier"
    assert "disabled, free, standard" in found.problem
    assert found.key == "projects.001.search.semantic_tier"


def test_macros_of_azure_devops_are_filled_in_and_others_are_left() -> None:
    ado = by_number(deliver_bicep(session_of("private", "azure-devops").view(environment="stage")))
    tags = ado["61"].values["tagsProject"]
    assert tags["AIF-Environment"] == "test"
    assert "$(" not in str(tags)
    view = view_of({"tags.project": '{"a": "$(orchestrator)"}'})
    assert by_number(deliver_bicep(view))["61"].values["tagsProject"] == {"a": "$(orchestrator)"}


def test_one_cannot_ask_without_a_project_or_an_environment() -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    with pytest.raises(MissingContext):
        deliver_bicep(session.view())
