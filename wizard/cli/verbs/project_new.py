"""Add a project, perhaps as a copy of another; save the workspace.

A copy lists what was carried over, what was rewritten for the new number, and what a person has
to look at because it may still be bound to the project that was copied.
"""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import Call


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("number", metavar="NNN", help="the number of the new project")
    parser.add_argument("--from", dest="source", metavar="MMM", help="the project to copy")
    parser.add_argument("--scale-set", metavar="NNN", help="the scale set that it goes to")
    parser.add_argument("--dry-run", action="store_true", help="tell what follows, save nothing")


def run(call: Call) -> int:
    """Add the project."""
    from wizard.cli.adding import add_owner
    from wizard.session.projects import new_project

    args = call.args
    return add_owner(
        call,
        "project",
        lambda session: new_project(
            session, args.number, source=args.source, scale_set=args.scale_set
        ),
    )
