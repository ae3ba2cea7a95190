"""Findings as SARIF 2.1.0, the format of code scanning."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from wizard import __version__
from wizard.rules.finding import Finding
from wizard.rules.registry import load_rules

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Iterable[Finding], place: str) -> dict[str, Any]:
    """A SARIF log with one run; ``place`` locates findings that belong to no file."""
    listed = list(findings)
    codes = sorted({finding.code for finding in listed})
    index = {code: number for number, code in enumerate(codes)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "aifactory-wizard",
                        "version": __version__,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "results": [_result(finding, index, place) for finding in listed],
                "columnKind": "unicodeCodePoints",
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    rule = load_rules()[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explain},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: Finding, index: dict[str, int], place: str) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.file or place)}}
    if finding.line:
        location["region"] = {"startLine": finding.line}
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": finding.severity,
        "message": {"text": f"{finding.message} {finding.remedy}".strip()},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"finding/v1": f"{finding.code}:{','.join(finding.keys)}"},
        "properties": {"keys": list(finding.keys)},
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    pure = PurePath(path)
    if not pure.is_absolute():
        return quote(pure.as_posix())
    here = Path.cwd()
    if pure.is_relative_to(here):
        return quote(pure.relative_to(here).as_posix())
    return pure.as_uri()
