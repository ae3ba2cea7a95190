"""Looking in Azure from the command line: progress while it lasts, then what was found."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Sequence
from itertools import groupby

from wizard.azure.endpoints import NotLoopback
from wizard.azure.lacking import NotKnown
from wizard.azure.preflight import Report, as_findings, preflight
from wizard.azure.reading import reader_for
from wizard.azure.unknown import REMEDIES, Reason
from wizard.catalog.setting import ENVIRONMENTS
from wizard.cli.call import LACKING, USAGE, Call
from wizard.cli.checks import Checks, print_checks
from wizard.cli.console import Console, printable
from wizard.cli.draft_here import used_environments
from wizard.cli.failures import refused
from wizard.cli.finding_lines import finding_json, print_findings
from wizard.rules.finding import count_by_severity
from wizard.rules.wording import counts_in_words
from wizard.session.checking import Checked
from wizard.session.draft import Session

_WIDTH = 78
_PLACED = re.compile(rf"(.*) of ((?:{'|'.join(ENVIRONMENTS)})(?: of scale set .*)?)")


def look(
    call: Call, session: Session, projects: Collection[str], environments: Sequence[str]
) -> Report:
    """Everything that can be seen of some projects, or of the whole factory.

    Raises:
        Refused: nobody is signed in, no subscription is answered, or an environment is not in use.
    """
    homes = [session.view(scale_set=name) for name in session.answers.scale_sets]
    used_environments((name for home in homes for name in home.environments), environments)
    try:
        reader, end_wait = reader_for(session)
    except NotLoopback as error:
        raise refused(str(error), "unset it to go to Azure itself") from error
    progress = _Progress(call.console)
    progress.show("looking in Azure … Ctrl+C ends it")
    try:
        report = preflight(
            session, reader, projects=projects, environments=environments, told=progress.told
        )
    except KeyboardInterrupt:
        end_wait()
        raise
    finally:
        progress.clear()
    if report.lacking:
        why = report.lacking.why[0].lower() + report.lacking.why[1:]
        code = LACKING if report.lacking.is_sign_in else USAGE
        raise refused(why, report.lacking.remedy, code=code)
    return report


class _Progress:
    """One line on a terminal's stderr that is written over and taken away at the end."""

    def __init__(self, console: Console) -> None:
        self._shown = sys.stderr.isatty() and not (console.quiet or console.as_json)

    def told(self, done: int, total: int, what: str) -> None:
        """Say what came to an end."""
        self.show(f"looking in Azure: {done} of {total}, {what}")

    def show(self, text: str) -> None:
        """Write a text over what stood there."""
        if self._shown:
            sys.stderr.write(f"\r{printable(text)[:_WIDTH]:<{_WIDTH}}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write(f"\r{'':<{_WIDTH}}\r")
            sys.stderr.flush()


def print_report(console: Console, wanted: str, session: Session, report: Report) -> None:
    """Print a report in one of the formats of ``check``."""
    if wanted == "json":
        console.document(
            {
                "findings": [finding_json(finding) for finding in report.findings],
                "counts": count_by_severity(report.findings),
                "unknown": [
                    {
                        "what": one.what,
                        "reason": one.reason,
                        "message": one.text,
                        "remedy": REMEDIES[one.reason],
                        "keys": list(one.keys),
                    }
                    for one in report.unknown
                ],
                "looked_up": report.looked_up,
            }
        )
    elif wanted == "text":
        _print_text(console, report)
    else:
        findings = [*report.findings, *as_findings(session, report.unknown)]
        print_checks(console, wanted, Checks([Checked(".", findings)], []))


def _print_text(console: Console, report: Report) -> None:
    errors = [finding for finding in report.findings if finding.severity == "error"]
    print_findings(console, errors if console.quiet else report.findings)
    for (reason, text), group in groupby(report.unknown, lambda one: (one.reason, one.text)):
        _print_unknown(console, reason, text, list(group))
    told = f"{len(report.looked_up)} look-ups: {counts_in_words(report.findings)}"
    told = "nothing could be looked up" if report.is_blind else told
    console.hint(f"{told}, {len(report.unknown)} unknown" if report.unknown else told)


def _print_unknown(console: Console, reason: Reason, text: str, same: list[NotKnown]) -> None:
    """Things that are unknown for one reason, wrapped between it and what to do."""
    from textwrap import wrap

    console.line(("unknown", "strong"), f" {reason}")
    console.line(f"  {text}")
    listed = "; ".join(_by_subject([one.what for one in same]))
    for line in wrap(listed, _WIDTH, initial_indent="  ", subsequent_indent="  "):
        console.line(line)
    console.line(f"  {REMEDIES[reason]}")


def _by_subject(titles: list[str]) -> list[str]:
    """Titles with their places put together, such as "policies of dev, stage"."""
    places: dict[str, list[str]] = {}
    for title in titles:
        match = _PLACED.fullmatch(title)
        subject, place = match.groups() if match else (title, "")
        places.setdefault(subject, []).append(place)
    return [
        f"{subject} of {', '.join(sorted(found, key=_by_stage))}" if any(found) else subject
        for subject, found in places.items()
    ]


def _by_stage(place: str) -> tuple[str, int]:
    environment, _, scale_set = place.partition(" ")
    return scale_set, ENVIRONMENTS.index(environment)
