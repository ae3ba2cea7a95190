"""What a change of answers brings along: values, questions, variables, files, findings."""

from __future__ import annotations

from typing import Any, NamedTuple

from wizard.cli.console import Console
from wizard.cli.finding_lines import finding_json, print_findings
from wizard.cli.push_lines import where_they_differ
from wizard.model.answers import Answers
from wizard.rules.finding import Finding
from wizard.rules.wording import counts_in_words
from wizard.session.about import NOTHING, FileLine, file_lines
from wizard.session.compared import Told, told_json
from wizard.session.comparing_services import switched_off
from wizard.session.draft import Change, Changed, Session
from wizard.session.questions import current_findings
from wizard.session.writing import places_of_variables

_SHOWN = 12
_LONGEST = 60
"""Characters of a value that nobody typed; of a longer one the part that differs is shown."""


class Before(NamedTuple):
    """The answers and findings before a change."""

    answers: Answers
    findings: list[Finding]

    @classmethod
    def of(cls, session: Session) -> Before:
        """What there is now."""
        return cls(session.answers.copy(), current_findings(session))


class Following(NamedTuple):
    """All that a change brings along; ``off`` says what becomes of services that went off."""

    change: Change
    off: list[Told]
    lines: list[FileLine]
    files: tuple[str, ...]
    new: list[Finding]
    gone: list[Finding]
    left: list[Finding]


def following(session: Session, before: Before, change: Change) -> Following:
    """What follows from a change."""
    changed = tuple(entry.key for entry in (*change.keys, *change.follows))
    appeared = (*change.now_applies, *change.no_longer_applies)
    lines = file_lines(session, before.answers, tuple(dict.fromkeys((*changed, *appeared))))
    after = current_findings(session)
    known = {_identity(finding) for finding in before.findings}
    still = {_identity(finding) for finding in after}
    return Following(
        change,
        switched_off(session, before.answers, changed),
        lines,
        tuple(_files(session, lines, change)),
        [finding for finding in after if _identity(finding) not in known],
        [finding for finding in before.findings if _identity(finding) not in still],
        after,
    )


def _identity(finding: Finding) -> tuple[str, tuple[str, ...], str]:
    """What tells findings apart; that one concerns fewer environments makes it no other one."""
    return finding.code, finding.keys[:1], finding.message


def _files(session: Session, lines: list[FileLine], change: Change) -> list[str]:
    """The files that the next ``generate`` would change."""
    keys = [entry.key for entry in (*change.keys, *change.follows)]
    return places_of_variables(session, keys, {line.orchestrator for line in lines})


def following_json(found: Following) -> dict[str, Any]:
    """What follows, as data."""
    return {
        "changed": [_changed(entry) for entry in found.change.keys],
        "follows": [_changed(entry) for entry in found.change.follows],
        "now_applies": list(found.change.now_applies),
        "no_longer_applies": list(found.change.no_longer_applies),
        "switched_off": [told_json(told) for told in found.off],
        "variables": [
            {"name": line.name, "orchestrator": line.orchestrator,
             "environment": line.place or None, "before": line.before, "after": line.after}
            for line in found.lines
        ],
        "files": list(found.files),
        "findings": [finding_json(finding) for finding in found.new],
        "findings_gone": [finding_json(finding) for finding in found.gone],
    }  # fmt: skip


def _changed(entry: Changed) -> dict[str, str]:
    return {"key": entry.key, "before": entry.before, "after": entry.after}


def print_following(console: Console, found: Following) -> None:
    """What follows, as text; quiet, the errors alone."""
    if not console.quiet:
        _print_changes(console, found)
    errors = [finding for finding in found.new if finding.severity == "error"]
    print_findings(console, errors if console.quiet else found.new)
    # One that only says another number now has just been told.
    told = {(finding.code, finding.keys[:1]) for finding in found.new}
    for finding in found.gone if not console.quiet else ():
        if (finding.code, finding.keys[:1]) not in told:
            console.line("no longer found: ", finding.code, " ", finding.message)
    console.hint(f"now: {counts_in_words(found.left)}")


def _print_changes(console: Console, found: Following) -> None:
    for entry in found.change.keys:
        change = f"{entry.before or NOTHING} -> {entry.after or NOTHING}"
        console.line((entry.key, "strong"), f": {change}")
    if not found.change.keys:
        console.line("nothing changed")
    for told in found.off:
        console.line((told.text, "warning") if told.weight == "care" else told.text)
    _listed(
        console, "follows", [f"{e.key}: {_words(e.before, e.after)}" for e in found.change.follows]
    )
    _listed(console, "now asked", list(found.change.now_applies))
    _listed(console, "no longer asked", list(found.change.no_longer_applies))
    _listed(
        console,
        "variables",
        [
            f"{line.name}{f' ({line.place})' if line.place else ''}: "
            f"{_words(line.before, line.after)}"
            for line in found.lines
        ],
    )
    if found.files:
        console.line("'generate' will change: ", ", ".join(found.files))


def _words(before: str | None, after: str | None) -> str:
    parts = where_they_differ(before or NOTHING, after or NOTHING, _LONGEST, lead=36)
    cut = (part if len(part) <= _LONGEST else f"{part[: _LONGEST - 4]} ..." for part in parts)
    return " -> ".join(cut)


def _listed(console: Console, heading: str, lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        console.line(f"  {heading}: {line}")
    if len(lines) > _SHOWN:
        console.line(f"  {heading}: and {len(lines) - _SHOWN} more")
