"""One variable file into the other orchestrator's, with a report on what that loses.

FILE is a .env or a variables.yaml. The result goes to --out, else to standard output, and the
report then to standard error. What the other side cannot say is kept as comments at the end of
the result, so that converting back restores it. A default of the other side never replaces a
value of the file; where the file says nothing, the default is listed. Exit code 1 when a line
was not understood or a value cannot be carried.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from wizard.cli.call import DONE, FINDINGS, Call
from wizard.cli.parsing import one_of


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a .env or a variables.yaml")
    parser.add_argument(
        "--to", required=True, type=one_of("github", "azure-devops", ado="azure-devops"),
        metavar="NAME", help="github or azure-devops",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument("--overwrite", action="store_true", help="write although --out is there")


def run(call: Call) -> int:
    """Convert, write, and report."""
    from wizard.cli.catalog_here import catalog_for
    from wizard.cli.convert_lines import print_conversion
    from wizard.cli.draft_here import carry_out
    from wizard.cli.failures import refused
    from wizard.session.convert_file import convert_file
    from wizard.store.plan import plan_write
    from wizard.store.reading import read_file

    path: Path = call.args.file
    out: Path | None = call.args.out
    state = read_file(path, shown=str(path))
    done = convert_file(catalog_for(call), state, str(path), call.args.to)
    if out is not None:
        if out.exists() and not call.args.overwrite:
            raise refused(f"{out}: is there already", "name another file, or use --overwrite")
        folder = out.absolute().parent
        carry_out(plan_write(folder, {out.name: done.text.encode("utf-8")}, named=True))
    print_conversion(call.console, done, str(path), str(out) if out is not None else None)
    return FINDINGS if done.not_understood or done.refused else DONE
