"""Planning the files of many projects in a thread, with a line that says how far it is."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from wizard.formats.errors import FormatError
from wizard.session.opening import Opened
from wizard.session.planning import copy_to_plan, plan_of_copy, take_over_notes
from wizard.store.errors import StoreError
from wizard.store.plan import WritePlan


class Planner:
    """One run for one page; another run on the same page ends it."""

    class Ended(Message):
        """The plan is there, or ``trouble`` says why there is none."""

        def __init__(self, planner: Planner, plan: WritePlan | None, trouble: str) -> None:
            super().__init__()
            self.planner = planner
            self.plan = plan
            self.trouble = trouble

    def __init__(self, page: Widget, opened: Opened, projects: int) -> None:
        self._page = page
        self._opened = opened
        self._copied = copy_to_plan(opened)
        self._projects = projects
        self._done = 0
        self._line: Static | None = None
        page.run_worker(self._work, thread=True, exclusive=True, group="planning")

    def line(self) -> Static:
        """A new line of progress, which takes the place of an earlier one."""
        self._line = Static(self._words(), id="planning")
        return self._line

    def take_over(self) -> None:
        """Note in the session what planning noted; only while its answers are as they were."""
        take_over_notes(self._opened, self._copied)

    def _words(self) -> Content:
        return Content(f"   planning: project {self._done} of {self._projects} …")

    def _show(self, done: int) -> None:
        self._done = done
        if self._line is not None and self._line.is_attached:
            self._line.update(self._words())

    def _work(self) -> None:
        """In the thread: nothing but the copy is touched here."""
        worker, app = get_current_worker(), self._page.app

        def told(done: int) -> bool:
            if not worker.is_cancelled:
                app.call_later(self._show, done)
            return not worker.is_cancelled

        plan, trouble = None, ""
        try:
            plan = plan_of_copy(self._copied, told)
        except (FormatError, StoreError) as error:
            trouble = str(error)
        if not worker.is_cancelled:
            app.call_later(self._end, plan, trouble)

    def _end(self, plan: WritePlan | None, trouble: str) -> None:
        if self._page.is_attached:
            self._page.post_message(self.Ended(self, plan, trouble))
