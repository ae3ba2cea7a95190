"""Choices below one another, each with what it needs."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from wizard.session.reach import ACCESS_NEEDS, DNS_NEEDS
from wizard.tui.marks import CHOSEN, MUTED, NOT_CHOSEN
from wizard.tui.rows.choice import ChoiceRow, SwitchRow
from wizard.tui.rows.line import lines_beside

ROOMY = 48
"""Cells of the field from which all choices are explained; with fewer only the chosen one is."""


class AccessRow(ChoiceRow):
    """How people reach a private factory."""

    def value(self, width: int) -> Content:
        """Every way with what it needs, where there is room; else the chosen one."""
        if self.asked.reason:
            return super().value(width)
        if width < ROOMY:
            needs = Content.styled(ACCESS_NEEDS.get(self.asked.text, ""), MUTED)
            return Content("\n").join([super().value(width), needs])
        return Content("\n").join(self._blocks(width))

    def _blocks(self, width: int) -> list[Content]:
        return [
            explained(
                choice.title, ACCESS_NEEDS.get(choice.value, ""), width,
                chosen=choice.value == self.asked.text,
            )
            for choice in self.asked.setting.choices
        ]  # fmt: skip

    def on_click(self, event: events.Click) -> None:
        """A click on a way takes it."""
        left = self.left(self.content_size.width)
        width = self.content_size.width - left
        if width < ROOMY or self.asked.reason or event.x < left:
            return
        event.prevent_default()
        bottom = 0
        for choice, block in zip(self.asked.setting.choices, self._blocks(width), strict=True):
            bottom += block.plain.count("\n") + 1
            if event.y < bottom:
                self.post_message(self.Edited(self, choice.value))
                return


class DnsRow(SwitchRow):
    """Private DNS in the factory or in the hub, each with what it needs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "answer(True)", "in the hub", show=False),
        Binding("left", "answer(False)", "in the factory", show=False),
    ]

    def value(self, width: int) -> Content:
        """Both, the present one marked."""
        if self.asked.text not in ("true", "false"):
            return super().value(width)
        blocks = [
            explained(title, needs, width, chosen=self.is_on == on)
            for on, (title, needs) in zip((False, True), DNS_NEEDS, strict=True)
        ]
        return Content("\n").join(blocks)


def explained(title: str, needs: str, width: int, *, chosen: bool) -> Content:
    """One choice: its mark and title, and what it needs."""
    mark = (CHOSEN if chosen else NOT_CHOSEN, "bold $accent" if chosen else MUTED)
    text = Content.assemble((title, "bold" if chosen else ""), (f"  {needs}", MUTED))
    return lines_beside(Content.assemble(mark, " "), text, width)
