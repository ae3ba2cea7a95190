"""Rules on networks beyond their examples: severities, every environment, and an own judge."""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.conftest import Findings
from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session import Session

CATALOG = load_catalog("1.24")
SUBNETS = tuple(f"address.{name}" for name in (
    "common_subnet", "scoring_subnet", "power_bi_subnet", "bastion_subnet"))  # fmt: skip
INJECTED = {"services.cosmos_db": True, "foundry.no_agent_injection": False}


def own_ranges(first: int, second: str = "XX") -> dict[str, str]:
    """A VNet of the form first.second.0.0/16 with the four common subnets at its start."""
    starts = zip(SUBNETS, (0, 64, 128, 192), strict=True)
    return {"address.vnet": f"{first}.{second}.0.0/16"} | {
        key: f"{first}.{second}.0.{start}/26" for key, start in starts
    }


def projects(count: int) -> dict[str, str]:
    return {f"projects.{number:03}.scale_set": "001" for number in range(1, count + 1)}


def severities(found: list[Any]) -> list[str]:
    return sorted({finding.severity for finding in found})


def test_ranges_of_their_own_make_peering_possible(findings: Findings) -> None:
    found = findings({**own_ranges(10), "networking.peered": True, "dns.central_by_policy": True,
                      "dns.hub_subscription_id": "11111111-2222-4333-8444-5555555555e1",
                      "dns.hub_resource_group": "rg-hub-dns"})  # fmt: skip
    network = [f for f in found if f.code.startswith("NET")]
    assert {f.code for f in network} == {"NET110", "NET304"}
    assert "error" not in severities(network)


@pytest.mark.parametrize("environment", ["dev", "stage", "prod"])
def test_every_environment_is_looked_at(findings: Findings, environment: str) -> None:
    changes = {"address.vnet": "172.16.0.0/18", "environments.dev.address.octet": 10,
               "environments.stage.address.octet": 11, "environments.prod.address.octet": 12,
               f"environments.{environment}.address.octet": 64}  # fmt: skip
    (found,) = findings(changes, "NET105")
    assert f"In {environment} " in found.message
    assert "172.16.64.0/26" in found.message and "172.16.0.0/18" in found.message
    assert "0 to 63" in found.remedy
    (fix,) = found.fixes
    assert fix.key == f"scale_sets.001.environments.{environment}.address.octet"


def test_an_environment_that_is_not_used_is_left_alone(findings: Findings) -> None:
    changes: dict[str, Any] = {"environments.prod.address.octet": 61}
    assert findings(changes, "NET101")
    assert not findings({**changes, "environments.prod.enabled": False}, "NET101")


def test_where_no_octet_helps_whole_subnets_are_offered(findings: Findings) -> None:
    found = findings({"address.vnet": "10.XX.0.0/16"}, "NET105")
    assert len(found) == 3
    offered = {fix.key.rpartition("001.")[2]: fix.value for fix in found[0].fixes}
    assert offered == {key: own_ranges(10)[key] for key in SUBNETS}


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ({}, ["note"]),
        ({"networking.peered": True}, ["error"]),
        ({"dns.central_by_policy": True}, ["error"]),
        ({"networking.peered": True, "byo.vnet_name": "vnt-shared"}, []),
        ({"networking.peered": True, "environments.stage.enabled": False,
          "environments.prod.enabled": False}, []),
    ],
)  # fmt: skip
def test_one_range_for_all_environments(
    findings: Findings, changes: dict[str, Any], severity: list[str]
) -> None:
    assert severities(findings(changes, "NET109")) == severity


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ({}, ["warning"]),
        ({"networking.peered": True}, ["error"]),
        ({"networking.access": "hub-peering"}, ["error"]),
    ],
)
def test_a_reserved_range_matters_more_when_networks_are_connected(
    findings: Findings, changes: dict[str, Any], severity: list[str]
) -> None:
    found = findings({**changes, "address.reserved_ranges": ("172.16.9.0/24",)}, "NET205")
    assert severities(found) == severity
    assert all("172.16.9.0/24" in f.message and "172.16.0.0/16" in f.message for f in found)


def test_scale_sets_are_compared_when_both_are_connected(findings: Findings) -> None:
    second = {"scale_sets.002.address.vnet": "172.16.0.0/16"}
    assert severities(findings(second, "NET207")) == ["note"]
    both = {"networking.peered": True, "scale_sets.002.networking.peered": True}
    assert severities(findings({**second, **both}, "NET207")) == ["error"]
    assert not findings({"scale_sets.002.address.vnet": "172.20.0.0/16"}, "NET207")


@pytest.mark.parametrize(
    ("region", "fires"),
    [("swedencentral", False), ("canadacentral", True), ("northeurope", True), ("moon", True)],
)
def test_agents_in_10_depend_on_the_region(findings: Findings, region: str, fires: bool) -> None:
    changes = {**own_ranges(10), **INJECTED, "region.name": region}
    assert bool(findings(changes, "NET204")) is fires
    assert not findings({**changes, "foundry.no_agent_injection": True}, "NET204")
    assert not findings({**own_ranges(192, "168"), **INJECTED, "region.name": region}, "NET204")


@pytest.mark.parametrize(
    ("vnet", "services", "code"),
    [
        ("172.16.0.0/12", {}, "NET202"),
        ("172.30.0.0/16", {"services.container_apps": True}, "NET202"),
        ("172.31.0.0/16", INJECTED, "NET202"),
        ("10.0.0.0/8", {"services.aks": True}, "NET203"),
        ("10.0.0.0/8", {"services.machine_learning": True,
                        "services.aks_for_machine_learning": True}, "NET203"),
        ("169.254.0.0/16", {}, "NET201"),
        ("8.8.0.0/16", {}, "NET201"),
    ],
)  # fmt: skip
def test_ranges_of_others_are_named(
    findings: Findings, vnet: str, services: dict[str, Any], code: str
) -> None:
    found = findings({"address.vnet": vnet, **services}, code)
    assert severities(found) == ["error"]
    assert all(vnet in finding.message for finding in found)


def test_a_range_is_free_while_nothing_uses_it(findings: Findings) -> None:
    assert not findings({"address.vnet": "172.30.0.0/16"}, "NET202")
    assert not findings({"address.vnet": "10.0.0.0/16"}, "NET203")
    reached = {"address.reserved_ranges": ("10.0.5.0/24",), "services.aks": True}
    assert severities(findings(reached, "NET203")) == ["warning"]


def test_the_25th_project_finds_no_room_and_a_lower_octet_helps(findings: Findings) -> None:
    assert not findings(projects(24), "NET301")
    found = findings(projects(25), "NET301")
    assert {"dev", "stage", "prod"} == {f.message.split()[1] for f in found}
    assert severities(found) == ["error"]
    assert all("project 025" in f.message and "snt-prj025-genai" in f.message for f in found)
    low = {f"environments.{name}.address.octet": n for n, name in enumerate(("dev", "stage"))}
    again = findings({**projects(25), **low}, "NET301")
    assert {f.message.split()[1] for f in again} == {"prod"}


def test_losing_a_subnet_that_nothing_uses_is_a_warning(findings: Findings) -> None:
    octets = {f"environments.{name}.enabled": False for name in ("stage", "prod")}
    base: dict[str, Any] = {**octets, "address.vnet": "172.16.0.0/20",
                            "environments.dev.address.octet": 1, **projects(2)}  # fmt: skip
    assert severities(findings(base, "NET301")) == ["warning"]
    needed = {**base, "projects.002.services.web_app": True}
    assert severities(findings(needed, "NET301")) == ["error"]


def test_ten_projects_in_a_scale_set_are_fine(findings: Findings) -> None:
    assert not findings(projects(10), "NET302")
    assert severities(findings(projects(11), "NET302")) == ["warning"]


@pytest.mark.parametrize(
    ("nodes", "environment", "severity"),
    [(7, "dev", []), (8, "dev", ["warning"]), (9, "dev", ["error"]), (9, "prod", ["error"])],
)
def test_nodes_of_the_cluster_for_models(
    findings: Findings, nodes: int, environment: str, severity: list[str]
) -> None:
    key = f"aks.nodes.{'dev' if environment == 'dev' else 'stage_prod'}"
    changes = {"services.machine_learning": True, "services.aks_for_machine_learning": True}
    found = findings({**changes, key: nodes}, "NET305")
    here = [f for f in found if f"in {environment} " in f.message]
    assert severities(here) == severity
    assert [fix.value for f in here for fix in f.fixes] == [7 for _ in severity]


def test_a_cluster_of_its_own_is_told_where_it_can_be_switched_off(findings: Findings) -> None:
    found = findings(
        {"services.aks": True, "aks.nodes.dev": 1, "aks.nodes.stage_prod": 1}, "NET305"
    )
    assert {f.keys for f in found} == {("projects.001.services.aks",)}
    assert sorted(severities(found)) == ["error", "warning"]
    assert all("3 nodes" in f.message for f in found if f.severity == "error")
    dev_only = {"environments.stage.enabled": False, "environments.prod.enabled": False}
    left = findings({"services.aks": True, **dev_only}, "NET305")
    assert severities(left) == ["warning"]


def test_existing_subnets_silence_the_ranges(findings: Findings) -> None:
    changes = {"byo.subnets": True, "orchestrator": "azure-devops", "address.vnet": "nonsense"}
    assert [f.code for f in findings(changes) if f.code.startswith("NET")] == []


@pytest.mark.parametrize(
    ("entries", "codes"),
    [
        (("20.30.40.50", "20.30.41.0/24"), set()),
        (("20.30.40.50/24",), {"ACC201"}),
        (("fd00::1",), {"ACC201"}),
        (("0.0.0.0",), {"ACC202"}),
        (("0.0.0.0/0",), {"ACC202"}),
        (("10.0.0.0/8",), {"ACC203"}),
        (("100.64.0.0/10",), {"ACC203"}),
        (("169.254.1.1",), {"ACC203"}),
        (("20.30.40.50/32",), {"ACC204"}),
        (("20.30.40.50/31",), {"ACC204"}),
        (("198.51.100.7",), {"ACC205"}),
        (("-",), set()),
    ],
)
def test_entries_of_an_allow_list(
    findings: Findings, entries: tuple[str, ...], codes: set[str]
) -> None:
    found = findings({"team.allowed_ips": entries, "services.ai_foundry": False})
    assert {f.code for f in found if f.code.startswith("ACC2")} == codes


@pytest.mark.parametrize(
    ("flags", "severity"),
    [
        ((False, False, False), []),
        ((True, True, False), ["warning"]),
        ((True, True, True), ["warning"]),
        ((True, False, False), ["error"]),
        ((False, True, True), ["error"]),
        ((False, False, True), ["error"]),
    ],
)
def test_three_flags_make_a_mode(
    findings: Findings, flags: tuple[bool, bool, bool], severity: list[str]
) -> None:
    names = ("public_access_behind_vnet", "public_genai_access", "public_access_with_perimeter")
    changes = {f"networking.{name}": flag for name, flag in zip(names, flags, strict=True)}
    assert severities(findings(changes, "ACC101")) == severity


octets = st.integers(0, 255)
addresses = st.builds(
    lambda a, b, c, d, p: f"{a}.{b}.{c}.{d}/{p}",
    st.sampled_from(["10", "172"]),
    st.sampled_from(["16", "18", "XX"]),
    st.sampled_from(["0", "1", "61", "128", "XX"]),
    st.sampled_from(["0", "64", "128", "192"]),
    st.integers(14, 30),
)


@given(st.tuples(*[addresses] * 5), st.lists(octets, min_size=3, max_size=3, unique=True))
def test_ranges_are_accepted_exactly_when_the_standard_library_accepts_them(
    texts: tuple[str, ...], chosen: list[int]
) -> None:
    names = ("dev", "stage", "prod")
    keys = ("address.vnet", *SUBNETS)
    changes: dict[str, Any] = dict(zip(keys, texts, strict=True))
    changes |= {f"environments.{n}.address.octet": o for n, o in zip(names, chosen, strict=True)}
    found = Session(CATALOG, example_answers(CATALOG, changes)).findings()
    shape = {"NET102", "NET103", "NET105", "NET106", "NET107"}
    assert bool(shape & {f.code for f in found}) is not all(fits(texts, o) for o in chosen)


def fits(texts: tuple[str, ...], octet: int) -> bool:
    try:
        vnet, *subnets = (ipaddress.IPv4Network(t.replace("XX", str(octet))) for t in texts)
    except ValueError:
        return False
    apart = all(not a.overlaps(b) for n, a in enumerate(subnets) for b in subnets[n + 1 :])
    least = (28, 28, 28, 26)
    large = all(s.prefixlen <= p for s, p in zip(subnets, least, strict=True))
    return apart and large and all(s.subnet_of(vnet) for s in subnets)


@pytest.mark.parametrize(
    ("code", "wrong", "left"),
    [
        ("ACC201", "20.30.40.50/24", ["20.30.40.0/24"]),
        ("ACC202", "0.0.0.0/0", []),
        ("ACC203", "10.1.2.3", []),
        ("ACC204", "20.30.40.50/31", ["20.30.40.50", "20.30.40.51"]),
        ("ACC205", "203.0.113.10", []),
    ],
)
def test_a_correction_of_one_address_leaves_the_others_in_the_list(
    findings: Findings, code: str, wrong: str, left: list[str]
) -> None:
    (found,) = findings({"team.allowed_ips": ("20.1.1.1", wrong, "20.9.9.9")}, code)
    assert [fix.value for fix in found.fixes] == [("20.1.1.1", *left, "20.9.9.9")]


@pytest.mark.parametrize("wrong", ["10.1.2.3", "0.0.0.0/0", "20.30"])
def test_each_kind_of_wrong_entry_of_the_registrys_list_is_found(
    findings: Findings, wrong: str
) -> None:
    (found,) = findings({"registry.allowed_ips": ("20.1.1.1", wrong)}, "ACC207")
    assert wrong in found.message
    assert findings({"registry.allowed_ips": ("20.1.1.1",)}, "ACC207") == []
