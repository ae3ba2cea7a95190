"""What ``generate`` tells: findings, files by status, what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wizard.cli.call import Call
from wizard.cli.console import Console, Style
from wizard.cli.finding_lines import finding_json, print_findings
from wizard.cli.generating import Generation
from wizard.model.in_use import active_project, orchestrators_of
from wizard.output.files import ADO_FILE, GENERATED
from wizard.rules.wording import counts_in_words, listed
from wizard.store.plan import PlannedFile, WritePlan

_MARKS: dict[str, tuple[str, Style]] = {
    "new": ("+ new", "new"),
    "changed": ("~ changed", "warning"),
    "removed": ("- removed", "gone"),
}

_LISTED = 12
"""Projects that are named one by one in a line of text."""


def report(call: Call, made: Generation) -> None:
    """Print everything about one run."""
    console = call.console
    if console.as_json:
        console.document(_json(call, made))
        return
    for note in made.opened.notes:
        console.hint(note)
    if made.ticket is not None:
        from wizard.cli.ticket_here import print_ticket

        print_ticket(console, made.ticket)
    shown = [finding for finding in made.findings if _is_shown(console, finding.severity)]
    print_findings(console, shown)
    if made.plan is not None:
        if call.args.diff:
            _print_diff(console, made.plan)
        _print_files(console, made.plan, made.written)
    for block in made.blocks:
        console.complain(("nothing was written", "error"), f": {block}")
    if not made.blocks:
        for line in _next(call, made):
            console.hint(line)


def _is_shown(console: Console, severity: str) -> bool:
    return severity == "error" or not console.quiet


def _json(call: Call, made: Generation) -> dict[str, object]:
    plan = made.plan
    files = []
    for file in plan.files if plan else ():
        entry = {"path": file.path, "status": file.status}
        if call.args.diff and file.status != "unchanged":
            entry["diff"] = "".join(f"{line}\n" for line in file.diff())
        files.append(entry)
    return {
        "root": str(plan.root) if plan else None,
        **({"ticket": made.ticket.as_data()} if made.ticket else {}),
        "files": files,
        "findings": [finding_json(finding) for finding in made.findings],
        "destructive": list(made.destructive),
        "blocked": made.blocks,
        "written": made.written,
        "next": [] if made.blocks else list(_next(call, made)),
    }


def _print_diff(console: Console, plan: WritePlan) -> None:
    styles: dict[str, Style] = {"+": "new", "-": "gone", "@": "note"}
    for file in plan.changes:
        for line in file.diff():
            style = styles.get(line[:1])
            console.line((line, style) if style else line)


def _print_files(console: Console, plan: WritePlan, written: bool) -> None:
    unchanged = len(plan.files) - len(plan.changes)
    for file in plan.changes:
        mark, style = _MARKS[file.status]
        console.hint((f"{mark:<10}", style), f" {_shown(plan, file)}")
    if unchanged:
        console.hint(f"{unchanged} unchanged" + ("" if plan.changes else ": nothing to do"))
    if plan.changes and not written:
        console.hint("nothing was written")


def _shown(plan: WritePlan, file: PlannedFile) -> str:
    """A path as somebody standing here names it."""
    path = plan.root / file.path
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _next(call: Call, made: Generation) -> Iterator[str]:
    """What to do next: with the files, or where these were only looked at, to have them."""
    if made.plan is None:
        return
    if made.written or made.plan.is_empty:
        yield from _next_steps(made, made.plan)
        return
    args = call.args
    looks = {"--dry-run": args.dry_run, "--check": args.check, "--diff": args.diff}
    given = listed(name for name, is_given in looks.items() if is_given)
    yield counts_in_words(made.findings)
    yield f"the same command without {given} writes these files and says what comes next"


def _next_steps(made: Generation, plan: WritePlan) -> Iterator[str]:
    """What a person does with the files: those of the projects whose variables changed."""
    session = made.opened.session
    used = made.wanted.orchestrators or orchestrators_of(session.view())
    active = active_project(session.view())
    touched = list(_touched(plan)) or [_meant(made, active)]
    first = touched[0]
    yield f"{counts_in_words(made.findings)}; more in {GENERATED}/{first}/report.md"
    if "github" in used:
        yield from _to_github(made, touched, active)
    if "azure-devops" in used:
        yield f"next, Azure DevOps: commit and push {ADO_FILE}"
        other = next((name for name in touched if name != active), None)
        if other and made.wanted.out is None:
            yield (
                f"it holds project {active}; for another one: aifactory-wizard set "
                f"active_project={other} && aifactory-wizard generate"
            )
    if made.wanted.bicep:
        folder = f"{GENERATED}/{first}/bicep"
        yield f"by hand, with Bicep: {folder}/<environment>/RUN.md says what to run"


def _touched(plan: WritePlan) -> dict[str, None]:
    """The projects whose variables for an orchestrator are new or changed, in order."""
    found: dict[str, None] = {}
    for file in plan.changes:
        number, _, rest = file.path.removeprefix(f"{GENERATED}/").partition("/")
        if rest.startswith(("github/", "azure-devops/")):
            found[number] = None
    return found


def _meant(made: Generation, active: str) -> str:
    """The project to go on with when no variable changed."""
    named = made.wanted.projects
    return named[0] if named and active not in named else active


def _to_github(made: Generation, touched: list[str], active: str) -> Iterator[str]:
    if len(touched) == 1:
        folder = f"{GENERATED}/{touched[0]}/github"
        yield f"next, GitHub: gh auth login && bash {folder}/apply.sh"
        yield f"the script also deletes what {folder}/delete.txt lists"
        other = f" --project {touched[0]}" if touched[0] != active else ""
    else:
        some = ", ".join(touched[:_LISTED]) + (" ..." if len(touched) > _LISTED else "")
        yield (
            f"next, GitHub: gh auth login; then for each of {some}, before its own run: "
            f"bash {GENERATED}/NNN/github/apply.sh"
        )
        yield "the scripts also delete what delete.txt beside each lists"
        other = " --project NNN"
    if made.wanted.out is None:
        yield f"or: aifactory-wizard push github{other}, which brings only what differs"
