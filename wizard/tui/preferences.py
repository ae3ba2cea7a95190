"""The user's own choices for this screen: theme and keys, from one small file."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "wizard.yaml"
_TOUR_SEEN = "tour_seen: true\n"
"""What stands in the file of somebody who has chosen nothing."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """``keys`` gives other keys to bindings by id ("screen.search": "f3,ctrl+f").

    ``mouse``: whether the wizard takes the mouse; without it the terminal selects text itself.
    ``tour_seen``: the tour was shown once, or left.
    """

    theme: str = ""
    mouse: bool = True
    tour_seen: bool = False
    keys: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def preferences_file() -> Path:
    """Where the choices stand, as the platform has it; the file may not exist."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "aifactory-wizard" / FILE


def load_preferences() -> Preferences:
    """The choices; what cannot be read is said in ``problem`` and left alone."""
    path = preferences_file()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Preferences()
    except (OSError, UnicodeDecodeError) as error:
        return Preferences(problem=f"{FILE} cannot be read: {error}")
    return _parsed(text)


def _parsed(text: str) -> Preferences:
    if text == _TOUR_SEEN:
        # Most often nothing else stands there, and reading YAML would delay the first frame.
        return Preferences(tour_seen=True)
    import yaml

    try:
        document: Any = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        return Preferences(problem=f"{FILE} is no YAML: {error}")
    document = {} if document is None else document
    keys = document.get("keys") or {} if isinstance(document, dict) else None
    if not isinstance(keys, dict):
        told = "'theme: NAME', 'mouse: no' and 'keys:' with 'ID: KEY' below"
        return Preferences(problem=f"{FILE} holds {told}")
    return Preferences(
        theme=str(document.get("theme") or ""),
        mouse=document.get("mouse") is not False,
        tour_seen=document.get("tour_seen") is True,
        keys={str(name): str(key) for name, key in keys.items()},
    )


def note_tour_seen() -> None:
    """Remember that the tour was shown; a file that says something else keeps every byte.

    Raises:
        OSError: the file cannot be written.
    """
    path = preferences_file()
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    longer = text + ("" if text.endswith("\n") or not text else "\n") + _TOUR_SEEN
    if _parsed(longer).tour_seen:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(longer, encoding="utf-8", newline="\n")
