"""A small JSON service on loopback that counts its calls and can be told to misbehave."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit


class Asked(NamedTuple):
    """One call that came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


class Answer(NamedTuple):
    """What goes back, JSON or bytes; ``drop`` cuts the line instead."""

    status: int = 200
    data: Any = None
    headers: dict[str, str] = {}
    drop: bool = False


Trouble = Callable[[Asked, int], Answer | None]
"""Gets a call and its number (from 1); an answer stands for the service's own."""


@dataclass
class Loopback:
    """The service: ``handle`` answers; ``trouble`` comes before it, ``spoil`` behind it."""

    calls: list[Asked] = field(default_factory=list)
    trouble: Trouble | None = None
    spoil: Trouble | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)
    address: str = ""

    def handle(self, asked: Asked) -> Answer:
        raise AssertionError("a service has to say what it answers")

    def reads(self) -> int:
        return sum(asked.method == "GET" for asked in self.calls)

    def writes(self) -> list[Asked]:
        return [asked for asked in self.calls if asked.method != "GET"]

    def answer(self, asked: Asked) -> Answer:
        with self.lock:
            self.calls.append(asked)
            number = len(self.calls)
            if self.trouble and (answer := self.trouble(asked, number)):
                return answer
            answer = self.handle(asked)
            if self.spoil and (spoilt := self.spoil(asked, number)):
                return spoilt
            return answer

    def start(self) -> ThreadingHTTPServer:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                pass

            def _any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                raw = self.rfile.read(length)
                parts = urlsplit(self.path)
                query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
                asked = Asked(
                    self.command, unquote(parts.path), query,
                    {key.lower(): value for key, value in self.headers.items()},
                    json.loads(raw) if raw else None,
                )  # fmt: skip
                self._send(service.answer(asked))

            def _send(self, answer: Answer) -> None:
                if answer.drop:
                    self.close_connection = True
                    self.connection.close()
                    return
                data = answer.data or b""
                if not isinstance(data, bytes):
                    data = json.dumps(data).encode()
                self.send_response(answer.status)
                for key, value in answer.headers.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _any

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        self.address = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server
