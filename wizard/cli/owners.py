"""Projects and scale sets as rows: what they are, and what was answered for them."""

from __future__ import annotations

from typing import Any

from wizard.cli.console import Console
from wizard.model.in_use import active_project, services_of_project
from wizard.model.values import format_value, plain_value
from wizard.rules.finding import count_by_severity
from wizard.session.about import NOTHING
from wizard.session.directory import UNKNOWN, Directory
from wizard.session.draft import Session
from wizard.session.findings_about import findings_about


def project_row(session: Session, number: str) -> dict[str, Any]:
    """One project in the shape of ``project list --json``."""
    view = session.view(project=number)
    return {
        "project": number,
        "title": view.text("title"),
        "scale_set": view.context.scale_set,
        "environments": list(view.environments),
        "services": [service.id for service in services_of_project(view)],
        "active": number == active_project(session.view()),
        "counts": count_by_severity(findings_about(session, f"projects.{number}")),
    }


def scale_set_row(session: Session, number: str) -> dict[str, Any]:
    """One scale set in the shape of ``scale-set list --json``."""
    view = session.view(scale_set=number)
    return {
        "scale_set": number,
        "region": view.text("region.name"),
        "networking": view.text("networking.mode"),
        "environments": list(view.environments),
        "projects": list(view.projects),
        "counts": count_by_severity(findings_about(session, f"scale_sets.{number}")),
    }


def answer_rows(session: Session, owner: str) -> list[dict[str, Any]]:
    """The answers of one owner, in the order in which they were read."""
    return [
        {"key": full, "value": plain_value(given.value), "origin": given.origin,
         "file": given.path, "line": given.line}
        for full, given in session.answers.of(owner)
    ]  # fmt: skip


def print_answers(
    console: Console, rows: list[dict[str, Any]], directory: Directory = UNKNOWN
) -> None:
    """Answers as lines of text; ids with the names that are known."""
    for row in rows:
        value = tuple(row["value"]) if isinstance(row["value"], list) else row["value"]
        where = f"  ({row['file']}:{row['line']})" if row["file"] else ""
        shown = directory.named(format_value(value)) or NOTHING
        console.line(f"  {row['key']} = {shown}{where}")
    if not rows:
        console.hint("  nothing but defaults")
