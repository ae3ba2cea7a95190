"""Release 1.25 on GitHub: what was chosen reaches Bicep, with variables.json and without it."""

from __future__ import annotations

import ipaddress
import json
from typing import Any

import pytest

from tests.delivery.choices import switched
from tests.delivery.modes import assert_flags, each_mode
from tests.delivery.pipelines import Arrival, facts, github_arrivals
from tests.delivery.run_with_json import Stopped, taken_from_file
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import ENVIRONMENTS, Setting
from wizard.delivery.github import deliver_github
from wizard.output.project_files import project_files
from wizard.output.variables_json_file import JSON_FILE
from wizard.rules.example import example_answers
from wizard.session import Session

RELEASE = "1.25"
CATALOG = load_catalog(RELEASE)
RUNS = ["variables.json", "repository variables"]
"""A project run takes the file; with the input ``config_file`` emptied, the variables."""


def primary(tree: Any) -> str | None:
    """The variable whose value the parameter has, unless it is empty."""
    if tree[0] == "or":
        return primary(tree[1])
    return str(tree[1]) if tree[0] == "var" else None


def _sources() -> set[str]:
    found: set[str | None] = set()
    for job in facts(RELEASE)["github"]:
        for deployment in job["deployments"]:
            for tree in deployment["parameters"].values():
                for name in tree[1:] if tree[0] in ("env", "first") else ():
                    found.add(primary(job["env"].get(name, ["text", ""])))
    return {name for name in found if name}


SOURCES = _sources()
PASSED = [
    setting for setting in CATALOG.settings.values()
    if (setting.kind == "bool" or len(setting.choices) > 1)
    and setting.key != "registry.shared"
    and SOURCES & {variable.name for variable in setting.github}
]  # fmt: skip
"""The registry has an override beside it, and a test of its own below."""

ELASTIC_CONTACT = {"elasticCompanyName", "elasticEmail", "elasticFirstName", "elasticLastName"}
"""Empty in the file, where the workflow's own value stands without it; Elastic is off."""


def json_text(session: Session) -> str:
    view = session.view()
    files = project_files(
        view, ("github",), active=True, existing={}, findings=[], environments=view.environments
    )
    return next(file.data.decode() for file in files if file.path == JSON_FILE)


def arrivals(session: Session, run: str, environment: str = "dev") -> list[Arrival]:
    delivery = deliver_github(session.view())
    file = taken_from_file(json_text(session), environment) if run == RUNS[0] else None
    return github_arrivals(
        delivery.arriving(environment), delivery.arriving_secrets(environment), environment,
        RELEASE, file,
    )  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("setting", PASSED, ids=lambda setting: setting.key)
def test_every_switch_and_choice_arrives(setting: Setting, run: str) -> None:
    made = switched(CATALOG, setting, "github")
    if made is None:
        pytest.fail(f"{setting.key} cannot be switched in the example")
    session, wanted = made
    names = {variable.name for variable in setting.github}
    reached = [a for a in arrivals(session, run) if primary(a.tree) in names]
    assert reached
    for arrival in reached:
        if isinstance(arrival.value, bool):
            assert arrival.value is wanted, arrival
        else:
            assert arrival.text in (wanted, str(wanted).lower()), arrival


def test_the_switches_and_choices_that_are_not_covered_belong_to_steps_that_were_not_read() -> None:
    covered = {setting.key for setting in PASSED} | {"registry.shared"}
    left = {
        s.key for s in CATALOG.settings.values()
        if (s.kind == "bool" or len(s.choices) > 1) and s.effect("github") == "effective"
        and s.github and s.key not in covered
    }  # fmt: skip
    other_steps = ("dns.", "gateway.", "foundry.", "agents.", "lifecycle.", "run.", "debug.")
    assert {key for key in left if not key.startswith(other_steps)} == {
        "models.gpt_4", "personas.enabled", "search.retry", "databases.postgresql_retry",
        "container_apps.retry",
    }  # fmt: skip
    assert len(covered) >= 118


def test_what_reaches_a_template_is_said_to_take_effect() -> None:
    assert [s.key for s in PASSED if s.effect("github") != "effective"] == []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_both_ways_of_a_run_deploy_the_same(environment: str) -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    session.set("networking.mode", "hybrid")
    session.set("environments.stage.seeding.key_vault", "kv-seeding-stage")
    session.set("tags.cost_center", 'a "quoted" one')
    with_file, without = (arrivals(session, run, environment) for run in RUNS)
    assert len(with_file) == len(without) > 600
    other = {
        a.parameter for a, b in zip(with_file, without, strict=True) if a.text != b.text
    }  # fmt: skip
    assert other == ELASTIC_CONTACT


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
@each_mode
def test_networking_mode_arrives(
    mode: str, flags: tuple[bool, bool, bool], environment: str, run: str
) -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    session.set("networking.mode", mode)
    found = arrivals(session, run, environment)
    assert_flags(found, flags)


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("shared", [True, False])
def test_sharing_the_registry_arrives(shared: bool, run: str) -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    session.set("registry.shared", shared)
    reached = [a.value for a in arrivals(session, run) if a.parameter == "useCommonACR"]
    assert len(reached) > 5
    assert set(reached) == {shared}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_hub_dns_arrives_in_common_and_project_runs(environment: str, run: str) -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    wanted: dict[str, Any] = {
        "centralDnsZoneByPolicyInHub": True,
        "privDnsSubscription_param": "11111111-2222-4333-8444-5555555555dd",
        "privDnsResourceGroup_param": "rg-hub-dns",
    }
    session.set("dns.central_by_policy", True)
    session.set("dns.hub_subscription_id", wanted["privDnsSubscription_param"])
    session.set("dns.hub_resource_group", "rg-hub-dns")
    found = arrivals(session, run, environment)
    for name, value in wanted.items():
        reached = [a for a in found if a.parameter == name]
        assert {a.template for a in reached} >= {
            "esml-common/main/13-rgLevel.bicep",
            "esml-genai-1/03b-ai-search.bicep",
            "esml-genai-1/04-databases.bicep",
        }
        assert {a.value for a in reached} == {value}


def with_its_service(session: Session, setting: Setting) -> None:
    """Switches on what the setting depends on."""
    for key in session.view(environment="dev").causes(setting.applies_when):
        if key in CATALOG.settings and CATALOG[key].kind == "bool":
            session.set(key, True)


SIZES = [s for s in CATALOG.settings.values() if s.key.startswith("sku.") and len(s.github) == 1]


@pytest.mark.parametrize("run", RUNS)
def test_sizes_of_each_environment_arrive(run: str) -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    parameters = {a.parameter for a in arrivals(session, run)}
    wanted: dict[str, str] = {}
    for setting in SIZES:
        name = setting.azure_devops[0].name
        if name in parameters:
            with_its_service(session, setting)
            wanted[name] = (
                str(setting.choices[-1].value) if setting.choices else f"size-{len(wanted)}"
            )
            session.set(setting.key, wanted[name])
    assert len(wanted) >= 50
    for environment in ENVIRONMENTS:
        found = arrivals(session, run, environment)
        reached = {(a.parameter, a.text) for a in found if a.parameter in wanted}
        assert reached == set(wanted.items())


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("step", sorted(facts(RELEASE)["capacity"]))
def test_the_size_is_among_those_that_are_tried_when_there_is_no_capacity(
    step: str, environment: str
) -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    taken = taken_from_file(json_text(session), environment)
    size, others, retry = facts(RELEASE)["capacity"][step]
    suffix = "Dev" if environment == "dev" else "StageProd"
    assert taken[retry] in ("true", "false")
    tried = taken[others + suffix].split(",")
    assert taken[size + suffix] in tried
    assert 1 <= len(tried) == len({name.lower() for name in tried}) <= 3


@pytest.mark.parametrize(("mode", "vnet", "octets"), [
    ("own-subscriptions", "172.16.XX.0/20", ["0", "16", "32"]),
    ("shared-subscriptions", "172.16.XX.0/18", ["0", "64", "128"]),
])  # fmt: skip
def test_the_addresses_of_a_scaling_mode_arrive(mode: str, vnet: str, octets: list[str]) -> None:
    session = Session(CATALOG, example_answers(CATALOG))
    session.set("address.scaling_mode", mode)
    session.set("address.vnet", vnet)
    networks = []
    for environment, octet in zip(ENVIRONMENTS, octets, strict=True):
        assert taken_from_file(json_text(session), environment)["SCALING_MODE"] == mode
        step = {
            a.parameter: a.text for a in arrivals(session, RUNS[0], environment)
            if a.template == "esml-common/main/12-networkCommon.bicep"
        }  # fmt: skip
        assert (step["cidr_range"], step["common_vnet_cidr"]) == (octet, vnet)
        whole = ipaddress.ip_network(vnet.replace("XX", octet))
        for name in ("common_subnet", "common_subnet_scoring", "common_pbi_subnet",
                     "common_bastion_subnet"):  # fmt: skip
            part = ipaddress.ip_network(step[f"{name}_cidr"].replace("XX", octet))
            assert part.subnet_of(whole)  # type: ignore[arg-type]
        networks.append(whole)
    assert not any(a.overlaps(b) for i, a in enumerate(networks) for b in networks[i + 1 :])


def test_a_run_stops_at_what_our_file_never_holds() -> None:
    document = json.loads(json_text(Session(CATALOG, example_answers(CATALOG))))
    for broken in (
        document | {"customer_metadata": {}},
        {"dev": document["dev"] | {"cmk": None}},
        {"dev": document["dev"] | {"scaling-mode": ""}},
    ):
        with pytest.raises(Stopped):
            taken_from_file(json.dumps(broken), "dev")
