"""The title line: where we are, on which release and orchestrator, and what is not written."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from wizard.rules.wording import counted
from wizard.session.services import ORCHESTRATOR_WORDS
from wizard.session.walk import Walk
from wizard.tui.marks import MUTED


class TitleLine(Static):
    """One line at the top; every word of it is computed by the session."""

    def __init__(self, walk: Walk) -> None:
        super().__init__(id="title")
        self.walk = walk

    def render(self) -> Content:
        """The name of the program and where we are; what is unsaved stands at the right."""
        left, right = self.place(), self.state()
        room = self.content_size.width - left.cell_length - right.cell_length
        return left + Content(" " * max(1, room)) + right

    def place(self) -> Content:
        """Factory, scale set and project."""
        session = self.walk.session
        factory = session.view().text("naming.prefix").strip("-")
        wide = self.content_size.width >= 96
        return Content.assemble(
            ("AI Factory wizard  " if wide else "", "bold"),
            (factory, "bold $accent"),
            (" · scale set " if wide else " · ") + session.current.scale_set,
            f" · project {session.current.project}",
        )

    def state(self) -> Content:
        """Release, orchestrator and the number of changes not written."""
        session = self.walk.session
        view = session.view()
        orchestrator = ORCHESTRATOR_WORDS.get(view.text("orchestrator"), view.text("orchestrator"))
        if self.content_size.width < 96:
            orchestrator = {"GitHub and Azure DevOps": "both"}.get(orchestrator, orchestrator)
        return Content.assemble(f"{session.catalog.release} · {orchestrator} · ", self._unsaved())

    def _unsaved(self) -> tuple[str, str]:
        number = self.walk.unsaved
        if not number:
            return ("no changes", MUTED)
        short = self.content_size.width < 96
        text = counted(number, "change") + ("" if short else " not written")
        return (f"● {text}", "bold $text-warning")
