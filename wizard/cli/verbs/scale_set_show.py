"""The answers of one scale set and its environments, with the file and line of each.

Behind the ids of subscriptions stand their names, where somebody is signed in with the Azure CLI.
"""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import DONE, Call


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("number", metavar="NNN", help="the number of the scale set")


def run(call: Call) -> int:
    """Print the answers."""
    from wizard.azure.sign_in import sign_in_directory
    from wizard.cli.draft_here import apply_assignments, known_scale_set, open_draft
    from wizard.cli.owners import answer_rows, print_answers, scale_set_row

    opened = open_draft(call)
    session = opened.session
    number = known_scale_set(session, call.args.number)
    apply_assignments(call, session, session.current.at(scale_set=number))
    row = scale_set_row(session, number)
    answers = answer_rows(session, f"scale_sets.{number}")
    if call.console.as_json:
        call.console.document({**row, "answers": answers})
        return DONE
    call.console.line((f"scale set {number}", "strong"), f"  {row['region']}")
    call.console.line(f"environments: {', '.join(row['environments']) or 'none'}")
    call.console.line(f"projects: {', '.join(row['projects']) or 'none'}")
    print_answers(call.console, answers, sign_in_directory(session.catalog))
    return DONE
