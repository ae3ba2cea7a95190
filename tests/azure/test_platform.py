"""Subscriptions, providers, groups, roles, the seeding key vault, models and machines."""

from __future__ import annotations

from typing import Any

import pytest

from tests.azure.conftest import Look
from tests.azure.fake import FakeAzure, Row
from tests.azure.healthy import (
    DEV,
    SECRETS,
    SEED,
    VAULT,
    example_session,
    learning,
    model,
    provider,
    secret,
    sub,
    usage,
)
from wizard.rules.finding import Finding

AI = "/providers/Microsoft.CognitiveServices/locations/swedencentral"
COMPUTE = "/providers/Microsoft.Compute/locations/swedencentral/usages"
SEEDING = f"{VAULT}/kv-seeding-sdc-001/secrets"


def only(look: Look, **answers: Any) -> Finding:
    """The one finding of a look at dev."""
    report = look(example_session(**answers))
    assert report.unknown == []
    (finding,) = report.findings
    return finding


def test_nothing_is_wrong_where_all_is_well(look: Look) -> None:
    report = look(example_session(), environments=())
    assert (report.findings, report.unknown) == ([], [])
    assert len(report.looked_up) == 34


@pytest.mark.parametrize(
    ("changed", "word"),
    [({"state": "Disabled"}, "disabled"), ({"tenantId": SEED}, SEED)],
)
def test_a_subscription_that_cannot_be_used(
    azure: FakeAzure, look: Look, changed: Row, word: str
) -> None:
    azure.objects[sub(DEV, "")] |= changed
    finding = only(look)
    assert (finding.code, finding.severity) == ("AZR120", "error")
    assert word in finding.message
    assert finding.keys[0] == "scale_sets.001.environments.dev.subscription_id"


def test_providers_to_register(azure: FakeAzure, look: Look) -> None:
    providers = azure.lists[sub(DEV, "/providers")]
    providers[:] = [row for row in providers if row["namespace"] != "Microsoft.App"]
    providers[:] = [provider("KeyVault", "Registering") if r["namespace"] == "Microsoft.KeyVault"
                    else r for r in providers]  # fmt: skip
    finding = only(look)
    assert finding.code == "AZR121"
    assert "Microsoft.App, Microsoft.KeyVault" in finding.message
    assert "az provider register" in finding.remedy


def test_a_service_that_the_region_does_not_offer(azure: FakeAzure, look: Look) -> None:
    providers = azure.lists[sub(DEV, "/providers")]
    providers.remove(provider("Databricks"))
    providers.append(provider("Databricks", regions=["West Europe"]))
    answers = {
        "services__databricks": True,
        "identities__databricks_object_id": "11111111-2222-4333-8444-555555555502",
    }
    found = [f for f in look(example_session(**answers)).findings if f.code == "AZR123"]
    assert len(found) == 1 and "Microsoft.Databricks/workspaces" in found[0].message


def test_a_group_that_exists_in_another_region(azure: FakeAzure, look: Look) -> None:
    name = "ACME-esml-common-sdc-dev-001"
    azure.lists[sub(DEV, "/resourcegroups")] = [{"name": name, "location": "westeurope"}]
    finding = only(look)
    assert finding.code == "AZR173" and "westeurope" in finding.message
    azure.lists[sub(DEV, "/resourcegroups")] = [{"name": name, "location": "Sweden Central"}]
    assert look(example_session()).findings == []


def test_a_group_brought_along_that_does_not_exist(look: Look) -> None:
    finding = only(look, byo__common_resource_group="rg-ours")
    assert (finding.code, finding.keys) == ("AZR111", ("scale_sets.001.byo.common_resource_group",))


@pytest.mark.parametrize(("count", "severity"), [(3799, None), (3850, "warning"), (4000, "error")])
def test_role_assignments_run_out(
    azure: FakeAzure, look: Look, count: int, severity: str | None
) -> None:
    """Those of management groups above the subscription do not count."""
    azure.page = 1500
    above = "/providers/Microsoft.Management/managementGroups/contoso"
    azure.lists[sub(DEV, "/providers/Microsoft.Authorization/roleAssignments")] = [
        {"name": str(n), "properties": {"scope": f"/subscriptions/{DEV.upper()}/resourceGroups/x"}}
        for n in range(count)
    ] + [{"name": "a", "properties": {"scope": above}}] * 300
    report = look(example_session())
    assert [f.severity for f in report.findings] == ([severity] if severity else [])
    assert all(f"{count} of 4000" in finding.message for finding in report.findings)


def test_the_seeding_key_vault_has_to_be_there(azure: FakeAzure, look: Look) -> None:
    azure.objects = {path: row for path, row in azure.objects.items() if "/vaults/" not in path}
    finding = only(look)
    assert (finding.code, finding.severity) == ("AZR112", "error")
    assert "kv-seeding-sdc-001" in finding.message


def test_secrets_are_looked_for_by_name_alone(azure: FakeAzure, look: Look) -> None:
    azure.page = 3
    azure.lists[SEEDING] = [secret(name) for name in SECRETS[1:-1]] + [secret(SECRETS[-1], False)]
    found = look(example_session()).findings
    assert [finding.code for finding in found] == ["AZR113", "AZR113"]
    told = " ".join(finding.message for finding in found)
    assert SECRETS[0] in told and SECRETS[-1] in told
    asked = [path for path in azure.paths() if path.startswith(VAULT)]
    assert set(asked) == {"/vault/kv-seeding-sdc-001/secrets"}


def test_a_vault_that_may_not_be_listed_is_unknown(azure: FakeAzure, look: Look) -> None:
    azure.trouble(SEEDING, status=403, body=b'{"error": {"code": "ForbiddenByFirewall"}}')
    report = look(example_session())
    assert report.findings == []
    (gap,) = report.unknown
    assert gap.what == "names of secrets in kv-seeding-sdc-001"
    assert (gap.reason, gap.text) == (
        "no permission",
        "You may not read this (ForbiddenByFirewall).",
    )


def test_a_vault_that_is_not_set_up(azure: FakeAzure, look: Look) -> None:
    vault = next(row for path, row in azure.objects.items() if "/vaults/" in path)
    vault["properties"]["enabledForTemplateDeployment"] = False
    assert only(look).code == "AZR114"
    with_keys = look(example_session(cmk__enabled=True, cmk__key_name="cmk")).findings
    severities = [finding.severity for finding in with_keys if finding.code == "AZR114"]
    assert sorted(severities) == ["error", "warning"]


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ({"models__gpt_name": "gpt-9"}, "gpt-9 is not offered"),
        ({"models__gpt_version": "2020-01-01"}, "there is 2025-11-13"),
        ({"models__gpt_sku": "Standard"}, "DataZoneStandard, GlobalStandard"),
        ({"models__gpt_capacity": 291}, "290 of 300 are left"),
        ({"projects__002__models__gpt_capacity": 261, "models__gpt_capacity": 30}, "needs 291"),
    ],
)
def test_models(azure: FakeAzure, look: Look, answers: dict[str, Any], word: str) -> None:
    report = look(example_session(services__ai_foundry=True, projects__002__title="two", **answers))
    found = [f for f in report.findings if f.code in ("AZR131", "AZR132")]
    assert found and all(finding.severity == "error" for finding in found)
    assert word in found[0].message


def test_a_project_that_is_deployed_has_its_quota(azure: FakeAzure, look: Look) -> None:
    group = {"name": "acme-esml-project001-sdc-dev-001-rg", "location": "swedencentral"}
    azure.lists[sub(DEV, "/resourcegroups")] = [group]
    report = look(example_session(services__ai_foundry=True, models__gpt_capacity=299))
    assert [f for f in report.findings if f.code == "AZR132"] == []


def test_a_model_whose_quota_nobody_tells_is_not_judged(azure: FakeAzure, look: Look) -> None:
    azure.lists[sub(DEV, f"{AI}/usages")] = [{"name": "text"}, {}, usage("other", 1, 1)]
    azure.lists[sub(DEV, f"{AI}/models")].append(model("gpt-4o", "2024-11-20", ()))
    report = look(example_session(services__ai_foundry=True, models__gpt_4o=True))
    assert report.findings == []


AKS = {"services__aks": True, "sku__aks__dev": "Standard_B4ms", "aks__nodes__dev": 2}


def test_machines(azure: FakeAzure, look: Look) -> None:
    usages = azure.lists[sub(DEV, COMPUTE)]
    assert [f for f in look(example_session(**AKS)).findings if f.code >= "AZR133"] == []
    usages[:] = [usage("cores", 93, 100), usage("standardBSFamily", 6, 10)]
    found = [f for f in look(example_session(**AKS)).findings if f.code == "AZR134"]
    assert ["8 are wanted" in finding.message for finding in found] == [True, True]
    other = look(example_session(**{**AKS, "sku__aks__dev": "Standard_Z1"})).findings
    (missing,) = [f for f in other if f.code == "AZR133"]
    assert missing.keys == ("projects.001.sku.aks.dev",)


def test_a_machine_that_is_closed_to_the_subscription(azure: FakeAzure, look: Look) -> None:
    for row in azure.lists[sub(DEV, "/providers/Microsoft.Compute/skus")]:
        row["restrictions"] = [
            {"type": "Location", "values": ["swedencentral"],
             "reasonCode": "NotAvailableForSubscription"},
            {"type": "Zone", "values": ["swedencentral"]},
        ]  # fmt: skip
    (finding,) = [f for f in look(example_session(**AKS)).findings if f.code == "AZR133"]
    assert "closed" in finding.message


ML = {"services__machine_learning": True, "machine_learning__cluster_max_nodes__dev": 6}


def test_machine_learning_has_a_quota_of_its_own(azure: FakeAzure, look: Look) -> None:
    """Six nodes of four virtual CPUs, and an instance of two."""
    path = "/providers/Microsoft.MachineLearningServices/locations/swedencentral/usages"
    assert [f for f in look(example_session(**ML)).findings if f.code >= "AZR133"] == []
    family = "Standard DSv2 Family Cluster Dedicated vCPUs"
    azure.lists[sub(DEV, path)] = [learning("vmFamily", family, 0, 25)]
    (finding,) = [f for f in look(example_session(**ML)).findings if f.code == "AZR134"]
    assert finding.message.startswith(f"{family}: 26 are wanted in dev, and 25 of 25 are left.")
    assert "projects.001.machine_learning.cluster_max_nodes.dev" in finding.keys
    azure.lists[sub(DEV, path)] = [learning("vmFamily", family, 0, -1)]
    assert [f for f in look(example_session(**ML)).findings if f.code == "AZR134"] == []


def test_what_was_seen_before_something_stays_unknown_is_told(azure: FakeAzure, look: Look) -> None:
    azure.trouble("microsoft.compute/locations", status=403)
    report = look(example_session(**{**AKS, "sku__aks__dev": "Standard_Z1"}))
    assert "AZR133" in {finding.code for finding in report.findings}
    assert [one.what for one in report.unknown] == ["machines and their quota of dev"]


def test_environments_of_one_subscription_share_its_quota(azure: FakeAzure, look: Look) -> None:
    answers = {
        "services__ai_foundry": True, "models__gpt_capacity": 100,
        "environments__stage__subscription_id": DEV, "environments__prod__subscription_id": DEV,
    }  # fmt: skip
    report = look(example_session(**answers), environments=())
    (finding,) = [f for f in report.findings if f.code == "AZR132"]
    assert "needs 300 thousand tokens a minute in dev, stage and prod, and 290" in finding.message
    apart = look(example_session(services__ai_foundry=True, models__gpt_capacity=100))
    assert [f for f in apart.findings if f.code == "AZR132"] == []
