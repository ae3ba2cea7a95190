"""What ``generate`` is going to write, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.catalog.setting import ORCHESTRATORS, Orchestrator
from wizard.cli.call import Call
from wizard.cli.draft_here import (
    apply_assignments,
    known_project,
    open_draft,
    require_answers,
    used_environments,
)
from wizard.cli.failures import refused
from wizard.cli.judging import blocks
from wizard.cli.ticket_here import take_ticket
from wizard.rules.finding import Finding
from wizard.rules.registry import sort_findings
from wizard.session.draft import Session
from wizard.session.file_findings import planned_file_findings
from wizard.session.opening import Opened
from wizard.session.writing import Wanted, destructive, findings_for, plan_files, written_for
from wizard.store.layout import find_repository
from wizard.store.plan import WritePlan

if TYPE_CHECKING:
    from wizard.session.ticket import TicketReading


@dataclass(slots=True)
class Generation:
    """One run: ``plan`` is None where errors keep it from being made.

    ``blocks`` says in sentences why nothing may be written; ``destructive`` are the full keys of
    settings that delete something and are on.
    """

    opened: Opened
    wanted: Wanted
    projects: tuple[str, ...]
    findings: list[Finding]
    destructive: tuple[str, ...]
    blocks: list[str] = field(default_factory=list)
    plan: WritePlan | None = None
    written: bool = False
    ticket: TicketReading | None = None


def prepare(call: Call) -> Generation:
    """Open the answers, judge them, and plan the files where that is allowed."""
    args = call.args
    opened = open_draft(call, args.answers)
    session = opened.session
    ticket = take_ticket(session, args.ticket, args.mapping)
    numbers = tuple(dict.fromkeys(known_project(session, text) for text in args.project))
    if ticket is not None and not numbers:
        numbers = (ticket.project,)
    if len(numbers) == 1:
        session.select(numbers[0])
    apply_assignments(call, session)
    require_answers(opened)
    projects = numbers or session.answers.projects
    wanted = Wanted(
        numbers or None,
        _orchestrators(args.orchestrator),
        _environments(call, opened),
        _out(call),
        bicep=args.bicep or _asks_for_bicep(session),
        completes=args.complete,
    )
    judged = written_for(session, wanted.orchestrators)
    findings = _findings(judged, projects)
    if wanted.bicep:
        findings = sort_findings([*findings, *_bicep_findings(opened, wanted, asked=args.bicep)])
    made = Generation(opened, wanted, projects, findings, destructive(judged, projects))
    made.ticket = ticket
    made.blocks += blocks(call, findings, made.destructive)
    looks_only = args.dry_run or args.check or args.diff
    if looks_only or not made.blocks:
        made.plan = plan_files(opened, wanted)
        _judge_files(call, made, made.plan)
    return made


def _judge_files(call: Call, made: Generation, plan: WritePlan) -> None:
    """What is wrong with the files that stand already; an error in them blocks as any other."""
    found = planned_file_findings(made.opened.session.catalog, plan)
    if found:
        made.findings = sort_findings([*made.findings, *found])
        made.blocks = blocks(call, made.findings, made.destructive)


def _asks_for_bicep(session: Session) -> bool:
    """Whether the answers themselves ask for Bicep files."""
    if not session.view().is_on("outputs.bicep"):
        return False
    from wizard.session.bicep_wanted import writes_bicep

    return writes_bicep(session)


def _out(call: Call) -> Path | None:
    """The folder to write below; None for the repository that the answers belong to."""
    answers: Path | None = call.args.answers
    out: Path | None = call.args.out
    if out is not None and out.exists() and not out.is_dir():
        raise refused(f"{out}: is no folder", "name a folder for --out")
    if out is not None or answers is None or answers.is_dir():
        return out
    return find_repository(Path.cwd()).root


def _orchestrators(name: str | None) -> tuple[Orchestrator, ...] | None:
    if name is None:
        return None
    return tuple(known for known in ORCHESTRATORS if name in (known, "both"))


def _environments(call: Call, opened: Opened) -> tuple[str, ...] | None:
    """The wanted environments, each in use somewhere."""
    wanted = call.args.environment
    if not wanted:
        return None
    session = opened.session
    homes = (session.view(scale_set=name) for name in session.answers.scale_sets)
    return used_environments((name for home in homes for name in home.environments), wanted)


def _findings(session: Session, projects: tuple[str, ...]) -> list[Finding]:
    if projects == session.answers.projects:
        return session.findings()
    found: list[Finding] = []
    for project in projects:
        found += findings_for(session, project)
    return sort_findings(found)


def _bicep_findings(opened: Opened, wanted: Wanted, *, asked: bool) -> list[Finding]:
    """What concerns the parameter files; the salts they need are drawn where they are kept.

    ``asked`` says that they were asked for on the command line, where it is no use to go on
    without them.
    """
    from wizard.catalog.bicep import has_values
    from wizard.catalog.load import releases
    from wizard.resources import schemas_dir
    from wizard.session.bicep import bicep_findings, draw_salts
    from wizard.session.bicep_templates import tables_for

    release = opened.session.catalog.release
    if not has_values(schemas_dir() / release):
        known = [name for name in releases() if has_values(schemas_dir() / name)]
        raise refused(
            f"the Bicep templates of release {release} are not described, so there are no "
            "parameter files for it",
            f"leave --bicep out, or name a release that has them: {', '.join(known)}",
        )
    if asked and tables_for(opened) is None:
        raise refused(
            f"the Bicep templates of release {release} are read from the vendor's repository, "
            "which is not checked out",
            "run git submodule update --init --recursive, or leave --bicep out",
        )
    if wanted.answers and wanted.out is None:
        draw_salts(opened, wanted.projects)
    return bicep_findings(opened, wanted.projects, wanted.environments)
