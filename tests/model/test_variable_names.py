"""Names of older releases, of the other orchestrator and in another case."""

from __future__ import annotations

from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.model.variable_names import VariableNames
from wizard.model.variable_values import FileVariable, Reading, read_variables

CATALOG = load_catalog("1.24")


def read(values: dict[str, str], orchestrator: Orchestrator = "github") -> Reading:
    variables = [FileVariable(name, value, line) for line, (name, value) in
                 enumerate(values.items(), start=1)]  # fmt: skip
    return read_variables(CATALOG, orchestrator, variables, "file")


def answered(reading: Reading) -> dict[str, object]:
    return {full: given.value for full, given in reading.answers.items()}


def test_an_older_name_answers_what_its_successor_does() -> None:
    reading = read({"ENABLE_WEB_APP": "true"})
    assert answered(reading) == {"projects.001.services.web_app": True}
    assert [(taken.variable.name, taken.name) for taken in reading.taken] == [
        ("ENABLE_WEB_APP", "ENABLE_WEBAPP")
    ]


def test_one_older_name_may_answer_for_every_environment() -> None:
    reading = read({"admin_bicep_kv_fw": "kv-seed"}, "azure-devops")
    assert answered(reading) == {
        f"scale_sets.001.environments.{name}.seeding.key_vault": "kv-seed"
        for name in ("dev", "stage", "prod")
    }


def test_the_present_name_counts_before_the_older_one_wherever_it_stands() -> None:
    for values in (
        {"ENABLE_WEB_APP": "true", "ENABLE_WEBAPP": "false"},
        {"ENABLE_WEBAPP": "false", "ENABLE_WEB_APP": "true"},
    ):
        reading = read(values)
        assert answered(reading) == {"projects.001.services.web_app": False}
        assert [variable.name for variable in reading.outdone] == ["ENABLE_WEB_APP"]


def test_an_older_name_with_another_meaning_is_not_taken_but_explained() -> None:
    reading = read({"NETWORKING_GENAI_PRIVATE_PRIVATE_UI": "true"})
    assert answered(reading) == {}
    assert "ENABLE_PUBLIC_GENAI_ACCESS" in reading.reasons["NETWORKING_GENAI_PRIVATE_PRIVATE_UI"]


def test_azure_devops_takes_names_regardless_of_case_and_bash_does_not() -> None:
    assert answered(read({"ENABLECOSMOSDB": "true"}, "azure-devops")) == {
        "projects.001.services.cosmos_db": True
    }
    assert [entry.name for entry in read({"enable_cosmos_db": "true"}).unknown] == [
        "enable_cosmos_db"
    ]


def test_a_name_of_the_other_orchestrator_is_unknown_and_says_what_it_is_called_here() -> None:
    reading = read({"enableCosmosDB": "true"})
    assert answered(reading) == {}
    assert "ENABLE_COSMOS_DB" in reading.reasons["enableCosmosDB"]


def test_tags_with_macros_of_ones_own_are_kept_and_shipped_ones_are_composed_again() -> None:
    own = '{"Team":"$(project_number_000)"}'
    assert answered(read({"tagsProject": own}, "azure-devops")) == {
        "projects.001.tags.project": own
    }
    shipped = CATALOG["tags.project"].template_default_azure_devops or ""
    assert answered(read({"tagsProject": shipped}, "azure-devops")) == {}


def test_a_number_that_is_missing_or_none_is_assumed_aloud() -> None:
    assert read({"PROJECT_NUMBER": "007", "AIFACTORY_SUFFIX": "-001"}).assumed == []
    reading = read({"PROJECT_NUMBER": "<todo>", "AIFACTORY_SUFFIX": "-001"})
    assert reading.project == "001"
    assert len(reading.assumed) == 1 and "<todo>" in reading.assumed[0]


def test_every_variable_is_accounted_for() -> None:
    values = {"ENABLE_BING": "true", "CMK": "", "ENABLE_WEB_APP": "true", "MINE": "1",
              "ENABLE_WEBAPP": "false", "PROJECT_NUMBER": "003"}  # fmt: skip
    reading = read(values)
    told = [taken.variable.name for taken in reading.taken]
    told += [v.name for v in (*reading.silent, *reading.outdone, *reading.unknown)]
    assert sorted(told) == sorted(values)


def test_every_row_of_renamed_names_leads_to_a_name_that_some_release_knows() -> None:
    rows = CATALOG.tables["renamed"]["renamed"]
    for orchestrator in ("github", "azure-devops"):
        names = VariableNames(CATALOG, orchestrator)
        for name, row in rows[orchestrator].items():
            assert row["confidence"] in ("high", "medium", "low")
            assert names.known(name) or names.why_unknown(name), name
            assert all(names.known(target) for target in row["to"]), name
