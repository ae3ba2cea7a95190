"""Names as Azure will see them: exact, counted, and honest about what is not known yet."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.naming.conftest import At
from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.model.answers import Given
from wizard.model.context import Context, MissingContext
from wizard.model.view import View
from wizard.naming.names import (
    Name,
    all_names,
    computed_salt,
    environment_names,
    names_of,
    project_names,
)
from wizard.naming.unique_string import unique_string
from wizard.rules.example import example_answers

DEV = "11111111-2222-4333-8444-5555555555d1"
STAGE = "11111111-2222-4333-8444-5555555555d2"


def by_id(names: tuple[Name, ...]) -> dict[str, Name]:
    found = {name.id: name for name in names}
    assert len(found) == len(names)
    return found


def salt(subscription: str, group: str) -> str:
    return unique_string(f"/subscriptions/{subscription}/resourceGroups/{group}")[:5]


def with_everything(catalog: Catalog) -> dict[str, Any]:
    return {
        service.flag: service.on_value
        for service in catalog.services.values()
        if service.flag and service.flag in catalog.settings
    }


def test_names_of_the_common_resources(at: At) -> None:
    names = by_id(environment_names(at(environment="stage")))
    five = salt(STAGE, "acme-esml-common-sdc-test-001")
    assert names["common_group"].name == "acme-esml-common-sdc-test-001"
    assert names["vnet"].name == "vnt-esmlcmn-sdc-test-001"
    assert names["scoring_subnet"].name == "snet-esml-cmn-001-scoring"
    assert names["common_key_vault"].name == f"kv-cmntest-{five}-001"
    assert names["common_admin_key_vault"].name == f"kv-cmnadmtest-{five}-001"
    assert names["data_lake"].name == f"lake{five}esml001test"
    assert names["common_registry"].name == f"acrcommon{five}sdc001test"


def test_names_of_a_project(at: At) -> None:
    names = by_id(project_names(at(environment="prod", project="003")))
    five = salt("11111111-2222-4333-8444-5555555555d3", "acme-esml-common-sdc-prod-001")
    assert names["project_group"].name == "acme-esml-project003-sdc-prod-001-rg"
    assert names["project_key_vault"].name == f"kv-p003-sdc-prod-{five}01"
    assert names["project_storage"].name == f"saprj003sdc{five}1001prod"
    assert names["project_storage_2"].name == f"saprj003sdc{five}2001prod"
    assert names["foundry_project"].name == f"aif2-p003{five[:3]}prod"
    assert {names[i].length for i in ("project_key_vault", "project_storage")} == {24}


@pytest.mark.parametrize(
    ("environment", "code", "fits"),
    [
        ("dev", "sdc", True), ("stage", "sdc", True), ("prod", "sdc", True),
        ("dev", "eus2", True), ("stage", "eus2", False), ("prod", "eus2", False),
    ],
)  # fmt: skip
def test_four_letters_fail_in_stage_and_prod_only(
    at: At, environment: str, code: str, fits: bool
) -> None:
    names = by_id(project_names(at({"region.code": code}, environment)))
    for which in ("project_key_vault", "project_storage", "project_storage_2"):
        assert names[which].ok is fits, names[which]
        assert names[which].ok is (names[which].length <= 24)


def test_every_environment_has_its_own_salt(at: At) -> None:
    assert computed_salt(at()) == salt(DEV, "acme-esml-common-sdc-dev-001")
    assert computed_salt(at(environment="stage")) == salt(STAGE, "acme-esml-common-sdc-test-001")


def test_the_salt_follows_an_existing_common_group_and_not_the_case_of_the_id(at: At) -> None:
    view = at(
        {"byo.common_resource_group": "rg-mine", "environments.dev.subscription_id": DEV.upper()}
    )
    assert computed_salt(view) == salt(DEV, "rg-mine")


def test_without_subscription_the_salt_is_not_known_but_lengths_are(at: At) -> None:
    known = by_id(project_names(at()))["project_key_vault"]
    names = by_id(project_names(at({"environments.dev.subscription_id": "not yet"})))
    vault = names["project_key_vault"]
    assert vault.name == "kv-p001-sdc-dev-#####01"
    assert (vault.length, vault.known, vault.ok) == (known.length, "at run time", True)
    assert "subscription" in vault.why
    assert names["project_group"].known == "now"
    assert computed_salt(at({"environments.dev.subscription_id": ""})) is None


def test_the_random_salt_is_known_once_it_is_given(at: At) -> None:
    five = salt(DEV, "acme-esml-common-sdc-dev-001")
    before = by_id(project_names(at()))["project_identity"]
    assert before.name == f"mi-prj001-sdc-dev-{five}##########-001"
    assert before.known == "at run time" and before.why
    after = by_id(project_names(at({"naming.random_salt": "a1b2c3d4e5"})))
    assert after["project_identity"].name == f"mi-prj001-sdc-dev-{five}a1b2c3d4e5-001"
    assert after["foundry_account"].name == f"aif2{five}a1b001dev"
    assert {after["project_identity"].known, after["foundry_account"].known} == {"now"}


def test_own_subnets_are_filled_in_and_used_only_where_they_count(at: At) -> None:
    changes = {
        "byo.subnets": True,
        "byo.vnet_name": "vnt-hub",
        "byo.vnet_resource_group": "<network_env>network",
        "environments.stage.byo.network_env": "tst-",
        "subnets.genai": "snt-<network_env>prj<xxx>-genai",
    }
    names = by_id(names_of(at(changes, "stage")))
    assert names["genai_subnet"].name == "snt-tst-prj001-genai"
    assert names["vnet_group"].name == "tst-network"
    assert names["vnet"].name == "vnt-hub"
    assert "genai_nsg" not in names
    unused = by_id(names_of(at({"subnets.genai": "mine"})))
    assert unused["genai_subnet"].name == "snt-prj001-genai"


@pytest.mark.parametrize(("prefix", "fits"), [("a" * 19, True), ("a" * 20, False)])
def test_twenty_six_characters_for_prefix_suffix_and_code(at: At, prefix: str, fits: bool) -> None:
    names = by_id(environment_names(at({"naming.prefix": prefix}, "stage")))
    module = names["common_group_roles_module"]
    assert module.ok is fits
    assert module.keys == ("naming.prefix", "naming.scale_set_suffix", "region.code")


@pytest.mark.parametrize(("length", "fits"), [(37, True), (38, False)])
def test_the_common_subnet_has_37_characters(at: At, length: int, fits: bool) -> None:
    names = by_id(environment_names(at({"naming.common_subnet": "s" * length})))
    assert names["scoring_nsg_module"].ok is fits
    assert names["common_subnet"].ok


@pytest.mark.parametrize(
    ("key", "value", "which"),
    [
        ("naming.lake_prefix", "Lake", "data_lake"),
        ("naming.common_resource_suffix", "--01", "common_key_vault"),
        ("region.code", "s_c", "project_key_vault"),
        ("naming.project_suffix", "-rg.", "project_group"),
    ],
)
def test_characters_that_azure_refuses(at: At, key: str, value: str, which: str) -> None:
    name = by_id(names_of(at({key: value})))[which]
    assert not name.ok and name.allowed in name.problem
    assert key in name.keys


def test_what_is_off_has_no_name(at: At, catalog: Catalog) -> None:
    few = {name.id for name in project_names(at())}
    everything = {name.id for name in project_names(at(with_everything(catalog)))}
    assert few < everything
    assert {"databricks", "aks", "cosmos_db", "project_vm"} <= everything - few


def test_deployments_are_those_of_the_orchestrators_in_use(at: At) -> None:
    github = {name.id for name in names_of(at())}
    ado = {name.id for name in names_of(at({"orchestrator": "azure-devops"}))}
    both = {name.id for name in names_of(at({"orchestrator": "both"}))}
    assert "step_61_github" in github and "step_61_azure_devops" in ado
    assert not any(name.endswith("azure_devops") for name in github)
    assert both == github | ado


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
@pytest.mark.parametrize("environment", ["dev", "stage", "prod"])
def test_the_example_has_no_name_that_azure_refuses(
    at: At, catalog: Catalog, orchestrator: str, environment: str
) -> None:
    changes = with_everything(catalog) | {"orchestrator": orchestrator}
    names = names_of(at(changes, environment))
    assert len(names) > 80
    assert [(name.id, name.name, name.problem) for name in names if not name.ok] == []
    assert not any(re.search(r"[{}<>|\ue000]", name.name) for name in names)
    worldwide = [(name.kind, name.name.lower()) for name in names if name.row.unique == "global"]
    assert len(worldwide) == len(set(worldwide))


def test_the_shape_that_scripts_rely_on(at: At) -> None:
    names = names_of(at())
    common, own = names[0].as_json(), names[-1].as_json()
    for made in (common, own):
        assert {"environment", "project", "kind", "name", "length", "limit", "known"} <= set(made)
        assert made["length"] == len(made["name"]) and made["limit"] >= made["length"]
        assert made["known"] in ("now", "at run time")
    assert (common["project"], own["project"]) == (None, "001")


def test_all_names_cover_each_place_once(catalog: Catalog) -> None:
    answers = example_answers(catalog, {"environments.prod.enabled": False})
    answers.add_scale_set("002")
    answers.put("projects.002.scale_set", Given("002"))
    names = list(all_names(View(catalog, answers, Context("001", None, "001"))))
    vaults = [(n.environment, n.project) for n in names if n.id == "project_key_vault"]
    assert vaults == [
        ("dev", "001"), ("stage", "001"), ("dev", "002"), ("stage", "002"), ("prod", "002"),
    ]  # fmt: skip
    groups = [n.name for n in names if n.id == "common_group"]
    assert len(groups) == 5 and len(set(groups)) == 5


def test_names_need_an_environment(at: At) -> None:
    with pytest.raises(MissingContext):
        names_of(at(environment=None))
    with pytest.raises(MissingContext):
        project_names(at(project=None))


_SHAPING = sorted(
    {
        key
        for name in names_of(
            View(load_catalog("1.24"), example_answers(load_catalog("1.24")),
                 Context("001", "dev", "001"))
        )
        for key in name.keys
    }
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(_SHAPING), st.text(max_size=90), max_size=6))
def test_odd_values_give_names_with_a_verdict(values: dict[str, str]) -> None:
    catalog = load_catalog("1.24")
    changes = {
        f"environments.dev.{key}" if catalog[key].scope == "environment" else key: value
        for key, value in values.items()
    }
    view = View(catalog, example_answers(catalog, changes), Context("001", "dev", "001"))
    for name in names_of(view):
        assert name.length == len(name.name)
        if not name.minimum <= name.length <= name.limit:
            assert not name.ok


def test_the_salts_stand_in_the_list_with_the_variables_that_carry_them(at: At) -> None:
    common = by_id(environment_names(at()))["common_salt"]
    assert (common.name, common.known) == (common.name[:5], "now")
    assert common.name in by_id(environment_names(at()))["common_key_vault"].name
    drawn = by_id(project_names(at()))["random_salt"]
    assert (drawn.name, drawn.known) == ("#" * 10, "at run time")
    given = by_id(project_names(at({"naming.random_salt": "a1b2c3d4e5"})))["random_salt"]
    assert (given.name, given.known) == ("a1b2c3d4e5", "now")
    assert "AIFACTORY_SALT_RANDOM" in given.title
