"""What ``push`` begins with, wherever it goes: the answers of one project, and what forbids it."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass, field
from pathlib import Path

from wizard.catalog.setting import ORCHESTRATOR_TITLES, Orchestrator
from wizard.cli.call import LACKING, USAGE, Call
from wizard.cli.draft_here import apply_assignments, known_project, open_draft, require_answers
from wizard.cli.failures import Refused, refused
from wizard.cli.judging import blocks
from wizard.delivery.variables_json import rules_of
from wizard.model.in_use import active_project, orchestrators_of
from wizard.model.view import View
from wizard.rules.finding import Finding
from wizard.session.address_plan import store_plan
from wizard.session.draft import Session
from wizard.session.opening import Opened
from wizard.session.writing import destructive, findings_for, written_for
from wizard.store.layout import VARIABLES_JSON
from wizard.web.failures import NotTaken, WebFailure


@dataclass(slots=True)
class Pushing:
    """The answers to push. ``blocks`` says in sentences why nothing may be pushed."""

    opened: Opened
    session: Session
    project: str
    findings: list[Finding]
    destructive: tuple[str, ...]
    blocks: list[str] = field(default_factory=list)

    @property
    def view(self) -> View:
        """The answers seen from the project."""
        return self.session.view(project=self.project)


def common_options(parser: ArgumentParser) -> None:
    """Add the options of every push."""
    add = parser.add_argument
    add("--answers", type=Path, metavar="FILE",
        help="an answers file, a workspace, a .env or a variables.yaml")  # fmt: skip
    add("--dry-run", action="store_true", help="show the difference, change nothing")
    add("--allow-errors", action="store_true", help="push although there are errors")
    add("--allow-destructive", action="store_true", help="push what deletes something")


def prepare(call: Call, orchestrator: Orchestrator) -> Pushing:
    """Open and judge the answers; nothing is called yet.

    Raises:
        Refused: there are none, or they are for another orchestrator.
    """
    args = call.args
    opened = open_draft(call, args.answers)
    apply_assignments(call, opened.session)
    require_answers(opened)
    if orchestrator not in orchestrators_of(opened.session.view()):
        raise refused(
            f"the answers are not for {ORCHESTRATOR_TITLES[orchestrator]}",
            f"answer it: 'aifactory-wizard set orchestrator={orchestrator}', or both",
            key="orchestrator",
        )
    if args.project:
        opened.session.select(known_project(opened.session, args.project))
    store_plan(opened.session)
    session = written_for(opened.session, (orchestrator,))
    project = session.current.project if args.project else active_project(session.view())
    assert project is not None  # a session always has one
    made = Pushing(opened, session, project, findings_for(session, project),
                   destructive(session, (project,)))  # fmt: skip
    made.blocks += blocks(call, made.findings, made.destructive)
    if rules_of(session.catalog) is not None:
        opened.notes.append(
            f"project runs of release {session.catalog.release} take {VARIABLES_JSON} from the "
            "branch before what is pushed: commit it as well"
        )
    return made


def in_cli_words(failure: WebFailure) -> Refused:
    """A failure of a call, as the command line tells it: 2 for what was sent, else 4."""
    code = USAGE if isinstance(failure, NotTaken) else LACKING
    return refused(failure.message, failure.remedy, code=code)
