"""The row of a service: a box, what it needs, and the settings behind it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from wizard.catalog.tables import Service
from wizard.rules.wording import counted
from wizard.session.questions import Question
from wizard.session.services import ServiceState, service_state, state_in_words
from wizard.session.walk import Walk
from wizard.tui.marks import MUTED, OFF, ON, SEVERITY_STYLE
from wizard.tui.rows.base import label_width
from wizard.tui.rows.choice import SwitchRow


class ServiceRow(SwitchRow, inherit_bindings=False):
    """Space switches the service, Enter shows its own settings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right", "open", "its settings", show=False),
        Binding("left", "close", "hide its settings", show=False),
        Binding("space", "flip", "switch", show=False),
    ]

    class Opened(Message):
        """Somebody wants to see the service's settings, or has seen them."""

        def __init__(self, service: Service, *, wanted: bool | None) -> None:
            super().__init__()
            self.service = service
            self.wanted = wanted

    def __init__(self, walk: Walk, asked: Question, service: Service) -> None:
        super().__init__(asked, service.title)
        self.walk = walk
        self.service = service
        self.state: ServiceState = service_state(walk.session, service)

    def show(self, asked: Question, complaint: str = "", *, typing: bool = False) -> None:
        """Take over a new state of the question or of what surrounds the service."""
        state = service_state(self.walk.session, self.service)
        if state != self.state:
            self.state = state
            self.asked = asked
            self.redraw()
        super().show(asked, complaint, typing=typing)

    def label_lines(self, width: int, *, focused: bool) -> list[Content]:
        """The box stands before the title."""
        on = self.state.is_on
        style = "bold" if focused or on else MUTED if self.state.blocked else ""
        line = Content.assemble(
            self.edge(focused=focused),
            (f"{ON if on else OFF} ", "bold $accent" if on else MUTED),
            (self.label, style),
        )
        return [line.pad_right(max(0, width - line.cell_length))]

    def left(self, width: int) -> int:
        """Titles of services are longer than labels."""
        return max(label_width(width), 37) if width >= 60 else 32

    def value(self, width: int) -> Content:
        """Whether upstream limits it, how many settings it has, what it needs, who needs it."""
        words = state_in_words(self.walk.session, self.state)
        worst = self.state.worst
        style = SEVERITY_STYLE[worst] if self.state.is_on and worst else MUTED
        parts = []
        if self.state.is_on and self.state.limits:
            parts.append(Content.styled("! limits", SEVERITY_STYLE["warning"]))
        own = len(self.own_settings)
        if self.state.is_on and own:
            told = counted(own, "setting") if self.has_focus_within else str(own)
            parts.append(Content.styled(f"⏎ {told}", MUTED))
        if words:
            parts.append(Content.styled(words, style))
        return Content.styled(" · ", MUTED).join(parts)

    def note(self, *, focused: bool) -> Content:
        """Why it cannot be switched stands beside it already."""
        return Content("") if self.asked.reason else super().note(focused=focused)

    @property
    def own_settings(self) -> list[str]:
        """The questions of the service that stand on its page."""
        settings, page = self.walk.session.catalog.settings, self.asked.setting.section
        keys = (key for key in self.service.settings if key in settings)
        here = {key for key in keys if settings[key].section == page}
        return [full for full in self.state.settings if _short(full) in here]

    def action_open(self) -> None:
        """Show or hide the settings."""
        self.post_message(self.Opened(self.service, wanted=None))

    def action_close(self) -> None:
        """Hide the settings."""
        self.post_message(self.Opened(self.service, wanted=False))

    def on_click(self, event: events.Click) -> None:
        """A click on the name switches, one behind it shows the settings."""
        event.prevent_default()
        if event.x < self.left(self.content_size.width):
            self.action_flip()
        else:
            self.action_open()


def _short(full: str) -> str:
    return full.split(".", 2)[2] if full.startswith(("projects.", "scale_sets.")) else full
