"""No request that could change anything can even be written down."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import wizard.azure
from tests.azure.conftest import QUESTION, is_reading
from wizard.azure.clouds import known_clouds
from wizard.azure.endpoints import Api, Endpoints, NotLoopback, checked_stand_in, endpoints_of
from wizard.azure.name_questions import name_questions
from wizard.azure.requests_allowed import (
    Ask,
    Exists,
    Get,
    NoQuestion,
    ask_directory,
    ask_name,
    exists,
    method_of,
    next_page,
    of_graph,
    of_subscription,
    of_vault,
)
from wizard.catalog.load import load_catalog

PUBLIC = Endpoints("management.azure.com", "graph.microsoft.com", "vault.azure.net")
STAND_IN = PUBLIC._replace(stand_in="http://127.0.0.1:8080")
MAKING = ("request", "post", "put", "patch", "delete", "urlopen")
SUBSCRIPTION = "11111111-2222-4333-8444-5555555555d1"


def test_a_get_has_no_method_and_no_body() -> None:
    assert Get._fields == ("api", "path", "query", "vault")
    assert method_of(Get("graph", "/v1.0/users")) == "GET"


QUESTIONS = {row.question for row in name_questions(load_catalog()).values() if row.question}


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_a_question_about_a_name_is_one_of_the_listed_queries(question: str) -> None:
    ask = ask_name(SUBSCRIPTION, question, "2023-01-01", {"name": "x"})
    path = ask.url(STAND_IN).removeprefix(STAND_IN.stand_in).partition("?")[0]
    assert QUESTION.fullmatch(path)
    assert method_of(ask) == "POST"


def test_the_question_about_objects_goes_to_the_directory() -> None:
    url = ask_directory(["a"]).url(PUBLIC)
    assert url == "https://graph.microsoft.com/v1.0/directoryObjects/getByIds"


@pytest.mark.parametrize(
    ("api", "path"),
    [("resource manager", f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"),
     ("resource manager", f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Sql/servers/x"),
     ("resource manager", "/v1.0/directoryObjects/getByIds"),
     ("resource manager",
      f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Sql/checkNameAvailability/x"),
     ("graph", "/v1.0/users"), ("key vault", "/secrets/x")],
)  # fmt: skip
def test_nothing_but_a_question_can_be_sent(api: Api, path: str) -> None:
    with pytest.raises(NoQuestion):
        Ask(api, path, "{}")


def test_asking_whether_something_exists_sends_nothing() -> None:
    there = exists("/providers/Microsoft.DocumentDB/databaseAccountNames/acme", "2024-11-15")
    assert Exists._fields == Get._fields
    assert method_of(there) == "HEAD"
    assert there.url(PUBLIC) == (
        "https://management.azure.com/providers/Microsoft.DocumentDB/databaseAccountNames/acme"
        "?api-version=2024-11-15"
    )


def test_what_is_no_question_is_no_reading_request() -> None:
    assert not is_reading("POST", "/arm/subscriptions/x/resourceGroups/y")
    assert not is_reading("DELETE", "/arm/subscriptions/x")
    assert not is_reading("POST", f"/arm/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Storage")


def test_one_place_makes_requests_and_asks_for_the_method() -> None:
    """Whoever adds another way to make requests has to come past this test."""
    room = Path(wizard.azure.__file__).parent
    calls, importing = [], []
    for file in room.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import) and any(a.name == "requests" for a in node.names):
                importing.append(file.name)
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in MAKING:
                assert isinstance(node, ast.Call)
                calls.append((file.name, ast.unparse(node.args[0])))
    assert set(importing) == {"transport.py"}
    assert calls == [("transport.py", "method_of(request)")]


def test_addresses_hold_what_they_are_made_of_and_nothing_else() -> None:
    get = of_subscription("a/../b?x=1#y", "/resourcegroups", "2021-04-01", filter="atScope()")
    assert get.url(PUBLIC) == (
        "https://management.azure.com/subscriptions/a%2F..%2Fb%3Fx%3D1%23y/resourcegroups"
        "?api-version=2021-04-01&%24filter=atScope%28%29"
    )
    assert of_vault("kv.evil.example/", "/secrets").url(PUBLIC) == (
        "https://kv.evil.example%2F.vault.azure.net/secrets?api-version=7.4"
    )
    assert of_graph("/groups", select="id").url(PUBLIC) == (
        "https://graph.microsoft.com/v1.0/groups?%24select=id"
    )
    ask = ask_name(SUBSCRIPTION, "Microsoft.Storage/checkNameAvailability", "2023-05-01", {})
    assert ask.url(PUBLIC) == (
        f"https://management.azure.com/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Storage"
        "/checkNameAvailability?api-version=2023-05-01"
    )


def test_a_next_page_at_the_same_host_is_the_same_kind_of_request() -> None:
    first = of_subscription(SUBSCRIPTION, "/resourcegroups", "2021-04-01")
    link = "https://management.azure.com/subscriptions/x/next?api-version=1&%24skiptoken=a%3D%3D"
    page = next_page(first, link, PUBLIC)
    assert page == Get(
        "resource manager", "/subscriptions/x/next", (("api-version", "1"), ("$skiptoken", "a=="))
    )
    assert page is not None and page.url(PUBLIC) == link
    assert next_page(first, link.replace("https", "http"), PUBLIC) is None


def test_a_key_vault_may_name_the_usual_port_in_its_link() -> None:
    first = of_vault("kv-a", "/secrets")
    link = "https://kv-a.vault.azure.net:443/secrets?api-version=7.4&$skiptoken=abc"
    page = next_page(first, link, PUBLIC)
    assert page is not None and (page.vault, page.path) == ("kv-a", "/secrets")
    assert dict(page.query) == {"api-version": "7.4", "$skiptoken": "abc"}
    assert next_page(first, link.replace(":443", ":444"), PUBLIC) is None
    assert next_page(first, link.replace("kv-a", "kv-b"), PUBLIC) is None


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1:8080", "http://127.0.0.1", "http://10.0.0.1:80", "http://localhost.evil:80",
     "http://user@127.0.0.1:80", "http://127.0.0.1:80/path", "http://127.0.0.1:80?x", "ftp://::1:2",
     "127.0.0.1:80", "http://0.0.0.0:80", "http://127.0.0.1:99999", "http://[::1", "x"],
)  # fmt: skip
def test_a_stand_in_is_on_this_machine(address: str) -> None:
    with pytest.raises(NotLoopback):
        checked_stand_in(address)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080", "http://localhost:1/", "http://[::1]:2"]
)
def test_a_stand_in_on_this_machine_is_taken(address: str) -> None:
    assert checked_stand_in(address) == address.rstrip("/")


def test_every_cloud_has_its_own_endpoints() -> None:
    clouds = known_clouds(load_catalog("1.24"))
    government = endpoints_of(clouds["AzureUSGovernment"], {})
    assert government.base("resource manager") == "https://management.usgovcloudapi.net"
    assert government.base("graph") == "https://graph.microsoft.us"
    assert government.base("key vault", "kv-a") == "https://kv-a.vault.usgovcloudapi.net"
    assert government.resource("key vault") == "https://vault.usgovcloudapi.net"
    assert all(endpoints_of(cloud, {}).resource_manager for cloud in clouds.values())
