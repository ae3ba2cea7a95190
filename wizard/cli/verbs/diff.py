"""What changed between two revisions of the repository, in words.

REVISION is a branch, a tag or a commit, and without a second one it is compared with the files as
they stand; without any it is HEAD. A..B compares two revisions, A...B compares B with where it
parted from A: what a pull request changes. Told are projects, services and what they will create,
need or delete, networking and what it opens, addresses, models, access, and values that follow.
Secrets, and what tells who or where somebody is, are never shown.

--format markdown is a comment for a pull request; its first line is a hidden marker by which a
later run finds it. With --check the exit code is 3 when something differs. Reads git's database
only: no file is changed, nothing is fetched. A release that --release names is taken for both.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from wizard.cli.call import DONE, LACKING, PENDING, Call
from wizard.cli.parsing import UsageError, one_of

FORMATS = ("text", "markdown", "json")


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    add = parser.add_argument
    add("revisions", nargs="*", metavar="REVISION", help="one or two of them, or A..B or A...B")
    add("--format", type=one_of(*FORMATS, md="markdown"), metavar="FORMAT",
        help=", ".join(FORMATS))  # fmt: skip
    add("--check", action="store_true", help="exit 3 when something differs")


def run(call: Call) -> int:
    """Compare and print."""
    from wizard.cli.failures import refused
    from wizard.session.comparing import compare
    from wizard.session.revisions import read_sides
    from wizard.store.git import GitMissing
    from wizard.store.layout import find_repository

    wanted = call.format
    one, other = _revisions(call.args.revisions)
    layout = find_repository(Path.cwd())
    try:
        before, after = read_sides(layout, one, other, release=call.args.release)
    except GitMissing as error:
        raise refused(f"{error.path}: {error.reason}", error.remedy, code=LACKING) from error
    if before.opened is None and after.opened is None:
        raise refused(
            f"{layout.root}: neither {before.name} nor {after.name} has answers",
            "stand in a repository with aifactory/wizard or a variable file of an AI Factory",
        )
    found = compare(before, after)
    _print(call, wanted, found)
    return PENDING if call.args.check and not found.is_empty else DONE


def _revisions(named: list[str]) -> tuple[str, str | None]:
    if len(named) > 2:
        raise UsageError(f"{len(named)} revisions are too many", "name one or two")
    if len(named) == 2 and any(".." in name for name in named):
        raise UsageError("a range and another revision contradict each other", "use one of them")
    return (named[0] if named else "HEAD"), (named[1] if len(named) == 2 else None)


def _print(call: Call, wanted: str, found: object) -> None:
    from wizard.cli.diff_lines import comparison_json, print_comparison
    from wizard.cli.diff_markdown import comparison_markdown
    from wizard.cli.parsing import columns
    from wizard.session.compared import Comparison

    assert isinstance(found, Comparison)
    if wanted == "json":
        call.console.document(comparison_json(found))
    elif wanted == "markdown":
        call.console.raw(comparison_markdown(found))
    else:
        print_comparison(call.console, found, min(columns(), 100))
