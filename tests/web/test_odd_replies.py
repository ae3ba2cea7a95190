"""Whatever a service answers, the program says what is wrong and never breaks."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from wizard.azure_devops.groups import GroupsApi
from wizard.github.api import GithubApi
from wizard.github.host import Host
from wizard.github.present import read_present
from wizard.github.repository import Repository
from wizard.github.sealing import sealed
from wizard.web.failures import WebFailure
from wizard.web.transport import Reply, Transport

REPOSITORY = Repository(Host("github.com", "https://api.github.com"), "contoso", "factory")
NAMES = st.sampled_from(
    ["name", "value", "variables", "environments", "secrets", "total_count", "key", "key_id",
     "updated_at", "id", "type", "isSecret", "message", "typeKey"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)
STATUSES = st.sampled_from([200, 200, 200, 201, 203, 204, 400, 401, 403, 404, 409, 418, 422])
REPLIES = st.lists(st.tuples(STATUSES, JSON), min_size=1, max_size=6)


class Odd:
    """Gives the replies in turn, again and again."""

    address = "https://api.example"

    def __init__(self, replies: list[tuple[int, object]]) -> None:
        self._replies = replies
        self._asked = 0
        self._lock = threading.Lock()

    def end(self) -> None:
        pass

    def call(
        self, method: str, path: str, body: Any = None, params: Mapping[str, Any] | None = None
    ) -> Reply:
        with self._lock:
            status, data = self._replies[self._asked % len(self._replies)]
            self._asked += 1
        return Reply(status, data, {})


@given(REPLIES)
def test_odd_answers_of_github_are_told(replies: list[tuple[int, object]]) -> None:
    api = GithubApi(cast("Transport", Odd(replies)), REPOSITORY)
    for work in (
        lambda: read_present(api, ("dev",)),
        lambda: sealed("x", api.public_key("dev")[1]),
        lambda: api.set_variable("dev", "NAME", "value", exists=True),
        lambda: api.set_variable("repository", "NAME", "value", exists=False),
        lambda: api.delete_variable("dev", "NAME"),
        lambda: api.set_secret("dev", "NAME", "sealed", "1"),
    ):
        try:
            work()
        except WebFailure as failure:
            assert failure.message
            assert failure.remedy


@given(REPLIES)
def test_odd_answers_of_azure_devops_are_told(replies: list[tuple[int, object]]) -> None:
    api = GroupsApi(cast("Transport", Odd(replies)), "AI Factory", "name")
    try:
        group = api.find()
        if group is None:
            api.create({"a": "b"})
        else:
            api.update(group, {"a": "b"})
    except WebFailure as failure:
        assert failure.message
        assert failure.remedy
