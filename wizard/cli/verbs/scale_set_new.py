"""Add a scale set, perhaps as a copy of another; save the workspace.

A copy lists what was carried over, what was rewritten for the new number, and what a person has
to look at because two scale sets can hardly share it.
"""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import Call


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("number", metavar="NNN", help="the number of the new scale set")
    parser.add_argument("--from", dest="source", metavar="MMM", help="the scale set to copy")
    parser.add_argument("--dry-run", action="store_true", help="tell what follows, save nothing")


def run(call: Call) -> int:
    """Add the scale set."""
    from wizard.cli.adding import add_owner
    from wizard.session.scale_sets import new_scale_set

    args = call.args
    return add_owner(
        call, "scale set", lambda session: new_scale_set(session, args.number, source=args.source)
    )
