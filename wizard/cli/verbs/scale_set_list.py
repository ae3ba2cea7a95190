"""The scale sets: region, environments in use, projects."""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import DONE, Call


def options(parser: ArgumentParser) -> None:
    """This verb has no options of its own."""


def run(call: Call) -> int:
    """Print one line for each scale set."""
    from wizard.cli.draft_here import apply_assignments, open_draft
    from wizard.cli.owners import scale_set_row

    opened = open_draft(call)
    apply_assignments(call, opened.session)
    rows = [scale_set_row(opened.session, number) for number in opened.session.answers.scale_sets]
    if call.console.as_json:
        call.console.document(rows)
        return DONE
    for row in rows:
        projects = ", ".join(row["projects"]) or "no projects"
        environments = ", ".join(row["environments"]) or "no environment"
        call.console.line((row["scale_set"], "strong"),
                          f"  {row['region']}  {environments}  {projects}")  # fmt: skip
    return DONE
