"""What the user chose is what reaches Bicep when GitHub's workflows run on our sets."""

from __future__ import annotations

import json

import pytest

from tests.delivery.choices import switched
from tests.delivery.modes import assert_flags, each_mode
from tests.delivery.pipelines import Arrival, Rejected, github_arrivals, names_in
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import ENVIRONMENTS, Setting
from wizard.delivery.github import deliver_github
from wizard.rules.example import example_answers
from wizard.session import Session

CATALOG = load_catalog("1.24")
PASSED = [
    setting for setting in CATALOG.settings.values()
    if setting.reaches_github and (setting.kind == "bool" or len(setting.choices) > 1)
]  # fmt: skip
REFUSED_BY_BICEP = {"search.tier"}
"""Upstream's release branch passes this to a parameter that its Bicep no longer has (D01)."""

SHAPES_OTHERS = {"byo.subnets", "registry.shared"}
"""Reach no parameter alone: one lets the subnet names through, one has an override beside it."""


def arrivals(session: Session, environment: str = "dev") -> list[Arrival]:
    delivery = deliver_github(session.view())
    return github_arrivals(
        delivery.arriving(environment), delivery.arriving_secrets(environment), environment
    )


def of_setting(setting: Setting, found: list[Arrival]) -> list[Arrival]:
    """The parameters that take their value from the setting's variables, as it is."""
    names = {variable.name for variable in setting.github}
    return [a for a in found if (seen := names_in(a.tree, "var")) and seen <= names]


@pytest.mark.parametrize("setting", PASSED, ids=lambda setting: setting.key)
def test_every_switch_and_choice_arrives(setting: Setting) -> None:
    made = switched(CATALOG, setting, "github")
    if made is None:
        pytest.fail(f"{setting.key} cannot be switched in the example")
    session, wanted = made
    reached = of_setting(setting, arrivals(session))
    assert reached or setting.key in SHAPES_OTHERS, "the fixture knows no such parameter"
    if setting.key in REFUSED_BY_BICEP:
        with pytest.raises(Rejected):
            [arrival.value for arrival in reached]
        return
    for arrival in reached:
        arrived = arrival.value if isinstance(wanted, bool) else arrival.text
        if isinstance(arrival.value, bool):
            assert arrived is wanted, arrival
        else:
            assert arrived in (wanted, str(wanted).lower()), arrival


def test_nearly_all_of_the_switches_and_choices_are_covered() -> None:
    assert len(PASSED) >= 80
    assert {setting.key for setting in PASSED} >= REFUSED_BY_BICEP


@each_mode
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_networking_mode_arrives(
    mode: str, flags: tuple[bool, bool, bool], environment: str
) -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    session.set("networking.mode", mode)
    found = arrivals(session, environment)
    assert_flags(found, flags)


@pytest.mark.parametrize("shared", [True, False])
def test_sharing_the_registry_arrives_though_an_override_stands_beside_it(shared: bool) -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    session.set("registry.shared", shared)
    reached = [a for a in arrivals(session) if a.parameter == "useCommonACR"]
    assert {arrival.value for arrival in reached} == {shared}


def test_hub_dns_arrives_in_common_and_project_runs() -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    subscription = "11111111-2222-4333-8444-5555555555dd"
    session.set("dns.central_by_policy", True)
    session.set("dns.hub_subscription_id", subscription)
    session.set("dns.hub_resource_group", "rg-hub-dns")
    wanted = {
        "centralDnsZoneByPolicyInHub": True,
        "privDnsSubscription_param": subscription,
        "privDnsResourceGroup_param": "rg-hub-dns",
    }
    for name, value in wanted.items():
        reached = [a for a in arrivals(session, "prod") if a.parameter == name]
        assert {a.template for a in reached} >= {
            "esml-common/main/13-rgLevel.bicep",
            "esml-genai-1/04-databases.bicep",
        }
        assert {a.value for a in reached} == {value}


def test_each_environment_gets_its_own_subscription_range_vault_and_salt() -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    session.set("environments.stage.seeding.key_vault", "kv-seeding-stage")
    session.set("environments.prod.address.octet", "77")
    seen = {
        name: {(a.template, a.parameter): a.text for a in arrivals(session, name)}
        for name in ENVIRONMENTS
    }
    network = "esml-common/main/12-networkCommon.bicep"
    assert [seen[name][(network, "cidr_range")] for name in ENVIRONMENTS] == ["61", "62", "77"]
    common = "esml-common/main/11-rgCommon.bicep"
    assert seen["stage"][(common, "inputKeyvault")] == "kv-seeding-stage"
    assert seen["dev"][(common, "inputKeyvault")] == "kv-seeding-sdc-001"
    assert [seen[name][(common, "env")] for name in ENVIRONMENTS] == ["dev", "test", "prod"]


def test_the_file_leaves_a_salt_open_that_differs_and_the_environments_have_their_own() -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    session.set("environments.dev.naming.salt", "aaaa1")
    for other, in_file in [("", "aaaa1"), ("aaaa1", "aaaa1"), ("bbbb2", "<5>")]:
        session.set("environments.stage.naming.salt", other)
        delivery = deliver_github(session.view())
        assert {i.name: i.value for i in delivery.file}["AIFACTORY_SALT"] == in_file
        assert delivery.arriving("dev")["AIFACTORY_SALT"] == "aaaa1"
        assert delivery.arriving("stage")["AIFACTORY_SALT"] == (other or "<5>")


def test_texts_and_numbers_arrive_as_typed() -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    typed = {
        "models.gpt_capacity": ("77", "modelGPTXCapacity", 77),
        "naming.lake_prefix": ("contoso", "commonLakeNamePrefixMax8chars", "contoso"),
        "naming.common_subnet": ("snet-cmn", "common_subnet_name", "snet-cmn"),
        "identities.databricks_object_id": (
            "11111111-2222-4333-8444-5555555555ab",
            "databricksOID",
            "11111111-2222-4333-8444-5555555555ab",
        ),
    }
    session.set("services.databricks", True)
    for key, (text, _, _) in typed.items():
        session.set(key, text)
    found = arrivals(session)
    for key, (_, parameter, wanted) in typed.items():
        reached = [a.value for a in found if a.parameter == parameter]
        assert reached, key
        assert set(reached) == {wanted}, key


def test_tags_are_composed_from_the_answers() -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    session.set("tags.cost_center", 'a "quoted" one')
    session.set("networking.mode", "hybrid")
    (tags,) = {a.text for a in arrivals(session) if a.parameter == "tagsProject"}
    read = json.loads(tags)
    assert read["CostCenter"] == 'a "quoted" one'
    assert read["AIF-Networking"] == "true,true,false"
    assert read["AIFactory project"] == "001"


def test_an_empty_allow_list_is_no_address_anywhere() -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    found = [a for a in arrivals(session) if a.parameter == "IPwhiteList"]
    assert {a.text for a in found} <= {"", "-"}
