"""What a run deletes: who is warned, and who is left in peace."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.conftest import Findings

DELETION = "lifecycle.delete_disabled_services"
AGENTS: dict[str, Any] = {
    DELETION: True, "services.ai_foundry": True, "foundry.capability_host": True,
    "services.ai_search": True, "services.cosmos_db": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("off", "named"),
    [
        (["services.cosmos_db"], "deletes Cosmos DB in"),
        (["services.ai_search"], "deletes AI Search in"),
        (["services.cosmos_db", "services.ai_search"], "deletes Cosmos DB and AI Search in"),
    ],
)
def test_that_the_agents_data_is_deleted_is_an_error(
    findings: Findings, off: list[str], named: str
) -> None:
    (found,) = findings({**AGENTS, **dict.fromkeys(off, False)}, "DEL105")
    assert found.severity == "error"
    assert named in found.message


@pytest.mark.parametrize(
    "changes",
    [
        {"services.cosmos_db": True},
        {DELETION: False},
        {"services.ai_foundry": False},
        {"foundry.capability_host": False},
        {"orchestrator": "azure-devops"},
    ],
)
def test_without_agents_data_to_delete_nobody_is_alarmed(
    findings: Findings, changes: dict[str, Any]
) -> None:
    assert findings({**AGENTS, "services.cosmos_db": False, **changes}, "DEL105") == []


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({}, []),
        ({"lifecycle.delete_everything": True}, ["lifecycle.delete_everything"]),
        ({DELETION: True}, []),
        ({"lifecycle.delete_everything": True, "orchestrator": "azure-devops"}, []),
    ],
)
def test_what_github_keeps_in_spite_of_a_switch_is_said_where_the_switch_is_on(
    findings: Findings, changes: dict[str, Any], keys: list[str]
) -> None:
    found = findings(changes, "DEL106")
    assert [key.rpartition("001.")[2] for finding in found for key in finding.keys] == keys
