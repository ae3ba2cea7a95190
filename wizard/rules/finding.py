"""Findings: what is wrong, why, and what helps."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from wizard.catalog.setting import Value

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Fix(NamedTuple):
    """An answer that removes a finding: a full key and the value to set (None: unset it)."""

    key: str
    value: Value | None


class Finding(NamedTuple):
    """One finding. ``keys`` are full keys, the one to jump to first.

    ``file`` and ``line`` say where the offending value stands, when it came from a file.
    """

    code: str
    severity: Severity
    keys: tuple[str, ...]
    message: str
    remedy: str
    fixes: tuple[Fix, ...] = ()
    file: str | None = None
    line: int | None = None

    @property
    def place(self) -> str:
        """The file with the line, as far as they are known: ``.env:12``, ``.env`` or ""."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file or ""


class Problem(NamedTuple):
    """What a rule yields: short keys of its own context (or full keys), message and remedy.

    ``severity`` overrides the rule's; ``set`` offers answers (short or full key -> value).
    """

    keys: tuple[str, ...]
    message: str
    remedy: str
    severity: Severity | None = None
    set: Mapping[str, Value | None] = MappingProxyType({})


def count_by_severity(findings: list[Finding]) -> dict[str, int]:
    """How many findings of each severity: {"error": 0, "warning": 0, "note": 0}."""
    counts: dict[str, int] = {severity: 0 for severity in SEVERITIES}
    for finding in findings:
        counts[finding.severity] += 1
    return counts
