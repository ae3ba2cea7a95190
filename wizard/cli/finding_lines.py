"""Findings as lines of text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wizard.cli.console import Console
from wizard.model.answers import owner_of
from wizard.model.values import plain_value
from wizard.rules.finding import Finding
from wizard.session.directory import UNKNOWN, Directory

_IN_WORDS = {"projects": "project", "scale_sets": "scale set"}
_NAMED = 20
"""Owners that are named one by one."""


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
        "fixes": [{"key": fix.key, "value": plain_value(fix.value)} for fix in finding.fixes],
    }


def print_findings(
    console: Console, findings: Iterable[Finding], directory: Directory = UNKNOWN
) -> None:
    """Findings as text: where and what, why, what helps; ids with the names that are known.

    A warning or note that says the same of several projects, or scale sets, is told once.
    """
    for finding, others in _told_once(findings):
        keys = ", ".join(finding.keys[:3]) + (", ..." if len(finding.keys) > 3 else "")
        told = " ".join(part for part in (finding.place, keys) if part)
        console.line((finding.severity, finding.severity), f" {finding.code} {told}".rstrip())
        console.line(f"  {directory.named(finding.message)}")
        if finding.remedy:
            console.line(f"  {finding.remedy}")
        if others:
            console.line(f"  The same in {_listed(others)}.")


def _told_once(findings: Iterable[Finding]) -> list[tuple[Finding, list[str]]]:
    """Findings, each with the other owners of which the same is said; errors stay alone."""
    found: dict[object, tuple[Finding, list[str]]] = {}
    for number, finding in enumerate(findings):
        owner = owner_of(finding.keys[0]) if finding.keys else ""
        alone = finding.severity == "error" or not owner
        same: object = number if alone else _without(owner, finding)
        if same in found:
            found[same][1].append(owner)
        else:
            found[same] = (finding, [])
    return list(found.values())


def _without(owner: str, finding: Finding) -> tuple[str, ...]:
    """What a finding says, without the number of its owner."""
    kind, _, name = owner.partition(".")
    words = f"{_IN_WORDS[kind]} {name}"
    texts = (finding.message, finding.remedy, *finding.keys)
    spelled = (words, words.capitalize(), f"{owner}.")
    return (finding.severity, finding.code, kind, *(_blanked(text, spelled) for text in texts))


def _blanked(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "*")
    return text


def _listed(owners: list[str]) -> str:
    kind = owners[0].partition(".")[0]
    names = [owner.partition(".")[2] for owner in owners]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    plural = "" if len(names) == 1 else "s"
    return f"{_IN_WORDS[kind]}{plural} {', '.join(names[:_NAMED])}{more}"
