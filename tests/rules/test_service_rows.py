"""Each need, exclusion and shortfall of a service reaches the user under some code."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.conftest import Findings
from wizard.catalog.load import load_catalog
from wizard.catalog.tables import Exclusion, Need
from wizard.model.answers import Given
from wizard.rules.example import example_answers
from wizard.rules.registry import load_rules
from wizard.rules.service_rows import Row
from wizard.session.draft import Session

_HUNDRED = {"project": 1, "scale_set": 2, "factory": 3}
_NEVER_MET = {"SVC302"}
"""Defender's resource plan is not asked for beside the subscription plan that excludes it."""


def _found(changes: dict[str, Any]) -> dict[str, str]:
    session = Session(load_catalog(), example_answers(load_catalog(), changes))
    return {finding.code: finding.message for finding in session.findings()}


def test_every_row_has_a_rule_that_reports_it() -> None:
    rules = load_rules()
    missing = set()
    for service in load_catalog().services.values():
        rows: tuple[Row, ...] = (*service.needs, *service.excludes, *service.falls_short)
        for row in rows:
            kind = 1 if isinstance(row, Need) else 2 if isinstance(row, Exclusion) else 3
            code = row.code or f"SVC{_HUNDRED[service.scope]}0{kind}"
            if code not in rules and code not in _NEVER_MET:
                missing.add((service.id, code))
    assert not missing


def test_a_service_whose_question_is_hidden_counts_as_off() -> None:
    hidden = {"databases.cosmos_kind": "MongoDB", "foundry.capability_host": True}
    assert "DBS101" not in _found(hidden)
    assert "DBS101" in _found({**hidden, "services.cosmos_db": True})


def test_the_offered_answer_removes_the_finding() -> None:
    catalog = load_catalog()
    answers = example_answers(catalog, {"foundry.capability_host": True})
    session = Session(catalog, answers)
    (finding,) = [found for found in session.findings() if found.code == "FND101"]
    session.set_many([(fix.key, fix.value) for fix in finding.fixes])
    assert "FND101" not in {found.code for found in session.findings()}


def test_a_service_that_an_imported_file_had_on_is_deleted_by_the_next_run() -> None:
    catalog = load_catalog()
    answers = example_answers(catalog, {"lifecycle.delete_disabled_services": True})
    answers.put("projects.001.services.redis", Given(True, "imported", ".env", 7))
    before = {f.code: f.severity for f in Session(catalog, answers).findings()}
    answers.put("projects.001.services.redis", Given(False))
    after = [f for f in Session(catalog, answers).findings() if f.code == "DEL104"]
    assert before["DEL104"] == "warning"
    assert [f.severity for f in after] == ["error"]
    assert "Redis" in after[0].message


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops", "both"])
def test_sizes_without_effect_are_said_where_github_is_in_use(orchestrator: str) -> None:
    codes = _found(
        {"orchestrator": orchestrator, "services.redis": True, "sku.redis.dev": "Premium"}
    )
    assert ("SKU102" in codes) is (orchestrator != "azure-devops")


def test_the_default_private_factory_has_few_findings_and_no_error() -> None:
    session = Session(load_catalog(), example_answers(load_catalog()))
    found = session.findings()
    assert not [finding for finding in found if finding.severity == "error"]
    assert len(found) <= 8


@pytest.mark.parametrize(
    ("orchestrator", "way", "region", "stops"),
    [
        ("azure-devops", "1", "northeurope", True),
        ("azure-devops", "3", "westus2", True),
        ("both", "3", "northeurope", True),
        ("azure-devops", "3", "westus3", False),
        ("azure-devops", "2", "northeurope", False),
        ("github", "3", "northeurope", False),
        ("azure-devops", "3", "", False),
    ],
)
def test_the_older_way_to_foundry_takes_some_regions_only(
    findings: Findings, orchestrator: str, way: str, region: str, stops: bool
) -> None:
    answers = {"orchestrator": orchestrator, "foundry.deployment_type": way, "region.name": region}
    found = findings(answers, "FND113")
    assert [finding.severity for finding in found] == ["error"] * stops
    if stops:
        fixed = findings({**answers, "foundry.deployment_type": None}, "FND113")
        assert "How Foundry is deployed" in found[0].remedy
        assert not fixed
