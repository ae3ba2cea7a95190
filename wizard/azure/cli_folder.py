"""Where the Azure CLI keeps what it remembers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def cli_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The Azure CLI's folder: ``AZURE_CONFIG_DIR``, else ``.azure`` in the home folder."""
    environ = os.environ if environ is None else environ
    named = environ.get("AZURE_CONFIG_DIR")
    return Path(named) if named else Path(os.path.expanduser("~")) / ".azure"  # noqa: PTH111
