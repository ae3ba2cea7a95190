"""Release 1.25 on Azure DevOps: what was chosen reaches Bicep, with variables.json and without."""

from __future__ import annotations

from typing import Any

import pytest

from tests.delivery.choices import switched
from tests.delivery.modes import assert_flags, each_mode
from tests.delivery.pipelines import Arrival, ado_arrivals, facts, names_in
from tests.delivery.run_with_json import taken_from_file
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import ENVIRONMENTS, Setting
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.output.project_files import project_files
from wizard.output.variables_json_file import JSON_FILE
from wizard.rules.example import example_answers
from wizard.session import Session

RELEASE = "1.25"
CATALOG = load_catalog(RELEASE)
RUNS = ["variables.json", "variables.yaml"]
"""A project run takes the first; with ``useJsonConfigOverride`` switched off, the second."""

(PIPELINE,) = facts(RELEASE)["azure_devops"]
MACROS = {
    name
    for deployment in PIPELINE["deployments"]
    for tree in deployment["parameters"].values()
    for name in names_in(tree, "macro")
}
PASSED = [
    setting for setting in CATALOG.settings.values()
    if (setting.kind == "bool" or len(setting.choices) > 1)
    and MACROS & {variable.name for variable in setting.azure_devops}
]  # fmt: skip


def example() -> Session:
    return Session(CATALOG, example_answers(CATALOG, {"orchestrator": "azure-devops"}))


def arrivals(session: Session, run: str, environment: str = "dev") -> list[Arrival]:
    view = session.view()
    items = {item.name: item.value for item in deliver_azure_devops(view)}
    if run == RUNS[1]:
        return ado_arrivals(items, environment, RELEASE)
    files = project_files(
        view, ("azure-devops",), active=True, existing={}, findings=[],
        environments=view.environments,
    )  # fmt: skip
    text = next(file.data.decode() for file in files if file.path == JSON_FILE)
    taken = taken_from_file(text, environment, "azure-devops")
    return ado_arrivals(items, environment, RELEASE, taken)


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("setting", PASSED, ids=lambda setting: setting.key)
def test_every_switch_and_choice_arrives(setting: Setting, run: str) -> None:
    made = switched(CATALOG, setting, "azure-devops")
    if made is None:
        pytest.fail(f"{setting.key} cannot be switched in the example")
    session, wanted = made
    names = {variable.name for variable in setting.azure_devops}
    reached = [
        a for a in arrivals(session, run) if a.tree[0] == "macro" and a.tree[1] in names
    ]  # fmt: skip
    assert reached
    for arrival in reached:
        if isinstance(arrival.value, bool):
            assert arrival.value is wanted, arrival
        else:
            assert arrival.text in (wanted, str(wanted).lower()), arrival


def test_what_reaches_a_template_is_said_to_take_effect() -> None:
    assert len(PASSED) >= 105
    assert [s.key for s in PASSED if s.effect("azure-devops") != "effective"] == []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_both_ways_of_a_run_deploy_the_same(environment: str) -> None:
    session = example()
    session.set("networking.mode", "hybrid")
    session.set("environments.stage.seeding.key_vault", "kv-seeding-stage")
    with_file, without = (arrivals(session, run, environment) for run in RUNS)
    assert len(with_file) > 400
    assert [(a.parameter, a.text) for a in with_file] == [(a.parameter, a.text) for a in without]


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
@each_mode
def test_networking_mode_arrives(
    mode: str, flags: tuple[bool, bool, bool], environment: str, run: str
) -> None:
    session = example()
    session.set("networking.mode", mode)
    found = arrivals(session, run, environment)
    assert_flags(found, flags)


@pytest.mark.parametrize("run", RUNS)
def test_hub_dns_arrives(run: str) -> None:
    session = example()
    wanted: dict[str, Any] = {
        "centralDnsZoneByPolicyInHub": True,
        "privDnsSubscription_param": "11111111-2222-4333-8444-5555555555dd",
        "privDnsResourceGroup_param": "rg-hub-dns",
    }
    session.set("dns.central_by_policy", True)
    session.set("dns.hub_subscription_id", wanted["privDnsSubscription_param"])
    session.set("dns.hub_resource_group", "rg-hub-dns")
    found = arrivals(session, run, "prod")
    for name, value in wanted.items():
        reached = [a.value for a in found if a.parameter == name]
        assert len(reached) >= 8
        assert set(reached) == {value}


def test_every_macro_that_the_steps_pass_to_bicep_has_a_value() -> None:
    written = {item.name for item in deliver_azure_devops(example().view())}
    for tree in PIPELINE["stages"].values():
        written |= set(tree)
    made_by_a_step = {"deployment_random_value", "aifactory_salt_random"}
    missing = MACROS - written - made_by_a_step
    assert {name for name in missing if not name.endswith(("Exists", "_resolved"))} == set()
