from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from wizard.catalog.catalog import Catalog
from wizard.model.answers import Answers
from wizard.model.documents import AnswersError, open_document, read_answers

FULL = """\
# yaml-language-server: $schema=answers.schema.json
version: 1
factory:
  orchestrator: azure-devops
  tenant_id: 11111111-2222-4333-8444-555555555501
  naming: {prefix: acme-}
  scale_sets:
    "001":
      region: {name: swedencentral, code: sdc}
      environments:
        dev: {subscription_id: 11111111-2222-4333-8444-555555555502}
        prod:
          enabled: false
projects:
  "001": {services: {cosmos_db: true}}
  "002":
    databases:
      postgresql_admin_emails: [ada@contoso.com, grace@contoso.com]
"""
EXPECTED = {
    "orchestrator": "azure-devops",
    "tenant_id": "11111111-2222-4333-8444-555555555501",
    "naming.prefix": "acme-",
    "scale_sets.001.region.name": "swedencentral",
    "scale_sets.001.region.code": "sdc",
    "scale_sets.001.environments.dev.subscription_id": "11111111-2222-4333-8444-555555555502",
    "scale_sets.001.environments.prod.enabled": False,
    "projects.001.services.cosmos_db": True,
    "projects.002.databases.postgresql_admin_emails": ("ada@contoso.com", "grace@contoso.com"),
}


def read(text: str, catalog: Catalog, *, path: str = "a.yaml", strict: bool = True) -> Answers:
    return read_answers([(path, open_document(path, text))], catalog, strict=strict)


def values(answers: Answers) -> dict[str, Any]:
    return {full: given.value for full, given in answers.items()}


def problems(text: str, catalog: Catalog, **options: Any) -> list[str]:
    with pytest.raises(AnswersError) as caught:
        read(text, catalog, **options)
    return [str(problem) for problem in caught.value.problems]


def test_the_whole_document(catalog: Catalog) -> None:
    answers = read(FULL, catalog)
    assert values(answers) == EXPECTED
    assert (answers.projects, answers.scale_sets) == (("001", "002"), ("001",))


def test_json_is_accepted_under_any_name(catalog: Catalog) -> None:
    text = json.dumps(yaml.safe_load(FULL), indent="\t")
    for path in ("a.json", "a.yaml", "answers"):
        assert values(read(text, catalog, path=path)) == EXPECTED


def test_every_answer_knows_where_it_stands(catalog: Catalog) -> None:
    answers = read(FULL, catalog)
    given = answers.get("scale_sets.001.environments.prod.enabled")
    assert given is not None
    assert (given.origin, given.where()) == ("file", "a.yaml:13")
    text = '{"factory": {\n"tenant_id": "x"}}'
    in_json = read(text, catalog, path="a.json").get("tenant_id")
    assert in_json is not None
    assert in_json.where() == "a.json:2"


def test_the_files_of_a_workspace_are_merged(catalog: Catalog) -> None:
    factory, projects = FULL.split("projects:")
    documents = [
        (path, open_document(path, text))
        for path, text in (("factory.yaml", factory), ("all.yaml", "projects:" + projects))
    ]
    assert values(read_answers(documents, catalog)) == EXPECTED


@pytest.mark.parametrize(
    ("text", "full", "value"),
    [
        ("tenant_id: x", "tenant_id", "x"),
        ("naming.prefix: acme-", "naming.prefix", "acme-"),
        ("factory:\n  naming.prefix: acme-", "naming.prefix", "acme-"),
        ("AIFACTORY_PREFIX: acme-", "naming.prefix", "acme-"),
        ("factory: {naming: {AIFACTORY_PREFIX: acme-}}", "naming.prefix", "acme-"),
        ('scale_sets: {"001": {region: {code: sdc}}}', "scale_sets.001.region.code", "sdc"),
        ("factory: {scale_sets: {001: {region.code: sdc}}}", "scale_sets.001.region.code", "sdc"),
        ("scale_sets.1.region.code: sdc", "scale_sets.001.region.code", "sdc"),
        ("projects: {010: {services.cosmos_db: yes}}", "projects.010.services.cosmos_db", True),
        ("projects: {7: {ENABLE_COSMOS_DB: 'true'}}", "projects.007.services.cosmos_db", True),
        ("projects: {7: {enableCosmosDB: True}}", "projects.007.services.cosmos_db", True),
        ("projects.003.services.cosmos_db: on", "projects.003.services.cosmos_db", True),
        (
            "scale_sets: {001: {DEV_SUBSCRIPTION_ID: x}}",
            "scale_sets.001.environments.dev.subscription_id",
            "x",
        ),
        (
            "scale_sets: {001: {test_sub_id: x}}",
            "scale_sets.001.environments.stage.subscription_id",
            "x",
        ),
        (
            "scale_sets: {001: {environments: {test: {subscription_id: x}}}}",
            "scale_sets.001.environments.stage.subscription_id",
            "x",
        ),
        (
            "scale_sets: {001: {environments: {stage: {STAGE_SUBSCRIPTION_ID: x}}}}",
            "scale_sets.001.environments.stage.subscription_id",
            "x",
        ),
    ],
)
def test_lenient_notations(catalog: Catalog, text: str, full: str, value: object) -> None:
    assert values(read(text, catalog)) == {full: value}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("036", "036"),
        ("1.30", "1.30"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("no", "no"),
        ("2024-01-01", "2024-01-01"),
        ("'quoted'", "quoted"),
        ('"a\\tb"', "a\tb"),
        ('""', ""),
    ],
)
def test_a_text_is_what_was_written(catalog: Catalog, written: str, value: str) -> None:
    assert values(read(f"naming: {{prefix: {written}}}", catalog)) == {"naming.prefix": value}


def test_numbers_and_lists(catalog: Catalog) -> None:
    text = """\
projects:
  "001":
    aks.nodes.dev: 010
    databases:
      postgresql_admin_emails: ada@contoso.com, grace@contoso.com
    team:
      allowed_ips:
        - 192.0.2.1
        - 192.0.2.2
"""
    assert values(read(text, catalog)) == {
        "projects.001.aks.nodes.dev": 10,
        "projects.001.databases.postgresql_admin_emails": ("ada@contoso.com", "grace@contoso.com"),
        "projects.001.team.allowed_ips": ("192.0.2.1", "192.0.2.2"),
    }


def test_json_settings_may_be_written_as_data(catalog: Catalog) -> None:
    text = "scale_sets: {1: {tags: {common: {Cost: 007, Own: yes, Text: 'x'}}}}"
    given = values(read(text, catalog))["scale_sets.001.tags.common"]
    assert json.loads(given) == {"Cost": 7, "Own": True, "Text": "x"}


@pytest.mark.parametrize(
    "text",
    ["", "# nothing yet\n", "version: 1\n", "factory:\nprojects:\n", "{}", "---\n",
     "factory:\n  tenant_id:\n  naming:\n"],
)  # fmt: skip
def test_nothing_answered(catalog: Catalog, text: str) -> None:
    assert values(read(text, catalog)) == {}


def test_projects_and_scale_sets_exist_without_answers(catalog: Catalog) -> None:
    answers = read('projects: {"002": {}, 003: }\nscale_sets: {"004": {}}\n', catalog)
    assert (answers.projects, answers.scale_sets) == (("002", "003"), ("004",))


def test_an_unknown_key_is_an_error_with_place_and_suggestion(catalog: Catalog) -> None:
    text = 'projects:\n  "001":\n    services:\n      cosmosdb: true\n      redis: true\n'
    assert problems(text, catalog) == [
        "a.yaml:4: projects.001.services.cosmosdb: no such setting; "
        "did you mean services.cosmos_db?"
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tenant: x", "tenant_id"),
        ("factory: {tenat_id: x}", "tenant_id"),
        ("scalesets: {001: {}}", "scale_sets"),
        ("projects: {001: {servces: {cosmos_db: true}}}", "services"),
        ("projects: {001: {cosmos_db: true}}", "services.cosmos_db"),
        ("projects: {001: {ENABLE_COSMOSDB: true}}", "ENABLE_COSMOS_DB"),
    ],
)
def test_suggestions(catalog: Catalog, text: str, meant: str) -> None:
    (problem,) = problems(text, catalog)
    assert "no such setting; did you mean " in problem
    assert meant in problem.rpartition("did you mean ")[2].rstrip("?").split(" or ")


@pytest.mark.parametrize(
    ("text", "reason", "home"),
    [
        ("factory: {services: {cosmos_db: true}}", "set per project, not per factory",
         'below projects: "001":'),
        ("ENABLE_COSMOS_DB: true", "set per project, not per factory", 'below projects: "001":'),
        ("projects: {001: {tenant_id: x}}", "set per factory, not per project", "below factory:"),
        ("scale_sets: {002: {subscription_id: x}}", "set per environment, not per scale set",
         'factory: scale_sets: "002": environments: dev:'),
        ("test_sub_id: x", "set per environment, not per factory",
         'factory: scale_sets: "001": environments: stage:'),
        ("scale_sets: {002: {environments: {dev: {region.code: sdc}}}}",
         "set per scale set, not per environment", 'factory: scale_sets: "002":'),
    ],
)  # fmt: skip
def test_a_key_in_the_wrong_place_is_told_its_home(
    catalog: Catalog, text: str, reason: str, home: str
) -> None:
    (problem,) = problems(text, catalog)
    assert reason in problem
    assert home in problem


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("orchestrator: gitlab", ["a.yaml:1: orchestrator: ", "github", "azure-devops"]),
        ("projects: {001: {services: {redis: maybe}}}", ["true or false"]),
        ("projects: {001: {aks.nodes.dev: many}}", ["a whole number"]),
        ("naming: {prefix: [a, b]}", ["one text, not a list"]),
        ("naming: {prefix: {a: b}}", ["one text, not a mapping"]),
        ("scale_sets: {1: {tags: {common: '{\"a\":'}}}", ["takes JSON"]),
        ("factory: 3", ["takes keys with values"]),
        ("projects: [1, 2]", ["takes keys with values"]),
        ("projects: {'001': true}", ["takes keys with values"]),
        ("projects: {'0': {}}", ["'0' is no number of a project", '"001"']),
        ("projects: {'1000': {}}", ["is no number of a project"]),
        ("projects: {prod: {}}", ["is no number of a project"]),
        ("scale_sets: {x: {}}", ["is no number of a scale set"]),
        ("scale_sets: {1: {environments: {qa: {}}}}", ["no environment 'qa'; use dev, stage"]),
        ("scale_sets: {1: {environments: {dev: {test_sub_id: x}}}}", ["the name for stage"]),
        ("version: 2", ["version: is 2,", "upgrade the wizard"]),
        ("version: new", ["no version"]),
    ],
)  # fmt: skip
def test_wrong_values_and_places(catalog: Catalog, text: str, parts: list[str]) -> None:
    (problem,) = problems(text, catalog)
    assert [part for part in parts if part not in problem] == []


def test_all_problems_are_reported_at_once_in_the_order_of_the_file(catalog: Catalog) -> None:
    text = "version: 9\norchestrator: gitlab\nnope: 1\nprojects: {x: {}}\n"
    assert [line.split(":")[1] for line in problems(text, catalog)] == ["1", "2", "3", "4"]


def test_an_answer_given_twice(catalog: Catalog) -> None:
    text = 'projects:\n  "001":\n    services.redis: true\n    ENABLE_REDIS_CACHE: {}\n'
    assert values(read(text.format("true"), catalog)) == {"projects.001.services.redis": True}
    (problem,) = problems(text.format("false"), catalog)
    assert problem.startswith("a.yaml:4: projects.001.services.redis: is answered differently in "
                              "a.yaml:3")  # fmt: skip


def test_not_strict_nothing_is_lost(catalog: Catalog) -> None:
    text = """\
factory:
  nope: [1, two]
  services: {cosmos_db: true}
projects:
  "001":
    services: {redis: maybe}
    foo: {bar: 007}
"""
    answers = read(text, catalog, strict=False)
    assert values(answers) == {"projects.001.services.redis": "maybe"}
    assert {full: given.value for full, given in answers.unknown.items()} == {
        "nope": ("1", "two"),
        "services.cosmos_db": "true",
        "projects.001.foo.bar": "007",
    }
    assert answers.unknown["projects.001.foo.bar"].where() == "a.yaml:7"


def test_what_an_import_could_not_place_is_no_error(catalog: Catalog) -> None:
    answers = read("unplaced: {MY_OWN: '007', projects.001.X: y}", catalog)
    assert {full: given.value for full, given in answers.unknown.items()} == {
        "MY_OWN": "007",
        "projects.001.X": "y",
    }


def test_a_broken_document_names_file_and_line(catalog: Catalog) -> None:
    from wizard.formats.errors import FormatError

    for text in (
        "factory:\n  a: [1\n",
        '{"factory": {\n"a" 1}}',
        "a: 1\n\tb: 2\n",
        "a: 1\na: 2\n",
        "- a\n",
        "just text",
        '{"a": 1, "a": 2}',
    ):
        with pytest.raises(FormatError) as caught:
            read(text, catalog)
        assert caught.value.path == "a.yaml"
        assert caught.value.line is not None
