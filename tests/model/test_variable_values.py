"""From the variables of a file to answers."""

from __future__ import annotations

from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.github import deliver_github
from wizard.model.variable_values import FileVariable, Reading, read_variables
from wizard.rules.example import example_answers
from wizard.session import Session

CATALOG = load_catalog("1.24")


def read(values: dict[str, str], orchestrator: Orchestrator = "github") -> Reading:
    variables = [FileVariable(name, value, line) for line, (name, value) in
                 enumerate(values.items(), start=1)]  # fmt: skip
    return read_variables(CATALOG, orchestrator, variables, ".env")


def answered(reading: Reading) -> dict[str, object]:
    return {full: given.value for full, given in reading.answers.items()}


def test_names_become_keys_of_the_project_and_scale_set_that_the_file_serves() -> None:
    reading = read(
        {
            "PROJECT_NUMBER": "007",
            "AIFACTORY_SUFFIX": "-002",
            "ENABLE_COSMOS_DB": "true",
            "STAGE_SUBSCRIPTION_ID": "11111111-2222-4333-8444-5555555555d2",
            "TENANT_ID": "x",
            "MY_OWN": "1",
        }
    )
    assert answered(reading) == {
        "projects.007.scale_set": "002",
        "projects.007.services.cosmos_db": True,
        "scale_sets.002.environments.stage.subscription_id": "11111111-2222-4333-8444-5555555555d2",
        "tenant_id": "x",
    }
    assert [entry.name for entry in reading.unknown] == ["MY_OWN"]


def test_three_flags_become_one_networking_mode() -> None:
    names = (
        "ALLOW_PUBLIC_ACCESS_WHEN_BEHINDVNET",
        "ENABLE_PUBLIC_GENAI_ACCESS",
        "ENABLE_PUBLIC_ACCESS_WITH_PERIMETER",
    )
    for mode, flags in {
        "private": ("false", "false", "false"),
        "hybrid": ("true", "true", "false"),
        "public": ("true", "true", "true"),
    }.items():
        reading = read(dict(zip(names, flags, strict=True)))
        assert answered(reading) == {"scale_sets.001.networking.mode": mode}
    odd = read(dict(zip(names, ("false", "true", "false"), strict=True)))
    assert len(answered(odd)) == 3


def test_where_a_value_came_from_is_known() -> None:
    reading = read({"TENANT_ID": "x", "ENABLE_BING": "true"})
    given = reading.answers.get("projects.001.services.bing")
    assert given is not None
    assert given.where() == ".env:2"


def test_texts_that_say_nothing_are_no_answers() -> None:
    reading = read({"PROJECT_MEMBERS_IP_ADDRESS": "-", "AIFACTORY_SALT": "<5>", "CMK": ""})
    assert answered(reading) == {}


def test_a_value_of_the_wrong_kind_is_kept_for_the_rules_to_report() -> None:
    reading = read({"ENABLE_BING": "perhaps"})
    assert answered(reading) == {"projects.001.services.bing": "perhaps"}


def test_what_we_deliver_reads_back_to_the_same_delivery() -> None:
    session = Session(CATALOG, example_answers(CATALOG, {"services.cosmos_db": True}))
    session.set("networking.mode", "hybrid")
    github = {item.name: item.value for item in deliver_github(session.view()).file}
    again = Session(CATALOG, read(github).answers)
    assert {i.name: i.value for i in deliver_github(again.view()).file} == github
    assert not [full for full in answered(read(github)) if ".tags.common" in full]

    session.set("orchestrator", "azure-devops")
    ado = {item.name: item.value for item in deliver_azure_devops(session.view())}
    again = Session(CATALOG, read(ado, "azure-devops").answers)
    again.set("orchestrator", "azure-devops")
    assert {i.name: i.value for i in deliver_azure_devops(again.view())} == ado
