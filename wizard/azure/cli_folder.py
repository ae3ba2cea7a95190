"""The folder in which the Azure CLI keeps what it remembers, read and never touched.

Missing, damaged, half written or locked files are no failure: what they would say is not known.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROFILE = "azureProfile.json"
CONFIG = "config"
CLOUDS = "clouds.config"
DEFAULT_CLOUD = "AzureCloud"

Sections = dict[str, dict[str, str]]


def cli_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The Azure CLI's folder: ``AZURE_CONFIG_DIR``, else ``.azure`` in the home folder."""
    environ = os.environ if environ is None else environ
    named = environ.get("AZURE_CONFIG_DIR")
    return Path(named) if named else Path(os.path.expanduser("~")) / ".azure"  # noqa: PTH111


def read_profile(folder: Path) -> dict[str, Any]:
    """The accounts that the Azure CLI remembers, as it stores them; {} when they are not known."""
    import json

    text = _read(folder / PROFILE)
    try:
        # Brackets without end are damage as well.
        found = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def read_sections(folder: Path, name: str) -> Sections:
    """A configuration file of the Azure CLI, by section and option; {} when it is not known."""
    text = _read(folder / name)
    if not text:
        return {}
    from configparser import ConfigParser, Error

    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
        return {section: dict(parser.items(section)) for section in parser.sections()}
    except (Error, ValueError):
        return {}


def active_cloud(
    folder: Path, known: frozenset[str], environ: Mapping[str, str] | None = None
) -> str:
    """The name of the cloud that the Azure CLI talks to.

    ``AZURE_CLOUD_NAME``, else the one that was chosen; the public cloud where none was, or where
    the name is neither ``known`` nor a cloud of the user's own.
    """
    environ = os.environ if environ is None else environ
    chosen = environ.get("AZURE_CLOUD_NAME") or ""
    chosen = chosen or read_sections(folder, CONFIG).get("cloud", {}).get("name", "")
    if not chosen or chosen in known or chosen in read_sections(folder, CLOUDS):
        return chosen or DEFAULT_CLOUD
    return DEFAULT_CLOUD


def _read(path: Path) -> str:
    """The text of a file, "" when there is none to read."""
    try:
        # Whatever is no plain file might never end.
        return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, ValueError):
        return ""
