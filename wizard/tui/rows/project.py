"""The row of a project in the overview."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from wizard.session.overview import ProjectLine
from wizard.tui.marks import CHOSEN, MUTED, NOT_CHOSEN, state_mark
from wizard.tui.messages import ProjectWanted
from wizard.tui.rows.line import FocusLine, lines_beside

SERVICES = "services"
"""The page that Enter opens: what a project has is what is most often changed in it."""


class ProjectRow(FocusLine):
    """Enter opens the project's services, Space makes it the one that the pages show."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "its services", show=False),
        Binding("space", "choose", "work on it", show=False),
    ]

    def __init__(
        self, line: ProjectLine, state: tuple[int, int] | None, *, alone: bool = False
    ) -> None:
        super().__init__()
        self.line = line
        self._alone = alone
        self._state = state

    def show(self, line: ProjectLine, state: tuple[int, int] | None) -> None:
        """Take over a new line and the numbers of its errors and warnings, None: not known."""
        if (line, state) != (self.line, self._state):
            self.line, self._state = line, state
            self.redraw()

    def render(self) -> Content:
        """Number, title, what is wrong, scale set and services."""
        head = Content.assemble(self.mark, " ", project_head(self.line))
        told = project_services(self.line, alone=self._alone)
        if self._state is not None:
            mark, style, words = state_mark(*self._state)
            head += Content.assemble((f"{mark} ", style))
            told = Content.styled(words, style) + told
        return lines_beside(head, told, self.content_size.width or 60)

    def action_choose(self) -> None:
        """Ask the frame."""
        self.post_message(ProjectWanted(self.line.number))

    def action_open(self) -> None:
        """Ask the frame for its services."""
        self.post_message(ProjectWanted(self.line.number, SERVICES))

    def on_click(self) -> None:
        """A click does the same."""
        self.action_open()


def project_head(line: ProjectLine) -> Content:
    """Whether it is the current one, its number, its title."""
    here = line.is_current
    return Content.assemble(
        (CHOSEN if here else NOT_CHOSEN, "bold $accent" if here else MUTED),
        (f" {line.number}", "bold" if here else ""),
        f" {line.title}  " if line.title else "  ",
    )


def project_services(line: ProjectLine, *, alone: bool = False) -> Content:
    """Its scale set, unless that is ``alone``, its environments and services."""
    parts = [] if alone else [f"scale set {line.scale_set}"]
    if line.environments:
        parts.append(" ".join(line.environments))
    if line.services is not None:
        shown = ", ".join(line.services[:6]) or "no services"
        more = f" and {len(line.services) - 6} more" if len(line.services) > 6 else ""
        parts.append(f"{shown}{more}")
    return Content.styled(" · ".join(parts), MUTED)
