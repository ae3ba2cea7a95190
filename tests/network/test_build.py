"""From answers to the plan, its table, its pictures and the shape of ``network --json``."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.catalog.load import load_catalog
from wizard.model.answers import Given
from wizard.model.view import View
from wizard.network.build import build_capacity, build_demand, build_plan, build_plans
from wizard.network.capacity import ADDRESSES, ROLE_ASSIGNMENTS
from wizard.network.drawing import svg
from wizard.network.listing import HEADINGS, markdown, mermaid, plans_json, rows
from wizard.network.plan import AddressPlan
from wizard.rules.example import example_answers

CATALOG = load_catalog()
TYPES = {
    "common": "172.16.61.0/26",
    "scoring": "172.16.61.64/26",
    "power_bi": "172.16.61.128/26",
    "bastion": "172.16.61.192/26",
}


def view_of(changes: dict[str, Any] | None = None, environment: str = "dev") -> View:
    return View(CATALOG, example_answers(CATALOG, changes)).at(environment=environment)


def ranges(plan: AddressPlan, project: str | None = None) -> dict[str, str]:
    return {s.kind.id: str(s.range) for s in plan.subnets if s.project == project}


def test_the_defaults_give_the_first_worked_example() -> None:
    plan = build_plan(view_of())
    assert ranges(plan) == TYPES
    assert ranges(plan, "001") == {
        "aca": "172.16.62.0/23", "aca2": "172.16.64.0/23", "aks2": "172.16.66.0/24",
        "genai": "172.16.67.0/25", "aks": "172.16.67.128/26",
        "databricks_public": "172.16.67.192/26", "databricks_private": "172.16.68.0/26",
        "webapp": "172.16.68.64/27",
    }  # fmt: skip
    assert plan.demand.vnet_name == "vnt-esmlcmn-sdc-dev-001"
    delegations = {s.kind.id: s.kind.delegation for s in plan.subnets}
    assert delegations["aca2"] == "Microsoft.App/environments"
    assert delegations["webapp"] == "Microsoft.Web/serverFarms"
    assert delegations["databricks_private"] == "Microsoft.Databricks/workspaces"
    assert delegations["aks"] == delegations["genai"] == ""


def test_each_environment_has_its_octet_and_its_name() -> None:
    plans = build_plans(
        view_of({"address.vnet": "10.XX.0.0/16", "environments.prod.enabled": False})
    )
    assert list(plans) == ["dev", "stage"]
    assert [str(plan.demand.vnet[0]) for plan in plans.values()] == ["10.61.0.0/16", "10.62.0.0/16"]
    assert plans["stage"].demand.vnet_name == "vnt-esmlcmn-sdc-test-001"


def test_an_own_plan_holds_what_the_services_need() -> None:
    lean = build_plan(view_of({"foundry.no_agent_injection": True}), "planned")
    assert list(ranges(lean, "001")) == ["aca", "genai", "aks"]
    more = build_plan(
        view_of(
            {
                "foundry.no_agent_injection": False,
                "services.web_app": True,
                "services.databricks": True,
                "services.machine_learning": True,
                "services.aks_for_machine_learning": True,
            }
        ),
        "planned",
    )
    assert set(ranges(more, "001")) == {
        "aca", "aca2", "aks2", "genai", "aks", "databricks_public", "databricks_private", "webapp",
    }  # fmt: skip
    full = build_plan(view_of(), "planned", full=True)
    assert len(ranges(full, "001")) == 8


@pytest.mark.parametrize(("nodes", "least"), [(1, 62), (3, 124), (8, 279), (40, 1271)])
def test_a_cluster_gets_room_for_its_nodes_and_a_spare_one(nodes: int, least: int) -> None:
    changes = {
        "services.machine_learning": True, "services.aks_for_machine_learning": True,
        "aks.nodes.stage_prod": nodes,
    }  # fmt: skip
    plan = build_plan(view_of(changes, "prod"), "planned")
    aks = next(s for s in plan.subnets if s.kind.id == "aks2")
    assert aks.range is not None and aks.range.usable >= least


def test_gateways_are_kept_free_when_people_come_by_vpn() -> None:
    plan = build_plan(view_of({"networking.access": "vpn"}), "planned")
    held = {s.name: str(s.range) for s in plan.subnets if s.role == "reservation"}
    assert held == {
        "GatewaySubnet": "172.16.0.0/27",
        "snet-dns-inbound": "172.16.0.32/28",
        "snet-dns-outbound": "172.16.0.48/28",
    }


def test_reserved_ranges_inside_the_vnet_stay_free() -> None:
    plan = build_plan(view_of({"address.reserved_ranges": "172.16.0.0/22, nonsense"}), "planned")
    taken = [s.range for s in plan.placed]
    assert all(r is not None and r.first >= (172 << 24 | 16 << 16 | 4 << 8) for r in taken)


def test_existing_subnets_are_named_with_their_wildcards_filled_in() -> None:
    changes = {
        "byo.subnets": True,
        "byo.vnet_name": "vnt-<network_env>shared",
        "byo.common_subnet": "snet-<network_env>cmn",
        "subnets.genai": "snt-<network_env>prj<xxx>-genai",
    }
    plan = build_plan(view_of(changes, "stage"))
    assert plan.demand.vnet_name == "vnt-stage-shared"
    names = {s.kind.id: s.name for s in plan.subnets}
    assert names["common"] == "snet-stage-cmn"
    assert names["genai"] == "snt-stage-prj001-genai"
    assert {s.range for s in plan.subnets} == {None}
    assert build_capacity(view_of(changes), plan).by_addresses is None


def test_capacity_counts_projects_of_scale_sets_in_the_same_subscription() -> None:
    changes = {f"projects.{n:03}.scale_set": "002" for n in range(2, 21)}
    answers = example_answers(CATALOG, changes)
    same = Given("11111111-2222-4333-8444-5555555555d1")
    answers.put("scale_sets.002.environments.dev.subscription_id", same)
    view = View(CATALOG, answers).at(scale_set="001", environment="dev")
    left = build_capacity(view, build_plan(view))
    assert (left.by_role_assignments, left.by_advice, left.by_addresses) == (0, 9, 23)
    assert left.limited_by == ROLE_ASSIGNMENTS


def test_capacity_of_a_full_vnet_is_limited_by_addresses() -> None:
    view = view_of({"address.vnet": "172.16.0.0/18"})
    left = build_capacity(view, build_plan(view))
    assert (left.projects_left, left.limited_by) == (0, ADDRESSES)


def test_the_json_shape_that_scripts_rely_on() -> None:
    view = view_of({"projects.002.title": "second"})
    plans = {
        name: (plan, build_capacity(view.at(environment=name), plan))
        for name, plan in build_plans(view).items()
    }
    found = json.loads(json.dumps(plans_json(plans)))
    assert list(found) == ["environments"]
    assert set(found["environments"]) == {"dev", "stage", "prod"}
    dev = found["environments"]["dev"]
    assert dev["vnet"] == ["172.16.0.0/16"]
    assert {"projects_left", "limited_by"} <= set(dev["capacity"])
    assert len(dev["subnets"]) == 4 + 2 * 8
    first = dev["subnets"][4]
    assert {"name", "cidr", "project", "purpose", "delegation"} <= set(first)
    assert (first["name"], first["cidr"], first["project"]) == (
        "snt-prj001-aca", "172.16.62.0/23", "001",
    )  # fmt: skip


def test_the_picture_is_to_scale_and_hostile_names_are_only_text() -> None:
    view = view_of({"naming.common_subnet": '<script>"&\x07', "byo.vnet_name": "a&b<c>"})
    plan = build_plan(view)
    text = svg(plan, build_capacity(view, plan))
    assert text == svg(plan, build_capacity(view, plan))
    root = ElementTree.fromstring(text)
    drawn = {
        (rect.find("{*}title").text or "").split()[-1]: float(rect.get("width", "0"))  # type: ignore[union-attr]
        for rect in root.iter("{http://www.w3.org/2000/svg}rect")
        if rect.get("class") == "u"
    }
    assert len(drawn) == len(plan.placed)
    assert drawn["172.16.62.0/23"] == 2 * drawn["172.16.66.0/24"] == 16 * drawn["172.16.68.64/27"]
    assert "<script>" not in markdown(plan) + mermaid(plan)


def test_the_table_has_a_row_for_each_subnet() -> None:
    plan = build_plan(view_of({"address.vnet": "172.16.0.0/18"}))
    listed = rows(plan)
    assert len(listed) == len(plan.subnets)
    assert all(len(row) == len(HEADINGS) for row in listed)
    assert sum(row.cidr == "no space" for row in listed) == len(plan.unplaced) > 0
    assert markdown(plan).count("\n| ") == len(listed) + 1


odd = st.text(max_size=30) | st.sampled_from(
    ["", "<todo>", "10.XX.0.0/16", "0.0.0.0/0", "255.255.255.0/24", "10.0.0.0/31", "172.16.0.0/12"]
)


@given(odd, odd, odd, odd)
def test_odd_values_never_raise(vnet: str, subnet: str, octet: str, reserved: str) -> None:
    view = view_of(
        {
            "address.vnet": vnet,
            "address.common_subnet": subnet,
            "environments.dev.address.octet": octet,
            "address.reserved_ranges": reserved,
        }
    )
    for plan in (build_plan(view), build_plan(view, "planned")):
        left = build_capacity(view, plan)
        assert left.projects_left >= 0
        ElementTree.fromstring(svg(plan, left))
        markdown(plan, left)
    demand = build_demand(view)
    assert bool(demand.vnet) == (not any(flaw.startswith("address.vnet") for flaw in demand.flaws))
