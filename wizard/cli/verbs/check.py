"""Findings for a workspace, an answers file, a .env or a variables.yaml.

Without PATH: the repository's workspace and the variable files that its pipelines read. Exit
code 0 when nothing is an error, 1 when something is, 2 when a file cannot be read. Nothing is
written; what --set says holds for this run only.

Where somebody is signed in with the Azure CLI, its files tell the names of subscriptions and
tenants, and warn of a subscription of another tenant. That takes no network and is never an error;
--no-sign-in leaves it out.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from wizard.cli.call import DONE, FINDINGS, USAGE, Call
from wizard.cli.parsing import one_of

FORMATS = ("text", "json", "sarif", "github", "azure-devops")


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="what to check")
    parser.add_argument(
        "--format", type=one_of(*FORMATS, ado="azure-devops"), metavar="FORMAT",
        help=f"{', '.join(FORMATS)}; the last two are annotations of a pipeline's log",
    )  # fmt: skip
    parser.add_argument("--no-sign-in", action="store_true",
                        help="as if nobody were signed in with the Azure CLI")  # fmt: skip


def run(call: Call) -> int:
    """Check and print."""
    from wizard.cli.checks import check_all, print_checks

    wanted = call.format
    done = check_all(call, call.args.paths)
    print_checks(call.console, wanted, done)
    if done.troubles or not all(checked.is_readable for checked in done.checked):
        return USAGE
    return FINDINGS if any(finding.severity == "error" for finding in done.findings) else DONE
