"""Bring a project's variables and secrets to GitHub: only what differs from what is there.

The same sets as generated/NNN/github/apply.sh brings, for the active project or the one named.
Nothing is pushed while there is a finding of severity error (exit 1), unless --allow-errors.
What must not exist any more is deleted with --delete, settings that delete something deployed
need --allow-destructive. Signs in with GH_TOKEN or GITHUB_TOKEN (GH_ENTERPRISE_TOKEN for an
Enterprise Server, named by GH_HOST), else as 'gh' is signed in. AZURE_CREDENTIALS is taken from
AZURE_CREDENTIALS_DEV, _STAGE, _PROD or AZURE_CREDENTIALS where it is missing, with
--secret AZURE_CREDENTIALS also where it is there; it is asked for when none of them is set.
A push that ended early goes on where it ended when the same is run again.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING

from wizard.cli.call import DONE, FINDINGS, Call
from wizard.cli.parsing import environment

if TYPE_CHECKING:
    from wizard.cli.push_github_report import Told
    from wizard.cli.pushing import Pushing
    from wizard.github.given_secrets import Ask
    from wizard.github.push import Plan
    from wizard.github.repository import Repository
    from wizard.github.wanted import Wanted


def options(parser: ArgumentParser) -> None:
    """Add the options of this verb."""
    from wizard.cli.pushing import common_options

    add = parser.add_argument
    add("--repository", metavar="[HOST/]OWNER/NAME",
        help="the repository (otherwise: the answers' factory repository, or git's origin)"
        )  # fmt: skip
    add("--project", metavar="NNN", help="this project instead of the active one")
    add("--environment", action="append", default=[], metavar="ENV", type=environment,
        help="only this environment beside the repository (dev, stage, prod)")  # fmt: skip
    add("--delete", action="store_true",
        help="delete what must not exist any more, such as left-overs that win over a choice"
        )  # fmt: skip
    add("--secret", action="append", default=[], metavar="NAME",
        help="set this secret that only you have, although it is there")  # fmt: skip
    common_options(parser)


def run(call: Call) -> int:
    """Push, or tell what would be pushed."""
    from wizard.cli.draft_here import used_environments
    from wizard.cli.pushing import in_cli_words, prepare
    from wizard.github.limits import Limits
    from wizard.github.repository import find_repository_on_github
    from wizard.github.wanted import wanted_on_github
    from wizard.web.failures import WebFailure

    made = prepare(call, "github")
    view = made.view
    wanted = wanted_on_github(view, used_environments(view.environments, call.args.environment))
    made.blocks += Limits(view.catalog).refusals(wanted)
    _check_secrets(call, wanted)
    try:
        repository = find_repository_on_github(
            call.args.repository, view.text("github.repository"), made.opened.layout.root,
            os.environ,
        )  # fmt: skip
        return _push(call, made, wanted, repository)
    except WebFailure as failure:
        raise in_cli_words(failure) from failure


def _push(call: Call, made: Pushing, wanted: Wanted, repository: Repository) -> int:
    from wizard.cli.push_github_report import Told, print_plan
    from wizard.cli.push_lines import ProgressLine
    from wizard.github.push import Push
    from wizard.github.sign_in import sign_in

    args, console = call.args, call.console
    told = Told(made, repository, wanted.environments, {})
    if made.blocks and not args.dry_run:
        if not console.as_json:
            print_plan(console, told)
        return _end(call, told)
    line = ProgressLine(console)
    push = Push(made.view.catalog, repository, sign_in(repository.host, os.environ),
                tell=line.tell)  # fmt: skip
    plan = push.plan(wanted, asked_for=tuple(args.secret), environ=os.environ, ask=_ask(call))
    line.end()
    made.blocks += plan.refusals + _undeleted(call, plan)
    told = told._replace(plan=plan, calls=push.transport.calls)
    if not console.as_json:
        print_plan(console, told)
    if plan.difference.steps and not made.blocks and not args.dry_run:
        told = told._replace(outcome=push.carry_out(plan, wanted, line.steps))
        line.end()
    return _end(call, told)


def _undeleted(call: Call, plan: Plan) -> list[str]:
    """Why what must go may not go yet; a dry run only looks."""
    from wizard.rules.wording import counted

    deletions = plan.difference.deletions
    if not deletions or call.args.delete or call.args.allow_destructive or call.args.dry_run:
        return []
    what = counted(len(deletions), "value")
    return [f"{what} on GitHub must be deleted for the answers to hold: use --delete"]


def _end(call: Call, told: Told) -> int:
    """Tell the end and say with which code."""
    from wizard.cli.push_github_report import document, print_blocks, print_outcome
    from wizard.cli.pushing import in_cli_words

    console = call.console
    if console.as_json:
        console.document(document(told))
    elif told.made.blocks:
        print_blocks(console, told.made)
    else:
        print_outcome(console, told)
    if told.outcome is not None and told.outcome.interrupted:
        raise KeyboardInterrupt
    if told.outcome is not None and told.outcome.failure is not None:
        raise in_cli_words(told.outcome.failure)
    return FINDINGS if told.made.blocks else DONE


def _ask(call: Call) -> Ask | None:
    """How to ask for a secret; None where nobody can be asked."""
    from wizard.cli.terminal import terminal_problem

    if terminal_problem(os.environ, sys.stdin, sys.stderr, no_input=call.args.no_input,
                        draws=False):  # fmt: skip
        return None
    from getpass import getpass

    return lambda text: getpass(text, stream=sys.stderr)


def _check_secrets(call: Call, wanted: Wanted) -> None:
    from wizard.cli.failures import refused

    for name in call.args.secret:
        if name not in wanted.by_hand:
            raise refused(f"{name} is no secret that only you have",
                          f"there is {', '.join(wanted.by_hand)}; all others come from the answers"
                          )  # fmt: skip
