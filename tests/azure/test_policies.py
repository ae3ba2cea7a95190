"""What policies forbid: definitions of one's own and Microsoft's, alone and in sets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.azure.conftest import Look
from tests.azure.fake import FakeAzure, Row
from tests.azure.healthy import ARM, DEV, example_session, sub
from wizard.azure.policy_rules import NOTHING, Forbids, forbids

ASSIGNMENTS = sub(DEV, "/providers/Microsoft.Authorization/policyAssignments")
BUILT_IN = "/providers/Microsoft.Authorization/policyDefinitions/"
SET = "/providers/Microsoft.Authorization/policySetDefinitions/"
PUBLIC = {"networking__mode": "public"}


def deny(condition: object, parameters: Row | None = None, effect: str = "deny") -> Row:
    rule = {"if": condition, "then": {"effect": effect}}
    return {"properties": {"policyRule": rule, "parameters": parameters or {}}}


NO_PUBLIC_VAULTS = deny(
    {
        "allOf": [
            {"field": "type", "equals": "Microsoft.KeyVault/vaults"},
            {"field": "Microsoft.KeyVault/vaults/publicNetworkAccess", "notEquals": "Disabled"},
        ]
    },
    {"effect": {"type": "String", "defaultValue": "Audit"}},
    "[parameters('effect')]",
)
LOCATIONS = deny(
    {
        "allOf": [
            {"field": "location", "notIn": "[parameters('listOfAllowedLocations')]"},
            {"field": "location", "notEquals": "global"},
        ]
    },
    {"listOfAllowedLocations": {"type": "Array"}},
)
TAG = deny({"field": "[concat('tags[', parameters('tagName'), ']')]", "exists": "false"})
KINDS = deny({"field": "type", "in": "[parameters('listOfResourceTypesNotAllowed')]"})


def assign(
    azure: FakeAzure, definition: Row, *, path: str = f"{BUILT_IN}one", **values: Any
) -> Row:
    """Assign a policy to dev's subscription."""
    azure.objects[f"{ARM}{path}".lower()] = definition
    added = {
        "name": "made-up",
        "properties": {
            "displayName": "Made up",
            "policyDefinitionId": path,
            "parameters": {name: {"value": value} for name, value in values.items()},
            "enforcementMode": "Default",
        },
    }
    azure.lists[ASSIGNMENTS].append(added)
    return added


def codes(look: Look, **answers: Any) -> list[str]:
    report = look(example_session(**answers))
    assert report.unknown == []
    return [finding.code for finding in report.findings]


def test_public_access_is_denied_where_the_mode_opens_it(azure: FakeAzure, look: Look) -> None:
    assign(azure, NO_PUBLIC_VAULTS, effect="Deny")
    assert codes(look, networking__mode="public") == ["AZR141"]
    assert codes(look) == []


def test_what_only_audits_forbids_nothing(azure: FakeAzure, look: Look) -> None:
    assign(azure, NO_PUBLIC_VAULTS)
    assign(azure, LOCATIONS, listOfAllowedLocations=["x"])["properties"]["enforcementMode"] = (
        "DoNotEnforce"
    )
    assert codes(look, **PUBLIC) == []


def test_allowed_locations(azure: FakeAzure, look: Look) -> None:
    assign(azure, LOCATIONS, listOfAllowedLocations=["westeurope", "northeurope"])
    assert codes(look) == ["AZR142"]


def test_allowed_locations_with_the_region_in_them(azure: FakeAzure, look: Look) -> None:
    assign(azure, LOCATIONS, listOfAllowedLocations=["Sweden Central"])
    assert codes(look) == []


def test_tags_that_are_demanded(azure: FakeAzure, look: Look) -> None:
    assign(azure, TAG, tagName="Owner-Team")
    report = look(example_session())
    (finding,) = report.findings
    assert finding.code == "AZR143" and "Owner-Team" in finding.message
    assert finding.keys == ("scale_sets.001.tags.common", "projects.001.tags.project")
    azure.lists[ASSIGNMENTS][0]["properties"]["parameters"]["tagName"]["value"] = "costcenter"
    assert codes(look) == []


def test_kinds_that_are_denied(azure: FakeAzure, look: Look) -> None:
    assign(azure, KINDS, listOfResourceTypesNotAllowed=["Microsoft.Search/searchServices"])
    assert codes(look, services__ai_search=True) == ["AZR144"]
    assert codes(look, services__ai_search=False) == []


def test_members_of_a_set_get_the_parameters_of_the_set(azure: FakeAzure, look: Look) -> None:
    azure.objects[f"{ARM}{BUILT_IN}inner".lower()] = LOCATIONS
    members = [
        {"policyDefinitionId": f"{BUILT_IN}inner",
         "parameters": {"listOfAllowedLocations": {"value": "[parameters('where')]"}}},
        {"policyDefinitionId": "/subscriptions/x/deleteEverything"},
    ]  # fmt: skip
    parameters = {"where": {"defaultValue": ["swedencentral"]}}
    definition = {"properties": {"policyDefinitions": members, "parameters": parameters}}
    assign(azure, definition, path=f"{SET}set")
    assert codes(look) == []
    azure.lists[ASSIGNMENTS][0]["properties"]["parameters"] = {"where": {"value": ["eastus"]}}
    assert codes(look) == ["AZR142"]
    assert not any("deleteEverything" in path for path in azure.paths())


@pytest.mark.parametrize(
    "path", ["/subscriptions/x", "", f"{BUILT_IN}a?b", f"{BUILT_IN}../x", "17"]
)
def test_an_assignment_of_something_odd_is_unknown(azure: FakeAzure, look: Look, path: str) -> None:
    assign(azure, LOCATIONS, path=path)
    (gap,) = look(example_session()).unknown
    assert gap.what == "policy 'Made up' of dev" and gap.reason == "odd answer"


def test_a_definition_that_may_not_be_read_is_unknown(azure: FakeAzure, look: Look) -> None:
    assign(azure, LOCATIONS)
    azure.trouble("policydefinitions", status=403)
    (gap,) = look(example_session()).unknown
    assert gap.reason == "no permission"


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ({}, NOTHING),
        ({"properties": 1}, NOTHING),
        (deny("text"), NOTHING),
        (deny({"allOf": [1, {"field": 2}]}), NOTHING),
        (deny({"not": {"field": "type", "in": ["Microsoft.Web/sites"]}}), NOTHING),
        (deny({"field": "tags.Owner", "exists": False}), Forbids(tags=("Owner",))),
        (deny({"field": "tags['Owner']", "notEquals": "me"}), Forbids(tags=("Owner",))),
        (deny({"field": "tags['Owner']", "exists": "true"}), NOTHING),
        (deny({"field": "location", "in": ["eastus"]}), NOTHING),
        (deny({"field": "Microsoft.Storage/storageAccounts/publicNetworkAccess", "equals": "x"}),
         Forbids(public=("Microsoft.Storage/storageAccounts",))),
        (deny({"field": "type", "equals": "Microsoft.Web/sites"}, effect="DENY"),
         Forbids(kinds=("Microsoft.Web/sites",))),
    ],
)  # fmt: skip
def test_rules_are_read_as_far_as_they_are_plain(definition: Row, expected: Forbids) -> None:
    assert forbids(definition, {}) == expected
