"""What the user chose is what reaches Bicep when the Azure DevOps pipelines run on our file."""

from __future__ import annotations

import json

import pytest

from tests.delivery.choices import switched
from tests.delivery.modes import assert_flags, each_mode
from tests.delivery.pipelines import Arrival, ado_arrivals, facts, names_in
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import ENVIRONMENTS, Setting
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.rules.example import example_answers
from wizard.session import Session

CATALOG = load_catalog("1.24")
PASSED = [
    setting for setting in CATALOG.settings.values()
    if setting.reaches_azure_devops and (setting.kind == "bool" or len(setting.choices) > 1)
]  # fmt: skip


def arrivals(session: Session, environment: str = "dev") -> list[Arrival]:
    items = deliver_azure_devops(session.view())
    return ado_arrivals({item.name: item.value for item in items}, environment)


def of_setting(setting: Setting, found: list[Arrival]) -> list[Arrival]:
    names = {variable.name for variable in setting.azure_devops}
    return [a for a in found if a.tree[0] == "macro" and a.tree[1] in names]


@pytest.mark.parametrize("setting", PASSED, ids=lambda setting: setting.key)
def test_every_switch_and_choice_arrives(setting: Setting) -> None:
    made = switched(CATALOG, setting, "azure-devops")
    if made is None:
        pytest.fail(f"{setting.key} cannot be switched in the example")
    session, wanted = made
    reached = of_setting(setting, arrivals(session))
    assert reached, "the fixture knows no such parameter"
    for arrival in reached:
        if isinstance(arrival.value, bool):
            assert arrival.value is wanted, arrival
        else:
            assert arrival.text in (wanted, str(wanted).lower()), arrival


@each_mode
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_networking_mode_arrives(
    mode: str, flags: tuple[bool, bool, bool], environment: str
) -> None:
    session = Session(CATALOG, example_answers(CATALOG, {"orchestrator": "azure-devops"}))
    session.set("networking.mode", mode)
    found = arrivals(session, environment)
    assert_flags(found, flags)


def test_every_macro_that_the_pipelines_pass_to_bicep_has_a_value() -> None:
    session = Session(CATALOG, example_answers(CATALOG, {"orchestrator": "azure-devops"}))
    written = {item.name for item in deliver_azure_devops(session.view())}
    missing = set()
    for pipeline in facts()["azure_devops"]:
        at_hand = written | set(pipeline["fixed"])
        for tree in pipeline["stages"].values():
            at_hand |= set(tree)
        for deployment in pipeline["deployments"]:
            for tree in deployment["parameters"].values():
                missing |= names_in(tree, "macro") - at_hand
    assert {name for name in missing if not _set_by_a_step(name)} == set()


def _set_by_a_step(name: str) -> bool:
    """Whether a step of the pipeline itself makes the variable while it runs."""
    return name.endswith(("Exists", "_resolved")) or name in SET_WHILE_RUNNING


SET_WHILE_RUNNING = {
    "deployment_random_value",
    "existingAcrPushSPPrincipals",
    "existingAcrPushUserPrincipals",
    "skipACRAssignments",
}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_tags_are_filled_in_by_the_agent(environment: str) -> None:
    session = Session(CATALOG, example_answers(CATALOG, {"orchestrator": "azure-devops"}))
    session.set("networking.mode", "hybrid")
    (tags,) = {a.text for a in arrivals(session, environment) if a.parameter == "tagsProject"}
    read = json.loads(tags)
    assert read["AIF-Networking"] == "true,true,false"
    assert read["CostCenter"] == "4711"
    assert "$(" not in tags


def test_each_environment_gets_its_own_subscription_and_range() -> None:
    session = Session(CATALOG, example_answers(CATALOG, {"orchestrator": "azure-devops"}))
    session.set("environments.stage.seeding.key_vault", "kv-seeding-stage")
    network = "esml-common/main/12-networkCommon.bicep"
    common = "esml-common/main/11-rgCommon.bicep"
    seen = {
        name: {(a.template, a.parameter): a.text for a in arrivals(session, name)}
        for name in ENVIRONMENTS
    }
    assert [seen[name][(network, "cidr_range")] for name in ENVIRONMENTS] == ["61", "62", "63"]
    assert seen["stage"][(common, "inputKeyvault")] == "kv-seeding-stage"
    assert [seen[name][(common, "env")] for name in ENVIRONMENTS] == ["dev", "test", "prod"]


def test_the_run_finds_a_salt_itself_that_differs_between_environments() -> None:
    session = Session(CATALOG, example_answers(CATALOG, {"orchestrator": "azure-devops"}))
    session.set("environments.dev.naming.salt", "aaaa1")
    for other, in_file in [("", "aaaa1"), ("bbbb2", "")]:
        session.set("environments.stage.naming.salt", other)
        items = {item.name: item.value for item in deliver_azure_devops(session.view())}
        assert items["aifactory_salt"] == in_file


def test_a_stage_out_of_use_still_has_a_connection_because_the_pipeline_compiles_it() -> None:
    connections = {
        f"environments.{name}.service_connection": f"sc-{name}" for name in ("dev", "prod")
    }
    session = Session(
        CATALOG,
        example_answers(
            CATALOG,
            {
                "orchestrator": "azure-devops",
                "environments.stage.enabled": False,
                "environments.dev.seeding.service_connection": "sc-seeding",
                **connections,
            },
        ),
    )
    written = {item.name: item.value for item in deliver_azure_devops(session.view())}
    assert written["test_service_connection"] == "sc-dev"
    assert written["prod_service_connection"] == "sc-prod"
    assert written["test_seeding_kv_service_connection"] == "sc-seeding"
