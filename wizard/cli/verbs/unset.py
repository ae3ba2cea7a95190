"""Forget answers, so that the defaults hold again; save the workspace, and tell what follows."""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import Call
from wizard.cli.changing import change_answers, context_options


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("keys", nargs="+", metavar="KEY", help="which answers to forget")
    context_options(parser)


def run(call: Call) -> int:
    """Unset the answers."""
    from wizard.cli.draft_here import checked_keys

    return change_answers(
        call,
        lambda session, context: [
            (full, None) for full in checked_keys(session, call.args.keys, context)
        ],
    )
