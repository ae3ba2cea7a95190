"""Whether everything is there: terminal, versions, repository, sign-ins and tools, on one screen.

Looks at this machine only: no network, nothing written, no sign-in touched. Exit code 4 when
something is lacking that the wizard needs; what is only good to have is a note.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.cli.call import DONE, LACKING, Call

if TYPE_CHECKING:
    from wizard.cli.console import Style
    from wizard.session.health import Health, State

_MARKS: dict[State, tuple[str, Style | None]] = {
    "ok": ("ok   ", "new"), "note": ("note ", "warning"), "lacking": ("LACKS", "error"),
}  # fmt: skip


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER",
                        help="the repository to look at (otherwise: where you stand)")  # fmt: skip


def run(call: Call) -> int:
    """Look and tell."""
    from wizard.cli.failures import refused
    from wizard.store.layout import find_repository

    start: Path = call.args.folder or Path.cwd()
    if not start.is_dir():
        raise refused(f"{start}: is no folder", "name a folder that exists")
    layout = find_repository(start)
    found = _everything(layout)
    lacks = [one for one in found if one.state == "lacking"]
    if call.console.as_json:
        call.console.document(
            {"root": str(layout.root), "lacking": [one.name for one in lacks],
             "checks": [one._asdict() for one in found]}
        )  # fmt: skip
    else:
        _print(call, found, lacks)
    return LACKING if lacks else DONE


def _everything(layout: object) -> list[Health]:
    from wizard.catalog.load import load_catalog
    from wizard.cli.doctor_terminal import sign_ins_health, terminal_health, versions_health
    from wizard.session.health import repository_health
    from wizard.session.health_tools import tools_health
    from wizard.store.layout import Layout

    assert isinstance(layout, Layout)
    return [
        *versions_health(),
        *terminal_health(os.environ),
        *repository_health(layout),
        *sign_ins_health(load_catalog(), os.environ),
        *tools_health(),
    ]


def _print(call: Call, found: list[Health], lacks: list[Health]) -> None:
    import sys

    from wizard.cli.parsing import columns

    # Lines are cut for one screen; in a file nothing is gained by that.
    console, width = call.console, min(columns(), 120) if sys.stdout.isatty() else 1000
    for area, group in groupby(found, key=lambda one: one.area):
        shown = [one for one in group if one.state != "ok" or not console.quiet]
        if shown:
            console.line((area, "strong"))
        for one in shown:
            mark, style = _MARKS[one.state]
            text = _words(one)
            if one.state != "lacking" and len(text) > width - 19:
                text = text[: width - 20] + "…"
            console.line("  ", (mark, style) if style else mark, f" {one.name:<10} {text}")
    if lacks:
        console.line((f"Lacking: {', '.join(one.name for one in lacks)}", "error"))
    else:
        console.hint("Nothing is lacking.")


def _words(one: Health) -> str:
    says_all = one.state == "ok" or (one.area == "Tools" and one.state == "note")
    parts = [one.value] if says_all else [one.value, one.remedy]
    told = ": ".join(part for part in parts if part)
    return f"{told} · {one.use}" if one.use else told
