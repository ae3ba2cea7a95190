"""Which secrets were set from here, so that an unchanged push sets none of them again.

GitHub never shows a secret. Kept are a keyed digest of the value, which only an equal value has,
and when GitHub took it; never the value. A secret that a person gives is not remembered at all.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wizard.github.repository import Repository
from wizard.github.wanted import Name
from wizard.store.replace import write_whole
from wizard.store.state import user_state_folder

_ROUNDS = 20_000
_LATER = 3.0
"""Seconds that a secret's time may lie behind the time of the answer that set it."""


class Remembered:
    """The secrets of one repository that were set from this machine.

    A file that cannot be read means that nothing is remembered, and one that cannot be written
    that nothing will be: secrets are then set once more than needed.
    """

    def __init__(self, repository: Repository) -> None:
        whole = f"{repository.host.name}/{repository.full_name}".lower()
        name = hashlib.sha256(whole.encode()).hexdigest()[:16]
        self._path: Path = user_state_folder() / "pushed" / f"{name}.json"
        self._rows, self._salt = _read(self._path)
        self._digests: dict[str, str] = {}

    def known(self, wanted: Mapping[Name, str], present: Mapping[Name, str]) -> dict[Name, bool]:
        """Whether secrets hold their wanted value; without those that were set elsewhere since."""
        found = {}
        for where, value in wanted.items():
            row = self._rows.get("/".join(where))
            if where in present and row and _is_since(row.get("at"), present[where]):
                digest = str(row.get("digest", ""))
                found[where] = hmac.compare_digest(digest, self._digest(value))
        return found

    def note(self, where: Name, value: str, at: float) -> None:
        """Remember that GitHub took a value at a time, in seconds since 1970."""
        self._rows["/".join(where)] = {"digest": self._digest(value), "at": at}

    def forget(self, where: Name) -> None:
        """Remember a secret no more."""
        self._rows.pop("/".join(where), None)

    def save(self) -> None:
        """Keep what was noted, for this user alone."""
        data = {"salt": self._salt.hex(), "secrets": dict(sorted(self._rows.items()))}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, json.dumps(data, indent=1).encode("utf-8"))
            self._path.chmod(0o600)
        except OSError:
            return

    def _digest(self, value: str) -> str:
        if value not in self._digests:
            made = hashlib.pbkdf2_hmac("sha256", value.encode("utf-8"), self._salt, _ROUNDS)
            self._digests[value] = made.hex()
        return self._digests[value]


def _read(path: Path) -> tuple[dict[str, dict[str, Any]], bytes]:
    try:
        data = json.loads(path.read_bytes())
        salt = bytes.fromhex(data["salt"])
        rows = {str(key): dict(row) for key, row in data["secrets"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}, os.urandom(16)
    return rows, salt


def _is_since(at: object, updated: str) -> bool:
    """Whether nobody has set a secret since a time; ``updated`` is what GitHub tells of it."""
    if not updated:
        return True
    try:
        told = datetime.fromisoformat(updated)
    except ValueError:
        return False
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return isinstance(at, int | float) and told.timestamp() <= at + _LATER
