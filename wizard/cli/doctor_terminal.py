"""The terminal, the versions of what runs, and who is signed in: for ``doctor``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard.rules.wording import counted
from wizard.session.health import Health

if TYPE_CHECKING:
    from wizard.catalog.catalog import Catalog

_WIDE, _HIGH = 80, 24
_PACKAGES = ("textual", "questionary", "PyYAML", "azure-cli-core", "requests", "PyNaCl")


def terminal_health(environ: Mapping[str, str]) -> Iterator[Health]:
    """What the terminal can do."""
    from wizard.cli.terminal import terminal_problem

    problem = terminal_problem(environ, sys.stdin, sys.stderr)
    if problem is not None:
        yield Health("Terminal", "screen", "note", problem,
                     remedy="'set', 'check' and 'generate' need none")  # fmt: skip
    size = _size()
    if size is not None:
        small = size[0] < _WIDE or size[1] < _HIGH
        yield Health("Terminal", "size", "note" if small else "ok", f"{size[0]}x{size[1]}",
                     remedy=f"make it {_WIDE}x{_HIGH} or larger" if small else "")  # fmt: skip
    encoding = (sys.stdout.encoding or "unknown").lower()
    plain = encoding.replace("-", "") != "utf8"
    words = ", ".join([f"encoding {encoding}", colours(environ), *_around(environ)])
    remedy = "set LANG to a UTF-8 locale (Windows: PYTHONUTF8=1)" if plain else ""
    yield Health("Terminal", "text", "note" if plain else "ok", words, remedy=remedy)


def _size() -> tuple[int, int] | None:
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        try:
            found = os.get_terminal_size(stream.fileno())
        except (OSError, ValueError, AttributeError):
            continue
        return found.columns, found.lines
    return None


def colours(environ: Mapping[str, str]) -> str:
    """How many colours a program may use, in words."""
    if environ.get("NO_COLOR"):
        return "no colour (NO_COLOR)"
    if environ.get("COLORTERM", "") in ("truecolor", "24bit") or environ.get("WT_SESSION"):
        return "16 million colours"
    term = environ.get("TERM", "")
    if "256" in term:
        return "256 colours"
    return "no colour" if term in ("", "dumb") and os.name != "nt" else "16 colours"


def _around(environ: Mapping[str, str]) -> Iterator[str]:
    """What else shapes the terminal."""
    if environ.get("TERM"):
        yield f"TERM {environ['TERM']}"
    signs = {
        "TMUX": "in tmux", "STY": "in screen", "WT_SESSION": "Windows Terminal",
        "SSH_CONNECTION": "over ssh",
    }  # fmt: skip
    for name, words in signs.items():
        if environ.get(name):
            yield words


def versions_health() -> Iterator[Health]:
    """The versions of the wizard, of Python and of what it is built on."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from wizard import __version__

    python = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield Health("Versions", "wizard", "ok", f"{__version__}, {python}")
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name.lower()} {version(name)}")
        except PackageNotFoundError:
            missing.append(name.lower())
    if missing:
        yield Health("Versions", "packages", "lacking", f"missing: {', '.join(missing)}",
                     remedy="install the wizard again")  # fmt: skip
    else:
        yield Health("Versions", "packages", "ok", ", ".join(found[:4]), ", ".join(found[4:]))


def sign_ins_health(catalog: Catalog, environ: Mapping[str, str]) -> Iterator[Health]:
    """Who is signed in, as the programs' own files say; nobody is asked, nothing is touched."""
    from wizard.azure.sign_in import sign_in_directory

    directory = sign_in_directory(catalog, environ=environ)
    if directory.is_known:
        number = counted(len(directory.subscriptions), "subscription")
        value = f"{directory.user or 'somebody'} in {directory.cloud}, {number}"
        yield Health("Sign-ins", "Azure", "ok", value, "names, pick lists and 'preflight'")
    else:
        yield Health("Sign-ins", "Azure", "note", "nobody", "names, pick lists and 'preflight'",
                     "az login")  # fmt: skip
    told = _of_github(environ)
    use = "'push github'"
    if told:
        yield Health("Sign-ins", "GitHub", "ok", told, use)
    else:
        yield Health("Sign-ins", "GitHub", "note", "nobody", use, "gh auth login")


def _of_github(environ: Mapping[str, str]) -> str:
    """Who is signed in to GitHub; a token itself is never looked at."""
    for name in ("GH_TOKEN", "GITHUB_TOKEN"):
        if environ.get(name):
            return f"a token in {name}"
    hosts = _hosts(_gh_folder(environ) / "hosts.yml")
    told = []
    for host, entry in hosts.items():
        user = entry.get("user") if isinstance(entry, dict) else None
        told.append(f"{user} on {host}" if isinstance(user, str) else host)
    return ", ".join(told)


def _gh_folder(environ: Mapping[str, str]) -> Path:
    if environ.get("GH_CONFIG_DIR"):
        return Path(environ["GH_CONFIG_DIR"])
    if environ.get("XDG_CONFIG_HOME"):
        return Path(environ["XDG_CONFIG_HOME"]) / "gh"
    if os.name == "nt" and environ.get("APPDATA"):
        return Path(environ["APPDATA"]) / "GitHub CLI"
    return Path(environ.get("HOME") or Path.home()) / ".config" / "gh"


def _hosts(path: Path) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(host): entry for host, entry in found.items()}
