"""One request over HTTP: its address, a time limit, and what came back."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from wizard.azure.endpoints import Endpoints
from wizard.azure.requests_allowed import Ask, Request, method_of
from wizard.azure.unknown import Unknown

if TYPE_CHECKING:
    import requests

CONNECT_SECONDS = 10.0
SECONDS = 30.0
LARGEST = 32 * 1024 * 1024
"""Bytes of one answer; the list of a subscription's providers has about 2 MB."""

_CHUNK = 64 * 1024


class Reply(NamedTuple):
    """What came back; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """Whatever carries requests."""

    def send(self, request: Request, token: str) -> Reply:
        """Make one request.

        Raises:
            Unknown: no answer came in time, or none at all.
        """
        ...


class HttpTransport:
    """Requests through the library of that name, which honours proxies and certificates.

    ``seconds`` is the time that an answer may take as a whole. Safe from any thread.
    """

    def __init__(self, endpoints: Endpoints, *, seconds: float = SECONDS) -> None:
        self._endpoints = endpoints
        self._seconds = seconds

    def send(self, request: Request, token: str) -> Reply:
        """See ``Transport``."""
        import requests

        ends = time.monotonic() + self._seconds
        try:
            with self._session() as session:
                answer = session.request(
                    method_of(request),
                    request.url(self._endpoints),
                    data=request.body if isinstance(request, Ask) else None,
                    headers={"Accept": "application/json", "Content-Type": "application/json"},
                    auth=_bearer(token),
                    timeout=(min(CONNECT_SECONDS, self._seconds), self._seconds),
                    allow_redirects=False,
                    stream=True,
                )
                body = _body(answer, ends)
        except requests.Timeout as error:
            raise self._late(request) from error
        except requests.RequestException as error:
            raise _unreachable(request, self._endpoints, error) from error
        if body is None:
            raise self._late(request)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Reply(answer.status_code, headers, body)

    def _session(self) -> requests.Session:
        import requests

        session = requests.Session()
        # A stand-in on this machine is never behind a proxy.
        session.trust_env = not self._endpoints.stand_in
        return session

    def _late(self, request: Request) -> Unknown:
        return Unknown(
            "timed out", f"{_host(request, self._endpoints)} took more than {self._seconds:g} s."
        )


def _bearer(token: str) -> requests.auth.AuthBase:
    """The token as a header; the library would otherwise look for a password in a netrc file."""
    from requests import PreparedRequest
    from requests.auth import AuthBase

    class Bearer(AuthBase):
        def __call__(self, request: PreparedRequest) -> PreparedRequest:
            request.headers["Authorization"] = f"Bearer {token}"
            return request

    return Bearer()


def _body(answer: requests.Response, ends: float) -> bytes | None:
    """The whole answer; None when it takes too long.

    Raises:
        Unknown: it is larger than anything that Azure answers.
    """
    received = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        received += chunk
        if time.monotonic() > ends:
            return None
        if len(received) > LARGEST:
            raise Unknown("odd answer", "The answer is larger than anything that Azure answers.")
    return bytes(received)


def _host(request: Request, endpoints: Endpoints) -> str:
    from urllib.parse import urlsplit

    return urlsplit(request.url(endpoints)).netloc


def _unreachable(request: Request, endpoints: Endpoints, error: Exception) -> Unknown:
    """What kept a request from being answered, without the request itself."""
    import requests

    host = _host(request, endpoints)
    if isinstance(error, requests.exceptions.SSLError):
        return Unknown("no connection", f"The certificate of {host} is not trusted here.")
    if isinstance(error, requests.exceptions.ProxyError):
        return Unknown("no connection", f"The proxy does not let requests through to {host}.")
    return Unknown("no connection", f"{host} cannot be reached, or it hung up.")
