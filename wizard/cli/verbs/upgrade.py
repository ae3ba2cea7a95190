"""Bring a repository, or one file, to a later release of the AI Factory.

PATH is a folder in the repository, an answers file, a .env or a variables.yaml; without one the
repository in which we stand. The release it is for comes from the workspace, the names in the
files or the submodule; --release says it outright. Values move to their new names, what
you answered stays, a changed default is shown with the old and the new value, and what is gone is
listed and kept aside. Questions that are new and have no default are asked where somebody can
answer; everything else that is new takes its declared default, and the report says so.

--list only tells, --dry-run also lists the files; neither writes. A copy of every changed file is
kept. Exit code 1 when a new question that needs an answer has none.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.call import DONE, FINDINGS, Call

if TYPE_CHECKING:
    from wizard.session.upgrading import Upgrade


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    add = parser.add_argument
    add("path", nargs="?", type=Path, metavar="PATH", help="what to upgrade")
    add("--to", metavar="RELEASE", help="the release to go to; without it the latest one")
    add("--list", action="store_true", help="tell what is new, changed and gone; write nothing")
    add("--dry-run", action="store_true", help="like --list, and list the files")


def run(call: Call) -> int:
    """Upgrade, or tell what an upgrade would do."""
    from wizard.cli.draft_here import apply_assignments, carry_out
    from wizard.cli.failures import refused
    from wizard.cli.upgrade_lines import print_upgrade
    from wizard.upgrade.way import UpgradeRefused

    try:
        upgrade = _upgrade(call)
    except UpgradeRefused as error:
        raise refused(str(error), "name a later release with --to") from error
    apply_assignments(call, upgrade.session)
    looks_only = call.args.list or call.args.dry_run
    if not looks_only:
        _ask(call, upgrade)
    plan = None if call.args.list or upgrade.is_empty else upgrade.plan()
    if plan is not None and not looks_only:
        carry_out(plan)
    print_upgrade(call.console, upgrade, plan, written=plan is not None and not looks_only)
    return FINDINGS if upgrade.unanswered else DONE


def _upgrade(call: Call) -> Upgrade:
    from wizard.catalog.load import releases
    from wizard.session.upgrading import upgrade_file, upgrade_repository

    path = call.args.path or Path.cwd()
    to = call.args.to or releases()[-1]
    if path.is_file():
        return upgrade_file(path, to, old=call.args.release)
    return upgrade_repository(path, to, old=call.args.release)


def _ask(call: Call, upgrade: Upgrade) -> None:
    """Ask what is new where somebody sits at a terminal; else the declared defaults hold."""
    import os
    import sys

    from wizard.cli.terminal import terminal_problem

    keys = upgrade.to_ask
    problem = terminal_problem(
        os.environ, sys.stdin, sys.stdout, no_input=call.args.no_input, draws=False
    )
    if call.console.as_json or problem is not None or not keys:
        return
    from wizard.prompts.new_in_release import ask_new
    from wizard.prompts.run import asker_for

    try:
        ask_new(upgrade.opened, keys, asker_for(os.environ, colour=call.console.colour))
    except EOFError:
        raise KeyboardInterrupt from None
