"""Findings as the lines that a pipeline's log turns into annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wizard.cli.console import printable
from wizard.rules.finding import Finding

_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def github_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Workflow commands of GitHub Actions: ``::error file=…,line=…,title=…::message``."""
    for finding in findings:
        properties = {"file": finding.file, "line": finding.line, "title": finding.code}
        told = ",".join(
            f"{name}={_github_property(str(value))}"
            for name, value in properties.items()
            if value is not None
        )
        yield f"::{_GITHUB[finding.severity]} {told}::{_github_data(_message(finding))}"


def azure_devops_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Logging commands of Azure DevOps; it knows no notes, which stay plain lines."""
    for finding in findings:
        if finding.severity == "note":
            yield printable(f"note {finding.code}: {_message(finding)}").replace("##vso", "## vso")
            continue
        properties = {
            "type": finding.severity,
            "sourcepath": finding.file,
            "linenumber": finding.line,
            "code": finding.code,
        }
        told = "".join(
            f"{name}={_azure_property(str(value))};"
            for name, value in properties.items()
            if value is not None
        )
        yield f"##vso[task.logissue {told}]{_azure_data(_message(finding))}"


def _message(finding: Finding) -> str:
    keys = f" ({finding.keys[0]})" if finding.keys else ""
    return f"{finding.message} {finding.remedy}{keys}"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def _azure_data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _azure_property(text: str) -> str:
    return _azure_data(text).replace("]", "%5D").replace(";", "%3B")
