"""The answers of one project, with the file and line that each stands in."""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import DONE, Call


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("number", metavar="NNN", help="the number of the project")


def run(call: Call) -> int:
    """Print the answers."""
    from wizard.cli.draft_here import apply_assignments, known_project, open_draft
    from wizard.cli.owners import answer_rows, print_answers, project_row

    opened = open_draft(call)
    number = known_project(opened.session, call.args.number)
    opened.session.select(number)
    apply_assignments(call, opened.session)
    row = project_row(opened.session, number)
    answers = answer_rows(opened.session, f"projects.{number}")
    if call.console.as_json:
        call.console.document({**row, "answers": answers})
        return DONE
    services = ", ".join(row["services"]) or "none"
    call.console.line((f"project {number}", "strong"), f"  {row['title']}".rstrip())
    call.console.line(
        f"scale set {row['scale_set']}, environments {', '.join(row['environments'])}"
    )
    call.console.line(f"services: {services}")
    print_answers(call.console, answers)
    return DONE
