"""The projects: scale set, environments, services, and how many findings each has."""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import DONE, Call


def options(parser: ArgumentParser) -> None:
    """This verb has no options of its own."""


def run(call: Call) -> int:
    """Print one line for each project."""
    from wizard.cli.draft_here import apply_assignments, open_draft
    from wizard.cli.owners import project_row

    opened = open_draft(call)
    apply_assignments(call, opened.session)
    rows = [project_row(opened.session, number) for number in opened.session.answers.projects]
    if call.console.as_json:
        call.console.document(rows)
        return DONE
    for row in rows:
        mark = "active" if row["active"] else ""
        title = f" {row['title']}" if row["title"] else ""
        services = ", ".join(row["services"]) or "no services"
        call.console.line(
            (row["project"], "strong"), f"{title}  scale set {row['scale_set']}  {services}  "
            f"{row['counts']['error']} errors, {row['counts']['warning']} warnings  {mark}".rstrip()
        )  # fmt: skip
    return DONE
