"""Every request that can be made at all: reading, and a few questions that change nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from wizard.azure.endpoints import Api, Endpoints

RESOURCE_MANAGER: Api = "resource manager"
GRAPH: Api = "graph"
KEY_VAULT: Api = "key vault"


class Get(NamedTuple):
    """Reading something. There is no method, no header and no body to give."""

    api: Api
    path: str
    query: tuple[tuple[str, str], ...] = ()
    vault: str = ""

    def url(self, endpoints: Endpoints) -> str:
        """The address."""
        query = urlencode(self.query, quote_via=quote)
        return endpoints.base(self.api, self.vault) + self.path + (f"?{query}" if query else "")


class Exists(NamedTuple):
    """Asking whether there is something (HEAD): nothing is read, and nothing sent but the path."""

    api: Api
    path: str
    query: tuple[tuple[str, str], ...] = ()
    vault: str = ""

    def url(self, endpoints: Endpoints) -> str:
        """The address."""
        return Get(*self).url(endpoints)


class NoQuestion(ValueError):
    """A path to which nothing may be sent: what is there is no question."""


DIRECTORY_OBJECTS = "/v1.0/directoryObjects/getByIds"
_NAMES = re.compile(
    r"/subscriptions/[^/?#]+/providers/Microsoft\.[A-Za-z]+"
    r"/check(?:Name|Domain)Availability"
)


@dataclass(frozen=True)
class Ask:
    """One of the few questions that want a body (POST), as JSON text; none changes anything.

    Raises:
        NoQuestion: the path asks neither for objects of the directory nor whether a name is free.
    """

    api: Api
    path: str
    body: str
    version: str = ""

    vault: ClassVar[str] = ""
    """No question goes to a key vault."""

    def __post_init__(self) -> None:
        allowed = {
            GRAPH: self.path == DIRECTORY_OBJECTS,
            RESOURCE_MANAGER: _NAMES.fullmatch(self.path) is not None,
        }
        if not allowed.get(self.api):
            raise NoQuestion(f"{self.api}: {self.path}")

    def url(self, endpoints: Endpoints) -> str:
        """The address."""
        query = f"?api-version={quote(self.version, safe='')}" if self.version else ""
        return endpoints.base(self.api) + self.path + query


Request = Get | Exists | Ask


def method_of(request: Request) -> str:
    """GET and HEAD for reading, POST for the questions; there is nothing else."""
    if isinstance(request, Ask):
        return "POST"
    return "HEAD" if isinstance(request, Exists) else "GET"


def of_subscription(subscription: str, path: str, version: str, **query: str) -> Get:
    """Read something of a subscription; ``path`` follows its id and starts with a slash."""
    start = f"/subscriptions/{quote(subscription, safe='')}"
    return of_id(start + path, version, **query)


def of_id(resource_id: str, version: str, **query: str) -> Get:
    """Read something by its id, as other answers name it."""
    extra = tuple((f"${name}", value) for name, value in query.items())
    return Get(RESOURCE_MANAGER, resource_id, (("api-version", version), *extra))


def of_graph(path: str, **query: str) -> Get:
    """Read something of the directory; ``path`` starts with a slash."""
    extra = tuple((f"${name}", value) for name, value in query.items())
    return Get(GRAPH, f"/v1.0{path}", extra)


def of_vault(vault: str, path: str) -> Get:
    """Read something of a key vault."""
    return Get(KEY_VAULT, path, (("api-version", "7.4"),), vault)


def ask_name(subscription: str, question: str, version: str, body: Mapping[str, str]) -> Ask:
    """Ask whether a name is free; ``question`` such as "Microsoft.Sql/checkNameAvailability".

    Raises:
        NoQuestion: it is something else.
    """
    path = f"/subscriptions/{quote(subscription, safe='')}/providers/{question}"
    return Ask(RESOURCE_MANAGER, path, json.dumps(body), version)


def ask_directory(ids: Collection[str]) -> Ask:
    """Ask what the directory knows under these ids."""
    return Ask(GRAPH, DIRECTORY_OBJECTS, json.dumps({"ids": [*ids]}))


def exists(path: str, version: str) -> Exists:
    """Ask Resource Manager whether there is something at a path."""
    return Exists(RESOURCE_MANAGER, path, (("api-version", version),))


def next_page(first: Get, link: object, endpoints: Endpoints) -> Get | None:
    """The request for the page that an answer names; None when it is not at the same host.

    A token must not follow a link to another host.
    """
    if not isinstance(link, str):
        return None
    base = endpoints.base(first.api, first.vault)
    try:
        there, here = urlsplit(link), urlsplit(base)
        same = _place(there) == _place(here) and not (there.username or there.fragment)
    except ValueError:
        return None
    if not same or not there.path.startswith(f"{here.path}/"):
        return None
    query = tuple(parse_qsl(there.query, keep_blank_values=True))
    return Get(first.api, there.path.removeprefix(here.path), query, first.vault)


def _place(parts: SplitResult) -> tuple[str, str | None, int | None]:
    """Scheme, host and port; key vaults name the usual port in their links."""
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or usual
