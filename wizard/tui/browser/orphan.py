"""A wizard in a browser does not outlive the server that started it, however that ended."""

from __future__ import annotations

import os
from typing import Any

from textual.app import App

EVERY = 2.0
"""Seconds between looks."""


def end_with_server(app: App[Any]) -> None:
    """Have ``app`` end once its parent process is gone; what was typed is kept as a draft.

    Windows does not tell: there the parent's number stays.
    """
    server = os.getppid()

    def look() -> None:
        if os.getppid() != server:
            app.exit()

    app.set_interval(EVERY, look)
