"""Answers in which anything may be anything never end a preflight, and never make it write."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.azure.conftest import is_reading
from tests.azure.fake import Asked, FakeAzure, Row
from tests.azure.healthy import ARM, DEV, GRAPH, example_session, healthy, sub, subnet, vnet
from tests.azure.test_policies import LOCATIONS, NO_PUBLIC_VAULTS, TAG
from wizard.azure.endpoints import Endpoints, StandInTokens
from wizard.azure.preflight import preflight
from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import Ask, Request, method_of
from wizard.azure.transport import Reply
from wizard.rules.finding import Finding

ENDPOINTS = Endpoints("m", "g", "v", "http://127.0.0.1:1")
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1e308, "", "x", "10.0.0.0/8", "::/0", [], {}, [None], [[]], {"value": 1},
     ["a", 1], {"name": {"name": {}}}, "\u0000\u001b[2J", "../..", "[parameters('x')]"]
)  # fmt: skip


class FromMemory:
    """A transport without a network; every answer passes through ``spoil``."""

    def __init__(self, fake: FakeAzure, spoil: Any) -> None:
        self.fake = fake
        self.spoil = spoil

    def send(self, request: Request, token: str) -> Reply:
        parts = urlsplit(request.url(ENDPOINTS))
        body = request.body if isinstance(request, Ask) else ""
        asked = Asked(
            method_of(request), unquote(parts.path), parse_qs(parts.query), token, body
        )  # fmt: skip
        assert is_reading(asked.method, asked.path)
        status, answer = self.fake.answer(asked)
        return Reply(status, {}, json.dumps(self.spoil(answer)).encode())


def everything() -> FakeAzure:
    """An Azure in which every look-up has something to read."""
    fake = healthy()
    fake.lists[sub(DEV, "/providers/Microsoft.Network/virtualNetworks")] = [
        vnet("vnt-esmlcmn-sdc-dev-001", ["172.16.0.0/16"], [
            subnet("snt-prj001-genai", "172.16.200.0/25", "Microsoft.Web/serverFarms"),
            subnet("agents", "172.16.0.0/22"),
        ], peerings=[{"name": "hub", "properties": {
            "remoteVirtualNetwork": {"id": "/a/b"},
            "remoteAddressSpace": {"addressPrefixes": ["172.16.128.0/24"]},
        }}]),
        vnet("vnet-apps", ["172.16.0.0/20"]),
    ]  # fmt: skip
    assignments = fake.lists[sub(DEV, "/providers/Microsoft.Authorization/policyAssignments")]
    for number, definition in enumerate((LOCATIONS, NO_PUBLIC_VAULTS, TAG)):
        path = f"/providers/Microsoft.Authorization/policyDefinitions/p{number}"
        fake.objects[f"{ARM}{path}".lower()] = definition
        assignments.append({"name": f"p{number}", "properties": {
            "policyDefinitionId": path, "displayName": f"policy {number}",
            "parameters": {"effect": {"value": "Deny"}, "tagName": {"value": "Owner"},
                           "listOfAllowedLocations": {"value": ["westeurope"]}},
        }})  # fmt: skip
    fake.lists[sub(DEV, "/resourcegroups")] = [
        {"name": "acme-esml-common-sdc-dev-001", "location": "westeurope"}
    ]
    deleted = {"name": "x", "properties": {"vaultId": "/a/vaults/kv-cmndev-x"}, "location": "y"}
    fake.lists[sub(DEV, "/providers/Microsoft.KeyVault/deletedVaults")] = [deleted]
    fake.lists[sub(DEV, "/providers/Microsoft.Authorization/roleAssignments")] = [
        {"properties": {"scope": f"/subscriptions/{DEV}"}}
    ]
    fake.objects[f"{GRAPH}/serviceprincipals(appid='0736f41a-0425-4b46-bdb5-1563eff02385')"] = {
        "id": "11111111-2222-4333-8444-555555555502", "displayName": "Azure Machine Learning",
    }  # fmt: skip
    return fake


ANSWERS: Row = {
    "services__ai_foundry": True, "services__aks": True, "networking__mode": "hybrid",
    "services__machine_learning": True, "cmk__enabled": True, "cmk__key_name": "cmk",
    "address__strategy": "planned",
}  # fmt: skip


def test_every_look_up_has_something_to_read() -> None:
    """Without this the tests below might spoil nothing."""
    reader = Reader(ENDPOINTS, StandInTokens(), transport=FromMemory(everything(), lambda a: a))
    report = preflight(example_session(**ANSWERS), reader, environments=("dev",))
    assert report.unknown == []
    assert {f.code for f in report.findings} >= {
        "AZR103", "AZR104", "AZR106", "AZR107", "AZR108", "AZR114", "AZR141", "AZR142", "AZR143",
        "AZR173",
    }  # fmt: skip


def spoilt(answer: Any, draw: Any, chance: int) -> Any:
    """A copy of an answer in which some parts are something else."""
    if draw(st.integers(0, chance)) == 0:
        return draw(ODD)
    if isinstance(answer, dict):
        return {name: spoilt(value, draw, chance) for name, value in answer.items()}
    if isinstance(answer, list):
        return [spoilt(value, draw, chance) for value in answer[:4]]
    return answer


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from([3, 12, 40]))
def test_odd_answers_end_in_findings_or_in_what_is_unknown(
    data: st.DataObject, chance: int
) -> None:
    seen: dict[str, Any] = {}

    def spoil(answer: Any) -> Any:
        """The same answer is spoilt in the same way, whichever thread asks first."""
        key = json.dumps(answer, sort_keys=True)
        return seen.get(key, answer)

    fake = everything()
    for answer in [*({"value": rows} for rows in fake.lists.values()), *fake.objects.values()]:
        if data.draw(st.booleans()):
            seen[json.dumps(answer, sort_keys=True)] = spoilt(answer, data.draw, chance)
    session = example_session(**ANSWERS)
    reader = Reader(ENDPOINTS, StandInTokens(), transport=FromMemory(fake, spoil), patience=0)
    report = preflight(session, reader, environments=("dev",))
    assert all(isinstance(finding, Finding) and finding.keys for finding in report.findings)
    told = [one.text for one in report.unknown] + [one.message for one in report.findings]
    assert all(text.isprintable() for text in told)
    for finding in report.findings:
        session.set_many([(fix.key, fix.value) for fix in finding.fixes])
