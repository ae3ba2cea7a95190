"""How long GitHub wants to be left alone, from the headers it sends."""

from __future__ import annotations

import pytest

from wizard.catalog.load import load_catalog
from wizard.github.api import asks_to_wait
from wizard.github.host import Host
from wizard.github.push import Push
from wizard.github.repository import Repository
from wizard.github.sign_in import SignIn
from wizard.web.transport import Reply

DATE = "Tue, 24 Nov 2026 12:00:00 GMT"
NOON = 1795521600
SECONDARY = {"message": "You have exceeded a secondary rate limit. Please wait."}


@pytest.mark.parametrize(
    ("status", "headers", "data", "seconds"),
    [
        (200, {"retry-after": "9"}, None, None),
        (429, {"retry-after": "9"}, None, 9),
        (403, {"retry-after": "9"}, None, 9),
        (429, {}, None, 60),
        (403, {}, SECONDARY, 60),
        (403, {}, {"message": "Must have admin rights to Repository."}, None),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(NOON + 90), "date": DATE},
         None, 91),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(NOON - 90), "date": DATE},
         None, 1),
        (403, {"x-ratelimit-remaining": "7", "x-ratelimit-reset": str(NOON + 90)}, None, None),
        (429, {"retry-after": "soon"}, None, 60),
    ],
)  # fmt: skip
def test_the_wait_is_the_one_that_is_asked_for(
    status: int, headers: dict[str, str], data: object, seconds: float | None
) -> None:
    assert asks_to_wait(Reply(status, data, headers)) == seconds


@pytest.mark.parametrize(
    ("host", "paced"), [("github.com", True), ("contoso.ghe.com", True), ("ghe.example", False)]
)
def test_writing_is_paced_where_github_publishes_limits(host: str, paced: bool) -> None:
    repository = Repository(Host(host, f"https://{host}"), "contoso", "factory")
    push = Push(load_catalog("1.24"), repository, SignIn("made-up", "GH_TOKEN"))
    for _ in range(80):
        push.transport.pace.turn(writes=True)
    assert (push.transport.pace.wait_before(writes=True) > 30) == paced
