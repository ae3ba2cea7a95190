"""Findings as lines of text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wizard.cli.console import Console
from wizard.rules.finding import Finding
from wizard.session.directory import UNKNOWN, Directory


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding in the shape of ``check --json``."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "keys": list(finding.keys),
        "message": finding.message,
        "remedy": finding.remedy,
        "file": finding.file,
        "line": finding.line,
        "fixes": [{"key": fix.key, "value": _plain(fix.value)} for fix in finding.fixes],
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def print_findings(
    console: Console, findings: Iterable[Finding], directory: Directory = UNKNOWN
) -> None:
    """Findings as text: where and what, why, what helps; ids with the names that are known."""
    for finding in findings:
        where = finding.file or ""
        if where and finding.line:
            where += f":{finding.line}"
        keys = ", ".join(finding.keys[:3]) + (", ..." if len(finding.keys) > 3 else "")
        told = " ".join(part for part in (where, keys) if part)
        console.line((finding.severity, finding.severity), f" {finding.code} {told}".rstrip())
        console.line(f"  {directory.named(finding.message)}")
        if finding.remedy:
            console.line(f"  {finding.remedy}")
