"""Ids: their form, and ids that were put into the wrong field."""

from __future__ import annotations

import pytest

from tests.rules.conftest import Findings
from wizard.rules.identities import repaired_guid

GOOD = "11111111-2222-4333-8444-5555555555d1"
ENTRY = "environments.dev.subscription_id"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{" + GOOD + "}", GOOD),
        (f" {GOOD}\u00a0", GOOD),
        (GOOD.replace("-", ""), GOOD),
        (f"urn:uuid:{GOOD}", GOOD),
        (f'"{GOOD.upper()}"', GOOD),
        ("1111111-2222-4333-8444-5555555555d1", None),
        ("contoso.onmicrosoft.com", None),
        ("11111111-2222-4333-8444-5555555555g1", None),
        ("1111-11112222-4333-8444-5555555555d1", None),
        ("", None),
    ],
)
def test_what_was_meant(text: str, meant: str | None) -> None:
    assert repaired_guid(text) == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1111111-2222-4333-8444-5555555555d1", "group 1 has 7 digits instead of 8"),
        ("11111111-2222-4333-8444-5555555555d", "group 5 has 11 digits instead of 12"),
        ("someone@contoso.example", "e-mail address"),
        ("contoso.onmicrosoft.com", "domain name"),
    ],
)
def test_what_is_off_is_said(findings: Findings, text: str, said: str) -> None:
    (found,) = findings({ENTRY: text}, "IDN101")
    assert said in found.message and not found.fixes
    assert found.keys == ("scale_sets.001.environments.dev.subscription_id",)


def test_braces_can_be_taken_off(findings: Findings) -> None:
    (found,) = findings({ENTRY: "{" + GOOD + "}"}, "IDN101")
    assert [fix.value for fix in found.fixes] == [GOOD]


def test_upper_case_is_fine(findings: Findings) -> None:
    assert findings({ENTRY: GOOD.upper()}, "IDN101") == []


def test_members_are_compared_with_subscriptions_and_tenant(findings: Findings) -> None:
    tenant = "11111111-2222-4333-8444-555555555501"
    found = findings({"team.member_object_ids": (tenant, GOOD)}, "IDN105")
    assert {f.keys[1] for f in found} == {
        "tenant_id", "scale_sets.001.environments.dev.subscription_id",
    }  # fmt: skip


def test_one_vault_subscription_for_all_is_fine(findings: Findings) -> None:
    changes = {"environments.dev.seeding.subscription_id": GOOD}
    assert [f for f in findings(changes) if f.code.startswith("IDN")] == []


def test_the_contributor_role_belongs_into_its_field_only(findings: Findings) -> None:
    role = "b24988ac-6180-42a0-ab88-20f7382dd24c"
    assert findings({"governance.contributor_role_id": role}, "IDN102") == []
    assert findings({"team.member_object_ids": (role,)}, "IDN102")
