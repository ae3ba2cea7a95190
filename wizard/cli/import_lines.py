"""What ``import`` prints: per file what was read, changed, kept and not understood."""

from __future__ import annotations

from wizard.cli.console import Console
from wizard.cli.finding_lines import finding_json, print_findings
from wizard.rules.wording import counted, counts_in_words
from wizard.session.about import NOTHING
from wizard.session.draft import Session
from wizard.session.import_report import FileReport

_WIDEST = 60
_TITLES = {
    "github": "variables for GitHub",
    "azure-devops": "variables for Azure DevOps",
    "variables.json": "variables.json",
    "wizard-state": "a project saved by the vendor's wizard",
    "scale-set-state": "a scale set saved by the vendor's wizard",
    "parameters": "deployment parameters",
    "answers": "answers",
    "unreadable": "cannot be read",
}


def print_import(
    console: Console, reports: list[FileReport], session: Session, saved: list[str]
) -> None:
    """Print the reports of one run."""
    findings = session.findings()
    if console.as_json:
        files = [
            {**report.as_data(), "findings": [finding_json(f) for f in report.findings]}
            for report in reports
        ]
        told = [finding_json(finding) for finding in findings]
        console.document({"saved": saved, "files": files, "findings": told})
        return
    for report in reports:
        _print_file(console, report)
    for path in saved:
        console.hint("saved: ", path)
    console.hint(
        f"the answers now: {counts_in_words(findings)}; 'aifactory-wizard check' lists them"
    )


def _print_file(console: Console, report: FileReport) -> None:
    owner = f", project {report.project}" if report.project else ""
    console.line((report.path, "strong"), f": {_TITLES[report.kind]}{owner}")
    console.hint(
        f"  {counted(report.read, 'name')} read: {counted(len(report.mapped), 'answer')}, "
        f"{len(report.silent)} without "
        f"a value, {len(report.kept)} unknown, {len(report.unfilled)} still to be filled in"
    )
    for note in report.notes:
        console.hint(f"  {note}")
    for change in report.normalised:
        shown = f"{short_value(change.before)} -> {short_value(change.after)}"
        console.hint(f"  {_at(report, change.line)}{change.name}: {shown} ({change.why})")
    for unknown in report.kept:
        told = f"{unknown.name}: {unknown.why}; it {_put(unknown.where)}"
        console.line(f"  {_at(report, unknown.line)}", ("unknown", "note"), f" {told}")
    for conflict in report.conflicts:
        standing = f"{short_value(conflict.standing)} ({conflict.standing_where})"
        imported = short_value(conflict.imported)
        told = f"{standing} stays, not {imported}" if conflict.kept else f"{standing} -> {imported}"
        console.line(
            f"  {_at(report, conflict.line)}", ("differs", "warning"), f" {conflict.key}: {told}"
        )
    for missed in report.not_understood:
        console.line(
            f"  {_at(report, missed.line)}", ("not understood", "error"), f": {missed.text}"
        )
    print_findings(console, report.findings)


def short_value(text: str) -> str:
    """A value on a line with others: cut, and "(nothing)" for none."""
    return (text if len(text) <= _WIDEST else f"{text[:_WIDEST]}...") or NOTHING


def _put(where: str) -> str:
    return where if where.startswith("stays") else f"is {where}"


def _at(report: FileReport, line: int | None) -> str:
    return f"{report.path}:{line}: " if line else ""
