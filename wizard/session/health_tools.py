"""Programs that the wizard and its files go with: where they are, which version, what for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from wizard.session.health import Health, State
from wizard.store.programs import find_program, run_program

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_SECONDS = 15.0
_QUIET = {
    "GH_NO_UPDATE_NOTIFIER": "1", "GH_PROMPT_DISABLED": "1", "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
    "AZURE_CORE_COLLECT_TELEMETRY": "false", "AZURE_CORE_ONLY_SHOW_ERRORS": "true",
}  # fmt: skip


class Tool(NamedTuple):
    """A program: how it tells its version without the network, and what it is used for."""

    name: str
    asks: tuple[str, ...]
    use: str
    is_needed: bool = False


TOOLS = (
    Tool("git", ("--version",), "the pipelines' repository; 'diff'", is_needed=True),
    Tool("bash", ("--version",), "github/apply.sh, and the vendor's scripts"),
    Tool("gh", ("--version",), "sign-in to GitHub; github/apply.sh"),
    Tool("az", ("version", "--output", "json"), "sign-in to Azure; deploying by hand"),
    Tool("bicep", ("--version",), "deploying by hand with Bicep files"),
)


def tools_health() -> list[Health]:
    """All programs, asked at the same time; nothing of the user's is touched, nothing fetched."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(TOOLS)) as pool:
        return list(pool.map(_tool, TOOLS))


def _tool(tool: Tool) -> Health:
    program = find_program(tool.name) or (_own_bicep() if tool.name == "bicep" else None)
    if program is None:
        state: State = "lacking" if tool.is_needed else "note"
        return Health("Tools", tool.name, state, "not found", tool.use,
                      f"install {tool.name}, or put it on the path")  # fmt: skip
    version = _version(program, tool.asks)
    if version is None:
        return Health("Tools", tool.name, "note", "does not say its version", tool.use,
                      f"try '{tool.name} {' '.join(tool.asks)}'")  # fmt: skip
    return Health("Tools", tool.name, "ok", version, tool.use)


def _version(program: str, asks: tuple[str, ...]) -> str | None:
    """What a program says of its version.

    The Azure CLI writes into its folder whenever it runs, so it gets an empty one.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="aifactory-wizard-", ignore_cleanup_errors=True) as folder:
        environ: Mapping[str, str | None] = _QUIET | {"AZURE_CONFIG_DIR": folder}
        ran = run_program([program, *asks], environ=environ, seconds=_SECONDS)
    found = _VERSION.search(ran.out.decode("utf-8", errors="replace"))
    return found[0] if found and ran.code == 0 else None


def _own_bicep() -> str | None:
    """The Bicep that the Azure CLI has installed for itself."""
    folder = Path.home() / ".azure" / "bin"
    for path in (folder / "bicep", folder / "bicep.exe"):
        if path.is_file():
            return str(path)
    return None
