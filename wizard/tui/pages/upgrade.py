"""What an upgrade brings, as a page: in words, as new questions, as files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from wizard.formats.errors import FormatError
from wizard.rules.wording import counted
from wizard.session.about import Part
from wizard.session.pages import Heading
from wizard.session.upgrade_offer import upgrade_in_words
from wizard.session.upgrading import Upgrade
from wizard.session.walk import Walk
from wizard.store.errors import StoreError
from wizard.store.plan import WritePlan
from wizard.tui.marks import MUTED
from wizard.tui.messages import Settled
from wizard.tui.pages.page import Page, heading
from wizard.tui.rows.do import DoRow
from wizard.tui.rows.line import FocusLine, lines_beside
from wizard.tui.rows.review import FileRow

PLAN_AFTER = 0.3
"""Seconds without an edit after which the files are planned again."""
SHOWN_OPEN = 8
"""Lines up to which a part is shown at once."""


class UpgradePage(Page):
    """The report, the new questions that matter here, and what would be written."""

    def __init__(self, walk: Walk, upgrade: Upgrade) -> None:
        report = upgrade.report
        super().__init__(
            walk, "upgrade", f"From release {report.old} to {report.new}",
            "What you answered stays. What is new has the default shown; change it here or later. "
            "Nothing is written before the last line, and a copy of every changed file is kept.",
        )  # fmt: skip
        self.upgrade = upgrade
        self._asked = upgrade.to_ask
        self._timer: Timer | None = None

    def head(self) -> Iterator[Widget]:
        """The report, part by part."""
        yield from (PartRow(part) for part in upgrade_in_words(self.upgrade))

    def entries(self) -> Iterator[Heading | str]:
        """The new questions of use here, as long as they apply; what needs an answer first."""
        keys = [full for full in self._asked if self.walk.ask(full).applies]
        if keys:
            yield Heading("To decide")
            yield from keys

    def hidden(self) -> int:
        """Everything is shown."""
        return 0

    def foot(self) -> Iterator[Widget]:
        """The files, and what can be done."""
        yield heading(Heading("Files"))
        yield Vertical(*self._files(), id="planned")
        yield DoRow(
            "write", f"Upgrade to {self.upgrade.report.new}", "writes these files", id="write"
        )
        yield DoRow("leave", "Leave everything as it is")

    def focus_first(self) -> None:
        """Begin at the top, where it says what happens."""
        first = next((w for w in self.query("*") if w.focusable), None)
        if first is not None:
            self.screen.set_focus(first)

    def after_change(self) -> None:
        """Plan again when typing pauses."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PLAN_AFTER, self._plan_again)

    async def _plan_again(self) -> None:
        place = self.query_one("#planned", Vertical)
        await place.query("*").remove()
        await place.mount_all(self._files())
        self.post_message(Settled())

    def made_plan(self) -> tuple[WritePlan | None, str]:
        """The plan for the present answers, None with the reason when there is none."""
        try:
            return self.upgrade.plan(), ""
        except (FormatError, StoreError) as error:
            return None, str(error)

    def _files(self) -> list[Widget]:
        plan, trouble = self.made_plan()
        if plan is None:
            return [Static(Content.styled(f"✗ {trouble}", "$text-error"))]
        return [FileRow(file) for file in plan.changes] or [Static(Content("   none changes"))]


class PartRow(FocusLine):
    """One part of the report; Enter shows or hides its lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "flip", "show or hide", show=False),
    ]

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part = part
        self.is_open = len(part.lines) <= SHOWN_OPEN

    def render(self) -> Content:
        """The heading with the number of lines; below it the lines, when it is open."""
        width = self.content_size.width or 60
        head = Content.assemble(
            self.mark, (" ▾ " if self.is_open else " ▸ ", "$accent"), (self.part.heading, "bold"),
            (f"  {counted(len(self.part.lines), 'line')}", MUTED),
        )  # fmt: skip
        if not self.is_open:
            return head
        bullet = Content.styled("     · ", MUTED)
        told = [lines_beside(bullet, Content(line), width) for line in self.part.lines]
        return Content("\n").join([head, *told])

    def action_flip(self) -> None:
        """Show or hide the lines."""
        self.is_open = not self.is_open
        self.refresh(layout=True)

    def on_click(self) -> None:
        """A click does the same."""
        self.action_flip()
