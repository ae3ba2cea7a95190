"""Checking several places and printing what was found in one of the formats."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from wizard.azure.sign_in import sign_in_directory
from wizard.cli.call import Call
from wizard.cli.console import Console
from wizard.cli.draft_here import apply_assignments
from wizard.cli.failures import Trouble, print_trouble, refused, troubles_of
from wizard.cli.finding_lines import finding_json, print_findings
from wizard.rules.finding import Finding, count_by_severity
from wizard.rules.wording import counts_in_words
from wizard.session.checking import Checked, check_path, check_repository
from wizard.session.directory import UNKNOWN, Directory
from wizard.session.draft import Session
from wizard.store.errors import StoreError


class Checks(NamedTuple):
    """What was checked, what could not be opened, and what the sign-in knows."""

    checked: list[Checked]
    troubles: list[Trouble]
    directory: Directory = UNKNOWN

    @property
    def findings(self) -> list[Finding]:
        """The findings of all places, in the order of these."""
        return [finding for checked in self.checked for finding in checked.findings]


def check_all(call: Call, paths: Sequence[Path]) -> Checks:
    """Check some places, or the repository in which we stand.

    Raises:
        Refused: there is nothing to check, or ``--set`` makes no sense.
        StoreError: the repository's files cannot be read.
    """

    directory = UNKNOWN

    def amend(session: Session) -> None:
        nonlocal directory
        apply_assignments(call, session)
        if not call.args.no_sign_in:
            if directory is UNKNOWN:
                directory = sign_in_directory(session.catalog)
            session.directory = directory

    release = call.args.release
    if not paths:
        checked = check_repository(Path.cwd(), release=release, amend=amend)
        if checked.is_empty:
            raise refused(
                f"{checked.shown}: nothing to check",
                "name a workspace, an answers file or a variable file",
            )
        return Checks([checked], [], directory)
    done = Checks([], [])
    for path in paths:
        try:
            done.checked.append(check_path(path, release=release, amend=amend))
        except StoreError as error:
            done.troubles.extend(troubles_of(error))
    return done._replace(directory=directory)


def print_checks(console: Console, wanted: str, done: Checks) -> None:
    """Print findings in a format; what could not be opened goes to stderr.

    Quiet, the text has the errors alone; the formats for programs are always complete.
    """
    findings = done.findings
    place = done.checked[0].shown if done.checked else "."
    if wanted == "json":
        console.document(
            {
                "findings": [finding_json(finding) for finding in findings],
                "counts": count_by_severity(findings),
                "checked": [checked.shown for checked in done.checked],
                "problems": [{"message": t.message, "file": t.file} for t in done.troubles],
            }
        )
    elif wanted == "sarif":
        from wizard.cli.sarif import sarif

        console.document(sarif(findings, place))
    elif wanted == "text":
        errors = [finding for finding in findings if finding.severity == "error"]
        print_findings(console, errors if console.quiet else findings, done.directory)
        shown = ", ".join(checked.shown for checked in done.checked)
        if done.checked:
            console.hint(f"{shown}: {counts_in_words(findings)}")
    else:
        from wizard.cli.annotations import azure_devops_lines, github_lines

        lines = github_lines(findings) if wanted == "github" else azure_devops_lines(findings)
        console.raw("".join(f"{line}\n" for line in lines))
    for trouble in done.troubles:
        print_trouble(console, trouble)
