"""A read-only table of one environment at a time; left and right go to the other ones."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from wizard.session.walk import Walk
from wizard.tui.marks import CHOSEN, MUTED, NOT_CHOSEN
from wizard.tui.rows.line import FocusLine


class EnvironmentTable(FocusLine):
    """Draws ``table`` for the chosen environment below a line with all environments in use."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "next environment", show=False),
        Binding("left", "step(-1)", "previous environment", show=False),
    ]

    def __init__(self, walk: Walk, title: str, *, id: str) -> None:
        super().__init__(id=id)
        self.walk = walk
        self.title = title
        self._chosen = ""
        self._drawn: tuple[int, bool, Content] | None = None

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments in use."""
        return self.walk.session.view().environments

    @property
    def environment(self) -> str:
        """The environment shown, "" when none is in use."""
        used = self.environments
        return self._chosen if self._chosen in used else used[0] if used else ""

    def redraw(self) -> None:
        """Work the table out again."""
        self._drawn = None
        self.refresh(layout=True)

    def render(self) -> Content:
        """The picture, worked out once for a width and focus: layout and screen both ask."""
        width = max(30, self.content_size.width or 60)
        if self._drawn is None or self._drawn[:2] != (width, self.has_focus):
            self._drawn = (width, self.has_focus, self.picture(width))
        return self._drawn[2]

    def picture(self, width: int) -> Content:
        """The line of environments and the table."""
        parts = [Content.assemble(self.mark, " ", (self.title, "bold"), "   ")]
        for name in self.environments:
            here = name == self.environment
            mark, style = (CHOSEN, "bold $accent") if here else (NOT_CHOSEN, MUTED)
            word = self.tab(name)
            parts.append(Content.assemble((mark, style), (f" {word}  ", "bold" if here else MUTED)))
        head = Content("").join(parts)
        if not self.environment:
            return head + Content.styled("no environment is in use", MUTED)
        return Content("\n").join([head, *self.table(self.environment, width)])

    def tab(self, environment: str) -> str:
        """The word for an environment in the first line."""
        return environment

    def table(self, environment: str, width: int) -> list[Content]:
        """The lines of the table; none until a subclass says which."""
        return []

    def action_step(self, by: int) -> None:
        """Show another environment."""
        used = self.environments
        if used:
            self._chosen = used[(used.index(self.environment) + by) % len(used)]
            self.redraw()

    def on_click(self, event: events.Click) -> None:
        """A click on the first line shows the next environment."""
        if event.y == 0:
            self.action_step(1)
