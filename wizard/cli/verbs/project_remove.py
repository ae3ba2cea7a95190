"""Remove a project's answers, and say what stays in Azure and on the disk.

Only the answers go: nothing in Azure is touched, and generated files are listed for you to delete.
A copy of the file with the answers is kept in the workspace's .backup folder.
"""

from __future__ import annotations

from argparse import ArgumentParser

from wizard.cli.call import DONE, Call


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("number", metavar="NNN", help="the number of the project")
    parser.add_argument("--dry-run", action="store_true", help="tell what follows, save nothing")


def run(call: Call) -> int:
    """Remove the project."""
    from dataclasses import asdict

    from wizard.cli.draft_here import apply_assignments, carry_out, open_draft
    from wizard.rules.wording import counted
    from wizard.session.removing import remove_project
    from wizard.session.writing import plan_answers
    from wizard.store.state import BACKUP, state_folder

    opened = open_draft(call)
    apply_assignments(call, opened.session)
    removed = remove_project(opened, call.args.number)
    plan = plan_answers(opened)
    saved = [] if call.args.dry_run else [file.path for file in plan.changes]
    shown = None
    if saved:
        carry_out(plan)
        shown = opened.layout.shown(state_folder(plan.root) / BACKUP)
    if call.console.as_json:
        call.console.document({"saved": saved, "backup": shown, **asdict(removed)})
        return DONE
    said = "would go" if call.args.dry_run else "removed"
    told = counted(len(removed.answers), "answer")
    call.console.line((f"project {removed.number}", "strong"), f" {said}: {told}")
    for text in removed.stays:
        call.console.line(f"  {text}")
    for path in removed.files:
        call.console.line("  ", ("delete", "warning"), f" {path}")
    for file in plan.changes if saved else ():
        done = "deleted: " if file.status == "removed" else "saved: "
        call.console.hint(done, file.path)
    if shown:
        call.console.hint(f"to undo, copy the files back from {shown}")
    return DONE
