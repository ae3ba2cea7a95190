"""GitHub's REST calls for variables, secrets and environments of one repository."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from typing import Any
from urllib.parse import quote

from wizard.github.refusals import refusal_of
from wizard.github.repository import Repository
from wizard.web.failures import NotTaken, WebFailure
from wizard.web.transport import Reply, Transport

HEADERS = {
    "Accept": "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
    "User-Agent": "aifactory-wizard",
}
VARIABLES_A_PAGE = 30
"""The most that GitHub gives of variables at once; of anything else it is 100."""
_A_PAGE = 100
_MOST_PAGES = 100
REPOSITORY = "repository"


def asks_to_wait(reply: Reply) -> float | None:
    """Seconds that GitHub wants to be left alone, by its primary or a secondary limit."""
    if reply.status not in (403, 429):
        return None
    after = reply.headers.get("retry-after", "")
    if after.isascii() and after.isdigit():
        return float(after)
    reset = reply.headers.get("x-ratelimit-reset", "")
    if reply.headers.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdigit():
        return max(float(reset) - said_at(reply), 0.0) + 1.0
    if reply.status == 429 or "secondary rate limit" in reply.message.lower():
        return 60.0
    return None


def said_at(reply: Reply) -> float:
    """When a reply was made, by the service's clock: seconds since 1970."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(reply.headers.get("date", "")).timestamp()
    except (TypeError, ValueError):
        return time.time()


class GithubApi:
    """The calls that a push needs, for one repository.

    A place is ``repository`` or the name of an environment. Every method raises the failures of
    ``wizard.web``.
    """

    def __init__(self, transport: Transport, repository: Repository) -> None:
        self.transport = transport
        self.repository = repository
        self._root = f"/repos/{repository.owner}/{repository.name}"

    # reading

    def environments(self, pool: Executor) -> list[str]:
        """The names of all environments."""
        rows = self._pages(pool, f"{self._root}/environments", "environments", _A_PAGE)
        return [str(row.get("name", "")) for row in rows]

    def variables(self, pool: Executor, place: str) -> dict[str, str]:
        """The variables of a place, names in capitals."""
        path = f"{self._variables(place)}"
        rows = self._pages(pool, path, "variables", VARIABLES_A_PAGE)
        return {str(row.get("name", "")).upper(): str(row.get("value", "")) for row in rows}

    def organization_variables(self, pool: Executor) -> dict[str, str]:
        """The organization's variables that the repository sees; none where that is not told."""
        path = f"{self._root}/actions/organization-variables"
        try:
            rows = list(self._pages(pool, path, "variables", VARIABLES_A_PAGE))
        except WebFailure:
            return {}
        return {str(row.get("name", "")).upper(): str(row.get("value", "")) for row in rows}

    def secrets(self, pool: Executor, environment: str) -> dict[str, str]:
        """When each secret of an environment was last set, by name in capitals; no value."""
        rows = self._pages(pool, self._secrets(environment), "secrets", _A_PAGE)
        return {str(row.get("name", "")).upper(): str(row.get("updated_at", "")) for row in rows}

    def public_key(self, environment: str) -> tuple[str, str]:
        """Id and text of the key that secrets of an environment are sealed with."""
        reply = self._done("GET", f"{self._secrets(environment)}/public-key")
        data = reply.data if isinstance(reply.data, dict) else {}
        return str(data.get("key_id", "")), str(data.get("key", ""))

    def _pages(self, pool: Executor, path: str, field: str, size: int) -> Iterator[dict[str, Any]]:
        """All rows of a list; the pages behind the first are asked for side by side."""
        first = self._page(path, field, size, 1)
        yield from first[0]
        pages = range(2, min((first[1] + size - 1) // size, _MOST_PAGES) + 1)
        waiting = [pool.submit(self._page, path, field, size, number) for number in pages]
        for page in waiting:
            yield from page.result()[0]

    def _page(
        self, path: str, field: str, size: int, number: int
    ) -> tuple[list[dict[str, Any]], int]:
        reply = self._done("GET", path, params={"per_page": size, "page": number})
        rows = reply.data.get(field) if isinstance(reply.data, dict) else None
        if not isinstance(rows, list):
            raise NotTaken(f"{self.transport.address}{path} gives no list of {field}",
                           "see whether GH_HOST names a GitHub")  # fmt: skip
        total = reply.data.get("total_count")
        return [row for row in rows if isinstance(row, dict)], total if type(total) is int else 0

    # writing

    def make_environment(self, name: str) -> None:
        """Make an environment without protection rules."""
        self._done("PUT", f"{self._root}/environments/{quote(name, safe='')}")

    def set_variable(self, place: str, name: str, value: str, *, exists: bool) -> None:
        """Set a variable; what somebody made or deleted in the meantime is no obstacle."""
        path = self._variables(place)
        one = f"{path}/{quote(name, safe='')}"
        body = {"name": name, "value": value}
        order = (("PATCH", one), ("POST", path)) if exists else (("POST", path), ("PATCH", one))
        for attempt, (method, where) in enumerate(order):
            reply = self.transport.call(method, where, body)
            other_way = (method, reply.status) in (("POST", 409), ("PATCH", 404))
            if attempt == 0 and other_way:
                continue
            self._check(reply, method, name)
            return

    def delete_variable(self, place: str, name: str) -> None:
        """Delete a variable; one that is gone already is no failure."""
        self._gone(f"{self._variables(place)}/{quote(name, safe='')}", name)

    def set_secret(self, environment: str, name: str, sealed: str, key_id: str) -> float:
        """Set a secret that is sealed already; returns when, by GitHub's clock."""
        body = {"encrypted_value": sealed, "key_id": key_id}
        path = f"{self._secrets(environment)}/{quote(name, safe='')}"
        return said_at(self._done("PUT", path, body, name=name))

    def delete_secret(self, environment: str, name: str) -> None:
        """Delete a secret; one that is gone already is no failure."""
        self._gone(f"{self._secrets(environment)}/{quote(name, safe='')}", name)

    # paths and outcomes

    def _variables(self, place: str) -> str:
        if place == REPOSITORY:
            return f"{self._root}/actions/variables"
        return f"{self._root}/environments/{quote(place, safe='')}/variables"

    def _secrets(self, environment: str) -> str:
        return f"{self._root}/environments/{quote(environment, safe='')}/secrets"

    def _gone(self, path: str, name: str) -> None:
        reply = self.transport.call("DELETE", path)
        if reply.status != 404:
            self._check(reply, "DELETE", name)

    def _done(
        self,
        method: str,
        path: str,
        body: Mapping[str, str] | None = None,
        *,
        params: Mapping[str, str | int] | None = None,
        name: str = "",
    ) -> Reply:
        reply = self.transport.call(method, path, body, params)
        self._check(reply, method, name)
        return reply

    def _check(self, reply: Reply, method: str, name: str) -> None:
        if reply.status >= 300:
            raise refusal_of(reply, self.repository, name, writes=method != "GET")
