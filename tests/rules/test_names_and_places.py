"""Names, salts, environments, tags: what is found where, and said once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.rules.conftest import Findings
from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.model.answers import Given
from wizard.model.context import Context
from wizard.model.view import View
from wizard.naming.names import computed_salt
from wizard.rules.example import example_answers
from wizard.session import Session


def test_a_four_letter_code_is_said_once_however_many_names_it_breaks(
    catalog: Catalog,
) -> None:
    answers = example_answers(catalog, {"region.name": "eastus2", "region.code": "eus2"})
    for number in range(2, 8):
        answers.add_project(f"{number:03}")
    found = [f for f in Session(catalog, answers).findings() if f.code.startswith("NAM")]
    assert [(f.code, f.severity) for f in found] == [("NAM103", "error")]
    assert found[0].fixes[0].value == "eu2"


def test_a_four_letter_code_is_a_warning_while_there_is_only_dev(findings: Findings) -> None:
    only_dev = {f"environments.{name}.enabled": False for name in ("stage", "prod")}
    (found,) = findings({"region.code": "swec", **only_dev}, "NAM103")
    assert found.severity == "warning" and found.fixes[0].value == "sdc"


def test_the_module_that_ends_first_is_named_with_its_budget(findings: Findings) -> None:
    found = findings({"naming.prefix": "contoso-ai-factories-"}, "NAM101")
    assert {f.keys[0] for f in found} == {"naming.prefix"}
    assert all("ContributorPermissionsOnRGCmn" in f.message for f in found)
    assert all("together at most 26 characters" in f.remedy for f in found)


def test_a_name_that_bicep_cuts_is_a_warning(findings: Findings) -> None:
    changes = {"naming.project_resource_suffix": "-" + "1" * 40}
    cut = [f for f in findings(changes, "NAM102") if f.severity == "warning"]
    assert [f.keys[1] for f in cut] == ["projects.001.naming.random_salt"]
    assert "cut to 64 characters" in cut[0].message


def test_names_are_reported_once_for_all_environments(findings: Findings) -> None:
    (found,) = findings({"naming.project_resource_suffix": "-0001"}, "NAM102")
    assert "in stage, project 001: 25 characters, and Azure takes at most 24" in found.message


def test_the_right_salt_is_offered_per_environment(catalog: Catalog) -> None:
    dev = View(catalog, example_answers(catalog), Context("001", "dev", "001"))
    right = computed_salt(dev)
    assert right is not None
    changes = {f"environments.{name}.naming.salt": right for name in ("dev", "stage")}
    found = Session(catalog, example_answers(catalog, changes)).findings()
    (stale,) = [f for f in found if f.code == "NAM108"]
    assert stale.keys == ("scale_sets.001.environments.stage.naming.salt",)
    stage = View(catalog, example_answers(catalog), Context("001", "stage", "001"))
    assert stale.fixes[0].value == computed_salt(stage) != right


def test_numbers_of_other_projects(catalog: Catalog) -> None:
    answers = example_answers(catalog, {"byo.subnets": True})
    for key, value in {
        "subnets.genai": "snt-prj009-genai",
        "subnets.aca": "snt-prj002-aca",
        "subnets.aks": "snt-prj<xxx>-aks",
        "secrets.project_secret": "esml-project002-sp-secret",
    }.items():
        answers.put(f"projects.002.{key}", Given(value))
    found = [f for f in Session(catalog, answers).findings() if f.code == "NAM120"]
    assert [(f.keys[0], f.fixes[0].value) for f in found] == [
        ("projects.002.subnets.genai", "snt-prj002-genai")
    ]


def test_a_missing_answer_of_an_unused_environment_is_no_finding(findings: Findings) -> None:
    empty = {"environments.prod.subscription_id": ""}
    assert len(findings(empty, "REQ103")) == 1
    assert findings({**empty, "environments.prod.enabled": False}, "REQ103") == []


def test_an_answer_is_missing_only_where_it_is_needed(findings: Findings) -> None:
    assert findings({}, "REQ101") == findings({}, "REQ104") == []
    (found,) = findings({"services.databricks": True}, "REQ101")
    assert found.keys[0] == "identities.databricks_object_id"
    hybrid = findings({"networking.mode": "hybrid"}, "REQ104")
    assert [f.keys[0] for f in hybrid] == ["projects.001.team.allowed_ips"]
    assert "scale_sets.001.networking.mode" in hybrid[0].keys


@pytest.mark.parametrize(
    ("switch", "key", "code"),
    [
        ("ai_foundry", "identities.azure_ml_object_id", "SVC101"),
        ("databricks", "identities.databricks_object_id", "REQ101"),
    ],
)
def test_an_object_id_that_lacks_is_said_once_with_what_prints_it(
    findings: Findings, switch: str, key: str, code: str
) -> None:
    found = [f for f in findings({f"services.{switch}": True, key: ""}) if key in f.keys]
    assert [f.code for f in found] == [code]
    (row,) = [row for row in load_catalog().tables["well_known_ids"]["ids"] if row["id_of"] == key]
    assert f"az ad sp show --id {row['id']} --query id -o tsv" in found[0].remedy
    off = findings({f"services.{switch}": False, key: ""})
    assert not [f for f in off if key in f.keys]


@pytest.mark.parametrize("environment", ["dev", "stage", "prod"])
@pytest.mark.parametrize(("value", "code"), [("kv<todo>", "PHD101"), ("kv_", "VAL102")])
def test_an_example_is_of_the_environment_that_is_wrong(
    findings: Findings, environment: str, value: str, code: str
) -> None:
    (found,) = findings({f"environments.{environment}.seeding.key_vault": value}, code)
    assert f"kv-seed-{environment}-001" in found.remedy


def test_only_the_salts_may_stay_empty(findings: Findings) -> None:
    changes = {"environments.dev.naming.salt": "", "naming.random_salt": ""}
    assert [f for f in findings(changes) if f.code.startswith(("REQ", "PHD"))] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no json", "no JSON object"),
        ('["a"]', "no JSON object"),
        ('{"a":true}', "no texts"),
        (json.dumps({f"t{n}": "x" for n in range(51)}), "51 tags"),
        (json.dumps({"a": "x" * 257}), "257 characters"),
        (json.dumps({"n" * 129: "x"}), "129 characters"),
        ('{"a<b":"x"}', "a name with one of"),
        ('{"a":"it\'s"}', "single quote"),
    ],
)
def test_tags_that_azure_or_a_shell_refuses(findings: Findings, text: str, said: str) -> None:
    found = findings({"tags.project": text}, "TAG102")
    assert any(said in f.message for f in found), [f.message for f in found]
    assert {f.severity for f in found} == {"error"}


def test_composed_tags_are_never_stale(findings: Findings) -> None:
    for mode in ("private", "hybrid", "public"):
        changes = {"networking.mode": mode, "byo.subnets": True}
        assert [f for f in findings(changes) if f.code.startswith("TAG")] == []


def test_macros_in_tags_are_for_azure_devops(findings: Findings) -> None:
    tags = {"tags.project": '{"AIF-Environment":"$(dev_test_prod)"}'}
    assert "no such macros" in findings(tags, "TAG202")[0].message
    assert findings({**tags, "orchestrator": "azure-devops"}, "TAG202") == []


def test_fixed_tags_on_azure_devops_will_lie(findings: Findings) -> None:
    tags = {"tags.project": '{"AIF-Environment":"dev"}', "orchestrator": "azure-devops"}
    assert "fixed text" in findings(tags, "TAG202")[0].message


def test_clouds_that_upstream_cannot_deploy_to(findings: Findings) -> None:
    government = {"region.name": "usgovvirginia", "region.code": "ugv"}
    assert [f.severity for f in findings(government, "ENV107")] == ["error"]
    public = {**government, "networking.mode": "public"}
    assert [f.severity for f in findings(public, "ENV107")] == ["warning"]


def test_a_project_in_a_scale_set_that_does_not_exist(findings: Findings) -> None:
    (found,) = findings({"projects.004.scale_set": "009"}, "ENV110")
    assert found.keys == ("projects.004.scale_set",)


def _needing() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each required answer, with changes to the example under which it is required."""
    catalog = load_catalog("1.24")
    for changes in (
        {},
        {"orchestrator": "azure-devops", "byo.subnets": True, "services.logic_apps": True},
        {"networking.mode": "hybrid", "dns.central_by_policy": True},
    ):
        view = View(catalog, example_answers(catalog, changes), Context("001", "dev", "001"))
        for setting in catalog.settings.values():
            placeholder = setting.empty_github and setting.pattern and re.fullmatch(
                setting.pattern, setting.empty_github
            )  # fmt: skip
            if view.required(setting.key) and not setting.identity and not placeholder:
                yield setting.key, changes


@pytest.mark.parametrize(("key", "changes"), list(_needing()))
def test_every_required_answer_is_missed(
    catalog: Catalog, key: str, changes: dict[str, Any]
) -> None:
    """Emptying what is required is an error at that field, whichever chapter says so."""
    place = f"environments.dev.{key}" if catalog[key].scope == "environment" else key
    answers = example_answers(catalog, {**changes, place: ""})
    full = View(catalog, answers, Context("001", "dev", "001")).full_key(key)
    found = [f for f in Session(catalog, answers).findings() if full in f.keys]
    assert [f for f in found if f.severity == "error"], [f.message for f in found]
    said = {f.code for f in found if f.severity == "error" and f.code[:3] in ("REQ", "BYO", "DNS")}
    assert len(said) <= 1, "said twice"
