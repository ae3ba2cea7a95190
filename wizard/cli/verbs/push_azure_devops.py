"""Bring a project's variables to a variable group, or say which file to commit instead.

The AI Factory's pipelines read variables.yaml from the branch that they run on: without --group
there is nothing to push, and the file to commit is named. A group counts only where the team's
pipelines name it behind the template (- group: NAME); service connections and agent pools have to
stay in the file all the same. Other variables of the group stay, and secrets are never touched.
Signs in with AZURE_DEVOPS_EXT_PAT, else as the Azure CLI is signed in. Nothing is pushed while
there is a finding of severity error (exit 1), unless --allow-errors.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import TYPE_CHECKING

from wizard.cli.call import Call
from wizard.cli.parsing import UsageError

if TYPE_CHECKING:
    from wizard.cli.pushing import Pushing


def options(parser: ArgumentParser) -> None:
    """Add the options of this verb."""
    from wizard.cli.pushing import common_options

    add = parser.add_argument
    add("--organization", metavar="URL",
        help="the organization's address, such as https://dev.azure.com/contoso")  # fmt: skip
    add("--project-name", metavar="NAME", help="the project in Azure DevOps that has the group")
    add("--group", metavar="NAME", help="the variable group; it is made when there is none")
    add("--project", metavar="NNN", help="the AI Factory's project, instead of the active one")
    common_options(parser)


def run(call: Call) -> int:
    """Push to a group, or name the file."""
    from wizard.cli.pushing import in_cli_words, prepare
    from wizard.web.failures import WebFailure

    args = call.args
    if args.group is None:
        if args.organization or args.project_name:
            raise UsageError("no group is named", "add --group NAME")
        from wizard.cli.push_file_to_commit import name_the_file

        return name_the_file(call, prepare(call, "azure-devops"))
    organization = args.organization or os.environ.get("SYSTEM_COLLECTIONURI", "")
    project = args.project_name or os.environ.get("SYSTEM_TEAMPROJECT", "")
    for option, value in (("--organization URL", organization), ("--project-name NAME", project)):
        if not value:
            raise UsageError(f"{option} is missing", "a group belongs to a project of an "
                             "organization: name both")  # fmt: skip
    try:
        return _push(call, prepare(call, "azure-devops"), organization, project)
    except WebFailure as failure:
        raise in_cli_words(failure) from failure


def _push(call: Call, made: Pushing, organization: str, project: str) -> int:
    from wizard.azure_devops.push import Push
    from wizard.azure_devops.sign_in import authorization
    from wizard.azure_devops.wanted import Wanted, wanted_in_group
    from wizard.cli.push_azure_devops_report import Told, end, print_plan
    from wizard.cli.push_lines import ProgressLine
    from wizard.web.address import checked_address

    wanted: Wanted = wanted_in_group(made.view)
    made.blocks += wanted.refusals
    told = Told(made, f"{project}/{call.args.group}", {})
    if made.blocks and not call.args.dry_run:
        print_plan(call.console, told)
        return end(call.console, told)
    address = checked_address(organization)
    line = ProgressLine(call.console)
    push = Push(address, project, call.args.group, authorization(address, os.environ), line.tell)
    plan = push.plan(wanted.variables)
    told = told._replace(plan=plan, calls=push.transport.calls)
    print_plan(call.console, told)
    if plan.steps and not made.blocks and not call.args.dry_run:
        push.carry_out(plan, wanted.variables)
        told = told._replace(pushed=True)
    line.end()
    return end(call.console, told)
