"""The row of a project in the overview."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from wizard.session.overview import ProjectLine
from wizard.tui.marks import CHOSEN, MUTED, NOT_CHOSEN, counted
from wizard.tui.messages import ProjectWanted
from wizard.tui.rows.line import FocusLine, lines_beside


class ProjectRow(FocusLine):
    """Enter makes the project the one that the pages show."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "work on it", show=False),
    ]

    def __init__(self, line: ProjectLine) -> None:
        super().__init__()
        self.line = line

    def show(self, line: ProjectLine) -> None:
        """Take over a new state."""
        if line != self.line:
            self.line = line
            self.refresh(layout=True)

    def render(self) -> Content:
        """Number, title, scale set and services."""
        return lines_beside(
            Content.assemble(self.mark, " ", project_head(self.line)),
            project_services(self.line),
            self.content_size.width or 60,
        )

    def action_choose(self) -> None:
        """Ask the frame."""
        self.post_message(ProjectWanted(self.line.number))

    def on_click(self) -> None:
        """A click does the same."""
        self.action_choose()


def project_head(line: ProjectLine) -> Content:
    """Whether it is the current one, its number, its title."""
    here = line.is_current
    return Content.assemble(
        (CHOSEN if here else NOT_CHOSEN, "bold $accent" if here else MUTED),
        (f" {line.number}", "bold" if here else ""),
        f" {line.title}  " if line.title else "  ",
    )


def project_services(line: ProjectLine) -> Content:
    """Its scale set, environments and services."""
    parts = [f"scale set {line.scale_set}"]
    if line.environments:
        parts.append(" ".join(line.environments))
    if line.services is not None:
        shown = ", ".join(line.services[:6]) or "no services"
        more = f" and {len(line.services) - 6} more" if len(line.services) > 6 else ""
        parts.append(f"{counted(len(line.services), 'service')}: {shown}{more}")
    return Content.styled(" · ".join(parts), MUTED)
