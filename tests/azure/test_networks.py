"""VNets that exist against the address plan, and taking them into it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.azure.conftest import Look, MakeReader
from tests.azure.fake import FakeAzure, Row
from tests.azure.healthy import DEV, example_session, sub, subnet, vnet
from wizard.azure.vnets import vnets_of
from wizard.network.ranges import Cidr
from wizard.rules.finding import Finding
from wizard.session.draft import Session
from wizard.session.live_ranges import import_pairs

PATH = sub(DEV, "/providers/Microsoft.Network/virtualNetworks")
OWN = "vnt-esmlcmn-sdc-dev-001"
BYO = {
    "byo__vnet_name": "vnet-shared", "byo__vnet_resource_group": "rg-net", "byo__subnets": True,
    "byo__common_subnet": "snet-cmn", "byo__scoring_subnet": "snet-score",
    "byo__power_bi_subnet": "snet-pbi", "subnets__genai": "snt-prj<xxx>-genai",
    "subnets__aca": "snt-prj<xxx>-aca", "orchestrator": "azure-devops",
}  # fmt: skip


def peering(name: str, *prefixes: str) -> Row:
    there = (
        f"/subscriptions/x/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/{name}"
    )
    return {
        "name": f"to-{name}",
        "properties": {
            "remoteVirtualNetwork": {"id": there},
            "remoteAddressSpace": {"addressPrefixes": list(prefixes)},
        },
    }


def of_code(found: list[Finding], code: str) -> list[Finding]:
    return [finding for finding in found if finding.code == code]


def network(look: Look, session: Session) -> list[Finding]:
    """What is found of networks: codes 101 to 110."""
    return [f for f in look(session).findings if "AZR101" <= f.code <= "AZR110"]


def test_vnets_are_read_with_subnets_delegations_and_peerings(
    azure: FakeAzure, make_reader: MakeReader
) -> None:
    azure.lists[PATH] = [
        vnet(OWN, ["172.16.0.0/16", "fd00::/48"],
             [subnet("a", "172.16.1.0/24", "Microsoft.App/environments")],
             peerings=[peering("hub", "10.0.0.0/22")]),
        {"name": "odd", "properties": {"addressSpace": "text", "subnets": [1, {"name": 2}]}},
    ]  # fmt: skip
    first, odd = vnets_of(make_reader(), DEV)
    assert (first.name, first.group, first.ranges) == (OWN, "rg-other", (Cidr.of("172.16.0.0/16"),))
    assert first.subnets[0].delegations == ("Microsoft.App/environments",)
    assert first.peerings[0].vnet == "hub"
    assert first.peerings[0].ranges == (Cidr.of("10.0.0.0/22"),)
    assert (odd.name, odd.ranges, odd.group) == ("odd", (), "")


def test_a_vnet_brought_along_has_to_be_there(azure: FakeAzure, look: Look) -> None:
    azure.lists[PATH] = [vnet("vnet-shared", ["172.16.0.0/16"], group="rg-elsewhere")]
    (finding,) = network(look, example_session(**BYO))
    assert (finding.code, finding.severity) == ("AZR101", "error")
    assert "vnet-shared" in finding.message and "rg-elsewhere" in finding.remedy
    assert finding.keys[0] == "scale_sets.001.byo.vnet_name"


def test_subnets_brought_along_have_to_be_there_and_delegated(azure: FakeAzure, look: Look) -> None:
    azure.lists[PATH] = [
        vnet("vnet-shared", ["172.16.0.0/16"], group="RG-NET", subnets=[
            subnet("snet-cmn", "172.16.0.0/26"), subnet("snet-score", "172.16.0.64/26"),
            subnet("snet-pbi", "172.16.0.128/26", "Microsoft.PowerPlatform/vnetaccesslinks"),
            subnet("snt-prj001-aca", "172.16.2.0/23", "Microsoft.Web/serverFarms"),
        ])
    ]  # fmt: skip
    found = network(look, example_session(**BYO))
    missing, wrong = found
    assert (missing.code, missing.keys) == ("AZR102", ("projects.001.subnets.genai",))
    assert "snt-prj001-genai" in missing.message
    assert (wrong.code, wrong.severity) == ("AZR103", "error")
    assert wrong.keys == ("projects.001.subnets.aca",)


def test_drift_is_told_and_can_be_taken_over(azure: FakeAzure, look: Look) -> None:
    azure.lists[PATH] = [
        vnet(OWN, ["172.16.0.0/16"], [subnet("snt-prj001-genai", "172.16.200.0/25")])
    ]
    session = example_session(address__strategy="planned")
    (drift,) = of_code(network(look, session), "AZR106")
    assert drift.severity == "warning"
    assert "172.16.200.0/25" in drift.message
    session.set_many([(fix.key, fix.value) for fix in drift.fixes])
    assert of_code(network(look, session), "AZR106") == []


def test_subnets_that_a_deployed_project_lacks_are_a_note(azure: FakeAzure, look: Look) -> None:
    subnets = [subnet("snt-prj001-genai", "172.16.67.0/25")]
    azure.lists[PATH] = [vnet(OWN, ["172.16.0.0/16"], subnets)]
    session = example_session(projects__002__title="two")
    told = of_code(network(look, session), "AZR109")
    assert [finding.severity for finding in told] == ["note", "note"]
    assert "snt-prj001-aca" in told[0].message
    assert not any("prj002" in finding.message for finding in told)


def test_another_range_of_the_vnet_and_another_region(azure: FakeAzure, look: Look) -> None:
    azure.lists[PATH] = [vnet(OWN, ["10.20.0.0/16"], region="westeurope")]
    codes = {finding.code for finding in network(look, example_session())}
    assert {"AZR105", "AZR110"} <= codes


@pytest.mark.parametrize(("strategy", "severity"), [("planned", "error"), ("upstream", "note")])
def test_a_subnet_of_somebody_else_in_a_planned_range(
    azure: FakeAzure, look: Look, strategy: str, severity: str
) -> None:
    """The pipeline's own calculator goes round it; a plan of one's own does not."""
    subnets = [subnet("agents", "172.16.64.0/22"), subnet("old", "172.16.0.0/22")]
    azure.lists[PATH] = [vnet(OWN, ["172.16.0.0/16"], subnets)]
    session = example_session(address__strategy=strategy)
    taken = of_code(network(look, session), "AZR104")
    assert taken and {finding.severity for finding in taken} == {severity}
    pairs = import_pairs(session.view(environment="dev"), look(session).vnets[DEV])
    session.set_many(pairs)
    assert session.view().text("address.reserved_ranges") == "172.16.0.0/22,172.16.64.0/22"
    if strategy == "planned":
        assert of_code(network(look, session), "AZR104") == []


@pytest.mark.parametrize(("peered", "severity"), [(False, "note"), (True, "error")])
def test_the_range_of_another_vnet(
    azure: FakeAzure, look: Look, peered: bool, severity: str
) -> None:
    azure.lists[PATH] = [vnet("vnet-apps", ["10.0.0.0/16", "172.16.64.0/20"])]
    (finding,) = network(look, example_session(networking__peered=peered))
    assert (finding.code, finding.severity) == ("AZR108", severity)
    assert "vnet-apps" in finding.message and "172.16.64.0/20" in finding.message


def test_the_range_of_a_peered_vnet(azure: FakeAzure, look: Look) -> None:
    azure.lists[PATH] = [
        vnet(OWN, ["172.16.0.0/16"], peerings=[peering("vnet-hub", "172.16.128.0/24")])
    ]
    (finding,) = of_code(network(look, example_session()), "AZR107")
    assert finding.severity == "error" and "vnet-hub" in finding.message


def test_taking_over_what_exists_loses_nothing(azure: FakeAzure, look: Look) -> None:
    azure.lists[PATH] = [
        vnet(OWN, ["172.16.0.0/16"], [
            subnet("snt-prj001-genai", "172.16.200.0/25"), subnet("agents", "172.16.64.0/24"),
            subnet("snet-esml-cmn-001", "172.16.61.0/26"),
        ], peerings=[peering("vnet-hub", "10.0.0.0/22")]),
        vnet("vnet-apps", ["10.9.0.0/16", "192.168.4.0/24"]),
    ]  # fmt: skip
    session = example_session(
        address__strategy="planned", address__reserved_ranges="192.168.0.0/16",
        projects__001__address__planned__dev="aca=172.16.80.0/23",
    )  # fmt: skip
    view = session.view(environment="dev")
    pairs: dict[str, Any] = dict(import_pairs(view, look(session).vnets[DEV]))
    assert pairs == {
        "scale_sets.001.address.reserved_ranges":
            "192.168.0.0/16,10.0.0.0/22,10.9.0.0/16,172.16.64.0/24",
        "projects.001.address.planned.dev": "aca=172.16.80.0/23, genai=172.16.200.0/25",
    }  # fmt: skip
    session.set_many(list(pairs.items()))
    assert import_pairs(session.view(environment="dev"), look(session).vnets[DEV]) == []


def test_vnets_of_other_environments_in_the_same_subscription_are_not_foreign(
    azure: FakeAzure, look: Look
) -> None:
    stage = "vnt-esmlcmn-sdc-test-001"
    azure.lists[PATH] = [
        vnet(OWN, ["172.16.0.0/16"], peerings=[peering(stage, "172.16.0.0/16")]),
        vnet(stage, ["172.16.0.0/16"]), vnet("vnet-apps", ["10.9.0.0/16"]),
    ]  # fmt: skip
    session = example_session(environments__stage__subscription_id=DEV)
    pairs = dict(import_pairs(session.view(environment="dev"), look(session).vnets[DEV]))
    assert pairs == {"scale_sets.001.address.reserved_ranges": "10.9.0.0/16"}
