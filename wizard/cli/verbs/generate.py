"""Write the files that the pipelines read, for every project or for those named.

Nothing is written while there is a finding of severity error (exit 1), unless --allow-errors;
settings that delete something need --allow-destructive as well. --dry-run, --check and --diff
never write: --dry-run lists (exit 0), --check and --diff exit 3 when something would change.
The same answers give identical bytes. --bicep needs ten random characters per project and
environment; they are drawn once and kept with the answers, and so are the ranges of the subnets.
With the answer outputs.bicep these files are written without the option. What --set says is saved
with the workspace; with --answers or --out it holds for this run only. The same goes for a
--ticket: its --mapping says which field answers which question, a project that is there already is
not changed unless the mapping says so, and without --project the ticket's project alone is written.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from wizard.cli.call import DONE, FINDINGS, PENDING, Call
from wizard.cli.parsing import environment, one_of


def options(parser: ArgumentParser) -> None:
    """Add the options of this verb."""
    add = parser.add_argument
    add("--answers", type=Path, metavar="FILE",
        help="an answers file, a workspace, a .env or a variables.yaml")  # fmt: skip
    add("--ticket", type=Path, metavar="FILE",
        help="take a project's answers from another system's document (JSON or YAML)")  # fmt: skip
    add("--mapping", type=Path, metavar="FILE",
        help="which field of the ticket answers which question")  # fmt: skip
    add("--out", type=Path, metavar="DIR", help="lay the same tree under this folder")
    add("--project", action="append", default=[], metavar="NNN", help="only this project")
    add("--environment", action="append", default=[], metavar="ENV",
        type=environment,
        help="only the sets and Bicep files of this environment (dev, stage, prod)")  # fmt: skip
    add("--orchestrator", type=one_of("github", "azure-devops", "both"), metavar="NAME",
        help="github, azure-devops or both, whatever the answers say")  # fmt: skip
    add("--bicep", action="store_true",
        help="parameter files and a run sheet for each Bicep step as well")  # fmt: skip
    add("--complete", action="store_true",
        help="add names that only pipelines read (FIL123) to an unchanged file too")  # fmt: skip
    add("--dry-run", action="store_true", help="list the files, write nothing")
    add("--check", action="store_true", help="write nothing; exit 3 when something would change")
    add("--diff", action="store_true", help="like --check, and print the differences")
    add("--allow-errors", action="store_true", help="write although there are errors")
    add("--allow-destructive", action="store_true", help="write settings that delete something")


def run(call: Call) -> int:
    """Generate, or tell what would be generated."""
    from wizard.cli.draft_here import carry_out
    from wizard.cli.generating import Generation, prepare
    from wizard.cli.generating_report import report

    made: Generation = prepare(call)
    looks_only = call.args.dry_run or call.args.check or call.args.diff
    if made.plan is not None and not made.blocks and not looks_only:
        carry_out(made.plan)
        made.written = True
    report(call, made)
    if made.blocks:
        return FINDINGS
    pending = made.plan is not None and not made.plan.is_empty and not made.written
    return PENDING if pending and (call.args.check or call.args.diff) else DONE
