"""What release 1.25 demands beyond the one before."""

from __future__ import annotations

import re
from typing import Any

import pytest

from wizard.catalog.load import load_catalog, releases
from wizard.model.context import split_key
from wizard.rules.example import example_answers
from wizard.rules.registry import RULES, load_rules
from wizard.session import Session

CATALOG = load_catalog("1.25")
FINE: dict[str, Any] = {
    "address.vnet": "172.16.XX.0/18",
    "services.cosmos_db": True,
    "services.ai_search": True,
    "foundry.capability_host": True,
}
GATEWAY = {
    "gateway.apim": True, "gateway.apim_group": "rg-a", "gateway.apim_service": "apim-a",
    "gateway.apim_total_tpm": 1000, "gateway.apim_backends": '[{"a":1}]',
}  # fmt: skip
CODES = (
    "NET141", "SKU131", "SKU132", "SKU133", "GWY101", "GWY102", "GWY103", "GWY104", "AGT101",
    "PER101", "NET142",
)  # fmt: skip
LIST, ARRAY = "sku.ai_search_list.dev", "sku.ai_search_alias.dev"


def codes(changes: dict[str, Any]) -> set[str]:
    load_rules()
    answers = example_answers(CATALOG, FINE | changes)
    found = Session(CATALOG, answers).findings()
    return {finding.code for finding in found if finding.code in RULES}


@pytest.mark.parametrize("text", ["10.1.0.0/33", "256.1.0.0/27", "10.1.0.7/27"])
def test_a_subnet_that_is_none_is_said(text: str) -> None:
    assert "GWY103" in codes({"gateway.kong": True, "gateway.kong_subnet": text})


def test_a_gateway_that_has_all_it_needs_is_free_of_errors() -> None:
    answers = example_answers(CATALOG, FINE | GATEWAY)
    found = Session(CATALOG, answers).findings()
    assert [f.message for f in found if "gateway" in f.keys[0] and f.severity == "error"] == []


@pytest.mark.parametrize("code", CODES)
def test_a_rule_fires_on_its_bad_example_only(code: str) -> None:
    assert code in codes(dict(load_rules()[code].bad))
    assert code not in codes({})


@pytest.mark.parametrize("code", CODES)
def test_releases_without_these_settings_have_no_such_findings(code: str) -> None:
    catalog = load_catalog("1.24")
    changes = {k: v for k, v in load_rules()[code].bad.items() if k in catalog.settings}
    found = Session(catalog, example_answers(catalog, changes)).findings()
    assert code not in {finding.code for finding in found}


def test_networks_that_have_to_be_apart_are_reported_once() -> None:
    found = codes({"address.vnet": "172.16.0.0/16", "networking.peered": True})
    assert "NET141" in found and "NET109" not in found


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({LIST: "basic", ARRAY: '["basic","standard"]'}, {"SKU132"}),
        ({LIST: "basic,standard", ARRAY: '["Basic","STANDARD"]'}, set()),
        ({LIST: "basic", ARRAY: '["basic","standard"]', "search.retry": False}, set()),
        ({LIST: "basic", ARRAY: '["standard"]', "services.ai_search": False}, set()),
        ({ARRAY: '["standard"]'}, {"SKU131"}),
        ({ARRAY: "[" * 5000}, {"SKU133"}),
        ({"sku.ai_search.dev": "basic", LIST: "BASIC"}, set()),
    ],
)  # fmt: skip
def test_of_two_notations_the_one_that_was_changed_counts(
    changes: dict[str, Any], expected: set[str]
) -> None:
    assert codes(changes) & {"SKU131", "SKU132", "SKU133"} == expected


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("SKU131", {"sku.ai_search.dev": "standard3", "search.retry": False}),
        ("SKU132", {ARRAY: '["basic","standard","standard2"]', LIST: "basic"}),
        ("SKU133", {"sku.postgresql_list.dev": "Standard_B1ms,Standard_B1ms"}),
        ("SKU133", {"services.postgresql": True, "databases.postgresql_retry": False,
                    "sku.postgresql_list.dev": "Standard_B1ms,Standard_B1ms"}),
        ("GWY101", GATEWAY),
        ("GWY102", GATEWAY | {"gateway.apim_units": 10}),
        ("GWY102", GATEWAY | {"gateway.apim_units": 11, "gateway.apim_sku": "PremiumV2"}),
        ("GWY103", {"gateway.kong": True, "gateway.kong_subnet": "10.1.0.0/28"}),
        ("GWY104", GATEWAY | {"gateway.apim_assign_role": True,
                              "gateway.apim_principal": "11111111-2222-4333-8444-5555555555e2"}),
        ("AGT101", {"agents.chat": True, "models.gpt": True}),
        ("PER101", {"personas.enabled": True}),
        ("NET141", {"address.scaling_mode": "own-subscriptions", "address.vnet": "172.16.XX.0/20"}),
        ("NET141", {"address.vnet": "172.16.0.0/16", "environments.stage.enabled": False,
                    "environments.prod.enabled": False}),
    ],
)  # fmt: skip
def test_a_rule_is_silent_where_all_is_well(code: str, good: dict[str, Any]) -> None:
    assert code not in codes(good)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("UPS304", {"secrets.deployer_secret": "<optional>"}),
        ("NET110", {"address.vnet": "172.16.XX.0/18"}),
        ("AKS105", {"services.aks": True}),
        ("FND105", {"foundry.deployment_type": "1"}),
    ],
)
def test_what_the_release_has_mended_is_no_finding_there(
    code: str, changes: dict[str, Any]
) -> None:
    assert code not in codes(changes)
    found = Session(load_catalog(), example_answers(load_catalog(), changes)).findings()
    assert code in {finding.code for finding in found}


def said(code: str, changes: dict[str, Any]) -> str:
    found = Session(CATALOG, example_answers(CATALOG, FINE | changes)).findings()
    return " ".join(finding.message for finding in found if finding.code == code)


@pytest.mark.parametrize(
    ("code", "changes", "right", "wrong"),
    [
        ("UPS302", {}, "stray blank", "1.24"),
        ("DEL107", {"run.networking": False}, "make no subnets", "stops"),
        ("DEL106", {"lifecycle.delete_everything": True}, "keeps storage", "key vault"),
        ("DEL108", {"debug.skip_64_databases": True}, "parts of these steps", "reads none"),
        ("CMK104", {"cmk.enabled": True}, "Step 63 does not", "64"),
        ("CMK105", {"cmk.enabled": True}, "Microsoft Foundry", "Search"),
        ("BYO105", {"byo.subnets": True}, "told their names", "stops"),
        ("SVC101", {"services.ai_search": False}, "a run makes none", "deployed"),
        ("AKS104", {"services.aks": True, "services.logic_apps": True}, "delegate", "GitHub"),
    ],
)
def test_a_finding_says_what_happens_in_this_release(
    code: str, changes: dict[str, Any], right: str, wrong: str
) -> None:
    text = said(code, changes)
    assert right in text and wrong not in text


@pytest.mark.parametrize("release", [name for name in releases() if name != "1.24"])
def test_what_a_release_mends_is_wrong_in_another(release: str) -> None:
    complete = load_catalog("1.24")
    short = [short for row in complete.settings.values() for short in row.falls_short]
    short += [short for row in complete.services.values() for short in row.falls_short]
    known = {re.split("[;,]", row.source)[0] for row in short}
    known |= {source for rule in load_rules().values() for source in rule.sources}
    mended = load_catalog(release).tables["release"]["mended"]
    assert {source for side in mended.values() for source in side} - known == set()
    assert any(mended.values())


def test_a_blank_in_the_workflow_is_a_finding_only_where_it_stands() -> None:
    for release, there in (("1.22", False), ("1.23", False), ("1.24", True), ("1.25", True)):
        catalog = load_catalog(release)
        answers = example_answers(load_catalog(), {"address.vnet": "172.16.XX.0/18"})
        for full in [full for full, _ in answers.items()]:
            if split_key(full).key not in catalog.settings:
                answers.drop(full)
        found = {finding.code for finding in Session(catalog, answers).findings()}
        assert ("UPS302" in found) is there, release


def test_the_defaults_of_either_scaling_mode_are_free_of_errors() -> None:
    for mode in ("shared-subscriptions", "own-subscriptions"):
        changes = {k: v for k, v in FINE.items() if k != "address.vnet"}
        answers = example_answers(CATALOG, {**changes, "address.scaling_mode": mode})
        answers.drop("scale_sets.001.address.vnet")
        found = Session(CATALOG, answers).findings()
        assert [(f.code, f.message) for f in found if f.severity == "error"] == []


def test_private_foundry_needs_its_stores() -> None:
    found = Session(
        CATALOG, example_answers(CATALOG, FINE | {"services.cosmos_db": False})
    ).findings()
    told = [f for f in found if f.severity == "error" and "services.cosmos_db" in " ".join(f.keys)]
    assert told


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("DBS102", {"services.postgresql": True, "sku.postgresql_tier.dev": "GeneralPurpose"}),
        ("DBS103", {"services.sql_database": True, "sku.sql_database.dev": "P1"}),
        ("DBS104", {"services.redis": True, "sku.redis.stage_prod": "Basic"}),
        ("APP103", {"services.web_app": True, "sku.web_app.dev": "B1"}),
    ],
)
def test_github_passes_sizes_on_so_their_pairs_are_checked(
    code: str, changes: dict[str, Any]
) -> None:
    assert code in codes(changes)
    answers = example_answers(load_catalog(), changes)
    assert code not in {finding.code for finding in Session(load_catalog(), answers).findings()}


@pytest.mark.parametrize("sizes", ["D4,D8,Consumption,D16", "D4,D4", "Consumption,D16"])
def test_a_list_that_cannot_be_tried_is_said(sizes: str) -> None:
    assert "SKU133" in codes(
        {"services.container_apps": True, "sku.container_apps_list.dev": sizes}
    )
