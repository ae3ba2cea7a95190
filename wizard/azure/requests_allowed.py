"""Every request that can be made at all: reading, and a few questions that change nothing."""

from __future__ import annotations

import json
from enum import Enum
from typing import NamedTuple
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


class Question(Enum):
    """The questions that Azure wants to be asked with a body, none of which changes anything.

    Each is the interface, the path and the version of the interface.
    """

    STORAGE_NAME = (RESOURCE_MANAGER, "Microsoft.Storage", "2023-05-01")
    REGISTRY_NAME = (RESOURCE_MANAGER, "Microsoft.ContainerRegistry", "2023-07-01")
    VAULT_NAME = (RESOURCE_MANAGER, "Microsoft.KeyVault", "2023-07-01")
    SEARCH_NAME = (RESOURCE_MANAGER, "Microsoft.Search", "2023-11-01")
    DIRECTORY_OBJECTS = (GRAPH, "/v1.0/directoryObjects/getByIds", "")


class Ask(NamedTuple):
    """One of the questions, with its body as JSON text."""

    question: Question
    body: str
    subscription: str = ""

    @property
    def api(self) -> Api:
        """The interface that answers."""
        return self.question.value[0]

    @property
    def vault(self) -> str:
        """No question goes to a key vault."""
        return ""

    def url(self, endpoints: Endpoints) -> str:
        """The address."""
        api, path, version = self.question.value
        if api == GRAPH:
            return endpoints.base(api) + path
        return (
            f"{endpoints.base(api)}/subscriptions/{quote(self.subscription, safe='')}"
            f"/providers/{path}/checkNameAvailability?api-version={version}"
        )


Request = Get | Ask


def method_of(request: Request) -> str:
    """GET for reading, POST for the listed questions; there is nothing else."""
    return "POST" if isinstance(request, Ask) else "GET"


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


def ask_names(question: Question, subscription: str, name: str, kind: str = "") -> Ask:
    """Ask whether a name is free; ``kind`` is the type, where the question wants it."""
    body = {"name": name, "type": kind} if kind else {"name": name}
    return Ask(question, json.dumps(body), subscription)


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
