"""The full-screen wizard as an application: it holds the walk, the theme and the way out."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.events import Event, Key, Paste
from textual.timer import Timer

from wizard.model.documents import AnswersError
from wizard.rules.wording import counted
from wizard.session.keeping import (
    drafted_in_words,
    forget_draft,
    keep_draft,
    resume_draft,
)
from wizard.session.opening import open_repository
from wizard.session.pages import REVIEW
from wizard.session.walk import Walk
from wizard.store.errors import StoreError
from wizard.tui.actions import FrameScreen
from wizard.tui.messages import ReadAgain, Settled, Upgraded
from wizard.tui.preferences import load_preferences, note_tour_seen
from wizard.tui.styles import STYLES
from wizard.tui.theme import THEMES, VARIABLES
from wizard.tui.tidying import REST, collector_waits, settle, tidy

if TYPE_CHECKING:
    from wizard.session.draft import Session
    from wizard.session.opening import Opened


PATIENCE = 1.0
"""Seconds that a key waits at most for a page to open."""

BROWSER_KEYS = {"screen.next-page": "f6", "screen.look": "f5"}
"""In place of keys that a browser keeps to itself: ^N opens a window there, ^T a tab."""


def commands() -> type[Provider]:
    """The provider of the palette, imported when the palette is opened."""
    from wizard.tui.palette import WizardCommands

    return WizardCommands


class WizardApp(App[int]):
    """The wizard over one opened repository; its result is the exit code."""

    TITLE = "AI Factory wizard"
    CSS_PATH = [*STYLES]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "quit", id="app.quit", priority=True, key_display="^Q"),
        Binding("ctrl+p", "command_palette", "commands", id="app.palette", key_display="^P"),
    ]

    def __init__(self, opened: Opened, page: str = "", *, tour: bool = False) -> None:
        super().__init__()
        if "TEXTUAL_ANIMATIONS" not in os.environ:
            # A page is where it was scrolled to at once, not a quarter of a second later.
            self.animation_level = "none"
        self._resting: Timer | None = None
        self._tour = tour
        self.walk = Walk(opened)
        self._first_page = page
        self._kept: dict[str, object] = {"added": [], "removed": []}
        self._chosen = load_preferences()
        for theme in THEMES:
            self.register_theme(theme)
        known = self._chosen.theme in self.available_themes
        # Set before the styles are read, the theme does not have them read twice.
        self.set_reactive(App.theme, self._chosen.theme if known else THEMES[0].name)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def takes_mouse(self) -> bool:
        """Whether the user's own choices leave the mouse to the wizard."""
        return self._chosen.mouse

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What the styles use and a theme may lack, such as those of the terminal's palette."""
        return VARIABLES

    def on_mount(self) -> None:
        """Start with the frame."""
        chosen = self._chosen
        self.set_keymap({**(BROWSER_KEYS if self.is_web else {}), **chosen.keys})
        if self.is_web:
            from wizard.tui.browser.orphan import end_with_server

            end_with_server(self)
        if chosen.problem:
            self.notify(chosen.problem, severity="warning", markup=False)
        self.push_screen(FrameScreen(self.walk, self._first_page))
        left = drafted_in_words(self.walk)
        if left:
            self._offer(left)
        elif self._tour and not chosen.tour_seen and not chosen.problem:
            self._show_tour()

    def _show_tour(self) -> None:
        """The tour of a first start; whether it was followed or left, it comes once."""
        from wizard.tui.dialogs.tour import TourDialog

        def ended(_: None) -> None:
            with suppress(OSError, UnicodeDecodeError):
                note_tour_seen()

        self.push_screen(TourDialog(), ended)

    def _offer(self, found: list[str]) -> None:
        """A draft of an earlier run is taken up again, or forgotten."""
        text = f"An earlier run ended with changes not written: {', '.join(found)}."
        answers = {"resume": "Go on with them", "forget": "Forget them"}

        async def answered(answer: str | None) -> None:
            if answer == "forget":
                forget_draft(self.walk)
            elif answer == "resume":
                resume_draft(self.walk)
                await self.frame.project_changed()

        from wizard.tui.dialogs.ask import AskDialog

        self.push_screen(AskDialog("Unfinished changes", text, answers), answered)

    def get_key_display(self, binding: Binding) -> str:
        """The key as it is written on the keyboard, also where the user has chosen another."""
        shown = super().get_key_display(binding)
        return shown.upper() if shown[:1] == "f" and shown[1:].isdigit() else shown

    @property
    def frame(self) -> FrameScreen:
        """The frame below all dialogs."""
        return next(screen for screen in self.screen_stack if isinstance(screen, FrameScreen))

    async def on_event(self, event: Event) -> None:
        """Keys pressed while a page opens wait until its first field has the focus."""
        if isinstance(event, (Key, Paste)) and self.is_running and len(self.screen_stack) > 1:
            if self._resting is not None:
                self._resting.stop()
            self._resting = self.set_timer(REST, tidy)
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self.frame.settled.wait()
        await super().on_event(event)

    @on(Upgraded)
    async def _reopen(self, event: Upgraded) -> None:
        """Go on with what the upgrade wrote."""
        root, directory = self.walk.opened.layout.root, self.walk.session.directory
        try:
            self.walk = Walk(open_repository(root, release=event.release))
            self.walk.session.directory = directory
        except (StoreError, AnswersError) as error:
            self.notify(str(error), severity="error", markup=False)
            return
        await self.switch_screen(FrameScreen(self.walk))
        told = f"{counted(event.files, 'file')} written. ^S shows what is generated anew from them."
        self.notify(told, title=f"Release {event.release}", markup=False)

    @on(ReadAgain)
    async def _read_again(self) -> None:
        """Go on from the files as they are now, with what was typed."""
        before = self.walk.session
        release = before.catalog.release if self.walk.opened.is_new else None
        try:
            keep_draft(self.walk)
            walk = Walk(open_repository(self.walk.opened.layout.root, release=release))
        except (StoreError, AnswersError) as error:
            self.notify(str(error), severity="error", markup=False)
            return
        walk.session.directory = before.directory
        walk.session.live = before.live
        resume_draft(walk)
        self.walk = walk
        await self.switch_screen(FrameScreen(walk, REVIEW))

    @on(Settled)
    def _keep_draft(self) -> None:
        """Keep what was typed against a crash."""
        settle()
        changed: dict[str, object] = {
            **self.walk.unsaved_answers(),
            "added": self.walk.added,
            "removed": self.walk.removed,
        }
        if changed == self._kept:
            return
        self._kept = changed
        try:
            keep_draft(self.walk)
        except StoreError as error:
            self.notify(f"The draft is not kept: {error}", severity="warning", markup=False)

    async def action_leave(self) -> None:
        """Quit; with changes that are not written, ask first."""
        if self.screen.id == "upgrade":
            await self.screen.run_action("leave")
            return
        if not self.walk.unsaved:
            self.exit(0)
            return
        from wizard.tui.dialogs.ask import AskDialog

        if isinstance(self.screen, AskDialog):
            return
        text = f"{counted(self.walk.unsaved, 'change')} not written to the repository."
        answers = {"stay": "Stay", "review": "Review and write", "discard": "Quit without writing"}
        self.push_screen(AskDialog("Quit?", text, answers), self._left)

    async def _left(self, answer: str | None) -> None:
        if answer == "discard":
            forget_draft(self.walk)
            self.exit(0)
        elif answer == "review":
            await self.frame.open_page(REVIEW)


def run_wizard(
    start: Path,
    *,
    release: str | None = None,
    prepare: Callable[[Session], object] | None = None,
    mouse: bool = True,
) -> int:
    """Open the repository in which ``start`` stands and run the wizard on it.

    ``prepare`` changes answers before the first screen; they count as not written. Without the
    ``mouse`` the terminal keeps it, to select and copy text.

    Returns the exit code. The terminal must be one (see ``wizard.cli.terminal``).

    Raises:
        StoreError, AnswersError, UnknownRelease: the repository cannot be opened.
    """
    from wizard.azure.sign_in import sign_in_directory
    from wizard.session.opening import open_repository

    with collector_waits():
        opened = open_repository(start, release=release)
        opened.session.directory = sign_in_directory(opened.session.catalog)
        app = WizardApp(opened, tour=True)
        if prepare is not None:
            prepare(app.walk.session)
            app.walk.recount()
        result = app.run(mouse=mouse and app.takes_mouse)
    return 130 if result is None else result
