"""Tokens of the Azure CLI's sign-in, handed out once somebody has allowed it for this session.

``azure-cli-core`` gets them. It rewrites its folder whenever it runs, reads the folder's place
only once, and takes some hundred modules to load; so it runs in a process of its own, on a private
copy of the files that it needs, which is removed right after. What it would have stored, a newer
refresh token for instance, is forgotten with the copy: the user's own stays valid.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from wizard.azure.cli_folder import cli_folder

TIMEOUT = 60.0
"""Seconds that one token may take; a sign-in server may be slow, and a proxy slower."""

_SPARE = 300.0
"""Seconds before its end from which on a token is fetched anew."""

_NEEDED = (
    "azureProfile.json",
    "config",
    "clouds.config",
    "msal_token_cache.json",
    "msal_token_cache.bin",
    "service_principal_entries.json",
    "service_principal_entries.bin",
)


class NoToken(Exception):
    """There is no token: nobody is signed in, the sign-in has run out, or is refused.

    The message says which and what to do; it never holds a secret.
    """


class Token(NamedTuple):
    """A bearer token and the second (since 1970) at which it ends."""

    text: str
    expires_at: float

    def __repr__(self) -> str:
        return f"Token(text=..., expires_at={self.expires_at})"


class TokenSource(Protocol):
    """Whatever hands out bearer tokens for Resource Manager, Graph or a key vault."""

    def token(self, resource: str) -> str:
        """The bearer token for a resource such as "https://management.azure.com".

        It may take seconds: call it from a worker, never from a screen. Safe from any thread.

        Raises:
            NoToken: there is none.
        """
        ...


class AzureCliTokens:
    """Tokens of whoever is signed in with the Azure CLI, kept in memory until they end.

    ``tenant`` (a GUID) is the tenant for which they are asked; without one it is the tenant of
    the subscription that the Azure CLI has chosen. Make one only after the user has allowed it.
    """

    def __init__(
        self,
        tenant: str | None = None,
        *,
        folder: Path | None = None,
        timeout: float = TIMEOUT,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._tenant = tenant
        self._environ = dict(os.environ if environ is None else environ)
        self._folder = folder or cli_folder(self._environ)
        self._timeout = timeout
        self._kept: dict[str, Token] = {}
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def token(self, resource: str) -> str:
        """See ``TokenSource``."""
        with self._lock:
            kept = self._kept.get(resource)
            if kept is None or kept.expires_at - _SPARE <= time.time():
                kept = self._kept[resource] = self._fetched(resource)
            return kept.text

    def forget(self) -> None:
        """Forget all tokens: the next one is fetched anew."""
        with self._lock:
            self._kept.clear()

    def cancel(self) -> None:
        """End a fetch under way, from another thread: whoever waits for it gets ``NoToken``."""
        process = self._process
        if process is not None:
            process.kill()

    def _fetched(self, resource: str) -> Token:
        with private_copy(self._folder) as copy:
            answer = self._ask({"resource": resource, "tenant": self._tenant}, copy)
        if "refused" in answer:
            raise NoToken(str(answer["refused"]))
        return Token(str(answer["token"]), float(str(answer["expires_at"])))

    def _ask(self, question: Mapping[str, str | None], copy: Path) -> dict[str, object]:
        with subprocess.Popen(
            # -P: modules that lie in the folder where we stand must not get at the sign-in.
            [sys.executable, "-P", "-m", "wizard.azure.token_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=self._environment(copy),
        ) as process:
            self._process = process
            try:
                output, complaints = process.communicate(json.dumps(question), self._timeout)
            except subprocess.TimeoutExpired:
                raise NoToken(
                    f"The sign-in server gave no token within {self._timeout:.0f} seconds. "
                    "Check the network, or try again."
                ) from None
            finally:
                self._process = None
                process.kill()
        return _understood(output, complaints)

    def _environment(self, copy: Path) -> dict[str, str]:
        """The environment of the process: the copy as its folder, this wizard importable."""
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(part for part in (root, self._environ.get("PYTHONPATH")) if part)
        return {
            **self._environ,
            "AZURE_CONFIG_DIR": str(copy),
            "AZURE_CORE_COLLECT_TELEMETRY": "false",
            "PYTHONPATH": path,
            "PYTHONIOENCODING": "utf-8",
        }


def _understood(output: str, complaints: str) -> dict[str, object]:
    """The last line that the process wrote."""
    try:
        answer = json.loads(output.splitlines()[-1])
    except (IndexError, ValueError):
        answer = None
    if not isinstance(answer, dict):
        last = (complaints.strip().splitlines() or ["it was ended"])[-1]
        raise NoToken(f"azure-cli-core gave no token: {last}. Try: az account get-access-token")
    return answer


@contextmanager
def private_copy(folder: Path) -> Iterator[Path]:
    """A copy of the files that a sign-in consists of, for this user's eyes, removed afterwards.

    Raises:
        NoToken: the folder has no sign-in, or it cannot be read.
    """
    memory = os.environ.get("XDG_RUNTIME_DIR")
    parent = memory if memory and os.access(memory, os.W_OK) else None
    copy = Path(tempfile.mkdtemp(prefix="aifactory-wizard-", dir=parent))
    try:
        _copy_sign_in(folder, copy)
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _copy_sign_in(folder: Path, copy: Path) -> None:
    try:
        for name in _NEEDED:
            if (folder / name).is_file():
                shutil.copyfile(folder / name, copy / name)
    except OSError as error:
        raise NoToken(f"The sign-in of the Azure CLI cannot be read: {error}") from error
    if not (copy / "azureProfile.json").exists():
        raise NoToken("Nobody is signed in with the Azure CLI here. Run 'az login', then again.")
