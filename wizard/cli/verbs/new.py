"""The full-screen wizard, on the repository in which you stand or on the named folder.

With --plain it asks the same questions line by line, on any terminal. Without a terminal it does
not start: 'set' and 'generate' do the same without a screen.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from wizard.cli.call import LACKING, Call
from wizard.cli.failures import refused


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER",
                        help="the repository to work on (otherwise: where you stand)")  # fmt: skip
    parser.add_argument("--plain", action="store_true",
                        help="ask line by line; for a screen reader also set TERM=dumb, "
                        "which does without menus")  # fmt: skip
    parser.add_argument("--no-mouse", action="store_true",
                        help="leave the mouse to the terminal, to select text")  # fmt: skip


def run(call: Call) -> int:
    """Open the wizard, where there is a terminal."""
    import gc
    import os
    import sys

    from wizard.cli.terminal import terminal_problem

    if call.console.as_json:
        raise refused("the wizard prints no JSON", "use 'set', 'check' and 'generate' with --json")
    plain: bool = call.args.plain
    problem = terminal_problem(
        os.environ,
        sys.stdin,
        sys.stdout if plain else sys.stderr,
        no_input=call.args.no_input,
        draws=not plain,
    )
    if problem is not None:
        raise refused(
            f"the {'line-by-line' if plain else 'full-screen'} wizard cannot start: {problem}",
            "without a screen: 'aifactory-wizard set KEY=VALUE...' and 'aifactory-wizard "
            "generate', or 'aifactory-wizard generate --answers FILE'",
            code=LACKING,
        )
    start: Path = call.args.folder or Path.cwd()
    if not start.is_dir():
        raise refused(f"{start}: is no folder", "name a folder that exists")
    gc.enable()
    return _ask_line_by_line(call, start) if plain else _open_wizard(call, start)


def _ask_line_by_line(call: Call, start: Path) -> int:
    from wizard.cli.draft_here import checked_pairs
    from wizard.prompts.run import run_prompts
    from wizard.session.opening import open_repository

    opened = open_repository(start, release=call.args.release)
    answered = checked_pairs(opened.session, call.args.assignments)
    return run_prompts(opened, answered, colour=call.console.colour)


def _open_wizard(call: Call, start: Path) -> int:
    from wizard.tui.app import run_wizard

    mouse = not call.args.no_mouse
    if not call.args.assignments:
        return run_wizard(start, release=call.args.release, mouse=mouse)
    from wizard.cli.draft_here import apply_assignments

    return run_wizard(
        start,
        release=call.args.release,
        prepare=lambda session: apply_assignments(call, session),
        mouse=mouse,
    )
