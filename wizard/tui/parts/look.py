"""Looking in Azure in a thread, with a line that says how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from wizard.session.draft import Session

if TYPE_CHECKING:
    from wizard.azure.lacking import Lacking
    from wizard.azure.preflight import Report
    from wizard.azure.reader import Reader
    from wizard.session.looked_up import LookedUp


class Look:
    """One look; ``stop`` ends it at once, whatever it waits for."""

    class Ended(Message):
        """It came to an end. ``lacking`` says why there is no ``live``."""

        def __init__(
            self, look: Look, live: LookedUp | None, words: str, lacking: Lacking | None
        ) -> None:
            super().__init__()
            self.look = look
            self.live = live
            self.words = words
            self.lacking = lacking

    def __init__(
        self, screen: Screen[None], session: Session, reader: Reader, end_wait: Callable[[], None]
    ) -> None:
        self.reader = reader
        self.line = Static(Content("looking in Azure …  Esc ends it"), id="looking")
        self._screen = screen
        self._end_wait = end_wait
        # Answers go on changing while the thread looks.
        self._session = Session(session.catalog, session.answers.copy())
        self._session.select(session.current.project or session.answers.projects[0])

    def start(self, *, networks_only: bool) -> None:
        """Begin, in a thread that nothing waits for when the wizard is closed."""
        work = threading.Thread(target=self._work, args=(networks_only,), daemon=True)
        work.start()

    def stop(self) -> None:
        """End it: no further request is made, and no answer is waited for."""
        self.reader.cancelled.set()
        self._end_wait()

    def _told(self, done: int, total: int, what: str) -> None:
        if self._screen.is_running:
            self._screen.app.call_later(self._show, done, total, what)

    def _show(self, done: int, total: int, what: str) -> None:
        if self.line.is_attached:
            told = f"looking in Azure: {done} of {total}  {what}   Esc ends it"
            self.line.update(Content(told))

    def _work(self, networks_only: bool) -> None:
        """In the thread: nothing but the copy is touched here."""
        from wizard.azure.preflight import preflight
        from wizard.azure.unknown import Cancelled

        live, words, lacking = None, "", None
        try:
            report = preflight(
                self._session, self.reader, networks_only=networks_only, told=self._told
            )
            lacking = report.lacking
            if lacking is None:
                live, words = self._taken(report)
        except Cancelled:
            pass
        if self._screen.is_running:
            self._screen.app.call_later(
                self._screen.post_message, self.Ended(self, live, words, lacking)
            )

    def _taken(self, report: Report) -> tuple[LookedUp, str]:
        from wizard.azure.preflight import as_findings
        from wizard.rules.finding import count_by_severity
        from wizard.rules.wording import counted
        from wizard.session.looked_up import LookedUp

        findings = [*report.findings, *as_findings(self._session, report.unknown)]
        counts = count_by_severity(report.findings)
        told = ", ".join(counted(number, word) for word, number in counts.items() if number)
        unknown = f", {len(report.unknown)} unknown" if report.unknown else ""
        words = f"{len(report.looked_up)} look-ups: {told or 'nothing found'}"
        words = "Nothing could be looked up" if report.is_blind else words
        return LookedUp(self._session, findings, report.vnets), words + unknown
