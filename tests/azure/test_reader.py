"""Reading over HTTP: pages, throttling, broken connections, odd answers, memory, cancelling."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.azure.conftest import MakeReader
from tests.azure.fake import FakeAzure
from tests.azure.healthy import DEV, sub
from wizard.azure.requests_allowed import Get, of_subscription
from wizard.azure.tokens import NoToken
from wizard.azure.unknown import Cancelled, Unknown

GROUPS = of_subscription(DEV, "/resourcegroups", "2021-04-01")
PATH = sub(DEV, "/resourcegroups")


def names(rows: tuple[dict[str, Any], ...]) -> list[str]:
    return [row["name"] for row in rows]


def unknown(make_reader: MakeReader, request: Get = GROUPS, **how: Any) -> Unknown:
    with pytest.raises(Unknown) as raised:
        make_reader(**how).items(request)
    return raised.value


@pytest.fixture
def groups(azure: FakeAzure) -> FakeAzure:
    azure.lists[PATH] = [{"name": f"rg-{number:03}"} for number in range(125)]
    return azure


def test_all_pages_of_a_list_are_read(groups: FakeAzure, make_reader: MakeReader) -> None:
    assert names(make_reader().items(GROUPS)) == [f"rg-{number:03}" for number in range(125)]
    assert len(groups.asked) == 3
    assert {asked.query["api-version"][0] for asked in groups.asked} == {"2021-04-01"}


def test_an_answer_is_remembered_until_it_is_forgotten(
    groups: FakeAzure, make_reader: MakeReader
) -> None:
    reader = make_reader()
    assert reader.items(GROUPS) == reader.items(GROUPS)
    assert len(groups.asked) == 3
    reader.forget()
    reader.items(GROUPS)
    assert len(groups.asked) == 6


def test_the_same_question_at_the_same_time_is_asked_once(
    groups: FakeAzure, make_reader: MakeReader
) -> None:
    reader = make_reader()
    groups.trouble("resourcegroups", seconds=0.2, times=1)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(reader.items, [GROUPS] * 4))
    assert len(groups.asked) == 3
    assert len(set(map(len, found))) == 1


@pytest.mark.parametrize(
    "link",
    [
        "http://127.0.0.1:1/arm/subscriptions/x",
        "https://evil.example/arm/next",
        "http://{host}@evil.example/arm/next",
        "http://evil.example:{port}/arm/next",
        "http://{host}/graph/v1.0/users",
        "//evil.example/arm/next",
        "http://[broken",
        "file:///etc/hostname",
        17,
    ],
)
def test_a_list_that_goes_on_at_another_host_is_not_followed(
    azure: FakeAzure, make_reader: MakeReader, link: object
) -> None:
    host = azure.address.removeprefix("http://")
    if isinstance(link, str):
        link = link.replace("{host}", host).replace("{port}", host.split(":")[1])
    azure.objects[PATH] = {"value": [], "nextLink": link}
    del azure.lists[PATH]
    found = unknown(make_reader)
    assert (found.reason, found.text) == ("odd answer", "The list goes on at another host.")
    assert len(azure.asked) == 1


def test_a_list_that_goes_round_in_circles_ends(azure: FakeAzure, make_reader: MakeReader) -> None:
    del azure.lists[PATH]
    azure.objects[PATH] = {"value": [], "nextLink": f"{azure.address}{PATH}?api-version=x"}
    assert unknown(make_reader).text == "The list does not come to an end."
    assert len(azure.asked) == 2


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, "not signed in"), (403, "no permission"), (404, "not found"), (400, "refused"),
     (302, "refused"), (500, "failed"), (503, "throttled"), (429, "throttled")],
)  # fmt: skip
def test_a_status_becomes_a_reason(
    azure: FakeAzure, make_reader: MakeReader, status: int, reason: str
) -> None:
    azure.trouble("resourcegroups", status=status, headers={"Location": "http://evil.example/"})
    found = unknown(make_reader, patience=0.4)
    assert found.reason == reason
    assert "made up" not in found.text


def test_the_code_of_a_refusal_is_told_when_it_is_a_plain_word(
    azure: FakeAzure, make_reader: MakeReader
) -> None:
    azure.trouble(
        "resourcegroups",
        status=403,
        times=1,
        body=b'{"error": {"code": "AuthorizationFailed", "message": "secret words"}}',
    )
    azure.trouble("resourcegroups", status=403, body=b'{"error": {"code": "\\u001b[31m evil"}}')
    assert unknown(make_reader).text == "You may not read this (AuthorizationFailed)."
    assert unknown(make_reader).text == "You may not read this."


def test_what_azure_asks_to_wait_is_waited(groups: FakeAzure, make_reader: MakeReader) -> None:
    groups.trouble("resourcegroups", status=429, headers={"Retry-After": "1"}, times=1)
    start = time.monotonic()
    assert len(make_reader(patience=5).items(GROUPS)) == 125
    assert time.monotonic() - start >= 1.0


def test_a_wait_that_is_too_long_is_not_begun(groups: FakeAzure, make_reader: MakeReader) -> None:
    groups.trouble("resourcegroups", status=429, headers={"Retry-After": "3600"})
    start = time.monotonic()
    assert unknown(make_reader).reason == "throttled"
    assert time.monotonic() - start < 1.5
    assert len(groups.asked) == 1


@pytest.mark.parametrize("text", ["soon", "", "-5", "Wed, 21 Oct 2015 07:28:00 GMT", "²"])
def test_an_odd_retry_after_does_no_harm(
    groups: FakeAzure, make_reader: MakeReader, text: str
) -> None:
    headers = {"Retry-After": text.encode("utf-8").decode("latin-1")}
    groups.trouble("resourcegroups", status=503, headers=headers, times=1)
    assert len(make_reader().items(GROUPS)) == 125


def test_a_server_error_that_passes_is_overcome(groups: FakeAzure, make_reader: MakeReader) -> None:
    groups.trouble("resourcegroups", status=500, times=1)
    assert len(make_reader().items(GROUPS)) == 125


def test_a_connection_that_breaks_off_once_is_tried_again(
    groups: FakeAzure, make_reader: MakeReader
) -> None:
    groups.trouble("resourcegroups", drop=True, times=1)
    assert len(make_reader().items(GROUPS)) == 125


def test_a_host_that_hangs_up_is_not_asked_for_anything_else(
    azure: FakeAzure, make_reader: MakeReader
) -> None:
    azure.trouble("/arm/", drop=True)
    reader = make_reader()
    for number in range(10):
        with pytest.raises(Unknown) as raised:
            reader.items(of_subscription(DEV, f"/{number}", "2021-04-01"))
        assert raised.value.reason == "no connection"
    assert len(azure.asked) == 6


def test_an_answer_in_the_middle_of_which_the_line_breaks_is_unknown(
    azure: FakeAzure, make_reader: MakeReader
) -> None:
    azure.trouble("resourcegroups", body=b'{"value": [', headers={"Content-Length": "4000"})
    assert unknown(make_reader, seconds=0.5).reason in ("no connection", "timed out", "odd answer")


def test_an_answer_that_takes_too_long_is_unknown(
    azure: FakeAzure, make_reader: MakeReader
) -> None:
    azure.trouble("resourcegroups", seconds=2.0)
    start = time.monotonic()
    found = unknown(make_reader, seconds=0.3)
    assert found.reason == "timed out"
    assert time.monotonic() - start < 1.5
    assert "127.0.0.1" in found.text


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"17", b'"text"', b"<html>sign in to the guest network</html>",
     b"\xff\xfe", b'{"value": {}}', b'{"value": [1]}', b'{"value": null}', b"{}",
     b'{"value": ' + b"[" * 100_000],
)  # fmt: skip
def test_an_answer_that_is_no_list_is_unknown(
    azure: FakeAzure, make_reader: MakeReader, body: bytes
) -> None:
    azure.trouble("resourcegroups", body=body)
    assert unknown(make_reader).reason == "odd answer"


def test_nobody_signed_in_is_said_without_a_request(
    azure: FakeAzure, make_reader: MakeReader
) -> None:
    class SignedOut:
        asked = 0

        def token(self, resource: str) -> str:
            self.asked += 1
            raise NoToken("Nobody is signed in. Run: az login")

    tokens = SignedOut()
    reader = make_reader(tokens=tokens)
    for path in ("/resourcegroups", "/resources"):
        with pytest.raises(Unknown, match="az login") as raised:
            reader.items(of_subscription(DEV, path, "2021-04-01"))
        assert raised.value.reason == "not signed in"
    assert azure.asked == []
    assert tokens.asked == 1


def test_cancelling_ends_a_wait_at_once(azure: FakeAzure, make_reader: MakeReader) -> None:
    azure.trouble("resourcegroups", status=429, headers={"Retry-After": "30"})
    cancelled = threading.Event()
    threading.Timer(0.2, cancelled.set).start()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        make_reader(cancelled=cancelled, patience=60).items(GROUPS)
    assert time.monotonic() - start < 2


def test_cancelling_ends_between_pages(groups: FakeAzure, make_reader: MakeReader) -> None:
    groups.page = 1
    groups.trouble("resourcegroups", seconds=0.05)
    cancelled = threading.Event()
    threading.Timer(0.3, cancelled.set).start()
    with pytest.raises(Cancelled):
        make_reader(cancelled=cancelled).items(GROUPS)
    assert 0 < len(groups.asked) < 60


def test_a_password_file_of_the_user_does_not_replace_the_token(
    groups: FakeAzure, make_reader: MakeReader, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password something\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    make_reader().items(GROUPS)
    assert {asked.token for asked in groups.asked} == {
        "Bearer stand-in for https://management.azure.com"
    }
