"""The last page: findings, what changes in words, every file's diff, writing, what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wizard.formats.errors import FormatError
from wizard.rules.finding import Finding, count_by_severity
from wizard.rules.registry import sort_findings
from wizard.rules.wording import counted
from wizard.session import reviewing
from wizard.session.bicep_wanted import writes_bicep
from wizard.session.pages import REVIEW, Heading
from wizard.session.unchanged import write_planned
from wizard.session.walk import Walk
from wizard.session.writing import plan_answers, plan_files
from wizard.store.errors import StoreError
from wizard.store.plan import WritePlan
from wizard.tui.dialogs.ask import AskDialog
from wizard.tui.dialogs.type_word import POINT, TypeWordDialog
from wizard.tui.messages import Answered, GoTo, ReadAgain, RemedyWanted, Wrote
from wizard.tui.pages.page import Page, heading
from wizard.tui.parts.planner import Planner
from wizard.tui.rows.do import DoRow
from wizard.tui.rows.folder import FolderRow
from wizard.tui.rows.review import FileRow, FindingRow

AT_ONCE = 12
"""Projects whose files are planned while the page opens; more take too long for that."""
BICEP_AT_ONCE = 3
"""As many projects with Bicep files, of which each has more than a hundred."""
FILES_SHOWN = 60


class ReviewPage(Page):
    """Findings by severity, each one jump from its question; then the files; then writing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", "write the files", id="review.write"),
        Binding("b", "bicep", "Bicep files as well, or not", id="review.bicep"),
    ]

    def __init__(self, walk: Walk) -> None:
        super().__init__(walk, REVIEW, "Review and write", "")
        self._plan: WritePlan | None = None
        self._trouble = ""
        self._planner: Planner | None = None
        self._written: tuple[str, ...] = ()
        self._planned_findings: list[Finding] = []

    # composing

    def compose(self) -> ComposeResult:
        """Everything; the plan is worked out when the page is opened."""
        self._make_plan()
        yield from self._blocks()

    def _make_plan(self) -> None:
        """The plan of a few projects is there at once, that of many is made beside."""
        self._trouble, self._planner = "", None
        self._take_plan(None)
        projects = len(self.walk.session.answers.projects)
        if projects > (BICEP_AT_ONCE if writes_bicep(self.walk.session) else AT_ONCE):
            self._planner = Planner(self, self.walk.opened, projects)
            return
        try:
            self._take_plan(plan_files(self.walk.opened))
        except (FormatError, StoreError) as error:
            self._trouble = str(error)

    def _take_plan(self, plan: WritePlan | None) -> None:
        opened = self.walk.opened
        self._planned_findings = reviewing.planned_findings(opened, plan) if plan else []
        self._plan = plan

    @on(Planner.Ended)
    async def _planned(self, event: Planner.Ended) -> None:
        event.stop()
        if event.planner is self._planner:
            self._planner = None
            self._trouble = event.trouble
            event.planner.take_over()
            self._take_plan(event.plan)
            await self._rebuild()

    def _all_findings(self) -> list[Finding]:
        return sort_findings([*self.walk.findings(), *self._planned_findings])

    def _blocks(self) -> Iterator[Widget]:
        findings = self._all_findings()
        counts = count_by_severity(findings)
        words = ", ".join(counted(number, severity) for severity, number in counts.items())
        yield Static(Content(f"{self.title}   {words}"), classes="title")
        if findings:
            told = "Enter goes to the question, f applies the remedy, Space says why."
            yield Static(Content(told), classes="help")
        notes = [found for found in findings if found.severity == "note"]
        shown = findings if self.shows_more else findings[: len(findings) - len(notes)]
        yield from (FindingRow(found) for found in shown)
        if notes and not self.shows_more:
            yield DoRow("notes", f"{counted(len(notes), 'note')}", "things to know")
        yield heading(Heading("In words"))
        told = "\n".join(reviewing.in_words(self.walk.session, self.walk.before))
        yield Static(Content(told), classes="words")
        yield from self._file_blocks()

    def _file_blocks(self) -> Iterator[Widget]:
        if not self._written:
            yield heading(Heading("Files"))
        if self._planner is not None:
            yield self._planner.line()
            return
        if self._trouble:
            yield Static(Content.styled(f"✗ {self._trouble}", "$text-error"))
            yield DoRow("again", "Read the files again", "what you typed stays")
        elif self._plan is not None:
            yield from self._planned_files(self._plan)
        yield from self._endings()

    def _planned_files(self, plan: WritePlan) -> Iterator[Widget]:
        single, folders = reviewing.by_folder(plan.changes)
        rows = [*map(FileRow, single[:FILES_SHOWN]), *starmap(FolderRow, folders.items())]
        yield from rows[:FILES_SHOWN]
        hidden = max(0, len(single) - FILES_SHOWN)
        hidden += sum(len(row.files) for row in rows[FILES_SHOWN:] if isinstance(row, FolderRow))
        if hidden:
            yield Static(Content(f"   and {counted(hidden, 'more file')} to write"), classes="help")
        same = len(plan.files) - len(plan.changes)
        if same:
            yield Static(Content(f"   {counted(same, 'file')} unchanged"), classes="help")
        offer = reviewing.bicep_offer(self.walk.session)
        yield DoRow("bicep", offer.words, f"{offer.why}; b" if offer.key else offer.why)

    def _endings(self) -> Iterator[Widget]:
        if self._written:
            files = counted(len(self._written), "file")
            yield heading(Heading(f"Written: {files}. What comes next"))
            in_git = self.walk.opened.layout.in_git
            for step in reviewing.next_steps(self.walk.session, in_git=in_git):
                if step.command:
                    yield DoRow(f"copy {step.command}", step.command, f"{step.why}; Enter copies")
                else:
                    yield Static(Content(f"    {step.why}"))
            yield DoRow("leave", "Close the wizard")
            return
        yield heading(Heading("Write"))
        if number := len(self._plan.changes) if self._plan else 0:
            yield DoRow("write", f"Write {counted(number, 'file')}", id="write")
        yield DoRow("answers", "Save the answers only", "to go on another time")

    async def _rebuild(self) -> None:
        """Show everything again; the focus goes back to where it was, by position."""
        places = list(self.query("*:can-focus"))
        place = places.index(self.screen.focused) if self.screen.focused in places else 0
        await self.query("*").remove()
        await self.mount_all(list(self._blocks()))
        again = list(self.query("*:can-focus"))
        if again:
            again[min(place, len(again) - 1)].focus()

    # what a page has to do

    async def update_rows(self, *, typing: str = "") -> None:
        """After a change: another plan, other findings."""
        self._written = ()
        self._make_plan()
        await self._rebuild()

    async def jump_to(self, full: str) -> bool:
        """Questions stand on other pages."""
        return False

    async def toggle_more(self) -> None:
        """Show the notes as well."""
        self.shows_more = not self.shows_more
        await self._rebuild()

    def focus_first(self) -> None:
        """Focus the first finding, or what there is to do."""
        first = next((w for w in self.query("*") if w.can_focus), None)
        if first is not None:
            self.screen.set_focus(first)

    @on(FindingRow.Wanted)
    def _wanted(self, event: FindingRow.Wanted) -> None:
        event.stop()
        finding = event.finding
        if event.remedy and finding.fixes:
            self.post_message(RemedyWanted(finding))
        elif event.remedy:
            self.app.notify("This one needs a decision of yours: Enter goes there.", markup=False)
        elif finding.keys:
            self.post_message(GoTo(finding.keys[0]))

    @on(DoRow.Chosen)
    async def _chosen(self, event: DoRow.Chosen) -> None:
        event.stop()
        verb, _, rest = event.name.partition(" ")
        if verb == "bicep":
            self.action_bicep()
        elif verb == "notes":
            await self.toggle_more()
        elif verb == "write":
            self.action_write()
        elif verb == "answers":
            await self._save_answers()
        elif verb == "copy":
            self.app.copy_to_clipboard(rest)
            self.app.notify("Copied.", markup=False)
        elif verb == "again":
            self.post_message(ReadAgain())
        elif verb == "leave":
            self.app.exit(0)

    def action_bicep(self) -> None:
        """Have Bicep files written as well, or leave them out; the answer is kept."""
        offer = reviewing.bicep_offer(self.walk.session)
        if offer.key:
            self.post_message(Answered(offer.key, [(offer.key, not offer.wanted)]))
        else:
            self.app.notify(f"{offer.words}: {offer.why}.", markup=False)

    def action_write(self) -> None:
        """Write; errors and deletions are asked about first."""
        if self._plan is None or self._plan.is_empty:
            waiting = "The files are still being planned." if self._planner else ""
            told = waiting or self._trouble or "There is nothing to write."
            self.app.notify(told, markup=False)
            return
        errors = count_by_severity(self._all_findings())["error"]
        if errors:
            self._ask_about_errors(errors)
        else:
            self._ask_about_deletions()

    def _ask_about_errors(self, errors: int) -> None:
        text = (
            "A run of the pipelines with these files is expected to fail or to do something else "
            "than you chose."
        )
        answers = {
            "stay": "Look at them",
            "answers": "Save the answers only",
            "write": "Write all the same",
        }

        async def answered(answer: str | None) -> None:
            if answer == "answers":
                await self._save_answers()
            elif answer == "write":
                self._ask_about_deletions()

        self.app.push_screen(AskDialog(f"{counted(errors, 'error')} left", text, answers), answered)

    def _ask_about_deletions(self) -> None:
        if not (on_ := reviewing.deletions_in_words(self.walk.session)):
            self.run_worker(self._write(self._plan))
            return
        titles = "\n".join(f"{POINT}{title}" for title in on_)

        async def typed(agreed: bool | None) -> None:
            if agreed:
                await self._write(self._plan)

        text = f"The next run of the pipelines deletes, because of:\n{titles}"
        self.app.push_screen(TypeWordDialog("This deletes", text, "delete"), typed)

    async def _save_answers(self) -> None:
        try:
            plan = plan_answers(self.walk.opened)
        except StoreError as error:
            self.app.notify(str(error), severity="error", markup=False)
            return
        await self._write(plan)

    async def _write(self, plan: WritePlan | None) -> None:
        if plan is None:
            return
        try:
            written = write_planned(self.walk.opened, plan)
        except StoreError as error:
            self.app.notify(str(error), title="Nothing was written", severity="error", markup=False)
            await self.update_rows()
            return
        self._written = written.paths
        self._plan = None
        self.post_message(Wrote(written.paths))
        await self._rebuild()
        steps = (row for row in self.query(DoRow) if (row.name or "").startswith("copy"))
        next(steps, self.query(DoRow).first()).focus()
        self.scroll_end(animate=False)
