"""Names that are one in the world, kind by kind: who is asked, in which words, what it means."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.azure.conftest import Look, MakeReader
from tests.azure.fake import FakeAzure
from tests.azure.healthy import DEV, example_session, sub
from wizard.azure.name_questions import is_taken, name_questions
from wizard.azure.names_taken import kept_kinds
from wizard.azure.preflight import Report
from wizard.azure.requests_allowed import NoQuestion
from wizard.azure.unknown import Unknown
from wizard.catalog.load import load_catalog, releases
from wizard.naming.names import names_of

SALT = {"naming__random_salts__dev": "abcdefghij"}
POST = f"/arm/subscriptions/{DEV}/providers/Microsoft"
SITES = (f"{POST}.Web/checkNameAvailability", "Microsoft.Web/sites")
ACCOUNTS = (f"{POST}.CognitiveServices/checkDomainAvailability",
            "Microsoft.CognitiveServices/accounts")  # fmt: skip
KINDS = (
    ("sql_server", "services__sql_database", f"{POST}.Sql/checkNameAvailability",
     "Microsoft.Sql/servers"),
    ("postgresql", "services__postgresql", f"{POST}.DBforPostgreSQL/checkNameAvailability",
     "Microsoft.DBforPostgreSQL/flexibleServers"),
    ("redis", "services__redis", f"{POST}.Cache/checkNameAvailability", "Microsoft.Cache/Redis"),
    ("web_app", "services__web_app", *SITES),
    ("function_app", "services__functions", *SITES),
    ("logic_app", "services__logic_apps", *SITES),
    ("event_hubs", "services__event_hubs", f"{POST}.EventHub/checkNameAvailability",
     "Microsoft.EventHub/namespaces"),
    ("azure_openai", "services__azure_openai", *ACCOUNTS),
    ("foundry_account", "services__ai_foundry", *ACCOUNTS),
    ("ai_search", "services__ai_search", f"{POST}.Search/checkNameAvailability",
     "Microsoft.Search/searchServices"),
    ("cosmos_db", "services__cosmos_db",
     "/arm/providers/Microsoft.DocumentDB/databaseAccountNames/",
     "Microsoft.DocumentDB/databaseAccounts"),
)  # fmt: skip
each_kind = pytest.mark.parametrize(("id", "flag", "path", "resource"), KINDS)


def name_of(id: str, **answers: Any) -> str:
    names = names_of(example_session(**answers).view(environment="dev", project="001"))
    return next(name.name for name in names if name.id == id)


def taken(report: Report) -> list[str]:
    """The messages about taken names; nothing about names stayed unknown."""
    assert [one for one in report.unknown if one.what.startswith("taken")] == []
    return [one.message for one in report.findings if one.code == "AZR172"]


@each_kind
def test_a_name_that_somebody_has(
    azure: FakeAzure, look: Look, id: str, flag: str, path: str, resource: str
) -> None:
    answers = {flag: True, **SALT}
    name = name_of(id, **answers)
    azure.taken |= {name, name.replace("-", "")}
    (message,) = taken(look(example_session(**answers)))
    assert f"The name {name} " in message
    assert any(asked.startswith(path) for asked in azure.paths())


@each_kind
def test_the_factory_has_it_itself(
    azure: FakeAzure, look: Look, id: str, flag: str, path: str, resource: str
) -> None:
    answers = {flag: True, **SALT}
    name = name_of(id, **answers)
    azure.taken |= {name, name.replace("-", "")}
    azure.lists[sub(DEV, "/resources")] = [{"name": name.upper(), "type": resource.lower()}]
    assert taken(look(example_session(**answers))) == []
    assert not any(name in one.body or name in one.path for one in azure.asked)


@each_kind
def test_nobody_has_it(
    azure: FakeAzure, look: Look, id: str, flag: str, path: str, resource: str
) -> None:
    assert taken(look(example_session(**{flag: True, **SALT}))) == []
    assert any(asked.startswith(path) for asked in azure.paths())


def test_accounts_are_asked_for_as_the_template_spells_their_host(
    azure: FakeAzure, look: Look
) -> None:
    name = name_of("azure_openai", services__azure_openai=True)
    look(example_session(services__azure_openai=True))
    bodies = [json.loads(a.body) for a in azure.asked if "checkDomainAvailability" in a.path]
    assert "-" in name
    assert {
        "subdomainName": name.replace("-", ""),
        "type": "Microsoft.CognitiveServices/accounts",
    } in bodies


def test_a_deleted_account_is_told_of_once(azure: FakeAzure, look: Look) -> None:
    name = name_of("azure_openai", services__azure_openai=True)
    azure.taken.add(name.replace("-", ""))
    azure.lists[sub(DEV, "/providers/Microsoft.CognitiveServices/deletedAccounts")] = [
        {"name": name, "id": f"/subscriptions/{DEV}/resourceGroups/rg-ai/x", "location": "x"}
    ]
    codes = [one.code for one in look(example_session(services__azure_openai=True)).findings]
    assert [code for code in codes if code.startswith("AZR17")] == ["AZR171"]


def test_a_wrong_spelling_is_not_a_name_that_somebody_has(
    azure: FakeAzure, make_reader: MakeReader
) -> None:
    questions = name_questions(load_catalog())
    for kind, field, reason in (
        ("sql server", "available", "Invalid"),
        ("web app", "nameAvailable", "Invalid"),
        ("event hubs namespace", "nameAvailable", "InvalidName"),
        ("AI services account", "isSubdomainAvailable", "Sub domain name 'x' is not valid"),
    ):
        body = json.dumps({field: False, "reason": reason}).encode()
        azure.troubles.clear()
        azure.trouble("availability", body=body)
        assert not is_taken(make_reader(), questions[kind], DEV, "x")


@pytest.mark.parametrize("kind", ["redis cache", "cosmos db account", "sql server"])
@pytest.mark.parametrize(("status", "reason"), [(403, "no permission"), (409, "refused")])
def test_no_answer_is_no_finding(
    azure: FakeAzure, make_reader: MakeReader, kind: str, status: int, reason: str
) -> None:
    azure.trouble("/providers/", status=status)
    with pytest.raises(Unknown) as raised:
        is_taken(make_reader(), name_questions(load_catalog())[kind], DEV, "x")
    assert raised.value.reason == reason


def test_a_row_can_not_make_the_reader_send_anything_else(make_reader: MakeReader) -> None:
    row = name_questions(load_catalog())["sql server"]
    for question in ("Microsoft.Sql/servers/x", "Microsoft.Sql/x/checkNameAvailability", "x"):
        with pytest.raises(NoQuestion):
            is_taken(make_reader(), row._replace(question=question), DEV, "x")


@pytest.mark.parametrize("release", releases())
def test_every_kind_is_one_of_the_names_page(release: str) -> None:
    """And whoever adds a name that is one in the world says how it is asked for, or why not."""
    catalog = load_catalog(release)
    names = catalog.tables["names"]["names"]
    unique = {row["kind"] for row in names if row["unique"] == "global"}
    asked = set(name_questions(catalog))
    assert unique - asked == {"data factory", "bot", "Bing account"}
    assert asked <= unique
    assert {kept.kind for kept in kept_kinds(catalog)} <= {row["kind"] for row in names}
