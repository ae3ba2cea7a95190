"""What a converted variable file keeps of the one it was made from, as comments at its end.

One line per name, readable and exact::

    # kept for azure-devops: dev_service_connection = "sc-dev"
    # kept for github: ENABLE_BING = "True" while "true"

``while`` is what the way back would give at the time of writing: an original spelling comes back
only as long as the value itself has not been changed since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from wizard.catalog.setting import Orchestrator

_LINE = re.compile(
    r"^[ \t]*# kept for (github|azure-devops): (\S+) = (\"(?:[^\"\\]|\\.)*\")"
    r"(?: while (\"(?:[^\"\\]|\\.)*\"))?[ \t]*\r?$",
    re.MULTILINE,
)
_HEAD = (
    "What the other file said and this one cannot: 'aifactory-wizard convert' puts it back.",
    "Change values above, not here; without these lines only the way back loses something.",
)


@dataclass(frozen=True, slots=True)
class KeptName:
    """A name and value of the original, which holds while the way back gives ``otherwise``.

    ``otherwise`` is None for a name that nothing in the file can change.
    """

    name: str
    value: str
    otherwise: str | None = None


def notes_text(orchestrator: Orchestrator, kept: Iterable[KeptName], *, indent: str = "") -> str:
    """The comment block that keeps some names for the way back to ``orchestrator``."""
    lines = [
        f"# kept for {orchestrator}: {entry.name} = {_quoted(entry.value)}{_while(entry)}"
        for entry in kept
    ]
    if not lines:
        return ""
    return "\n" + "".join(f"{indent}{line}\n" for line in (*(f"# {t}" for t in _HEAD), *lines))


def _while(entry: KeptName) -> str:
    return "" if entry.otherwise is None else f" while {_quoted(entry.otherwise)}"


def read_notes(text: str, orchestrator: Orchestrator) -> dict[str, KeptName]:
    """The names that a file keeps for ``orchestrator``."""
    return {
        name: KeptName(name, json.loads(value), json.loads(otherwise) if otherwise else None)
        for kind, name, value, otherwise in _LINE.findall(text)
        if kind == orchestrator
    }


def _quoted(text: str) -> str:
    """JSON on one line that no reader of the file can take for more than a comment."""
    return json.dumps(text)
