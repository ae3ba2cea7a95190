"""A wizard that is served on loopback in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(folder: Path, scratch: Path, *arguments: str) -> Iterator[str]:
    """Serve ``folder`` on a free port while the block runs; gives the address with its key."""
    environment = {
        **os.environ,
        "XDG_STATE_HOME": str(scratch / "state"),
        "XDG_CONFIG_HOME": str(scratch / "config"),
        "AZURE_CONFIG_DIR": str(scratch / "azure"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "wizard", "serve", str(folder), "--port", "0", "--json", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    try:
        yield _address(process)
    finally:
        process.terminate()
        _, complaints = process.communicate(timeout=20)
    assert complaints == ""


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line == "}\n":
            return str(json.loads(said)["url"])
    raise AssertionError(f"the server ended: {process.communicate()[1]}")
