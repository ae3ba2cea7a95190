"""Every action of the wizard: pages, problems, undo and redo, dialogs."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.widget import Widget

from wizard.model.context import split_key
from wizard.model.in_use import orchestrators_of
from wizard.model.values import ValueProblem
from wizard.session.about import about, file_lines, value_in_words
from wizard.session.draft import Change
from wizard.session.pages import REVIEW, label_of, page_ids, project_of
from wizard.session.questions import entries_for
from wizard.tui.ids import ALT_DIGITS
from wizard.tui.looking import LookingFrame
from wizard.tui.parts.rail import Rail
from wizard.tui.rows.base import QuestionRow

BRIEFLY = 2.5
"""Seconds that a confirmation stays: it covers a part of a small screen."""


class FrameScreen(LookingFrame):
    """The frame with its keys. Dialogs are imported when they are asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6,ctrl+n", "page(1)", "next page", id="screen.next-page", key_display="^N"),
        Binding(
            "f5,ctrl+b", "page(-1)", "page before", id="screen.previous-page", key_display="^B"
        ),
        Binding("slash,f3,ctrl+f", "search", "find", id="screen.search", key_display="F3"),
        Binding("f8", "problem(1)", "next problem", id="screen.next-problem", key_display="F8"),
        Binding(
            "shift+f8,f20",
            "problem(-1)",
            "problem before",
            id="screen.previous-problem",
            key_display="⇧F8",
        ),
        Binding("f1", "about", "about this setting", id="screen.about", key_display="F1"),
        Binding("question_mark", "keys", "keys", id="screen.keys", key_display="?"),
        Binding("f2,escape", "pages", "pages", id="screen.pages", key_display="F2"),
        Binding("escape", "stop_looking", "end the look", show=False, priority=True),
        Binding("ctrl+z", "undo", "undo", id="screen.undo", key_display="^Z"),
        Binding("ctrl+y,ctrl+shift+z", "redo", "redo", id="screen.redo", key_display="^Y"),
        Binding("f4", "reset", "back to the default", id="screen.reset", key_display="F4"),
        Binding("f7", "more", "more settings", id="screen.more", key_display="F7"),
        Binding("f9", "projects", "projects", id="screen.projects", key_display="F9"),
        Binding("ctrl+g", "cause", "why it does not apply", id="screen.cause", key_display="^G"),
        Binding("ctrl+o", "jump", "jump to a field", id="screen.jump", key_display="^O"),
        Binding(
            "ctrl+l",
            "items",
            "a list: its items, or ids to pick",
            id="screen.items",
            key_display="^L",
        ),
        Binding("ctrl+r", "remedy", "apply the remedy", id="screen.remedy", key_display="^R"),
        Binding("shift+f4", "remove", "nothing instead of the default", id="screen.remove"),
        Binding("shift+f1", "tour", "the tour", id="screen.tour", key_display="⇧F1"),
        Binding("f11", "copy('key')", "copy the key", id="screen.copy-key"),
        Binding("f12", "copy('variable')", "copy the variable", id="screen.copy-variable"),
        Binding("shift+f12", "copy('value')", "copy the value", id="screen.copy-value"),
        *(
            Binding(f"alt+{n},{typed}", f"open_number({n})", f"page {n}", show=False)
            for n, typed in enumerate(ALT_DIGITS, 1)
        ),
        Binding("ctrl+s,f10", "review", "write", id="screen.write", key_display="^S"),
    ]

    async def action_page(self, step: int) -> None:
        """Go to the next page or the one before."""
        pages = page_ids(self.walk.session)
        place = pages.index(self.current) + step
        if 0 <= place < len(pages):
            await self.open_page(pages[place])

    async def action_open_number(self, number: int) -> None:
        """Open a page by its place in the rail."""
        pages = page_ids(self.walk.session)
        if number <= len(pages):
            await self.open_page(pages[number - 1])

    async def action_review(self) -> None:
        """Look at what would be written; on the review page, write."""
        if self.current == REVIEW:
            self.shown_page.call_later(self.shown_page.run_action, "write")
        else:
            await self.open_page(REVIEW)

    async def action_more(self) -> None:
        """Show advanced and inapplicable questions of the page."""
        await self.shown_page.toggle_more()

    async def action_problem(self, step: int) -> None:
        """Go to the next or previous problem, whichever page it is on."""
        row = self.row
        found = self.walk.next_problem(row.key if row else "", step)
        if found is None:
            self.notify("No problems found.", markup=False)
        else:
            await self.go_to(found.keys[0])

    # steps

    async def action_undo(self) -> None:
        """Take the last step back and go where it was."""
        await self._travelled(self.walk.undo(), "undo")

    async def action_redo(self) -> None:
        """Do the last undone step again."""
        await self._travelled(self.walk.redo(), "redo")

    async def _travelled(self, change: Change | None, word: str) -> None:
        if change is not None and (change.came or change.went):
            await self.project_changed()
            owners = [f"{name[:1].upper()}{name[1:]} is there" for name in change.came]
            owners += [f"{name[:1].upper()}{name[1:]} is gone" for name in change.went]
            self.notify(". ".join(owners), title=word, markup=False, timeout=BRIEFLY)
            return
        if change is None or not change.keys:
            self.notify(f"Nothing to {word}.", markup=False)
            return
        first = change.keys[0]
        home = project_of(self.walk.session, first.key)
        if home == self.walk.session.current.project:
            await self.changed()
        else:
            self.walk.select(home)
            await self.project_changed()
        await self.go_to(first.key)
        setting = self.walk.session.catalog.settings[split_key(first.key).key]
        label = label_of(self.walk.session, first.key)
        told = f"{label}: {value_in_words(setting, first.after)}"
        self.notify(told, title=word, markup=False, timeout=BRIEFLY)

    async def action_reset(self) -> None:
        """Forget the answer of the focused question, so that the default holds."""
        if self.row is not None:
            self.walk.reset(self.row.key)
            await self.changed()

    async def action_remove(self) -> None:
        """Answer the focused question with nothing, where that differs from the default."""
        row = self.row
        if row is None:
            return
        try:
            self.walk.answer_many([(row.key, "")])
        except ValueProblem as problem:
            self.notify(str(problem), title="It cannot be nothing", markup=False)
            return
        await self.changed()

    async def action_remedy(self) -> None:
        """Apply the first remedy that is a value, of what is wrong with the focused question."""
        found = [f for f in (self.row.asked.findings if self.row else ()) if f.fixes]
        if not found:
            self.notify("There is no value to apply here.", markup=False)
            return
        self.walk.apply(found[0])
        self.walk.findings()
        await self.changed()
        fix = found[0].fixes[0]
        told = f"{label_of(self.walk.session, fix.key)}: {self.walk.ask(fix.key).text}"
        self.notify(told, title="Applied", markup=False, timeout=BRIEFLY)

    # dialogs

    def action_items(self) -> None:
        """Edit the focused list with one item on each line, or pick an id from the sign-in."""
        row = self.row
        if row is not None and row.asked.offers:
            self._pick_id(row)
            return
        if row is None or not row.asked.setting.is_list:
            self.notify("This is no list.", markup=False)
            return
        from wizard.tui.dialogs.items import ItemsDialog

        def taken(items: list[str] | None) -> None:
            if items is not None:
                row.post_message(row.Edited(row, items))

        items = [item for item in row.asked.text.split(",") if item]
        self.app.push_screen(ItemsDialog(row.label, items), taken)

    def _pick_id(self, row: QuestionRow) -> None:
        from wizard.tui.dialogs.pick_id import PickIdDialog

        async def picked(id: str | None) -> None:
            if id is not None:
                self.walk.answer_many([(row.key, id)])
                await self.changed()

        entries = entries_for(self.walk.session, row.asked)
        self.app.push_screen(PickIdDialog(row.label, row.asked, entries), picked)

    def action_jump(self) -> None:
        """Letters over the fields in sight and the pages; one of them goes there."""
        from wizard.tui.dialogs.jump import JumpDialog

        def chosen(target: Widget | None) -> None:
            if target is not None:
                target.focus()

        self.app.push_screen(JumpDialog(self._in_sight()), chosen)

    def _in_sight(self) -> list[tuple[Widget, Region]]:
        """What can take the focus on the page, where its first line is on screen."""
        page = self.shown_page
        seen = page.content_region
        found = (widget for widget in page.query("*") if widget.focusable)
        places = ((widget, _left_edge(widget)) for widget in found)
        return [(widget, place) for widget, place in places if seen.contains(*place.offset)]

    def action_tour(self) -> None:
        """The tour of the screen, again."""
        from wizard.tui.dialogs.tour import TourDialog

        self.app.push_screen(TourDialog())

    def action_about(self) -> None:
        """Everything about the focused question, where there is no room for the side pane."""
        from wizard.tui.dialogs.about import AboutDialog

        row = self.row
        if row is not None:
            asked = self.walk.ask(row.key)
            lines = file_lines(self.walk.session, self.walk.before, (row.key,))
            parts = about(self.walk.session, asked)
            self.app.push_screen(AboutDialog(row.label, parts, lines))

    def action_pages(self) -> None:
        """The rail, or the list of pages where the rail has no room."""
        rail = self.query_one(Rail)
        if rail.display:
            rail.focus()
            return
        from wizard.tui.dialogs.page_list import PageListDialog

        dialog = PageListDialog(self.walk.pages(), self.current)
        self.app.push_screen(dialog, self._page_picked)

    async def _page_picked(self, page: str | None) -> None:
        if page:
            await self.open_page(page)

    async def action_cause(self) -> None:
        """Go to the answer because of which the focused question does not apply."""
        row = self.row
        if row is None or not row.asked.causes:
            self.notify("This question applies.", markup=False)
        else:
            await self.go_to(row.asked.causes[0])

    def action_copy(self, what: str) -> None:
        """Copy the key, the value or the variable of the focused question."""
        row = self.row
        if row is None:
            return
        asked = row.asked
        names = [
            variable.name
            for orchestrator in orchestrators_of(self.walk.session.view())
            for variable in asked.setting.variables(orchestrator)
        ]
        text = {"key": asked.key, "value": asked.text, "variable": next(iter(names), "")}[what]
        self.app.copy_to_clipboard(text)
        self.notify(text or "(nothing)", title="Copied", markup=False)

    def action_search(self) -> None:
        """Search over every question."""
        from wizard.tui.dialogs.search import SearchDialog

        self.app.push_screen(SearchDialog(self.walk), self._question_picked)

    async def _question_picked(self, full: str | None) -> None:
        if full:
            await self.go_to(full)

    def action_keys(self) -> None:
        """Every key that does something here."""
        from wizard.tui.dialogs.keys import KeysDialog

        self.app.push_screen(KeysDialog(self))


def _left_edge(widget: Widget) -> Region:
    """Where the row of a field begins."""
    rows = (node for node in widget.ancestors_with_self if isinstance(node, QuestionRow))
    return next(rows, widget).region
