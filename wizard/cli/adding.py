"""The steps that adding a project and adding a scale set share: add, save, tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from wizard.cli.call import DONE, Call
from wizard.cli.console import Console
from wizard.cli.draft_here import apply_assignments, carry_out, open_draft
from wizard.cli.finding_lines import finding_json, print_findings
from wizard.rules.wording import counts_in_words
from wizard.session.about import NOTHING
from wizard.session.cloning import Cloned
from wizard.session.draft import Session
from wizard.session.findings_about import findings_about
from wizard.session.writing import plan_answers


def add_owner(call: Call, what: str, add: Callable[[Session], Cloned]) -> int:
    """Add a project or scale set to the draft, save it, and tell what became of the answers."""
    opened = open_draft(call)
    session = opened.session
    cloned = add(session)
    context = session.current
    owner = f"projects.{cloned.number}"
    if what == "scale set":
        context = context.at(scale_set=cloned.number)
        owner = f"scale_sets.{cloned.number}"
    apply_assignments(call, session, context)
    plan = plan_answers(opened)
    if not call.args.dry_run:
        carry_out(plan)
    findings = findings_about(session, owner)
    saved = [file.path for file in plan.changes if not call.args.dry_run]
    if call.console.as_json:
        call.console.document(
            {"saved": saved, **asdict(cloned), "findings": [finding_json(f) for f in findings]}
        )
        return DONE
    _print(call.console, what, cloned)
    print_findings(call.console, findings)
    for path in saved:
        call.console.hint("saved: ", path)
    call.console.hint(f"{what} {cloned.number}: {counts_in_words(findings)}")
    return DONE


def _print(console: Console, what: str, cloned: Cloned) -> None:
    if cloned.source is None:
        console.hint((f"{what} {cloned.number}", "strong"), " added")
        return
    console.hint((f"{what} {cloned.number}", "strong"), f" added as a copy of {cloned.source}")
    for key in cloned.carried:
        console.hint(f"  carried over: {key}")
    for entry in cloned.rewritten:
        console.hint(f"  rewritten: {entry.key}: {entry.before} -> {entry.after}")
    for doubt in cloned.doubtful:
        shown = f"{doubt.key} = {doubt.text or NOTHING}"
        console.line("  ", ("look at", "warning"), f" {shown}: {doubt.why}")
