"""Reading from Azure: pages, patience with throttling, and a memory for the session."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from wizard.azure.endpoints import Endpoints
from wizard.azure.requests_allowed import Get, Request, next_page
from wizard.azure.tokens import NoToken, TokenSource
from wizard.azure.transport import HttpTransport, Reply, Transport
from wizard.azure.unknown import Cancelled, Unknown

Answer = dict[str, Any]
Made = TypeVar("Made")

PATIENCE = 60.0
"""Seconds that a request waits at most, together, because Azure asks it to come back later."""

MOST_PAGES = 500
_TRIES = 4
_FAILURES = 3
"""Requests in a row that a host leaves without an answer, before it is not asked any more."""

_BUSY = frozenset({429, 500, 502, 503, 504})


class Reader:
    """Answers of Azure, remembered until ``forget``. Safe from several threads.

    ``cancelled`` ends every wait, and keeps further requests from being made. ``answered`` counts
    the replies that were made to somebody who is signed in.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        tokens: TokenSource,
        *,
        transport: Transport | None = None,
        cancelled: threading.Event | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self.endpoints = endpoints
        self.cancelled = cancelled or threading.Event()
        self.answered = 0
        self._tokens = tokens
        self._transport = transport or HttpTransport(endpoints)
        self._patience = patience
        self._pages: dict[Request, tuple[Answer, ...] | Unknown] = {}
        self._answers: dict[Request, Answer | Unknown] = {}
        self._locks: dict[Request, threading.Lock] = {}
        self._lock = threading.Lock()
        self._failed: dict[str, int] = {}
        self._down: dict[str, Unknown] = {}
        self._refused: dict[str, Unknown] = {}

    def one(self, request: Request) -> Answer:
        """The answer to a request.

        Raises:
            Unknown: there is none.
            Cancelled: nobody waits for it.
        """
        return self._remembered(self._answers, request, self._fetched)

    def items(self, request: Get) -> tuple[Answer, ...]:
        """The items of a list, of all its pages.

        Raises:
            Unknown: they cannot be had, or not all of them.
            Cancelled: nobody waits for them.
        """
        return self._remembered(self._pages, request, lambda _: self._all_pages(request))

    def forget(self) -> None:
        """Forget what was answered and what was found broken."""
        with self._lock:
            self._answers.clear()
            self._pages.clear()
            self._failed.clear()
            self._down.clear()
            self._refused.clear()

    def _remembered(
        self,
        memory: dict[Request, Made | Unknown],
        request: Request,
        fetch: Callable[[Request], Made],
    ) -> Made:
        with self._lock:
            lock = self._locks.setdefault(request, threading.Lock())
        with lock:
            if request not in memory:
                try:
                    memory[request] = fetch(request)
                except Unknown as unknown:
                    memory[request] = unknown
            found = memory[request]
        if isinstance(found, Unknown):
            raise found
        return found

    def _all_pages(self, first: Get) -> tuple[Answer, ...]:
        found: list[Answer] = []
        seen: set[Get] = set()
        page: Get | None = first
        while page is not None:
            if page in seen or len(seen) >= MOST_PAGES:
                raise Unknown("odd answer", "The list does not come to an end.")
            seen.add(page)
            answer = self._fetched(page)
            found += _items(answer)
            link = answer.get("nextLink") or answer.get("@odata.nextLink")
            page = next_page(first, link, self.endpoints) if link else None
            if link and page is None:
                raise Unknown("odd answer", "The list goes on at another host.")
        return tuple(found)

    def _fetched(self, request: Request) -> Answer:
        waited = 0.0
        for attempt in range(_TRIES):
            reply = self._sent(request)
            self.answered += reply.status != 401
            if reply.status not in _BUSY:
                return _understood(reply, request)
            pause = _pause(reply, attempt)
            waited += pause
            if waited > self._patience or attempt == _TRIES - 1:
                raise _still_busy(reply)
            if self.cancelled.wait(pause):
                raise Cancelled
        raise AssertionError("every attempt ends above")

    def _sent(self, request: Request) -> Reply:
        """One reply; a connection that breaks off is tried once more."""
        token = self._token(request)
        host = f"{request.api} {request.vault}"
        for last in (False, True):
            if self.cancelled.is_set():
                raise Cancelled
            if host in self._down:
                raise self._down[host]
            try:
                reply = self._transport.send(request, token)
            except Unknown as unknown:
                if last or unknown.reason != "no connection":
                    self._note_failure(host, unknown)
                    raise
            else:
                self._failed[host] = 0
                return reply
        raise AssertionError("both attempts end above")

    def _note_failure(self, host: str, unknown: Unknown) -> None:
        """A host that does not answer would take its time with every other request as well."""
        self._failed[host] = self._failed.get(host, 0) + 1
        if self._failed[host] >= _FAILURES:
            self._down[host] = unknown

    def _token(self, request: Request) -> str:
        resource = self.endpoints.resource(request.api)
        if self.cancelled.is_set():
            raise Cancelled
        if resource in self._refused:
            raise self._refused[resource]
        try:
            return self._tokens.token(resource)
        except NoToken as error:
            if self.cancelled.is_set():
                raise Cancelled from error
            refused = self._refused[resource] = Unknown("not signed in", str(error))
            raise refused from error


def _items(answer: Answer) -> list[Answer]:
    value = answer.get("value")
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Unknown("odd answer", "The answer is no list of the kind that was asked for.")
    return value


def _understood(reply: Reply, request: Request) -> Answer:
    code = _code(reply)
    said = f" ({code})" if code else ""
    if reply.status == 401:
        raise Unknown("not signed in", f"Azure does not take the sign-in{said}.", code)
    if reply.status == 403:
        raise Unknown("no permission", f"You may not read this{said}.", code)
    if reply.status == 404:
        raise Unknown("not found", f"It does not exist, or you may not see it{said}.", code)
    if reply.status != 200:
        raise Unknown("refused", f"Azure answers {reply.status}{said}.", code)
    if not reply.body.strip() and not isinstance(request, Get):
        return {}  # some questions are answered by the status alone
    try:
        answer = json.loads(reply.body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise Unknown("odd answer", "The answer is not the JSON that was expected.")
    return answer


def _code(reply: Reply) -> str:
    """The code of Azure's error, as far as it is a plain word."""
    try:
        code = json.loads(reply.body)["error"]["code"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return ""
    plain = isinstance(code, str) and code.replace("_", "").isalnum() and len(code) < 80
    return code if plain else ""


def _still_busy(reply: Reply) -> Unknown:
    if reply.status in (429, 503):
        return Unknown("throttled", "Azure asks to come back later, again and again.")
    return Unknown("failed", f"Azure answers {reply.status}, again and again.")


def _pause(reply: Reply, attempt: int) -> float:
    """Seconds to wait before the next try: what Azure says, else longer each time."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    if text:
        try:
            from datetime import UTC, datetime

            return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
        except (ValueError, TypeError):
            pass
    return float(0.5 * 2**attempt)
