"""Bring a repository, or one file, to a later release of the AI Factory.

PATH is a folder in the repository, an answers file, a .env or a variables.yaml; without one the
repository in which we stand. The release it is for comes from the workspace, the names in the
files or the submodule; --release says it outright. Values move to their new names, what
you answered stays, a changed default is shown with the old and the new value, and what is gone is
listed and kept aside. Comments and order become those of the new template where it is at hand, in
the submodule or the checkout that --templates names; comments of your own stay. Questions that are
new and have no default are asked where somebody can answer; everything else that is new takes its
declared default, and the report says so. What the new release finds fault with in a value that was
kept is listed as a decision of yours.

--list only tells, --dry-run also lists the files; neither writes. A copy of every changed file is
kept, and --undo takes the last upgrade back. Exit code 1 when a new question that needs an answer
has none.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.call import DONE, FINDINGS, Call

if TYPE_CHECKING:
    from wizard.session.upgrading import Upgrade
    from wizard.store.plan import WritePlan
    from wizard.store.write import Written


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    add = parser.add_argument
    add("path", nargs="?", type=Path, metavar="PATH", help="what to upgrade")
    add("--to", metavar="RELEASE", help="the release to go to; without it the latest one")
    add("--list", action="store_true", help="tell what is new, changed and gone; write nothing")
    add("--dry-run", action="store_true", help="like --list, and list the files")
    add(
        "--templates",
        type=Path,
        metavar="FOLDER",
        help="a checkout of the vendor's repository in the new release",
    )
    add("--undo", action="store_true", help="take the last upgrade back")


def run(call: Call) -> int:
    """Upgrade, tell what an upgrade would do, or take one back."""
    from wizard.cli.draft_here import apply_assignments
    from wizard.cli.failures import refused
    from wizard.cli.upgrade_lines import print_upgrade
    from wizard.upgrade.way import UpgradeRefused

    if call.args.undo:
        return _undo(call)
    try:
        upgrade = _upgrade(call)
    except UpgradeRefused as error:
        raise refused(str(error), "name a later release with --to") from error
    apply_assignments(call, upgrade.session)
    looks_only = call.args.list or call.args.dry_run
    if not looks_only:
        _ask(call, upgrade)
    plan = None if call.args.list or upgrade.is_empty else upgrade.plan()
    written = _written(upgrade, plan) if plan is not None and not looks_only else None
    print_upgrade(call.console, upgrade, plan, written)
    return FINDINGS if upgrade.unanswered else DONE


def _upgrade(call: Call) -> Upgrade:
    from wizard.catalog.load import releases
    from wizard.cli.failures import refused
    from wizard.session.upgrading import upgrade_file, upgrade_repository

    args = call.args
    path = args.path or Path.cwd()
    to = args.to or releases()[-1]
    if args.templates is not None and not args.templates.is_dir():
        raise refused(f"{args.templates}: no such folder", "name a checkout with --templates")
    if path.is_file():
        return upgrade_file(path, to, old=args.release, templates=args.templates)
    return upgrade_repository(path, to, old=args.release, templates=args.templates)


def _written(upgrade: Upgrade, plan: WritePlan) -> Written:
    from wizard.cli.failures import NotWritten
    from wizard.store.errors import StoreError

    try:
        return upgrade.write(plan)
    except StoreError as error:
        raise NotWritten from error


def _undo(call: Call) -> int:
    from wizard.cli.draft_here import carry_out
    from wizard.store.layout import find_repository
    from wizard.store.undo import forget, plan_undo

    path = call.args.path or Path.cwd()
    root = path.absolute().parent if path.is_file() else find_repository(path).root
    plan, what = plan_undo(root)
    carry_out(plan)
    forget(root)
    files = [{"path": file.path, "status": file.status} for file in plan.changes]
    if call.console.as_json:
        call.console.document({"undone": what, "files": files})
        return DONE
    call.console.line((f"taken back: release {what}", "strong"))
    for file in files:
        call.console.hint("as before: ", file["path"])
    return DONE


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
