"""Switch services off, save the workspace, and tell what follows."""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import Call
from wizard.cli.changing import change_answers, context_options


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("services", nargs="+", metavar="SERVICE", help="such as cosmos_db")
    context_options(parser)


def run(call: Call) -> int:
    """Switch the services off."""
    from wizard.cli.switching import switched

    return change_answers(
        call,
        lambda session, context: switched(session, context, call.args.services, on=False),
    )
