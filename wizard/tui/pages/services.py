"""The services of a project, by group, each with what it needs and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from wizard.catalog.tables import Service
from wizard.model.context import split_key
from wizard.model.values import format_value
from wizard.rules.wording import counted
from wizard.session.pages import Heading, is_shown, page_entries
from wizard.session.services import (
    asked_services,
    consequences,
    help_for,
    service_state,
    services_in_words,
    toggled,
)
from wizard.session.walk import Walk
from wizard.tui.dialogs.ask import AskDialog
from wizard.tui.messages import Answered
from wizard.tui.pages.page import Page
from wizard.tui.rows.base import QuestionRow
from wizard.tui.rows.service import ServiceRow


class ServicesPage(Page):
    """Groups of boxes; a service's own settings open below it."""

    def __init__(self, walk: Walk, page: str, title: str, help_text: str) -> None:
        super().__init__(walk, page, title, help_text)
        self._groups = asked_services(walk.session, page)
        self._by_flag = {s.flag: s for group in self._groups.values() for s in group}
        self._open: set[str] = set()

    def head(self) -> Iterator[Widget]:
        """How many are on."""
        yield Static(self._summary(), id="service-summary")

    def entries(self) -> Iterator[Heading | str]:
        """The services by group, with the settings of those that are open; then the rest."""
        view = self.walk.session.view()
        for title, services in self._groups.items():
            yield Heading(title)
            for service in services:
                yield view.full_key(str(service.flag))
                if service.id in self._open:
                    yield from self._settings_of(service)
        if self.shows_more:
            yield from self._rest()

    def hidden(self) -> int:
        """The settings that belong to no service, and those of services that are off."""
        return len(list(self._rest()))

    def row(self, full: str) -> QuestionRow:
        """A service has a row of its own."""
        service = self._by_flag.get(split_key(full).key)
        if service is not None:
            return ServiceRow(self.walk, self.walk.ask(full), service)
        row = super().row(full)
        row.add_class("-indented")
        return row

    def after_change(self) -> None:
        """The numbers follow."""
        self.query_one("#service-summary", Static).update(self._summary())

    async def jump_to(self, full: str) -> bool:
        """Open the service that a question belongs to, then focus it."""
        key = split_key(full).key
        for service in self._by_flag.values():
            if key in service.settings and full in self._settings_of(service):
                self._open.add(service.id)
                await self.update_rows()
        return await super().jump_to(full)

    def on_key(self, event: events.Key) -> None:
        """Letters go to the next service whose title begins with them."""
        if not isinstance(self.screen.focused, ServiceRow) or not event.is_printable:
            return
        if event.character is None or not event.character.isalpha():
            return
        event.stop()
        rows = list(self.query("*").results(ServiceRow))
        here = rows.index(self.screen.focused)
        for row in (*rows[here + 1 :], *rows[: here + 1]):
            if row.label.lower().startswith(event.character.lower()):
                self.screen.set_focus(row)
                return

    def _summary(self) -> Content:
        return Content(services_in_words(self.walk.session, self.page))

    def _settings_of(self, service: Service) -> list[str]:
        found = []
        for full in service_state(self.walk.session, service).settings:
            setting = self.walk.session.catalog.settings[split_key(full).key]
            if setting.section != self.page or setting.key in self._by_flag:
                continue
            if self.shows_more or is_shown(self.walk.session, setting, full):
                found.append(full)
        return found

    def _rest(self) -> Iterator[str]:
        owned = {
            full
            for service in self._by_flag.values()
            for full in self._settings_of(service)
            if service.id in self._open or service_state(self.walk.session, service).is_on
        }
        for entry in page_entries(self.walk.session, self.page, more=True):
            if isinstance(entry, Heading) or entry in owned:
                continue
            if split_key(entry).key not in self._by_flag:
                yield entry

    @on(ServiceRow.Opened)
    async def _opened(self, event: ServiceRow.Opened) -> None:
        event.stop()
        name = event.service.id
        wanted = name not in self._open if event.wanted is None else event.wanted
        if wanted and not self._settings_of(event.service):
            self.app.notify("It has no settings of its own now.", markup=False)
        elif wanted:
            self._open.add(name)
        else:
            self._open.discard(name)
        await self.update_rows()

    @on(QuestionRow.Edited)
    def _switched(self, event: QuestionRow.Edited) -> None:
        """A service that needs others, or that others need, is not switched without a word."""
        row = event.row
        if not isinstance(row, ServiceRow):
            return
        event.stop()
        on_ = event.raw is True
        state = service_state(self.walk.session, row.service)
        pair = (row.key, toggled(row.service, on=on_))
        helps = [p for p in help_for(state) if p[0] != row.key]
        if on_ and helps:
            self._offer_help(row, pair, helps)
        elif not on_ and (state.needed_by or self._was_on(row)):
            self._warn(row, pair)
        else:
            self.post_message(Answered(row.key, [pair]))

    def _offer_help(
        self, row: ServiceRow, pair: tuple[str, object], helps: list[tuple[str, object]]
    ) -> None:
        session = self.walk.session
        told = consequences(session, row.service, on=True)
        names = "\n".join(
            f"  {session.catalog.settings[split_key(full).key].title}: {_word(value)}"
            for full, value in helps
        )
        text = "\n".join([*told, "", "It would be given:", names])
        answers = {
            "all": f"Switch on with {counted(len(helps), 'other setting')}",
            "one": "Only this one",
            "none": "Leave it off",
        }

        def answered(answer: str | None) -> None:
            if answer in ("all", "one"):
                self.post_message(Answered(row.key, [pair, *helps] if answer == "all" else [pair]))

        self.app.push_screen(AskDialog(f"Switch {row.label} on", text, answers), answered)

    def _warn(self, row: ServiceRow, pair: tuple[str, object]) -> None:
        text = "\n".join(consequences(self.walk.session, row.service, on=False))

        def answered(answer: str | None) -> None:
            if answer == "off":
                self.post_message(Answered(row.key, [pair]))

        answers = {"keep": "Keep it on", "off": "Switch it off"}
        self.app.push_screen(AskDialog(f"Switch {row.label} off", text, answers), answered)

    def _was_on(self, row: ServiceRow) -> bool:
        given = self.walk.before.get(row.key)
        return given is not None and format_value(given.value) == format_value(row.service.on_value)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
