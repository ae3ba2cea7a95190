"""Take answers from files: variable files, saved states, parameter files, answers.

FILE is a .env, a variables.yaml or variables.json of any release, the vendor's wizard's
project_state.json or scaleset_NNN.json, a deployment parameter file, or an answers file; without
one everything of the kind that the repository holds. Answers that stand already are kept, and
what differs is listed, unless --overwrite. Names that are not known are kept and written back.
'generate' afterwards changes no line that says what the answers say, and adds what is missing.
Exit code 1 when something was not understood; everything else is taken over all the same.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from wizard.cli.call import DONE, FINDINGS, Call


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="what to import")
    parser.add_argument(
        "--overwrite", action="store_true", help="let the files win over answers that stand already"
    )
    parser.add_argument("--dry-run", action="store_true", help="report only, save nothing")


def run(call: Call) -> int:
    """Import, save, and report."""
    from wizard.cli.draft_here import apply_assignments, carry_out, open_draft
    from wizard.cli.failures import refused
    from wizard.cli.import_lines import print_import
    from wizard.session.importing import Importer, importable
    from wizard.session.writing import plan_answers

    opened = open_draft(call)
    files: list[Path] = call.args.files
    importer = Importer(opened, overwrite=call.args.overwrite)
    for path in files or importable(opened.layout):
        importer.take(path, strict=bool(files))
    if not importer.reports:
        raise refused(
            f"{opened.layout.root}: nothing to import",
            "name a file, or stand in a factory's repository",
        )
    importer.finish()
    apply_assignments(call, opened.session)
    plan = plan_answers(opened)
    if not call.args.dry_run:
        carry_out(plan)
    saved = [file.path for file in plan.changes if not call.args.dry_run]
    print_import(call.console, importer.reports, opened.session, saved)
    return FINDINGS if any(report.not_understood for report in importer.reports) else DONE
