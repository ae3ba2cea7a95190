"""A small stand-in for Resource Manager, Key Vault and Graph on this machine.

Shapes are those of the examples in Microsoft's public descriptions of the interfaces; every id
and name is made up. It keeps what was asked, and can be told to misbehave.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Row = dict[str, Any]


@dataclass
class Trouble:
    """How requests whose path holds ``part`` are answered instead, the first ``times`` of them."""

    part: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"error": {"code": "MadeUp", "message": "made up"}}'
    seconds: float = 0.0
    drop: bool = False
    times: int = 1_000_000


@dataclass
class Asked:
    """One request that came in."""

    method: str
    path: str
    query: dict[str, list[str]]
    token: str
    body: str


class FakeAzure:
    """What is there: path below the interface -> list of items, or a single object.

    Paths are compared in lower case. Lists are handed out in pages of ``page`` items.
    """

    def __init__(self) -> None:
        self.lists: dict[str, list[Row]] = {}
        self.objects: dict[str, Row] = {}
        self.directory: dict[str, Row] = {}
        self.taken: set[str] = set()
        self.troubles: list[Trouble] = []
        self.asked: list[Asked] = []
        self.page = 50
        self.address = ""
        self.lock = threading.Lock()
        self.at_once = 0
        self.most_at_once = 0

    def trouble(self, part: str, **how: Any) -> Trouble:
        """Misbehave from now on."""
        added = Trouble(part.lower(), **how)
        self.troubles.append(added)
        return added

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.asked]

    def next_trouble(self, path: str) -> Trouble | None:
        with self.lock:
            for trouble in self.troubles:
                if trouble.part in path.lower() and trouble.times > 0:
                    trouble.times -= 1
                    return trouble
        return None

    def answer(self, asked: Asked) -> tuple[int, Row]:
        """Status and body for a request."""
        path = asked.path.lower()
        if asked.method == "POST":
            return self._question(path, json.loads(asked.body))
        if asked.method == "HEAD":
            there = "/databaseaccountnames/" in path and path.rpartition("/")[2] in self.taken
            return (200 if there else 404), {}
        if path in ("/graph/v1.0/groups", "/graph/v1.0/users"):
            return 200, {"value": self._named(asked.query.get("$filter", [""])[0])}
        if path in self.lists:
            start = int(asked.query.get("$skiptoken", ["0"])[0])
            rows = self.lists[path]
            body: Row = {"value": rows[start : start + self.page]}
            if start + self.page < len(rows):
                link = "@odata.nextLink" if path.startswith("/graph") else "nextLink"
                version = asked.query.get("api-version", [""])[0]
                body[link] = (
                    f"{self.address}{asked.path}?api-version={version}"
                    f"&%24skiptoken={start + self.page}"
                )
            return 200, body
        if path in self.objects:
            return 200, self.objects[path]
        return 404, {"error": {"code": "ResourceNotFound", "message": "nothing here"}}

    def _named(self, filter: str) -> list[Row]:
        """Objects whose name or address a filter names: ``a eq 'x' or b eq 'x'``."""
        wanted = dict(re.findall(r"(\w+) eq '((?:[^']|'')*)'", filter))
        return [
            {"id": row["id"], "displayName": row.get("displayName")}
            for row in self.directory.values()
            if any(row.get(name) == value.replace("''", "'") for name, value in wanted.items())
        ]

    def _question(self, path: str, body: Row) -> tuple[int, Row]:
        if path.endswith("availability"):
            return name_answer(path, body, self.taken)
        if path == "/graph/v1.0/directoryobjects/getbyids":
            found = [self.directory[i] for i in body["ids"] if i in self.directory]
            return 200, {"value": found}
        return 405, {"error": {"code": "MethodNotAllowed", "message": "no"}}


def name_answer(path: str, body: Row, taken: set[str]) -> tuple[int, Row]:
    """How each provider says whether a name is free, in its own words."""
    provider = path.rpartition("/providers/microsoft.")[2].partition("/")[0]
    name = body["subdomainName" if provider == "cognitiveservices" else "name"]
    there = name in taken
    if provider == "cache":
        error = {"code": "NameNotAvailable", "message": "An error occured"}
        return (409, {"error": error}) if there else (200, {})
    if provider == "cognitiveservices":
        used = f"Sub domain name '{name}' is already used. Please pick a different name."
        return 200, {"isSubdomainAvailable": not there, "reason": used if there else None}
    if provider == "eventhub":
        return 200, {"nameAvailable": not there, "reason": "NameInUse" if there else "None"}
    field = "available" if provider == "sql" else "nameAvailable"
    return 200, {field: not there} | ({"reason": "AlreadyExists"} if there else {})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeAzure

    def _handle(self) -> None:
        fake = self.fake
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        asked = Asked(
            self.command, unquote(parts.path), parse_qs(parts.query, keep_blank_values=True),
            self.headers.get("Authorization", ""), self.rfile.read(length).decode(),
        )  # fmt: skip
        with fake.lock:
            fake.asked.append(asked)
            fake.at_once += 1
            fake.most_at_once = max(fake.most_at_once, fake.at_once)
        try:
            self._answer(fake, asked)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with fake.lock:
                fake.at_once -= 1

    def _answer(self, fake: FakeAzure, asked: Asked) -> None:
        trouble = fake.next_trouble(asked.path)
        if trouble is None:
            status, body = fake.answer(asked)
            self._send(status, json.dumps(body).encode() if body else b"", {})
            return
        time.sleep(trouble.seconds)
        if trouble.drop:
            self.close_connection = True
            self.connection.close()
        elif trouble.status == 200 and trouble.seconds and b"MadeUp" in trouble.body:
            self._send(*_plain(fake, asked))
        else:
            self._send(trouble.status, trouble.body, trouble.headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _handle

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the fake keeps what was asked itself."""


def _plain(fake: FakeAzure, asked: Asked) -> tuple[int, bytes, dict[str, str]]:
    status, body = fake.answer(asked)
    return status, json.dumps(body).encode(), {}


@contextmanager
def serving(fake: FakeAzure, port: int = 0) -> Iterator[FakeAzure]:
    """Serve the fake; its address is known inside."""
    handler = type("Handler", (_Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    fake.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
