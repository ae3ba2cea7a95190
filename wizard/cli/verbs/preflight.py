"""Look in Azure, with the sign-in of the Azure CLI, whether the answers fit what is there.

VNets and subnets, resource groups, the seeding key vault and the names of its secrets, resource
providers, regions, models and quota, policies, role assignments, people and groups, and names
that are taken. Nothing is changed, neither in Azure nor here: only reading requests can be made.
What you may not see, or what does not answer, is listed as unknown.

Calling this verb is the permission to go to Azure; no other verb does. Exit code 0 when nothing
is an error, 1 when something is, 2 when no subscription to look in is answered yet, 4 when nobody
is signed in ('az login').
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from wizard.cli.call import DONE, FINDINGS, Call
from wizard.cli.parsing import environment, one_of
from wizard.cli.verbs.check import FORMATS


def options(parser: ArgumentParser) -> None:
    """Add the options of this verb."""
    add = parser.add_argument
    add("--project", action="append", default=[], metavar="NNN", help="only this project")
    add("--environment", action="append", default=[], metavar="ENV",
        type=environment, help="only dev, stage or prod")  # fmt: skip
    add("--answers", type=Path, metavar="FILE", help="an answers file, a workspace, a .env or a "
        "variables.yaml, instead of the repository in which you stand")  # fmt: skip
    add("--format", type=one_of(*FORMATS, ado="azure-devops"), metavar="FORMAT",
        help=f"{', '.join(FORMATS)}; the last two are annotations of a pipeline's log")  # fmt: skip


def run(call: Call) -> int:
    """Look and print."""
    from wizard.cli.draft_here import apply_assignments, known_project, open_draft, require_answers
    from wizard.cli.preflight_lines import look, print_report

    args = call.args
    wanted = call.format
    opened = open_draft(call, args.answers)
    apply_assignments(call, opened.session)
    require_answers(opened)
    projects = [known_project(opened.session, text) for text in args.project]
    report = look(call, opened.session, projects, args.environment)
    print_report(call.console, wanted, opened.session, report)
    return FINDINGS if any(one.severity == "error" for one in report.findings) else DONE
