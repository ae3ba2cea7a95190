"""Looking in Azure from the wizard: asked once, in the background, ended with Escape."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches

from wizard.tui.factory import FactoryFrame
from wizard.tui.parts.keys import KeyLine
from wizard.tui.parts.look import Look

if TYPE_CHECKING:
    from wizard.azure.reader import Reader

_CONSENT = """\
The wizard would ask Azure, with your sign-in of the Azure CLI, what exists: VNets, groups, key \
vaults and names of secrets, quota, policies, role assignments, people and groups. It only reads, \
nothing is changed. The answers stay in memory until you close the wizard; you can go on working \
meanwhile. Everything else works without it."""


Answered = Callable[[str | None], None] | Callable[[str | None], Awaitable[None]]
"""What goes on with the answer to a question of a dialog."""


class LookingFrame(FactoryFrame):
    """The frame with what is looked up in Azure. Nothing goes there before somebody agreed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "look", "look in Azure", id="screen.look", key_display="^T"),
    ]

    _may_look = False
    _look: Look | None = None
    _reader: Reader | None = None
    _then: Callable[[], None] | None = None
    _networks_only = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape ends a look only while there is one."""
        if action == "stop_looking":
            return self._look is not None
        return super().check_action(action, parameters)

    def action_look(self) -> None:
        """Look everything up; a second time, with the same eyes or with fresh ones."""
        if self._look is not None:
            self.notify("The wizard is looking already; Esc ends it.", markup=False)
        elif self._reader is None:
            self._when_allowed(lambda: self._start(networks_only=False))
        else:
            self._ask_how()

    def _ask(self, title: str, text: str, answers: dict[str, str], answered: Answered) -> None:
        from wizard.tui.dialogs.ask import AskDialog

        self.app.push_screen(AskDialog(title, text, answers), answered)

    def _ask_how(self) -> None:
        answers = {"again": "Judge the present answers by what was seen", "fresh": "Ask Azure anew"}

        def answered(answer: str | None) -> None:
            if answer == "fresh":
                self._reader = None
            if answer is not None:
                self._start(networks_only=False)

        text = "Azure was asked before in this session."
        self._ask("Look again?", text, answers, answered)

    def action_import_ranges(self) -> None:
        """Take ranges that exist into the plan; asks Azure first when nobody has looked yet."""
        from wizard.session.looked_up import is_looked_at

        if self._look is not None:
            self.notify("The wizard is looking already; Esc ends it.", markup=False)
        elif is_looked_at(self.walk.session):
            self._offer_import()
        else:
            self._when_allowed(lambda: self._start(networks_only=True, then=self._offer_import))

    def action_stop_looking(self) -> None:
        """End the look that is under way."""
        self.stop_looking()
        self.notify("Nothing more is asked.", title="Look ended", markup=False)

    def stop_looking(self) -> None:
        """End the look that is under way, if there is one."""
        if self._look is not None:
            self._look.stop()
            self._away(self._look)
            self._reader = None

    def on_unmount(self) -> None:
        """Nobody waits for Azure when the wizard is closed."""
        if self._look is not None:
            self._look.stop()

    def _when_allowed(self, go: Callable[[], None]) -> None:
        if self._may_look:
            go()
            return
        answers = {"look": "Look in Azure", "stay": "Not now"}

        def answered(answer: str | None) -> None:
            if answer == "look":
                self._may_look = True
                go()

        self._ask("Look in Azure?", _CONSENT, answers, answered)

    def _start(self, *, networks_only: bool, then: Callable[[], None] | None = None) -> None:
        from wizard.azure.endpoints import NotLoopback
        from wizard.azure.reading import reader_for

        session = self.walk.session
        try:
            reader, end_wait = reader_for(session)
        except NotLoopback as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._reader = self._reader or reader
        self._then, self._networks_only = then, networks_only
        self._look = Look(self, session, self._reader, end_wait)
        self.mount(self._look.line, before=self.query_one(KeyLine))
        self._look.start(networks_only=networks_only)

    def _away(self, look: Look) -> None:
        self._look = None
        try:
            self.query_one("#looking").remove()
        except NoMatches:
            return

    @on(Look.Ended)
    async def _ended(self, event: Look.Ended) -> None:
        event.stop()
        if event.look is not self._look:
            return
        self._away(event.look)
        if event.live is None:
            self._reader = None
            if event.lacking is not None:
                told = f"{event.lacking.why}. {event.lacking.remedy}"
                title = event.lacking.title
                self.notify(told, title=title, severity="warning", timeout=15, markup=False)
            return
        self.walk.take_live(event.live)
        self.walk.findings()
        await self.changed()
        self.notify(f"{event.words}. F8 goes to what is wrong.", title="Azure", markup=False)
        if self._then is not None:
            self._then()

    def _offer_import(self) -> None:
        from wizard.session.looked_up import imports
        from wizard.session.pages import label_of

        pairs = imports(self.walk.session)
        if not pairs:
            self.notify("The plan knows all that exists.", title="Import", markup=False)
            return
        told = "\n".join(f"{label_of(self.walk.session, key)}: {value}" for key, value in pairs)
        answers = {"import": "Take them over", "stay": "Leave the plan as it is"}

        async def answered(answer: str | None) -> None:
            if answer == "import":
                self.walk.answer_many(pairs)
                await self.changed()
                self.notify("Taken over; Ctrl+Z takes it back.", title="Import", markup=False)
                # What was seen is judged by the new plan; nothing is asked twice.
                self._start(networks_only=self._networks_only)

        self._ask("Import existing ranges", told, answers, answered)
