"""An upgrade on the full screen: what it does, what there is to decide, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from wizard.model.values import ValueProblem
from wizard.rules.wording import counted
from wizard.session.about import about
from wizard.session.keeping import keep_upgrade
from wizard.session.upgrading import Upgrade
from wizard.session.walk import Walk
from wizard.store.errors import StoreError
from wizard.tui.dialogs.about import AboutDialog
from wizard.tui.dialogs.ask import AskDialog
from wizard.tui.messages import Settled
from wizard.tui.pages.upgrade import UpgradePage
from wizard.tui.rows.base import QuestionRow
from wizard.tui.rows.do import DoRow


class UpgradeScreen(Screen[int | None]):
    """The result is the number of files written, None when the upgrade was left."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave it", id="upgrade.leave"),
        Binding("ctrl+s,f10", "write", "upgrade", id="upgrade.write", key_display="^S"),
        Binding("f1", "about", "about this setting", id="upgrade.about", key_display="F1"),
        Binding("ctrl+z", "undo", "undo", id="upgrade.undo", key_display="^Z"),
        Binding("f4", "reset", "back to the default", id="upgrade.reset", key_display="F4"),
        Binding("f8", "next_open", "next answer needed", id="upgrade.next", key_display="F8"),
    ]

    def __init__(self, upgrade: Upgrade, earlier: Mapping[str, object] | None = None) -> None:
        """``earlier`` are answers that were given when it was left before, by full key."""
        super().__init__(id="upgrade")
        self.upgrade = upgrade
        self.walk = Walk(upgrade.opened)
        self._kept = earlier or {}
        asked = frozenset(upgrade.to_ask)
        for full, raw in (earlier or {}).items():
            with suppress(ValueProblem):
                if full in asked:
                    self.walk.answer(full, raw)

    def compose(self) -> ComposeResult:
        """Title, page, keys."""
        report, root = self.upgrade.report, self.upgrade.opened.layout.root
        title = f"Upgrade of {root.name or 'this folder'}"
        told = Content.assemble((title, "bold"), f"  {report.old} → {report.new}")
        yield Static(told, id="title")
        with Vertical(id="body"):
            yield UpgradePage(self.walk, self.upgrade)
        yield Static(self._keys(), id="keys")

    def on_mount(self) -> None:
        """Begin at the top."""
        self.call_after_refresh(self.page.focus_first)

    def on_screen_resume(self) -> None:
        """A dialog has gone: the terminal's cursor comes back to the focus."""
        if self.query(UpgradePage):
            self.call_after_refresh(self.page.point)

    @property
    def given(self) -> dict[str, object]:
        """The answers given here, by full key."""
        return self.walk.unsaved_answers()

    @property
    def page(self) -> UpgradePage:
        """The page."""
        return self.query_one(UpgradePage)

    @property
    def row(self) -> QuestionRow | None:
        """The question that has the focus."""
        found = self.focused.ancestors_with_self if self.focused else ()
        return next((node for node in found if isinstance(node, QuestionRow)), None)

    def _keys(self) -> Content:
        words = (
            ("↑ ↓", "lines"), ("F1", "about"), ("F8", "needed"), ("^Z", "undo"),
            ("^S", "upgrade"), ("Esc", "leave"),
        )  # fmt: skip
        return Content("   ").join(
            [Content.assemble((key, "bold $accent"), f" {word}") for key, word in words]
        )

    # answers

    @on(QuestionRow.Edited)
    async def _answered(self, event: QuestionRow.Edited) -> None:
        event.stop()
        try:
            self.walk.answer(event.row.key, event.raw)
        except ValueProblem as problem:
            event.row.show(event.row.asked, str(problem), typing=True)
            return
        await self.page.update_rows(typing=event.row.key)

    @on(Settled)
    def _settled(self, event: Settled) -> None:
        event.stop()
        self._keep(self.given)

    def _keep(self, given: Mapping[str, object]) -> None:
        """Keep answers against a crash; nothing of them once the upgrade is written."""
        if given == self._kept:
            return
        try:
            keep_upgrade(self.walk, self.upgrade.report.new, given)
        except StoreError as error:
            self.notify(f"The draft is not kept: {error}", severity="warning", markup=False)
        self._kept = given

    async def action_undo(self) -> None:
        """Take the last answer back."""
        if self.walk.undo() is None:
            self.notify("Nothing to undo.", markup=False)
        await self.page.update_rows()

    async def action_reset(self) -> None:
        """Forget the answer of the focused question."""
        if self.row is not None:
            self.walk.reset(self.row.key)
            await self.page.update_rows()

    async def action_next_open(self) -> None:
        """Go to the next new question that needs an answer and has none."""
        wanted = self.upgrade.unanswered
        if not wanted or not await self.page.jump_to(wanted[0]):
            self.notify("Every answer that is needed is there.", markup=False)

    def action_about(self) -> None:
        """Everything about the focused question."""
        row = self.row
        if row is not None:
            parts = about(self.walk.session, self.walk.ask(row.key))
            self.app.push_screen(AboutDialog(row.label, parts, []))

    # the way out

    @on(DoRow.Chosen)
    async def _chosen(self, event: DoRow.Chosen) -> None:
        event.stop()
        await self.run_action(event.name)

    def action_write(self) -> None:
        """Go to the files; from there, write them. A copy of each is kept."""
        last = self.page.query_one("#write", DoRow)
        if self.focused is not last:
            self.set_focus(last)
            return
        plan, trouble = self.page.made_plan()
        if plan is None:
            self.notify(trouble, title="Nothing was written", severity="error", markup=False)
            return
        try:
            written = self.upgrade.write(plan)
        except StoreError as error:
            self.notify(str(error), title="Nothing was written", severity="error", markup=False)
            return
        self._keep({})
        self.dismiss(len(written.paths))

    def action_leave(self) -> None:
        """Leave everything as it is; with answers given here, say first that they stay."""
        given = len(self.given)
        if not given:
            self._keep({})
            self.dismiss(None)
            return

        def answered(answer: str | None) -> None:
            if answer == "leave":
                self._keep(self.given)
                self.dismiss(None)

        answers = {"stay": "Stay", "leave": "Leave without upgrading"}
        text = f"{counted(given, 'answer')} given here: kept for when you come back."
        self.app.push_screen(AskDialog("Leave the upgrade?", text, answers), answered)
