"""What release 1.25 demands beyond the one before."""

from __future__ import annotations

from typing import Any

import pytest

from wizard.catalog.load import load_catalog
from wizard.rules import release_125
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
BAD: dict[str, dict[str, Any]] = {
    "NET141": {"address.vnet": "172.16.0.0/16"},
    "SKU131": {"sku.ai_search.dev": "standard3"},
    "SKU132": {"sku.ai_search_alias.dev": '["basic"]'},
    "SKU133": {
        "services.postgresql": True,
        "sku.postgresql_list.dev": "Standard_B1ms,Standard_B1ms",
    },
    "GWY101": GATEWAY | {"gateway.apim_backends": "[]"},
    "GWY102": GATEWAY | {"gateway.apim_units": 11},
    "GWY103": {"gateway.kong": True, "gateway.kong_subnet": "10.1.0.0/29"},
    "GWY104": GATEWAY
    | {
        "gateway.apim_assign_role": True,
        "gateway.apim_principal": "11111111-2222-4333-8444-5555555555d2",
    },
    "AGT101": {"agents.chat": True, "models.gpt": False},
    "PER101": {"personas.access_mode": "groups-v1"},
}


def codes(changes: dict[str, Any]) -> set[str]:
    load_rules()
    answers = example_answers(CATALOG, FINE | changes)
    found = Session(CATALOG, answers).findings()
    return {finding.code for finding in found if finding.code in RULES}


def test_every_rule_has_a_bad_example() -> None:
    assert set(BAD) == set(release_125.CODES)


@pytest.mark.parametrize("text", ["10.1.0.0/33", "256.1.0.0/27", "10.1.0.7/27"])
def test_a_subnet_that_is_none_is_said(text: str) -> None:
    assert "GWY103" in codes({"gateway.kong": True, "gateway.kong_subnet": text})


def test_a_gateway_that_has_all_it_needs_is_free_of_errors() -> None:
    answers = example_answers(CATALOG, FINE | GATEWAY)
    found = Session(CATALOG, answers).findings()
    assert [f.message for f in found if "gateway" in f.keys[0] and f.severity == "error"] == []


@pytest.mark.parametrize("code", release_125.CODES)
def test_a_rule_fires_on_its_bad_example_only(code: str) -> None:
    assert code in codes(BAD[code])
    assert code not in codes({})


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("SKU131", {"sku.ai_search.dev": "standard3", "search.retry": False}),
        ("SKU132", {"sku.ai_search_alias.dev": '["basic","standard","standard2"]'}),
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


@pytest.mark.parametrize("sizes", ["D4,D8,D16,D32", "D4,D4"])
def test_a_list_that_cannot_be_tried_is_said(sizes: str) -> None:
    assert "SKU133" in codes(
        {"services.container_apps": True, "sku.container_apps_list.dev": sizes}
    )
