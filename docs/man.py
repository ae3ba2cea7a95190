"""Make docs/aifactory-wizard.1, the manual page, from the verbs' own help.

Run by ``make man``; the same program gives the same page.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from argparse_manpage.manpage import Manpage

from wizard.cli.help_texts import EXIT_CODES
from wizard.cli.parsing import PROGRAM, add_global
from wizard.cli.table import VERBS

TARGET = Path(__file__).parent / "aifactory-wizard.1"
SUMMARY = "from a team's decisions to the files that the AI Factory's pipelines honour"


def parser_of_everything() -> ArgumentParser:
    """One parser that holds every verb; the options that go everywhere are said once."""
    everything = ArgumentParser(
        prog=PROGRAM,
        description="Without a verb the full-screen wizard opens on the repository in which "
        "you stand.",
        add_help=False,
    )
    add_global(everything, with_catalog=True, with_answers=True)
    verbs = everything.add_subparsers(metavar="VERB", title="verbs")
    for verb in VERBS:
        module = import_module(f"wizard.cli.verbs.{verb.module}")
        parser = verbs.add_parser(
            verb.name,
            prog=f"{PROGRAM} {verb.name}",
            help=verb.summary,
            description=module.__doc__,
            formatter_class=RawDescriptionHelpFormatter,
            add_help=False,
        )
        module.options(parser)
    return everything


def page() -> str:
    """The manual page, without a date: it changes only when the program does."""
    os.environ["COLUMNS"] = "100"
    manual = Manpage(
        parser_of_everything(),
        _data={
            "project_name": PROGRAM,
            "description": SUMMARY,
            "manual_title": "AI Factory",
            "date": " ",
        },
    )
    codes = (f".TP\n{code}\n{words}" for code, words in EXIT_CODES.items())
    manual.add_section("exit status", "=", "\n".join(codes))
    return "".join(_lines(str(manual).splitlines(keepends=True)))


def _lines(made: list[str]) -> Iterator[str]:
    """The page's lines: no word is taken apart, and columns stay columns."""
    for line in made:
        if line.startswith(".TH"):
            yield f"{line}.nh\n.ad l\n"
        elif "  " in line.strip() and line[:1].isalpha() and not line.startswith("usage:"):
            yield f".br\n{line}"
        else:
            # A line that begins with a quote would be a macro.
            yield f"\\&{line}" if line.startswith("'") else line


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8", newline="\n")
