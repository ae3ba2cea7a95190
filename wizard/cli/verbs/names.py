"""Every name that Azure will see, with its length, its limit, and when it is known.

Exit code 1 when Azure would refuse one of them.
"""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import DONE, FINDINGS, Call
from wizard.cli.parsing import environment


def options(parser: ArgumentParser) -> None:
    """Add the options of this verb."""
    add = parser.add_argument
    add("--project", action="append", default=[], metavar="NNN", help="only this project's names")
    add("--environment", action="append", default=[], metavar="ENV",
        type=environment, help="only dev, stage or prod")  # fmt: skip


def run(call: Call) -> int:
    """Print the names."""
    from wizard.cli.draft_here import apply_assignments, known_project, open_draft
    from wizard.naming.names import all_names

    args = call.args
    session = open_draft(call).session
    apply_assignments(call, session)
    projects = {known_project(session, text) for text in args.project}
    found = [
        name for name in all_names(session.view())
        if (not projects or name.project in projects)
        and (not args.environment or name.environment in args.environment)
    ]  # fmt: skip
    if call.console.as_json:
        call.console.document([name.as_json() for name in found])
    else:
        place = None
        for name in found:
            if (name.environment, name.project) != place:
                place = (name.environment, name.project)
                where = f"{name.environment}, project {name.project}" if name.project else place[0]
                call.console.line((where, "strong"))
            told = "" if name.known == "now" else f"  (known at run time: {name.why})"
            length = f"{name.length}/{name.limit}"
            call.console.line(f"  {name.name:<48}  {length:>7}  {name.title}{told}")
            if name.problem:
                call.console.line("    ", ("error", "error"), f": {name.problem}")
    return FINDINGS if any(not name.ok for name in found) else DONE
