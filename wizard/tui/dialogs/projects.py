"""All projects, to choose the one that the pages show, and to add one."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wizard.session.overview import ProjectLine
from wizard.tui.dialogs.dialog import Dialog
from wizard.tui.marks import MUTED
from wizard.tui.parts.hanging import Hanging
from wizard.tui.parts.pointed import PointedList
from wizard.tui.rows.project import project_head, project_services

NEW, COPY, SCALE_SET, REMOVE = "new", "copy", "scale-set", "remove"
WORDS = (NEW, COPY, SCALE_SET, REMOVE)
"""What can be chosen besides a project; COPY and REMOVE are about the current one."""
MARK_AND_NUMBER = 3
"""Cells of a project's mark and of the blanks around its number."""


class ProjectsDialog(Dialog[str | None]):
    """The result is the number of the project chosen, or one of the words above (of this one)."""

    def __init__(self, lines: list[ProjectLine]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """One line per project, then what makes another one."""
        here = next((line.number for line in self._lines if line.is_current), "")
        with Vertical(classes="box tall"):
            yield Static(Content("Projects"), classes="box-title")
            yield PointedList(
                *(Option(Hanging(_entry(line)), id=line.number) for line in self._lines),
                None,
                Option("+ New project", id=NEW),
                Option(f"+ Copy of project {here}", id=COPY),
                Option("+ New scale set", id=SCALE_SET),
                Option(f"- Remove project {here}", id=REMOVE),
                compact=True,
            )
            yield Static(Content.styled("Enter works on it, Esc leaves", MUTED), classes="box-foot")

    def on_mount(self) -> None:
        """Start at the current project."""
        here = next((n for n, line in enumerate(self._lines) if line.is_current), 0)
        self.query_one(PointedList).highlighted = here

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def _entry(line: ProjectLine) -> tuple[Content, Content]:
    head = project_head(line)
    mark = MARK_AND_NUMBER + len(line.number) + (not line.title)
    return head[:mark], head[mark:] + project_services(line)
