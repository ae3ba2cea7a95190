"""Serves the wizard to a browser, through textual-serve."""

from __future__ import annotations

import asyncio
import logging
import secrets
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from socket import socket

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from wizard.tui.browser.guard import KEY, guard

_HERE = Path(__file__).parent
PATIENCE = 5
"""Seconds that a wizard has to end once its page is gone."""


class BrowserServer(Server):
    """One wizard for each page that opens the address; each works on the same folder."""

    def __init__(self, arguments: list[str], listening: socket, public_url: str) -> None:
        host, port = listening.getsockname()[:2]
        super().__init__(
            # -P: what lies in the folder where we stand is no module of the wizard.
            _shell_line([sys.executable, "-P", "-m", "wizard", *arguments]),
            host=host,
            port=port,
            title="aifactory-wizard",
            public_url=public_url,
            templates_path=_HERE,
        )
        self._listening = listening
        self._key = secrets.token_urlsafe(24)
        self._pages: set[web.WebSocketResponse] = set()

    @property
    def address(self) -> str:
        """What the user opens; it holds the key."""
        return f"{self.public_url}/?{KEY}={self._key}"

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing: the verb has said what there is to say."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Tell every open page that it is over, so that nobody waits for it."""
        await asyncio.gather(*(page.close() for page in tuple(self._pages)))

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(guard(self._key, self.public_url))
        return app

    async def _process_messages(
        self, websocket: web.WebSocketResponse, app_service: AppService
    ) -> None:
        """Wait for the wizard's process as well: left to itself it outlives the event loop."""
        self._pages.add(websocket)
        try:
            await super()._process_messages(websocket, app_service)
        finally:
            self._pages.discard(websocket)
            await _end(app_service)

    def run(self, ready: Callable[[], None]) -> None:
        """Serve until interrupted; ``ready`` is called once the port answers."""
        logging.basicConfig(level=logging.WARNING, format="%(message)s")

        async def started() -> web.Application:
            app = await self._make_app()
            app.on_startup.append(_tell)
            return app

        async def _tell(app: web.Application) -> None:
            ready()

        web.run_app(
            started(), sock=self._listening, print=None, access_log=None, shutdown_timeout=3
        )


async def _end(app_service: AppService) -> None:
    """Ask a wizard to end, and end it when it does not."""
    process = app_service._process
    try:
        async with asyncio.timeout(PATIENCE):
            await app_service.stop()
            if process is not None:
                await process.wait()
    except TimeoutError:
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()


def _shell_line(words: list[str]) -> str:
    """The words as one line for the shell that textual-serve starts them with.

    Where it can, the shell makes room for the wizard, so that ending one ends both.
    """
    if sys.platform == "win32":
        return subprocess.list2cmdline(words)
    return f"exec {shlex.join(words)}"
