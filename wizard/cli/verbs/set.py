"""Answer questions, save the workspace, and tell what follows.

KEY is a key ("services.cosmos_db"), a full key ("projects.003.services.cosmos_db"), or the name
of a variable of either orchestrator. What is saved may still have findings: they are shown, and
the exit code is 0; 'check' and 'generate' are the judges.
"""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import Call
from wizard.cli.changing import change_answers, context_options


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("pairs", nargs="+", metavar="KEY=VALUE", help="what to answer")
    context_options(parser)


def run(call: Call) -> int:
    """Set the answers."""
    from wizard.cli.draft_here import checked_pairs

    return change_answers(
        call, lambda session, context: checked_pairs(session, call.args.pairs, context)
    )
