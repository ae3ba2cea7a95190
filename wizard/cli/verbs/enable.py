"""Switch services on, save the workspace, and tell what follows."""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import Call
from wizard.cli.changing import change_answers, context_options


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("services", nargs="+", metavar="SERVICE", help="such as cosmos_db")
    parser.add_argument("--with-needs", action="store_true",
                        help="also set what the services need, as far as answers can")  # fmt: skip
    context_options(parser)


def run(call: Call) -> int:
    """Switch the services on."""
    from wizard.cli.switching import switched

    args = call.args
    return change_answers(
        call,
        lambda session, context: switched(
            session, context, args.services, on=True, with_needs=args.with_needs
        ),
    )
